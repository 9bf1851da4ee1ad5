"""Lines that say who wrote a text, when, and where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keben.model import Contributor
from keben.readers.repair.forms import numeral

ROLES = {
    "作者": "aut", "文": "aut", "图文": "aut", "撰文": "aut", "撰稿": "aut", "记者": "aut",
    "通讯员": "aut", "圖文": "aut",
    "著": "aut", "作者单位": "", "译者": "trl", "译": "trl", "翻译": "trl", "編輯": "edt",
    "编辑": "edt", "责编": "edt", "责任编辑": "edt", "責任編輯": "edt", "主编": "edt",
    "校对": "pfr", "校對": "pfr", "审校": "pfr", "审核": "", "选题": "", "排版": "", "编译": "trl",
    "摄影": "pht", "攝影": "pht", "图": "", "题图": "", "插图": "ill", "供图": "", "制图": "",
    "图片来源": "", "著者": "aut", "訳者": "trl", "翻訳": "trl", "글": "aut", "by": "aut",
    "author": "aut", "translator": "trl", "editor": "edt", "photo": "pht",
}  # fmt: skip
"""Words before a name, and the MARC relator code of what the person did."""

SOURCES = (
    "来源",
    "來源",
    "稿源",
    "出处",
    "出處",
    "转自",
    "原载",
    "via",
    "source",
    "原文",
    "原文链接",
    "出典",
)

_LABEL = "|".join(sorted(map(re.escape, (*ROLES, *SOURCES)), key=len, reverse=True))
_LABELLED = re.compile(rf"(?:本文)?({_LABEL})\s*(?:[：:／/|｜]|(?<=by)\s)\s*(\S.*)", re.IGNORECASE)
_AGE = (
    r"[（(\[【〔［](?:先秦|[春秦汉漢晋晉唐宋元明清][^）)\]】〕］]{0,2}"
    r"|[东東西南北後后][^）)\]】〕］]{1,2}|隋|五代|三国|民国|近代|现代|当代)[）)\]】〕］]"
)
_DONE = {
    "著": "aut",
    "撰": "aut",
    "编": "edt",
    "編": "edt",
    "编著": "aut",
    "译": "trl",
    "譯": "trl",
}
_SIGNED = re.compile(
    rf"(?P<name>(?P<before>{_AGE})?[\s　]*(?P<plain>[\u4e00-\u9fff·]{{2,12}}?)(?P<after>{_AGE})?)"
    rf"(?:[\s　]*(?P<done>{'|'.join(_DONE)}))?"
)
_NAMELESS = re.compile(r"佚名|无名氏|無名氏|不详|不詳")
_ABOUT_TEXT = re.compile(
    r"(本文|原文|本刊|原题|题图|首发|转载|版权|著作权|\(c\)|©|copyright|all rights)"
    r".{0,6}?(由|来自|转自|选自|摘自|节选|原载|刊|载|发表|首发|系|为|所有|归|[：:]|\d{4}|reserved)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[（(\[【〔［](.*)[）)\]】〕］]")
_DATE = re.compile(
    r"(?:(?:(?:发布|發布|发表|發表|更新|修改)(?:时间|時間|日期|于|於)?|时间|時間|日期|日付|公開日)\s*[：:]?\s*)?"
    r"([12]\d{3}|[〇零○一二三四五六七八九]{4})\s*[-年./]\s*"
    r"([01]?\d|[一二三四五六七八九十]{1,3})\s*(?:[-月./]\s*([0-3]?\d|[一二三四五六七八九十]{1,3})\s*日?|月)"
    r"(?:\s*(?:星期[一二三四五六日天])?\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_DATED = tuple("发發更修时時日公")
_LONGEST_SIGNATURE = 30
_STOPS = tuple("。！？；，、…：,;")
_CLOCKED = re.compile(rf"(?:{_DATE.pattern})$")
_CLOCK = re.compile(r"\d:\d{2}")
_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔［\[(（][12]\d{3}[〕］\])）](?:第\s*)?\d{1,5}\s*[号號]"
)
_YEAR = (
    r"(?:[12]\d{3}|[〇零○一二三四五六七八九]{4}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
    r"|民[国國][〇零一二三四五六七八九十\d]{1,4}|(?:明治|大正|昭和|平成|令和)[元一二三四五六七八九十\d]{1,3})"
)
_SIGNED_ON = re.compile(
    rf"(?:[^\s，。；：]{{2,8}}[\s　，]*)??{_YEAR}\s*[年년.\-/][^\s，。；：、]{{0,12}}"
    r"(?:[\s　，]*(?:[写寫作记記草识識撰改]|初稿|定稿|[修改]改)*[于於在][^\s，。；：、]{1,14})?"
)
_LONGEST = 120
"""Characters; a credit is a line, an address included, not a paragraph."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one credit says; each field empty where it says nothing of it."""

    contributors: tuple[Contributor, ...] = ()
    published: str = ""
    source: str = ""


def is_credit(text: str) -> bool:
    """A line that only tells of the text: ``来源：…``, ``（责任编辑：…）``, ``本文由…``."""
    inner = _inside(text)
    if len(inner) > _LONGEST or re.search(r"[。！？].", inner):
        return False
    return bool(_LABELLED.fullmatch(inner) or _ABOUT_TEXT.match(inner))


def bracketed_credit(text: str) -> bool:
    """A credit that brackets set apart from the text, wherever it stands."""
    return _inside(text) != text.strip() and is_credit(text)


def attribution(text: str) -> Attribution | None:
    """What a credit or date line says; None unless every part of it is understood."""
    parts = [p for p in re.split(r"[\s　]{2,}|\s*[|｜]\s*|　", _inside(text)) if p]
    if len(parts) == 1:
        parts = re.split(rf"\s+(?=(?:{_LABEL})[：:])", parts[0])
    contributors: list[Contributor] = []
    published = source = ""
    for part in parts:
        labelled = _LABELLED.fullmatch(part)
        date = iso_date(part)
        if date and _CLOCK.search(part):
            return None  # metadata hold no time of day
        if date and not published:
            published = date
        elif labelled and labelled[1].lower() in SOURCES and not source:
            source = labelled[2]
        elif labelled and ROLES.get(labelled[1].lower()):
            role = ROLES[labelled[1].lower()]
            contributors += (Contributor(name, role) for name in _names(labelled[2]))
        elif signature := _signature(part):
            contributors.append(signature)
        else:
            return None
    return Attribution(tuple(contributors), published, source)


def _signature(text: str) -> Contributor | None:
    """``吴承恩（明）``, ``[明]罗贯中 著``: a name with its age, or with what its bearer did.

    The name is kept as it is written, its age with it; a name by itself could be anything.
    """
    if _NAMELESS.fullmatch(text):
        return Contributor(text)
    found = _SIGNED.fullmatch(text)
    if not found or not (found["before"] or found["after"] or found["done"]):
        return None
    if found["done"] and not (found["before"] or found["after"]) and not re.search(r"[\s　]", text):
        return None  # 名著 is no author
    return Contributor(found["name"].strip(), _DONE.get(found["done"], "aut"), found["plain"])


def iso_date(text: str) -> str:
    """``2018年7月24日``, ``二〇一八年七月`` → ``2018-07-24``, ``2018-07``; "" for anything else."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return ""
    year, month, day = (numeral(part.replace("○", "〇")) if part else 0 for part in found.groups())
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def starts_with_date(text: str) -> bool:
    """A line such as the adoption notes under a statute's title, which begin with the day."""
    return not text.startswith(_DATED) and bool(_DATE.match(text))


def is_dateline(text: str) -> bool:
    """A line that has a day and an hour, or a day and a label such as 来源：, no sentence."""
    if len(text) > _LONGEST or text.endswith(_STOPS) or not _DATE.search(text):
        return False
    return bool(_CLOCKED.search(text) or re.search(rf"(?:^|[\s　])(?:{_LABEL})[：:]", text))


def document_number(text: str) -> bool:
    """The number of an official letter: 国发〔2020〕8号."""
    return bool(_DOCUMENT_NUMBER.fullmatch(text))


def signed_on(text: str) -> bool:
    """Where and when a text was finished, as its last line says: 戊戌年冬于听雨楼."""
    return bool(_SIGNED_ON.fullmatch(text)) and len(text) <= _LONGEST_SIGNATURE


def _inside(text: str) -> str:
    bracketed = _BRACKETED.fullmatch(text.strip())
    return bracketed[1].strip() if bracketed else text.strip()


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[、，,；;/／&]", text) if name.strip()]
