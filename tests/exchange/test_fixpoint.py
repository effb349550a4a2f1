"""What we export, our own import reads back: the same questions, whole, with nothing left open."""

from __future__ import annotations

import pytest

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from tests.exchange.fixpoint import assert_fixpoint


@pytest.mark.parametrize("name", ["gift", "moodle", "qti21"])
def test_it_comes_back_as_it_went(name: str, batch: Batch) -> None:
    assert_fixpoint(prepare(name, batch))
