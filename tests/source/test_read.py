import pytest

from mingze.diagnostics import Diagnostic
from mingze.source import Path, SourceFile, Value, read_source
from mingze.source.decode import MAX_CHARACTER_FAULTS
from mingze.source.structure import MAX_DEPTH

FILE = "data/site.yml"

PAGE = """\
id: first
title: 安全生产
points:
  - 甲
  - text: 乙
    kind: list
  - |
    丙的第一行
    丙的第二行
text: |
  人民至上，
  安全第一。

  另一段
last: 末
"""


def read(text: str | bytes) -> SourceFile:
    source, faults = read_source(FILE, text.encode() if isinstance(text, str) else text)
    assert source is not None, faults
    assert not faults
    return source


def faults_of(text: str | bytes) -> list[Diagnostic]:
    return read_source(FILE, text.encode() if isinstance(text, str) else text)[1]


def place(source: SourceFile, path: Path, phrase: str | None = None) -> tuple[int, int, int]:
    span = source.span(path, phrase)
    assert span.file == FILE
    return span.line, span.column, span.length


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "yes",
        "on",
        "1.10",
        "010",
        "0x1F",
        "1e3",
        "2018-04-08",
        "~",
        "null",
        "true",
        ".inf",
        "12:30:45",
        "1_000",
        "=",
    ],
)
def test_scalars_stay_what_was_typed(typed: str) -> None:
    assert read(f"key: {typed}\nlist:\n  - {typed}\n").values == {"key": typed, "list": [typed]}


def test_a_key_is_text_too() -> None:
    assert read("1: a\nno: b\n").values == {"1": "a", "no": "b"}


def test_a_key_without_a_value_is_empty_text() -> None:
    assert read("a:\nb: ''\nc:\n  -\n").values == {"a": "", "b": "", "c": [""]}


def test_block_scalars_keep_their_lines() -> None:
    assert read("a: |\n  一\n  二\nb: |-\n  三\n").values == {"a": "一\n二\n", "b": "三"}


def test_a_leading_byte_order_mark_is_dropped_and_does_not_move_columns() -> None:
    source = read(b"\xef\xbb\xbfkey: value\n")
    assert source.values == {"key": "value"}
    assert place(source, ("key",)) == (1, 6, 5)


def test_carriage_returns_at_line_ends_change_neither_values_nor_places() -> None:
    unix, windows = read(PAGE), read(PAGE.replace("\n", "\r\n"))
    assert windows.values == unix.values
    paths: list[Path] = [("id",), ("points", 1, "kind"), ("points", 2), ("text",), ("last",)]
    assert [place(windows, p) for p in paths] == [place(unix, p) for p in paths]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("id",), (1, 5, 5)),
        (("title",), (2, 8, 4)),
        (("points", 0), (4, 5, 1)),
        (("points", 1, "text"), (5, 11, 1)),
        (("points", 1, "kind"), (6, 11, 4)),
        (("last",), (15, 7, 1)),
    ],
)
def test_the_span_of_a_value_covers_it(path: Path, expected: tuple[int, int, int]) -> None:
    assert place(read(PAGE), path) == expected


def test_the_span_of_a_block_scalar_covers_its_first_line() -> None:
    source = read(PAGE)
    assert place(source, ("text",)) == (11, 3, 5)
    assert place(source, ("points", 2)) == (8, 5, 5)


def test_the_span_of_an_entry_that_is_a_mapping_covers_its_first_key() -> None:
    source = read(PAGE)
    assert place(source, ("points", 1)) == (5, 5, 4)
    assert place(source, ()) == (1, 1, 2)


@pytest.mark.parametrize(
    ("path", "phrase", "expected"),
    [
        (("text",), "至上", (11, 5, 2)),
        (("text",), "安全", (12, 3, 2)),
        (("text",), "另一段", (14, 3, 3)),
        (("points", 2), "第二行", (9, 7, 3)),
        (("title",), "生产", (2, 10, 2)),
    ],
)
def test_the_span_of_a_phrase_covers_the_phrase(path: Path, phrase: str, expected: tuple[int, int, int]) -> None:
    assert place(read(PAGE), path, phrase) == expected


def test_a_phrase_that_stands_on_no_line_falls_back_to_the_value() -> None:
    assert place(read(PAGE), ("text",), "至上，安全") == (11, 3, 5)
    assert place(read(PAGE), ("text",), "末") == (11, 3, 5)


def test_an_empty_block_scalar_does_not_point_at_the_next_key() -> None:
    assert place(read("a: |\nb: x\n"), ("a",)) == (1, 4, 1)
    assert place(read("- |\n- x\n"), (0,)) == (1, 3, 1)


def test_prose_at_the_end_of_a_file_without_a_last_line_break_has_its_span() -> None:
    source = read("a: |\n  甲乙")
    assert place(source, ("a",)) == (2, 3, 2)
    assert place(source, ("a",), "乙") == (2, 4, 1)


def test_a_missing_key_points_at_its_parent() -> None:
    source = read(PAGE)
    assert place(source, ("points", 1, "missing")) == place(source, ("points", 1))
    assert place(source, ("missing",)) == place(source, ())
    assert place(source, ("points", 9)) == place(source, ("points",))


def test_the_span_of_a_key_covers_the_key() -> None:
    span = read(PAGE).key_span(("points", 1, "kind"))
    assert (span.line, span.column, span.length) == (6, 5, 4)


def test_columns_count_characters_not_bytes() -> None:
    assert place(read("- 𠮷安全：\n- b: 𠮷x\n"), (1, "b")) == (2, 6, 2)


def test_a_flow_list_has_the_span_of_its_brackets() -> None:
    source = read("a: [x, yy]\n")
    assert place(source, ("a",)) == (1, 4, 7)
    assert place(source, ("a", 1)) == (1, 8, 2)


@pytest.mark.parametrize("text", ["[" * 20_000, "- " * 20_000 + "x", "{a: " * 20_000, "? " * 20_000])
def test_bottomless_nesting_is_reported_not_suffered(text: str) -> None:
    source, faults = read_source(FILE, text.encode())
    assert source is None
    deep = [d for d in faults if d.code == "nesting-too-deep"]
    assert [d.span.line for d in deep] == [1]


@pytest.mark.parametrize(
    ("text", "column"),
    [("a: " + "[" * 2_000, 53), ("a: " + "{b: " * 2_000, 200), ("- " * 2_000 + "x", 101), ("- " + "[" * 51, 52)],
)
def test_the_level_that_is_too_deep_is_shown_whatever_limit_libyaml_has(text: str, column: int) -> None:
    deep = [d for d in read_source(FILE, text.encode())[1] if d.code == "nesting-too-deep"]
    assert [(d.span.line, d.span.column) for d in deep] == [(1, column)]


def test_deep_indentation_is_shown_at_its_line() -> None:
    text = "\n".join("  " * depth + "a:" for depth in range(1_100)) + " x\n"
    assert [(d.code, d.span.line) for d in read_source(FILE, text.encode())[1]] == [("nesting-too-deep", MAX_DEPTH + 1)]


def test_nesting_is_allowed_up_to_its_limit() -> None:
    def nested(depth: int) -> str:
        return "- " * depth + "x\n"

    value: Value = read(nested(MAX_DEPTH)).values
    for _ in range(MAX_DEPTH):
        assert isinstance(value, list)
        value = value[0]
    assert value == "x"
    assert [d.code for d in faults_of(nested(MAX_DEPTH + 1))] == ["nesting-too-deep"]


def test_a_control_character_behind_many_other_harmful_ones_is_still_reported() -> None:
    source, faults = read_source(FILE, ("a: " + "\u200b" * MAX_CHARACTER_FAULTS + "\x00").encode())
    assert source is None
    assert "control-character" in {d.code for d in faults}


def test_a_byte_that_is_not_utf8_is_reported_where_it_stands() -> None:
    for data in (b"a: 1\nb: \xb0\xb2\n", b"\xef\xbb\xbfa: 1\r\nb: \xb0\xb2\n"):
        (fault,) = faults_of(data)
        assert (fault.code, fault.span.line, fault.span.column) == ("not-utf8", 2, 4)


def test_the_byte_order_mark_does_not_move_the_column_of_an_undecodable_byte() -> None:
    (fault,) = faults_of(b"\xef\xbb\xbfa: \xb0\n")
    assert (fault.span.line, fault.span.column) == (1, 4)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_named(encoding: str) -> None:
    (fault,) = faults_of("title: 安全生产责任制\norganisation: x\n".encode(encoding))
    assert fault.code == "not-utf8"
    assert "UTF-16" in fault.message


def test_every_fault_of_a_file_is_reported_in_one_run() -> None:
    source, faults = read_source(FILE, "a: 1\na: 2\nb: 第3条 #注\nc: [甲，乙]\n".encode())
    assert source is not None
    assert {(d.code, d.span.line) for d in faults} == {
        ("duplicate-key", 2),
        ("comment-touching-text", 3),
        ("full-width-comma-in-list", 4),
    }


def test_signs_inside_prose_are_no_faults() -> None:
    text = "text: |\n  [[term]]：**重点** #话题 > 引用\n  key：值\n  a: b: c\n  \u3000\u3000首行空两格\nnext: x\n"
    prose = "[[term]]：**重点** #话题 > 引用\nkey：值\na: b: c\n\u3000\u3000首行空两格\n"
    assert read(text).values == {"text": prose, "next": "x"}
