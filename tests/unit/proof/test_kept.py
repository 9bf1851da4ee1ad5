"""From the reader to the typesetter no word is lost, swapped or doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from keben.cli import main
from keben.errors import ProofError
from keben.model import (
    Article,
    Aside,
    Block,
    Blocks,
    Heading,
    Image,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    Table,
    Text,
)
from keben.press import run
from keben.proof.kept import check_kept

HERE = Path("a.md")


def words(text: str) -> tuple[Text]:
    return (Text(text),)


BLOCKS: Blocks = (
    Heading(words("井"), 2, location=Location(HERE, 3)),
    Paragraph((*words("井沿有"), Ruby("沟", "gōu"), NoteReference("a")), Location(HERE, 5)),
    Paragraph(words("桶要倒着下去。"), Location(HERE, 7)),
    PullQuote(words("不急。"), words("祖母"), location=Location(HERE, 9)),
    Table((), ((words("绳"), words("桶")), (words("石"), words("盖"))), (), (), Location(HERE, 11)),
)
NOTES = (
    Note("a", (Paragraph(words("十来道。")),), location=Location(HERE, 15)),
    Note("b", (Paragraph(words("无人提起。")),), location=Location(HERE, 16)),
)


def publication(blocks: Blocks = BLOCKS, notes: tuple[Note, ...] = NOTES) -> Publication:
    article = Article(words("井边"), blocks, notes=notes, location=Location(HERE, 1))
    return Publication(Metadata(title="井边"), (article,))


def test_what_is_as_it_was_passes() -> None:
    check_kept(publication(), publication())


NUMBERED = (*words("井沿有"), Ruby("沟", "gōu"), NoteReference("a", 1))
PICTURED = (*words("桶要倒着下去。"), Image("a.png", "桶"))
UNPRINTABLE = Paragraph(words("桶要〓着下去。"))
QUOTED = Quotation((Paragraph(words("不急。")),), words("祖母"))


def put(place: int, block: Block) -> Blocks:
    return (*BLOCKS[:place], block, *BLOCKS[place + 1 :])


PASSING = {
    "a note is numbered": (put(1, Paragraph(NUMBERED)), NOTES),
    "a pull quote is suggested": ((*BLOCKS, PullQuote(words("不急。"), repeats=True)), NOTES),
    "a pull quote stays a quotation": (put(3, QUOTED), NOTES),
    "a note that nothing calls becomes text": (
        (*BLOCKS, Paragraph(words("无人提起。"))),
        NOTES[:1],
    ),
    "a picture is found": (put(2, Paragraph(PICTURED)), NOTES),
}


@pytest.mark.parametrize(("blocks", "notes"), PASSING.values(), ids=PASSING)
def test_what_transforms_may_do_passes(blocks: Blocks, notes: tuple[Note, ...]) -> None:
    check_kept(publication(), publication(blocks, notes))


def test_a_box_may_open_with_the_word_that_titles_it() -> None:
    bare = Aside("abstract", (Paragraph(words("摘要")),))
    after = Paragraph(words("后"))
    titled = replace(bare, title=words("摘要"))
    check_kept(publication((bare, after)), publication((titled, after)))
    lost = replace(titled, blocks=())
    check_kept(publication((titled, after)), publication((titled, after)))
    with pytest.raises(ProofError):
        check_kept(publication((titled, after)), publication((lost, after)))


def test_geta_stands_for_what_was_reported_and_for_nothing_else() -> None:
    printed = publication(put(2, UNPRINTABLE), NOTES)
    check_kept(publication(), printed, missing="倒")
    with pytest.raises(ProofError, match="桶要倒着下去") as caught:
        check_kept(publication(), printed, missing="桶")
    assert caught.value.location == Location(HERE, 7)


FAULTS = {
    "a lost paragraph": ((*BLOCKS[:2], *BLOCKS[3:]), NOTES, 7),
    "a paragraph twice": ((*BLOCKS[:3], *BLOCKS[2:]), NOTES, 9),
    "a swap": ((*BLOCKS[:1], BLOCKS[2], BLOCKS[1], *BLOCKS[3:]), NOTES, 5),
    "a changed character": (
        (*BLOCKS[:2], Paragraph(words("桶要立着下去。")), *BLOCKS[3:]),
        NOTES,
        7,
    ),
    "a lost annotation": ((BLOCKS[0], Paragraph(words("井沿有沟")), *BLOCKS[2:]), NOTES, 5),
    "a lost row": ((*BLOCKS[:4], Table((), ((words("绳"), words("桶")),), ())), NOTES, 11),
    "a lost quotation": ((*BLOCKS[:3], BLOCKS[4]), NOTES, 9),
    "a lost note": (BLOCKS, NOTES[1:], 15),
    "a lost note that nothing calls": (BLOCKS, NOTES[:1], 16),
}


@pytest.mark.parametrize(("blocks", "notes", "line"), FAULTS.values(), ids=FAULTS)
def test_what_they_may_not_do_is_named_with_its_line(
    blocks: Blocks, notes: tuple[Note, ...], line: int
) -> None:
    with pytest.raises(ProofError, match="is not what was read") as caught:
        check_kept(publication(), publication(blocks, notes))
    assert caught.value.location == Location(HERE, line)


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Transforms that lose the last block of every article."""
    apply: Callable[..., Publication] = run.transforms.apply

    def lose(*values: object, **named: object) -> Publication:
        made = apply(*values, **named)
        (article,) = made.body
        assert isinstance(article, Article)
        return replace(made, body=(replace(article, blocks=article.blocks[:-1]),))

    monkeypatch.setattr(run.transforms, "apply", lose)


@pytest.mark.usefixtures("careless")
def test_a_build_stops_before_anything_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    HERE.write_text("# 井边\n\n第一段。\n\n第二段。\n")
    assert main(["a.md", "-f", "epub"]) == ProofError.exit_code
    assert 'a.md:5: the text to be printed is not what was read, from "第二段' in (
        capsys.readouterr().err
    )
    assert not (tmp_path / "dist" / "a.epub").exists()
    assert main(["a.md", "-f", "epub", "--no-proof"]) == 0
