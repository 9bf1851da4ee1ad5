"""The whole run: manuscripts in; files, findings and errors out, each document by itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keben import walk
from keben.catalogue import Manuscript
from keben.errors import (
    FontError,
    ManuscriptError,
    OutputError,
    ProofError,
    SettingsError,
    ThemeError,
)
from keben.model import Article, Finding, Part, Publication, Severity
from keben.press import EDITIONS, Done, Event, Order, Result, Stage, build
from keben.press.reading import Read, read_manuscript
from keben.press.run import choose_theme, make
from keben.proof import printed_edition
from keben.proof import round_trip as proof
from keben.settings import Layer, assignment

EDITION = '''
"""An edition that writes the text alone, and does what some file names ask for."""
import hashlib, os
from keben import walk
from keben.errors import OutputError
from keben.model import Artifact

def write(ready, path):
    title = ready.publication.metadata.title
    if title == "die":
        os._exit(3)
    if title == "bug":
        raise ZeroDivisionError
    if title == "fail":
        raise OutputError("it cannot be made.", hint="Try another.")
    paper = ready.settings.page.paper
    lines = [title, ready.theme.name, paper, ready.modified.isoformat()]
    data = "\\n".join(lines).encode()
    path.write_bytes(data)
    return Artifact(path, "fake", hashlib.sha256(data).hexdigest(), 1)
'''


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    """An order for an edition that needs no layout; workers find its module by the same path."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "fake_edition.py").write_text(EDITION)
    monkeypatch.syspath_prepend(modules)
    return Order(output=tmp_path / "dist", formats=("fake",), editions={"fake": "fake_edition"})


def put(folder: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def titled(folder: Path, *titles: str) -> list[Manuscript]:
    """A Markdown manuscript for each title, of that name."""
    put(folder, {f"{title}.md": f"# {title}\n\n正文。\n" for title in titles})
    return [Manuscript(title, (folder / f"{title}.md",)) for title in titles]


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def codes(result: Result) -> list[int]:
    return [o.error.exit_code if o.error else 0 for o in result.outcomes]


# --- one run --------------------------------------------------------------------------------------


def test_a_text_becomes_a_file_named_after_it(tmp_path: Path, order: Order) -> None:
    result = build(titled(tmp_path, "信"), order)
    (artifact,) = result.outcomes[0].artifacts
    assert artifact.path == tmp_path / "dist" / "信.fake"
    assert artifact.path.read_text().splitlines()[:3] == ["信", "handout", "a4"]
    assert made(tmp_path / "dist") == ["信.fake"]
    assert result.exit_code == 0


def test_one_bad_document_never_stops_the_others(tmp_path: Path, order: Order) -> None:
    manuscripts = titled(tmp_path, "a", "fail", "b")
    manuscripts.insert(1, Manuscript("gone", (tmp_path / "gone.md",)))
    result = build(manuscripts, order)
    assert codes(result) == [0, 4, 7, 0]
    assert result.exit_code == 4
    assert made(tmp_path / "dist") == ["a.fake", "b.fake"]


def test_a_run_tells_how_it_goes(tmp_path: Path, order: Order) -> None:
    told: list[Event] = []
    build(titled(tmp_path, "a", "b"), order, report=told.append)
    stages = [event.stage for event in told if isinstance(event, Stage) and event.name == "a"]
    assert stages == ["reading", "type", "fake"]
    assert [(e.number, e.total) for e in told if isinstance(e, Done)] == [(1, 2), (2, 2)]


def test_an_old_file_stays_whole_when_making_the_new_one_fails(
    tmp_path: Path, order: Order
) -> None:
    put(tmp_path / "dist", {"fail.fake": "old"})
    result = build(titled(tmp_path, "fail"), order)
    assert isinstance(result.outcomes[0].error, OutputError)
    assert (tmp_path / "dist" / "fail.fake").read_text() == "old"


def test_what_was_made_before_an_error_is_told(tmp_path: Path, order: Order) -> None:
    (tmp_path / "modules" / "broken_edition.py").write_text(
        "from keben.errors import OutputError\n"
        "def write(*values, **named):\n"
        "    raise OutputError('no.')\n"
    )
    both = replace(
        order,
        formats=("fake", "broken"),
        editions={"fake": "fake_edition", "broken": "broken_edition"},
    )
    (outcome,) = build(titled(tmp_path, "a"), both).outcomes
    assert [artifact.path.name for artifact in outcome.artifacts] == ["a.fake"]
    assert isinstance(outcome.error, OutputError)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_printed_edition_is_finished_though_the_other_fails(
    tmp_path: Path, order: Order, jobs: int
) -> None:
    """With several processes the other is made before the first is proved."""
    (tmp_path / "modules" / "broken_edition.py").write_text(
        "from keben.errors import OutputError\n"
        "def write(*values, **named):\n"
        "    raise OutputError('no.')\n"
    )
    editions = {"pdf": "keben.editions.pdf", "epub": "broken_edition"}
    both = replace(order, formats=("pdf", "epub"), editions=editions)
    (outcome,) = build(titled(tmp_path, "a"), both, jobs=jobs).outcomes
    assert [artifact.path.name for artifact in outcome.artifacts] == ["a.pdf"]
    assert isinstance(outcome.error, OutputError)
    assert made(tmp_path / "dist") == ["a.pdf"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_neither_edition_is_left_where_the_first_is_not_what_it_was_made_from(
    tmp_path: Path, order: Order, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Finding("V001", Severity.ERROR, "it is not.")
    monkeypatch.setattr(printed_edition, "_compare", lambda *values: [wrong])
    both = replace(order, formats=("pdf", "epub"), editions=EDITIONS)
    (outcome,) = build(titled(tmp_path, "a"), both, jobs=jobs).outcomes
    assert outcome.artifacts == ()
    assert isinstance(outcome.error, ProofError)
    assert made(tmp_path / "dist") == []


def test_the_time_written_is_the_newest_sources_unless_one_is_given(
    tmp_path: Path, order: Order
) -> None:
    manuscripts = titled(tmp_path, "a")
    os.utime(tmp_path / "a.md", (1_500_000_000, 1_500_000_000))
    (outcome,) = build(manuscripts, order).outcomes
    assert outcome.artifacts[0].path.read_text().endswith("2017-07-14T02:40:00+00:00")
    given = replace(order, modified=datetime(2020, 1, 2, tzinfo=UTC))
    (outcome,) = build(manuscripts, given).outcomes
    assert outcome.artifacts[0].path.read_text().endswith("2020-01-02T00:00:00+00:00")


def test_text_nested_beyond_reason_is_an_error_not_a_crash(tmp_path: Path, order: Order) -> None:
    put(tmp_path, {"deep.md": "# x\n\n" + "> " * 20_000 + "y\n"})
    outcome = make(Manuscript("deep", (tmp_path / "deep.md",)), order)
    assert outcome.error is None or isinstance(outcome.error, ManuscriptError)


# --- findings -------------------------------------------------------------------------------------


def test_a_warning_is_told_and_under_strict_an_error_before_anything_is_made(
    tmp_path: Path, order: Order
) -> None:
    put(tmp_path, {"a.md": "# a\n\n![图](gone.png)\n"})
    manuscripts = [Manuscript("a", (tmp_path / "a.md",))]
    result = build(manuscripts, order)
    assert (result.exit_code, len(result.outcomes[0].artifacts)) == (0, 1)
    assert [finding.code for finding in result.outcomes[0].findings] == ["I007"]
    strict = build(manuscripts, replace(order, layers=(Layer({"strict": True}),)))
    assert (strict.exit_code, strict.outcomes[0].artifacts) == (4, ())
    assert [finding.code for finding in strict.outcomes[0].findings] == ["I007"]


def test_a_refused_picture_leaves_the_rest_printed_and_ends_non_zero(
    tmp_path: Path, order: Order
) -> None:
    put(tmp_path, {"a.md": "# a\n\n![图](../a.png)\n"})
    (outcome,) = build([Manuscript("a", (tmp_path / "a.md",))], order).outcomes
    assert len(outcome.artifacts) == 1
    assert isinstance(outcome.error, ManuscriptError)
    assert "I002" in outcome.error.message


def test_a_character_that_no_face_has_is_a_font_error_under_strict(
    tmp_path: Path, order: Order
) -> None:
    put(tmp_path, {"a.md": "# a\n\n私\ue000字\n"})
    strict = replace(order, layers=(Layer({"strict": True}),))
    (outcome,) = build([Manuscript("a", (tmp_path / "a.md",))], strict).outcomes
    assert isinstance(outcome.error, FontError)
    assert "U+E000" in outcome.findings[0].message


# --- settings -------------------------------------------------------------------------------------


def test_the_command_line_lies_over_front_matter_over_book_toml_over_the_theme(
    tmp_path: Path, order: Order
) -> None:
    put(
        tmp_path,
        {
            "book.toml": 'publisher = "社"\nrights = "书"\n[page]\npaper = "b5"',
            "a.md": "---\nrights: 文\nsource: 文\n---\n# a\n\n正文。\n",
        },
    )
    manuscript = Manuscript("a", (tmp_path / "a.md",))
    read = read_manuscript(manuscript, (assignment("source=令"),))
    _, settings = choose_theme(read, order)
    assert (settings.publisher, settings.rights, settings.source) == ("社", "文", "令")
    assert (settings.page.paper, settings.sidebar.placement) == ("b5", "margin")
    assert read.publication.metadata.source == "令"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("titel: x", SettingsError),
        ("theme: nowhere", ThemeError),
        ("faces: {text: nothing}", FontError),
        ("fonts: [own.toml]", FontError),
        ("title: [", ManuscriptError),
    ],
)
def test_what_is_wrong_in_front_matter_is_the_documents_error(
    tmp_path: Path, order: Order, line: str, error: type[Exception]
) -> None:
    put(tmp_path, {"a.md": f"---\n{line}\n---\n# a\n\n正文。\n"})
    (outcome,) = build([Manuscript("a", (tmp_path / "a.md",))], order).outcomes
    assert isinstance(outcome.error, error)
    assert outcome.error.hint


def test_a_language_that_nobody_states_is_told_from_the_text(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": "# a\n\nこの手紙は道について書かれた。\n"})
    read = read_manuscript(Manuscript("a", (tmp_path / "a.md",)), ())
    assert read.publication.metadata.language == ""
    stated = read_manuscript(Manuscript("a", (tmp_path / "a.md",)), (assignment("language=ko"),))
    assert stated.publication.metadata.language == "ko"


# --- books ----------------------------------------------------------------------------------------

BOOK = {
    "README.md": "---\nauthor: 林\n---\n# 前言\n\n话。\n",
    "10.md": "# 末章\n\n话。\n",
    "2_first-steps.md": "话。\n",
    "part/index.md": "# 上卷\n",
    "part/1.md": "---\ntitle: 一\nlanguage: ja\nauthor: 森\n---\n\n话。\n",
}


def read_book(folder: Path, extra: Mapping[str, str] = {}) -> Read:
    put(folder / "集", {**BOOK, **extra})
    return read_manuscript(Manuscript("集", (folder / "集",)), ())


def titles(publication: Publication) -> list[str]:
    return [walk.plain(article.title) for article in walk.articles(publication)]


def test_a_folder_is_a_book_named_after_it(tmp_path: Path, order: Order) -> None:
    read = read_book(tmp_path)
    assert read.publication.metadata.title == "集"
    assert read.publication.metadata.contributors == ()
    assert titles(read.publication) == ["前言", "first steps", "末章", "一"]
    assert choose_theme(read, order)[0].name == "book"


@pytest.mark.parametrize(
    ("names", "front", "body", "back"),
    [
        (("00-前言", "01-序", "一", "二", "后记"), ["前言", "序"], ["一", "二"], ["后记"]),
        (("0 Preface", "1 One", "2 Appendix"), ["Preface"], ["One"], ["Appendix"]),
        (("前言", "后记", "部/一"), ["前言"], ["部"], ["后记"]),
        (("0 前言与缘起", "1 序列", "9 后记的后记"), [], ["前言与缘起", "序列", "后记的后记"], []),
        (("1 一", "2 前言", "3 后记", "4 二"), [], ["一", "前言", "后记", "二"], []),
        (("前言",), [], ["前言"], []),
    ],
)
def test_in_a_plain_folder_titles_tell_front_and_back_matter(
    tmp_path: Path, names: tuple[str, ...], front: list[str], body: list[str], back: list[str]
) -> None:
    put(tmp_path / "集", {f"{name}.md": "话。\n" for name in names})
    read = read_manuscript(Manuscript("集", (tmp_path / "集",)), ()).publication
    zones = [
        [walk.plain(item.title) for item in zone] for zone in (read.front, read.body, read.back)
    ]
    assert zones == [front, body, back]


def test_a_stated_order_is_kept_whatever_the_titles(tmp_path: Path) -> None:
    order = '[order]\nbody = ["README.md", "10.md"]'
    read = read_book(tmp_path, {"book.toml": order}).publication
    assert (read.front, titles(read)) == ((), ["前言", "末章"])


def test_book_toml_names_the_book_and_not_its_chapters(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"book.toml": 'title = "全集"\nauthor = "编者"'})
    assert read.publication.metadata.title == "全集"
    assert "全集" not in titles(read.publication)
    assert [
        [person.name for person in article.contributors]
        for article in walk.articles(read.publication)
    ] == [["林"], [], [], ["森"]]


def test_a_folder_below_is_a_part_titled_by_its_index(tmp_path: Path) -> None:
    part = read_book(tmp_path).publication.body[-1]
    assert isinstance(part, Part)
    assert walk.plain(part.title) == "上卷"
    assert [walk.plain(article.title) for article in part.articles] == ["一"]


def test_a_part_without_an_index_is_titled_by_its_folder(tmp_path: Path) -> None:
    part = read_book(tmp_path, {"附录/a.md": "# 甲\n\n话。\n"}).publication.body[-1]
    assert isinstance(part, Part)
    assert walk.plain(part.title) == "附录"


def test_a_chapter_may_state_its_own_language(tmp_path: Path) -> None:
    articles: list[Article] = list(walk.articles(read_book(tmp_path).publication))
    assert [article.language for article in articles] == ["", "", "", "ja"]


def test_a_folder_that_holds_one_text_is_that_text(tmp_path: Path, order: Order) -> None:
    put(tmp_path / "letter", {"a.md": "---\nauthor: 林\n---\n# 信\n\n话。\n"})
    read = read_manuscript(Manuscript("letter", (tmp_path / "letter",)), ())
    assert read.publication.metadata.title == "信"
    assert read.publication.metadata.contributors[0].name == "林"
    assert choose_theme(read, order)[0].name == "handout"


# --- several processes ----------------------------------------------------------------------------


def test_documents_are_made_side_by_side_and_told_in_the_order_given(
    tmp_path: Path, order: Order
) -> None:
    told: list[Event] = []
    result = build(titled(tmp_path, "a", "fail", "b"), order, jobs=2, report=told.append)
    assert [outcome.name for outcome in result.outcomes] == ["a", "fail", "b"]
    assert codes(result) == [0, 7, 0]
    assert str(result.outcomes[1].error) == "it cannot be made. Try another."
    assert [event.number for event in told if isinstance(event, Done)] == [1, 2, 3]


def test_a_worker_that_dies_costs_only_its_document(tmp_path: Path, order: Order) -> None:
    result = build(titled(tmp_path, "a", "die", "b"), order, jobs=2)
    assert codes(result) == [0, 1, 0]
    assert "ended without a word" in str(result.outcomes[1].error)


def test_a_bug_is_raised_when_the_other_documents_are_made(tmp_path: Path, order: Order) -> None:
    with pytest.raises(ZeroDivisionError):
        build(titled(tmp_path, "bug", "a", "b"), order, jobs=2)
    assert made(tmp_path / "dist") == ["a.fake", "b.fake"]


def test_without_semaphores_everything_is_made_in_one_process(
    tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container without /dev/shm still builds, one document after the other."""

    def refuse(*_: object) -> object:
        raise OSError("no semaphores")

    monkeypatch.setattr("multiprocessing.context.BaseContext.Semaphore", refuse)
    result = build(titled(tmp_path, "a", "b"), order, jobs=2)
    assert [outcome.error for outcome in result.outcomes] == [None, None]


@pytest.mark.parametrize(("language", "fine"), [("ja", True), ("zh-Hant-TW", True), ("en", False)])
def test_only_texts_that_are_written_in_columns_are_set_vertically(
    order: Order, tmp_path: Path, language: str, fine: bool
) -> None:
    text = f"---\nvertical: true\nlanguage: {language}\n---\n\n# A\n\nText.\n"
    put(tmp_path, {"a.md": text})
    outcome = make(Manuscript("a", (tmp_path / "a.md",)), order)
    assert (outcome.error is None) == fine
    if not fine:
        assert isinstance(outcome.error, SettingsError)
        assert "columns" in outcome.error.message


def test_kobo_s_files_have_the_end_by_which_it_knows_them(
    tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "check_rules", lambda *given, **named: [])
    put(tmp_path, {"a.md": "# A"})
    kobo = replace(
        order,
        formats=("epub",),
        editions={"epub": "fake_edition"},
        layers=(assignment("epub.profile=kobo"), assignment("proof=false")),
    )
    (outcome,) = build([Manuscript("a", (tmp_path / "a.md",))], kobo).outcomes
    assert [artifact.path.name for artifact in outcome.artifacts] == ["a.kepub.epub"]


def test_the_printed_edition_is_made_first(
    tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "check_rules", lambda *given, **named: [])
    put(tmp_path, {"a.md": "# A"})
    both = replace(
        order,
        formats=("epub", "pdf"),
        editions={"epub": "fake_edition", "pdf": "fake_edition"},
        layers=(assignment("proof=false"),),
    )
    (outcome,) = build([Manuscript("a", (tmp_path / "a.md",))], both).outcomes
    assert [artifact.path.suffix for artifact in outcome.artifacts] == [".pdf", ".epub"]
