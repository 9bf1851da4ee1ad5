"""Character references of HTML (``&amp;``, ``&#8230;``) → the characters they stand for."""

from __future__ import annotations

import html
import re

from keben.writable import printable

_LONG = re.compile(r"&#(\d{8,});?")


def bounded(text: str) -> str:
    """The same with U+FFFD for numbers that no character has (HTML §13.2.5.80). Python refuses to
    read numbers of thousands of digits at all."""

    def shortened(found: re.Match[str]) -> str:
        digits = found[1].lstrip("0")
        return f"&#{digits or 0};" if len(digits) < 8 else "\ufffd"

    return _LONG.sub(shortened, text) if "&#" in text else text


def unescape(text: str) -> str:
    """The text with characters for its references; what is none stands as it is."""
    return printable(html.unescape(bounded(text))) if "&" in text else text
