"""A language → the words of references, numbered heads, indexes and lists."""

from __future__ import annotations

from dataclasses import dataclass, fields

from keben.labels import labels


@dataclass(frozen=True, slots=True)
class Naming:
    """The words of one language. A field that ends in ``_form`` holds one ``{}``."""

    index: str
    figures: str
    tables: str
    chapter_form: str
    """A chapter by its number."""
    section_form: str
    """A head by its number."""
    appendix_form: str
    note_form: str
    page_form: str
    title_form: str
    """What has no number, by its title."""
    see_form: str
    comma: str
    """Between two pages of an entry of the index."""
    others: str
    """Over the entries of the index that stand under no letter."""
    answers: str
    """Over the answers of a class, where they stand together."""
    bibliography: str

    def all(self) -> tuple[str, ...]:
        """Every word, for the type case."""
        return tuple(str(getattr(self, field.name)) for field in fields(self))


NAMINGS = {
    "zh-Hans": Naming(
        *("索引", "插图目录", "表格目录", "第 {} 章", "第 {} 节", "附录 {}", "注 {}", "第 {} 页"),
        *("“{}”", "见“{}”", "，", "其他", "参考答案", "参考文献"),
    ),
    "zh-Hant": Naming(
        *("索引", "插圖目錄", "表格目錄", "第 {} 章", "第 {} 節", "附錄 {}", "註 {}", "第 {} 頁"),
        *("「{}」", "見「{}」", "，", "其他", "參考答案", "參考文獻"),
    ),
    "ja": Naming(
        *("索引", "図目次", "表目次", "第{}章", "{}節", "付録{}", "注{}", "{}ページ"),
        *("「{}」", "「{}」を見よ", "、", "その他", "解答", "参考文献"),
    ),
    "ko": Naming(
        *("찾아보기", "그림 차례", "표 차례", "제{}장", "{}절", "부록 {}", "주 {}", "{}쪽"),
        *("‘{}’", "‘{}’ 항목 참조", ", ", "기타", "정답", "참고 문헌"),
    ),
    "en": Naming(
        *("Index", "List of figures", "List of tables", "Chapter {}", "Section {}", "Appendix {}"),
        *("note {}", "page {}", "“{}”", "see {}", ", ", "Other", "Answers", "References"),
    ),
}


def naming(language: str) -> Naming:
    """The words for a BCP 47 tag; English where there are none."""
    return NAMINGS[labels(language).language]


_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese: 十二, 一百零五."""
    text = str(number)
    parts: list[str] = []
    for place, digit in enumerate(text):
        unit = _UNITS[len(text) - 1 - place]
        if digit != "0":
            parts.append(_DIGITS[int(digit)] + unit)
        elif parts and parts[-1] != _DIGITS[0]:
            parts.append(_DIGITS[0])
    words = "".join(parts).rstrip(_DIGITS[0])
    return words.removeprefix("一") if words.startswith("一十") else words


def letters(number: int) -> str:
    """A … Z, AA, AB … for 1, 2, …"""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def roman(number: int) -> str:
    """A number from 1 to 399 in Roman capitals."""
    result = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                        (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        result += sign * (number // value)
        number %= value
    return result
