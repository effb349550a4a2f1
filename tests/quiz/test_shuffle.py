"""The order drawn from a seed is the same in Python and in the browser, and favours nobody."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.drawing import option_order, order, sha256
from tests.quiz import ask, page_with, vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IDS = [f"q-{n:02}" for n in range(12)]
SEEDS = [str(n) for n in range(2000)]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("quiz")
    with page_with(browser, folder, "exam/sha256.js", "exam/shuffle.js") as page:
        yield page


def hashed_by_both(page: Page, texts: list[str]) -> list[tuple[str, str]]:
    there = ask(page, "texts => texts.map(mingze.quiz.sha256)", texts)
    return list(zip([sha256(text) for text in texts], there, strict=True))


@pytest.mark.parametrize("bytes_", ["a few", pytest.param("a million", marks=pytest.mark.long)])
def test_digests_published_by_nist(bytes_: str, page: Page) -> None:
    rows = [row for row in vectors("nist") if (row["times"] > 10_000) == (bytes_ == "a million")]
    assert rows
    found = hashed_by_both(page, [row["text"] * row["times"] for row in rows])
    assert found == [(row["sha256"], row["sha256"]) for row in rows]


def test_digests_of_chinese_emoji_and_lone_surrogates(page: Page) -> None:
    rows = vectors("text")
    assert hashed_by_both(page, [row["text"] for row in rows]) == [(row["sha256"], row["sha256"]) for row in rows]


def test_digests_of_every_length_around_the_blocks(page: Page) -> None:
    texts = ["责" * (n // 3) + "x" * (n % 3) for n in range(200)]
    expected = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert hashed_by_both(page, texts) == [(digest, digest) for digest in expected]


@pytest.mark.parametrize("row", vectors("order"), ids=lambda row: f"{len(row['ids'])}-{row['seed']}-{row['form']}")
def test_order_of_ids(row: dict[str, Any], page: Page) -> None:
    assert order(row["ids"], row["seed"], row["form"]) == row["order"]
    assert order(reversed(row["ids"]), row["seed"], row["form"]) == row["order"]
    there = "row => [row.ids, row.ids.slice().reverse()].map(ids => mingze.quiz.order(ids, row.seed, row.form))"
    assert ask(page, there, row) == [row["order"], row["order"]]


@pytest.mark.parametrize("row", vectors("options"), ids=lambda row: f"{row['question']}-{row['count']}-{row['form']}")
def test_order_of_options(row: dict[str, Any], page: Page) -> None:
    given = row["question"], row["count"], row["seed"], row["form"]
    assert option_order(*given) == row["order"]
    assert ask(page, "given => mingze.quiz.optionOrder(...given)", given) == row["order"]


def test_order_leaves_what_it_was_given(page: Page) -> None:
    there = "ids => { mingze.quiz.order(ids, '2026', 'A'); return ids; }"
    assert ask(page, there, IDS) == IDS


def test_browser_draws_all_2000_seeds_alike(page: Page) -> None:
    there = "([ids, seeds]) => seeds.map(seed => mingze.quiz.order(ids, seed, 'A'))"
    assert ask(page, there, [IDS[:6], SEEDS]) == [order(IDS[:6], seed, "A") for seed in SEEDS]


def chi_square(found: Iterable[object], outcomes: int) -> float:
    """Say how far the counts are from an equal share for each of so many outcomes."""
    counts = Counter(found)
    share = counts.total() / outcomes
    never = outcomes - len(counts)
    return sum((count - share) ** 2 / share for count in counts.values()) + never * share


def test_every_question_comes_at_every_place_equally_often() -> None:
    places = ((question, place) for seed in SEEDS for place, question in enumerate(order(IDS, seed, "A")))
    # 12 × 12 places of whole permutations: 11/12 of it is a chi-square of 121 degrees of freedom: once in 10,000
    assert chi_square(places, 144) * 11 / 12 < 188


def test_every_order_of_four_options_comes_equally_often() -> None:
    orders = (tuple(option_order("q-01", 4, seed, "A")) for seed in SEEDS)
    assert chi_square(orders, len(list(permutations(range(4))))) < 58  # 23 degrees of freedom: once in 10,000


def test_forms_of_one_seed_know_nothing_of_each_other() -> None:
    firsts = ((order(IDS, seed, "A")[0], order(IDS, seed, "B")[0]) for seed in SEEDS)
    assert chi_square(firsts, 144) < 215  # 143 degrees of freedom: once in 10,000


def test_questions_of_one_seed_know_nothing_of_each_other() -> None:
    firsts = ((option_order("q-01", 4, seed, "A")[0], option_order("q-02", 4, seed, "A")[0]) for seed in SEEDS)
    assert chi_square(firsts, 16) < 45  # 15 degrees of freedom: once in 10,000


def test_one_question_more_leaves_the_others_in_their_order() -> None:
    more = order([*IDS, "q-99"], "2026", "A")
    assert [name for name in more if name != "q-99"] == order(IDS, "2026", "A")
