"""What the lines of a title or a head had better keep together: a particle and the word before it,
a number and what is counted, words that every text has."""

from __future__ import annotations

PARTICLES = "的之们們の"
"""What belongs to the word before it."""

AFTER = "的之の，、；：。！？,;:!?）》」』”’—"
"""After these no word is torn."""

JOINING = "与與和及或"
"""What joins two others and is a word by itself in most places: a line begins with it, and ends
before it rather than behind it."""

_WORDS = """
一个 一些 一种 不会 不是 不能 不要 为了 为何 之前 之后 也是 了解 什么 以前 以及 以后 以来 但是 使用
其中 其他 其它 几个 关于 及其 只是 可以 可能 因为 因此 如何 如果 对于 就是 已经 应该 开始 怎么 怎样
成为 所以 所有 是否 最后 有些 没有 自己 还是 这个 这些 这样 通过 那个 那些 那样 问题 需要 非常
共和 参与 參與 普及 涉及
一個 什麼 以後 因為 如何 對於 已經 應該 怎麼 成為 沒有 為了 為何 這個 這些 這樣 還是 那個 開始 問題
"""
WORDS = frozenset(_WORDS.split())
"""Words of two characters that are not torn."""

HAN = "\u2e80"
"""The first character of the East Asian scripts in Unicode."""


def belongs(before: str, after: str) -> bool:
    """True where a character belongs to the one before it, whether a space stands between them or
    not."""
    if after in PARTICLES or before + after in WORDS:
        return True
    return before.isdecimal() and after >= HAN
