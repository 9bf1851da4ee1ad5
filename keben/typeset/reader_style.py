"""Theme, settings, embedded fonts → the style sheet of the e-reader edition.

Many reading systems know no custom properties, so ``var(--name)`` is replaced by its value here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typecase.case import JOBS
from keben.typeset.colour import on_both_grounds
from keben.typeset.page import file_stem
from keben.typeset.reader_columns import in_columns

SHEET = "epub.css"
COLUMNS_SHEET = "epub.vertical.css"
FACE = "face-"
RARE = "rare"

LOCAL = {"kai": ("Kaiti SC", "Kaiti TC", "STKaiti", "KaiTi", "DFKai-SB")}
"""Faces of reading systems that may stand in where ours is not embedded, by family."""

GENERIC = {"sans": "sans-serif", "mono": "monospace"}
"""The last choice, by the beginning of a family's name; else a serif."""


def reader_style(
    theme: Theme, settings: Settings, case: TypeCase, *, language: str, fonts: str
) -> str:
    """The style sheet.

    ``case`` holds just the fonts that are embedded; ``fonts`` is the address of one, with
    ``{name}`` and ``{suffix}``. The text keeps the reading system's own face unless its face is
    embedded.
    """
    sheet = theme.style(SHEET)
    if any(font.face.family == settings.faces.text for font in case.fonts):
        sheet = f"body {{ font-family: var(--{FACE}text) }}\n{sheet}"
    values = {
        "accent": on_both_grounds(settings.colour.accent),
        "rule": on_both_grounds(settings.colour.rule),
        "indent": f"{settings.type.indent:g}em",
        "indent-half": f"{settings.type.indent / 2:g}em",
        "scene-break": _string(settings.scene_break),
        **_lines(settings),
        **_faces(settings, case, language),
    }
    if settings.vertical:
        sheet = in_columns(sheet) + theme.style(COLUMNS_SHEET)
    parts = [_font_faces(case, fonts), _fill(sheet, values)]
    for other in case.languages():
        own = _faces(settings, case, other)
        changed = {name: value for name, value in own.items() if value != values[name]}
        if other != language and changed:
            parts.append(_for_language(sheet, other, changed))
    return "\n".join(part for part in parts if part) + "\n"


def _lines(settings: Settings) -> dict[str, str]:
    """What CSS has of composition, as the printed edition is set."""
    asked = settings.composition

    def mark(language: str) -> str:
        return "filled dot" if settings.emphasis_in(language) == "dots" else "none"

    def side(language: str) -> str:
        return "over right" if settings.dots_over(language) else "under right"

    return {
        "spacing-trim": asked.text_spacing_trim,
        "autospace": asked.text_autospace,
        "hanging": asked.hanging_punctuation,
        "hyphens": asked.hyphens,
        "hyphen-letters": " ".join(map(str, asked.hyphenate_limit_chars)),
        "hyphen-before": str(asked.hyphenate_limit_chars[1]),
        "hyphen-after": str(asked.hyphenate_limit_chars[2]),
        "korean-break": asked.word_break,
        "list-numbers": "cjk-ideographic" if asked.list_numbers == "chinese" else "decimal",
        "em-weight": "bold" if settings.emphasis.style == "bold" else "inherit",
        "em-mark": mark("zh"),
        "em-mark-over": mark("ja"),
        "dots-side": side("zh"),
        "dots-side-over": side("ja"),
    }


def jobs_used(theme: Theme) -> frozenset[str]:
    """The jobs (fields of ``[faces]``) for which the theme's sheet names a face."""
    found = re.findall(rf"var\(--{FACE}(\w+)\)", theme.style(SHEET))
    return frozenset(found) & frozenset(JOBS)


def _font_faces(case: TypeCase, fonts: str) -> str:
    """``@font-face`` for each font. A bold face says so: where a reader chooses another face for
    everything, heads stay bold."""
    rules = []
    for font in case.fonts:
        address = fonts.format(name=file_stem(font.face.name), suffix=font.suffix)
        weight = "bold" if "bold" in font.face.family else "normal"
        rules.append(
            f'@font-face {{ font-family: "{font.face.name}"; font-weight: {weight}; '
            f'src: url("{address}") }}'
        )
    return "\n".join(rules)


def _faces(settings: Settings, case: TypeCase, language: str) -> dict[str, str]:
    """The value of ``--face-…`` for each job; ``inherit`` where the job has the text's face and
    that is left to the reading system."""
    values = {}
    ours = {font.face.family for font in case.fonts}
    for job in JOBS:
        family = getattr(settings.faces_in(language), job)
        embedded = case.families.get((job, language), ())
        local = LOCAL.get(family, ()) if language.startswith("zh") else ()
        names = tuple(dict.fromkeys(f'"{name}"' for name in (*embedded, *local)))
        generic = next((g for name, g in GENERIC.items() if family.startswith(name)), "serif")
        is_text = family == settings.faces.text and family not in ours
        plain = is_text or (not names and generic == "serif")
        values[FACE + job] = "inherit" if plain else ", ".join((*names, generic))
    last = (f'"{font.face.name}"' for font in case.fonts if font.face.last_resort)
    values[FACE + RARE] = ", ".join((*last, "serif"))
    return values


def _fill(sheet: str, values: Mapping[str, str]) -> str:
    return re.sub(r"var\(--([\w-]+)\)", lambda found: values.get(found[1], "inherit"), sheet)


def _for_language(sheet: str, language: str, values: Mapping[str, str]) -> str:
    """The rules that name a face, once more for documents and runs in another language."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    rules = []
    for selectors, name in re.findall(
        rf"([^{{}}]+)\{{[^{{}}]*font-family:\s*var\(--({FACE}\w+)\)[^{{}}]*\}}", bare
    ):
        if name not in values:
            continue
        each = [s.strip() for s in selectors.split(",")]
        mine = f'[lang="{language}"]'
        scoped = ", ".join(f"{mine} {s}, {s} {mine}" for s in each)
        rules.append(f"{scoped} {{ font-family: {values[name]} }}")
    return "\n".join(rules)


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'
