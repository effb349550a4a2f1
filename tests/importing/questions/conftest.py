"""What tests of imports share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mingze.importing.questions.bank_formats import read_bank
from mingze.importing.questions.found_bank import FoundBank

Read = Callable[..., FoundBank]


@pytest.fixture
def read() -> Read:
    """Read a text or bytes as a file of a name; every unit must be accounted for."""

    def reading(content: str | bytes, name: str = "题.txt") -> FoundBank:
        bank = read_bank(name, content.encode() if isinstance(content, str) else content)
        assert bank.unaccounted == 0
        return bank

    return reading
