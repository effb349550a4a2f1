"""Half marks, as Chinese papers give them: read, added up exactly, printed, and marked."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from mingze.banks.drawn import draw_paper
from mingze.checks import check_site
from mingze.handouts.blocks import Heading, PaperHead, SheetBlock
from mingze.handouts.exams import Exams
from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.pages.paper_data import paper_data
from mingze.scoring import make_report, read_sitting
from mingze.scoring.answers import FORMAT
from mingze.scoring.report_tables import items_table, people_table
from mingze.values.marks import Marks, tidy
from mingze.views.runs import plain
from tests.fault_case import MINIMAL, Case, build

JUDGES = 40
PAPER = f"""\
paper:
  id: half
  title: 半分卷
  minutes: 30
sections:
  - type: judge
    count: {JUDGES}
    points: 0.5
    banks:
      - judges
  - type: short
    count: 1
    points: 1.5
    banks:
      - judges
"""
SHORT = """\
  - id: short-1
    type: short
    stem: |
      怎样安排演练？
    reference: |
      每月安排一次，练完讲评。
    points:
      - text: 每月
        score: 1.5
      - text: 讲评
        score: 0.5
    explanation: |
      见第二条第（一）项。
    cites:
      - leader-1
"""


def bank() -> str:
    judges = "".join(
        f"  - id: judge-{n}\n    type: judge\n    stem: |\n      第{n}个说法成立。\n    answer: 对\n"
        "    explanation: |\n      见第三条。\n    cites:\n      - art3\n"
        for n in range(1, JUDGES + 1)
    )
    return f"bank:\n  id: judges\n  title: 判断\nquestions:\n{judges}{SHORT}"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    files = {"quizzes/banks/judges.yml": bank().encode(), "quizzes/papers/half.yml": PAPER.encode()}
    loaded, found = check_site(build(tmp_path_factory.mktemp("half") / "site", Case(files)))
    assert not [d for d in found if d.is_error]
    return loaded.catalog


MARKS = TypeAdapter(Marks)


@pytest.mark.parametrize(
    ("typed", "marks"), [("2", 2), ("0.5", 0.5), ("1.50", 1.5), ("20.0", 20), ("100", 100), ("０.５", 0.5), (" 2 ", 2)]
)
def test_whole_and_half_marks_are_read(typed: str, marks: float) -> None:
    read = MARKS.validate_python(typed)
    assert (read, type(read)) == (marks, type(marks))


@pytest.mark.parametrize(
    "typed", ["0", "0.25", "0.3", "1.55", "-1", "100.5", "1e1", "两分", "", "1/2", "nan", "inf", "1.", "½"]
)
def test_other_marks_are_refused_in_chinese(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"分值写 0\.5 的倍数"):
        MARKS.validate_python(typed)


def test_marks_are_written_as_people_do() -> None:
    assert [str(tidy(m)) for m in (20.0, 0.5, 2, 21.5)] == ["20", "0.5", "2", "21.5"]


def test_totals_are_exact(catalog: Catalog) -> None:
    paper = catalog.papers["half"]
    assert [str(section.full_marks) for section in paper.sections] == ["20", "1.5"]
    assert str(paper.full_marks) == "21.5"
    assert json.dumps([s["points"] for s in paper_data(catalog, paper)["sections"]]) == "[0.5, 1.5]"


def test_the_printed_paper_says_half_marks(catalog: Catalog) -> None:
    drawn = draw_paper(catalog, catalog.papers["half"], "2026", "A")
    blocks = [b for s in Exams(catalog).question_paper(drawn).sections for b in s.blocks]
    heads = [b.text for b in blocks if isinstance(b, Heading)]
    assert any("共40小题，每小题0.5分，共20分" in text for text in heads)
    assert any("共1小题，每小题1.5分，共1.5分" in text for text in heads)
    sheet = [patch.text for b in blocks if isinstance(b, SheetBlock) for side in b.sides for patch in side.patches]
    assert any(text.endswith("判断题（共20分）") for text in sheet)
    assert [b.marks for b in blocks if isinstance(b, PaperHead)] == [21.5]
    key = [b for s in Exams(catalog).key(drawn).sections for b in s.blocks]
    assert any("每月（1.5分）" in plain(runs) for b in key for runs in getattr(b, "items", ()))


def test_answers_are_marked_exactly(catalog: Catalog, tmp_path: Path) -> None:
    question = catalog.questions["short-1"]
    assert question.mark({"text": "每月", "points": [1.5, 0]}) == Fraction(3, 4)
    assert question.mark({"text": "每月", "points": [0.5, 0.5]}) == Fraction(1, 2)
    answers = {f"judge-{n}": n <= 39 for n in range(1, JUDGES + 1)} | {"short-1": {"text": "每月", "points": [1.5, 0]}}
    file = tmp_path / "a.json"
    data = {
        "format": FORMAT,
        "site": "shili-study",
        "paper": "half",
        "seed": "2026",
        "form": "A",
        "who": "00123",
        "answers": answers,
    }
    file.write_text(json.dumps(data), "utf-8")
    sitting = read_sitting([file], catalog)
    report = make_report(sitting)
    [row] = people_table(report).rows
    assert [str(cell) for cell in row[3:5]] == ["20.63", "21.5"]  # 19.5 and 3/4 of 1.5
    assert {str(row[4]) for row in items_table(report).rows} == {"0.5", "1.5"}


def test_the_sample_site_keeps_whole_marks() -> None:
    paper = load_catalog(MINIMAL).catalog.papers["mock"]
    assert isinstance(paper.full_marks, int)
