"""What local duties carry out: proposed by likeness, decided by an author, written with comments and order kept."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from mingze.cli import main
from mingze.importing.implementing.implement_proposals import propose_implements
from mingze.importing.implementing.unborne_clauses import unborne_clauses, unborne_words
from mingze.loading import load_catalog
from tests.conftest import ROOT
from tests.levels.three_levels import IMPLEMENTS, three_levels

DUTIES = "data/regulations/sheng/duties/leader.yml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return three_levels(tmp_path / "站 点", {})


def run(site: Path, *options: str) -> int:
    return main(["levels", "propose", "--root", str(site), *options])


def test_the_right_one_is_first_and_the_nearer_level_before_the_farther(site: Path) -> None:
    first = {one.duty.id: one.candidates[0].reference for one in propose_implements(load_catalog(site))}
    assert {id_: [first[id_]] for id_ in IMPLEMENTS} == IMPLEMENTS


def test_proposals_are_shown_and_nothing_is_written(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / DUTIES).read_bytes()
    assert run(site) == 0
    said = capsys.readouterr().out
    assert "a　1.00　guojia/guojia-4　《国家示范规定》第一条第（四）项（负责人）" in said
    assert "共 7 项：定了 0 项，没有定的 7 项" in said
    assert (site / DUTIES).read_bytes() == before


def test_what_is_accepted_is_written_beside_what_stood_there(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / DUTIES).read_text("utf-8").splitlines()
    assert run(site, "--accept", "1=a,3=无", "--accept", "2=a+b", "--write") == 0
    said = capsys.readouterr().out
    assert "3　sheng-3 → 没有对应的上级职责" in said
    assert "没有定的 4 项" in said
    changed = [
        line for line in difflib.ndiff(before, (site / DUTIES).read_text("utf-8").splitlines()) if line[0] in "+-"
    ]
    added = ["+     implements:", "+       - guojia/guojia-1", "+     implements:", "+       - guojia/guojia-2"]
    assert changed == [*added, "+       - guojia/guojia-3"]
    assert load_catalog(site).catalog.duties["sheng-2"].implements == ("guojia/guojia-2", "guojia/guojia-3")


def test_all_takes_what_is_likely_and_leaves_the_rest(site: Path) -> None:
    assert run(site, "--accept", "全部", "--write") == 0
    found = load_catalog(site).catalog.duties
    assert {id_ for id_, duty in found.items() if duty.implements} == {"sheng-1", "sheng-2", "sheng-4", "xian-1"}


def test_a_file_is_written_decided_and_taken_over(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "落实.yml"
    assert run(site, "--file", str(file)) == 0
    text = file.read_text("utf-8")
    assert "# a 1.00 《国家示范规定》第一条第（四）项（负责人）：对举报有功的" in text
    parts = text.split("  implements:\n")
    file.write_text(
        "  implements:\n".join(parts[:3])
        + "  implements: 无\n"
        + "  implements: A\n".join(parts[3:5])
        + "  implements:\n".join(["", *parts[5:]]),
        "utf-8",
    )
    assert run(site, "--file", str(file), "--write") == 0
    assert load_catalog(site).catalog.duties["sheng-4"].implements == ("guojia/guojia-4",)
    capsys.readouterr()
    assert run(site, "--file", str(file), "--write") == 0  # what was written is done, what is open stays listed
    said = capsys.readouterr().out
    assert "sheng-3 → 没有对应的上级职责" in said
    assert "没有定的 5 项" in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--accept", "9=a"], "没有第 9 项"),
        (["--accept", "1=z"], "没有候选 `z`"),
        (["--accept", "一"], "看不懂"),
        (["--accept", "1=guojia/nothing"], "没有上级职责 `guojia/nothing`"),
        (["--regulation", "nowhere"], "没有编号为 nowhere 的规定"),
    ],
)
def test_what_cannot_be_is_told(site: Path, options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, *options, "--write") == 2
    assert words in capsys.readouterr().err


def test_a_wrong_letter_in_the_file_is_told_with_its_place(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "d.yml"
    file.write_text("- duty: sheng-1\n  candidates:\n    a: guojia/guojia-1\n  implements: d\n", "utf-8")
    assert run(site, "--file", str(file), "--write") == 2
    assert f"{file}:4:15：没有候选 `d`（修改：写 a" in capsys.readouterr().err


def test_on_the_countys_own_pairs(tmp_path: Path) -> None:
    county = tmp_path / "county"
    shutil.copytree(ROOT / "tests/sites/county", county)
    settings = county / "data/site.yml"
    settings.write_text(settings.read_text("utf-8").replace("../../..", ROOT.as_posix()), "utf-8")
    loaded = load_catalog(county).catalog
    truth = {duty.id: set(duty.implements) for duty in loaded.duties.values() if duty.implements}
    for file in (county / "data/regulations").glob("shilixian-*/duties/*.yml"):
        lines, inside = [], False
        for line in file.read_text("utf-8").splitlines(keepends=True):
            inside = line.strip() == "implements:" or (inside and line.startswith("      - "))
            lines += [] if inside else [line]
        file.write_text("".join(lines), "utf-8")
    found = {one.duty.id: [c.reference for c in one.candidates] for one in propose_implements(load_catalog(county))}
    assert found.keys() == truth.keys()
    first = sum(refs[0] in truth[id_] for id_, refs in found.items())
    among = sum(bool(truth[id_] & set(refs)) for id_, refs in found.items())
    assert (first, among, len(found)) == (8, 8, 8)


def test_clauses_without_a_duty_are_told_with_what_they_answer(site: Path) -> None:
    """Nothing is to be decided of them: what they answer is computed wherever the texts stand side by side."""
    before = (site / DUTIES).read_text("utf-8")
    gone = before.index("  # 第4项")
    (site / DUTIES).write_text(before[:gone], "utf-8")
    told = unborne_clauses(load_catalog(site), "sheng")
    assert [(one.name, one.uppers) for one in told] == [
        ("《某省实施细则》第一条第（四）项", ("《国家示范规定》第一条第（四）项",))
    ]
    assert told[0].kind == "照录上级"
    assert unborne_clauses(load_catalog(site), "xian") == []
    head, line = unborne_words(told)
    assert head.startswith("没有职责的条文（1 处）")
    assert line.startswith(
        "  《某省实施细则》第一条第（四）项　照录上级：《国家示范规定》第一条第（四）项　对举报有功的"
    )
