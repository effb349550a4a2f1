"""The search's script and its index among the site's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mingze.host.given import given
from mingze.host.made_file import WrittenFile
from mingze.model import Catalog
from mingze.pages import Page
from mingze.search import (
    INDEX,
    DividedSearch,
    Record,
    UnitRecords,
    examples,
    find_records,
    search_data,
    written_records,
)
from mingze.telling import Tally
from mingze.views.units import units
from mingze.views.view import Views


def search_files(views: Views, pages: Sequence[Page], files: Files, config: MkDocsConfig) -> list[File]:
    """Return what pages load of the data when their readers begin to search: an index, of a large site its parts."""
    # of a unit's pages its hub is found; the others are called the same in every unit
    told = [page for page in pages if page.place is None or page.path == page.place.unit.address]
    if units(views.catalog):
        scripts = _divided(views.catalog, UnitRecords(views, told, _written(files)))
    else:
        records = [*find_records(views.catalog, told, views), *_written(files)]
        scripts = iter([(INDEX, search_data(views.catalog, records))])
    handed = given()
    if handed and handed.is_on_demand:
        return [File.generated(config, path, content=text) for path, text in scripts]
    return [WrittenFile(config, path, text) for path, text in scripts]


def _divided(catalog: Catalog, records: UnitRecords) -> Iterator[tuple[str, str]]:
    search = DividedSearch(examples(catalog), len(catalog.roles))
    tally = Tally("编索引", len(units(catalog)) + 1)
    for id_, name, own in records:
        yield from search.add(catalog, id_, name, own)
        tally.one(name)
    yield from search.finish()
    handed = given()
    if handed and handed.notes:
        handed.notes.search = {one.id: (len(one.sections), one.to_bytes()) for one in search.facts}


def _written(files: Files) -> Iterator[Record]:
    """Yield what hand-written pages hold; pages made from the catalog have no file of their own."""
    for file in files.documentation_pages():
        if file.abs_src_path is not None:
            yield from written_records(file.dest_uri, file.content_string)
