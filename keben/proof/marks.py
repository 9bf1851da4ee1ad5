"""The marks that the check of composition goes by: W3C clreq §3.1.4–3.1.6, jlreq §3.1, GB/T 15834.

Written down once more, apart from the compositor's own tables, so that a fault there is seen here.
"""

from __future__ import annotations

import re

OPENING = frozenset("“‘（〈《「『【〔〖〘〚［｛")
CLOSING = frozenset("”’）〉》」』】〕〗〙〛］｝，、；：。．！？")

NEVER_FIRST = CLOSING | frozenset("·・‧～…℃％‰")
"""Closing marks, middle dots, and what belongs to what stands before it."""

NEVER_LAST = OPENING | frozenset("￥＄￡№")

HAN = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Han and kana."""

LATIN = re.compile("[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff]")
"""Letters and digits that stand apart from Han."""
