"""What people write in settings → the one form that the schema keeps.

Each function raises ValueError with the right way to write the value.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from datetime import date

from keben.width import squeeze

LANGUAGES = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "ja", "ko", "en")


def read_colour(value: str) -> str:
    """``#rrggbb`` in small letters."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError("a colour is written #rrggbb")
    return value.lower()


def read_encoding(value: str) -> str:
    """The name of an encoding of text, by any of its names."""
    name = value.strip().lower()
    try:
        # What is no encoding of text, such as rot13, is refused only where there is something.
        b"text".decode(codecs.lookup(name).name if name else "utf-8", "replace")
    except (LookupError, ValueError) as error:
        raise ValueError(
            "an encoding is utf-8, utf-16-le, gb18030, big5, shift_jis, euc-jp, cp949 or another "
            "that Python knows"
        ) from error
    return name


def read_iso_date(value: object) -> object:
    """An ISO 8601 date, which may stop at the year or the month, from the ways it is written."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = str(value).strip()
    if not text:
        return ""
    found = re.fullmatch(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?月?)?年?", text)
    if not found:
        raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    date(int(year), int(month or 1), int(day or 1))
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def read_words(value: str) -> str:
    """Words that may be printed; nothing for blanks and marks without width alone."""
    return value.strip() if squeeze(value) else ""


def read_form(value: str) -> str:
    """Words with ``{}`` for a number, ``auto``, or nothing."""
    if value not in ("", "auto") and value.count("{}") != 1:
        raise ValueError('it is "auto", or words with one {} for the number, as in "第{}编"')
    return value


def read_language(value: str) -> str:
    """A BCP 47 tag in its usual spelling; common names of ours are understood."""
    tags = {tag.lower(): tag for tag in LANGUAGES}
    tags |= {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant-TW"}
    tags |= {"zh-hk": "zh-Hant-HK", "ja-jp": "ja", "ko-kr": "ko"}
    tag = value.strip().replace("_", "-")
    if not tag:
        return ""
    known = tags.get(tag.lower())
    if known:
        return known
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        return tag
    raise ValueError(f"a language is a BCP 47 tag such as {', '.join(LANGUAGES)}")


def read_listed(value: object) -> object:
    """Several words from one line."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[;；、,，]", value) if part.strip()]
    return value


VARIANTS = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
"""The ways of writing Chinese into which a text can be converted."""


def read_variants(value: tuple[str, ...]) -> tuple[str, ...]:
    """Ways of writing Chinese by their usual tags, each once."""
    tags = tuple(dict.fromkeys(read_language(tag) for tag in value))
    if unknown := [tag for tag in tags if tag not in VARIANTS]:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(VARIANTS)}")
    return tags


def read_fixed(value: Mapping[str, str]) -> Mapping[str, str]:
    """Terms with what they become; none may be empty."""
    if "" in value:
        raise ValueError("a term is empty")
    return value


def read_terms(value: object) -> object:
    """Lines of a word and its reading: a list, or a table of words with their readings."""
    if isinstance(value, Mapping):
        return [f"{word} {reading}" for word, reading in value.items()]
    return read_listed(value)


def read_authors(value: object) -> object:
    """Names, or tables with a name, as a list of tables."""
    if isinstance(value, str | Mapping):
        value = [value]
    if not isinstance(value, Sequence):
        return value
    return [{"name": item} if isinstance(item, str) else item for item in value]


def read_series(value: object) -> object:
    """A name, or a table with a name, as a table."""
    return {"name": value} if isinstance(value, str) else value
