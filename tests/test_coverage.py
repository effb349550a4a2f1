from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingze.banks.coverage import cover
from mingze.checks import check_site
from mingze.cli import main
from mingze.loading import load_catalog
from tests.fault_case import Case, build

BANK = """\
bank:
  id: basics
  title: 示例题库
questions:
"""
QUESTION = """\
  - id: {id}
    type: {type}
    stem: |
      第{id}题，分管负责人每周检查一次现场。
    {answer}
    explanation: |
      见第三条。
    cites:
      - {cites}
    depth: {depth}
"""
JUDGE, SHORT, BLANK = (
    ("judge", "answer: 对"),
    ("short", "reference: |\n      每周一次。\n    points:\n      - text: 每周\n        score: 5"),
    ("blank", "answers:\n      - - 每周"),
)


def site(folder: Path, *questions: tuple[tuple[str, str], int, str]) -> Path:
    root = build(folder / "site", Case(deleted=["quizzes/papers/mock.yml"]))
    bodies = [
        QUESTION.format(id=f"q-{n}", type=kind[0], answer=kind[1], depth=depth, cites=cites).replace(
            "检查一次现场。", "检查一次（　　）。" if kind is BLANK else "检查一次现场。"
        )
        for n, (kind, depth, cites) in enumerate(questions)
    ]
    (root / "quizzes/banks/basics.yml").write_text(BANK + "".join(bodies), "utf-8")
    return root


def deputy(root: Path) -> tuple[int, tuple[str, ...]]:
    coverage = cover(load_catalog(root).catalog)
    found = next(d for role in coverage.roles for d in role.duties if d.duty.id == "deputy-1")
    return found.total, found.shortfalls


def test_a_duty_with_five_questions_of_three_types_and_depths_is_covered(tmp_path: Path) -> None:
    kinds = [(JUDGE, 1), (SHORT, 2), (BLANK, 3), (JUDGE, 3), (JUDGE, 2)]
    assert deputy(site(tmp_path, *((kind, depth, "deputy-1") for kind, depth in kinds))) == (5, ())


def test_a_question_on_the_very_clause_of_a_duty_counts_for_it(tmp_path: Path) -> None:
    """Who fills in a workbook knows the clause, not the duty's id; the post's page shows such questions too."""
    root = site(tmp_path, (JUDGE, 1, "shili/art3"), (JUDGE, 1, "leader-1"), (JUDGE, 1, "leader-2"))
    catalog, found = check_site(root)
    assert {d.duty.id: d.total for role in cover(catalog.catalog).roles for d in role.duties}["deputy-1"] == 1
    assert "duty-without-questions" not in {fault.code for fault in found}


@pytest.mark.parametrize(
    ("questions", "shortfalls"),
    [
        ([], ("少 5 道",)),
        ([(JUDGE, 1)], ("少 4 道", "只有 1 种题型", "没有理解、运用题")),
        ([(JUDGE, 1), (SHORT, 2), (BLANK, 3), (JUDGE, 1)], ("少 1 道",)),
        ([(JUDGE, 1), (SHORT, 2), (JUDGE, 3), (JUDGE, 1), (SHORT, 1)], ("只有 2 种题型",)),
        ([(JUDGE, 1), (SHORT, 1), (BLANK, 1), (JUDGE, 3), (SHORT, 1)], ("没有理解题",)),
    ],
)
def test_what_is_short_is_said(
    questions: list[tuple[tuple[str, str], int]], shortfalls: tuple[str, ...], tmp_path: Path
) -> None:
    root = site(tmp_path, *((kind, depth, "deputy-1") for kind, depth in questions), (JUDGE, 1, "leader-1"))
    assert deputy(root) == (len(questions), shortfalls)


def test_questions_on_a_duty_count_for_its_article(tmp_path: Path) -> None:
    root = site(tmp_path, (JUDGE, 1, "deputy-1"), (SHORT, 1, "art3"))
    coverage = cover(load_catalog(root).catalog)
    counts = {article.key.local: article.total for article in coverage.articles}
    assert counts["art3"] == 2
    assert [article.key.local for article in coverage.bare_articles] == [k for k, n in counts.items() if not n]


def test_the_command_lists_every_duty_and_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, (JUDGE, 1, "deputy-1"))
    assert main(["coverage", "--root", str(root)]) == 0
    text = capsys.readouterr().out
    assert "  deputy-1\t1 道\t记忆1 理解0 运用0\t判断1  ← 少 4 道；只有 1 种题型；没有理解、运用题" in text
    assert "没有题的条：art1、art2" in text
    assert main(["coverage", "--root", str(root), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {d["duty"]: d["questions"] for d in data["duties"] if d["questions"]} == {"deputy-1": 1}
    assert data["articles"]["shili/art3"] == 1
