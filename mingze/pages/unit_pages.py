"""The pages of each unit of a divided site: its hub, and for each thing a site says side by side, the unit's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Catalog
from mingze.pages import contexts
from mingze.pages.page import Link, Page, Place
from mingze.pages.present import absent
from mingze.views import routes
from mingze.views.division import WHOLE, Division, division_of
from mingze.views.downloads import Download
from mingze.views.offices import hub_view, levels_of
from mingze.views.units import Unit
from mingze.views.view import Views

_Context = Callable[[Views], Mapping[str, Any]]


class _Kind(Struct, frozen=True):
    """A kind of page that each unit has of its own."""

    whole: str
    """The page of an undivided site that says the same."""
    title: str
    template: str
    description: str
    context: _Context


_KINDS = (
    _Kind(routes.COMPARE, "对照", "regulation/compare-page.html", "同一件事，各个岗位怎样分工", contexts.comparison),
    _Kind(routes.KEY_POINTS, "要点", "duty/key-points-page.html", "要点提示", contexts.key_points),
    _Kind(
        routes.ACCOUNTABILITY,
        "问责",
        "regulation/accountability-page.html",
        "考核、奖励、问责",
        contexts.accountability,
    ),
    _Kind(routes.QUIZZES, "自测", "quiz/page.html", "题库、试卷和练习", contexts.quizzes),
    _Kind(routes.PRACTICE, "练习", "practice/page.html", "今日复习、错题本、收藏，抽题练习", contexts.practice),
    _Kind(routes.HALL, "现场答题", "hall/page.html", "投影上一屏一题，先讲一课", contexts.hall),
    _Kind(routes.SEARCH, "目录", "units/directory-page.html", "岗位、职责、要点、题库的目录", contexts.search),
    _Kind(routes.PROGRESS, "学习进度", "units/progress-page.html", "这台设备上的学习进度", contexts.progress),
    _Kind(routes.COVERAGE, "题库覆盖", "coverage/page.html", "每项职责有几道题，还缺什么", contexts.coverage),
    _Kind(routes.ABOUT, "来源与核对", "units/about-page.html", "条文的核对情况，来源", contexts.about),
)
_TOLD_WHOLE = (routes.HOME, routes.ROLES, routes.REGULATIONS, routes.CURRENCY, routes.OFFLINE, *routes.WITHIN_UNITS)
_KEPT_WHOLE = (routes.PROGRESS, routes.SEARCH, routes.ABOUT)
"""Ways that lead to the whole site's page from a unit's pages too."""


def tell_whole(page: Page, places: Mapping[str, Place]) -> Page:
    """Return a page of a divided site's whole as one that tells the units and what belongs to none of them.

    Of the pages that units have too, it leads to those. Others, and those of a site that stays whole, stay as they are.
    """
    if not places or page.path not in _TOLD_WHOLE:
        return page
    having = frozenset(places)
    if page.path in routes.WITHIN_UNITS and page.path not in (*_KEPT_WHOLE, routes.DOWNLOADS):
        having = frozenset(id_ for id_, place in places.items() if routes.within(id_, page.path) in place.ways.values())
    return replace(page, context=partial(_whole, page.context, having))


def _whole(context: _Context, having: frozenset[str], views: Views) -> dict[str, Any]:
    return {**context(views.within(WHOLE)), "levels": levels_of(views, having)}


def within(context: _Context, unit: Unit) -> _Context:
    """Return a context that tells of one unit."""
    return partial(_within, context, unit)


def _within(context: _Context, unit: Unit, views: Views) -> Mapping[str, Any]:
    return context(views.within(unit.id))


def places_of(catalog: Catalog, downloads: Sequence[Download] = ()) -> dict[str, Place]:
    """Return what pages need to know of the unit they belong to, by its id; nothing for a site that stays whole."""
    division = division_of(catalog)
    with_files = {one.unit for one in downloads}
    return {unit.id: place_of(division, unit, unit.id in with_files) for unit in division.units}


def place_of(division: Division, unit: Unit, has_files: bool) -> Place:
    """Return the same of one unit; ``has_files`` tells that there are files of it to download."""
    left_out = {*absent(division.part(unit.id)), *_KEPT_WHOLE, *(() if has_files else (routes.DOWNLOADS,))}
    named = {name: address for name, address in vars(routes).items() if name.isupper() and isinstance(address, str)}
    own = {
        name: routes.within(unit.id, address)
        for name, address in named.items()
        if address in routes.WITHIN_UNITS and address not in left_out
    }
    return Place(unit, own)


def unit_pages(catalog: Catalog, places: Mapping[str, Place], downloads: Sequence[Download]) -> Iterator[Page]:
    """Yield the pages of every unit, each hub first; nothing for a site that stays whole."""
    division = division_of(catalog)
    by_unit: defaultdict[str, list[Download]] = defaultdict(list)
    for one in downloads:
        by_unit[one.unit].append(one)
    for unit_id, place in places.items():
        unit, part = place.unit, division.part(unit_id)
        trail = (Link("首页", routes.HOME), Link("岗位", routes.ROLES))
        files = by_unit[unit_id]
        yield Page(
            unit.address,
            unit.name,
            "units/hub-page.html",
            f"{unit.title}：{len(unit.roles)}个岗位{unit.span}",
            partial(_hub_context, unit),
            trail,
            place=place,
            texts=unit.regulations,
        )
        kinds = [*_KINDS]
        if files:
            told = partial(contexts.downloads, files, False)
            kinds.append(_Kind(routes.DOWNLOADS, "下载", "units/downloads-page.html", "讲义、幻灯片、试卷", told))
        left_out = absent(part)
        for kind in kinds:
            if kind.whole not in left_out:
                yield Page(
                    routes.within(unit_id, kind.whole),
                    kind.title,
                    kind.template,
                    f"{unit.title}：{kind.description}",
                    within(kind.context, unit),
                    (*trail, Link(unit.name, unit.address)),
                    place=place,
                    texts=unit.regulations,
                )


def _hub_context(unit: Unit, views: Views) -> dict[str, Any]:
    return {"hub": hub_view(views.within(unit.id), unit)}
