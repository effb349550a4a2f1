"""What a case card quotes and counts stands in the source it names; run where the sources are kept beside the checkout.

The sources are other people's articles: they are not part of the project, so the test is skipped elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingze.model import Case
from tests.conftest import ROOT, real_catalog

KEPT = {f"src00{n}": f"00{n}" for n in range(4)}
"""Sources by id, and the name under which each is kept."""
_QUOTED = re.compile("“([^“”]+)”|《([^《》]+)》")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\s+")
_CHOPPED = re.compile("[，。；：、]$")

# what the card says beside its source, told on the card as such
INFERRED = {
    "guiyang-anweiban": {"6", "7", "2018", "2022"},
    "guiyang-guanshanhu": {"2017", "35"},
    "hubei-2011-tasks": {"2011", "30"},
    "xiongan-study-session": {"2021"},
    "xiongan-four-metaphors": {"2021"},
}
"""Numbers that an author worked out (a month, a year, a count of items) or took from a later source."""


def folder() -> Path | None:
    """Return where the sources are kept: beside this checkout or beside the folder that holds it."""
    return next(
        (path for up in (ROOT.parent, ROOT.parent.parent) if (path := up / "shared/domain/sources").is_dir()), None
    )


def source_text(kept: Path, ids: tuple[str, ...]) -> str:
    """Return the sources of a card in one line, cleaned and raw, because the cleaning drops lines."""
    names = (KEPT[id_] for id_ in ids if id_ in KEPT)
    texts = (f"{kept / name}.{kind}.txt" for name in names for kind in ("clean", "raw"))
    return _SPACE.sub("", "".join(Path(path).read_text("utf-8") for path in texts))


CATALOG = real_catalog()
CARDS = [case for case in CATALOG.cases.values() if set(case.sources) & set(KEPT)]
REAL = folder()

pytestmark = pytest.mark.skipif(REAL is None, reason="来源不在这台机器上")


def unsaid(case: Case, said: str) -> list[str]:
    """Return the figures, quotations and numbers of a card that its sources do not hold."""
    figures = [figure.value for figure in case.figures if _SPACE.sub("", figure.value) not in said]
    quoted = [(m[1] or m[2]) for m in _QUOTED.finditer(case.text)]
    # a quotation that ends a sentence of the card has the card's own last mark
    lost = [q for q in quoted if all(_SPACE.sub("", t) not in said for t in (q, _CHOPPED.sub("", q)))]
    numbers = [n for n in _NUMBER.findall(case.text) if n not in said]
    return figures + lost + [n for n in numbers if n not in INFERRED.get(case.id, set())]


def test_there_are_cards_on_every_source_that_is_kept() -> None:
    assert {id_ for case in CARDS for id_ in case.sources} >= {"src000", "src001", "src003"}


@pytest.mark.parametrize("case", CARDS, ids=lambda case: case.id)
def test_figures_quotations_and_numbers_of_a_card_stand_in_its_source(case: Case) -> None:
    assert REAL is not None
    assert unsaid(case, source_text(REAL, case.sources)) == []


def test_a_wrong_figure_is_noticed() -> None:
    assert REAL is not None
    case = CATALOG.cases["guiyang-huaxi"]
    wrong = case.model_copy(update={"text": "印了“单行本子”1200本。"})
    assert unsaid(wrong, source_text(REAL, case.sources)) == ["单行本子", "1200"]
