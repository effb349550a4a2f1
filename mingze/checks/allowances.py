"""What authors allow beside their words, and whether it still says anything."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.checks.mentions import prose_of
from mingze.checks.subject import OVERRULED, Subject, nearest
from mingze.diagnostics import RULES, Finding, Severity, rule
from mingze.model import Allowing


@rule(Severity.WARNING)
def unused_allow(site: Subject) -> Iterator[Finding]:
    """`allow` 里写的检查，在那里确实会报问题。

    看文字样子的检查会看走眼，所以可以在题目、解读、术语等的旁边写 `allow`，说明哪一条检查在这里不算问题、为什么。
    问题改掉以后留下的 `allow` 会把以后真的问题也盖住。

    改法：删掉这一项；代码写错的，照提示改正。有别的改法的检查（如缺键、编号不存在）不能用 `allow` 关掉。
    """
    told = (owner for owner, _, _ in prose_of(site.catalog) if isinstance(owner, Allowing) and owner.allow)
    owners = {id(owner): owner for owner in told}
    for owner in owners.values():
        for n, allowance in enumerate(owner.allow):
            # asked for first: what finds places in files knows all rules on them
            code, span = allowance.rule, site.origins.at(owner, "allow", n, "rule")
            if code not in OVERRULED:
                near = nearest(code, OVERRULED)
                what = "不能用 `allow` 关掉" if code in RULES else "没有这个问题代码"
                help_ = f"有一个相近的代码 `{near}`" if near else f"删掉它；可以写的有 {'、'.join(sorted(OVERRULED))}"
                yield Finding(span, f"`{code}` {what}", help_)
            elif (id(owner), code) not in site.heeded and not site.gaps:
                yield Finding(span, f"这里没有 `{code}` 的问题，`allow` 用不着", "删掉这一项")
