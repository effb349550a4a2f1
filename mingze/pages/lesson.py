"""Lessons for the presenter mode: what a trainer shows before asking, a screen at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from mingze.model import Catalog
from mingze.pages.bank_files import ROOT, packed, script_call
from mingze.pages.quick_code import lending
from mingze.pages.render import Renderer
from mingze.views.boards import pictured_chapters, pictures
from mingze.views.commentary import ADDED, KeyPointView
from mingze.views.division import WHOLE
from mingze.views.matrix import compare, is_compared
from mingze.views.view import Views

COMPARISON, ACCOUNTABILITY, KEY_POINTS = "compare_", "accountability_", "key-points_"
"""Lessons that belong to no role; no id of a role ends in an underscore."""
DUTIES = 48
"""Duties in one file of a unit's lessons: with explanations as long as this repository's 170 kB, packed 50."""


def lessons(catalog: Catalog) -> dict[str, str]:
    """Return the titles of the lessons by id, those of roles first; lessons that would show nothing are left out."""
    found = {
        role.id: role.name for role in catalog.roles.values() if any(a.duties for a in catalog.assignments_of(role.id))
    }
    if is_compared(catalog):
        found[COMPARISON] = "对照：同一件事各岗位怎样分工"
    if any(pictured_chapters(catalog)):
        found[ACCOUNTABILITY] = "考核、奖励、问责一图"
    if any(notes.key_points for notes in catalog.article_notes):
        found[KEY_POINTS] = "不属于哪个岗位的要点"
    return found


def lesson_file(renderer: Renderer) -> tuple[str, Callable[[], str]]:
    """Return the path of the script that calls ``mingze.hall.teach`` with all lessons by id, and what makes its text.

    A lesson is a list of screens ``{title, html}``; elements of ``html`` with ``data-step`` come one by one.
    On a divided site it holds what belongs to no unit.
    """
    views, parts = renderer.views.within(WHOLE), renderer.module("hall/lesson.html", ROOT)
    return "assets/lesson.js", partial(_script, views, parts, tuple(lessons(views.told)))


def lesson_files(renderer: Renderer, unit: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the same of some lessons of a unit at a time: ``assets/lessons/<unit>.<n>.js``, see `file_numbers`."""
    views, parts = renderer.views.within(unit), renderer.module("hall/lesson.html", ROOT)
    held: dict[int, list[str]] = {}
    for id_, number in file_numbers(views.told).items():
        held.setdefault(number, []).append(id_)
    for number, ids in held.items():
        yield f"assets/lessons/{unit}.{number}.js", partial(_script, views, parts, ids)


def file_numbers(catalog: Catalog) -> dict[str, int]:
    """Return in which of a unit's files each of its lessons stands; ``catalog`` is the unit's.

    All thirty posts with real explanations would make half a megabyte, of which a meeting wants one; a file a post
    costs a build more than what it holds. How long the texts are does not matter: an edit of prose moves no lesson.
    """
    numbers: dict[str, int] = {}
    number, left = -1, 0
    for id_ in lessons(catalog):
        duties = sum(len(one.duties) for one in catalog.assignments_of(id_)) if id_ in catalog.roles else DUTIES
        if not numbers or duties > left:
            number, left = number + 1, DUTIES
        numbers[id_] = number
        left -= duties
    return numbers


@lending()
def _script(views: Views, parts: Any, ids: Iterable[str]) -> str:
    return script_call("mingze.hall.teach", {id_: list(_screens(views, parts, id_)) for id_ in ids})


def _screens(views: Views, parts: Any, id_: str) -> Iterator[dict[str, str]]:
    if id_ == COMPARISON:
        for row in compare(views).rows:
            yield _screen(row.theme.title, parts.theme(row))
    elif id_ == ACCOUNTABILITY:
        for picture in pictures(views):
            yield _screen(picture.regulation.marked, parts.picture(picture))
            for board in picture.boards:
                for box in board.boxes:
                    yield _screen(f"{board.chapter.title}：{box.article.brief}".rstrip("："), parts.box(box))
    elif id_ == KEY_POINTS:
        for notes in views.told.article_notes:
            yield from _points(map(views.key_point, notes.key_points), parts)
    else:
        yield from _role_screens(views, parts, id_)


def _role_screens(views: Views, parts: Any, role_id: str) -> Iterator[dict[str, str]]:
    """Yield for each duty its text and what it means, then what to do; after the duties the key points."""
    for assignment in views.catalog.assignments_of(role_id):
        for n, duty in enumerate(map(views.duty, assignment.duties), 1):
            yield _screen(f"{n}. {duty.title}", parts.duty(duty))
            explanation = duty.explanation
            if explanation and (explanation.actions or explanation.evidence or explanation.caution):
                yield _screen(f"{n}. {duty.title}：怎么做", parts.practice(explanation))
            for added in duty.additions:
                yield _screen(f"{n}. {duty.title}：{ADDED}", parts.practice(added))
        yield from _points(map(views.key_point, assignment.key_points), parts)


def _points(points: Iterable[KeyPointView], parts: Any) -> Iterator[dict[str, str]]:
    return (_screen(point.title, parts.point(point)) for point in points)


def _screen(title: str, html: Any) -> dict[str, str]:
    return {"title": title, "html": f"<div>{packed(str(html))}</div>"}
