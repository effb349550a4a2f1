"""Questions of a group score one by one, as the paper's section of groups says."""

from __future__ import annotations

import json
from pathlib import Path

from mingze.banks.drawn import draw_paper
from mingze.loading import load_catalog
from mingze.scoring import read_sitting
from tests.pages.group_bank import FILES
from tests.pages.rendered_site import write
from tests.pages.small_site import SMALL


def test_a_sitting_of_a_paper_with_a_group(tmp_path: Path) -> None:
    catalog = load_catalog(write({**SMALL, **FILES}, tmp_path / "site")).catalog
    drawn = draw_paper(catalog, catalog.papers["material"], "7", "A")
    ids = [one.question.id for section in drawn.sections for one in section.questions]
    assert ids == ["g-0", "g-1", "g-2", "g-3"]
    right = {"g-0": True, "g-1": [1], "g-2": None, "g-3": None}
    sheet = {
        "format": "mingze-answers/1", "site": catalog.site.id, "paper": "material", "seed": "7", "form": "A",
        "who": "甲", "when": "2026-06-01T09:00:00Z", "answers": right,
    }  # fmt: skip
    file = tmp_path / "甲.json"
    file.write_text(json.dumps(sheet, ensure_ascii=False), "utf-8")
    sitting = read_sitting([file], catalog)
    assert [(item.question.id, float(item.full)) for item in sitting.items] == [
        ("g-0", 1),
        ("g-1", 2.5),
        ("g-2", 2.5),
        ("g-3", 2.5),
    ]
