"""Values obey the rules on characters, not bytes alone; a folded block adds nothing to them."""

from __future__ import annotations

import pytest

from mingze.diagnostics import Diagnostic
from mingze.source import Value, read_source
from mingze.text import line_joins


def told(text: str) -> list[tuple[str, int, int, int]]:
    faults: list[Diagnostic] = read_source("data/site.yml", text.encode())[1]
    return [(d.code, d.span.line, d.span.column, d.span.length) for d in faults]


def value_of(text: str) -> Value:
    source, faults = read_source("data/site.yml", f"a:{text}b: 末\n".encode())
    assert source is not None
    assert not faults
    assert isinstance(source.values, dict)
    assert source.values["b"] == "末"
    return source.values["a"]


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        (r"\n", "control-character"), (r"\t", "control-character"), (r"\r", "control-character"),
        (r"\f", "control-character"), (r"\b", "control-character"), (r"\0", "control-character"),
        (r"\a", "control-character"), (r"\v", "control-character"), (r"\e", "control-character"),
        (r"\N", "control-character"), (r"\L", "control-character"), (r"\P", "control-character"),
        (r"\_", "control-character"), (r"\x07", "control-character"), (r"\uffff", "control-character"),
        (r"\U0001FFFE", "control-character"), (r"\u200b", "zero-width-character"), (r"\u202E", "zero-width-character"),
        (r"\ufeff", "zero-width-character"), (r"\u00ad", "zero-width-character"), (r"\xad", "zero-width-character"),
        (r"\u3164", "zero-width-character"), (r"\U000E0041", "zero-width-character"), (r"\ue000", "broken-character"),
        (r"\ufffd", "broken-character"), (r"\U000F0001", "broken-character"), (r"\u2f63", "compatibility-ideograph"),
        (r"\uf900", "compatibility-ideograph"), (r"\U0002F800", "compatibility-ideograph"),
        (r"\u2ed3", "compatibility-ideograph"),
    ],
)  # fmt: skip
def test_an_escape_that_does_harm_is_told_at_its_place(escape: str, code: str) -> None:
    assert told(f'a: "甲{escape}乙"\n') == [(code, 1, 6, len(escape))]
    assert told(f'- "甲"\n- x: ["乙", "丙{escape}"]\n') == [(code, 2, 14, len(escape))]


@pytest.mark.parametrize("typed", [r"他说\"好\"", r"C:\\data\\new", r"\u5b89\u5168", r"a\/b", r"\x41"])
def test_an_escape_that_stands_for_a_sign_is_left_alone(typed: str) -> None:
    assert told(f'a: "{typed}"\n') == []


def test_a_backslash_outside_double_quotes_is_a_backslash() -> None:
    assert value_of(" D:\\files\\new\n") == r"D:\files\new"
    assert value_of(" 'D:\\files\\new'\n") == r"D:\files\new"
    assert value_of(" |\n  D:\\files\\new\n") == "D:\\files\\new\n"


def test_all_escapes_of_a_value_are_told_and_none_is_kept() -> None:
    source, faults = read_source("data/site.yml", rb'a: "D:\files\new\back, \u202ex"' + b"\n")
    assert [d.span.column for d in faults] == [7, 13, 17, 24]
    assert source is not None
    assert source.values == {"a": "D:iles\new" + "ack, x"}


@pytest.mark.parametrize("character", ["\U000f0001", "\u3164", "\U0002f800", "⻓", "\ufdd0", "\u2066", "\ufffa"])
def test_rare_characters_that_do_harm_are_told_as_typed_too(character: str) -> None:
    assert len(told(f"a: 甲{character}乙\n")) == 1


@pytest.mark.parametrize("header", [">", ">-", ">+", ">2", "> # 折行"])
def test_a_folded_block_reads_as_a_literal_one(header: str) -> None:
    lines_typed = "\n  主要负责人多久\n  组织 LEC\n  一次演练？\n\n  另一段\n# 注\n"
    folded, literal = (value_of(f" {sign}{lines_typed}") for sign in (header, "|"))
    assert str(folded).strip() == str(literal).strip() == "主要负责人多久\n组织 LEC\n一次演练？\n\n另一段"


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("甲\n乙", "甲乙"),
        ("甲 \n  乙", "甲乙"),
        ("甲\nLEC", "甲LEC"),
        ("risk\nscore", "risk score"),
        ("𠮷\n野", "𠮷野"),
        ("①\n②", "①②"),
    ],
)
def test_lines_join_as_chinese_is_written(typed: str, joined: str) -> None:
    assert line_joins.join(typed) == line_joins.join_paragraphs(typed) == joined


def test_paragraphs_stay_apart() -> None:
    assert line_joins.join_paragraphs("甲\n乙\n \n丙\n丁\n") == "甲乙\n\n丙丁"
