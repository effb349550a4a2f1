"""What one question asks for and another prints, and papers that hold no such pair."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingze import drawing
from mingze.banks.drawn import apart, pools
from mingze.banks.giveaways import answered_by
from mingze.loading import load_catalog
from mingze.model import Catalog
from tests.conftest import real_catalog
from tests.fault_case import Case, build

DRAWS = int(os.environ.get("MINGZE_DRAWS", "250"))
"""Of each paper; 1,000 were tried when the banks were written."""


@pytest.fixture(scope="module")
def real() -> Catalog:
    return real_catalog()


def pairs(folder: Path, *questions: str) -> set[tuple[str, str]]:
    """Return the pairs found among questions written as YAML, each without its id, explanation and cites."""
    root = build(folder / "site", Case(deleted=["quizzes/papers/mock.yml"]))
    bodies = []
    for n, body in enumerate(questions, 1):
        words, _, cites = body.partition("=> ")
        lines = "".join(f"    {line}\n" for line in words.strip().splitlines())
        bodies.append(
            f"  - id: q-{n}\n{lines}    explanation: |\n      见条文。\n    cites:\n      - {cites or 'art3'}\n"
        )
    bank = "bank:\n  id: basics\n  title: 题库\nquestions:\n" + "".join(bodies)
    (root / "quizzes/banks/basics.yml").write_text(bank, "utf-8")
    loaded = load_catalog(root)
    assert not loaded.diagnostics, [d.message for d in loaded.diagnostics]
    found = answered_by(loaded.catalog, loaded.catalog.questions.values())
    assert all(id_ in found[other] for id_, others in found.items() for other in others), "互相都要记"
    return {(id_, other) for id_, others in found.items() for other in others if id_ < other}


def blank(stem: str, *answers: str) -> str:
    return "type: blank\nstem: |\n  " + stem + "\nanswers:\n" + "".join(f"  - - {answer}\n" for answer in answers)


def judge(statement: str) -> str:
    return f"type: judge\nstem: |\n  {statement}\nanswer: 对"


def choice(stem: str, *options: str, answer: str = "A") -> str:
    type_ = "single" if len(answer) == 1 else "multiple"
    return (
        f"type: {type_}\nstem: |\n  {stem}\noptions:\n" + "".join(f"  - {o}\n" for o in options) + f"answer: {answer}"
    )


GAP = blank("分管负责人（　　）检查一次现场，及时处理。", "每周")


@pytest.mark.parametrize(
    "other",
    [
        judge("分管负责人每周检查一次现场，不能由别人代替。"),
        judge("分管负责人**每周**检查一次现场。"),
        choice("下列做法符合要求的是（　　）。", "每周检查一次", "每月检查一次", answer="B"),
        "type: match\nstem: |\n  连一连。\npairs:\n  - left: 分管负责人\n    right: 每周检查一次现场\n"
        "  - left: 主要负责人\n    right: 演练",
        "type: order\nstem: |\n  排一排。\nsequence:\n  - 制定计划\n  - 每周检查一次现场\n  - 整改",
    ],
    ids=["stem", "marked", "option", "pair", "step"],
)
def test_what_fills_a_gap_gives_it_away_wherever_a_sitter_sees_it(other: str, tmp_path: Path) -> None:
    assert pairs(tmp_path, GAP, other) == {("q-1", "q-2")}


@pytest.mark.parametrize(
    "other",
    [
        judge("每周要报告一次情况。"),
        judge("分管负责人检查一次现场就可以了。"),
        blank("每周要开（　　）次会。", "两"),
    ],
)
def test_a_short_word_in_other_words_gives_nothing_away(other: str, tmp_path: Path) -> None:
    assert pairs(tmp_path, GAP, other) == set()


def test_a_long_phrase_tells_where_both_rest_on_one_text(tmp_path: Path) -> None:
    gap = blank("把它纳入（　　）才算落实。", "国民经济和社会发展规划") + "\n"
    assert pairs(tmp_path, gap, judge("有的地方写进国民经济和社会发展规划以后就不管了。")) == {("q-1", "q-2")}
    other = judge("有的地方写进国民经济和社会发展规划以后就不管了。") + "=> leader-2"
    assert pairs(tmp_path / "apart", gap, other) == set()


def test_a_single_choice_is_answered_by_its_key_and_not_by_its_distractors(tmp_path: Path) -> None:
    asked = choice("分管负责人（　　）检查一次现场。", "每周", "每个月")
    assert pairs(tmp_path, asked, judge("分管负责人每周检查一次现场。")) == {("q-1", "q-2")}
    assert pairs(tmp_path / "b", asked, judge("分管负责人每个月检查一次现场。")) == set()


def test_two_right_options_in_one_text_answer_a_multiple_choice(tmp_path: Path) -> None:
    asked = choice("分管负责人要做的有（　　）。", "检查现场设备", "督促整改隐患", "审批采购合同", answer="AB")
    assert pairs(tmp_path, asked, judge("分管负责人检查现场设备，督促整改隐患。")) == {("q-1", "q-2")}
    assert pairs(tmp_path / "b", asked, judge("分管负责人督促整改隐患，审批采购合同。")) == set()


def test_explanations_are_not_seen_by_sitters(tmp_path: Path) -> None:
    other = judge("现场要有人管。").replace("answer: 对", "answer: 对\nhint: |\n  分管负责人每周检查一次现场。")
    assert pairs(tmp_path, GAP, other) == set()


KNOWN = """
ps-006←ps-010 ps-023←ps-028 ps-023←ps-024 ps-029←ps-032 gh-015←gh-018 gh-008←gh-011 gh-027←gh-030
gh-027←gh-031 gd-009←gd-008 gd-004←gd-001 sd-008←sd-012 sd-020←sd-022 sd-025←sd-026
sd-031←sd-032 gh-020←gh-024 ps-018←ps-020 tm-025←gd-026 tm-025←sd-019
"""


def test_the_pairs_that_a_reader_found_are_found(real: Catalog) -> None:
    """A reader who sat the banks blind named these; those rewritten since, so that nothing is given away, are gone."""
    found = answered_by(real, real.questions.values())
    known = [tuple(pair.split("←")) for pair in KNOWN.split()]
    missing = [(a, b) for a, b in known if {a, b} <= real.questions.keys() and b not in found.get(a, ())]
    assert missing == []


@pytest.mark.parametrize(
    "seeds", [range(40), pytest.param(range(40, DRAWS), marks=pytest.mark.long)], ids=["some", "others"]
)
def test_no_draw_of_any_paper_holds_a_pair_and_each_is_as_deep_as_its_plan(real: Catalog, seeds: range) -> None:
    for paper in real.papers.values():
        sections = pools(real, paper)
        helpers = apart(real, sections)
        planned = sum(s.depth_quotas.get(3, 0) * s.points for s in paper.sections)
        for seed in seeds:
            picked = zip(sections, drawing.choose(sections, helpers, str(seed)), strict=True)
            drawn = [drawing.expand(ids, pool.groups) for pool, ids in picked]
            chosen = {id_ for ids in drawn for id_ in ids}
            assert len(chosen) == sum(section.items for section in paper.sections), paper.id
            met = {id_: chosen & helpers[id_] for id_ in chosen & helpers.keys() if chosen & helpers[id_]}
            assert not met, f"{paper.id}，种子 {seed}：{met}"
            by_section = zip(paper.sections, drawn, strict=True)
            deep = sum(section.points for section, ids in by_section for id_ in ids if real.questions[id_].depth == 3)
            assert abs(deep - planned) <= 3, f"{paper.id}，种子 {seed}：运用题 {deep} 分，计划 {planned} 分"
