"""The bytes of a web page → the encoding that it names itself."""

from __future__ import annotations

import re

_LOOKED_AT = 4096
"""Bytes from the beginning: browsers look at 1024 (HTML § 13.2.3.2), pages put more before it."""
_NAMED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)


def declared_encoding(data: bytes) -> str:
    """The name in ``<meta charset>`` or the XML declaration; "" where there is none."""
    found = _NAMED.search(data[:_LOOKED_AT])
    return (found[1] or found[2]).decode("ascii") if found else ""
