"""What a text fixes in numbers: how often, until when, how much, how many, as it stands there.

A reader asks of two levels first where one says 每年 and the other 每季度; words alone do not show it at a glance.
"""

from __future__ import annotations

import re
from functools import cache

_N = "(?:[0-9]+(?:\\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+)"
_SPAN = "(?:半年|年度?|季度?|个?月度?|周|星期|旬|日|天|班)"
_WITHIN = "[^，。；：、）\n]"
OFTEN, UNTIL, AMOUNT, SHARE, NUMBER = "次数", "期限", "金额", "比例", "数量"
_PATTERNS = {
    OFTEN: (
        f"(?:至少)?每(?:隔|{_N}个?)?{_SPAN}(?![内间])(?:{_WITHIN}{{0,12}}?{_N}次|(?:至少|不少于|不得少于){_N}[次天个])?(?:以上)?"
        f"|[逐按]{_SPAN}|(?:至少|不少于|不得少于){_N}次|{_N}次以上"
    ),
    UNTIL: (
        f"(?:自{_WITHIN}{{1,14}}?之?日起)?(?:不超过|不得超过|至少提前|提前)?{_N}"
        "(?:个工作日|个?小时|日|天|个月|年|分钟)(?:以内|之内|内|之?前)"
        f"|{_N}月(?:{_N}日|底)(?:之|以)?前|(?:当?年|年度|季度?|月)[底末]前"
    ),
    AMOUNT: f"{_N}[千百]?[万亿]?元(?:以上|以下)?(?:{_N}[千百]?[万亿]?元(?:以上|以下))?",
    SHARE: f"(?:至少|不低于|不少于|不超过|不得低于|不得超过)?(?:百分之{_N}|[0-9]+(?:\\.[0-9]+)?[%％])(?:以上|以下)?",
    NUMBER: (
        "(?:至少|不少于|不低于|不得少于|不得低于|不超过|不得超过)"
        f"{_N}(?:名|人|个|处|家|户|台|辆|学时|课时|小时|天|米|平方米)(?:以上)?"
    ),
}
KINDS = tuple(_PATTERNS)
"""What is looked for, in the order in which it is told."""


def stated(text: str) -> dict[str, tuple[str, ...]]:
    """Return what a text fixes, by `KINDS`, each as it stands and once; what stands in one number is in no other."""
    rest = "".join(text.split())
    found: dict[str, tuple[str, ...]] = {}
    for name, pattern in _compiled().items():
        hits = [match[0] for match in pattern.finditer(rest)]
        if hits:
            found[name] = tuple(dict.fromkeys(hits))
            rest = pattern.sub("\n", rest)
    return found


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
