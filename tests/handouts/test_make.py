"""Files are made when what they hold has changed, and not otherwise."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from mingze.cli import main
from mingze.handouts import workshop as workshops
from mingze.handouts.make import Job, edition_seed, paper_jobs, site_jobs
from mingze.handouts.pdf import Press, PressFailed
from mingze.handouts.workshop import Workshop, put
from mingze.model import Catalog
from tests.conftest import ROOT, copy_minimal, real_catalog
from tests.pages.rendered_site import load, write
from tests.pages.small_site import SMALL

pytestmark = pytest.mark.usefixtures("_checked_once")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return load(write(SMALL, tmp_path_factory.mktemp("small"))).catalog


def sheets(catalog: Catalog) -> list[Job]:
    return [job for job in site_jobs(catalog) if job.variant == "docx" and job.group in ("role", "theme")]


def test_unchanged_content_is_not_made_again(small: Catalog, tmp_path: Path) -> None:
    told: list[str] = []
    jobs = sheets(small)
    assert len(jobs) > 1
    first = Workshop(small).make_all(lambda: jobs, tmp_path, lambda done, total, name: told.append(name))
    assert [one.fresh for one in first] == [True] * len(jobs)
    assert sorted(told) == sorted(job.name for job in jobs)
    again = Workshop(small).make_all(lambda: jobs, tmp_path, lambda done, total, name: told.append(name))
    assert [one.fresh for one in again] == [False] * len(jobs)
    assert [one.file for one in again] == [one.file for one in first]
    assert len(told) == len(jobs)


def test_only_what_changed_is_made(small: Catalog, tmp_path: Path) -> None:
    jobs = sheets(small)
    Workshop(small).make_all(lambda: jobs, tmp_path)
    changed = replace(jobs[0], source=replace(jobs[0].source, edition="另一版"))
    after = Workshop(small).make_all(lambda: [changed, *jobs[1:]], tmp_path)
    assert [one.fresh for one in after] == [True, *([False] * (len(jobs) - 1))]
    assert not any(one.fresh for one in Workshop(small).make_all(lambda: jobs, tmp_path)), (
        "a change taken back costs nothing"
    )


def test_what_nobody_needs_goes_when_there_is_too_much_the_oldest_first(
    small: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = sheets(small)
    made = Workshop(small).make_all(lambda: jobs, tmp_path)
    for days, one in enumerate(made):
        os.utime(one.file, (days * 86400, days * 86400))
    first, second, *_, last = (one.file for one in made)
    monkeypatch.setattr(workshops, "_SPARE", sum(one.file.stat().st_size for one in made[1:-1]))
    Workshop(small).make_all(lambda: jobs[-1:], tmp_path)
    assert not first.exists()
    assert second.exists()
    assert last.exists()


def test_files_are_whole_or_not_there(small: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = sheets(small)

    def fail(job: Job) -> bytes:
        if job == jobs[1]:
            raise OSError("disk full")
        return b"bytes"

    workshop = Workshop(small)
    monkeypatch.setattr(workshop, "make", fail)
    with pytest.raises(OSError, match="disk full"):
        workshop.write({tmp_path / job.name: job for job in jobs})
    assert not (tmp_path / jobs[1].name).exists()
    assert all(file.read_bytes() == b"bytes" for file in tmp_path.iterdir())


def test_what_is_only_a_part_forgets_nothing(small: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = sheets(small)
    monkeypatch.setattr(workshops, "_SPARE", 0)
    made = Workshop(small).make_all(lambda: jobs, tmp_path)
    Workshop(small).make_all(lambda: jobs[:1], tmp_path, partly=True)
    assert all(one.file.is_file() for one in made)


def test_processes_write_the_same_bytes_and_a_stopped_run_goes_on(
    small: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [job for job in site_jobs(small) if job.group == "role" and job.variant != "pdf-large"]
    assert {job.variant for job in jobs} == {"pdf", "docx", "pptx"}
    monkeypatch.setattr(workshops, "_MANY", 1)
    monkeypatch.setattr(workshops, "_cores", lambda: 2)

    def stop(done: int, total: int, name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workshop(small).make_all(lambda: jobs, tmp_path, stop)
    stood = set(tmp_path.glob("*.[dp]*"))
    assert len(stood) >= 2
    monkeypatch.setattr(workshops, "_MANY", 1000)
    told: list[str] = []
    made = Workshop(small).make_all(lambda: jobs, tmp_path, lambda done, total, name: told.append(name))
    assert {one.file for one in made if not one.fresh} == stood
    assert len(told) == len(jobs) - len(stood)
    workshop = Workshop(small)
    of_processes = [(one, job) for one, job in zip(made, jobs, strict=True) if not one.fresh]
    assert [one.file.read_bytes() for one, _ in of_processes] == [workshop.make(job) for _, job in of_processes]


def test_what_stands_unchanged_is_left_alone(small: Catalog, tmp_path: Path) -> None:
    made = Workshop(small).make_all(lambda: sheets(small), tmp_path / "kept")
    out = tmp_path / "out"
    put(made, out)
    first, second = (out / one.job.name for one in made[:2])
    os.utime(first, (1, 1))
    second.write_bytes(b"edited by hand")
    put(made, out)
    assert first.stat().st_mtime == 1
    assert second.read_bytes() == made[1].file.read_bytes()
    assert {file.name for file in out.iterdir()} == {one.job.name for one in made}


def test_withheld_papers_are_not_offered_but_can_be_made(small: Catalog) -> None:
    offered = {job.name for job in site_jobs(small) if job.group in ("paper", "key")}
    assert offered
    assert not any(name.startswith("sealed") for name in offered)
    made = [job.name for job in paper_jobs(small, "sealed", "7", ["A"])]
    assert made == ["sealed-7-A.pdf", "sealed-7-A.docx", "sealed-7-A-key.pdf", "sealed-7-A-key.docx"]
    assert edition_seed(small) == "2026"


def test_two_runs_of_a_paper_are_the_same_bytes(small: Catalog) -> None:
    jobs = list(paper_jobs(small, "open", "2026", ["A", "B"]))
    assert [Workshop(small).make(job) for job in jobs] == [Workshop(small).make(job) for job in jobs]


def test_the_command_checks_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "--root", str(ROOT), "--verify", "ｍｏｃｋ-2026-a-87ak"]) == 0
    assert "mock-2026-A-87AK 正确" in capsys.readouterr().out
    assert main(["paper", "--root", str(ROOT), "--verify", "mock-2026-A-87AA"]) == 1
    assert "校验码不对" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["paper"], "写明是哪一份试卷"),
        (["paper", "mok", "--seed", "1"], "没有编号为 mok 的试卷"),
        (["paper", "mock"], "写明种子"),
        (["paper", "mock", "--seed", "二〇"], "种子只能用"),
        (["paper", "mock", "--seed", "1", "--forms", "A,A"], "不重复"),
        (["paper", "mock", "--seed", "1", "--forms", "1"], "卷别应是"),
        (["paper", "mock", "--seed", "1", "--digits", "9"], "考号的位数要在 2 到 8 之间"),
        (["handouts", "--role", "mayor"], "没有编号为 mayor 的岗位"),
    ],
)
def test_wrong_commands_are_told_what_to_write(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--root", str(ROOT)]) == 2
    assert said in capsys.readouterr().err


def test_the_commands_write_their_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["paper", "quick", "--seed", "7", "--forms", "B", "--layout", "--digits", "8"]
    assert main([*command, "--root", str(ROOT), "--out", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    layout = json.loads((tmp_path / "quick-7-B-layout.json").read_text("utf-8"))
    assert (layout["format"], layout["digits"]) == ("mingze-sheet/1", 8)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "quick-7-B-key.docx",
        "quick-7-B-key.pdf",
        "quick-7-B-layout.json",
        "quick-7-B.docx",
        "quick-7-B.pdf",
    ]


def test_every_role_of_the_site_has_its_files() -> None:
    catalog = real_catalog()
    jobs = list(site_jobs(catalog))
    for role in catalog.roles:
        formats = [job.format for job in jobs if job.role == role]
        assert formats == ["PDF", "PDF 大字版", "Word", "幻灯片"]


def test_a_character_that_no_font_has_does_not_stop_a_paper(tmp_path: Path) -> None:
    root = copy_minimal(tmp_path / "site")
    paper = root / "quizzes/papers/mock.yml"
    paper.write_text(paper.read_text("utf-8").replace("title: ", "title: 😀", 1), "utf-8")
    assert main(["paper", "mock", "--seed", "7", "--root", str(root), "--out", str(tmp_path / "out")]) == 0


def test_a_document_that_is_not_printed_is_told_and_the_old_site_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise PressFailed("《题名》没有印成")

    root = copy_minimal(tmp_path / "site")
    monkeypatch.setenv("MINGZE_CACHE", str(tmp_path / "cache"))  # nothing was printed before
    monkeypatch.setattr(Press, "pdf", fail)
    assert main(["paper", "mock", "--seed", "7", "--root", str(root), "--out", str(tmp_path / "out")]) == 1
    assert "没有印成" in capsys.readouterr().err
    (root / "site").mkdir()
    (root / "site/index.html").write_text("旧", "utf-8")
    assert main(["build", "--root", str(root)]) == 2
    assert "没有印成" in capsys.readouterr().err
    assert (root / "site/index.html").read_text("utf-8") == "旧"


def test_a_paper_short_of_questions_is_told_with_its_place_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_minimal(tmp_path / "site")
    paper = root / "quizzes/papers/mock.yml"
    paper.write_text(paper.read_text("utf-8").replace("count: 1", "count: 500", 1), "utf-8")
    assert main(["paper", "mock", "--seed", "7", "--root", str(root), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "paper-short-of-questions" in said
    assert "quizzes/papers/mock.yml:7:" in said
    assert not (tmp_path / "out").exists()
