"""What a divided site's pages load of a unit when it is wanted: lessons, what practice draws from, what can be learned.

Scripts, as the banks' are: a page opened from a disk may load a script, but may not read a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingze.model import Catalog
from mingze.pages.bank_files import script_call
from mingze.pages.lesson import lesson_script
from mingze.pages.paper_data import practice_data
from mingze.pages.render import Renderer
from mingze.views.division import division_of
from mingze.views.outline import outline


def unit_files(catalog: Catalog, renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file; nothing for a site that stays whole.

    ``assets/lessons/<unit>.js`` as `mingze.pages.lesson.lesson_file`; ``assets/units/<unit>/practice.js`` and
    ``outline.js`` call ``mingze.units.data(kind, unit, data)`` with `practice_data` and `outline` of the unit.
    """
    for unit in division_of(catalog).units:
        yield from files_of_unit(catalog, renderer, unit.id)


def files_of_unit(catalog: Catalog, renderer: Renderer, id_: str) -> Iterator[tuple[str, str]]:
    """Yield the same of one unit. Raises ``KeyError`` for one that there is not."""
    division = division_of(catalog)
    part = division.part(id_)
    yield f"assets/lessons/{id_}.js", lesson_script(renderer, renderer.views.within(id_))
    data = {"practice": practice_data(part, catalog), "outline": outline(part, division)}
    for kind, one in data.items():
        yield f"assets/units/{id_}/{kind}.js", script_call("mingze.units.data", kind, id_, one)
