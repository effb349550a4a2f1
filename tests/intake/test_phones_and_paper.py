"""Who answered on a phone and who on paper are one sitting, where both had the same paper."""

from __future__ import annotations

import json
from pathlib import Path

from mingze.intake.answer_files import answer_files
from mingze.live import exam_files
from mingze.live.attendance import Participant
from mingze.scoring import make_report, read_sitting
from mingze.scoring.report_tables import people_table
from tests.conftest import real_catalog
from tests.intake.heap import paper
from tests.intake.noted import gather
from tests.intake.test_gathering import SHEET, settled


def test_phones_and_paper_of_one_number_are_scored_together(tmp_path: Path) -> None:
    drawn = paper("A")
    questions = [{"id": one.question.id} for section in drawn.sections for one in section.questions]
    run = {
        "site": real_catalog().site.id,
        "paper": drawn.paper.id,
        "seed": drawn.seed,
        "asked": "A",
        "numbers": {"A": drawn.number},
    }
    person = Participant(1, "", "王芳", "安监科", "", "260002", "1234")
    sat = exam_files.Sat({**run, "questions": questions}, [person], {1: {0: [0]}}, {1: 0}, [])
    (name, on_phone), *_ = exam_files.answer_files(sat).items()
    (tmp_path / name).write_bytes(on_phone)
    _, on_paper = answer_files(gather(*SHEET, decisions=settled(gather(*SHEET))))
    for name, text in on_paper.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert {key: json.loads(on_phone)[key] for key in ("paper", "seed", "form")} == {
        key: json.loads(text)[key] for key in ("paper", "seed", "form") for text in on_paper.values()
    }
    sitting = read_sitting(sorted(tmp_path.iterdir()), real_catalog())
    assert not sitting.faults
    table = people_table(make_report(sitting))
    shown = [dict(zip(table.head, row, strict=True)) for row in table.rows]
    assert {(row[0], one["单位"], one["考号"]) for row, one in zip(table.rows, shown, strict=True)} == {
        ("王芳", "安监科", "260002"),
        ("李明", "财务科", "260001"),
    }
