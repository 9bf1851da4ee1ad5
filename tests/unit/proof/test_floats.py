"""A caption that stands on the page after its place is compared where the source has it."""

from __future__ import annotations

from keben.proof.expected import Expected
from keben.proof.floats import put_back
from keben.proof.reading import Kind, Leaf, Zone


def leaf(text: str, page: int, *, floats: bool = False, table: int = 0) -> Leaf:
    kind = Kind.CELL if table else Kind.TEXT
    return Leaf(text, kind, Zone.BODY, f"page {page}", page, table=table, floats=floats)


def order(leaves: list[Leaf], *wanted: str) -> str:
    passages = [Expected(Kind.TEXT, text) for text in wanted]
    return " ".join(each.text for each in put_back(leaves, passages))


def test_a_caption_goes_back_before_what_follows_it_in_the_source() -> None:
    leaves = [leaf("甲", 1), leaf("乙上", 1), leaf("图一", 2, floats=True), leaf("乙下", 2)]
    assert order(leaves, "甲", "图一", "乙上乙下") == "甲 图一 乙上 乙下"


def test_bullets_go_with_their_items() -> None:
    leaves = [leaf("甲", 1), leaf("•", 1), leaf("乙", 1), leaf("图一", 2, floats=True)]
    assert order(leaves, "甲", "图一", "乙", "丙") == "甲 图一 • 乙"


def test_of_like_places_that_one_is_taken_that_follows_the_same() -> None:
    texts = ("甲", "乙", "丙", "乙")
    leaves = [*(leaf(text, 1) for text in texts), leaf("图一", 2, floats=True)]
    assert order(leaves, "甲", "图一", "乙", "丙", "乙") == "甲 图一 乙 丙 乙"


def test_several_captions_are_put_back_each_in_its_place() -> None:
    captions = [leaf("图一", 2, floats=True), leaf("图二", 2, floats=True)]
    leaves = [leaf("甲", 1), leaf("乙", 1), leaf("丙", 1), *captions, leaf("丁", 2)]
    assert order(leaves, "甲", "图一", "乙", "图二", "丙", "丁") == "甲 图一 乙 图二 丙 丁"


def test_a_table_goes_back_as_a_whole_though_others_have_cells_like_its() -> None:
    cells = [leaf(text, 2, floats=True, table=1) for text in ("表一", "是", "否")]
    others = [leaf(text, 2, table=2) for text in ("表二", "是", "否")]
    leaves = [leaf("甲", 1), leaf("乙上", 1), *cells, leaf("乙下", 2), *others]
    wanted = ("甲", "表一", "是", "否", "乙上乙下", "表二", "是", "否")
    assert order(leaves, *wanted) == "甲 表一 是 否 乙上 乙下 表二 是 否"


def test_a_table_that_has_lost_a_cell_stays_to_be_found_wrong() -> None:
    cells = [leaf(text, 2, floats=True, table=1) for text in ("表一", "否")]
    leaves = [leaf("甲", 1), leaf("乙", 1), *cells]
    assert order(leaves, "甲", "表一", "是", "否", "乙") == "甲 乙 表一 否"


def test_a_caption_without_such_a_place_stays_to_be_found_wrong() -> None:
    leaves = [leaf("甲", 1), leaf("乙", 1), leaf("图一", 2, floats=True)]
    assert order(leaves, "甲", "图一", "丁") == "甲 乙 图一"
    assert order(leaves, "甲", "乙") == "甲 乙 图一"
