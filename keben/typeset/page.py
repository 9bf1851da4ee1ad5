"""Settings, geometry and type case → the style rules that are computed, not written by hand.

They are custom properties, which the theme's style sheets use by name, and ``@page`` rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

from keben.settings import Settings
from keben.typecase import TypeCase
from keben.typecase.case import JOBS
from keben.typeset.geometry import SLACK, Geometry, turned_margin

GENERIC = {
    **dict.fromkeys(("code", "code_strong"), "monospace"),
    **dict.fromkeys(("head", "title", "small"), "sans-serif"),
}
"""What an e-reader falls back to, by job; else a serif."""


def variables(settings: Settings, geometry: Geometry, case: TypeCase, language: str) -> str:
    """The custom properties of a document in one language, and of runs in other languages."""
    colour, kind = settings.colour, settings.type
    values = {
        "ink": colour.ink,
        "accent": colour.accent,
        "quiet": colour.quiet,
        "rule": colour.rule,
        "code-comment": settings.code.comment,
        "code-string": settings.code.string,
        "code-ground": settings.code.ground,
        "code-marked": settings.code.marked,
        "code-size": f"{settings.code.size:g}em",
        "size": pt(kind.size),
        "pitch": pt(kind.pitch),
        "title-size": pt(kind.title),
        "small-size": pt(kind.small),
        "note-pitch": pt(max(NOTE_PITCH[0] * kind.pitch, NOTE_PITCH[1] * kind.small)),
        "head-2": pt(kind.heads[0]),
        "head-3": pt(kind.heads[1 % len(kind.heads)]),
        "head-4": pt(kind.heads[-1]),
        "sidebar-size": pt(settings.sidebar.size),
        "sidebar-width": pt(geometry.sidebar),
        "page-height": pt(geometry.lines * kind.pitch),
        "least-scale": f"{settings.figures.least_scale:g}",
        "scene-break": _string(settings.scene_break),
        "hyphens": settings.composition.hyphens,
        "list-numbers": "han" if settings.composition.list_numbers == "chinese" else "decimal",
        "parallel-share": f"{settings.parallel.share:.2%}",
        **_drop_cap(settings),
    }
    own = "".join(f"--{name}:{value};" for name, value in values.items())
    rules = [f":root{{{own}{_of_language(settings, case, language)}}}"]
    others = [other for other in case.languages() if other != language]
    # A passage in the book's language may stand in an article in another.
    for each in (*others, language) if others else ():
        rules.append(f'[lang="{each}"]{{{_of_language(settings, case, each)}}}')
    return "\n".join(rules)


def _of_language(settings: Settings, case: TypeCase, language: str) -> str:
    return "".join(
        (
            faces(case, language),
            widths(language),
            emphasis(settings, language),
            hyphenation(settings, language),
            indent(settings, language),
        )
    )


def indent(settings: Settings, language: str) -> str:
    """A paragraph's first line is set in as far as is asked, in Japanese and Korean half as far: by
    two em in Chinese (clreq), by one there (jlreq §3.5.1, klreq)."""
    share = 0.5 if language[:2] in ("ja", "ko") else 1
    return f"--indent:{settings.type.indent * share:g}em;"


def hyphenation(settings: Settings, language: str) -> str:
    """When words are divided (CSS Text 4): in alphabetic text wherever a line can be filled so, in
    Chinese, Japanese and Korean where it would be too empty."""
    asked = settings.composition
    zone = asked.hyphenate_limit_zone if language[:2] in ("zh", "ja", "ko") else 0
    limits = " ".join(map(str, asked.hyphenate_limit_chars))
    return f"hyphenate-limit-chars:{limits};hyphenate-limit-zone:{zone:.0%};"


def emphasis(settings: Settings, language: str) -> str:
    """The marks that composition sets at text that says so (``--emphasis-mark``): ``--dots`` where
    an author asks for dots, ``--em-mark`` where emphasis is shown by them.

    In columns they stand at the right (clreq §3.4.1, jlreq §3.3.9), which is above in the line that
    is turned; Japanese has drops there.
    """
    over = settings.vertical or settings.dots_over(language)
    kind = "sesame" if settings.vertical and language[:2] == "ja" else "dot"
    dots = f"{kind} {'over' if over else 'under'}"
    dotted = language[:2] in ("zh", "ja", "ko") and settings.emphasis_in(language) == "dots"
    return f"--dots:{dots};--em-mark:{dots if dotted else 'none'};"


NOTE_PITCH = (0.75, 1.45)
"""The line pitch of notes: so much of the text's, and never less than so much of their size."""

MIDDLE = 0.05
"""em: how much lower than its line a Han character stands, because faces are deeper than high."""


def _drop_cap(settings: Settings) -> dict[str, str]:
    """A character as high as its lines, as wide as whole characters of the text."""
    kind, lines = settings.type, settings.composition.drop_cap
    size = (lines - 1) * kind.pitch + kind.size
    raised = MIDDLE * (size - kind.size)
    return {
        "drop-size": pt(size),
        "drop-height": pt(lines * kind.pitch - 2 * raised),
        "drop-foot": pt(max(0.0, 2 * raised - SLACK)),
        "drop-width": pt(ceil(size / kind.size) * kind.size),
    }


def faces(case: TypeCase, language: str, jobs: Iterable[str] = JOBS) -> str:
    """``--face-…`` for each job: the families that hold its characters, then a generic one."""
    declared = []
    for job in jobs:
        families = case.families.get((job, language)) or case.families.get(("text", language), ())
        names = [*(f'"{name}"' for name in families), GENERIC.get(job, "serif")]
        declared.append(f"--face-{job}:{','.join(names)};")
    return "".join(declared)


def widths(language: str) -> str:
    """How wide a quotation mark stands: an em in Chinese and Japanese, its own width in alphabetic
    text (OpenType ``pwid``), though both are set in one face."""
    own = "normal" if language[:2] in ("zh", "ja", "ko") else '"pwid"'
    return f"font-feature-settings:{own};"


def font_faces(case: TypeCase, address: str) -> str:
    """``@font-face`` for each cut font; ``address`` holds ``{name}`` and ``{suffix}``."""
    return "\n".join(
        f'@font-face{{font-family:"{font.face.name}";'
        f"src:url({address.format(name=file_stem(font.face.name), suffix=font.suffix)})}}"
        for font in case.fonts
    )


def file_stem(name: str) -> str:
    """A printed face name as an ASCII file name: Noto Serif CJK SC → NotoSerifCJKSC."""
    return re.sub(r"[^A-Za-z0-9]", "", name)


def text_columns(geometry: Geometry) -> str:
    """The rules of text in several columns; nothing where it stands in one."""
    if geometry.columns == 1:
        return ""
    return (
        f"article{{column-count:{geometry.columns};column-gap:{pt(geometry.column_gap)}}}"
        ".masthead,.chapter-title,.chapter-title + .byline{column-span:all}"
    )


def page_rules(settings: Settings, geometry: Geometry) -> str:
    """The ``@page`` rules."""
    size = f"size:{pt(geometry.width)} {pt(geometry.height)};"
    inner, outer = pt(geometry.inner), pt(geometry.outer - geometry.slack)
    vertical = f"margin-top:{pt(geometry.top)};margin-bottom:{pt(geometry.bottom)};"
    right = f"margin-left:{inner};margin-right:{outer};"
    left = f"margin-left:{outer};margin-right:{inner};" if settings.page.two_sided else right
    rules = [
        f"@page{{{size}{vertical}{right}}}",
        f"@page:left{{{left}}}",
        f"@page:right{{{right}}}",
    ]
    side = pt(turned_margin(settings))
    short, long = sorted((geometry.width, geometry.height))
    rules.append(
        f"@page wide{{size:{pt(long)} {pt(short)};margin-left:{side};margin-right:{side}}}"
    )
    return "\n".join((*rules, FURNITURE))


FURNITURE = (
    "@page furniture{size:2000pt 300pt;margin:0}"
    ".furniture{page:furniture;break-before:page;margin:0;text-indent:0}"
)
"""Running heads and folios are set by themselves, each on a sheet that is large enough."""

FRONT = "front"
"""The pages before the text, whose folios are i, ii, iii."""

OPENING = frozenset(("chapter", "start", FRONT))
"""The pages on the first of which, each time, a chapter opens, where its style says ``page: …``."""

BARE = frozenset(("bare", "part-start"))
"""Pages without running head and folio, as those that are left empty: display pages."""


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'


def pt(value: float) -> str:
    """A length as CSS writes it."""
    return f"{value:.4f}".rstrip("0").rstrip(".") + "pt"
