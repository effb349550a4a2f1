"""The codes by which imports of questions tell what they noticed; ``mingze explain`` says what they mean."""

from __future__ import annotations

NOTICES: dict[str, str] = {
    "answer-conflict": "答案与题型、选项或另一处写的答案不一致。导入不替你选，答案空着，原文记在 `undecided` 里。",
    "answer-missing": "文件里没有这道题的答案。",
    "no-counterpart": "来源里有的东西，本站没有相应的键，照录在草稿里。请看要不要写进解析或反馈。",
    "pair-undecided": "一个字段有两种读法，没有填，原文在旁边。",
    "question-broken": "这一段像题目，读不成题目，原文照录。",
    "type-undecided": "题型定不下来，没有填。",
}
"""By code: what an import of questions noticed, and what the author should look at."""
