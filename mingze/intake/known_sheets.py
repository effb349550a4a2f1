"""The answer sheets that the site's papers have, found by what the codes on a page say."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.banks.drawn import Blueprint, DrawnPaper, blueprint
from mingze.drawing import parse_paper_number
from mingze.model import Catalog
from mingze.sheets.locating import FoundPage
from mingze.sheets.sheet_layout import FEWEST_DIGITS, MOST_DIGITS, lay_out, lay_out_named
from mingze.sheets.sheet_parts import DIGITS, UNIQUE, AnswerSheet

_SAME_SITE = "这里的题库和印卡时的不一样：请用印卡时的题库再读一次，或者照着卷子手工评分"


class SheetEdition(Struct, frozen=True):
    """A sheet with the form it belongs to, as the banks stand today."""

    sheet: AnswerSheet
    drawn: DrawnPaper


class KnownSheets:
    """Draws a form when a page of it is first seen, and lays out its sheet as it may have been printed."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.editions: dict[str, SheetEdition] = {}
        """By fingerprint."""
        self._plans: dict[str, Blueprint] = {}
        self._tried: set[tuple[str, str]] = set()

    def sheet_of(self, found: FoundPage) -> AnswerSheet | None:
        """Return the sheet that a page's codes name; None where no bank of today gives it."""
        if found.fingerprint not in self.editions:
            self._look_for(found)
        edition = self.editions.get(found.fingerprint)
        return edition.sheet if edition else None

    def why_unknown(self, found: FoundPage) -> str:
        """Say why there is no sheet for a page, and what to do."""
        if not found.paper:
            return "右上角的码没有读出来，不知道是哪一份卷：请重扫这一页"
        try:
            paper, _, _ = parse_paper_number(found.paper)
        except ValueError:
            return "码上的卷号不对：这一页不是本站的答题卡"
        if paper not in self.catalog.papers:
            return f"卷号 {found.paper}：这个站点没有编号为 {paper} 的试卷。请到印卡的站点里读"
        return f"卷号 {found.paper}：{_SAME_SITE}"

    def _look_for(self, found: FoundPage) -> None:
        if not found.paper or (found.paper, found.fingerprint) in self._tried:
            return
        self._tried.add((found.paper, found.fingerprint))
        try:
            paper, seed, form = parse_paper_number(found.paper)
            if paper not in self.catalog.papers:
                return
            plan = self._plans.get(paper) or blueprint(self.catalog, self.catalog.papers[paper])
            self._plans[paper] = plan
            drawn = plan.draw(seed, form)
        except ValueError:
            return
        for sheet in _layouts(drawn, named=found.serial != UNIQUE):
            if sheet.fingerprint == found.fingerprint:
                self.editions[sheet.fingerprint] = SheetEdition(sheet, drawn)
                return


def _layouts(drawn: DrawnPaper, *, named: bool) -> Iterator[AnswerSheet]:
    if named:
        yield lay_out_named(drawn)
        return
    for digits in sorted(range(FEWEST_DIGITS, MOST_DIGITS + 1), key=lambda digits: digits != DIGITS):
        yield lay_out(drawn, digits)
