"""Where a document for the printer is divided, and what is laid out together."""

from __future__ import annotations

from xml.etree import ElementTree

from keben.typeset.gathers import GATHER, LEAST, divide, join

HEAD = '<html lang="zh-Hans"><head><title>题</title></head><body class="x">\n'
LONG = "<p>" + "长" * LEAST + "</p>"


def document(*pieces: str) -> str:
    return HEAD + GATHER.join(pieces) + "</body>\n</html>"


def texts(html: str) -> list[list[str]]:
    """The paragraphs of each gathering, by their first character."""
    found = []
    for gathering in divide(html):
        body = ElementTree.fromstring(gathering).find("body")
        assert body is not None
        assert body.get("class") == "x"
        found.append([(element.text or "")[:1] for element in body])
    return found


def test_what_no_theme_divides_is_one_gathering() -> None:
    assert texts(document(f"<p>甲</p>{LONG}")) == [["甲", "长"]]


def test_a_short_document_is_one_gathering() -> None:
    assert texts(document("<p>甲</p>", "<p>乙</p>", "<p>丙</p>")) == [["甲", "乙", "丙"]]


def test_long_chapters_are_gatherings_and_short_ones_join_them() -> None:
    html = document("<p>题</p>", f"<p>甲</p>{LONG}", f"<p>乙</p>{LONG}", "<p>尾</p>")
    assert texts(html) == [["题", "甲", "长"], ["乙", "长", "尾"]]


def test_the_contents_stand_apart() -> None:
    html = document("<nav>目</nav>", "<p>甲</p>", "<p>乙</p>")
    assert texts(html) == [["目"], ["甲", "乙"]]


def test_nothing_is_lost_and_nothing_doubled() -> None:
    pieces = [f"<p>{number:04}</p>" + "<p>x</p>" * (number % 7 * 200) for number in range(40)]
    html = document(*pieces)
    whole = "".join(divide(html))
    assert [f"<p>{n:04}</p>" in whole for n in range(40)] == [True] * 40
    assert whole.count("<p>x</p>") == html.count("<p>x</p>")


def test_a_change_in_a_chapter_is_one_in_few_gatherings() -> None:
    pieces = [f"<p>{n}</p>" + "<p>一二三四五六七八</p>" * (100 + n % 5 * 90) for n in range(60)]
    before = divide(document(*pieces))
    pieces[30] += "<p>又一段</p>"
    after = divide(document(*pieces))
    assert len(set(after) - set(before)) <= 3


def test_what_runs_on_is_joined_to_what_stands_before_it() -> None:
    made = divide(document(f"<p>甲</p>{LONG}", f"<p>乙</p>{LONG}", f"<p>丙</p>{LONG}"))
    assert len(made) == 3
    one, two = join(made, {1})
    assert two == made[2]
    body = ElementTree.fromstring(one).find("body")
    assert body is not None
    assert [(element.text or "")[:1] for element in body] == ["甲", "长", "乙", "长"]
