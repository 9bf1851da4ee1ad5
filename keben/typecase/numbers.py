"""Glyphs of digits → the rules by which a font sets numbers upright in a column.

The rules are written in the language of OpenType feature files, and say in glyphs what
:func:`keben.typecase.upright.number_runs` says in characters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

DIGITS = "0123456789"


def number_rules(
    single: Mapping[str, str],
    pair: Mapping[tuple[str, str], str],
    *,
    beside: Collection[str],
    letters: Collection[str],
    space: str,
    long_too: bool,
) -> str:
    """The feature ``ccmp``, which is always on.

    ``single`` and ``pair`` give for one digit and for two the glyph of one em; ``beside`` and
    ``letters`` are the glyphs that keep a number on its side, the latter across a space too.
    With ``long_too`` a number of three digits or more stands upright, a digit an em.
    """
    digit, near, far = (f"[{' '.join(sorted(names))}]" for names in (single, beside, letters))
    stood = f"[{' '.join(single.values())}]"
    chosen = [
        _ignore(f"{near} {digit}'", letters and f"{far} {space} {digit}'"),
        _ignore(f"{digit}' {digit}' {near}", letters and f"{digit}' {digit}' {space} {far}"),
        f"sub {digit}' lookup PAIR {digit}';",
        _ignore(f"{digit}' {near}", letters and f"{digit}' {space} {far}"),
        f"sub {digit}' lookup ALONE;",
    ]
    if long_too:
        # A digit after one that stood up belongs to the same number.
        chosen.insert(0, f"sub {stood} {digit}' lookup ALONE;")
        chosen.insert(2, f"sub {digit}' lookup ALONE {digit} {digit};")
    return "\n".join(
        (
            "lookup ALONE {",
            *(f"sub {name} by {one};" for name, one in single.items()),
            "} ALONE;",
            "lookup PAIR {",
            *(f"sub {first} {second} by {two};" for (first, second), two in pair.items()),
            "} PAIR;",
            "lookup NUMBERS {",
            *chosen,
            "} NUMBERS;",
            "feature ccmp { lookup NUMBERS; } ccmp;",
        )
    )


def _ignore(*contexts: object) -> str:
    return f"ignore sub {', '.join(str(context) for context in contexts if context)};"
