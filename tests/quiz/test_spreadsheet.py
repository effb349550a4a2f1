"""Texts stay texts in a spreadsheet: what `mingze score` writes and what the hall writes in the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.office.defused import defused
from tests.quiz import ask, page_with, vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = vectors("spreadsheet")


@pytest.mark.parametrize("vector", SHARED, ids=lambda v: repr(v["text"]))
def test_a_text_stays_a_text(vector: dict[str, Any]) -> None:
    assert defused(vector["text"]) == vector["written"]


def test_numbers_stay_numbers() -> None:
    assert [defused(cell) for cell in (5, -3)] == [5, -3]


def test_the_hall_writes_the_same(browser: Browser, tmp_path: Path) -> None:
    with page_with(browser, tmp_path, "hall/export.js") as page:
        texts = [vector["text"] for vector in SHARED]
        assert ask(page, "texts => texts.map(window.mingze.hall.defused)", texts) == [v["written"] for v in SHARED]
