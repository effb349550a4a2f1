"""What readers collected, settled and put together as a bank."""

from __future__ import annotations

from collections.abc import Iterable

from mingze.importing.questions.found_bank import FoundBank, ImportNotice, LeftOutPart
from mingze.importing.questions.raw_question import RawQuestion
from mingze.importing.questions.settle import settle
from mingze.importing.questions.twins import with_twins_told


def assembled(
    name: str,
    format_name: str,
    unit: str,
    total: int,
    raws: list[RawQuestion],
    *,
    left_out: Iterable[LeftOutPart] = (),
    notices: Iterable[ImportNotice] = (),
    frame: int = 0,
    title: str = "",
    told: Iterable[str] = (),
) -> FoundBank:
    """Settle the questions and return the bank; see `FoundBank` for what is what. ``raws`` is empty afterwards."""
    places, settled = [], []
    raws.reverse()
    while raws:  # each goes as soon as it is settled: of a large bank both forms would not fit
        raw = raws.pop()
        places.append(raw.stem.place)
        settled.append(settle(raw))
    questions = with_twins_told(settled, places)
    return FoundBank(
        name, format_name, unit, total, questions, tuple(left_out), tuple(notices), frame, title, tuple(told)
    )
