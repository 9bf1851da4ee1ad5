"""The forms that single lines take: numbered heads, list items, credits, dates, ornaments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keben.digits import number_in
from keben.readers.repair.marks import ends_closed, ends_hanging, width

DIGITS = "〇零一二三四五六七八九"
HAN_NUMERAL = r"[〇零一二三四五六七八九十百千两廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰]+"
NUMERAL = rf"(?:{HAN_NUMERAL}|[0-9０-９]+)"
ROMAN = r"(?=[IVXLCⅠ-Ⅻ])(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|[Ⅰ-Ⅻ])"
_FINANCIAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰两", "一二二三三四五六六七八九十百二")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NUMERAL = r"[〇零一二三四五六七八九十百千两廿卅0-9０-９]+"
_LONGEST_HEAD = 64
"""Half-ems: two lines of 16 characters."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number a line begins with: the scheme it belongs to, its value, the words after it."""

    scheme: str
    value: int
    rest: str


SCHEMES: tuple[tuple[str, str], ...] = (
    ("卷", rf"第?({_NUMERAL})[卷部篇编編集](?=[\s　：:]|$)"),
    ("卷", rf"[卷部]({_NUMERAL})(?=[\s　：:]|$)"),
    ("章", rf"第\s*({_NUMERAL})\s*[章回囘话話幕讲講](?![首合])"),
    ("节", rf"第\s*({_NUMERAL})\s*[节節]"),
    ("一、", r"([〇零一二三四五六七八九十百]+)[、．.](?!\d)"),
    ("（一）", r"[（(]([〇零一二三四五六七八九十百]+)[）)]"),
    ("1.1.1", r"(?:\d{1,2}[.．]){2,}(\d{1,2})(?![\d.．%％])[\s　、]*(?=\D)"),
    ("1.1", r"\d{1,2}[.．](\d{1,2})(?![\d.．%％])[\s　、]*(?=\D)"),
    ("1.", r"([0-9０-９]{1,3})(?:[.．、]\s*(?![0-9])|[\s　]+(?=[\u4e00-\u9fff]))"),
    ("（1）", r"[（(]?([0-9０-９]{1,3})[）)]"),
    ("①", r"([①-⑳])"),
)
"""Ways to number heads and items, the highest first."""

_SCHEMES = tuple((scheme, re.compile(pattern + r"[\s　：:]*")) for scheme, pattern in SCHEMES)
_DECIMAL = re.compile(r"\d{1,3}(?:[.．]\d{1,2})*[.．]?")
_MAY_COUNT = re.compile(r"[第卷部（(①-⑳0-9０-９〇零一二三四五六七八九十百千两廿卅]")
_NAMED = re.compile(
    r"(楔子|引子|序|序言|序章|自序|代序|前言|引言|导言|绪论|尾声|终章|结语|结束语|后记|跋|附录"
    r"|番外(?:篇|[一二三四五六七八九十\d]+)?|大结局|内容简介|参考文献|致谢|序幕|前書き|後書き|あとがき|はじめに|おわりに|머리말|맺음말)"
    r"([\s　：:].{0,20})?"
)
AFTERWORD = re.compile(
    r"后记(?!忆)|後記(?!憶)|跋(?:$|[\s　：:])|附录|附錄|致谢|致謝|参考文献|參考文獻"
    r"|おわりに|あとがき|後書き"
)
_BULLET = re.compile(r"(?:[•●○■□▪▫◆◇◦‣⁃➢➤✓✔✅☑🔹🔸▶▸👉📌]\ufe0f?\s*|[·・*＊\-–]\s+)(?=\S)")
_ORNAMENT = re.compile(
    r"(?=(?:\s*\S){3})[*＊∗✱\s]+|(?=(?:\s*\S){3})[-–_=~～＿\s]+|(?=(?:\s*\S){3})[※☆★◆◇○●■□△▲\s]+"
    r"|(?=(?:\s*\S){4})[.．。·・•—─━\s]+|[※＊⁂☆★◇◆▼▽]|…{5,}|([👇⬇↓▼▽])\ufe0f?(?:\1\ufe0f?){1,}"
)
_DOTS = re.compile(r"[.．。·・•…\s]+")
_LETTER = re.compile(
    r"此致|敬礼|敬禮|(?:顺|順|即|敬|恭)(?:颂|頌|祝|候)|[即敬][请請].{0,2}安|祝(?:好|你|您|安)|(?:台|钧|惠|大|道)(?:鉴|鑒|启|啓)$"
    r"|(?:谨|敬|拜|顿|叩|手)(?:上|启|啓|首|书|書)$|^(?:拝啓|敬具|前略|草々)"
)
_ARTICLE = re.compile(rf"第{_NUMERAL}条(之[一二三四五六七八九十]+)?[\s　]")


def ornament(text: str) -> bool:
    """A line of marks alone: ``* * *``, ``.....``, ``————``. ``……`` and ``——`` are speech."""
    return bool(_ORNAMENT.fullmatch(text))


def row_of_dots(text: str) -> bool:
    return bool(_DOTS.fullmatch(text))


def bullet(text: str) -> str:
    """The bullet that a list item begins with, or nothing."""
    found = _BULLET.match(text)
    return found[0] if found and not ornament(text) else ""


def numbering(text: str) -> Numbering | None:
    """The number a line begins with, in the first scheme that fits."""
    if not _MAY_COUNT.match(text):
        return None
    for scheme, pattern in _SCHEMES:
        found = pattern.match(text)
        if found:
            return Numbering(scheme, numeral(found[1]), text[found.end() :])
    return None


def decimal(text: str) -> tuple[int, ...]:
    """The numbers of a decimal head, the highest first: ``2.1.3 …`` → (2, 1, 3)."""
    found = _DECIMAL.match(text)
    return tuple(number_in(n) for n in re.split(r"[.．]", found[0].rstrip(".．"))) if found else ()


def numeral(text: str) -> int:
    """The value of a numeral in Han, full-width, circled, Roman or ASCII digits: 廿四, 一〇二,
    贰拾, １２, ⑤, XIV."""
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if "Ⅰ" <= text <= "Ⅻ":
        return ord(text) - ord("Ⅰ") + 1
    if text.isdecimal():
        return number_in(text)
    if text[:1].upper() in _ROMANS:
        return _roman(text.upper())
    text = text.translate(_FINANCIAL).translate(_TENS)
    if not set(text) & set("十百千"):
        return number_in("".join(str(max(0, DIGITS.find(c) - 1)) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
        else:
            digit = int(c) if c.isdecimal() else max(0, DIGITS.find(c) - 1)
    return total + digit


def _roman(text: str) -> int:
    values = [_ROMANS[c] for c in text]
    return sum(
        -value if value < after else value
        for value, after in zip(values, (*values[1:], 0), strict=True)
    )


def named_head(text: str) -> bool:
    """楔子, 后记, 结语 …: heads by their very words."""
    return bool(_NAMED.fullmatch(text))


def afterword(text: str) -> bool:
    """后记, 附录 …: what stands behind the whole of a text."""
    return bool(AFTERWORD.match(text))


def takes_leave(text: str) -> bool:
    """此致, 敬禮, 拝啓 …: the words that open or close a letter."""
    return bool(_LETTER.search(text))


def head_shaped(text: str) -> bool:
    """Short enough for a head, and closed by nothing but a question or an exclamation."""
    if width(text) > _LONGEST_HEAD or ends_hanging(text):
        return False
    return not ends_closed(text) or text.endswith(("？", "！", "?", "!"))


def counts(text: str) -> bool:
    """Begins with a number that counts items or articles: after a closed line, a new paragraph."""
    return bool(_ARTICLE.match(text)) or numbering(text) is not None


def starts_block(text: str) -> bool:
    """True where a line cannot continue the one above: an item, a chapter's head, a credit."""
    if bullet(text) or ornament(text):
        return True
    number = numbering(text)
    return number is not None and number.scheme in ("章", "卷", "节") and head_shaped(text)
