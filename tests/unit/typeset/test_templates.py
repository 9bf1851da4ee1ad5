"""Nodes are set by the nearest macro; a broken template is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from keben import theme
from keben.errors import ThemeError
from keben.model import Emphasis, Paragraph, SceneBreak, Text
from keben.typeset import templates as templates_module
from keben.typeset.templates import Templates

BASE = {
    "theme.toml": "",
    "nodes.html": (
        "{% macro text(node) %}{{ node.text }}{% endmacro %}\n"
        "{% macro paragraph(node) %}<p>{{ inlines(node.inlines) }}</p>{% endmacro %}\n"
    ),
    "nodes.print.html": "{% macro scene_break(node) %}<hr/>{% endmacro %}",
    "print.html": "<b>{{ word }}</b>{{ blocks(run) }}",
}


@pytest.fixture
def templates(tmp_path: Path) -> Callable[..., Templates]:
    """The templates of a theme ``own`` over a small base; values are given to its macros."""

    def make(
        own: dict[str, str] | None = None, edition: str = "print", **given: object
    ) -> Templates:
        for name, files in {"base": BASE, "own": {"theme.toml": "", **(own or {})}}.items():
            (tmp_path / name).mkdir(exist_ok=True)
            for file, text in files.items():
                (tmp_path / name / file).write_text(text, encoding="utf-8")
        return Templates(theme.load("own", folders=[tmp_path]), edition, given)

    return make


def test_a_shell_is_filled_and_text_escaped(templates: Callable[..., Templates]) -> None:
    run = (Paragraph((Text("a < b & c"),)),)
    html = templates().render("print.html", word="<x>", run=run)
    assert html == "<b>&lt;x&gt;</b><p>a &lt; b &amp; c</p>"


def test_a_nearer_macro_wins(templates: Callable[..., Templates]) -> None:
    made = templates({"nodes.html": "{% macro paragraph(node) %}¶{% endmacro %}"})
    assert made.blocks((Paragraph(()), SceneBreak())) == "¶<hr/>"


def test_a_macro_of_the_edition_wins(templates: Callable[..., Templates]) -> None:
    own = {
        "nodes.html": "{% macro paragraph(node) %}1{% endmacro %}",
        "nodes.print.html": "{% macro paragraph(node) %}2{% endmacro %}",
    }
    assert templates(own).blocks((Paragraph(()),)) == "2"


def test_macros_of_the_other_edition_are_not_used(templates: Callable[..., Templates]) -> None:
    with pytest.raises(ThemeError, match='has no macro "scene_break"'):
        templates(edition="reader").blocks((SceneBreak(),))


def test_a_kind_without_a_macro_is_named(templates: Callable[..., Templates]) -> None:
    with pytest.raises(ThemeError, match='theme "own" has no macro "emphasis"') as caught:
        templates().inlines((Emphasis(()),))
    assert caught.value.exit_code == 5


def test_display_lines_are_set_in_pieces(templates: Callable[..., Templates]) -> None:
    html = templates().display("字从木上来，书自手中成。")
    assert html.count('<span class="sense">') == 2


def test_a_short_display_line_stays_plain(templates: Callable[..., Templates]) -> None:
    assert templates().display("刻书") == "刻书"


def test_a_template_may_extend_one_of_a_theme_by_name(
    templates: Callable[..., Templates],
) -> None:
    own = {"print.html": "own {% include 'base/print.html' %}"}
    assert templates(own).render("print.html", word="x", run=()) == "own <b>x</b>"


def test_an_unknown_value_is_named_with_its_line(templates: Callable[..., Templates]) -> None:
    made = templates({"print.html": "x\n{{ nothing }}\n"})
    with pytest.raises(ThemeError, match=r"print\.html:2: .*'nothing' is undefined"):
        made.render("print.html")


def test_a_broken_template_is_named_with_its_line(templates: Callable[..., Templates]) -> None:
    made = templates({"print.html": "x\n\n{% if %}\n"})
    with pytest.raises(ThemeError, match=r"own/print\.html:3: the template is broken"):
        made.render("print.html")


def test_a_broken_macro_is_named_with_its_line(templates: Callable[..., Templates]) -> None:
    with pytest.raises(ThemeError, match=r"own/nodes\.html:2: the template is broken"):
        templates({"nodes.html": "\n{% macro %}"})


def test_a_missing_template_is_named(templates: Callable[..., Templates]) -> None:
    with pytest.raises(ThemeError, match='theme "own" has no template "gone'):
        templates().render("gone.html")


def test_a_template_that_has_changed_is_compiled_anew(
    templates: Callable[..., Templates],
) -> None:
    for mark in ("¶", "§"):
        made = templates({"nodes.html": f"{{% macro paragraph(node) %}}{mark}{{% endmacro %}}"})
        assert made.blocks((Paragraph(()),)) == mark


def test_a_run_reads_what_was_compiled_once(
    templates: Callable[..., Templates], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in ("compiled", "read"):
        templates({"nodes.html": "{% macro paragraph(node) %}¶{% endmacro %}"})
    read: list[Path] = []
    monkeypatch.setattr(templates_module, "read_body", read.append)
    assert templates().blocks((Paragraph(()),)) == "¶"
    assert read == []


@pytest.mark.parametrize("obstacle", ["a file", "a broken cache", "a changed letter"])
def test_templates_are_filled_without_a_place_to_keep_them(
    obstacle: str,
    templates: Callable[..., Templates],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    if obstacle == "a file":
        cache.write_text("")
    else:
        templates()
        templates_module._Compiled.met.clear()
        kept = list((cache / "keben").glob("templates*/*"))
        assert kept
        for path in kept:
            changed = path.read_bytes().replace(b"<p>", b"<q>")
            path.write_bytes(changed if obstacle == "a changed letter" else b"broken")
    assert templates().blocks((Paragraph((Text("甲"),)),)) == "<p>甲</p>"


@pytest.mark.parametrize(
    "trick",
    [
        "{{ word.__class__.__mro__ }}",
        "{{ blocks.__globals__ }}",
        "{{ (blocks | attr('__func__')).__globals__ }}",
        "{{ values.append(1) }}",
    ],
)
def test_a_theme_of_a_strangers_archive_reaches_nothing_beyond_its_values(
    templates: Callable[..., Templates], trick: str
) -> None:
    made = templates({"print.html": trick})
    with pytest.raises(ThemeError, match="cannot be filled"):
        made.render("print.html", word="x", values=[])
