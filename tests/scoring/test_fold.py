from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from mingze.model import Blank
from mingze.text.fold import MAX_TYPED, fold, is_accepted, pairs_for, simplified
from mingze.text.traditional import SIMPLIFIED, TRADITIONAL
from tests.conftest import real_catalog

ROOT = Path(__file__).parents[2]
VECTORS: dict[str, list[dict[str, Any]]] = json.loads((ROOT / "tests/quiz/vectors/fold.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["fold"], ids=lambda v: v["text"])
def test_texts_fold_as_the_shared_vectors_say(vector: dict[str, str]) -> None:
    assert fold(vector["text"]) == vector["folded"]


@pytest.mark.parametrize("vector", VECTORS["accepted"], ids=lambda v: v["typed"])
def test_typed_texts_are_accepted_as_the_shared_vectors_say(vector: dict[str, Any]) -> None:
    assert is_accepted(vector["typed"], vector["answers"]) is vector["right"]


def test_a_very_long_text_is_wrong() -> None:
    assert is_accepted("安" * MAX_TYPED, ["安" * MAX_TYPED])
    assert not is_accepted(" " * MAX_TYPED + "安", ["安"])


def test_every_traditional_character_has_one_simplified_one() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert not set(TRADITIONAL) & set(SIMPLIFIED)
    assert simplified(TRADITIONAL) == SIMPLIFIED


def test_folding_twice_is_folding_once() -> None:
    chance = random.Random(1)
    pool = "安全生產責任制ＡＢc１２3.．，,。-—%％ 　“”《》\u200b…①〇"
    for _ in range(2000):
        text = "".join(chance.choices(pool, k=chance.randrange(12)))
        assert fold(fold(text)) == fold(text)


def test_the_few_pairs_a_page_carries_decide_as_the_whole_table_does() -> None:
    catalog = real_catalog()
    accepted = [a for q in catalog.questions.values() if isinstance(q, Blank) for gap in q.answers for a in gap]
    few = str.maketrans(pairs_for(accepted))
    traditional = {simple: old for old, simple in pairs_for(accepted).items()}
    chance = random.Random(2)
    right = 0
    for _ in range(2000):
        answer = chance.choice(accepted)
        typed = "".join(chance.choice((c, traditional.get(c, c), c, chance.choice(TRADITIONAL))) for c in answer)
        by_page = fold("".join(c if c not in TRADITIONAL else c.translate(few) for c in typed))
        assert (fold(typed) == fold(answer)) is (by_page == fold(answer))
        right += fold(typed) == fold(answer)
    assert right > 50
