"""A language → the words that editions print around a text, and its way of writing a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


ROLES = ("aut", "trl", "edt", "ill", "ann", "com", "pht", "aui", "aft", "rev")
"""MARC relator codes of the people a title page names."""

ASIDES = (
    *("note", "tip", "warning", "caution", "info", "important", "danger", "success", "question"),
    *("failure", "bug", "example", "abstract", "points", "quote", "details"),
    "answer",
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language. A field that ends in ``_form`` holds one ``{}`` for a number or
    a name."""

    language: str
    contents: str
    cover: str
    title_page: str
    colophon: str
    text: str
    """Where the text begins, for landmarks."""
    notes: str
    note: str
    back_to_text: str
    source: str
    published: str
    publisher: str
    rights: str
    series: str
    identifier: str
    page: str
    part_form: str
    chapter_form: str
    figure_form: str
    table_form: str
    unavailable_form: str
    """For a picture that could not be printed; the hole is its alternative text or address."""
    made_with_form: str
    """For the colophon; the hole is the program's name."""
    accessibility: str
    """The summary of schema:accessibilitySummary (EPUB Accessibility 1.1 §2.2)."""
    accessibility_with_gaps: str
    """The same where some picture has no alternative text."""
    accessibility_pages: str
    """What is added where the pages of the printed edition are marked."""
    roles: Mapping[str, str] = field(hash=False)
    """MARC relator code → the word set after names (or before them, in English)."""
    asides: Mapping[str, str] = field(hash=False)
    """The kind of an aside → its title where the author gives none."""


def _named(names: tuple[str, ...], words: str) -> dict[str, str]:
    return dict(zip(names, words.split(", "), strict=True))


HANS = Labels(
    language="zh-Hans",
    contents="目录",
    cover="封面",
    title_page="书名页",
    colophon="版权页",
    text="正文",
    notes="注释",
    note="注",
    back_to_text="回到正文",
    source="来源",
    published="日期",
    publisher="出版",
    rights="版权",
    series="丛书",
    identifier="书号",
    page="页",
    part_form="第{}部",
    chapter_form="第{}章",
    figure_form="图 {}",
    table_form="表 {}",
    unavailable_form="〔图：{}〕",
    made_with_form="以 {} 排印",
    accessibility="全书为可重排的文字，按阅读顺序排列；目录可跳转到各标题，图片附有文字说明。",
    accessibility_with_gaps=(
        "全书为可重排的文字，按阅读顺序排列；目录可跳转到各标题，部分图片没有文字说明。"
    ),
    accessibility_pages="文中标有印本的页码，可按页跳转。",
    roles=_named(ROLES, "著, 译, 编, 绘, 注, 辑, 摄, 序, 跋, 校"),
    asides=_named(
        ASIDES,
        "注意, 提示, 警告, 当心, 说明, 重要, 危险, 完成, "
        "问题, 失败, 缺陷, 例, 摘要, 要点, 引文, 详情, 答案",
    ),
)

HANT = replace(
    HANS,
    language="zh-Hant",
    contents="目錄",
    title_page="書名頁",
    colophon="版權頁",
    notes="註釋",
    note="註",
    back_to_text="回到正文",
    source="來源",
    rights="版權",
    series="叢書",
    identifier="書號",
    page="頁",
    figure_form="圖 {}",
    unavailable_form="〔圖：{}〕",
    made_with_form="以 {} 排印",
    accessibility="全書為可重排的文字，按閱讀順序排列；目錄可跳至各標題，圖片附有文字說明。",
    accessibility_with_gaps=(
        "全書為可重排的文字，按閱讀順序排列；目錄可跳至各標題，部分圖片沒有文字說明。"
    ),
    accessibility_pages="文中標有印本的頁碼，可按頁跳轉。",
    roles=_named(ROLES, "著, 譯, 編, 繪, 註, 輯, 攝, 序, 跋, 校"),
    asides=_named(
        ASIDES,
        "注意, 提示, 警告, 當心, 說明, 重要, 危險, 完成, "
        "問題, 失敗, 缺陷, 例, 摘要, 要點, 引文, 詳情, 答案",
    ),
)

JA = Labels(
    language="ja",
    contents="目次",
    cover="表紙",
    title_page="扉",
    colophon="奥付",
    text="本文",
    notes="注",
    note="注",
    back_to_text="本文に戻る",
    source="出典",
    published="発行日",
    publisher="発行",
    rights="権利",
    series="叢書",
    identifier="識別番号",
    page="ページ",
    part_form="第{}部",
    chapter_form="第{}章",
    figure_form="図{}",
    table_form="表{}",
    unavailable_form="〔図：{}〕",
    made_with_form="組版：{}",
    accessibility=(
        "本文はリフロー型のテキストで、読む順に並んでいます。"
        "目次から各見出しへ移動でき、画像には代替テキストがあります。"
    ),
    accessibility_with_gaps=(
        "本文はリフロー型のテキストで、読む順に並んでいます。"
        "目次から各見出しへ移動できますが、代替テキストのない画像があります。"
    ),
    accessibility_pages="紙版のページ番号を示し、ページ単位で移動できます。",
    roles=_named(ROLES, "著, 訳, 編, 絵, 注, 編纂, 撮影, 序, 跋, 校閲"),
    asides=_named(
        ASIDES,
        "注記, ヒント, 警告, 注意, 補足, 重要, 危険, 成功, "
        "質問, 失敗, 不具合, 例, 要約, 要点, 引用, 詳細, 解答",
    ),
)

KO = Labels(
    language="ko",
    contents="차례",
    cover="표지",
    title_page="속표지",
    colophon="판권",
    text="본문",
    notes="주",
    note="주",
    back_to_text="본문으로 돌아가기",
    source="출처",
    published="발행일",
    publisher="펴낸곳",
    rights="저작권",
    series="총서",
    identifier="식별 번호",
    page="쪽",
    part_form="제{}부",
    chapter_form="제{}장",
    figure_form="그림 {}",
    table_form="표 {}",
    unavailable_form="[그림: {}]",
    made_with_form="{} 조판",
    accessibility=(
        "본문은 화면에 맞게 다시 배열되는 글이며 읽는 순서대로 놓여 있습니다. "
        "차례에서 각 제목으로 갈 수 있고 그림에는 대체 텍스트가 있습니다."
    ),
    accessibility_with_gaps=(
        "본문은 화면에 맞게 다시 배열되는 글이며 읽는 순서대로 놓여 있습니다. "
        "차례에서 각 제목으로 갈 수 있으나 대체 텍스트가 없는 그림이 있습니다."
    ),
    accessibility_pages=" 인쇄본의 쪽 번호가 표시되어 있어 쪽으로 이동할 수 있습니다.",
    roles=_named(ROLES, "지음, 옮김, 엮음, 그림, 주해, 엮음, 사진, 서문, 발문, 감수"),
    asides=_named(
        ASIDES,
        "참고, 도움말, 경고, 주의, 설명, 중요, 위험, 성공, "
        "질문, 실패, 결함, 예, 요약, 요점, 인용, 자세히, 정답",
    ),
)

EN = Labels(
    language="en",
    contents="Contents",
    cover="Cover",
    title_page="Title page",
    colophon="Colophon",
    text="Text",
    notes="Notes",
    note="Note",
    back_to_text="Back to the text",
    source="Source",
    published="Published",
    publisher="Publisher",
    rights="Rights",
    series="Series",
    identifier="Identifier",
    page="Page",
    part_form="Part {}",
    chapter_form="Chapter {}",
    figure_form="Figure {}",
    table_form="Table {}",
    unavailable_form="[Picture: {}]",
    made_with_form="Set with {}",
    accessibility=(
        "The text reflows and stands in reading order. The contents lead to every head, and "
        "pictures carry a description."
    ),
    accessibility_with_gaps=(
        "The text reflows and stands in reading order. The contents lead to every head; some "
        "pictures carry no description."
    ),
    accessibility_pages=" The pages of the printed edition are marked and can be gone to.",
    roles=_named(
        ROLES,
        "by, translated by, edited by, illustrated by, annotated by, compiled by, photographs by, "
        "introduction by, afterword by, reviewed by",
    ),
    asides=_named(
        ASIDES,
        "Note, Tip, Warning, Caution, Information, Important, Danger, Success, "
        "Question, Failure, Bug, Example, Summary, Key points, Quotation, Details, Answer",
    ),
)

KNOWN = {"zh-Hans": HANS, "zh": HANS, "zh-Hant": HANT, "ja": JA, "ko": KO, "en": EN}


def labels(language: str) -> Labels:
    """The words for a BCP 47 tag: its own or those of the nearest wider tag (RFC 4647 §3.4),
    English where there are none. ``labels(tag).language`` says which they are."""
    parts = language.split("-")
    wider = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((KNOWN[tag] for tag in wider if tag in KNOWN), EN)


def format_date(date: str, language: str) -> str:
    """An ISO 8601 date, which may stop at the year or the month, as the language writes it.

    ``2018-07-24`` → 2018年7月24日, 2018년 7월 24일, 24 July 2018. Other text is left as it is.
    """
    parts = date.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return date
    numbers = [str(int(part)) for part in parts]
    own = labels(language).language
    if own == "en":
        if len(numbers) > 1 and not 1 <= int(numbers[1]) <= 12:
            return date
        named = [numbers[0], *(MONTHS[int(n) - 1] for n in numbers[1:2]), *numbers[2:]]
        return " ".join(reversed(named))
    units, space = ("년월일", " ") if own == "ko" else ("年月日", "")
    return space.join(number + unit for number, unit in zip(numbers, units, strict=False))
