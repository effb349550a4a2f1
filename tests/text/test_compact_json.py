"""Plain data as JSON of one line: the same text as Python's own, and nothing written that was not plain."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mingze.text.compact_json import compact_json

TEXTS = st.text(st.characters(codec="utf-8"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


class Kind(StrEnum):
    ONE = "一种"


@given(PLAIN)
def test_it_is_what_pythons_own_writes(value: Any) -> None:
    assert compact_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Markup("<b>甲</b>"), '"<b>甲</b>"'),
        ([Markup("甲"), "乙"], '["甲","乙"]'),
        ({Kind.ONE: Kind.ONE}, '{"一种":"一种"}'),
        (("a", 1), '["a",1]'),
        (0.5, "0.5"),
    ],
)
def test_strings_of_other_classes_are_strings(value: Any, text: str) -> None:
    assert compact_json(value) == text


@pytest.mark.parametrize("value", [object(), [object()], {"a": print}])
def test_what_is_not_plain_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        compact_json(value)


def test_half_a_pair_is_refused_here_and_not_first_where_it_is_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        compact_json(chr(0xD800))
