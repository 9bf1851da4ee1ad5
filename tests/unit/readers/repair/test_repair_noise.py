"""What copying brings along is dropped where the whole text proves it, and kept elsewhere."""

from __future__ import annotations

import pytest

from keben.readers.repair.contents import drop_contents
from keben.readers.repair.folios import drop_page_numbers
from keben.readers.repair.lines import split_lines
from keben.readers.repair.navigation import drop_navigation
from keben.readers.repair.ornaments import mark_ornaments
from keben.readers.repair.passage import Rule
from keben.readers.repair.pipeline import repair
from keben.readers.repair.policy import NONE, Policy, choose_policy
from keben.readers.repair.running import drop_running_heads
from keben.settings import RepairSettings

SAFE = choose_policy(RepairSettings(level="safe"))
CUT = "滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚"
GOES_ON = "离开，又像是从来没有人来过。他把信折好，放回原来的信封里，对着灯看了很久。"


def pages(*folios: str) -> str:
    """A text of which each page ends in the middle of a sentence, with a folio below."""
    return "\n".join(f"{GOES_ON * 5}{CUT}\n{folio}" for folio in folios) + f"\n{GOES_ON}"


def kept(text: str, policy: Policy | None = None) -> list[str]:
    lines, _ = split_lines(text)
    lines, _ = drop_page_numbers(lines, policy or Policy())
    return [line.text for line in lines if len(line.text) < 30]


@pytest.mark.parametrize(
    "form",
    [
        "{}", "- {} -", "— {} —", "·{}·", "[{}]", "（{}）", "{}/20", "第 {} 页", "第{}页 共20页",
        "第{}页/共20页", "Page {} of 20", "page {}", "P{}", "P. {}", "~ {} ~", "{} |",
    ],
)  # fmt: skip
def test_page_numbers_go_in_every_form(form: str) -> None:
    assert kept(pages(*(form.format(n) for n in (12, 13, 14)))) == []


def test_full_width_and_han_page_numbers_go() -> None:
    assert kept(pages("１２", "１３")) == []
    assert kept(pages("第十二页", "第十三页")) == []


def test_numbers_that_do_not_rise_or_cut_nothing_stay() -> None:
    scores = "比分\n3\n1\n2\n结束。"
    assert kept(scores) == ["比分", "3", "1", "2", "结束。"]
    chapters = f"书\n1\n{GOES_ON}\n2\n{GOES_ON}\n3\n{GOES_ON}"
    assert kept(chapters) == ["书", "1", "2", "3"]


def test_a_lone_number_that_cuts_nothing_is_left_by_the_safe() -> None:
    text = f"{GOES_ON * 8}\n1\n{GOES_ON}"
    assert kept(text) == []
    assert kept(text, SAFE) == ["1"]


def running(text: str) -> list[str]:
    lines, _ = split_lines(text)
    lines, _ = drop_page_numbers(lines)
    lines, _ = drop_running_heads(lines)
    return [line.text for line in lines if len(line.text) < 30]


def test_what_recurs_at_page_ends_goes() -> None:
    head = "海边的信·卷一"
    assert running(pages(*[head] * 4)) == []
    assert running(pages(*[f"{n}\n{head}" for n in range(1, 5)])) == []
    assert running(pages(*[f"{head}  {n}" for n in range(1, 5)])) == []


def test_the_title_stays_though_pages_repeat_it() -> None:
    assert running("海边的信\n" + pages(*["海边的信"] * 4)) == ["海边的信"]


def test_what_recurs_between_whole_paragraphs_stays() -> None:
    refrain = f"\n啊，海边的信\n{GOES_ON}" * 4
    assert running(refrain) == ["啊，海边的信"] * 4


@pytest.mark.parametrize(
    "line",
    [
        "上一页  下一页", "返回目录", "【打印本页】【关闭窗口】", "上一章 | 目录 | 下一章",
        "分享到：微信 新浪微博", "浏览次数：1024", "Previous page", "字号：大 中 小",
    ],
)  # fmt: skip
def test_a_website_s_words_go(line: str) -> None:
    lines, changes = drop_navigation(split_lines(f"信\n{line}\n{GOES_ON}")[0])
    assert [found.text for found in lines] == ["信", GOES_ON]
    assert [change.rule for change in changes] == [Rule.NAVIGATION]


@pytest.mark.parametrize(
    "line", ["目录", "打印", "大 小", "分享到最后一块饼。", "责任编辑：灯下客"]
)
def test_words_that_may_be_text_stay(line: str) -> None:
    assert len(drop_navigation(split_lines(f"信\n{line}\n{GOES_ON}")[0])[0]) == 3


HEADS = ("第一章 潮", "第二章 汐", "第三章 浪", "第四章 沫")
BODY = "\n".join(f"{head}\n{GOES_ON * 3}" for head in HEADS)


@pytest.mark.parametrize(
    "entry", ["{head}……{page}", "{head} ........ {page}", "{head}\t{page}", "{head}"]
)
def test_a_printed_contents_goes_and_names_the_heads(entry: str) -> None:
    contents = "\n".join(entry.format(head=h, page=p) for p, h in enumerate(HEADS, 3))
    lines, changes = drop_contents(split_lines(f"海边的信\n目 录\n{contents}\n{BODY}")[0])
    assert [line.text for line in lines] == ["海边的信", *BODY.split("\n")]
    assert [line.text for line in lines if line.listed] == list(HEADS)
    assert len(changes) == 5


def test_a_contents_without_its_word_is_doubtful() -> None:
    text = "\n".join(HEADS) + "\n" + BODY
    assert len(drop_contents(split_lines(text)[0])[0]) == 8
    assert len(drop_contents(split_lines(text)[0], SAFE)[0]) == 12


def test_a_price_list_and_a_refrain_are_no_contents() -> None:
    prices = "红烧肉……38\n清蒸鱼……52\n炒时蔬……18\n米饭……2\n" + GOES_ON
    assert len(drop_contents(split_lines(prices)[0])[0]) == 5
    song = "潮水来了\n潮水去了\n信还没有到\n" * 3
    assert len(drop_contents(split_lines(song)[0])[0]) == 9


def test_nothing_is_dropped_or_joined_when_nothing_is_wanted() -> None:
    text = pages("12", "13", "14")
    repaired = repair(f"海边的信\n{text}\n* * *\n上一页 下一页", NONE)
    shown = "".join(passage.text for passage in repaired.passages)
    assert all(word in shown for word in ("12", "13", "14", "上一页 下一页"))
    assert len(repaired.passages) == 10


def test_an_ornament_that_breaks_a_sentence_goes_with_its_page_end() -> None:
    lines, changes = mark_ornaments(split_lines(pages("* * *"))[0])
    assert len(lines) == 2
    assert lines[1].page_end
    assert changes[0].removed == "* * *"
