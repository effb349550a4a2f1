"""The browser's FSRS-6 against the `fsrs` package, answer by answer.

Ours counts days of the reader's calendar, which begin at 4:00; the package knows times only. So it is given the days as
such: an answer's time is the beginning of its day.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.state import State

from tests.quiz import ask, page_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = 1_780_272_000_000
MINUTE, DAY = 60_000, 86_400_000
YEARS = 10 * 365 * DAY
SCHEDULER = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())

REVIEWED = """histories => histories.map(history => {
  let card = null;
  return history.map(([now, right]) => {
    const retained = mingze.quiz.fsrs.retrievability(card, now);
    card = mingze.quiz.fsrs.review(card, right, now);
    return { card, retained };
  });
})"""


class Answer(NamedTuple):
    now: int
    right: bool


History = list[Answer]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("quiz")
    with page_with(browser, folder, "progress/fsrs.js") as page:
        yield page


def day(ms: int) -> int:
    """Return the day of a moment where clocks show UTC, as the page's do."""
    return (ms - 4 * 60 * MINUTE) // DAY


def moment(ms: int) -> datetime:
    return EPOCH + timedelta(days=day(ms))


def milliseconds(when: datetime) -> int:
    return (when - EPOCH) // timedelta(milliseconds=1)


def reviewed(card: Card, answer: Answer) -> Card:
    rating = Rating.Good if answer.right else Rating.Again
    return SCHEDULER.review_card(card, rating, moment(answer.now))[0]


def random_history(chance: random.Random) -> History:
    """Give up to 25 answers: minutes to years apart, on the dot of a day, when due, or with the clock put back."""
    likes_right = chance.choice([0.05, 0.3, 0.6, 0.9, 1.0])
    longest = math.log(chance.choice([DAY, 30 * DAY, YEARS]))
    now, card, history = START + chance.randrange(DAY), Card(card_id=1), []
    for _ in range(chance.randint(1, 25)):
        answer = Answer(now, chance.random() < likes_right)
        history.append(answer)
        card = reviewed(card, answer)
        kind = chance.random()
        if kind < 0.2:
            now = milliseconds(card.due) + 4 * 60 * MINUTE  # when its day begins
        elif kind < 0.3:
            now += chance.randint(1, 40) * DAY + chance.choice([-1, 0, 1])
        elif kind < 0.33:
            now -= chance.randint(1, 3 * DAY)
        else:
            now += round(math.exp(chance.uniform(math.log(MINUTE), longest)))
    return history


@cache
def all_histories(count: int = 300) -> list[History]:
    chance = random.Random(20260601)
    diligent = [Answer(START + n * DAY // 2, True) for n in range(300)]  # so many make a question as easy as can be
    return [*(random_history(chance) for _ in range(count)), diligent]


@pytest.mark.parametrize("count", [300, pytest.param(3000, marks=pytest.mark.long)])
def test_histories_step_by_step(count: int, page: Page) -> None:
    histories = all_histories(count)
    for history, steps in zip(histories, ask(page, REVIEWED, histories), strict=True):
        card, lapses = Card(card_id=1), 0
        for number, (answer, step) in enumerate(zip(history, steps, strict=True), start=1):
            where = history[:number]
            retained = SCHEDULER.get_card_retrievability(card, moment(answer.now))
            card, ours = reviewed(card, answer), step["card"]
            lapses += number > 1 and not answer.right
            assert step["retained"] == pytest.approx(retained, rel=1e-6), where
            assert ours["s"] == pytest.approx(card.stability, rel=1e-6), where
            assert ours["d"] == pytest.approx(card.difficulty, rel=1e-6), where
            assert day(ours["due"]) == milliseconds(card.due) // DAY, where
            assert (ours["due"] - answer.now) % DAY == 0, where
            assert (ours["last"], ours["reps"], ours["lapses"]) == (answer.now, number, lapses), where


def test_the_histories_reach_every_corner() -> None:
    reached = set()
    for history in all_histories():
        card = Card(card_id=1)
        for answer in history:
            if card.last_review:
                days = (moment(answer.now) - card.last_review).days
                reached.add(f"{'right' if answer.right else 'wrong'} {'same day' if days < 1 else 'later'}")
                reached |= {"clock put back"} if days < 0 else set()
                reached |= {"years later"} if days > 1000 else set()
            card = reviewed(card, answer)
            reached |= {"least stability"} if card.stability == 0.001 else set()
            reached |= {"least difficulty"} if card.difficulty == 1 else set()
            reached |= {"most difficulty"} if card.difficulty and card.difficulty > 9.9 else set()
            reached |= {"longest"} if (card.due - moment(answer.now)).days == 36500 else set()
    assert reached == {
        *("right same day", "right later", "wrong same day", "wrong later", "clock put back", "years later"),
        *("least stability", "least difficulty", "most difficulty", "longest"),
    }


@pytest.mark.parametrize("stability", [0.4, 2.5, 3.5, 4.5, 100.5, 101.5, 36499.5, 40000.0])
def test_half_a_day_goes_to_the_even_one(stability: float, page: Page) -> None:
    # a right answer of the same day leaves a stability above 2.2 as it is, so that halves stay halves
    theirs = Card(card_id=1, state=State.Review, stability=stability, difficulty=5.0, last_review=moment(START))
    theirs = reviewed(theirs, Answer(START + MINUTE, True))
    ours = ask(page, "given => mingze.quiz.fsrs.review(...given)", [kept(s=stability), True, START + MINUTE])
    assert day(ours["due"]) == milliseconds(theirs.due) // DAY


def kept(**changes: Any) -> dict[str, Any]:
    return {"s": 5.0, "d": 5.0, "last": START, "due": START + 5 * DAY, "reps": 3, "lapses": 1, **changes}


def test_review_leaves_the_card_it_was_given(page: Page) -> None:
    there = "([card, now]) => { mingze.quiz.fsrs.review(card, false, now); return card; }"
    assert ask(page, there, [kept(), START + DAY]) == kept()


@pytest.mark.parametrize(
    "damaged",
    [
        *(None, "card", 7, [], {}, kept(s=None), kept(s="5"), kept(s=0), kept(s=-1)),
        *(kept(d=0), kept(d=11), kept(d="NaN"), kept(last=None), kept(reps="3"), {"s": 5.0, "d": 5.0}),
    ],
    ids=str,
)
def test_damaged_card_is_a_new_one(damaged: Any, page: Page) -> None:
    there = "([card, now]) => [card, null].map(c => mingze.quiz.fsrs.review(c, true, now))"
    of_damaged, of_none = ask(page, there, [damaged, START + DAY])
    assert of_damaged == of_none
    assert of_none["reps"] == 1
    assert ask(page, "([card, now]) => mingze.quiz.fsrs.retrievability(card, now)", [damaged, START]) == 0
