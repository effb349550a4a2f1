from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingze.pages import rich
from mingze.views import runs

TEXT = st.text(alphabet='安全生产<>&"甲乙\n a', max_size=30)
PHRASES = st.lists(st.text(alphabet="安全生产<>&甲", max_size=4), max_size=4)


def mark(text: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> str:
    return str(rich.statute(runs.statute(text, keywords, uncertain)))


def stripped(markup: str) -> str:
    return html.unescape(re.sub(r"</?(?:strong|span)[^<>]*>", "", markup))


def marked(markup: str, tag: str) -> list[str]:
    """Return the runs of text inside a tag, joined where they touch."""
    touching = re.sub(rf"</{tag}><{tag}[^>]*>", "", markup)
    return [stripped(found) for found in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", touching, re.DOTALL)]


@given(TEXT, PHRASES, PHRASES)
def test_the_words_are_never_touched(text: str, keywords: list[str], uncertain: list[str]) -> None:
    assert stripped(mark(text, keywords, uncertain)) == text


@given(TEXT, PHRASES)
def test_exactly_the_occurrences_of_the_phrases_are_marked(text: str, phrases: list[str]) -> None:
    inside = [
        any(p and text.startswith(p, at - k) for p in phrases for k in range(len(p)) if at - k >= 0)
        for at in range(len(text))
    ]
    expected = re.findall("x+", "".join("x" if here else " " for here in inside))
    found = marked(mark(text, phrases), "strong")
    assert [len(run) for run in found] == [len(run) for run in expected]
    assert "".join(found) == "".join(c for c, here in zip(text, inside, strict=True) if here)
    assert marked(mark(text, (), phrases), "span") == found


@given(TEXT, PHRASES, PHRASES)
def test_neighbours_of_one_look_are_one_run(text: str, keywords: list[str], uncertain: list[str]) -> None:
    """However many phrases touch or overlap there: search marks and readings go by runs."""
    found = runs.statute(text, keywords, uncertain)
    assert all(run.text for run in found)
    looks = [(run.bold, run.uncertain) for run in found]
    assert all(one != next_ for one, next_ in pairwise(looks))


@given(TEXT, PHRASES, PHRASES)
def test_tags_are_nested_properly(text: str, keywords: list[str], uncertain: list[str]) -> None:
    open_tags: list[str] = []
    for slash, tag in re.findall(r"<(/?)(strong|span)", mark(text, keywords, uncertain)):
        if slash:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert not open_tags


@pytest.mark.parametrize(
    ("keywords", "uncertain", "expected"),
    [
        ((), (), "安全生产责任"),
        (("安全",), (), "<strong>安全</strong>生产责任"),
        (("安全生", "生产"), (), "<strong>安全生产</strong>责任"),
        (("安全", "生产"), (), "<strong>安全生产</strong>责任"),
        (("全生",), (), "安<strong>全生</strong>产责任"),
        (("没有",), (), "安全生产责任"),
        (("",), ("",), "安全生产责任"),
        ((), ("责任",), '安全生产<span class="mz-uncertain">责任</span>'),
        (
            ("安全生产",),
            ("生产责任",),
            '<strong>安全</strong><span class="mz-uncertain"><strong>生产</strong></span>'
            '<span class="mz-uncertain">责任</span>',
        ),
    ],
)
def test_phrases_may_touch_and_overlap(keywords: tuple[str, ...], uncertain: tuple[str, ...], expected: str) -> None:
    assert mark("安全生产责任", keywords, uncertain) == expected


def test_every_occurrence_is_marked() -> None:
    assert mark("甲乙甲", ["甲"]) == "<strong>甲</strong>乙<strong>甲</strong>"
    assert mark("甲甲甲", ["甲甲"]) == "<strong>甲甲甲</strong>"


def test_statutory_text_is_escaped_not_interpreted() -> None:
    assert mark("<b>&**x**", ["b>&"]) == "&lt;<strong>b&gt;&amp;</strong>**x**"
    assert mark("") == ""
