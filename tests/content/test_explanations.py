from __future__ import annotations

from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.loading import load_catalog
from tests.conftest import ROOT, copy_site
from tests.test_build import without_explanation

DUTIES = list(load_catalog(ROOT).catalog.duties)


def test_the_site_has_its_24_duties() -> None:
    assert len(DUTIES) == 24


@pytest.mark.parametrize("duty", DUTIES)
def test_taking_away_any_explanation_is_told_at_its_duty(duty: str, tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    folder = root / "data/regulations/anquan-zerenzhi"
    role = duty.rpartition("-")[0]
    commentary, duties = folder / f"commentary/{role}.yml", folder / f"duties/{role}.yml"
    commentary.write_text(without_explanation(commentary.read_text("utf-8"), duty), "utf-8")
    line = duties.read_text("utf-8").split("\n").index(f"  - id: {duty}") + 1
    faults = [d for d in check_site(root)[1] if d.is_error]
    assert [(d.code, d.span.file, d.span.line, d.span.column) for d in faults] == [
        ("duty-without-explanation", duties.relative_to(root).as_posix(), line, 9)
    ]
