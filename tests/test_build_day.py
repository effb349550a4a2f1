from __future__ import annotations

import datetime

import pytest

from mingze.dates import build_day


def test_the_build_day_is_the_one_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1524009600")
    assert build_day() == datetime.date(2018, 4, 18)


@pytest.mark.parametrize("value", ["", "soon"])
def test_without_a_day_set_it_is_today(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert abs(build_day() - datetime.datetime.now().astimezone().date()) <= datetime.timedelta(days=1)
