"""Which characters a file of a finished edition can hold."""

from __future__ import annotations

import re

UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, and so no edition (XML 1.0 §2.2)."""
