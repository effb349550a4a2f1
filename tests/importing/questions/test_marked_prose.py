"""Words that go out as HTML and GIFT come back as prose that says the same words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingze.exchange import as_html
from mingze.exchange.questions.gift import escaped
from mingze.importing.questions.exchanged.gift_blocks import blocks, shown
from mingze.importing.questions.exchanged.marked_prose import literal, marked
from mingze.views import prose, runs

WORDS = st.text(alphabet="甲乙{}~=#:\\%-><&\"'*_`[]()|$!^,.、。（）ａ１1aA→/+ ", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


def said(text: str) -> str:
    return unicodedata.normalize("NFKC", prose.plain(text, {}))


@settings(max_examples=150)
@given(WORDS)
def test_words_come_back_through_html(text: str) -> None:
    assert said(marked(f"<p>{as_html.inline(runs.text(text))}</p>").line) == unicodedata.normalize("NFKC", text)


@settings(max_examples=150)
@given(WORDS.filter(bool))
def test_words_come_back_through_gift(text: str) -> None:
    (block,) = blocks(f"x{escaped(text)}\n")
    assert shown(block.text) == f"x{text}"


@pytest.mark.parametrize("text", ["2*3*4", "a_b_c", "C:\\data", "见[附录](三)", "5*人数*3", "甲"])
def test_words_that_are_no_marks_stay_as_they_are(text: str) -> None:
    assert literal(text) == text


def test_words_that_look_like_marks_are_escaped() -> None:
    assert (literal("*注意*事项"), literal("`代码`")) == ("\\*注意\\*事项", "\\`代码\\`")
