"""What a divided site's pages load of a unit when it is wanted: lessons, what practice draws from, what can be learned.

Scripts, as the banks' are: a page opened from a disk may load a script, but may not read a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingze.model import Catalog
from mingze.pages.bank_files import script_call
from mingze.pages.lesson import lesson_files
from mingze.pages.paper_data import practice_data
from mingze.pages.render import Renderer
from mingze.views.division import division_of
from mingze.views.outline import outline


def unit_files(catalog: Catalog, renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file; nothing for a site that stays whole.

    Its lessons are `mingze.pages.lesson.lesson_files`; ``assets/units/<unit>/practice.js`` and
    ``outline.js`` call ``mingze.units.data(kind, unit, data)`` with `practice_data` and `outline` of the unit.
    """
    division = division_of(catalog)
    for unit in division.units:
        part = division.part(unit.id)
        yield from lesson_files(renderer, unit.id)
        data = {"practice": practice_data(part, catalog), "outline": outline(part, division)}
        for kind, one in data.items():
            yield f"assets/units/{unit.id}/{kind}.js", script_call("mingze.units.data", kind, unit.id, one)
