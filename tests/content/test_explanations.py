from __future__ import annotations

from pathlib import Path

import pytest

from mingze.checks import check_site
from tests.conftest import copy_site, real_catalog

DUTIES = list(real_catalog().duties)


def test_the_site_has_its_24_duties() -> None:
    assert len(DUTIES) == 24


def without_explanation(text: str, duty: str) -> str:
    """Cut one explanation out of a commentary file."""
    start = text.index(f"  - duty: {duty}\n")
    end = text.find("  - duty: ", start + 1)
    return text[:start] + (text[end:] if end >= 0 else "")


@pytest.mark.parametrize("gone", [DUTIES[::5], DUTIES], ids=["every fifth", "all"])
def test_taking_away_explanations_is_told_at_each_duty(gone: list[str], tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    folder = root / "data/regulations/anquan-zerenzhi"
    expected = []
    for duty in gone:
        role = duty.rpartition("-")[0]
        commentary, duties = folder / f"commentary/{role}.yml", folder / f"duties/{role}.yml"
        cut = without_explanation(commentary.read_text("utf-8"), duty)
        commentary.write_text(cut.replace("explanations:\n", "") if "duty:" not in cut else cut, "utf-8")
        line = duties.read_text("utf-8").split("\n").index(f"  - id: {duty}") + 1
        expected.append(("duty-without-explanation", duties.relative_to(root).as_posix(), line, 9))
    faults = [d for d in check_site(root)[1] if d.is_error]
    assert sorted((d.code, d.span.file, d.span.line, d.span.column) for d in faults) == sorted(expected)
