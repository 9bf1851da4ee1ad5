"""``++ctrl+c++`` → the keys to be pressed, as MkDocs' plug-in (pymdownx.keys) writes them.

Each key is set like ``<kbd>``. A key in quotation marks (``++"Esc"++``) is called as it is written;
others are known by their names, so that no sign of another meaning is taken for a key.
"""

from __future__ import annotations

import re

from keben.readers.markdown.engine import InlineState

_KEY = r"(?:\"[^\"\n+]{1,32}\"|[0-9a-z]+(?:-[0-9a-z]+)*)"
_KEYS = re.compile(rf"(?<![\w+])\+\+({_KEY}(?:\+{_KEY})*)\+\+(?![\w+])")
_ONE = re.compile(_KEY)

_SHORT = {
    "command": "Cmd",
    "control": "Ctrl",
    "delete": "Del",
    "escape": "Esc",
    "insert": "Ins",
    "return": "Enter",
    "windows": "Win",
}
_LONG = """
alt arrow-down arrow-left arrow-right arrow-up backspace caps-lock cmd ctrl del down end enter esc
fn home ins left menu meta num-lock option page-down page-up pause print-screen right scroll-lock
shift space super tab up win
"""
_NAMES = {name: name.replace("-", " ").title() for name in _LONG.split()} | _SHORT
_PLAIN = re.compile(r"[0-9a-z]|f[0-9]{1,2}")
"""Keys that are called as they are written, in capitals."""


def read_keys(state: InlineState, silent: bool) -> bool:
    """Keys to be pressed together."""
    if state.src[state.pos] != "+":
        return False
    found = _KEYS.match(state.src, state.pos, state.posMax)
    names = [_name(key) for key in _ONE.findall(found[1])] if found else []
    if found is None or not all(names):
        return False
    if not silent:
        for number, name in enumerate(names):
            if number:
                state.push("text", "", 0).content = "+"
            state.push("code_inline", "code", 0).content = name
    state.pos = found.end()
    return True


def _name(key: str) -> str:
    """What is printed on a key; empty where none is known."""
    if key.startswith('"'):
        return key[1:-1].strip()
    return key.upper() if _PLAIN.fullmatch(key) else _NAMES.get(key, "")
