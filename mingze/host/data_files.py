"""What pages load when their readers want it: banks, lessons, readings, the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mingze.host.beside_pages import BesidePages
from mingze.host.given import given
from mingze.host.made_file import MadeFile
from mingze.host.search import add_divided_search, search_index
from mingze.kept.build_notes import BuildNotes
from mingze.model import Catalog
from mingze.pages import Page, Renderer
from mingze.pages.bank_files import bank_files
from mingze.pages.lesson import lesson_file
from mingze.pages.readings import READINGS, hard_by_part, joined, readings_script
from mingze.pages.unit_files import files_of_unit
from mingze.telling import Tally
from mingze.views.division import division_of


def add_data_files(
    files: Files, config: MkDocsConfig, renderer: Renderer, pages: Sequence[Page], beside: BesidePages
) -> None:
    """Add what the pages load: of a unit beside its pages, what belongs to all as MkDocs comes to it."""
    catalog, handed = renderer.views.catalog, given()
    division = division_of(catalog)
    shared = [id_ for id_ in catalog.banks if id_ not in division.of_bank]
    made = [*bank_files(catalog, renderer, shared), lesson_file(renderer)]
    made.append((READINGS, partial(_readings, catalog, handed.notes if handed else None)))
    if not division.units:
        made.append(search_index(renderer.views, pages, files))
    tally = Tally("写数据", len(made))
    for path, make in made:
        files.append(MadeFile(config, path, make, partial(_now, tally, path)))
    if not division.units:
        return
    for unit in division.units:
        for path, make in files_of_unit(catalog, renderer, unit):
            files.append(MadeFile(config, path, make, partial(beside.put_off, unit.id)))
    add_divided_search(renderer.views, pages, files, config, beside)


def _now(tally: Tally, path: str, write: Callable[[], None]) -> None:
    write()
    tally.one(path)


def _readings(catalog: Catalog, notes: BuildNotes | None) -> str:
    prints: dict[str, str] = {}
    found = hard_by_part(catalog, prints)
    if notes:
        notes.readings, notes.telling = found, prints
    return readings_script(joined(found, catalog))
