"""Names tell things apart: instruments, themes, terms."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity, Span


@check()
def same_short_title(site: Subject) -> Iterator[Finding]:
    """几部文件的简称（short_title）各不相同。

    站上有几部文件时，条款号前面都写简称，如《细则》第五条；简称相同，就分不清是哪一部。

    改法：给其中一部换一个简称，如“青山细则”。
    """
    first: dict[str, Span] = {}
    for regulation in site.catalog.regulations.values():
        span = site.origins.at(regulation, "short_title")
        if regulation.short_title in first:
            yield Finding(
                span,
                f"简称“{regulation.short_title}”与 {first[regulation.short_title]} 的相同",
                "给其中一部换一个简称，条款号前面才分得清",
            )
        first.setdefault(regulation.short_title, span)


@check(Severity.WARNING)
def same_theme_title(site: Subject) -> Iterator[Finding]:
    """主题的名称各不相同。

    两个主题同名，“对照”里就并成一行，读者看不出它们本来是两个。

    改法：同一个主题，两处用同一个编号；不是一个，就换一个名称。
    """
    first: dict[str, tuple[str, Span]] = {}
    for theme in site.catalog.themes.values():
        span = site.origins.at(theme, "title")
        if theme.title in first:
            other, place = first[theme.title]
            yield Finding(
                span,
                f"主题“{theme.title}”与 {place} 的同名，对照里已并成一行",
                f"同一个主题就都用编号 `{other}`；不是一个，就换一个名称",
            )
        first.setdefault(theme.title, (theme.id, span))


@check(Severity.WARNING)
def same_term_name(site: Subject) -> Iterator[Finding]:
    """一个叫法只属于一个术语。

    术语的名称和别的叫法（aliases）用来检索；同一个叫法写在两处，搜到的就不一定是要找的。

    改法：删掉其中一处，或把两个术语并成一个。
    """
    first: dict[str, tuple[str, Span]] = {}
    for term in site.catalog.terms.values():
        names = [(term.name, site.origins.at(term, "name"))]
        names += [(alias, site.origins.at(term, "aliases", n)) for n, alias in enumerate(term.aliases)]
        for name, span in names:
            if name in first:
                yield Finding(
                    span,
                    f"“{name}”已经是术语 `{first[name][0]}` 的叫法（{first[name][1]}）",
                    "删掉其中一处，或并成一个术语",
                )
            first.setdefault(name, (term.id, span))
