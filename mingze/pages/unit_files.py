"""What a divided site's pages load of a unit when it is wanted: banks, lessons, data for practice, what can be learned.

Scripts, as the banks' are: a page opened from a disk may load a script, but may not read a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from mingze.model import Catalog
from mingze.pages.bank_files import bank_files, script_call
from mingze.pages.lesson import lesson_files
from mingze.pages.paper_data import practice_data
from mingze.pages.render import Renderer
from mingze.views.division import Division, division_of
from mingze.views.outline import outline
from mingze.views.units import Unit


def files_of_unit(catalog: Catalog, renderer: Renderer, unit: Unit) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the path of each file of a unit and what makes its text.

    Its banks are `mingze.pages.bank_files.bank_files`, its lessons `mingze.pages.lesson.lesson_files`;
    ``assets/units/<unit>/practice.js`` and ``outline.js`` call ``mingze.units.data(kind, unit, data)`` with
    `practice_data` and `outline` of the unit.
    """
    yield from bank_files(catalog, renderer, unit.banks)
    yield from lesson_files(renderer, unit.id)
    for kind in _KINDS:
        yield f"assets/units/{unit.id}/{kind}.js", partial(_text, division_of(catalog), unit.id, kind)


def _text(division: Division, unit_id: str, kind: str) -> str:
    return script_call("mingze.units.data", kind, unit_id, _KINDS[kind](division, division.part(unit_id)))


_KINDS: Mapping[str, Callable[[Division, Catalog], Any]] = {
    "practice": lambda division, part: practice_data(part, division.catalog),
    "outline": lambda division, part: outline(part, division),
}
