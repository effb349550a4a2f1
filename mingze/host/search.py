"""The search's script and its index among the site's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mingze.host.given import given
from mingze.model import Catalog
from mingze.pages import Page
from mingze.search import INDEX, Record, find_records, search_data, written_records
from mingze.search.divided import DividedSearch
from mingze.search.emit import examples
from mingze.search.shards import by_unit
from mingze.views.division import division_of
from mingze.views.units import Unit
from mingze.views.view import Views


def search_files(views: Views, pages: Sequence[Page], files: Files, config: MkDocsConfig) -> list[File]:
    """Return what pages load of the data when their readers begin to search: an index, of a large site its parts."""
    # of a unit's pages its hub is found; the others are called the same in every unit
    told = [page for page in pages if page.place is None or page.path == page.place.unit.address]
    records = [*find_records(views.catalog, told, views), *_written(files)]
    found = division_of(views.catalog).units
    scripts = _divided(views.catalog, records, found) if found else [(INDEX, search_data(views.catalog, records))]
    return [File.generated(config, path, content=text) for path, text in scripts]


def _divided(catalog: Catalog, records: Sequence[Record], found: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    search = DividedSearch(examples(catalog), len(catalog.roles))
    names = {unit.id: unit.name for unit in found}
    for id_, own in by_unit(records, found).items():
        yield from search.add(catalog, id_, names.get(id_, ""), own)
    yield from search.finish()
    handed = given()
    if handed and handed.notes:
        handed.notes.search = {one.id: (len(one.sections), one.to_bytes()) for one in search.facts}


def _written(files: Files) -> Iterator[Record]:
    """Yield what hand-written pages hold; pages made from the catalog have no file of their own."""
    for file in files.documentation_pages():
        if file.abs_src_path is not None:
            yield from written_records(file.dest_uri, file.content_string)
