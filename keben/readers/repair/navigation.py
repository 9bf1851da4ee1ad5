"""Lines → lines without the words that a website wraps round its texts."""

from __future__ import annotations

import re

from keben.readers.repair.interruptions import without
from keben.readers.repair.passage import Change, Passages, Rule, Step
from keben.readers.repair.policy import FULL, Policy

SURE = (
    "上一页", "下一页", "上一頁", "下一頁", "上一章", "下一章", "上一篇", "下一篇", "上一节",
    "下一节", "返回目录", "返回目錄", "返回首页", "返回首頁", "返回顶部", "返回列表", "返回书页",
    "回到首页", "回到顶部", "回目录", "打印本页", "打印本頁", "关闭窗口", "關閉視窗", "关闭本页",
    "加入书签", "加入書籤", "加入收藏", "收藏本站", "收藏本页", "推荐本书", "投推荐票", "设为首页",
    "分享到", "分享至", "点击下载", "我要评论", "发表评论", "查看评论", "手机阅读", "繁体中文",
    "阅读全文", "展开全文", "点击查看大图", "扫一扫", "前のページ", "次のページ", "目次へ戻る",
    "トップへ戻る", "이전 글", "다음 글", "목록으로", "맨 위로", "이전글", "다음글", "back to top",
    "previous page", "next page", "print this page",
)  # fmt: skip
"""Words that stand in no text alone in a line."""
UNSURE = (
    "首页", "目录", "打印", "关闭", "收藏", "分享", "评论", "字体", "字号", "大", "中", "小",
    "微信", "微博", "新浪微博", "QQ空间", "朋友圈", "举报", "点赞", "转发", "返回", "上页", "下页",
    "末页", "尾页", "书签", "登录", "注册", "prev", "previous", "next", "home", "share", "print",
)  # fmt: skip
"""Words that are navigation in the company of others."""

_PARTS = re.compile(r"[\s　|｜/／·・•>»<«＞＜\[\]【】（）()\-—_,，:：←→↑、]+")
_COUNTER = re.compile(
    r"(?:点击|點擊|浏览|瀏覽|阅读|閱讀|访问|人气|评论|评论数|收藏)(?:数|次数|量)?\s*[：:]\s*\d+\s*次?"
)
_SURE = frozenset(word.casefold() for word in SURE)
_KNOWN = _SURE | frozenset(word.casefold() for word in UNSURE)
_LONGEST = 80


def drop_navigation(lines: Passages, policy: Policy = FULL) -> Step:
    """Lines that hold nothing but a website's navigation are dropped."""
    if not policy.noise:
        return lines, ()
    dropped = {}
    for i, line in enumerate(lines):
        confidence = _confidence(line.text) if len(line.text) <= _LONGEST else 0.0
        if confidence and policy.allows(confidence):
            dropped[i] = confidence
    changes = tuple(
        Change(
            lines[i].line,
            Rule.NAVIGATION,
            "words of a website alone in a line",
            confidence,
            removed=lines[i].text,
        )
        for i, confidence in dropped.items()
    )
    return without(lines, dropped), changes


def _confidence(text: str) -> float:
    """How sure it is that a line is navigation; 0 for no."""
    if _COUNTER.fullmatch(text):
        return 0.9
    folded = text.casefold().strip()
    if folded in _SURE:
        return 0.95
    parts = [part for part in _PARTS.split(folded) if part]
    if len(parts) < 2 or not all(part in _KNOWN for part in parts):
        return 0.0
    if any(part in _SURE for part in parts):
        return 0.95
    return 0.8 if len(parts) > 2 else 0.0
