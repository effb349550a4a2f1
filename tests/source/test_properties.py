"""Properties of reading: it never raises, it names places inside the file, and it gives back what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mingze.source import Path, SourceFile, Value, read_source

FILE = "quizzes/banks/any.yml"
CHINESE = re.compile(r"[\u4e00-\u9fff]")

FRAGMENTS = (
    "id", "title", "key: ", "- ", "  ", "    ", "\n", "\r\n", "|", "|-", ">", ": ", "：", "，", "[", "]", "{",
    "}", "&a ", "*a", "!!str ", "<<: ", "? ", "%", "@", "`", "'", '"', "#", " #", "---\n", "...\n", "\t",
    "\u3000", "\u00a0", "\u200b", "\ufeff", "⽣", "\x00", "\x85", "\u2028", "安全生产", "**重点**", "[[term]]",
    "\\", "\r", "\ufffe", "𠮷",
)  # fmt: skip


def assert_faults_are_usable(data: bytes) -> None:
    source, faults = read_source(FILE, data)
    assert source is not None or faults
    lines = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for fault in faults:
        span = fault.span
        assert span.file == FILE
        assert 1 <= span.line <= len(lines)
        room = len(lines[span.line - 1]) + 1  # a missing value may be shown just behind the line
        assert 1 <= span.column <= room
        assert span.length >= 1
        assert span.column + span.length - 1 <= room
        assert CHINESE.search(fault.message)
        assert CHINESE.search(fault.help)


@given(st.binary(max_size=400))
@settings(max_examples=50)
def test_any_bytes_are_read_or_refused_in_chinese(data: bytes) -> None:
    assert_faults_are_usable(data)


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_is_read_or_refused_in_chinese(text: str) -> None:
    assert_faults_are_usable(text.encode())


LIKE_YAML = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@given(LIKE_YAML)
@settings(max_examples=100)
@example("\u200b" * 100 + "\x00")
@example("a: |\nb: [x\n")
@example('a: "x\n\n')
def test_text_that_looks_like_yaml_is_read_or_refused_in_chinese(text: str) -> None:
    assert_faults_are_usable(text.encode())


@pytest.mark.long
@given(st.binary(max_size=400), st.text(max_size=200), LIKE_YAML)
@settings(max_examples=3000)
def test_anything_is_read_or_refused_in_chinese_at_length(data: bytes, text: str, like_yaml: str) -> None:
    for one in (data, text.encode(), like_yaml.encode()):
        assert_faults_are_usable(one)


WORDS = st.sampled_from(
    ["no", "true", "1.10", "010", "~", "null", "2018-04-08", "党委主要负责人", "a-b", "第五条", "0"]
)
PROSE_LINE = (
    st.text(alphabet="安全生产责任制，。：、“”（）《》#ab1: -|>[]{}&*!%@`'\"?\\~", min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
PROSE = st.lists(PROSE_LINE, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(lines))
)
KEYS = st.from_regex(r"[a-z][a-z_]{0,7}", fullmatch=True)


class Prose(str):
    """Text to be written as a block scalar."""

    __slots__ = ()


LEAVES = WORDS | PROSE.map(Prose)
Tree = st.recursive(
    LEAVES,
    lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=4) | st.lists(inner, min_size=1, max_size=4),
    max_leaves=12,
)
FILES = st.dictionaries(KEYS, Tree, min_size=1, max_size=4) | st.lists(Tree, min_size=1, max_size=4)


def written(value: Value, depth: int = 0) -> Iterator[str]:
    """Write as DESIGN 5 asks: block lists, block mappings, prose as block scalars."""
    pad = "  " * depth
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{pad}{key}:", inner, depth, inline=False)
    elif isinstance(value, list):
        for inner in value:
            yield from _entry(f"{pad}-", inner, depth, inline=True)


def _entry(lead: str, value: Value, depth: int, *, inline: bool) -> Iterator[str]:
    if isinstance(value, Prose):
        yield f"{lead} |-"
        yield from (f"{'  ' * (depth + 1)}{line}" if line else "" for line in value.split("\n"))
    elif isinstance(value, str):
        yield f"{lead} {value}"
    else:
        lines = list(written(value, depth + 1))
        if inline:  # the first line of an entry follows its dash
            yield f"{lead} {lines[0].lstrip(' ')}"
            yield from lines[1:]
        else:
            yield lead
            yield from lines


def leaves(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, (*path, position))
    else:
        yield path, value


def read(tree: Value, newline: str = "\n") -> SourceFile:
    text = newline.join(written(tree)) + newline
    source, faults = read_source(FILE, text.encode())
    assert not faults, text
    assert source is not None
    return source


def assert_read_back(tree: Value) -> None:
    """Assert that what is written well has no faults, is read back equal, and that each place is that of its text."""
    assert read(tree, "\r\n").values == tree
    source = read(tree)
    assert source.values == tree
    before = 0
    for path, text in leaves(tree):
        span = source.span(path)
        line = source.text.line(span.line)
        assert line[span.column - 1 :][: span.length] == text.split("\n")[0]
        assert span.line > before or (span.line == before == 0)
        before = span.line
        for line in filter(None, text.split("\n")):
            phrase = source.span(path, line)
            assert source.text.line(phrase.line)[phrase.column - 1 :][: phrase.length] == line


@given(FILES)
@settings(max_examples=30)
def test_what_is_written_well_is_read_back_equal_with_the_place_of_every_leaf_and_line(tree: Value) -> None:
    assert_read_back(tree)


@pytest.mark.long
@given(FILES)
@settings(max_examples=2000)
def test_what_is_written_well_is_read_back_at_length(tree: Value) -> None:
    assert_read_back(tree)
