"""Every duty has an explanation: the rule this project exists for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding

_PLACEHOLDER = re.compile(
    r"(待(补|写|定|完善|填|编|更新|续|核实)|TODO|TBD|FIXME|XXX|N/?A\b|同上|略|暂无|此处|占位|placeholder|lorem)",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[\W_]+")
_LEAST = 10
"""An explanation of fewer characters explains nothing."""


def is_placeholder(text: str) -> bool:
    """Whether a text only keeps the place of one: 待补, TODO, 略, or too short to say anything."""
    words = _NOT_WORDS.sub("", text)
    return len(words) < _LEAST or (len(words) < 30 and bool(_PLACEHOLDER.match(words)))


def is_copy(text: str, statute: str) -> bool:
    """Whether a text merely repeats the statutory one, punctuation and small changes aside."""
    mine, theirs = _NOT_WORDS.sub("", text), _NOT_WORDS.sub("", statute)
    if not theirs:
        return False
    if mine in theirs or (theirs in mine and len(mine) < 1.3 * len(theirs)):
        return True
    if not 0.7 < len(mine) / len(theirs) < 1.4:
        return False
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.quick_ratio() > 0.85 and matcher.ratio() > 0.85


@check()
def duty_without_explanation(site: Subject) -> Iterator[Finding]:
    """每一项职责都有解读。

    空着的、写“待补”“TODO”的、照抄条文的，都不算解读：学员看了条文还是不知道怎么做。每一项职责都要有解读，站点才会生成。

    改法：在 commentary 文件夹里这个岗位的文件中，给 explanations 添加 `- duty: 职责编号`，在 plain 里用自己的话写明白。
    """
    catalog = site.catalog
    for assignment in catalog.assignments:
        scope = f"{assignment.regulation}/{assignment.role}"
        if site.gaps.covers("commentary", scope) or site.gaps.covers("explanations", scope):
            continue
        for duty in assignment.duties:
            explanation = catalog.explanations.get(duty.id)
            if explanation is None and site.gaps.hides("explanations", duty.id):
                continue
            plain = explanation.plain if explanation else None
            name = f"（{site.clause_name(duty.cites)}）" if duty.cites else " "
            fault = ""
            if plain is None:
                fault = "没有解读"
            elif is_placeholder(plain):
                fault = "的解读只是占位，没有内容"
            elif is_copy(plain, catalog.duty_text(duty)):
                fault = "的解读只是照抄条文"
            if not fault:
                continue
            home = f"data/regulations/{assignment.regulation}/commentary/{assignment.role}.yml"
            help_ = f"在 {home} 的 explanations 下添加 `- duty: {duty.id}`，写上 plain"
            if home not in site.origins.files:
                help_ = f"新建 {home}，写上 `role: {assignment.role}`，在 explanations 下添加 `- duty: {duty.id}`"
            if explanation is not None:
                place = site.origins.at(explanation, "plain")
                help_ = f"在 {place} 处用自己的话写明这项职责要做什么"
            yield Finding(
                site.origins.at(duty, "id"),
                f"职责 `{duty.id}`{name}{fault}",
                help_,
                "每一项职责都要有解读，站点才会生成",
            )


@check()
def explanation_without_target(site: Subject) -> Iterator[Finding]:
    """岗位解读文件里的解读写 `duty`，articles.yml 里的写 `clause`，各写一个。

    不写就不知道这段解读讲的是什么，两个都写就有两个归属。

    改法：岗位的解读写 `- duty: 职责编号`；不属于哪个岗位的条文写在 articles.yml，用 `- clause: art20`。
    """
    for assignment in site.catalog.assignments:
        for explanation in assignment.explanations:
            if explanation.clause is not None:
                place = site.origins.key(explanation, "clause")
                yield Finding(place, "岗位的解读里写了 `clause`", "删掉 `clause`，只写 `duty: 职责编号`")
            elif explanation.duty is None:
                yield Finding(site.origins.at(explanation), "这段解读没有写明讲的是哪项职责", "补上 `duty: 职责编号`")
    for notes in site.catalog.article_notes:
        for explanation in notes.explanations:
            if explanation.duty is not None:
                place = site.origins.key(explanation, "duty")
                yield Finding(place, "条文的解读里写了 `duty`", "删掉 `duty`，只写条款，如 `clause: art20`")
            elif explanation.clause is None:
                yield Finding(
                    site.origins.at(explanation), "这段解读没有写明讲的是哪一条", "补上条款，如 `clause: art20`"
                )


@check()
def duplicate_explanation(site: Subject) -> Iterator[Finding]:
    """一项职责（一条条文）只有一段解读。

    两段解读各说各的，读者不知道听哪个；页面上也只能显示一段。

    改法：合并成一段。
    """
    seen: dict[object, object] = {}
    for explanation in (e for part in site.catalog.commentary for e in part.explanations):
        target = explanation.duty or explanation.clause
        if target is None:
            continue
        span = site.origins.at(explanation, "duty" if explanation.duty else "clause")
        if target in seen:
            yield Finding(span, f"`{span_text(target)}` 已经有一段解读（{seen[target]}）", "把两段合并成一段")
        else:
            seen[target] = span


def span_text(target: object) -> str:
    """Write a target as authors do: a duty's id, or a clause key within its regulation."""
    return str(getattr(target, "local", target))


@check()
def misplaced_explanation(site: Subject) -> Iterator[Finding]:
    """解读放在职责所属岗位的文件里。

    一个岗位的职责和解读同名成对，换人维护时才找得到。

    改法：把这段解读移到提示的文件里。
    """
    for assignment in site.catalog.assignments:
        own = {duty.id for duty in assignment.duties}
        for explanation in assignment.explanations:
            duty = explanation.duty
            if duty and duty not in own and duty in site.catalog.duties:
                home = site.catalog.assignment_of(duty)
                yield Finding(
                    site.origins.at(explanation, "duty"),
                    f"职责 `{duty}` 不属于这个岗位",
                    f"移到 data/regulations/{home.regulation}/commentary/{home.role}.yml",
                )
