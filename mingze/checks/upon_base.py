"""A site that stands on another: what it rests on is there, and is what it was when somebody looked."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.checks.mentions import Reference, references
from mingze.checks.subject import Subject, check
from mingze.checks.upper_passages import is_as_locked, passage_name, resting, upper_text
from mingze.diagnostics import Finding, Severity, Span


@check()
def hidden_but_cited(site: Subject) -> Iterator[Finding]:
    """隐去的上级内容，没有别处还要用。

    `base` 的 `hide` 隐去了一个术语、一道题、一个题库，而别处还引用它，那里的链接就走不通。

    改法：从 `hide` 里去掉它；或者把引用它的地方也隐去、改掉。
    """
    upper = site.catalog.upper
    if upper is None or not upper.hidden:
        return
    for reference in references(site.catalog):
        if (reference.kind, str(reference.target)) in upper.hidden:
            span = site.origins.at(reference.owner, *reference.path)
            words = f"`{reference.target}` 在 `hide` 里隐去了，{span} 还在用"
            yield Finding(
                _hide_span(site, str(reference.target)), words, "从 hide 里去掉它，或把用它的地方也隐去、改掉"
            )


def _hide_span(site: Subject, id_: str) -> Span:
    base = site.catalog.site.base
    assert base is not None
    return site.origins.at(site.catalog.site, "base", "hide", base.hide.index(id_))


@check()
def implements_missing_in_base(site: Subject) -> Iterator[Finding]:
    """本地职责所落实的上级职责，上级站点里有。

    `implements` 写“规定编号/职责编号”。上级站点换了一版，职责可能改了编号或没有了。

    改法：照上级站点里的编号改；上级没有了的，删掉这一行，再看这项本地职责还要不要。
    """
    if site.catalog.upper is None:
        return
    for reference in references(site.catalog):
        if missing_above(site, reference):
            regulation, _, id_ = str(reference.target).rpartition("/")
            known = [duty for duty in site.catalog.duties if site.catalog.assignment_of(duty).regulation == regulation]
            help_ = f"《{site.catalog.regulations[regulation].title}》的职责：{'、'.join(known[:12])}"
            span = site.origins.at(reference.owner, *reference.path)
            yield Finding(span, f"上级站点里没有职责 `{id_}`", help_)


def missing_above(site: Subject, reference: Reference) -> bool:
    """Whether an ``implements`` names a duty that an instrument of a site below does not have."""
    if site.catalog.upper is None or reference.path[:1] != ("implements",) or reference.kind != "duty":
        return False
    regulation = site.catalog.regulations.get(str(reference.target).rpartition("/")[0])
    is_above = regulation is not None and site.origins.is_brought(regulation)
    return is_above and site.catalog.duty_named(str(reference.target)) is None


@check(Severity.WARNING)
def upper_text_changed(site: Subject) -> Iterator[Finding]:
    """本地内容所依据的上级条文，和看过的时候一样。

    `data/base.lock` 存着看过时的文字。上级条文变了、没有了，落实它的本地职责、解读和题目要重新看。

    改法：运行 `mingze base upgrade` 看改了什么；看过、改好以后加 `--write` 记下新的文字。
    """
    lock = site.catalog.base_lock
    if lock is None or site.catalog.upper is None:
        return
    now = resting(site.catalog, site.origins)
    for passage, references_ in now.items():
        if passage in lock.passages and not is_as_locked(site.catalog, passage, lock.passages[passage]):
            for reference in references_:
                span = site.origins.at(reference.owner, *reference.path)
                help_ = "运行 mingze base upgrade 看改了什么；看过、改好以后加 --write"
                yield Finding(span, f"所依据的上级条文 `{passage}`（{passage_name(site.catalog, passage)}）变了", help_)


@check(Severity.NOTE)
def base_not_locked(site: Subject) -> Iterator[Finding]:
    """本地内容所依据的上级条文都记下了文字。

    记下以后，上级站点换版时才说得出哪些本地内容受影响。

    改法：运行 `mingze base upgrade --write`。
    """
    if site.catalog.upper is None:
        return
    lock = site.catalog.base_lock
    there = (one for one in resting(site.catalog, site.origins) if upper_text(site.catalog, one) is not None)
    missing = [one for one in there if lock is None or one not in lock.passages]
    if missing:
        span = site.origins.key(site.catalog.site, "base")
        words = f"有 {len(missing)} 处上级条文还没有记下：{'、'.join(missing[:3])}{' 等' if len(missing) > 3 else ''}"
        yield Finding(span, words, "运行 mingze base upgrade --write")
