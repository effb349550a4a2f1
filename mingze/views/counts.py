"""How much a site has, as its first page says."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Catalog


class SiteCounts(Struct, frozen=True):
    """How much of everything."""

    duties: int
    key_points: int
    questions: int
    terms: int
    cases: int

    def with_more(self, questions: int, key_points: int) -> SiteCounts:
        """Return it with so many more questions and key points."""
        return replace(self, questions=self.questions + questions, key_points=self.key_points + key_points)

    @property
    def has(self) -> tuple[bool, bool, bool]:
        """Whether there are key points, and questions, and as many of these as duties."""
        return self.key_points > 0, self.questions > 0, self.questions >= self.duties


def site_counts(catalog: Catalog) -> SiteCounts:
    """Return how much a site has."""
    return SiteCounts(
        len(catalog.duties), len(catalog.key_points), len(catalog.questions), len(catalog.terms), len(catalog.cases)
    )
