"""Pages from the catalog as MkDocs pages; their HTML never passes through Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from msgspec import Struct
from msgspec.structs import replace

from mingze.host.beside_pages import BESIDE, BesidePages
from mingze.host.check import WEB, WRITTEN, catalog_of
from mingze.host.data_files import add_data_files
from mingze.host.frames import TEMPLATE, Frames, may_share, menu_folders, stands_apart
from mingze.host.given import given
from mingze.host.written_tables import scrolling_tables
from mingze.pages import Page, Renderer, plan_pages
from mingze.pages.assets import (
    Asset,
    early_script,
    first_sheet,
    inline_script,
    later_sheet,
    manifest,
    script,
    style_sheet,
)
from mingze.pages.compiled import compile_once
from mingze.pages.feed import feed_file
from mingze.pages.render import reading_panel
from mingze.telling import Tally
from mingze.views.counts import SiteCounts
from mingze.views.division import division_of
from mingze.views.downloads import Offer
from mingze.views.site import SiteView
from mingze.views.units import Unit

_UNUSED = ("assets/javascripts/", "assets/images/social", "assets/stylesheets/")
"""What the theme ships and our pages never load: its bundle and styles, its search worker, lunr, source maps."""
_FIRST = ("duty/role-page.html", "regulation/article-page.html")
"""What readers are led to by links from outside."""
_OURS = ("main.html", "404.html", "frame/", "offline/")


class Press(Struct, frozen=True):
    """What all pages of one build are made with."""

    renderer: Renderer
    tally: Tally
    beside: BesidePages


class DataPage(MkDocsPage):
    """A page whose content comes from the catalog: made when the page is written where only its frame wants it."""

    def __init__(self, planned: Page, press: Press, file: File, config: MkDocsConfig, *, shares: bool) -> None:
        self.planned = planned
        self._press = press
        self._shares = shares
        self.modules: tuple[str, ...] = ()
        super().__init__(planned.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the place of reading Markdown."""
        self.markdown, self.meta = "", {"description": self.planned.description}
        if self._shares and self.planned.description:
            self.meta["template"] = TEMPLATE

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Fill in the HTML; links inside it are made by us, so MkDocs has none to rewrite."""
        self.content = "" if self._comes_late(config) else self._html()
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()

    def is_named_as(self, planned: Page) -> bool:
        """Whether a page would be called as this one wherever it is named; its own head alone describes it."""
        mine = self.planned
        return mine.title == planned.title and bool(mine.description) == bool(planned.description)

    def renew(self, planned: Page, renderer: Renderer) -> None:
        """Have the page made from another plan of it from now on (`is_named_as`)."""
        self.planned, self._press = planned, replace(self._press, renderer=renderer)
        self.meta["description"] = planned.description
        self.content = None

    def recount(self, counts: SiteCounts) -> None:
        """Have the page made anew, of a site that has so much of everything."""
        self._press.renderer.views.counts = counts
        self.content = None

    def filled(self, config: MkDocsConfig) -> str:
        """Return the whole content for the page's frame; what comes late is made here and not kept."""
        kept = self.content or ""
        if not self._comes_late(config):
            return kept
        if self.planned.place:
            self._press.beside.until(self.planned.place.unit.id)
        return kept + self._html()

    def _comes_late(self, config: MkDocsConfig) -> bool:
        return "template" in self.meta and not config.plugins.events["page_content"]

    def _html(self) -> str:
        html = self._press.renderer.render(self.planned)
        self.modules = self._press.renderer.modules
        self._press.tally.one(self.planned.title)
        return html


def add_data_pages(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for everything in the catalog, and our assets; leave out the theme's unused files.

    A hand-written page in ``docs/`` at the same address takes the place of the generated one.
    """
    catalog = catalog_of(config)
    handed = given()
    offer = handed.offer if handed else Offer()
    written = [file.dest_uri for file in files.documentation_pages()]
    config.extra[WRITTEN] = written
    if handed and handed.notes:
        handed.notes.written += written
    renderer = Renderer(catalog, written)
    for file in list(files):
        if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map"):
            files.remove(file)
    for offered in offer.files:
        files.append(File.generated(config, offered.path, abs_src_path=offered.file))
    units = division_of(catalog).units
    pages = _unit_by_unit(plan_pages(catalog, offer.files, offline=offer.offline), units)
    menu, shared = menu_folders(_addresses(config.nav)), may_share(config)
    config.extra[BESIDE] = beside = BesidePages(unit.id for unit in units)
    press = Press(renderer, Tally("做网页", len(pages)), beside)
    for planned in pages:
        source = str(PurePosixPath(planned.path).with_suffix(".md"))
        if files.get_file_from_path(source) is None:
            file = File.generated(config, source, content="")
            files.append(file)
            shares = shared and stands_apart(planned.path, menu)
            file.page = DataPage(planned, press, file, config, shares=shares)
    for asset in sorted((WEB / "assets").rglob("*")):
        if asset.is_file():
            name = asset.relative_to(WEB).as_posix()
            files.append(File.generated(config, name, abs_src_path=str(asset)))
    files.append(File.generated(config, "assets/mingze.js", content=script()))
    divided = bool(units)
    for one in manifest().assets:
        if one.files and (divided or not one.divided):
            files.append(File.generated(config, one.path, content=one.content()))
    if divided:
        for name, content in (("mingze", style_sheet()), ("later", later_sheet())):
            files.append(File.generated(config, f"assets/{name}.css", content=content))
    if feed := feed_file(catalog):
        files.append(File.generated(config, feed[0], content=feed[1]))
    add_data_files(files, config, renderer, pages, beside)
    return files


def _unit_by_unit(pages: Iterable[Page], units: Iterable[Unit]) -> list[Page]:
    """Return pages in their order, but those of each unit together, behind all that belong to none."""
    order = {unit.id: n for n, unit in enumerate(units)}
    return sorted(pages, key=lambda page: order[page.place.unit.id] if page.place else -1)


def _addresses(menu: Any) -> Iterator[str]:
    """Yield the addresses of all pages that the settings' menu names, however deep."""
    if isinstance(menu, str):
        yield str(PurePosixPath(menu).with_suffix(".html"))
    for entry in menu.values() if isinstance(menu, dict) else menu if isinstance(menu, list) else ():
        yield from _addresses(entry)


def escape_our_templates(env: Environment) -> Environment:
    """Put our frame before the theme's templates, and turn autoescape on for what is ours.

    The theme's own print HTML from variables and keep it off. Titles, descriptions and the site's name reach HTML only
    through templates of ours. They are found here and not in a folder of the theme, which MkDocs would publish styles
    and scripts of.
    """

    def is_ours(name: str | None) -> bool:
        return name is not None and name.startswith(_OURS)

    ours = [FileSystemLoader(folder, encoding="utf-8") for folder in (WEB / "frame", WEB)]
    frames = Frames(env, _trail_of, _checked_of, _paints_first)
    env.loader = ChoiceLoader([frames, ours[0], *([env.loader] if env.loader else []), ours[1]])
    env.autoescape = is_ours
    compile_once(env, "theme")
    env.globals["style_sheet"], env.globals["first_sheet"] = style_sheet(), first_sheet()
    env.globals["paints_first"] = _paints_first
    env.globals["early_script"] = early_script()
    env.globals["resume_script"] = inline_script("home")
    env.globals["reading_panel"] = reading_panel()
    env.globals["trail_of"] = _trail_of
    env.globals["article_of"] = _article_of
    env.globals["assets_of"] = _assets_of
    env.globals["checked_of"] = _checked_of
    return env


def _assets_of(page: Any) -> list[Asset]:
    """Return what a page loads at once for the components it holds; hand-written pages hold none."""
    held = getattr(page, "modules", ())
    return [asset for asset in manifest().assets if set(held) & set(asset.modules)]


def _checked_of(page: Any, site: SiteView) -> tuple[str, ...]:
    """Return what the foot of a page says of its texts: on a divided site of those it rests on."""
    said: tuple[str, ...] | None = getattr(page, "checked", None)  # a frame's own
    if said is not None:
        return said
    planned: Page | None = getattr(page, "planned", None)
    if planned is None or planned.texts is None:
        return site.checked
    return tuple(site.checked_by[id_] for id_ in planned.texts if id_ in site.checked_by) or site.checked


def _paints_first(page: Any) -> bool:
    """Whether a divided site's page needs no more for its first paint than what stands in it."""
    planned: Page | None = getattr(page, "planned", None)
    return planned is not None and planned.template in _FIRST


def _article_of(page: Any) -> str:
    """Return what a page says: of one from the catalog as it was made."""
    content: str = page.content or ""
    return content if hasattr(page, "planned") else scrolling_tables(content)


def _trail_of(page: Any) -> str:
    """Return the section a page stands in, as the first step of its address, by which the ways about mark it.

    Hand-written pages and pages below 关于 belong to ``about``; the error page to none.
    """
    if page is None:
        return ""
    planned: Page | None = getattr(page, "planned", None)
    if planned is None:
        return "about"
    top = planned.trail[1].path if len(planned.trail) > 1 else planned.path
    return top.split("/", 1)[0]
