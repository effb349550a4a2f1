"""Edits of YAML say what was wanted, keep every comment, and touch no record that was not meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingze.source import SourceFile, Value, read_source
from mingze.workbook.yaml_edit import Editor, LineEdit, apply, fresh_file, same_value
from mingze.workbook.yaml_lines import stands_plain

ORDER = ("id", "type", "stem", "options", "answer", "explanation", "cites", "pairs", "depth")
SIGNS = "甲乙丙，。：；、（）“”《》|>-#*&!%@`[]{}:?'\" =~\\/0aA.…—·\n"
TEXT = st.text(st.sampled_from(SIGNS), min_size=1, max_size=14).map(str.strip).filter(bool)
LINE = TEXT.map(lambda t: t.replace("\n", "")).filter(lambda t: bool(t.strip())).map(str.strip)
OPTION = st.one_of(LINE, st.fixed_dictionaries({"text": LINE, "feedback": TEXT}))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["single", "judge"]),
    "stem": TEXT,
    "options": st.lists(OPTION, min_size=1, max_size=4),
    "answer": LINE,
    "explanation": TEXT,
    "cites": st.lists(LINE, min_size=1, max_size=3),
    "pairs": st.lists(st.fixed_dictionaries({"left": LINE, "right": LINE}), min_size=1, max_size=3),
    "depth": st.sampled_from(["1", "2"]),
}
RECORD = st.fixed_dictionaries({}, optional=VALUES)
CHANGE = st.fixed_dictionaries({}, optional={key: st.one_of(st.none(), value) for key, value in VALUES.items()})


def read(data: bytes) -> SourceFile:
    source, _ = read_source("quizzes/banks/x.yml", data)
    assert source is not None, data.decode()
    return source


def is_sound(data: bytes) -> bool:
    """Whether the reader takes a file as it stands; texts that look like slips of typing are tried elsewhere."""
    source, faults = read_source("quizzes/banks/x.yml", data)
    return source is not None and not any(fault.mended for fault in faults)


def with_comments(data: bytes) -> bytes:
    lines = data.decode().split("\n")
    out = []
    for n, line in enumerate(lines):
        if line.startswith("  - id:"):
            out += [f"  # 第 {n} 行", ""] if n % 2 else [f"# 第 {n} 行"]
        out.append(line)
    return "\n".join(out).encode()


def comments(data: bytes) -> list[str]:
    return [line for line in data.decode().split("\n") if line.lstrip().startswith("# 第 ")]


@given(st.lists(RECORD, min_size=1, max_size=4), st.data())
@settings(max_examples=45, suppress_health_check=list(HealthCheck))
def test_any_edit_gives_what_was_wanted_and_keeps_comments(records: list[dict[str, Any]], data: st.DataObject) -> None:
    assert_wanted(records, data)


@pytest.mark.long
@given(st.lists(RECORD, min_size=1, max_size=4), st.data())
@settings(max_examples=500, suppress_health_check=list(HealthCheck))
def test_more_edits_give_what_was_wanted(records: list[dict[str, Any]], data: st.DataObject) -> None:
    assert_wanted(records, data)


def assert_wanted(records: list[dict[str, Any]], data: st.DataObject) -> None:
    """Edit a file of these records, and assert that it says what was wanted and keeps its comments."""
    entries: list[Any] = [{"id": f"q-{n}", **{k: one[k] for k in ORDER if k in one}} for n, one in enumerate(records)]
    before = with_comments(fresh_file({"bank": {"id": "x", "title": "库"}, "questions": entries}))
    if not is_sound(before):
        return
    source = read(before)
    assert isinstance(source.values, dict)
    assert same_value(source.values["questions"], entries)
    editor, expected = Editor(source), [dict(one) for one in entries]
    edits: list[LineEdit] = []
    gone = data.draw(st.sampled_from([(), (0,), (len(entries) - 1,)] if len(entries) > 1 else [()]))
    for n in range(len(entries)):
        change = data.draw(CHANGE) if n not in gone else {}
        edits += editor.change(("questions", n), change, ORDER)
        expected[n] = {k: v for k, v in {**expected[n], **change}.items() if v is not None}
    fresh = [{"id": "new-1", **data.draw(RECORD)}]
    after = data.draw(st.sampled_from([None, *range(len(entries))]))
    edits += editor.add(("questions",), fresh, after)
    edits += editor.remove(("questions",), gone)
    changed = apply(before, edits)
    if not is_sound(changed):
        return
    at = len(entries) if after is None else after + 1
    wanted = [*expected[:at], *fresh, *expected[at:]]
    wanted_now: Value = [one for one in wanted if one["id"] not in {f"q-{n}" for n in gone}]
    found = read(changed)
    assert isinstance(found.values, dict)
    assert same_value(found.values["questions"], wanted_now), changed.decode()
    assert set(comments(changed)) >= set(comments(before))


@given(st.lists(RECORD, min_size=2, max_size=3), VALUES["stem"])
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_lines_of_other_records_stay(records: list[dict[str, Any]], stem: str) -> None:
    entries: list[Any] = [{"id": f"q-{n}", **{k: one[k] for k in ORDER if k in one}} for n, one in enumerate(records)]
    before = fresh_file({"bank": {"id": "x"}, "questions": entries})
    if not is_sound(before):
        return
    after = apply(before, list(Editor(read(before)).change(("questions", 0), {"stem": stem}, ORDER)))
    assert after.endswith(before[before.index(b"  - id: q-1") :])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("组织演练", True),
        ("第五条：看", True),
        ("a: b", False),
        ("- 甲", False),
        ("甲 # 乙", False),
        ("第3条 #注", False),
        ("[[三查]]是词", False),
        ("“引号”", True),
        ("'甲'", False),
        ("50%", True),
        ("%50", False),
        ("甲\n乙", False),
        ("title：甲", False),
    ],
)
def test_a_text_stands_behind_its_key_only_where_it_is_read_back(text: str, plain: bool) -> None:
    assert stands_plain(text) is plain


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("- id: a\n  cites: [x, y]\n", {"cites": ["x", "z"]}, "- id: a\n  cites:\n    - x\n    - z\n"),
        ("- id: a\n  cites: x # 注\n", {"cites": ["x", "z"]}, "- id: a\n  cites: # 注\n    - x\n    - z\n"),
        ("- id: a\n  stem: 'x' # 注\n", {"stem": "y"}, "- id: a\n  stem: | # 注\n    y\n"),
        ("- id: a\n  stem: |- # 注\n    x\n\n- id: b\n", {"stem": "y"}, "- id: a\n  stem: | # 注\n    y\n\n- id: b\n"),
        ("-\n    id: a\n    cites:\n    - x\n", {"cites": ["x", "y"]}, "-\n    id: a\n    cites:\n    - x\n    - y\n"),
        ("- id: a\n  stem: x\n  cites:\n    - x\n", {"depth": "1", "pairs": [{"left": "l"}], "cites": ["x", "y"]},
         "- id: a\n  stem: x\n  cites:\n    - x\n    - y\n  pairs:\n    - left: l\n  depth: 1\n"),
        ("- {id: a, stem: x}\n", {"stem": "y"}, None),
        ("- stem: x\n  id: a\n", {"stem": "y"}, "- stem: |\n    y\n  id: a\n"),
        ("- id: a\n  stem: >\n    x\n    y\n", {"stem": "z"}, "- id: a\n  stem: |\n    z\n"),
        ("- id: a\n  answers:\n    - - x\n    - - y\n", {"answers": [["x"], ["y", "z"]]},
         "- id: a\n  answers:\n    - - x\n    - - y\n      - z\n"),
    ],
)  # fmt: skip
def test_other_ways_of_writing(before: str, change: dict[str, Any], after: str | None) -> None:
    source = read(before.encode())
    edits = list(Editor(source).change((0,), change, ORDER))
    changed = apply(before.encode(), edits).decode()
    if after is not None:
        assert changed == after
    found, _ = read_source("x.yml", changed.encode())
    assert isinstance(source.values, list)
    first = source.values[0]
    assert isinstance(first, dict)
    wanted: Value = [{**first, **change}, *source.values[1:]]
    is_right = found is not None and same_value(found.values, wanted)
    assert is_right is (after is not None), "what cannot be edited is seen, and not written"
