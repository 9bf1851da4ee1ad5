"""Paths of the command line become manuscripts, and manuscripts sources in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.catalogue import Chapter, Contents, Group, Manuscript, open_manuscript, plan
from keben.errors import ManuscriptError, SettingsError, UsageError

SUFFIXES = (".md", ".txt")


def put(folder: Path, **texts: str) -> Path:
    """Write files; in their names ``__`` is a folder's slash, the last ``_`` the dot."""
    for name, text in texts.items():
        stem, _, suffix = name.rpartition("_")
        path = folder / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def planned(*paths: Path, shelf: Path = Path("nowhere"), bind: str = "") -> tuple[Manuscript, ...]:
    return plan(paths, suffixes=SUFFIXES, shelf=shelf, bind=bind)


def opened(*paths: Path, bind: str = "") -> Contents:
    return open_manuscript(planned(*paths, bind=bind)[0], suffixes=SUFFIXES)


def names(contents: Contents) -> list[str]:
    return [i.name + "/" if isinstance(i, Group) else called(i) for i in contents.items]


def called(chapter: Chapter) -> str:
    return chapter.source.path.name if chapter.source else chapter.label


@pytest.mark.parametrize(
    ("path", "name"),
    [("notes.txt", "notes"), ("a.b.md", "a.b"), ("README", "README"), ("x/第一章.md", "第一章")],
)
def test_the_output_is_named_by_the_source_without_its_last_suffix(path: str, name: str) -> None:
    assert planned(Path(path))[0].name == name


def test_a_folder_keeps_its_whole_name(tmp_path: Path) -> None:
    (tmp_path / "v1.2").mkdir()
    assert planned(tmp_path / "v1.2")[0].name == "v1.2"


def test_the_folder_one_stands_in_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert planned(Path())[0].name == tmp_path.name


@pytest.mark.parametrize(("one", "other"), [("a.md", "a.txt"), ("A.md", "a.txt"), ("a.md", "a.md")])
def test_two_sources_for_one_output_are_refused_before_any_work(one: str, other: str) -> None:
    with pytest.raises(UsageError, match="would both be made into") as caught:
        planned(Path(one), Path("x") / other)
    assert "--bind" in caught.value.hint


def test_without_sources_everything_on_the_shelf_is_built(tmp_path: Path) -> None:
    put(tmp_path, a_md="x", book__1_md="x", _hidden_md="x", images__x_png="x", x_png="x")
    (tmp_path / "_hidden.md").rename(tmp_path / ".hidden.md")
    assert [m.name for m in planned(shelf=tmp_path)] == ["a", "book"]


@pytest.mark.parametrize("make", [True, False])
def test_an_empty_or_missing_shelf_is_reported(tmp_path: Path, make: bool) -> None:
    shelf = tmp_path / "content"
    if make:
        shelf.mkdir()
    with pytest.raises(UsageError, match="holds no text" if make else "there is no folder"):
        planned(shelf=shelf)


def test_a_folder_is_a_book_with_its_readme_first_and_its_folders_last(tmp_path: Path) -> None:
    put(tmp_path, b_md="x", a10_md="x", a2_txt="x", README_md="x", part__1_md="x", x_png="x")
    contents = opened(tmp_path)
    assert names(contents) == ["README.md", "a2.txt", "a10.md", "b.md", "part/"]
    assert contents.is_book
    assert contents.roots == (tmp_path,)


def test_a_folder_below_is_a_part_with_everything_below_it(tmp_path: Path) -> None:
    put(tmp_path, one__b_md="x", one__index_md="x", one__deep__c_md="x", two__a_md="x")
    one, two = opened(tmp_path).items
    assert isinstance(one, Group)
    assert isinstance(two, Group)
    assert [called(chapter) for chapter in one.chapters] == ["index.md", "b.md", "deep"]
    assert [called(below) for below in one.chapters[2].children] == ["c.md"]
    assert (one.has_index, two.has_index) == (True, False)


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, x_png="x", empty__y_png="x")
    with pytest.raises(ManuscriptError, match="holds no text"):
        opened(tmp_path)


def test_book_toml_is_the_folders_layer(tmp_path: Path) -> None:
    put(tmp_path, a_md="x", book_toml='title = "Ours"')
    layer = opened(tmp_path).layer
    assert layer is not None
    assert layer.values == {"title": "Ours"}


def test_of_mdbooks_settings_what_both_know_is_taken(tmp_path: Path) -> None:
    put(tmp_path, a_md="x", book_toml='[book]\ntitle = "Ours"\nsrc = "src"\n[output.html]')
    layer = opened(tmp_path).layer
    assert layer is not None
    assert layer.values == {"title": "Ours"}


def test_an_empty_file_of_a_book_is_left_out_and_reported(tmp_path: Path) -> None:
    put(tmp_path, a_md="x", b_md="", part__c_md=" \n")
    contents = opened(tmp_path)
    assert names(contents) == ["a.md"]
    assert [str(finding.location) for finding in contents.findings] == [
        str(tmp_path / "b.md"),
        str(tmp_path / "part" / "c.md"),
    ]


def test_a_broken_book_toml_is_named_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, a_md="x", book_toml="language = 'en'\ntitle = =\n")
    with pytest.raises(SettingsError, match=r"book\.toml:2: not valid TOML"):
        opened(tmp_path)


def test_a_chapter_built_alone_takes_its_books_look_and_root_but_not_its_title(
    tmp_path: Path,
) -> None:
    put(tmp_path, part__a_md="x", book_toml='title = "Ours"\n[page]\npaper = "a5"')
    contents = opened(tmp_path / "part" / "a.md")
    assert contents.roots == (tmp_path,)
    assert contents.layer is not None
    assert contents.layer.values == {"page": {"paper": "a5"}}


def test_bound_sources_keep_their_order_and_each_its_own_root(tmp_path: Path) -> None:
    put(tmp_path, x__b_md="x", y__a_md="x", z__c_md="x")
    contents = opened(tmp_path / "x" / "b.md", tmp_path / "z", tmp_path / "y" / "a.md", bind="all")
    assert names(contents) == ["b.md", "z/", "a.md"]
    assert contents.roots == (tmp_path / "x", tmp_path / "z", tmp_path / "y")
    assert contents.is_book


@pytest.mark.parametrize("name", ["a/b", ".hidden", ".."])
def test_a_bound_book_needs_a_plain_name(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a file's name"):
        planned(Path("a.md"), bind=name)


def test_binding_nothing_is_an_error() -> None:
    with pytest.raises(UsageError, match="nothing to bind"):
        planned(bind="all")


def test_a_link_out_of_a_book_is_refused(tmp_path: Path) -> None:
    put(tmp_path, book__a_md="x", secret_md="x")
    (tmp_path / "book" / "b.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(ManuscriptError, match=r"b\.md: this is a symbolic link that leads out"):
        opened(tmp_path / "book")


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, book__a_md="x")
    (tmp_path / "book" / "again").symlink_to(tmp_path / "book")
    assert names(opened(tmp_path / "book")) == ["a.md"]


def test_parts_and_chapters_are_called_without_the_number_that_orders_them(tmp_path: Path) -> None:
    put(tmp_path, **{"01 木上__1 桶_md": "甲", "01 木上__2 伞_md": "乙", "1984__雨_md": "丙"})
    wood, year = (item for item in opened(tmp_path).items if isinstance(item, Group))
    names = [chapter.source.name for chapter in wood.chapters if chapter.source]
    assert (wood.name, names) == ("木上", ["桶", "伞"])
    assert year.name == "1984"
