"""Blocks → blocks with the title, the lines under it and the epigraph told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from keben.readers.repair.credits import (
    attribution,
    document_number,
    is_credit,
    is_dateline,
    starts_with_date,
)
from keben.readers.repair.forms import bullet, named_head, numbering, ornament
from keben.readers.repair.marks import ends_closed, ends_hanging, ends_sentence, width
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.unwrap import Layout, usual_width

_LONGEST_TITLE = 110
"""Half-ems."""
_LONGEST_EPIGRAPH = 124
_LONGEST_OF_THREE = 112
"""Half-ems of a lead of three sentences: those of a narrative are longer."""
_LONGEST_LEAD = 400
_FULL_PARAGRAPHS = 60
"""Half-ems: where the median is less, short paragraphs are ordinary, as in dialogue."""
_LONGEST_NAME = 48
"""Half-ems: a body's or a series' name between the title and the date."""
_PHRASE = 20
_NAME = 6
"""Half-ems of words that a lead and the paragraph below it share."""
_OPENING = 4
"""Characters from the beginning of a paragraph within which its subject is named."""
_FRONT = 8
"""Blocks under the title that may belong to the masthead."""
_MARKER = 0.9
"""How sure it is that a mark only says what its line is."""
_DASHED = re.compile(r"(?:——|—|──|--|―+|－－)\s*(\S.*)")
_BRACKETED_TITLE = re.compile(r"《([^《》]+)》[\s　]*(.*)")
_NAME_ALONE = re.compile(r"[^\W\d_]+(?:[ 　·・.]+[^\W\d_]+)*")
_ASIDE = 24
"""Half-ems by which a name stands farther to the right than the title above it, and the most that
it is wide."""
_SENTENCE_ENDS = re.compile(r"[。！？!?]")


def find_front(blocks: Passages, layout: Layout, policy: Policy = FULL) -> Step:
    """Title, subtitle, byline, date, adoption notes and epigraph get their roles."""
    found = list(blocks)
    changes: list[Change] = []
    place = 0
    while place < min(3, len(found)) and attribution(found[place].text):
        place += 1
    if place < len(found) and _is_lone_division(found, place):
        found[place:] = [_raised(block) for block in found[place:]]
        found[place] = replace(found[place], role=Role.PARAGRAPH, level=0, division=None)
        titled = True
    else:
        titled = place < len(found) and _is_title(found, place)
    if titled:
        _settle(found, changes, place, Role.TITLE, Rule.TITLE, "first line, short, no closing mark")
        if policy.allows(_MARKER):
            _unbracket_title(found, changes, place)
        role, rule = (
            (Role.MASTHEAD, Rule.MASTHEAD) if policy.allows(_MARKER) else (Role.CREDIT, Rule.CREDIT)
        )
        for above in range(place):
            _settle(found, changes, above, role, rule, "names or a date")
        below = _past_ornaments(found, place + 1)
        if _is_name_aside(found, place, below):
            found[below] = replace(found[below], attribution=found[below].text.strip())
            _settle(found, changes, below, role, rule, "a name far to the right under the title")
            below += 1
        place = _settle_masthead(found, changes, below, plainly=policy.allows(_MARKER))
        place = _past_ornaments(found, place)
        if not (policy.allows(_MARKER) and _settle_attributed(found, changes, place)):
            _settle_epigraph(found, changes, place, layout)
    return tuple(found), tuple(changes)


def _settle(
    found: list[Passage], changes: list[Change], i: int, role: Role, rule: Rule, evidence: str
) -> None:
    found[i] = replace(found[i], role=role)
    changes.append(Change(found[i].line, rule, evidence, 0.9))


def _unbracket_title(found: list[Passage], changes: list[Change], place: int) -> None:
    """《书名》作者 → the title without its brackets, and the author's name below it."""
    block = found[place]
    named = _BRACKETED_TITLE.fullmatch(block.text)
    if not named or (named[2] and not attribution(named[2])):
        return
    found[place] = replace(block, text=named[1])
    for mark in "《》":
        evidence = "a title stands without brackets"
        changes.append(Change(block.line, Rule.MARKER, evidence, _MARKER, removed=mark))
    if named[2]:
        found.insert(place + 1, replace(block, text=named[2], role=Role.PARAGRAPH, gap=False))


def _is_lone_division(blocks: list[Passage], place: int) -> bool:
    """The first words are 第三讲 …, and nothing else of that rank follows: a chapter by itself,
    of which that is the title."""
    first = blocks[place]
    if first.role is not Role.HEAD or not first.division or len(blocks) == place + 1:
        return False
    return all(block.level > first.level for block in blocks[place + 1 :] if block.division)


def _raised(block: Passage) -> Passage:
    return replace(block, level=block.level - 1) if block.division else block


def _is_title(blocks: list[Passage], place: int) -> bool:
    """The first words of a text, short, unclosed, with the text below them."""
    block = blocks[place]
    text = block.text
    if len(blocks) == place + 1 or block.role is not Role.PARAGRAPH:
        return False
    if width(text) > _LONGEST_TITLE or bullet(text) or ends_hanging(text):
        return False
    number = numbering(text)
    chapter = number is not None and number.scheme not in ("1.", "①")
    if chapter or named_head(text) or ornament(text):
        return False
    asks = text.endswith(("？", "！", "?", "!", "…", "》", "”", ")", "）"))
    return asks or not ends_closed(text)


def _is_name_aside(blocks: list[Passage], title: int, place: int) -> bool:
    """A name alone, set to the right under the title: the author's."""
    if place + 1 >= len(blocks):
        return False
    block, aside = blocks[place], blocks[title].indent + _ASIDE
    is_name = _NAME_ALONE.fullmatch(block.text.strip()) and width(block.text) <= _ASIDE
    return bool(is_name) and block.indent >= aside > blocks[place + 1].indent


def _past_ornaments(blocks: list[Passage], place: int) -> int:
    while place < len(blocks) and blocks[place].role is Role.ORNAMENT:
        place += 1
    return place


def _settle_masthead(
    found: list[Passage], changes: list[Change], place: int, *, plainly: bool
) -> int:
    """The lines under the title that tell of the text; the place of the first that does not.

    They are understood together or left together: a date is not taken out of its company. Only
    where ``plainly`` is true may their labels and dashes be left to the page.
    """
    if plainly and place < len(found) and _is_subtitle(found[place].text):
        _settle(found, changes, place, Role.SUBTITLE, Rule.SUBTITLE, "a dash under the title")
        place += 1
    last = place
    for i in range(place, min(place + _FRONT, len(found))):
        if _tells_of_text(found[i].text):
            last = i + 1
        elif ends_closed(found[i].text) or width(found[i].text) > _LONGEST_NAME:
            break
    understood = plainly and all(attribution(block.text) for block in found[place:last])
    for i in range(place, last):
        if understood:
            _settle(found, changes, i, Role.MASTHEAD, Rule.MASTHEAD, "names or a date")
        else:
            _settle(found, changes, i, Role.CREDIT, Rule.CREDIT, "between the title and the text")
    return last


def _is_subtitle(text: str) -> bool:
    dashed = _DASHED.fullmatch(text)
    return bool(dashed) and not ends_closed(text) and width(text) <= _LONGEST_TITLE


def _tells_of_text(text: str) -> bool:
    """A byline, a date, a source, or the note of a statute's adoption, which begins with a date."""
    dated = starts_with_date(text) and not ends_closed(text)
    dated = dated or is_dateline(text)
    return dated or document_number(text) or is_credit(text) or attribution(text) is not None


def _settle_epigraph(
    found: list[Passage], changes: list[Change], place: int, layout: Layout
) -> None:
    """A motto or lead between the title and the text."""
    if place + 1 < len(found) and (evidence := _stands_apart(found, place, layout)):
        _settle(found, changes, place, Role.EPIGRAPH, Rule.EPIGRAPH, evidence)


def _settle_attributed(found: list[Passage], changes: list[Change], place: int) -> bool:
    """A motto with a name under it, after a dash, which the page sets in its own way."""
    if place + 1 >= len(found):
        return False
    block, below = found[place], found[place + 1]
    name = _DASHED.fullmatch(below.text)
    if not name or width(below.text) > 60 or width(block.text) > _LONGEST_LEAD:
        return False
    evidence = "stands under the title, with a name after a dash"
    found[place] = replace(block, attribution=name[1])
    _settle(found, changes, place, Role.EPIGRAPH, Rule.EPIGRAPH, evidence)
    removed = below.text[: name.start(1)]
    changes.append(Change(below.line, Rule.MARKER, "the dash before a name", _MARKER, removed))
    del found[place + 1]
    return True


def _stands_apart(blocks: list[Passage], place: int, layout: Layout) -> str:
    """Why the first paragraph is an epigraph and not the text's beginning; "" where it is not.

    It is closed and of at most two sentences. Where first lines are indented it has no indent;
    elsewhere it is short beside the paragraph below and beside the paragraphs of this text.
    """
    block, below = blocks[place], blocks[place + 1]
    size = width(block.text)
    if block.role is not Role.PARAGRAPH or below.role is not Role.PARAGRAPH:
        return ""
    if not ends_sentence(block.text) or bullet(block.text) or numbering(block.text):
        return ""
    sentences = len(_SENTENCE_ENDS.findall(block.text))
    if sentences > 3 or (sentences == 3 and size > _LONGEST_OF_THREE) or block.text.endswith("："):
        return ""
    body = blocks[place + 1 :]
    if layout.indented:
        indents = sorted(b.indent for b in body if ends_closed(b.text))
        indent = indents[len(indents) // 2] if indents else 0
        apart = size <= _LONGEST_LEAD and block.indent < indent <= below.indent
        return "has no indent, unlike the paragraphs below" if apart else ""
    usual = usual_width(tuple(body))
    short = size <= min(_LONGEST_EPIGRAPH, 1.1 * usual) and usual >= _FULL_PARAGRAPHS
    if short and _outweighs(below, size):
        return "a short sentence under the title, above longer paragraphs"
    if len(_SENTENCE_ENDS.findall(block.text)) <= 2 and _begins_anew(block.text, below.text):
        return "says in the same words what the paragraph below it begins with"
    return ""


def _begins_anew(lead: str, below: str) -> bool:
    """True where the paragraph below opens with a name that the lead has already given, or repeats
    a whole phrase of it: a text that goes on would say "it", one that begins says the name."""
    one, two = _ink(lead), _ink(below)
    found = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
    shared = width(one[found.a : found.a + found.size])
    if shared >= _PHRASE:
        return width(lead) <= _LONGEST_LEAD // 2
    return width(lead) <= _LONGEST_EPIGRAPH and shared >= _NAME and found.b <= _OPENING


def _ink(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _outweighs(below: Passage, size: int) -> bool:
    return ends_closed(below.text) and width(below.text) >= 1.2 * size
