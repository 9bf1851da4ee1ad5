"""The reading order and what templates are told while it is set."""

from __future__ import annotations

from keben.labels import labels
from keben.model import (
    Article,
    Heading,
    Image,
    Metadata,
    Note,
    NoteReference,
    Part,
    Publication,
    Series,
    Text,
)
from keben.typeset.shared import (
    DEEPEST,
    Entry,
    Setting,
    colophon_rows,
    list_contents,
    lost_picture,
    shelve,
)


def article(slug: str, *children: Article, **more: object) -> Article:
    head = Heading((Text("节"),), 2, f"{slug}-h1")
    return Article((Text(slug),), (head,), slug, children=children, **more)  # type: ignore[arg-type]


def test_the_shelf_is_the_reading_order_with_its_depths() -> None:
    shelf = shelve(
        Publication(
            Metadata(),
            front=(article("a"),),
            body=(Part((Text("p"),), (article("b", article("c")),), "part1"), article("d")),
            back=(article("e"),),
        )
    )
    assert [(entry.anchor, entry.depth, entry.zone) for entry in shelf] == [
        ("a", 1, "front"),
        ("part1", 1, "body"),
        ("b", 2, "body"),
        ("c", 3, "body"),
        ("d", 1, "body"),
        ("e", 1, "back"),
    ]
    assert shelf[1].article is None
    assert [head.anchor for head in shelf[0].heads] == ["a-h1"]


def test_heads_stand_below_the_title_of_their_article() -> None:
    setting = Setting("zh-Hans")
    one = article("a")
    assert setting.enter(Entry(one.title, "a", 1, one)) == ""
    assert setting.level(Heading((), 2)) == 2
    setting.enter(Entry(one.title, "a", 3, one))
    assert setting.level(Heading((), 2)) == 4
    assert setting.level(Heading((), 6)) == DEEPEST


def test_a_note_mark_finds_its_note_in_its_own_article() -> None:
    setting = Setting("zh-Hans")
    for slug in ("a", "b"):
        one = article(slug, notes=(Note("n", (), 1, f"{slug}-n1"),))
        setting.enter(Entry(one.title, slug, 1, one))
        assert setting.note_target(NoteReference("n")) == f"#{slug}-n1"


def test_entering_a_part_keeps_no_notes_of_its_own() -> None:
    setting = Setting("zh-Hans")
    setting.enter(Entry((), "part1", 1, None))
    assert setting.depth == 1


def test_a_lost_picture_is_named() -> None:
    assert lost_picture(Image("a.png", "板")) == "板（a.png）"
    assert lost_picture(Image("a.png")) == "（a.png）"


def test_the_colophon_leaves_out_what_is_not_known() -> None:
    metadata = Metadata(publisher="样书坊", published="2026-01", series=Series("丛书", "2"))
    rows = dict(colophon_rows(metadata, labels("zh-Hans")))
    assert list(rows.values()) == ["样书坊", "2026年1月", "丛书 2"]
    assert colophon_rows(Metadata(), labels("en")) == ()


NESTED = Publication(
    Metadata(),
    front=(article("a"),),
    body=(Part((Text("p"),), (article("b", article("c", article("d"))),), "part1"), article("e")),
    back=(article("f", is_appendix=True), article("g")),
)


def test_a_chapter_in_a_part_ranks_as_one_outside() -> None:
    shelf = shelve(NESTED)
    assert [(entry.anchor, entry.rank) for entry in shelf] == [
        ("a", 1),
        ("part1", 0),
        ("b", 1),
        ("c", 2),
        ("d", 3),
        ("e", 1),
        ("f", 1),
        ("g", 1),
    ]
    assert [entry.anchor for entry in shelf if entry.is_first] == ["a", "part1", "f"]


def test_a_head_in_a_chapter_that_runs_on_is_dressed_a_level_lower() -> None:
    setting = Setting("zh-Hans")
    dressed = {}
    for entry in shelve(NESTED):
        setting.enter(entry)
        dressed[entry.anchor] = (setting.level(Heading((), 2)), setting.look(Heading((), 2)))
    assert dressed["b"] == (3, 2)
    assert dressed["c"] == (4, 3)
    assert dressed["d"] == (5, 4)
    assert dressed["e"] == (2, 2)


def test_the_contents_go_as_deep_as_they_are_asked() -> None:
    shelf = shelve(NESTED)

    def anchors(depth: int) -> list[str]:
        return [line.anchor for line in list_contents(shelf, depth)]

    assert anchors(1) == ["a", "part1", "b", "e", "f", "g"]
    deeper = "a a-h1 part1 b b-h1 c e e-h1 f f-h1 g g-h1"
    assert anchors(2) == deeper.split()
    assert "c-h1" in anchors(3)
    assert "d" in anchors(3)
    assert "d-h1" not in anchors(3)


def test_an_entry_is_called_as_the_contents_of_its_book_call_it() -> None:
    (entry,) = shelve(Publication(Metadata(), (article("long", label="short"),)))
    assert entry.label == "short"
    (line, _) = list_contents((entry,), 2)
    assert line.label == "short"


def test_chapters_deeper_than_html_has_heads_keep_its_lowest() -> None:
    chapter = article("z")
    for number in range(9):
        chapter = article(f"n{number}", chapter)
    shelf = shelve(Publication(Metadata(), (chapter,)))
    assert [entry.depth for entry in shelf] == list(range(1, 11))
    assert {entry.level for entry in shelf[5:]} == {DEEPEST}
