"""Files of a bibliography become works; what is broken in them is reported at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from keben.errors import ManuscriptError, SettingsError
from keben.readers.works import Date, Name, Shelf, Work, read_works


def shelf(folder: Path, text: str, name: str = "refs.bib") -> Shelf:
    (folder / name).write_text(text, encoding="utf-8")
    return read_works((name,), (folder,))


def work(folder: Path, text: str, name: str = "refs.bib") -> Work:
    found = shelf(folder, text, name)
    assert found.findings == ()
    (only,) = found.works.values()
    return only


def test_a_bibtex_entry_is_read_with_its_names_and_accents(tmp_path: Path) -> None:
    found = work(
        tmp_path,
        '@string{spe = "Software: Practice and Experience"}\n'
        "@Article{k, author = {Knuth, Donald E. and van der Berg, Jan and {\\'E}mile Zola},\n"
        "title = {Breaking {P}aragraphs --- a \\emph{study}}, journal = spe, year = 1981,\n"
        "month = nov, volume = 11, number = {11}, pages = {1119--1184},\n"
        "doi = {https://doi.org/10.1002/spe.1}}\n",
    )
    assert found.kind == "article-journal"
    assert found.authors == (
        Name("Knuth", "Donald E."),
        Name("van der Berg", "Jan"),
        Name("Zola", "Émile"),
    )
    assert found.title == "Breaking Paragraphs — a study"
    assert (found.container, found.volume, found.issue) == (
        "Software: Practice and Experience",
        "11",
        "11",
    )
    assert (found.issued, found.pages, found.doi) == (
        Date("1981", 11),
        "1119–1184",
        "10.1002/spe.1",
    )
    assert found.is_online
    assert found.location is not None
    assert found.location.line == 2


def test_a_name_in_braces_is_that_of_a_body(tmp_path: Path) -> None:
    found = work(tmp_path, "@online{w, author = {{World Health Organization}}, title = {T}}")
    assert found.authors == (Name("World Health Organization", is_body=True),)


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ("title = {中国印刷史}", "zh"),
        ("title = {日本の活字}", "ja"),
        ("title = {한국의 활자}", "ko"),
        ("title = {Книга}", "ru"),
        ("title = {Movable type}", "en"),
        ("title = {Movable type}, langid = {ngerman}", "de"),
        ("title = {資治通鑑}, language = {chinese}", "zh"),
    ],
)
def test_the_language_is_stated_or_told_from_the_title(
    tmp_path: Path, fields: str, language: str
) -> None:
    assert work(tmp_path, f"@book{{a, {fields}}}").language == language


def test_a_broken_entry_costs_only_itself(tmp_path: Path) -> None:
    found = shelf(tmp_path, "@book{a, title = {A}}\n@book{b, title = {B}\n@book{c, title = {C}}\n")
    assert list(found.works) == ["a", "c"]
    (finding,) = found.findings
    assert (finding.code, finding.location and finding.location.line) == ("Y003", 2)


def test_of_two_works_with_one_key_the_first_stands(tmp_path: Path) -> None:
    found = shelf(tmp_path, "@book{a, title = {A}}\n\n@book{a, title = {B}}\n")
    assert found.works["a"].title == "A"
    (finding,) = found.findings
    assert (finding.code, finding.location and finding.location.line) == ("Y002", 3)


CSL = [
    {
        "id": "zhang1989",
        "type": "book",
        "title": "中国印刷史",
        "author": [{"family": "张", "given": "秀民"}, {"literal": "某社"}],
        "issued": {"date-parts": [[1989, 9]]},
        "publisher": "上海人民出版社",
        "publisher-place": "上海",
    }
]


def test_csl_json_is_read_to_the_same(tmp_path: Path) -> None:
    found = work(tmp_path, json.dumps(CSL, ensure_ascii=False, indent=1), "refs.json")
    assert found.authors == (Name("张", "秀民"), Name("某社", is_body=True))
    assert found.issued == Date("1989", 9)
    assert (found.place, found.publisher, found.language) == ("上海", "上海人民出版社", "zh")
    assert found.location is not None
    assert found.location.line == 3


def test_an_item_without_an_id_is_left_out(tmp_path: Path) -> None:
    found = shelf(tmp_path, '[{"title": "A"}, {"id": 7, "title": "B"}]', "refs.json")
    assert list(found.works) == ["7"]
    assert [finding.code for finding in found.findings] == ["Y003"]


@pytest.mark.parametrize("text", ["[{]", '"a"', "{}", "[" * 20_000])
def test_what_is_no_csl_json_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManuscriptError, match="JSON"):
        shelf(tmp_path, text, "refs.json")


@pytest.mark.parametrize(
    "name", ["gone.bib", "../refs.bib", "/etc/passwd", "a.txt", "http://a.bib"]
)
def test_only_files_of_the_folder_are_read(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "refs.bib").write_text("@book{a, title={A}}")
    with pytest.raises(SettingsError, match=r"bibliography\.files"):
        read_works((name,), (inner,))


def test_a_file_is_looked_for_in_every_folder(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "two" / "refs.bib").write_text("@book{a, title={A}}")
    assert list(read_works(("refs.bib",), (tmp_path / "one", tmp_path / "two")).works) == ["a"]
