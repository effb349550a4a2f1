"""The search's script and its index among the site's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mingze.host.beside_pages import BesidePages
from mingze.host.given import given
from mingze.host.made_file import put
from mingze.pages import Page
from mingze.search import (
    INDEX,
    SITE,
    DividedSearch,
    Record,
    SearchOnDemand,
    UnitRecords,
    examples,
    find_records,
    search_data,
    written_records,
)
from mingze.views.division import WHOLE
from mingze.views.units import Unit, units
from mingze.views.view import Views


def search_index(views: Views, pages: Iterable[Page], files: Files) -> tuple[str, Callable[[], str]]:
    """Return the path of what pages load when their readers begin to search, of an undivided site, and its maker."""

    def make() -> str:
        return search_data(views.catalog, [*find_records(views.catalog, pages, views), *_written(files)])

    return INDEX, make


def add_divided_search(
    views: Views, pages: Sequence[Page], files: Files, config: MkDocsConfig, beside: BesidePages
) -> None:
    """Have the same of a divided site written unit by unit: how many scripts there are shows as they are made."""
    # of a unit's pages its hub is found; the others are called the same in every unit
    told = [page for page in pages if page.place is None or page.path == page.place.unit.address]
    catalog, handed = views.catalog, given()
    records = UnitRecords(views, told, _written(files))
    if handed and handed.demand:
        handed.demand.search = SearchOnDemand(catalog, records)
        return
    search = DividedSearch(examples(catalog), len(catalog.roles))

    def keep(scripts: Iterable[tuple[str, str]]) -> None:
        for path, text in scripts:
            put(f"{config.site_dir}/{path}", text.encode())

    def add(unit: Unit) -> None:
        keep(search.add(catalog, unit.id, unit.name, records.of(unit.id)))

    def finish() -> None:
        keep(search.add(catalog, SITE, "", records.of(SITE)))
        keep(search.finish())
        if handed and handed.notes:
            handed.notes.search = {one.id: (len(one.sections), one.to_bytes) for one in search.facts}

    for unit in units(catalog):
        beside.put_off(unit.id, partial(add, unit))
    beside.put_off(WHOLE, finish)


def _written(files: Files) -> Iterator[Record]:
    """Yield what hand-written pages hold; pages made from the catalog have no file of their own."""
    for file in files.documentation_pages():
        if file.abs_src_path is not None:
            yield from written_records(file.dest_uri, file.content_string)
