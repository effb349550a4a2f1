"""Posts of which only a name is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.loading import load_catalog
from tests.fault_case import Case, build

BRIEF = "- id: leader\n  name: 主要负责人\n- id: deputy\n  name: 分管负责人\n"


def roles(folder: Path, text: str) -> list[tuple[str, str]]:
    root = build(folder / "site", Case({"data/roles.yml": text.encode()}))
    return [(role.id, role.short_name) for role in load_catalog(root).catalog.roles.values()]


def test_a_post_is_called_by_its_name_and_stands_where_it_is_written(tmp_path: Path) -> None:
    assert roles(tmp_path, BRIEF) == [("leader", "主要负责人"), ("deputy", "分管负责人")]
    root = build(tmp_path / "again", Case({"data/roles.yml": BRIEF.encode()}))
    assert check_site(root)[1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BRIEF + "- id: guest\n  name: 客人\n  order: 1\n", ["leader", "deputy", "guest"]),
        (BRIEF.replace("主要负责人\n", "主要负责人\n  order: 5\n") + "- id: guest\n  name: 客人\n  order: 2\n",
         ["guest", "leader", "deputy"]),
    ],
)  # fmt: skip
def test_one_without_a_place_follows_the_one_above(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert [id_ for id_, _ in roles(tmp_path, text)] == expected


def test_a_name_that_is_missing_is_told_once(tmp_path: Path) -> None:
    root = build(
        tmp_path / "site",
        Case({"data/roles.yml": BRIEF.replace("  name: 分管负责人\n", "  aliases:\n    - 副\n").encode()}),
    )
    told = [(fault.code, fault.message) for fault in check_site(root)[1] if fault.span.file == "data/roles.yml"]
    assert [code for code, _ in told] == ["missing-key"]
    assert "name" in told[0][1]
