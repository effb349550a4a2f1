"""How far a long work is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mingze import telling as module
from mingze.build import build_site
from mingze.telling import StepsTelling, Tally, Telling, heard_by, steps_told, time_left


@pytest.fixture(autouse=True)
def _after_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let works speak again, which `tests/conftest.py` keeps quiet."""
    monkeypatch.setattr(module, "_QUIET", 2.0)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("spent", "done", "total", "words"),
    [
        (2, 0, 10, ""),
        (2, 10, 10, ""),
        (2, 1, 2, "约 5 秒"),
        (10, 10, 40, "约 30 秒"),
        (10, 10, 310, "约 5 分钟"),
        (10, 1, 361, "约 1 小时"),
        (10, 1, 481, "约 1 小时 20 分钟"),
    ],
)
def test_the_rest_takes_as_long_as_the_pace_so_far_says(spent: float, done: int, total: int, words: str) -> None:
    assert time_left(spent, done, total) == words


def test_what_is_done_at_once_says_nothing() -> None:
    for stream in (Terminal(), io.StringIO()):
        telling = Telling("讲义", stream, Clock())
        telling.tell(1, 2, "a.pdf")
        telling.end()
        assert stream.getvalue() == ""


def test_a_terminal_has_one_line_that_is_cleared_at_the_end() -> None:
    stream, clock = Terminal(), Clock()
    telling = Telling("讲义", stream, clock)
    clock.now += 20
    telling.tell(20, 60, "a.pdf")
    assert stream.getvalue() == "\r\033[K讲义 20/60，还要约 40 秒　a.pdf"
    telling.end()
    assert stream.getvalue().endswith("\r\033[K")


def test_a_log_has_a_line_now_and_then() -> None:
    stream, clock = io.StringIO(), Clock()
    telling = Telling("讲义", stream, clock)
    for done in range(1, 61):
        clock.now += 0.5
        telling.tell(done, 60, f"{done}.pdf")
    telling.end()
    assert stream.getvalue().splitlines() == [
        "讲义 4/60，还要约 30 秒",
        "讲义 24/60，还要约 20 秒",
        "讲义 44/60，还要约 10 秒",
    ]


def test_one_step_is_told_after_the_other_each_from_its_own_beginning() -> None:
    stream, clock = io.StringIO(), Clock()
    steps = StepsTelling(stream, clock)
    with heard_by(steps.tell):
        reading = Tally("读文件", 2)
        clock.now += 20
        reading.one("a.yml")
        making = Tally("做网页", 40)
        making.one("甲")
        clock.now += 30
        making.one("乙")
    steps.end()
    assert stream.getvalue() == "做网页 2/40，还要约 10 分钟\n"


def test_steps_are_told_on_standard_error_as_long_as_they_last(capsys: pytest.CaptureFixture[str]) -> None:
    with steps_told() as telling:
        telling._clock = clock = Clock()
        Tally("读文件", 2).one("a.yml")
        clock.now += 20
        with pytest.raises(ZeroDivisionError), steps_told():
            Tally("算数", 2).one(f"{1 // 0}")
        Tally("读文件", 4).one("b.yml")
    Tally("没有人听", 1).one()
    assert capsys.readouterr().err == "读文件 1/4，还要约 1 分钟\n"


def test_a_build_and_a_check_count_their_steps_to_the_end_for_whoever_listens(minimal_copy: Path) -> None:
    heard: dict[str, tuple[int, int]] = {}

    def hear(what: str, done: int, total: int, _name: str) -> None:
        assert done == heard.get(what, (0, 0))[0] + 1
        heard[what] = done, total

    with heard_by(hear):
        build_site(minimal_copy)
    assert heard.keys() == {"读文件", "检查", "写数据", "做网页"}
    assert all(done == total for done, total in heard.values())
    Tally("没有人听", 1).one()
