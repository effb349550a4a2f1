"""What trainers who know Word and Excel type is taken where it means one thing; `tests/test_faults.py` has the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingze.loading.files import KINDS
from mingze.schema import schema_of
from mingze.values.choices import Choice
from tests.conftest import ROOT
from tests.fault_case import Case, build, check


def apply(site: Path, file: str, old: str, new: str) -> None:
    path = site / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


REGULATION = "data/regulations/shili"
ACCEPTED = {
    "type": ("quizzes/banks/basics.yml", "type: single", "type: 单选"),
    "type-long": ("quizzes/banks/basics.yml", "type: multiple", "type: 多项选择题"),
    "type-quoted": ("quizzes/banks/basics.yml", "type: judge", "type: “判断题”"),
    "type-of-a-section": ("quizzes/papers/mock.yml", "type: single", "type: 单选题"),
    "level": (f"{REGULATION}/regulation.yml", "compiled_on:", "level: 县级\ncompiled_on:"),
    "date": (f"{REGULATION}/regulation.yml", "2026-01-01", "2026年1月1日"),
    "date-with-slashes": (f"{REGULATION}/regulation.yml", "2026-01-01", "2026/1/1"),
    "board": (f"{REGULATION}/regulation.yml", "title: 示范\n", "title: 示范\n    board: 职责\n"),
    "verification": (f"{REGULATION}/regulation.yml", "verification: verified", "verification: 单一副本"),
    "chapter-number": (f"{REGULATION}/regulation.yml", "  - number: 1\n", "  - number: 第一章\n"),
    "article-number": (f"{REGULATION}/regulation.yml", "      - number: 2\n", "      - number: 第二条\n"),
    "article-of-a-role": (f"{REGULATION}/regulation.yml", "cites: art2", "cites: 第二条"),
    "role-of-a-regulation": (f"{REGULATION}/regulation.yml", "role: leader", "role: 主要负责人"),
    "role-of-a-file": (f"{REGULATION}/duties/leader.yml", "role: leader", "role: 示例单位主要负责人"),
    "clause": (f"{REGULATION}/duties/leader.yml", "art2-item2", "第二条第（二）项"),
    "clause-in-digits": (f"{REGULATION}/duties/leader.yml", "art2-item2", "第2条第2项"),
    "clause-with-its-one-paragraph": (f"{REGULATION}/duties/leader.yml", "art2-item2", "第二条第一款第（二）项"),
    "clause-with-the-title": ("data/cases/shili-town.yml", "art2-item1", "《示范规定》第二条第（一）项"),
    "paragraph": (f"{REGULATION}/commentary/articles.yml", "clause: art1", "clause: 第一条第二款"),
    "theme": (f"{REGULATION}/duties/leader.yml", "- drill", "- 演练"),
    "source": ("data/cases/shili-town.yml", "- s1", "- 示例市示范文本"),
    "kind-of-a-source": ("data/sources.yml", "kind: official", "kind: 官方文本"),
    "standing": ("data/glossary.yml", "standing: source", "standing: 来源自释"),
    "term": ("quizzes/banks/basics.yml", "term:two-checks", "术语：两查"),
    "term-in-prose": (f"{REGULATION}/commentary/deputy.yml", "七天之内", "照[[两查]]，七天之内"),
    "bank-of-a-paper": ("quizzes/papers/mock.yml", "- basics", "- 示例题库"),
    "verdict": ("quizzes/banks/basics.yml", "answer: 对", "answer: √"),
    "flag": ("quizzes/banks/basics.yml", "    answer: A\n", "    answer: A\n    pinned: 否\n"),
    "answers": ("quizzes/banks/basics.yml", "  title: 示例题库\n", "  title: 示例题库\n  answers: 公布\n"),
    "full-width-comma-begins-a-phrase": (
        f"{REGULATION}/duties/leader.yml",
        "- 每月组织\n",
        "- 每月组织\n      - ；\n",
    ),
}


@pytest.mark.parametrize("edit", ACCEPTED.values(), ids=ACCEPTED)
def test_a_value_in_chinese_that_means_one_thing_is_taken_as_typed(
    edit: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build(tmp_path / "site", Case())
    apply(site, *edit)
    typed = (site / edit[0]).read_bytes()
    assert check(site, capsys) == (0, "")
    assert (site / edit[0]).read_bytes() == typed


def test_an_uncertain_phrase_may_begin_with_a_full_width_comma(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build(tmp_path / "site", Case())
    apply(site, f"{REGULATION}/regulation.yml", "分管负责人每周检查", "分管负责人，每周检查")
    apply(
        site,
        f"{REGULATION}/regulation.yml",
        "检查一次现场。\n",
        "检查一次现场。\n            verification: reconstructed\n            uncertain:\n              - ，每周\n",
    )
    printed = check(site, capsys)[1]
    assert "prose-starts-with-yaml-sign" not in printed
    assert "uncertain" not in printed


TRULY = {
    "classes": ("A类场所", "B类场所"),
    "grades": ("A 级风险", "B 级风险"),
    "types": ("A型", "B型"),
    "measures": ("1.5米", "2.5米"),
    "days": ("1天", "2天"),
    "hours": ("1:30", "2:30"),
    "one-letter-only": ("A. 每月", "每年"),
    "out-of-order": ("B. 每月", "A. 每年"),
    "combinations": ("①②", "②③"),
    "words": ("AED 设备", "BIM 平台"),
}


@pytest.mark.parametrize("options", TRULY.values(), ids=TRULY)
def test_options_that_truly_begin_with_a_letter_or_number_are_left_alone(
    options: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build(tmp_path / "site", Case())
    first, second = options
    apply(site, "quizzes/banks/basics.yml", "- 每月\n      - 每年\n", f"- {first}\n      - {second}\n")
    assert "number-typed-along" not in check(site, capsys)[1]


def test_every_chinese_word_the_guide_puts_beside_a_choice_can_be_typed_for_it() -> None:
    guide = (ROOT / "docs/authoring/index.md").read_text("utf-8")
    beside = re.findall(r"`([a-z-]+)` ([\u4e00-\u9fff]+)", guide)
    choices = Choice.__subclasses__()
    values = {member.value for choice in choices for member in choice}
    told = [(value, word) for value, word in beside if value in values and word not in NO_NAMES]
    assert len(told) > 20
    for value, word in told:
        assert any((meant := choice.read(word)) and meant.value == value for choice in choices), (value, word)


@pytest.mark.parametrize("choice", Choice.__subclasses__(), ids=lambda c: c.__name__)
def test_the_chinese_names_of_a_choice_mean_one_thing_each_and_stand_in_the_schema(choice: type[Choice]) -> None:
    for member in choice:
        assert member.label
        for word in (member.value, *member.words, f"“{member.label}”"):
            assert choice.read(word) is member
    assert set(choice.typed()) == {word for member in choice for word in (member.value, *member.words)}


def test_a_schema_lists_english_and_chinese_words() -> None:
    level = schema_of(next(kind for kind in KINDS if kind.name == "regulation"))["$defs"]["Level"]
    assert {"county", "县级", "县"} <= set(level["enum"])
    assert "county（县级）" in level["description"]


NO_NAMES = ("页面里不留答案", "只能存答卷", "第五条第", "第五条第六项", "是参考答案")
"""What the guide says behind a word that explains it and is no name; `reference` is a key of a question too."""
