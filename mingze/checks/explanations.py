"""Every duty has an explanation: the rule this project exists for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding
from mingze.model import ArticleNotes, Assignment, Duty, Explanation

_PLACEHOLDER = re.compile(
    r"(待(补|写|定|完善|填|编|更新|续|核实)|TODO|TBD|FIXME|XXX|N/?A(?![A-Za-z])|占位|placeholder|lorem)", re.IGNORECASE
)
"""Words that nobody begins a finished text with."""
_EMPTY_WORDS = re.compile(
    r"同上|同前|略|暂无|暂缺|此处|这里|此项|本项|本条|该条|上[一两]?[条项]|前[一两]?[条项]|第?[一二三四五六七八九十\d]+[条项款]|"
    r"内容|解读|说明|解释|文字|资料|素材|以后|后续|稍后|暂时|目前|今后|待|需要?|再|请|另行|参见|参照|参考|详见|可见|见|补充|补上|"
    r"填写|编写|撰写|完善|更新|尚未|还没有?|没有|未|有|写|的|了|好|中|与|和"
)
"""Words that say nothing of a duty. 此处的演练是指人员真到场 says more; 此处内容暂无，以后再写 does not."""
_SAID = 4
"""Characters beside the empty words that make a text say something."""
_NOT_WORDS = re.compile(r"[\W_]+")
_NEEDED = "每一项职责都要有解读，站点才会生成"
_ALIKE = 0.85
"""A text as like the statutory one as this repeats it."""
_LEAST = 10
"""An explanation of fewer characters explains nothing."""


@lru_cache(maxsize=1 << 16)  # a preview asks again after every edit
def is_placeholder(text: str) -> bool:
    """Whether a text only keeps the place of one: 待补, TODO, 略, or too short to say anything."""
    words = _words(text)
    if len(words) < _LEAST or (len(words) < 30 and _PLACEHOLDER.match(words)):
        return True
    said = end = 0
    for empty in _EMPTY_WORDS.finditer(words):
        said, end = said + empty.start() - end, empty.end()
        if said >= _SAID:  # of a text that says something mostly after its first words
            return False
    return said + len(words) - end < _SAID


@lru_cache(maxsize=1 << 16)
def is_copy(text: str, statute: str) -> bool:
    """Whether a text merely repeats the statutory one, punctuation and small changes aside."""
    mine, theirs = _words(text), _words(statute)
    if not theirs:
        return False
    if mine in theirs or (theirs in mine and len(mine) < 1.3 * len(theirs)):
        return True
    if not 0.7 < len(mine) / len(theirs) < 1.4:
        return False
    # no two texts are more alike than the characters allow that both have, which are counted at once
    if 2 * sum(map(set(theirs).__contains__, mine)) <= _ALIKE * (len(mine) + len(theirs)):
        return False
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


@lru_cache(maxsize=16)  # of a text both questions are asked in turn
def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)


@check(by_pattern=True)
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
            if duty.same_as:
                continue  # what it is the same as is asked for once
            explanation = catalog.explanations.get(duty.id)
            if explanation is None and site.gaps.hides("explanations", duty.id):
                continue
            name = f"职责 `{duty.id}`{f'（{site.clause_name(duty.cites)}）' if duty.cites else ' '}"
            if explanation is None or explanation.plain is None:
                yield _not_explained(site, assignment, duty, explanation, name)
                continue
            fault = ""
            if is_placeholder(explanation.plain):
                fault = "的解读只是占位，没有内容"
            elif is_copy(explanation.plain, catalog.duty_text(duty)):
                fault = "的解读只是照抄条文"
            if fault:
                yield Finding(
                    site.origins.at(explanation, "plain"),
                    f"{name}{fault}",
                    "用自己的话写明这项职责要做什么",
                    _NEEDED,
                    owner=explanation,
                )


def _not_explained(
    site: Subject, assignment: Assignment, duty: Duty, explanation: Explanation | None, name: str
) -> Finding:
    """Tell a duty that nobody has written a word about."""
    home = f"data/regulations/{assignment.regulation}/commentary/{assignment.role}.yml"
    help_ = f"在 {home} 的 explanations 下添加 `- duty: {duty.id}`，写上 plain"
    if home not in site.origins.files:
        help_ = f"新建 {home}，写上 `role: {assignment.role}`，在 explanations 下添加 `- duty: {duty.id}`"
    if explanation is not None:
        help_ = f"在 {site.origins.at(explanation, 'plain')} 处用自己的话写明这项职责要做什么"
    return Finding(site.origins.at(duty, "id"), f"{name}没有解读", help_, _NEEDED)


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
    seen: dict[object, Explanation] = {}
    told: tuple[Assignment | ArticleNotes, ...] = (*site.catalog.assignments, *site.catalog.article_notes)
    for explanation in (e for part in told for e in part.explanations):
        target = explanation.duty or explanation.clause
        if target is None:
            continue
        first = seen.setdefault(target, explanation)
        if first is not explanation:
            field = "duty" if explanation.duty else "clause"
            span, other = site.origins.at(explanation, field), site.origins.at(first, field)
            yield Finding(span, f"`{span_text(target)}` 已经有一段解读（{other}）", "把两段合并成一段")


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
