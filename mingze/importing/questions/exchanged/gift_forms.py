"""Questions that our export wrote in another form of GIFT, put together again: gaps asked one by one, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mingze.diagnostics import Severity
from mingze.exchange.questions.gift import ORDER_FORM, ORDER_TAG, PART_TAG, gap_line, place_line
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.marked_prose import MarkedText
from mingze.importing.questions.found_bank import FoundQuestion, UndecidedField
from mingze.importing.questions.raw_question import notice

_PART = re.compile(r"(?P<id>[a-z0-9-]{1,64})/(?P<gap>[1-9][0-9]?)/(?P<gaps>[1-9][0-9]?)")


def without_gap_line(one: OneRead, stem: MarkedText) -> MarkedText:
    """Return a stem without the sentence that says which gap is asked for, where its question is a part of another."""
    part = _part_in(one.tags)
    line = gap_line(int(part["gap"]), int(part["gaps"])) if part else None
    return replace(stem, paragraphs=stem.paragraphs[:-1]) if line and stem.paragraphs[-1:] == [line] else stem


def take_words(one: OneRead, words: Sequence[str]) -> None:
    """Take words for the gap of a stem; of a stem with several for the one that is asked for."""
    if _part_in(one.tags) and words:
        one.type, one.answers = "blank", (tuple(words),)  # settled when its other parts are there
    else:
        one.fill([words])


def take_order(one: OneRead) -> None:
    """Make a matching question an order again where a tag says that it was one and every place has its step."""
    if (ORDER_TAG, ORDER_FORM) not in one.tags or one.type != "match" or one.pairs is None:
        return
    steps = {place: step for step, place in one.pairs}
    places = [place_line(n + 1) for n in range(len(one.pairs))]
    if set(places) == set(steps):
        one.type, one.pairs, one.sequence = "order", None, tuple(steps[place] for place in places)
        one.tags.remove((ORDER_TAG, ORDER_FORM))


def with_gaps_together(questions: Sequence[FoundQuestion]) -> Iterator[FoundQuestion]:
    """Yield the questions, those about the gaps of one stem as the one question that they were.

    Where a part is missing, or was changed so that stems differ, each stays a question of its own.
    """
    at = 0
    while at < len(questions):
        part = _part_in(questions[at].tags)
        count = int(part["gaps"]) if part and part["gap"] == "1" else 1
        own = questions[at : at + count]
        if part and count > 1 and _are_parts(own, part["id"], count):
            yield _together(own, part["id"])
            at += count
        else:
            yield _alone(questions[at]) if part or _part_in(questions[at].tags) else questions[at]
            at += 1


def _part_in(tags: Sequence[tuple[str, str]]) -> re.Match[str] | None:
    return next((match for name, text in tags if name == PART_TAG and (match := _PART.fullmatch(text))), None)


def _are_parts(questions: Sequence[FoundQuestion], id_: str, count: int) -> bool:
    return len(questions) == count and all(
        (PART_TAG, f"{id_}/{gap}/{count}") in one.tags
        and one.type == "blank"
        and one.answers is not None
        and one.is_complete
        and one.stem == questions[0].stem
        for gap, one in enumerate(questions, 1)
    )


def _together(parts: Sequence[FoundQuestion], id_: str) -> FoundQuestion:
    first, last = parts[0], parts[-1]
    head, _, lines = last.place.rpartition(":")
    start, end = first.place.rpartition(":")[2].split("-")[0], lines.rpartition("-")[2]
    return replace(
        first,
        place=f"{head}:{start}-{end}",
        id=id_,
        answers=tuple(gap for one in parts for gap in one.answers or ()),
        explanation=last.explanation,
        tags=tuple(tag for tag in first.tags if tag[0] != PART_TAG),
        notices=tuple(notice for one in parts for notice in one.notices),
        takes=sum(one.takes for one in parts),
    )


def _alone(part: FoundQuestion) -> FoundQuestion:
    """Return a part whose others are not there: it has an answer for one of the gaps of its stem."""
    if part.type != "blank" or part.answers is None:
        return part
    words, source = "原题有几个空，别的空不在文件里", "||".join(part.answers[0])
    told = notice("gap-missing", Severity.WARNING, part.place, words, "补上别的空的答案，或改写题干", shown=source)
    open_ = UndecidedField("answers", words, source)
    return replace(part, answers=None, undecided=(*part.undecided, open_), notices=(*part.notices, told))
