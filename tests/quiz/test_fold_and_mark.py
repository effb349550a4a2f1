"""The page folds and marks as Python does."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from mingze.questions import LETTERS, MODELS, BaseQuestion, Question
from mingze.text.fold import fold, pairs_for
from mingze.text.traditional import SIMPLIFIED, TRADITIONAL
from tests.quiz import TYPES, ask, page_with, vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
ALL = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))


def test_texts_fold_in_the_page_as_the_shared_vectors_say(browser: Browser, tmp_path: Path) -> None:
    shared = vectors("fold")
    with page_with(browser, tmp_path, "quiz/fold.js") as page:
        given = {"texts": [v["text"] for v in shared["fold"]], "pairs": ALL}
        folded = ask(page, "g => g.texts.map(t => mingze.quiz.fold(t, g.pairs))", given)
        assert folded == [v["folded"] for v in shared["fold"]]
        for v in shared["accepted"]:
            accepts = "g => mingze.quiz.accepts(g.typed, g.words, g.pairs)"
            words = [fold(word) for word in v["answers"]]
            given = {"typed": v["typed"], "words": words, "pairs": pairs_for(v["answers"])}
            assert ask(page, accepts, given) is v["right"], v


def test_the_page_marks_as_the_shared_vectors_say(browser: Browser, tmp_path: Path) -> None:
    types = set()
    with page_with(browser, tmp_path, *TYPES) as page:
        for vector in vectors("mark"):
            given = {"id": "q", "stem": "题（　　）。", "explanation": "解析。", **vector["question"]}
            asked: BaseQuestion = QUESTION.validate_python(given)
            entry = {"key": asked.player_key, "partial": vector.get("partial", False)}
            words = [word for accepted in asked.fillings for word in accepted]
            read = [asked.type.value, entry, as_read(asked, vector["response"]), pairs_for(words)]
            marked = ask(page, "g => mingze.quiz.types[g[0]].mark(g[1], g[2], g[3])", read)
            assert marked == pytest.approx(float(Fraction(vector["share"]))), vector
            types.add(asked.type)
    assert types == MODELS.keys()


def as_read(asked: BaseQuestion, response: Any) -> Any:
    """Return a response as the controls of a page read it: positions for letters, tokens for positions in the key."""
    if isinstance(response, str):
        return sorted(LETTERS.index(letter) for letter in response)
    if asked.page_order():
        return [None if n is None else asked.player_key[n] for n in response]
    return response
