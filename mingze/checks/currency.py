"""The compilation does not grow old unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity


@check(Severity.WARNING)
def compilation_not_checked(site: Subject) -> Iterator[Finding]:
    """整理本在一定天数内与官方文本核对过。

    整理日期越久，条文修订过而站上不知道的可能越大。天数写在 data/site.yml 的 check_within_days，默认 180 天。

    改法：与官方文本逐条核对，写上 `checked_on` 和 `checked_against`；还来不及核对，就先确认没有修订，再改整理日期。
    """
    limit = site.catalog.site.check_within_days
    for regulation in site.catalog.regulations.values():
        age = (site.today - regulation.compiled_on).days
        if regulation.checked_on is None and age > limit:
            yield Finding(
                site.origins.at(regulation, "compiled_on"),
                f"《{regulation.title}》整理已有 {age} 天，一直没有与官方文本核对",
                "核对后写上 `checked_on` 和 `checked_against`",
                f"超过 {limit} 天提醒（data/site.yml 的 check_within_days）",
            )
