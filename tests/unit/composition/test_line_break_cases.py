"""Where a line may end, as the standards say it: a table for each language.

Each case is a text in which ``|`` marks every place where a line may end; it may end nowhere else.
keben has CSS's ``line-break: strict`` and no other: small kana and iteration marks begin no line.
Sources: UAX #14 (LB7, LB13–LB15, LB19, LB21, LB22, LB25, LB30), CSS Text 3 §5.3 (strict) and §5.2
(keep-all), clreq §3.1.5, jlreq §3.1.7–3.1.11, klreq §3.
"""

from __future__ import annotations

import pytest

from keben.composition.characters import is_full_width, may_break
from keben.composition.forme import Rules
from keben.composition.run import Neighbours, Run

EM = 10.0

CHINESE = (
    # Han may part anywhere; marks keep to what they close or open (clreq §3.1.5; LB13, LB14).
    "春|江|潮|水",
    "春|江，|潮|水。",
    "他|说：|“好。”|走|了",
    "《诗|经》、|《楚|辞》",
    "（甲）|（乙）",
    "问：|‘谁？’|答",
    "【注】|见|〔一〕",
    "哈|哈！！|真|的？！",
    # What comes in pairs stays in pairs (GB/T 15834 §5.1.8, §5.1.9; LB22 for ……).
    "那|天|——|下|雨",
    "那|天……|下|雨",
    # Middle dots, waves and units do not begin a line (clreq §3.1.5; LB13, LB25).
    "列|奥|纳|多·|达|芬|奇",
    "五～|七|天",
    "涨|五％|了",
    "气|温|三℃|左|右",
    # Signs of money do not end one (LB25).
    "共|￥5|元",
    # Words and numbers hold together; beside Han a line may end (LB23, LB25, LB30).
    "用|TeX|排|版",
    "共|1,000|字",
    "见|3.14|页",
    "按|(甲)|办",
    # A space belongs to the line that it ends; glue parts nothing (LB7, LB12, LB11).
    "用 |TeX |排",
    "第\u00a01\u00a0页",
    "甲\u2060乙|丙",
    # A hyphen or a slash that begins a word stays with it, and begins no line (LB20a, LB21, SY).
    "加--help|看",
    "在/etc/hosts|里",
    "加 |--help|看",
    # A wide space ends the line before it hangs; no mark begins one behind it (CSS Text 3 §4.1.3).
    "春。　|江",
    "春　|江",
    "春　。|江",
    # Numbers keep their sign, their unit and their marks (LB25).
    "约-3|度",
    "值|US$5",
    "第|№1|号",
    # A zero-width space parts, behind an opening mark it does not (LB8, LB14).
    "甲\u200b|乙",
    # Numbers with their units, and what is no number any more (LB23–LB25).
    "长|100km|高|1.5m|宽",
    "共|12:30|到",
    "占|1/2|强",
    "升|25°C|时",
    "约|±3|度",
    "按|￦500|计",
    "满|100％，|再",
    # A sign is one with its marks, selectors and joiners (LB8a, LB9, LB30b).
    "赞|👍🏽|了",
    "一|家|👨\u200d👩\u200d👧|人",
    "心|❤\ufe0f|意",
    "按|1\ufe0f\u20e3|键",
    "葛\U000e0100|城",
    # Signs of two or three dots, of prime marks, and pairs of what asks and calls.
    "等|等⋯⋯|等|等",
    "真|的⁉|好",
    "说|〝好〞|了",
    # Quotation marks within quotation marks, and beside brackets and Latin (LB19, clreq §3.1.5).
    "“‘甲’|乙”|丙",
    "《“甲”|乙》|（丙）|丁",
    "用|“TeX”|排",
    # Double dashes, of one character or two, and the fraction and ratio keep theirs (B2, NS).
    "天|⸺|雨",
    "一∶|二",
)

TRADITIONAL = (
    "他|說：|「好。」|走|了",
    "『甲』|「乙」",
    "讀|《論|語》，|寫|字",
)

JAPANESE = (
    # Small kana, the long sound, repeats and closing marks do not begin a line (jlreq §3.1.7).
    "ちょっ|と|待っ|て",
    "コー|ヒー|を|飲|む",
    "人々|の|声",
    "い|すゞ|の|車",
    "「版|木」|の|話。",
    "本|当？　|は|い",
    "待っ|て……|く|れ",
    "第|（一）|章",
    "ヴァ|ニ|ラ",
    # Halfwidth forms and marks follow their full ones (CL, NS, CJ; CSS Text 3 §5.3 strict).
    "シャ|ツ・|靴",
    "え!|と|あ",
    "〝版〟|木",
    "「」|空",
    "第|3|回",
    "Web|の|話",
    "三〜|四|日",
    # Halfwidth forms are of the class of their full ones (CJ, CL, NS, OP).
    "ｷｬ|ﾝ|ﾃﾞｨ｡|ﾊｯ|ﾊﾟｰ｣|ｶ",
    "｢ｱ､|ｲ｣･|ｳ",
    # Marks of voice: combining ones are one with their kana, spacing ones do not begin a line.
    "か\u3099|き",
    "か゛|き゜|く",
    # Iteration marks of every kind (jlreq §3.1.7, class cl-09).
    "佐々|木|と|いゝ|かゞ|トヽ|ドヾ|ミ",
    "二|重゠|引",
)

KOREAN = (
    # Full-width brackets keep to what they hold, narrow quotes to their words (CL, OP, QU).
    "《목|판》 |책",
    "“목|판”은 |책",
    "3월 |1일",
    "값|은 |₩500",
    "3.5km를 |걷|다",
    "“예,” |그|는",
    # Syllables may part (CSS Text 3 §5.2 normal); marks of alphabetic text keep to their words.
    "목|판|에 |글|자|를",
    "말|했|다. |그",
    "(갑) |을",
)

KOREAN_WORDS = (
    "목판에 |글자를 |새긴다.",
    "그는 |TeX를 |쓴다.",
    "3월 |1일에 |“아니오,” |했다.",
    "漢字와 |한글을 |섞는다.",
)


def ends(text: str, language: str, *, keep_all: bool = False) -> str:
    """The text with ``|`` where a run of it may end a line."""
    advances = [EM if is_full_width(c) or "\uac00" <= c <= "\ud7a3" else EM / 2 for c in text]
    run = Run(
        text,
        advances,
        [latin(text, index) for index in range(len(text))],
        em=EM,
        language=language,
        rules=Rules(keep_all=keep_all),
        neighbours=Neighbours(),
    )
    parts = (c + "|" * legal for c, legal in zip(text, run.legal, strict=True))
    return "".join(parts).removesuffix("|")


def latin(text: str, index: int) -> bool:
    """Where alphabetic text may be parted: what Pango is asked for on a real page (LB18, and LB26
    for syllables)."""
    after = text[index + 1 : index + 2]
    if text[index] == " ":
        return after != " "
    return "\uac00" <= text[index] <= "\ud7a3" and "\uac00" <= after <= "\ud7a3"


@pytest.mark.parametrize("case", CHINESE)
def test_chinese(case: str) -> None:
    assert ends(case.replace("|", ""), "zh-Hans") == case


@pytest.mark.parametrize("case", TRADITIONAL)
def test_traditional_chinese(case: str) -> None:
    assert ends(case.replace("|", ""), "zh-Hant") == case


@pytest.mark.parametrize("case", JAPANESE)
def test_japanese(case: str) -> None:
    assert ends(case.replace("|", ""), "ja") == case


@pytest.mark.parametrize("case", KOREAN)
def test_korean(case: str) -> None:
    assert ends(case.replace("|", ""), "ko") == case


@pytest.mark.parametrize("case", KOREAN_WORDS)
def test_korean_words_kept_whole(case: str) -> None:
    assert ends(case.replace("|", ""), "ko", keep_all=True) == case


# CSS Text 3 §5.3 and the classes of UAX #14 that hold in every language set by keben.
NEVER_FIRST = {
    "CL": "、。」』〉》】〕〗〙〛）］｝，．｠｡､｣﹐﹑﹒﹚﹜﹞〞〟",
    "EX": "！？﹖﹗",
    "NS": "：；々〻〼ゝゞヽヾ〜・゛゜゠‼⁇⁈⁉﹔﹕･ﾞﾟ",
    "CJ": "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    "CJ, halfwidth": "ｧｨｩｪｫｬｭｮｯｰ",
    "IN": "…‥⋯",
    "QU, closing": "’”",
    "PO": "％‰℃℉￠°′″",
}
NEVER_LAST = {
    "OP": "「『〈《【〔〖〘〚（［｛｟｢〝﹙﹛﹝",
    "QU, opening": "‘“",
    "PR": "￥＄￡￦₩№€",
}


@pytest.mark.parametrize(("name", "marks"), NEVER_FIRST.items())
def test_no_class_that_closes_begins_a_line(name: str, marks: str) -> None:
    for mark in marks:
        for before in "春カA1」）　" + " " * is_full_width(mark):
            assert not may_break(before, mark), f"{name}: {before}|{mark}"


@pytest.mark.parametrize(("name", "marks"), NEVER_LAST.items())
def test_no_class_that_opens_ends_a_line(name: str, marks: str) -> None:
    for mark in marks:
        for after in "春カA1「（":
            assert not may_break(mark, after), f"{name}: {mark}|{after}"
