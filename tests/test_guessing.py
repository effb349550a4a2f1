from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from mingze.banks.guessing import CLOSED_ITEMS, BankGuesses, guess
from mingze.cli import main
from mingze.loading import load_catalog
from tests.fault_case import Case, build

LETTERS = "ABCD"
WORDS = ("现场", "台账", "会议", "培训", "预案", "演练", "值守", "巡查", "资金", "装备", "队伍", "通报", "督办", "整改")


def single(number: int, stem: str, options: Sequence[str], answer: str) -> str:
    listed = "".join(f"      - {option}\n" for option in options)
    return (
        f"  - id: q-{number}\n    type: single\n    stem: |\n      第{number}题{stem}（　　）。\n    options:\n{listed}"
        f"    answer: {answer}\n    explanation: |\n      见第三条。\n    cites:\n      - deputy-1\n    depth: 1\n"
    )


def judge(number: int, statement: str, answer: str) -> str:
    return (
        f"  - id: q-{number}\n    type: judge\n    stem: |\n      {statement}\n    answer: {answer}\n"
        "    explanation: |\n      见第三条。\n    cites:\n      - deputy-1\n    depth: 1\n"
    )


def guessed(folder: Path, **banks: Sequence[str]) -> dict[str, BankGuesses]:
    root = build(folder / "site", Case(deleted=["quizzes/papers/mock.yml", "quizzes/banks/basics.yml"]))
    for name, questions in banks.items():
        body = "".join(questions).replace("id: q-", f"id: {name}-")
        (root / f"quizzes/banks/{name}.yml").write_text(
            f"bank:\n  id: {name}\n  title: 题库{name}\nquestions:\n{body}", "utf-8"
        )
    return {one.bank: one for one in guess(load_catalog(root).catalog)}


def short_words(n: int) -> list[str]:
    return [WORDS[(n + k) % len(WORDS)] + WORDS[(n * 3 + k) % len(WORDS)] for k in range(4)]


def with_the_longest_right(n: int) -> str:
    options = short_words(n)
    right = n % 4
    options[right] += "并且按照规定逐项落实到位"
    return single(n, "怎么办", options, LETTERS[right])


def test_a_bank_whose_longest_option_is_the_key_pays_for_taking_it(tmp_path: Path) -> None:
    bank = guessed(tmp_path, one=[with_the_longest_right(n) for n in range(CLOSED_ITEMS)])["one"]
    assert bank.chance == pytest.approx(0.25)
    assert bank.scores["最长"] == 1
    assert bank.scores["最短"] == 0
    assert bank.paying["最长"] == pytest.approx(0.75)
    assert bank.paying["最短"] == pytest.approx(-0.25), "“最短的一定不是”也是可以利用的"


def test_what_is_alike_is_taken_as_often_as_chance(tmp_path: Path) -> None:
    bank = guessed(
        tmp_path, one=[single(n, "怎么办", ["甲甲", "乙乙", "丙丙", "丁丁"], LETTERS[n % 4]) for n in range(20)]
    )["one"]
    for name in ("最长", "最短", "避开绝对词", "最像题干", "最像其他选项"):
        assert bank.scores[name] == pytest.approx(bank.chance), name
    assert not bank.paying


def test_absolute_words_in_wrong_options_pay(tmp_path: Path) -> None:
    def question(n: int) -> str:
        options = [f"一律{word}" for word in short_words(n)]
        options[n % 4] = options[n % 4].removeprefix("一律")
        return single(n, "怎么办", options, LETTERS[n % 4])

    assert guessed(tmp_path, one=[question(n) for n in range(20)])["one"].paying["避开绝对词"] == pytest.approx(0.75)


def test_words_of_the_stem_in_the_key_pay(tmp_path: Path) -> None:
    def question(n: int) -> str:
        options = short_words(n)
        return single(n, f"，要{options[n % 4]}的是", options, LETTERS[n % 4])

    assert guessed(tmp_path, one=[question(n) for n in range(20)])["one"].paying["最像题干"] > 0.5


def test_what_other_banks_teach_pays_where_keys_are_worded_alike(tmp_path: Path) -> None:
    def question(n: int) -> str:
        options = [f"{word}再等等" for word in short_words(n)]
        options[n % 4] = options[n % 4].replace("再等等", "马上办")
        return single(n, "怎么办", options, LETTERS[n % 4])

    found = guessed(tmp_path, one=[question(n) for n in range(20)], two=[question(n) for n in range(20)])
    assert found["one"].scores["看别的题库学来的用词"] == 1
    alone = guessed(tmp_path / "alone", one=[question(n) for n in range(20)])
    assert alone["one"].scores["看别的题库学来的用词"] == pytest.approx(0.25), "没有别的题库，就没有可学的"


def test_judgements_are_guessed_by_their_length_against_other_banks(tmp_path: Path) -> None:
    def statement(n: int) -> str:
        true = n % 2 == 0
        words = short_words(n)
        return judge(
            n, f"{words[0]}要有人管{'，每季度至少检查一次并且写清楚结果' if true else ''}。", "对" if true else "错"
        )

    found = guessed(tmp_path, one=[statement(n) for n in range(20)], two=[statement(n) for n in range(20)])
    assert found["one"].chance == pytest.approx(0.5)
    assert found["one"].scores["最长"] == 1


def test_a_small_bank_shows_its_scores_and_is_not_judged(tmp_path: Path) -> None:
    bank = guessed(tmp_path, one=[with_the_longest_right(n) for n in range(CLOSED_ITEMS - 1)])["one"]
    assert bank.scores["最长"] == 1
    assert not bank.paying


def test_the_command_prints_a_line_a_strategy_and_says_which_pay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guessed(tmp_path, one=[with_the_longest_right(n) for n in range(CLOSED_ITEMS)])
    assert main(["coverage", "--guess", "--root", str(tmp_path / "site")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "one\t20 道有选项可选的题\t瞎猜 25%" in lines
    assert "  最长\t100%\t+75  ← 离瞎猜太远" in lines
    assert main(["coverage", "--guess", "--format", "json", "--root", str(tmp_path / "site")]) == 0
    (bank,) = json.loads(capsys.readouterr().out)
    assert bank["items"] == CLOSED_ITEMS
    assert bank["paying"]["最长"] == 0.75
