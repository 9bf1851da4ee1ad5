"""Which of the characters that a face has glyphs for it may set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Coverage:
    """The code points that a face may set: HarfBuzz's own set, as small as the list in the file,
    and which of them are ``chosen``; None for all."""

    codes: Any
    chosen: Callable[[int], bool] | None

    def __contains__(self, code: int) -> bool:
        return code in self.codes and (self.chosen is None or self.chosen(code))


def _is_latin(code: int) -> bool:
    """Letters, digits and marks that only alphabetic text uses; quotation marks, dashes and dots
    are left to the Han face, because in Chinese they are full-width."""
    return (
        0x20 < code < 0x7F
        or (0xC0 <= code <= 0x52F and code not in (0xD7, 0xF7))
        or 0x1E00 <= code <= 0x1FFF
    )


_PICTOGRAPHS = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕\u20e3"
)


def _is_emoji(code: int) -> bool:
    """What is a picture unless it is told to be a sign (Unicode TS 51, Emoji_Presentation)."""
    return code >= 0x1F000 or chr(code) in _PICTOGRAPHS


CHOSEN: dict[str, Callable[[int], bool]] = {"latin": _is_latin, "emoji": _is_emoji}
"""What a face sets for which fonts.toml names ``scripts``."""
