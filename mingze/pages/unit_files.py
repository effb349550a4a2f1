"""What a divided site's pages load of a unit when it is wanted: lessons, what practice draws from, what can be learned.

Scripts, as the banks' are: a page opened from a disk may load a script, but may not read a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from mingze.model import Catalog
from mingze.pages.bank_files import script_call
from mingze.pages.lesson import lesson_files
from mingze.pages.paper_data import practice_data
from mingze.pages.render import Renderer
from mingze.views.division import Division, division_of
from mingze.views.outline import outline


def unit_files(catalog: Catalog, renderer: Renderer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the path of each file and what makes its text; nothing for a site that stays whole.

    Its lessons are `mingze.pages.lesson.lesson_files`; ``assets/units/<unit>/practice.js`` and
    ``outline.js`` call ``mingze.units.data(kind, unit, data)`` with `practice_data` and `outline` of the unit.
    """
    for unit in division_of(catalog).units:
        yield from files_of_unit(catalog, renderer, unit.id)


def files_of_unit(catalog: Catalog, renderer: Renderer, id_: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the same of one unit."""
    yield from lesson_files(renderer, id_)
    for kind in _KINDS:
        yield f"assets/units/{id_}/{kind}.js", partial(_text, division_of(catalog), id_, kind)


def _text(division: Division, unit_id: str, kind: str) -> str:
    return script_call("mingze.units.data", kind, unit_id, _KINDS[kind](division, division.part(unit_id)))


_KINDS: Mapping[str, Callable[[Division, Catalog], Any]] = {
    "practice": lambda division, part: practice_data(part, division.catalog),
    "outline": lambda division, part: outline(part, division),
}
