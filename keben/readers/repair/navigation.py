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
_PATH = re.compile(
    r"(?:(?:当前位置|您的位置|您现在的位置|你在这里|目前位置)\s*[：:]\s*)?(?:\S{0,8}首[页頁]|主页|Home)"
    r"(?:\s*[>›»＞]+\s*[^>›»＞]{1,30})+",
    re.IGNORECASE,
)
"""Where in a website a page stands: 首页 > 文化 > 读书."""
_NEIGHBOUR = re.compile(
    r"(?:[上下前后後]一[篇章页頁节節条]|이전\s?글|다음\s?글|前の記事|次の記事)\s*[：:]\s*\S.{0,60}"
)
_FOLLOWING = re.compile(
    r"点击上方.{0,6}(?:蓝字|名片|卡片).{0,12}|(?:长按|扫描|识别)?.{0,6}二维码.{0,8}关注.{0,12}"
    r"|.{0,4}(?:点赞|在看|转发|星标)\W{0,6}(?:点赞|在看|转发|星标|收藏)\W*(?:点赞|在看|转发|星标)?\W*"
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
    return without(lines, dropped, pages=False), changes


def _confidence(text: str) -> float:
    """How sure it is that a line is navigation; 0 for no."""
    if _COUNTER.fullmatch(text) or _NEIGHBOUR.fullmatch(text) or _FOLLOWING.fullmatch(text):
        return 0.9
    if _PATH.fullmatch(text):
        return 0.95
    folded = text.casefold().strip()
    if folded in _SURE:
        return 0.95
    parts = [part for part in _PARTS.split(folded) if part]
    if len(parts) < 2 or not all(part in _KNOWN for part in parts):
        return 0.0
    if any(part in _SURE for part in parts):
        return 0.95
    return 0.8 if len(parts) > 2 else 0.0
