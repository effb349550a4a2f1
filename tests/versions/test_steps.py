"""A map and two texts: where each passage went, and what a map may not leave unsaid."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from mingze.model import Amendment, AmendmentKind, ClauseKey, PassageChange, Regulation, Version
from mingze.versions.proposal import propose
from mingze.versions.steps import Step
from tests.versions.instruments import made, real
from tests.versions.test_alignment import A, B, C, D


def step(old: Regulation, new: Regulation, change: Iterable[PassageChange] | None = None) -> Step:
    lines = [PassageChange(kind=one.kind, old=one.old, new=one.new, confirmed=one.sure) for one in propose(old, new)]
    day = datetime.date(2024, 7, 1)
    amendment = Amendment(
        date=day, kind=AmendmentKind.REVISION, effective=day, map=tuple(lines if change is None else change)
    )
    before = Version(since=datetime.date(2017, 11, 5), **{name: getattr(old, name) for name in Regulation.model_fields})
    return Step(before, new, amendment)


def key(text: str) -> ClauseKey:
    return ClauseKey.parse(text, "law")


def test_a_proposed_map_leaves_nothing_unsaid() -> None:
    assert list(step(real("accounting-2017.md"), real("accounting-2024.md")).faults()) == []
    assert list(step(real("accounting-2024.md"), real("accounting-2017.md")).faults()) == []


def test_what_is_not_listed_has_its_words_at_its_place() -> None:
    laws = step(real("accounting-2017.md"), real("accounting-2024.md"))
    for old, image in laws.images.items():
        assert image is not None
        if image.line is None:
            assert all(laws.is_same(old, new) for new in image.new)


def test_items_go_along_with_their_article() -> None:
    text = f"职责如下：\n-{A}\n-{B}"
    moved = step(made(C, text), made(C, D, text))
    image = moved.images[key("art2-item2")]
    assert image is not None
    assert [new.local for new in image.new] == ["art3-item2"]


def test_parts_of_a_split_article_are_found_by_their_words() -> None:
    split = step(made(f"{A}\n{B}", C), made(A, B, C))
    image = split.images[key("art1-para2")]
    assert image is not None
    assert [new.local for new in image.new] == ["art2"]


def test_a_map_that_leaves_a_change_out_is_broken_there() -> None:
    found = [(fault.line, fault.key.local) for fault in step(made(A, B), made(A, D, B), ()).faults()]
    assert (None, "art2") in found
    assert (None, "art3") in found
