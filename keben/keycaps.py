"""What is drawn as the cap of a key (Unicode TS 51, ED-14c)."""

from __future__ import annotations

CAP = "\u20e3"
CAPPED = "0123456789#*"
"""What U+20E3 makes the cap of a key of, in the face of emoji alone."""
