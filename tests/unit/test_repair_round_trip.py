"""What `keben repair` prints, built, gives the same book, whatever kind of text it was."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from keben.catalogue import Manuscript
from keben.editions import markdown
from keben.model import Publication
from keben.press.reading import read_manuscript

CASES = Path(__file__).parent / "readers" / "repair" / "cases.md"
CASE = re.compile(r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n\.$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"location=(None|Location\([^()]*(\([^()]*\)[^()]*)?\))")
PAGE = (
    "潮水退了，滩上留下一行脚印，从堤岸一直伸到看不见的地方①，像是有人刚刚离开，又像是从来没有人来过。\n"
    "他说“走吧”，就走了。*号和_下划线_和#井号和[方括号]和<尖括号>和`反引号`和1. 数字都还在。\n"
    "诗曰：\n混沌未分天地乱，茫茫渺渺无人见。\n自从盘古破鸿蒙，开辟从兹清浊辨。\n"
    "• 雨衣\n• 斗笠\n1. 找平地\n2. 支帐篷\n"
    "片区\t七月\t八月\n东片\t1200\t1350\n西|片\t980\t1020\n\n＊　＊　＊\n\n"
    "1999. 那一年的冬天很长。\n- 他没有回来。\n+ 也没有信。\n> 后来才知道。\n"
    "====\n#不是标题\n:::\n　　缩进的一行，后面还有两个空格  \n"
)
PREFACE = "《海边的信》海边人 著\n\n潮水不等人。\n\n——渔村俗语\n\n序\n\n写在前面的话。\n\n"
CHAPTER = f"{PAGE}{PAGE.replace('①', '') * 15}注释：\n①地方：海边。\n"
NOVEL = PREFACE + "".join(f"第{n}章　海边的信{n}\n{CHAPTER}" for n in "一二三四五六")


def read(path: Path) -> Publication:
    return read_manuscript(Manuscript(path.stem, (path,)), ()).publication


def bare(publication: Publication) -> str:
    """What a publication says, without places."""
    parts = (publication.metadata, publication.front, publication.body, publication.back)
    return PLACE.sub("", repr(parts))


def texts() -> dict[str, str]:
    found = {case[1]: case[2] for case in CASE.finditer(CASES.read_text(encoding="utf-8"))}
    return {**found, "marks that Markdown knows": f"海边的信\n\n{PAGE}", "a novel": NOVEL}


@pytest.mark.parametrize("name", texts())
def test_what_is_printed_gives_the_same_book(name: str, tmp_path: Path) -> None:
    source, mended = tmp_path / "a.txt", tmp_path / "a.md"
    source.write_text(texts()[name], encoding="utf-8")
    first = read(source)
    mended.write_text(markdown.write(first), encoding="utf-8")
    assert bare(read(mended)) == bare(first)


def test_a_novel_stays_a_book_of_chapters_with_notes_verse_lists_and_tables(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(NOVEL, encoding="utf-8")
    book = read(source)
    assert len(book.body) == 6
    shown = bare(book)
    assert sys.getsizeof(shown) > 50_000
    for kind in ("Verse(", "ListBlock(", "Table(", "SceneBreak(", "NoteReference(", "Epigraph("):
        assert kind in shown, kind
