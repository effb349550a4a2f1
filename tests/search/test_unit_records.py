"""Records of a divided site, found a unit at a time."""

from __future__ import annotations

from pathlib import Path

from mingze.loading import load_catalog
from mingze.pages import plan_pages
from mingze.search import SITE, Record, UnitRecords, dealt_out, find_records
from mingze.views.division import division_of
from mingze.views.view import Views
from tests.pages.divided_site import COUNTIES, FIRM, divided
from tests.pages.rendered_site import write


def test_units_one_after_another_have_what_the_whole_site_has(tmp_path: Path) -> None:
    catalog = load_catalog(write(divided(), tmp_path)).catalog
    pages = [page for page in plan_pages(catalog) if page.place is None or page.path == page.place.unit.address]
    further = [Record("guide", "写的", "own/index.html"), Record("guide", "县里写的", "units/anyang/more/index.html")]
    whole = list(dealt_out([*find_records(catalog, pages), *further], division_of(catalog).units))
    found = UnitRecords(Views(catalog), pages, further)
    assert list(found) == whole
    assert [id_ for id_, _, _ in whole] == [*COUNTIES, FIRM, f"{FIRM}--2", SITE]
    kinds = {id_: {record.kind for record in own} for id_, _, own in whole}
    assert {"role", "duty", "key-point", "question", "clause", "page", "guide"} <= kinds["anyang"]
    assert "theme" in kinds[SITE]
