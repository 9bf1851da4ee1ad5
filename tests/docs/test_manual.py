"""The manual and the READMEs say what there is, and what they give as an example is true."""

from __future__ import annotations

import re
import shlex
import tempfile
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from keben import errors, findings, readers
from keben import theme as themes
from keben.cli import commands
from keben.model import Location, Publication, Source
from keben.settings import Layer, combine, known_names
from keben.transforms import apply
from keben.typecase import fill
from keben.typeset.furniture import WORDS
from tests.docs.manual import (
    CHAPTERS,
    ROOT,
    TEXT,
    blocks,
    chapter,
    examples,
    rows,
    spoken_of,
)

COMMANDS = {"": commands.DEFAULT} | commands.COMMANDS


@pytest.mark.parametrize("name", known_names())
def test_every_setting_is_documented(name: str) -> None:
    assert name in spoken_of()


@pytest.mark.parametrize("name", known_names())
def test_every_setting_has_an_example(name: str) -> None:
    """Some TOML block of the manual sets it, so that one sees how it is written."""
    *tables, last = name.split(".")
    for _, block in blocks("toml"):
        found: object = tomllib.loads(block)
        for table in tables:
            found = found.get(table) if isinstance(found, dict) else None
        if isinstance(found, dict) and last in found:
            return
    pytest.fail(f"no example sets {name}")


def _settings_of(block: str) -> dict[str, object]:
    """A block's settings by our names; mdBook keeps ours in a table of its own."""
    values = tomllib.loads(block)
    if "book" in values:
        values = values.get("output", {}).get("keben", {})
    return {name: value for name, value in values.items() if name not in ("extends", "face")}


@pytest.mark.parametrize("block", [block for _, block in blocks("toml")])
def test_examples_of_settings_are_valid(block: str) -> None:
    combine(Layer(_settings_of(block), Location(Path("book.toml"))))


@pytest.mark.parametrize("block", [block for _, block in blocks("yaml")])
def test_examples_of_front_matter_are_valid(block: str) -> None:
    values = yaml.safe_load(block.replace("---\n", ""))
    if "site_name" in values:  # a mkdocs.yml, which keeps ours under extra
        values = values["extra"]["keben"]
    combine(Layer(values, Location(Path("notes.md"))))


def _read(text: str, name: str = "notes.md") -> Publication:
    """A text on its way to a page: read and transformed, its faces found. It lies beside the data
    that examples name."""
    folder = Path(__file__).parent
    source = Source(folder / name, text, "utf-8", folder)
    front = readers.read_front_matter(source)
    settings = combine(*([front.layer] if front and front.layer else []))
    read = readers.read(source, settings)
    with tempfile.TemporaryDirectory() as unpacked:
        publication = apply(read, (folder,), settings, unpacked=Path(unpacked))
        return fill(publication, settings, lists=(ROOT / "fonts" / "fonts.toml",), printed="")[1]


@pytest.mark.parametrize(
    "block",
    [block for info, block in blocks("markdown", chapter("02")) if not info.startswith("title=")],
)
def test_examples_of_markdown_are_read_without_findings(block: str) -> None:
    """Apart from pictures, chapters and places that the manual has not got."""
    found = {finding.code for finding in _read(block).findings}
    refers = {"L001"} if "[](#" in block else set()
    assert found <= {"I007", "I006", "L002", "N001"} | refers, found


@pytest.mark.parametrize("code", sorted(findings.MEANINGS))
def test_every_finding_is_documented_with_an_example(code: str) -> None:
    assert any(row[0] == code for row in rows(TEXT)), "it has no row in a table"
    assert any(example != "见下" for example in examples(code)), "it has no example"


def _written(code: str) -> tuple[str, ...]:
    """The examples of a finding that are text to be written in Markdown, without their marks."""
    found = []
    for example in examples(code):
        bare = re.fullmatch(r"`([^`]+)`", example)
        found += [example] if "\n" in example else [bare[1]] if bare else []
    return tuple(found)


SHOWN = [(code, text) for code in sorted(findings.MEANINGS) for text in _written(code)]
TRUE = re.compile(r"M|N|L|I00[12467]")
PRINTED = re.compile(r"printed as|: note |layout:")


@pytest.mark.parametrize(
    ("code", "text"),
    [pair for pair in SHOWN if TRUE.match(pair[0]) and not PRINTED.search(pair[1])],
)
def test_examples_of_findings_in_markdown_give_them(code: str, text: str) -> None:
    found = {finding.code for finding in _read(f"文。\n\n{text}\n").findings}
    assert code in found


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_every_command_and_its_options_are_documented(command: click.Command) -> None:
    known = spoken_of()
    for parameter in command.params:
        for name in parameter.opts:
            if name.startswith("--"):
                assert name in known, name
    assert any(COMMANDS[_called(words)] is command for words in _command_lines()), "no example"


def _command_lines() -> list[list[str]]:
    """Every line of a shell block that calls keben, as its words."""
    text = "\n".join(block.replace("\\\n", " ") for _, block in blocks("sh"))
    lines = (shlex.split(line, comments=True) for line in text.splitlines())
    return [words for words in lines if words and words[0] == "keben" and "[选项]" not in words]


def _called(words: list[str]) -> str:
    return words[1] if len(words) > 1 and words[1] in COMMANDS else ""


def test_every_option_has_an_example() -> None:
    for name, command in COMMANDS.items():
        lines = [words for words in _command_lines() if _called(words) == name]
        used = {word for words in lines for word in words}
        for option in (p for p in command.params if isinstance(p, click.Option)):
            if option.name not in ("version", "help"):
                assert used & set(option.opts), (name, option.opts)


@pytest.mark.parametrize("words", _command_lines(), ids=" ".join)
def test_examples_of_commands_are_understood(words: list[str]) -> None:
    """Every option is known and has a value that it takes; every --set can be set."""
    end = next((place for place, word in enumerate(words) if word in (">", "||")), len(words))
    given = words[1:end]
    name = _called(words)
    command = COMMANDS[name]
    context = command.make_context(name, given[1:] if name else given, resilient_parsing=False)
    for assignment in context.params.get("assignments", ()):
        key, _, value = assignment.partition("=")
        assert key in (*known_names(), "author"), key
        assert value


def test_every_error_and_exit_code_is_documented() -> None:
    kinds = [value for value in vars(errors).values() if isinstance(value, type)]
    kinds = [kind for kind in kinds if issubclass(kind, errors.PressError)]
    told = {row[0]: row[1] for row in rows(chapter("10")) if len(row) == 2}
    for kind in kinds:
        assert f"`{kind.__name__}`" in told[str(kind.exit_code)]
        if kind is not errors.PressError:
            assert f"（{kind.exit_code}）" in chapter("10"), "no section says what to do"
    assert {"0", str(errors.INTERRUPTED)} <= told.keys()


def test_every_property_of_a_style_sheet_is_documented() -> None:
    """Those that a style sheet of ours uses are those that a designer meets."""
    used = set()
    for sheet in (ROOT / "templates").rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        used |= set(re.findall(r"var\((--[\w-]+)", text)) - set(re.findall(r"(--[\w-]+):", text))
    assert used
    assert used <= spoken_of(chapter("06"))


def test_every_macro_and_block_of_a_template_is_documented() -> None:
    named = set()
    for template in (ROOT / "templates").rglob("*.*html"):
        text = template.read_text(encoding="utf-8")
        named |= set(re.findall(r"\{% block (\w+)", text)) - {"matter"}
        if template.name == "nodes.html":
            named |= set(re.findall(r"\{% macro (\w+)\(", text)) - {"cells", "attribution"}
    assert named
    assert named <= spoken_of(chapter("06"))


def test_every_value_that_a_template_is_given_is_documented() -> None:
    """Whatever ``print.html`` of our themes names is in the table of what it gets."""
    known = {word.partition("(")[0] for word in spoken_of(chapter("06"))}
    for name in ("printed", "reader"):
        source = (ROOT / "keben" / "typeset" / f"{name}.py").read_text(encoding="utf-8")
        given = set(re.findall(r'^            ?"(\w+)": ', source, flags=re.MULTILINE))
        call = re.search(r'"print\.html",\n(.*?)\n    \)', source, flags=re.DOTALL)
        given |= set(re.findall(r"^        (\w+)=", call[1], flags=re.M)) if call else set()
        assert given <= known, given - known


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_running_heads_is_documented(word: str) -> None:
    assert f"{{{word}}}" in spoken_of()


def _stated_defaults() -> dict[str, str]:
    """The default that the manual states for each setting that has one column of defaults."""
    found = {}
    for row in rows(chapter("05")):
        if len(row) == 3 and re.fullmatch(r"`[a-z_.]+`", row[0]):
            found[row[0].strip("`")] = row[1].strip("`")
    return found


def test_the_stated_defaults_are_those_of_the_handout() -> None:
    """A default in the manual is what a handout is really made with."""
    settings = combine(*themes.load("handout", folders=[ROOT / "templates"]).layers)
    for name, stated in _stated_defaults().items():
        value: object = settings
        for part in name.split("."):
            value = getattr(value, part, None)
        if isinstance(value, bool):
            assert stated == str(value).lower(), name
        elif isinstance(value, int | float):
            assert float(stated) == pytest.approx(value), name
        elif isinstance(value, str) and re.fullmatch(r"[#\w/+.-]+", value):
            assert stated == value, name


def test_the_manual_is_whole_chapters_under_one_order() -> None:
    """Each chapter is a file of its own with one title."""
    assert len(CHAPTERS) >= 11
    for name, text in CHAPTERS.items():
        outside = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert len(re.findall(r"^# ", outside, flags=re.MULTILINE)) == 1, name


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_picture_and_page_that_a_readme_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"", text)
    assert named
    for pair in named:
        assert (ROOT / "".join(pair)).exists(), pair
