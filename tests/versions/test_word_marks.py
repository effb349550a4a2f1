"""Words taken out and put in, as a reader follows them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mingze.text.word_marks import replacements, uniform, word_marks
from mingze.versions.text_tree import text_tree
from tests.versions.instruments import real


def told(before: str, after: str) -> str:
    return "".join(one.after if one.same else f"[{one.before}|{one.after}]" for one in word_marks(before, after))


def test_a_short_island_between_two_changes_is_swallowed() -> None:
    assert told("责令停产停业的整顿", "责令限期改正的处理") == "责令[停产停业的整顿|限期改正的处理]"
    assert told("对从业人员进行教育的上岗", "对员工进行教育的就业") == "对[从业人员|员工]进行教育的[上岗|就业]"


def test_signs_that_differ_in_width_alone_are_the_same() -> None:
    assert told('应当遵守下列规定: "一岗双责",失职追责', "应当遵守下列规定：“一岗双责”，失职追责") == (
        "应当遵守下列规定：“一岗双责”，失职追责"
    )


def test_frequent_characters_of_a_long_text_are_not_dropped() -> None:
    text = "".join(node.whole for node in text_tree(real("accounting-2024.md"))[:9])
    assert len(text) > 600
    assert told(text, text[:150] + "每年" + text[150:]) == text[:150] + "[|每年]" + text[150:]


def test_what_is_replaced_everywhere_alike_is_found_and_what_is_not_is_left() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for before, after in (("会计帐簿", "会计账簿"), ("设帐册的单位", "设账册的单位"), ("记帐凭证", "记账凭证")):
        counts += replacements(word_marks(before, after))
    counts[("部门", "机关")] = 3
    counts[("部门", "机构")] = 1
    assert uniform(counts) == {("帐", "账"): 3}


@given(st.text("安全生产，, 。\n责任", max_size=40), st.text("安全生产，, 。\n责任", max_size=40))
def test_the_pieces_put_together_are_the_two_texts(before: str, after: str) -> None:
    pieces = word_marks(before, after)
    if before.strip():
        assert "".join(one.before for one in pieces) == before
    if after.strip():
        assert "".join(one.after for one in pieces) == after
