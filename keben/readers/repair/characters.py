"""A line as found → the line with the characters that were meant: entities, controls, radicals …

Compatibility characters stay as they are: NFKC would make ① a 1, and NFC makes the ideographs of
U+F900–FAFF, which people choose for names, into others.
"""

from __future__ import annotations

import html
import re
import unicodedata

from keben.readers.repair.forms import HAN_NUMERAL, NUMERAL
from keben.readers.repair.passage import Change, Passage, Rule
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.radicals import ideograph
from keben.readers.repair.substitute import Put, substitute

# Tabs are space; joiners that shape a script (ZWJ, ZWNJ) and direction marks are text; what turns
# round whatever follows is not.
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_KANA = re.compile(r"[\uff61-\uff9f]+")
_ENTITY = re.compile(r"(?<![`“\"'])&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_MARKUP = ("<", ">", "&")
"""What an article on HTML itself may write as entities."""
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_GBK_SPACE = "\ue5e5"
"""GBK's A3A0 as it is decoded: many programs wrote it for an ideographic space."""
_HEAD = re.compile(
    rf"\s*(?:第{NUMERAL}[编編部卷章回节節条條篇]|{HAN_NUMERAL}、?|[（(]{HAN_NUMERAL}[）)])$"
)
_LONGEST_HEAD = 40
_UNCOMPOSED = re.compile(r"[^\uf900-\ufaff]+")
_SUSPECT = re.compile(
    "|".join(p.pattern for p in (_CONTROL, _RADICAL, _KANA, _PRIVATE)) + "|&[A-Za-z#]"
)


def clean(
    line: str, number: int, policy: Policy = FULL, *, column: int = 0
) -> tuple[str, list[Change]]:
    """The line with its characters mended, and the changes. ``column`` is where it begins.

    Control characters go whatever the policy: no file of an edition may hold them.
    """
    if line.isascii() and not _SUSPECT.search(line):
        return line, []
    found = Passage(number, line, column=column)
    changes: list[Change] = []
    if _SUSPECT.search(line):
        for pattern, choose, allowed in (
            (_ENTITY, _character, policy.entities),
            (_PRIVATE, _space, policy.characters),
            (_RADICAL, _ideograph, policy.characters),
            (_KANA, _full_width, policy.kana),
        ):
            if allowed:
                found, more = substitute(found, pattern, choose, policy)
                changes += more
        found, more = substitute(found, _CONTROL, _nothing, FULL)
        changes += more
        changes += _kept(found.text, number)
    if policy.characters and not unicodedata.is_normalized("NFC", found.text):
        found, more = substitute(found, _UNCOMPOSED, _composed, policy)
        changes += more
    return found.text, changes


def _nothing(match: re.Match[str]) -> Put:
    names = ", ".join(sorted({f"U+{ord(c):04X}" for c in match[0]}))
    return Put("", Rule.CONTROL, names, 1.0)


def _ideograph(match: re.Match[str]) -> Put | None:
    meant = ideograph(match[0])
    return Put(meant, Rule.RADICAL, f"{match[0]} → {meant}", 1.0) if meant != match[0] else None


def _full_width(match: re.Match[str]) -> Put:
    # Composes a kana with the voicing mark that stands behind it: ｶﾞ → ガ.
    return Put(unicodedata.normalize("NFKC", match[0]), Rule.KANA, "half-width forms", 0.95)


def _character(match: re.Match[str]) -> Put | None:
    meant = html.unescape(match[0])
    if meant == match[0] or len(meant) > 2 or not all(_is_text(c) for c in meant):
        return None
    confidence = 0.7 if meant in _MARKUP else 0.95
    return Put(meant, Rule.ENTITY, f"{match[0]} left by a web page", confidence)


def _is_text(character: str) -> bool:
    spaces = " \u00a0\u2002\u2003\u2009\u3000"
    return character in spaces or (
        character != "\ufffd" and unicodedata.category(character)[0] not in "CZ"
    )


def _space(match: re.Match[str]) -> Put | None:
    if set(match[0]) == {_GBK_SPACE}:
        return Put("\u3000" * len(match[0]), Rule.PRIVATE_SPACE, "GBK's code A3A0", 0.95)
    line = match.string
    if len(line) <= _LONGEST_HEAD and _HEAD.match(line[: match.start()]) and line[match.end() :]:
        return Put("\u3000", Rule.PRIVATE_SPACE, "between a head's number and its words", 0.9)
    return None


def _kept(line: str, number: int) -> list[Change]:
    """A record of the private-use characters that stay; they print as 〓 and are reported there."""
    return [
        Change(number, Rule.PRIVATE_USE, f"U+{ord(c):04X} has no agreed shape", 0.5)
        for run in _PRIVATE.findall(line)
        for c in run
    ]


def _composed(match: re.Match[str]) -> Put | None:
    meant = unicodedata.normalize("NFC", match[0])
    return Put(meant, Rule.COMPOSED, "Unicode NFC", 1.0) if meant != match[0] else None
