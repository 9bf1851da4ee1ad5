"""The names under which writers' tools know a boxed remark → our kinds of asides."""

from __future__ import annotations

import re

_NAMES = {
    "note": "note seealso aside sidebar 注意 附注 備註 备注 注記 참고",
    "info": "info todo information 说明 說明 信息 資訊 정보",
    "tip": "tip tips hint 提示 小贴士 技巧 ヒント 팁",
    "important": "important 重要 중요",
    "warning": "warning warn attention 警告 경고",
    "caution": "caution 当心 當心 小心 주의",
    "danger": "danger error 危险 危險 危険 위험",
    "success": "success check done 成功",
    "question": "question help faq 问题 問題 疑问 질문",
    "failure": "failure fail missing 失败 失敗",
    "bug": "bug",
    "example": "example examples 例 示例 范例 例子 예",
    "abstract": "abstract summary tldr 摘要 导言 要約 요약",
    "points": "points keypoints key-points takeaways 要点 要點 요점",
    "quote": "quote cite",
    "details": "details spoiler collapse",
    "answer": "answer answers solution 答案 解答 参考答案 參考答案 정답 풀이",
    "fields": "fields",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_CLASSES = frozenset({"admonition", "alert", "callout", "hint", "adm", "box", "message"})
_WORD = re.compile(r"[\w-]+")


def aside_kind(name: str) -> str:
    """The kind that a name stands for, in any case; empty where it is no aside's."""
    return _KINDS.get(name.strip().lower(), "")


def kind_of_classes(classes: str) -> str:
    """The kind of an HTML element by its classes: ``warning``, ``admonition tip``, ``alert-info``;
    empty where it is no aside."""
    words = _WORD.findall(classes.lower())
    for word in words:
        if kind := aside_kind(re.sub(r"^(?:alert|callout|admonition|hint|adm)-", "", word)):
            return kind
    return "note" if _CLASSES.intersection(words) else ""
