"""A file may say once what all its entries share, and need not repeat what its name says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mingze.banks.drawn import pools
from mingze.checks import check_site
from mingze.diagnostics import Diagnostic
from mingze.model import Catalog
from mingze.model.verification import Verification
from tests.conftest import MINIMAL

Rewrite = Callable[[str, str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("data", "quizzes"):
        shutil.copytree(MINIMAL / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def rewrite(root: Path) -> Rewrite:
    """Put other words in the place of what a pattern finds in a file, everywhere in it."""

    def put(file: str, pattern: str, words: str) -> None:
        path = root / file
        text, count = re.subn(pattern, words, path.read_text("utf-8"), flags=re.MULTILINE)
        assert count, f"{file} 里没有 {pattern}"
        path.write_text(text, "utf-8")

    return put


def sound(root: Path) -> Catalog:
    loaded, faults = check_site(root)
    assert faults == []
    return loaded.catalog


def faults_of(root: Path) -> list[tuple[str, str, int]]:
    def told(fault: Diagnostic) -> tuple[str, str, int]:
        return fault.code, fault.span.file, fault.span.line

    return [told(fault) for fault in check_site(root)[1]]


BANK = "quizzes/banks/basics.yml"
PAPER = "quizzes/papers/mock.yml"
REGULATION = "data/regulations/shili/regulation.yml"
LEADER = "data/regulations/shili/commentary/leader.yml"


def test_questions_without_cites_take_those_of_their_bank(root: Path, rewrite: Rewrite) -> None:
    before = sound(root)
    rewrite(BANK, r"    cites:\n      - leader-1\n", "")
    rewrite(BANK, "  title: 示例题库", "  title: 示例题库\n  cites:\n    - leader-1")
    after = sound(root)
    assert after.questions["basics-1"].cites == before.questions["basics-1"].cites
    assert after.questions["basics-3"].cites == before.questions["basics-3"].cites, "what a question says itself stays"


def test_a_fault_in_what_is_given_once_is_told_once_and_where_it_stands(root: Path, rewrite: Rewrite) -> None:
    rewrite(BANK, r"    cites:\n(      - .*\n)+", "")
    rewrite(BANK, "  title: 示例题库", "  title: 示例题库\n  cites:\n    - leader-9")
    assert [fault for fault in faults_of(root) if fault[0] == "unresolved-reference"] == [
        ("unresolved-reference", BANK, 5)
    ]


def test_articles_without_a_standing_take_that_of_the_whole_text(root: Path, rewrite: Rewrite) -> None:
    rewrite(REGULATION, r"        verification: verified\n", "")
    rewrite(REGULATION, r"^compiled_on: .*", "compiled_on: 2026-01-01\nverification: verified\nsources:\n  - s1")
    regulation = sound(root).regulations["shili"]
    standing = [article.verification for article in regulation.all_articles]
    assert standing == [Verification.VERIFIED] * 3 + [Verification.UNVERIFIED]
    assert {article.sources for article in regulation.all_articles} == {("s1",)}


def test_an_article_without_any_standing_is_still_told(root: Path, rewrite: Rewrite) -> None:
    rewrite(REGULATION, r"        verification: verified\n", "")
    assert faults_of(root)[0][0] == "missing-key"


def test_commentary_takes_the_sources_of_its_file(root: Path, rewrite: Rewrite) -> None:
    rewrite(LEADER, "role: leader", "role: leader\nsources:\n  - s1")
    catalog = sound(root)
    assert catalog.explanations["leader-1"].sources == catalog.explanations["leader-2"].sources == ("s1",)


def test_sections_take_the_banks_of_their_paper(root: Path, rewrite: Rewrite) -> None:
    rewrite(PAPER, r"    banks:\n      - basics\n", "")
    rewrite(PAPER, "  minutes: 30", "  minutes: 30\n  banks:\n    - basics")
    assert sound(root).papers["mock"].sections[0].banks == ("basics",)


def test_a_paper_for_a_post_draws_what_is_asked_of_that_post_from_every_bank(root: Path, rewrite: Rewrite) -> None:
    rewrite(PAPER, r"    banks:\n      - basics\n", "")
    rewrite(PAPER, "  minutes: 30", "  minutes: 30\n  role: 主要负责人")
    other = (root / BANK).read_text("utf-8").split("  - id: basics-2")[0]
    (root / "quizzes/banks/more.yml").write_text(
        other.replace("basics", "more").replace("多久组织", "多长时间组织").replace("leader-1", "deputy-1"), "utf-8"
    )
    loaded, faults = check_site(root)
    assert not [fault for fault in faults if fault.is_error]
    (pool,) = pools(loaded.catalog, loaded.catalog.papers["mock"])
    assert {id_ for ids in pool.banks.values() for id_ in ids} == {"basics-1"}, "more-1 asks another post"


@pytest.mark.parametrize(("words", "code"), [("", "missing-key"), ("    banks: []\n", "bad-value")])
def test_a_section_with_neither_banks_nor_a_post_is_told(root: Path, rewrite: Rewrite, words: str, code: str) -> None:
    rewrite(PAPER, r"    banks:\n      - basics\n", words)
    assert [fault[0] for fault in faults_of(root)] == [code]


def test_a_post_that_is_none_is_told_where_it_was_typed(root: Path, rewrite: Rewrite) -> None:
    rewrite(PAPER, r"    banks:\n      - basics\n", "")
    rewrite(PAPER, "  minutes: 30", "  minutes: 30\n  role: nobody")
    assert ("unresolved-reference", PAPER, 5) in faults_of(root)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (BANK, r"^  id: basics\n"),
        (PAPER, r"^  id: mock\n"),
        (REGULATION, r"^id: shili\n"),
        (LEADER, r"^role: leader\n"),
        ("data/regulations/shili/duties/leader.yml", r"^role: leader\n"),
        ("data/cases/shili-town.yml", r"^id: shili-town\n"),
    ],
)
def test_what_a_files_name_says_need_not_be_written(root: Path, rewrite: Rewrite, file: str, line: str) -> None:
    before = sound(root)
    rewrite(file, line, "")
    after = sound(root)
    for known in ("banks", "papers", "regulations", "cases", "duties", "explanations"):
        assert list(getattr(after, known)) == list(getattr(before, known))


def test_questions_need_no_id_and_get_the_same_one_each_time(root: Path, rewrite: Rewrite) -> None:
    rewrite(BANK, r"  - id: basics-1\n    type: single\n", "  - type: single\n")
    rewrite(BANK, r"  - id: basics-3\n    type: judge\n", "  - type: judge\n")
    first = [id_ for id_ in sound(root).questions if not id_.startswith("basics")]
    rewrite(BANK, "查一次现场。\n    answer", "查一次现场。\n    depth: 2\n    answer")
    assert [id_ for id_ in sound(root).questions if not id_.startswith("basics")] == first
    assert len(set(first)) == 2
    assert all(re.fullmatch("s-[0-9a-f]{10}", id_) for id_ in first)


def test_two_questions_of_one_stem_get_two_ids(root: Path, rewrite: Rewrite) -> None:
    rewrite(BANK, r"  - id: basics-(1|2)\n", "  -\n")
    rewrite(BANK, "主要负责人要做哪些事？", "主要负责人多久组织一次演练？")
    made = [id_ for id_ in check_site(root)[0].catalog.questions if not id_.startswith("basics")]
    assert made[1] == f"{made[0]}-2"


def test_key_points_need_no_id(root: Path, rewrite: Rewrite) -> None:
    point = """key_points:
  - title: 多久一次
    kind: must-do
    standing: clause
    points:
      - text: 每月
        duties:
          - leader-1
"""
    rewrite(LEADER, "role: leader\n", f"role: leader\n{point}")
    (id_,) = sound(root).key_points
    assert re.fullmatch("t-[0-9a-f]{10}", id_)
