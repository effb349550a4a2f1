"""Duties match the regulation: every role has its file, every item its one duty."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Span
from mingze.model import ClauseKey


@check()
def role_without_duties(site: Subject) -> Iterator[Finding]:
    """条文里写明职责的岗位，都有职责文件。

    regulation.yml 的 roles 列出了这个岗位，却没有 duties 文件夹里的同名文件，岗位页就是空的。

    改法：新建提示的文件，把条文里的职责逐项列出。
    """
    with_duties = {(a.regulation, a.role) for a in site.catalog.assignments if a.duties}
    for regulation in site.catalog.regulations.values():
        for entry in regulation.roles:
            scope = f"{regulation.id}/{entry.role}"
            known = entry.role in site.catalog.roles or site.gaps.hides("roles", entry.role)
            if known and (regulation.id, entry.role) not in with_duties and not site.gaps.covers("duties", scope):
                yield Finding(
                    site.origins.at(entry, "role"),
                    f"岗位 `{entry.role}` 没有职责文件",
                    f"新建 data/regulations/{regulation.id}/duties/{entry.role}.yml",
                )


@check()
def clause_without_duty(site: Subject) -> Iterator[Finding]:
    """写岗位职责的每一项条文，都有一项职责与它对应。

    漏掉一项，这个岗位的人就学不到这一项。

    改法：在提示的职责文件里补上一项，`cites` 写这一条款。
    """
    for regulation in site.catalog.regulations.values():
        for entry in regulation.roles:
            scope = f"{regulation.id}/{entry.role}"
            duties = [
                d
                for a in site.catalog.assignments
                if (a.regulation, a.role) == (regulation.id, entry.role)
                for d in a.duties
            ]
            if not duties or site.gaps.touches("duties", scope):
                continue
            claimed = {leaf for d in duties if d.cites for leaf in (d.cites, *regulation.claimable(d.cites))}
            for key in (leaf for top in entry.cites for leaf in regulation.claimable(top)):
                if key not in claimed:
                    yield Finding(
                        site.origins.at(entry, "cites"),
                        f"{site.clause_name(key)}没有对应的职责",
                        f"在 data/regulations/{scope.replace('/', '/duties/')}.yml 里补一项，写 `cites: {key.local}`",
                        "岗位条文的每一项都要有一项职责",
                    )


@check()
def clause_claimed_twice(site: Subject) -> Iterator[Finding]:
    """条文的一项只对应一项职责。

    两项职责出自同一项条文，多半是抄重了，或有一处条款写错。

    改法：改正其中一处的 `cites`，或合并成一项。
    """
    first: dict[ClauseKey, tuple[str, Span]] = {}
    for duty in site.catalog.duties.values():
        if duty.cites is None or duty.same_as:
            continue
        span = site.origins.at(duty, "cites")
        if duty.cites in first:
            other, place = first[duty.cites]
            yield Finding(
                span,
                f"{site.clause_name(duty.cites)}已经是职责 `{other}` 的依据（{place}）",
                "改正 `cites`，或合并成一项",
            )
        else:
            first[duty.cites] = (duty.id, span)


@check()
def duty_outside_its_articles(site: Subject) -> Iterator[Finding]:
    """岗位的职责出自写这个岗位职责的条文。

    regulation.yml 的 roles 写明了哪些条写哪个岗位的职责；职责引到别的岗位的条文，多半是写错了。

    改法：改正职责的 `cites`，或在 regulation.yml 的 roles 里给这个岗位补上这一条。
    """
    for assignment in site.catalog.assignments:
        regulation = site.catalog.regulations.get(assignment.regulation)
        if regulation is None:
            continue
        articles = {
            key
            for e in regulation.roles
            if e.role == assignment.role
            for top in e.cites
            for key in regulation.claimable(top)
        }
        for duty in assignment.duties:
            if duty.same_as:
                continue
            if duty.cites and duty.cites in regulation.clauses and duty.cites not in articles:
                place = site.clause_name(duty.cites)
                own = [key for key in regulation.claimable(duty.cites) if key in articles]
                if own:
                    message = f"{place}下面还有各项，一项职责只对应其中一项"
                    help_ = f"写到项，如 `cites: {own[0].local}`"
                else:
                    message = f"{place}不在岗位 `{assignment.role}` 的条文里"
                    help_ = "改正 `cites`，或在 regulation.yml 的 roles 里补上这一条"
                yield Finding(site.origins.at(duty, "cites"), message, help_)


@check()
def duty_without_text(site: Subject) -> Iterator[Finding]:
    """职责有文字：引条款（cites），或自己写（text 连同 sources），两者取一。

    条文只从 regulation.yml 取，不再抄一遍，改一处就处处都改；没有条款的本地清单要写明来源。

    改法：有条款的写 `cites`；没有的写 `text` 和 `sources`。
    """
    for duty in site.catalog.duties.values():
        if duty.same_as:
            continue
        if duty.cites is None and duty.text is None:
            yield Finding(
                site.origins.at(duty, "id"),
                f"职责 `{duty.id}` 没有文字",
                "写 `cites: art5-item1`，或写 `text` 和 `sources`",
            )
        elif duty.cites is not None and duty.text is not None:
            yield Finding(
                site.origins.at(duty, "text"), f"职责 `{duty.id}` 既引条款又自己写了文字", "删掉 `text`，文字取自条款"
            )
        elif duty.text is not None and not duty.sources:
            yield Finding(site.origins.at(duty, "text"), f"职责 `{duty.id}` 自己写了文字，却没有来源", "写上 `sources`")
