"""The page folds and marks as Python does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.text.fold import fold, pairs_for
from mingze.text.traditional import SIMPLIFIED, TRADITIONAL
from tests.quiz import TYPES, ask, page_with, vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.mark.parametrize(
    ("type_", "entry", "response", "share"),
    [
        ("single", {"key": [1]}, [1], 1),
        ("single", {"key": [1]}, [0], 0),
        ("multiple", {"key": [0, 2, 3]}, [0, 2, 3], 1),
        ("multiple", {"key": [0, 2, 3]}, [0, 2], 0),
        ("multiple", {"key": [0, 2, 3], "partial": True}, [0, 2], 2 / 3),
        ("multiple", {"key": [0, 2, 3], "partial": True}, [0, 1, 2], 0),
        ("multiple", {"key": [0, 2, 3], "partial": True}, [0, 1, 2, 3], 0),
        ("judge", {"key": False}, False, 1),
        ("judge", {"key": False}, True, 0),
        ("blank", {"key": [["甲", "乙"], ["丙"]]}, ["乙。", "丁"], 0.5),
        ("blank", {"key": [["甲"]]}, [""], 0),
        ("match", {"key": ["a", "b", "c"]}, ["a", "c", None], 1 / 3),
        ("order", {"key": ["a", "b", "c"]}, ["a", "b", "c"], 1),
        ("order", {"key": ["a", "b", "c"]}, ["b", "a", "c"], 0),
        ("short", {"key": [3, 5]}, {"text": "", "points": [3, 0]}, 3 / 8),
        ("short", {"key": [1.5, 0.5]}, {"text": "", "points": [1.5, 0]}, 3 / 4),
    ],
)
def test_the_page_marks_every_type(
    type_: str, entry: dict[str, Any], response: Any, share: float, *, browser: Browser, tmp_path: Path
) -> None:
    with page_with(browser, tmp_path, *TYPES) as page:
        marked = ask(page, "g => mingze.quiz.types[g[0]].mark(g[1], g[2], {})", [type_, entry, response])
        assert marked == pytest.approx(share)
