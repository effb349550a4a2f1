"""`mingze reviewed` and what `mingze check` says when a clause behind a question changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.cli import main
from mingze.loading import load_catalog
from tests.fault_case import Case, build, check

REGULATION = "data/regulations/shili/regulation.yml"
CHANGED = "cited-text-changed"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build(tmp_path / "site", Case())


def change(root: Path, old: str, new: str) -> None:
    path = root / REGULATION
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def reviewed(root: Path, *ids: str) -> int:
    return main(["reviewed", *ids, "--root", str(root)])


def test_a_change_of_an_item_is_told_at_the_questions_that_rest_on_it_and_on_its_article(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reviewed(root) == 0
    capsys.readouterr()
    assert check(root, capsys) == (0, "")
    change(root, "每季度听取一次", "每半年听取一次")
    stale = [line for line in check(root, capsys)[1].splitlines() if CHANGED in line]
    catalog = load_catalog(root).catalog
    resting = [
        q.id
        for q in catalog.questions.values()
        if any(c.key.local in ("art2", "art2-item2") for cited in q.cites for c in catalog.clauses_behind(cited))
    ]
    assert len(resting) > 1
    assert [id_ for id_ in resting if not any(f"`{id_}`" in line for line in stale)] == []
    assert len(stale) == len(resting)


def test_questions_on_other_clauses_are_left_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reviewed(root)
    change(root, "每季度听取一次", "每半年听取一次")
    assert "basics-3" not in "".join(line for line in check(root, capsys)[1].splitlines() if CHANGED in line)


def test_a_named_question_is_recorded_anew_and_the_others_keep_warning(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed(root)
    change(root, "每季度听取一次", "每半年听取一次")
    capsys.readouterr()
    assert reviewed(root, "basics-4") == 0
    out = capsys.readouterr().out
    assert "记下 1 道题" in out
    assert "basics-2" in out
    output = check(root, capsys)[1]
    assert "题 `basics-4` 所依据" not in output
    assert "题 `basics-2` 所依据" in output


def test_new_questions_are_recorded_and_removed_ones_dropped(root: Path) -> None:
    file = root / "quizzes/reviewed.yml"
    file.write_text("texts:\n  gone-1: 0badcafe\n", "utf-8")
    reviewed(root)
    written = file.read_text("utf-8")
    assert "gone-1" not in written
    assert "\n  basics-1: " in written
    before = written
    reviewed(root)
    assert file.read_text("utf-8") == before


def test_an_unknown_question_or_a_faulty_site_records_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reviewed(root, "nothing-1") == 2
    assert "没有这些题、解读或要点：nothing-1" in capsys.readouterr().err
    (root / "data/site.yml").write_text("id: site\n", "utf-8")
    assert reviewed(root) == 1
    assert "先用 mingze check" in capsys.readouterr().err
    assert not (root / "quizzes/reviewed.yml").exists()
