"""Which pages a site has, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from mingze.model import Catalog
from mingze.pages import contexts
from mingze.pages.families import TOP, Places, bank_pages, paper_pages, regulation_pages, role_pages
from mingze.pages.list_pages import list_pages
from mingze.pages.page import Link, Page
from mingze.pages.present import absent
from mingze.pages.unit_pages import places_of, tell_whole, unit_pages
from mingze.views import routes
from mingze.views.boards import pictured
from mingze.views.downloads import Download

_ABOUT = Link("关于", routes.ABOUT)
DESIGN = Page(
    routes.DESIGN,
    "设计",
    "about/design-page.html",
    "本站的组件和三种显示模式",
    contexts.design,
    (*TOP, _ABOUT),
)
"""The page that shows the site's components, on a divided site with the words of its first unit."""


def plan_pages(catalog: Catalog, downloads: Sequence[Download] = (), *, offline: bool = False) -> list[Page]:
    """Return every page made from the catalog that has something to show; ``downloads`` are the files pages link to.

    ``offline`` tells that an offline edition will be among them.
    """
    places = places_of(catalog, downloads)
    pages = (
        *_texts(catalog, downloads, places),
        *unit_pages(catalog, places, downloads),
        *_quizzes(catalog, places),
        *_side_by_side(catalog),
        *_tools(downloads, offline),
        *_about(catalog),
    )
    left_out = absent(catalog)
    return [tell_whole(page, places) for page in pages if page.path not in left_out]


def _texts(catalog: Catalog, downloads: Sequence[Download], places: Places) -> Iterator[Page]:
    """Yield what the regulations say and what is said of it."""
    lead = f"{catalog.site.title}：按岗位学职责、查条文、做自测"
    yield Page(routes.HOME, catalog.site.title, "home/page.html", lead, contexts.home)
    yield Page(
        routes.ROLES,
        "岗位",
        "duty/roles-page.html",
        "选择自己的岗位",
        contexts.home,
        TOP,
        source_file="data/roles.yml",
    )
    yield from role_pages(catalog, downloads, places)
    yield Page(
        routes.SCOPE,
        "我属于哪一类",
        "regulation/scope-page.html",
        "哪些人适用，哪些人参照执行，各看哪个岗位",
        contexts.scope,
        (*TOP, Link("岗位", routes.ROLES)),
        source_file=next((f"data/regulations/{id_}/scope.yml" for id_ in catalog.scopes), ""),
    )
    yield Page(routes.REGULATIONS, "条文", "regulation/regulations-page.html", "全文，按章阅读", contexts.home, TOP)
    for regulation in catalog.regulations.values():
        yield from regulation_pages(catalog, regulation, places, downloads)
    yield Page(
        routes.KEY_POINTS,
        "要点",
        "duty/key-points-page.html",
        "要点提示与容易混淆的说法",
        contexts.key_points,
        TOP,
    )
    glossary = Page(
        routes.GLOSSARY,
        "术语",
        "glossary/page.html",
        "术语，按拼音排列",
        trail=TOP,
        source_file="data/glossary.yml",
    )
    yield from list_pages(catalog, glossary)


def _quizzes(catalog: Catalog, places: Places) -> Iterator[Page]:
    """Yield what asks questions."""
    yield Page(routes.QUIZZES, "自测", "quiz/page.html", "按岗位自测", contexts.quizzes, TOP)
    yield from bank_pages(catalog, places)
    yield from paper_pages(catalog, places)
    yield Page(
        routes.PRACTICE,
        "练习",
        "practice/page.html",
        "今日复习、错题本、收藏，按岗位、主题、题型、深度抽题",
        contexts.practice,
        (*TOP, Link("自测", routes.QUIZZES)),
    )
    yield Page(
        routes.HALL,
        "现场答题",
        "hall/page.html",
        "投影上一屏一题，举手记数，讨论后再举一次，揭晓讲解",
        contexts.hall,
        (*TOP, Link("自测", routes.QUIZZES)),
    )


def _side_by_side(catalog: Catalog) -> Iterator[Page]:
    """Yield what lays the same things side by side."""
    yield Page(
        routes.COMPARE,
        "对照",
        "regulation/compare-page.html",
        "同一件事，各个岗位怎样分工",
        contexts.comparison,
        TOP,
    )
    yield Page(
        routes.ACCOUNTABILITY,
        "问责",
        "regulation/accountability-page.html",
        f"{pictured(catalog)}一图看清",
        contexts.accountability,
        TOP,
    )
    yield from list_pages(catalog, Page(routes.CASES, "案例", "cases/page.html", "各地的做法和数字", trail=TOP))


def _tools(downloads: Sequence[Download], offline: bool) -> Iterator[Page]:
    """Yield what readers take along, look up and keep."""
    yield Page(
        routes.DOWNLOADS,
        "下载",
        "downloads/page.html",
        "讲义、试卷、幻灯片",
        partial(contexts.downloads, [one for one in downloads if not one.unit], offline),
        TOP,
    )
    yield Page(
        routes.OFFLINE,
        "离线使用",
        "offline/page.html",
        "没有网络时能看什么，怎样得到离线版",
        trail=(*TOP, Link("下载", routes.DOWNLOADS)),
    )
    yield Page(
        routes.SEARCH,
        "搜索",
        "search/page.html",
        "全站目录：岗位、职责、条文、要点、术语、题库、案例",
        contexts.search,
        TOP,
    )
    yield Page(
        routes.PROGRESS,
        "我的",
        "progress/page.html",
        "这台设备上的学习记录和显示设置",
        contexts.progress,
        TOP,
    )


def _about(catalog: Catalog) -> Iterator[Page]:
    """Yield what the site says of itself."""
    about = Page(
        routes.ABOUT,
        "关于",
        "about/page.html",
        "来源、核对情况和本站不知道的事",
        trail=TOP,
        source_file="data/sources.yml",
    )
    yield from list_pages(catalog, about)
    currency = Page(
        routes.CURRENCY,
        "现行性与更新",
        "about/currency-page.html",
        "文件印发以后，依据、机构名称和有关制度的变化",
        trail=(*TOP, _ABOUT),
        source_file="data/currency.yml",
    )
    yield from list_pages(catalog, currency)
    yield Page(
        routes.COVERAGE,
        "题库覆盖",
        "coverage/page.html",
        "每项职责、每一条有几道题，还缺什么",
        contexts.coverage,
        (*TOP, _ABOUT),
    )
    yield DESIGN
    yield Page(
        routes.FAULTS,
        "问题代码",
        "about/faults-page.html",
        "检查数据时的每一种提示",
        contexts.faults,
        (*TOP, _ABOUT),
    )


def count_pages(catalog: Catalog, root: Path) -> int:
    """Count the site's pages: those made from data and the hand-written ones below ``docs/``.

    A hand-written page at the address of a generated one takes its place.
    """
    docs = root / "docs"
    written = (p.relative_to(docs) for p in docs.rglob("*.md")) if docs.is_dir() else ()
    pages = {p.with_suffix(".html").as_posix() for p in written if p.parts[0] != "decisions"}
    return len(pages.union(page.path for page in plan_pages(catalog)))
