"""Questions and key points that were added within a unit: what of them others see, and what of the site counts them.

Beside what `mingze.renewal.outward` tells, others see of a new one its id, which must be new on the whole site, and
that the site has one more: its first page says how many. What is taken away is built whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from mingze.checks.references import unresolved_reference
from mingze.checks.subject import Subject
from mingze.diagnostics.show import ShownFile
from mingze.pages.page import Page
from mingze.pages.render import Renderer
from mingze.renewal.closed import open_units, shown_questions
from mingze.renewal.facts import FactsFolder, UnitFacts, UnitHolds
from mingze.renewal.holds import held_by_unit
from mingze.renewal.outward import Seen
from mingze.renewal.part import UnitPart
from mingze.renewal.whole import NotProved
from mingze.stats import LABELS
from mingze.views import routes
from mingze.views.counts import SiteCounts
from mingze.views.units import is_bank_of
from mingze.views.view import Views


class Growth(Struct, frozen=True):
    """What a unit has more than at the last build, and the whole site with it."""

    holds: UnitHolds
    before: SiteCounts
    now: SiteCounts

    def summary(self, said: str) -> str:
        """Return what a build says that a site holds, with the number of questions that it has now."""
        return re.sub(rf"(?<={LABELS['questions']} )\d+", str(self.now.questions), said)

    def keep(self, folder: FactsFolder, unit: str) -> None:
        """Keep it for the next build. Raises ``OSError``."""
        folder.write_ids({**folder.ids(), unit: self.holds.ids})
        folder.write_counts(self.now)

    def files(self, renderer: Renderer, site: Path) -> dict[str, bytes]:
        """Return path and bytes of the site's first page, which says how much it holds.

        Raises `NotProved` where it does not say it as the last build would have.
        """
        page = (site / routes.HOME).read_bytes()
        before, now = (_printed(renderer, counts) for counts in (self.before, self.now))
        if page.count(before) != 1:
            raise NotProved(routes.HOME)
        return {routes.HOME: page.replace(before, now)}


def _printed(renderer: Renderer, counts: SiteCounts) -> bytes:
    def given(_: Views) -> dict[str, object]:
        return {"counts": counts}

    return renderer.render(Page(routes.HOME, "", "home/ways.html", "", given)).encode("utf-8", "xmlcharrefreplace")


class WholeSite(Protocol):
    """What is known of the whole site: a build's facts, or a site in memory."""

    def ids(self) -> Mapping[str, Sequence[str]]:
        """Return the ids of questions, groups and key points, by unit."""

    def counts(self) -> SiteCounts:
        """Return how much the site has."""

    def warnings(self) -> Mapping[str, ShownFile]:
        """Return what is told of the site's files."""


def growth_of(part: UnitPart, known: UnitFacts, site: WholeSite, told: Mapping[str, Seen]) -> Growth | None:
    """Return what was added to a unit, None for nothing. Raises `NotProved` where others may see more of it than that.

    ``told`` is what others see now of the edited files (`mingze.renewal.part.seen_of`).
    """
    for file, one in told.items():
        if file not in known.seen or known.seen[file].loosely != one.loosely:
            raise NotProved(file)
    if all(known.seen[file].outward == one.outward for file, one in told.items()):
        return None
    unit, catalog = part.unit, part.catalog
    now = held_by_unit(part.loaded, dict.fromkeys(part.own_files, unit.id))[unit.id]
    new = set(now.ids) - set(known.holds.ids)
    if len(now.ids) != len(known.holds.ids) + len(new) or not set(now.types) <= set(known.holds.types):
        raise NotProved("ids")
    if now.unasked != known.holds.unasked or _refers_outside(part, known):
        raise NotProved("references")
    if unit.span or not all(is_bank_of(catalog, catalog.banks[id_], unit) for id_ in unit.banks):
        raise NotProved("banks")
    if _is_taken(new, site, unit.id):
        raise NotProved("duplicate-id")
    before = site.counts()
    after = before.with_more(*now.more_than(known.holds))
    if after.has != before.has:
        raise NotProved("counts")
    return Growth(now, before, after)


def _refers_outside(part: UnitPart, known: UnitFacts) -> bool:
    """Whether the unit names what is not its own nor everybody's, or others show a question that they did not."""
    owner = dict.fromkeys(part.own_files, part.unit.id)
    shown = shown_questions(part.loaded, owner).get(part.unit.id, ())
    subject = Subject(part.catalog, part.loaded.origins, part.loaded.gaps)
    return (
        set(shown) != set(known.shown)
        or part.unit.id in open_units(part.loaded, owner)
        or any(one.span.file in part.own_files for one in unresolved_reference(subject))
    )


def _is_taken(new: Iterable[str], site: WholeSite, unit: str) -> bool:
    """Whether something else has one of these ids, or leads to a place of that name where nothing was."""
    others = {id_ for other, ids in site.ids().items() if other != unit for id_ in ids}
    dead = "\n".join(block for shown in site.warnings().values() for block in shown.blocks if "dead-link" in block)
    return any(id_ in others or id_ in dead for id_ in new)
