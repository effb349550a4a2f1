"""What we export, our own import reads back: the same questions, whole, with nothing left open."""

from __future__ import annotations

import pytest

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from mingze.model import Catalog
from tests.conftest import real_catalog
from tests.exchange.fixpoint import assert_fixpoint


@pytest.mark.parametrize("name", ["gift", "moodle", "qti21", "xlsx", "csv", "json", "anki", "anki-text"])
def test_it_comes_back_as_it_went(name: str, batch: Batch, hard: Catalog) -> None:
    terms = hard.terms if batch.site == hard.site.id else real_catalog().terms
    assert_fixpoint(prepare(name, batch), terms)
