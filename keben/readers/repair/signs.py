"""A candidate → the weight of the signs that it is a head.

Each sign is one observation that a typographer would make, with a weight in its favour or against.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from keben.readers.repair.candidates import Candidate, Document, ends_of, label_of
from keben.readers.repair.credits import iso_date
from keben.readers.repair.forms import takes_leave
from keben.readers.repair.marks import ends_closed, ends_hanging, width
from keben.readers.repair.passage import Passage, Role

_CAPTION = re.compile(
    r"供图|供圖|[摄攝]$|^[图圖表]\s*[\d一二三四五六七八九十]|CC BY|[\]】]$|^\W*(图|题图|配图)[：:]"
)
_LEADING_ON = re.compile(
    r"但|然而|例如|比如|因此|所以|于是|此外|另外|其次|而且|并且|如果|虽然|感谢|谢谢|更多|建议阅读|延伸阅读"
    r"|相关阅读|参见|参阅|详见|点击|请|这是|以下是|如下"
)
_CODE = re.compile(r"[={}$\\<>|;]|^[#/.~@]|\w\(|^(?=.*[ ./_-])[a-z][\x00-\x7f]*$")
_ASKED = re.compile(
    r"问|答|問|记者|記者|主持人|[QA]\d{0,2}|关键[词字]|關鍵[詞字]|中图分类号|作者简介"
    r"|基金项目|收稿日期|引用格式|Key\s?words|キーワード|키워드|주제어",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[_＿]{2,}|[：:]\s*$")
_USUAL = re.compile(
    r"摘\s*要|背景|目的|目标|目標|意义|原因|经过|经验|方法|步骤|步驟|过程|结果|結果|讨论|討論|结论|結論|总结|總結|小结|小結"
    r"|建议|建議|说明|說明|备注|備註|用料|材料|食材|原料|配料|做法|作法|制作方法|小贴士|小貼士|注意事项|注意事項|思考题"
    r"|练习|習題|习题|参考资料|參考資料|常见问题|概要|要旨|目的|方法|結果|考察|まとめ|課題|개요|목적|방법|결과|결론"
)
_PREDICATE = re.compile(r"^(我|你|他|她|它|我们|你们|他们|它们|这|那)[^的]|了$|吧$|呢$|啊$")


def outdented(candidate: Candidate, document: Document) -> bool:
    """Stands without indent where paragraphs have one."""
    return 0 <= candidate.block.indent < document.body_indent


def indented(candidate: Candidate, document: Document) -> bool:
    """Has the indent of a paragraph."""
    return 0 < document.body_indent <= candidate.block.indent <= document.body_indent + 1


def set_off(candidate: Candidate, document: Document) -> bool:
    """Has a blank line above, where most blocks have none."""
    return document.gaps_tell and candidate.block.gap


def unclosed(candidate: Candidate, document: Document) -> bool:
    """Ends in no mark at all, as a name does and a sentence does not."""
    return not ends_closed(candidate.text)


def asking(candidate: Candidate, document: Document) -> bool:
    """Ends in a question or an exclamation mark: a head may, speech often does."""
    return ends_closed(candidate.text)


def brief(candidate: Candidate, document: Document) -> bool:
    """At most twelve characters."""
    return width(candidate.text) <= 24


def lengthy(candidate: Candidate, document: Document) -> bool:
    """More than twenty-two characters."""
    return width(candidate.text) > 44


def over_paragraph(candidate: Candidate, document: Document) -> bool:
    """Stands above a list, above verse, or above a closed paragraph at least twice as long, be a
    maxim between them."""
    below, beyond = candidate.below, candidate.beyond
    if below and below.role in (Role.ITEM, Role.VERSE):
        return True
    if not below or not ends_closed(below.text):
        return False
    return _outweighs(below, candidate) or bool(beyond and _outweighs(beyond, candidate))


def over_its_like(candidate: Candidate, document: Document) -> bool:
    """Stands above nothing, or above a shorter line that is no sentence and heads none either."""
    below = candidate.below
    if below is None or below.role is not Role.PARAGRAPH:
        return below is None or below.role is Role.CREDIT
    if ends_closed(below.text) or width(below.text) >= _size(candidate):
        return False
    beyond = candidate.beyond
    return not (beyond and _outweighs(beyond, candidate))


def two_members(candidate: Candidate, document: Document) -> bool:
    """A dash joins two members, as in A——B."""
    return "——" in candidate.text[1:-2]


def clauses(candidate: Candidate, document: Document) -> bool:
    """Has a comma inside, as sentences have."""
    return "，" in candidate.text


def caption(candidate: Candidate, document: Document) -> bool:
    """Names a picture's maker or number."""
    return bool(_CAPTION.search(candidate.text))


def announced(candidate: Candidate, document: Document) -> bool:
    """Follows a colon: what was announced, not a head."""
    return bool(candidate.above and candidate.above.text.endswith(("：", ":")))


def mid_sentence(candidate: Candidate, document: Document) -> bool:
    """Follows a comma: a line of verse, or a sentence set in lines."""
    return bool(candidate.above and ends_hanging(candidate.above.text))


def leading_on(candidate: Candidate, document: Document) -> bool:
    """Begins with a word that goes on from the text above, or that sends the reader elsewhere."""
    return bool(_LEADING_ON.match(candidate.text))


def code(candidate: Candidate, document: Document) -> bool:
    """Looks like a command, a path or an expression."""
    return bool(_CODE.search(candidate.text))


def predicate(candidate: Candidate, document: Document) -> bool:
    """Begins with a pronoun or ends in a particle: a sentence whose mark was forgotten."""
    return bool(_PREDICATE.search(candidate.text))


def letter(candidate: Candidate, document: Document) -> bool:
    """Greets or takes leave, or is signed above a date, as in a letter."""
    signed = candidate.below is None or bool(iso_date(candidate.below.text))
    return takes_leave(candidate.text) or (signed and brief(candidate, document))


def crowded(candidate: Candidate, document: Document) -> bool:
    """One of three or more in a row: verse, an address or a table, not heads."""
    return candidate.index in document.crowded


def echo(candidate: Candidate, document: Document) -> bool:
    """Repeats the words of the head before it: a picture's name."""
    return candidate.index in document.echoes


def dense(candidate: Candidate, document: Document) -> bool:
    """A quarter of the text would be heads: then short lines are ordinary here."""
    return document.dense


def parallel(candidate: Candidate, document: Document) -> bool:
    """Begins or ends like one of its fellows."""
    return any(document.ends[end] > 1 for end in ends_of(candidate.text))


def out_of_sequence(candidate: Candidate, document: Document) -> bool:
    """Begins with a chapter's number that does not count on from the others: a mention."""
    return candidate.number is not None and candidate.number.scheme in ("卷", "章", "节")


def marked(candidate: Candidate, document: Document) -> bool:
    """Begins with an ornament that only heads have here."""
    return candidate.text[0] in document.marks


def listed(candidate: Candidate, document: Document) -> bool:
    """Stands in the contents that was printed before the text."""
    return candidate.block.listed


def usual(candidate: Candidate, document: Document) -> bool:
    """A word that heads sections in texts of many kinds."""
    words = candidate.number.rest if candidate.number else candidate.text
    return bool(_USUAL.fullmatch(words))


def speaker(candidate: Candidate, document: Document) -> bool:
    """Begins with a speaker's name and a colon, or a label that other paragraphs begin with too."""
    label = label_of(candidate.text)
    return bool(label) and (label in document.speakers or bool(_ASKED.fullmatch(label)))


def form(candidate: Candidate, document: Document) -> bool:
    """Leaves a blank to be filled in, or ends in a colon."""
    return bool(_BLANK.search(candidate.text))


def _outweighs(block: Passage, candidate: Candidate) -> bool:
    return ends_closed(block.text) and width(block.text) >= 2 * _size(candidate)


def _size(candidate: Candidate) -> int:
    return width(candidate.text)


@dataclass(frozen=True, slots=True)
class Sign:
    """An observation and its weight for (above 0) or against a head."""

    seen: Callable[[Candidate, Document], bool]
    weight: float


SIGNS = (
    Sign(outdented, 2.0),
    Sign(indented, -2.5),
    Sign(set_off, 1.0),
    Sign(unclosed, 0.5),
    Sign(asking, -0.7),
    Sign(brief, 0.5),
    Sign(lengthy, -0.7),
    Sign(over_paragraph, 0.7),
    Sign(over_its_like, -1.0),
    Sign(two_members, 0.7),
    Sign(clauses, -0.7),
    Sign(caption, -3.0),
    Sign(announced, -2.0),
    Sign(mid_sentence, -3.0),
    Sign(leading_on, -1.5),
    Sign(code, -1.5),
    Sign(predicate, -1.0),
    Sign(letter, -2.5),
    Sign(crowded, -1.5),
    Sign(echo, -3.0),
    Sign(dense, -1.5),
    Sign(parallel, 0.4),
    Sign(out_of_sequence, -6.0),
    Sign(marked, 6.0),
    Sign(listed, 4.0),
    Sign(usual, 2.5),
    Sign(speaker, -4.0),
    Sign(form, -4.0),
)
MARKED = marked.__name__
"""The name of the sign by which a head belongs to a kind of its own."""
LEAST = 0.4
"""The sum from which a candidate is a head."""


def weigh(candidate: Candidate, document: Document) -> tuple[float, tuple[str, ...]]:
    """The sum of the signs seen, and their names."""
    seen = [sign for sign in SIGNS if sign.seen(candidate, document)]
    names = tuple(sign.seen.__name__.replace("_", " ") for sign in seen)
    return sum(sign.weight for sign in seen), names
