"""What readers collected, settled and put together as a bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingze.importing.questions.found_bank import FoundBank, ImportNotice, LeftOutPart
from mingze.importing.questions.raw_question import RawQuestion
from mingze.importing.questions.settle import settle
from mingze.importing.questions.twins import with_twins_told


def assembled(
    name: str,
    format_name: str,
    unit: str,
    total: int,
    raws: Sequence[RawQuestion],
    *,
    left_out: Iterable[LeftOutPart] = (),
    notices: Iterable[ImportNotice] = (),
    frame: int = 0,
    title: str = "",
    told: Iterable[str] = (),
) -> FoundBank:
    """Settle the questions and return the bank; see `FoundBank` for what is what."""
    questions = with_twins_told([settle(raw) for raw in raws], [raw.stem.place for raw in raws])
    return FoundBank(
        name, format_name, unit, total, questions, tuple(left_out), tuple(notices), frame, title, tuple(told)
    )
