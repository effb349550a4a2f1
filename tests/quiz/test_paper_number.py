"""The 卷号: the same on paper and on the web, read back from what people type, and wrong when one character is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.drawing import paper_number, parse_paper_number
from tests.quiz import ask, page_with, vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROWS = vectors("paper-number")
NUMBERS = [row["number"] for row in ROWS]
every_row = pytest.mark.parametrize("row", ROWS, ids=[number[:40] for number in NUMBERS])
FULL_WIDTH = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def parts(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["paper"], row["seed"], row["form"]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("quiz")
    with page_with(browser, folder, "exam/paper-number.js", "exam/sha256.js") as page:
        yield page


@every_row
def test_python_and_browser_write_the_same_number(row: dict[str, Any], page: Page) -> None:
    assert paper_number(*parts(row)) == row["number"]
    assert ask(page, "given => mingze.quiz.paperNumber(...given)", parts(row)) == row["number"]


@every_row
def test_number_is_read_back(row: dict[str, Any]) -> None:
    assert parse_paper_number(row["number"]) == parts(row)


@pytest.mark.parametrize(
    "typed",
    [
        "mock-2026-a-{check}",
        "MOCK-2026-A-{check}",
        "  mock - 2026 - A - {check}\n",
        "\u3000mock\u00a0-2026-A-{check}\u200b\ufeff",
        "mock—2026—A—{check}",
        "mock——2026——A——{check}",
        "mock–2026‑A−{check}",
    ],
)
def test_number_is_read_as_meant(typed: str) -> None:
    check = NUMBERS[0][-4:]
    for text in (typed.format(check=check), typed.format(check=check.lower())):
        assert parse_paper_number(text) == ("mock", "2026", "A")
        assert parse_paper_number(text.translate(FULL_WIDTH)) == ("mock", "2026", "A")


@pytest.mark.parametrize(
    ("seed", "typed"), [("K7Q", "k7q"), ("k7q", "K7Q"), ("K7q", "K7q"), ("K7Q", "K7q"), ("k7q", "K7q")]
)
def test_check_tells_the_case_of_the_seed(seed: str, typed: str) -> None:
    check = paper_number("mock", seed, "A")[-4:]
    assert parse_paper_number(f"mock-{typed}-A-{check}") == ("mock", seed, "A")


def test_seed_of_mixed_case_must_be_typed_as_it_is() -> None:
    check = paper_number("mock", "K7q", "A")[-4:]
    with pytest.raises(ValueError, match="大小写"):
        parse_paper_number(f"mock-k7q-A-{check}")


def test_letters_that_look_like_digits_are_taken_for_them_in_the_check() -> None:
    number = next(n for seed in range(1000) if {"0", "1"} <= set((n := paper_number("mock", str(seed), "A"))[-4:]))
    seed = number.split("-")[1]
    for one in "IiLl":
        check = number[-4:].replace("0", "o").replace("1", one)
        assert parse_paper_number(f"mock-{seed}-A-{check}") == ("mock", seed, "A")


@pytest.mark.parametrize("number", NUMBERS, ids=[number[:40] for number in NUMBERS])
def test_one_wrong_character_is_noticed(number: str) -> None:
    for at, right in enumerate(number):
        for wrong in "0123456789abcdefghjkmnpqrstvwxyzABCDEFGHJKMNPQRSTVWXYZ":
            if right == "-" or wrong.lower() == right.lower():
                continue
            with pytest.raises(ValueError, match="卷号"):
                parse_paper_number(number[:at] + wrong + number[at + 1 :])


@pytest.mark.parametrize("number", NUMBERS, ids=[number[:40] for number in NUMBERS])
def test_two_neighbours_swapped_are_noticed(number: str) -> None:
    for at in range(len(number) - 1):
        swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        if swapped.lower() != number.lower():
            with pytest.raises(ValueError, match="卷号"):
                parse_paper_number(swapped)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "四段"),
        ("mock", "四段"),
        ("mock-2026-A", "四段"),
        ("mock2026A87AK", "四段"),
        ("-2026-A-87AK", "试卷编号"),
        ("模拟-2026-A-87AK", "试卷编号"),
        ("x" * 65 + "-2026-A-87AK", "试卷编号"),
        ("mock--A-87AK", "种子"),
        ("mock-二〇二六-A-87AK", "种子"),
        ("mock-" + "9" * 33 + "-A-87AK", "种子"),
        ("mock-2026-AB-87AK", "卷别"),
        ("mock-2026-1-87AK", "卷别"),
        ("mock-2026-甲-87AK", "卷别"),
        ("mock-2026-ß-87AK", "卷别"),
        ("mock-2026--87AK", "卷别"),
        ("mock-2026-A-", "校验码"),
        ("mock-2026-A-87A", "校验码"),
        ("mock-2026-A-87AKK", "校验码"),
        ("mock-2026-A-UUUU", "校验码"),
        ("mock-2026-A-\ud83d", "校验码"),
    ],
)
def test_what_is_no_number_is_refused_in_chinese(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_paper_number(text)


def test_example_in_the_message_is_a_number() -> None:
    with pytest.raises(ValueError) as caught:
        parse_paper_number("?")
    example = re.search(r"例如 (\S+)", str(caught.value))
    assert example
    assert parse_paper_number(example[1]) == ("mock", "2026", "A")


@pytest.mark.parametrize(
    ("paper", "seed", "form"),
    [
        ("", "1", "A"),
        ("Mock", "1", "A"),
        ("x" * 65, "1", "A"),
        ("mock\n", "1", "A"),
        ("mock", "", "A"),
        ("mock", "9" * 33, "A"),
        ("mock", "种子", "A"),
        ("mock", "20-26", "A"),
        ("mock", "１", "A"),
        ("mock", "1\n", "A"),
        ("mock", "1", ""),
        ("mock", "1", "a"),
        ("mock", "1", "AB"),
        ("mock", "1", "A-B"),
        ("mock", "1", "A\n"),
    ],
)
def test_neither_writes_a_number_that_cannot_be_read_back(paper: str, seed: str, form: str, page: Page) -> None:
    with pytest.raises(ValueError, match="卷号"):
        paper_number(paper, seed, form)
    there = "given => { try { return mingze.quiz.paperNumber(...given); } catch (error) { return error.name; } }"
    assert ask(page, there, (paper, seed, form)) == "RangeError"
