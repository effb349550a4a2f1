"""The quick reader beside the whole one: the same values, and nothing taken that the whole one finds a fault in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mingze.source import read_source
from mingze.source.closely import read_closely
from mingze.source.decode import decode
from mingze.source.plain import read_plain
from mingze.source.source_text import SourceText

ROOT = Path(__file__).parent.parent.parent
FILES = [file for folder in ("data", "quizzes", "tests/sites") for file in sorted((ROOT / folder).rglob("*.yml"))]
SLIPS = (
    "key: ", "key:", "- ", "- - ", "  ", "\n", "\n\n", "   \n", "|", "|-", ">", ": ", ":", "：", "，", "[", "{", "&a ",
    "*a", "!!str ", "<<: ", "? ", "%", "'", '"', '""', "#", " #", " # 注", "---\n", "...\n", "\t", "\u3000", "\u00a0",
    "**重点**", "[[term]]", "\\", "•", "1.", "（一）", "-", "—", "A.", "标题：", "题干:", "```\n", "yaml\n", "term:", "http://x",
    "a:b", "~", "=", "3: 6", "key：", "甲: 乙", "|2", "- |\n", "key: |\n", "      深\n", "😀",
)  # fmt: skip
"""What hands put into a file, on purpose or not."""


def decoded(file: str, data: bytes) -> SourceText:
    text, _ = decode(file, data)
    assert text
    return text


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [decoded(file.name, file.read_bytes()).text for file in FILES]


def differs(text: SourceText) -> bool | None:
    """Whether both readers differ; None where the quick one leaves the text alone."""
    values = read_plain(text.text)
    if values is None:
        return None
    source, faults = read_closely(text)
    return bool(faults) or source is None or source.values != values


def test_most_files_are_read_quickly_and_say_the_same(texts: list[str]) -> None:
    found = [differs(SourceText("x.yml", text)) for text in texts]
    assert True not in found
    assert found.count(False) > 0.9 * len(found)


def test_a_slip_anywhere_is_never_passed_over(texts: list[str]) -> None:
    dice = random.Random(21)
    taken = 0
    for _ in range(1500):
        text = mistyped(windowed(dice.choice(texts), dice), dice)
        read, faults = decode("x.yml", text.encode())
        if read and not faults and (found := differs(read)) is not None:
            taken += 1
            assert not found, text
    assert taken > 150  # or it would prove nothing


def windowed(text: str, dice: random.Random) -> str:
    """Cut some lines out of a file; half of the time they are moved to the left, as a file of their own would be."""
    lines = text.split("\n")
    count = dice.randint(1, 20)
    start = dice.randrange(max(1, len(lines) - count))
    lines = lines[start : start + count]
    if dice.random() < 0.5:
        depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
        lines = [line[depth:] for line in lines]
    return "\n".join(lines) + "\n"


def mistyped(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(0, 3)):
        at, way = dice.randint(0, len(text)), dice.random()
        lines = text.split("\n")
        row = dice.randrange(len(lines))
        if way < 0.35:
            text = text[:at] + dice.choice(SLIPS) + text[at:]
            continue
        if way < 0.45:
            text = text[:at] + text[at + dice.randint(1, 6) :]
            continue
        if way < 0.6:
            lines[row] = " " * dice.randint(1, 4) + lines[row]
        elif way < 0.75:
            lines[row] = lines[row][dice.randint(1, 3) :]
        elif way < 0.85:
            lines[row] = " " * dice.randint(0, 6) + dice.choice(SLIPS) + lines[row].lstrip()
        else:
            lines.insert(row, lines[row])
        text = "\n".join(lines)
    return text


@pytest.mark.parametrize(
    "text",
    [
        *("a: |\n\n", "a: |\n  甲\n 乙\n", "a: 甲\na: 乙\n", "a: 甲: 乙\n", "- b:c\n", "- key：甲\n"),
        *("a: 甲\n    乙\n", "a: >\n  甲\n", "a: 甲", ""),
    ],
)  # fmt: skip
def test_what_takes_the_whole_reader_is_left_to_it(text: str) -> None:
    assert read_plain(text) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: 甲\nb:\n  - 乙  \n  - c: 丙\n    d:\n", {"a": "甲", "b": ["乙", {"c": "丙", "d": ""}]}),
        ("# 注\na:\n- - 1\n  - 2\n- - 3\nb: \"\"\n", {"a": [["1", "2"], ["3"]], "b": ""}),
        ("- a: |\n    甲\n\n      乙\n\n  3: 6\n- |\n  丙\n", [{"a": "甲\n\n  乙\n", "3": "6"}, "丙\n"]),
        ("a: http://x\nb: 甲#乙\n", {"a": "http://x", "b": "甲#乙"}),
    ],
)  # fmt: skip
def test_the_plain_part_of_yaml(text: str, values: object) -> None:
    assert read_plain(text) == values
    assert differs(SourceText("x.yml", text)) is False


def test_places_are_found_when_they_are_asked_for() -> None:
    source, faults = read_source("a.yml", "a:\n  - 甲\n  - b: |\n      乙丙\n".encode())
    assert source
    assert not faults
    span = source.span(("a", 1, "b"), "丙")
    assert (span.line, span.column, span.length) == (4, 8, 1)
