"""A site of one's own begins with one command, from nothing."""

from __future__ import annotations

import builtins
import re
from datetime import date
from pathlib import Path

import pytest

from mingze.build import Extras, build_site
from mingze.checks import check_site
from mingze.cli import main
from mingze.exits import FAULTS, OK, USAGE
from mingze.starting import FolderTaken, Kind, Plan, begin
from tests.conftest import ROOT, snapshot
from tests.starting import first_hour

TODAY = date(2026, 11, 30)
PLAN = Plan("青山公司学习站", Kind.LIST, TODAY, "青山公司", "消防")


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let somebody at a terminal give these answers; returns what was asked."""
    asked: list[str] = []
    left = iter(answers)

    def answer(question: str) -> str:
        asked.append(question)
        return next(left)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", answer)
    return asked


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("subject", ["食品安全", "消防", "校园安全：宿舍"])
def test_an_example_has_no_fault_and_no_warning_whatever_its_subject(kind: Kind, subject: str, tmp_path: Path) -> None:
    begin(tmp_path / "站", Plan("学习站", kind, TODAY, "", subject, example=True))
    loaded, faults = check_site(tmp_path / "站")
    assert [str(fault) for fault in faults] == []
    assert len(loaded.catalog.questions) == 8
    assert all(role.id in {a.role for a in loaded.catalog.assignments} for role in loaded.catalog.roles.values())
    titles = [regulation.title for regulation in loaded.catalog.regulations.values()]
    assert subject in titles[0]
    assert "虚构" in titles[0], "an example must not be taken for an instrument in force"


def test_without_an_example_there_is_nothing_to_mend_and_a_site_can_be_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = begin(tmp_path / "站", PLAN)
    assert check_site(tmp_path / "站")[1] == []
    assert {p.as_posix() for p in written} >= {
        "mkdocs.yml",
        "README.md",
        "构建.bat",
        "预览.bat",
        "现场.bat",
        ".gitignore",
        "data/site.yml",
    }
    site = build_site(tmp_path / "站", extras=Extras(handouts=True, offline=True)).site
    assert "青山公司学习站" in (site / "index.html").read_text("utf-8")
    assert not any(site.rglob("*.pptx")), "there is nothing to hand out yet"
    assert main(["live", "--site", str(site), "--no-browser"]) == USAGE
    assert "里没有题，开不了现场答题" in capsys.readouterr().err


def test_the_hooks_and_settings_are_those_of_the_repository() -> None:
    kit = ROOT / "mingze" / "starting" / "kit"
    for hook in (ROOT / "hooks").glob("*.py"):
        assert (kit / "hooks" / hook.name).read_text("utf-8") == hook.read_text("utf-8")

    def settings(file: Path) -> list[str]:
        """The settings without remarks, the site's name and the repository's own folders."""
        own = ("#", "site_name", "exclude_docs", "  decisions/", "  images/")
        return [line for line in file.read_text("utf-8").splitlines() if not line.startswith(own)]

    assert settings(kit / "mkdocs.yml") == settings(ROOT / "mkdocs.yml")


def test_batch_files_have_the_line_ends_that_windows_reads(tmp_path: Path) -> None:
    begin(tmp_path / "站", PLAN)
    for name in ("构建.bat", "预览.bat", "现场.bat"):
        lines = (tmp_path / "站" / name).read_bytes().split(b"\n")
        assert all(line.endswith(b"\r") for line in lines[:-1])
        assert not any(line.endswith(b"\r\r") for line in lines)


def test_what_is_not_given_is_asked_and_an_unknown_kind_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = answering(monkeypatch, "办法", "单位责任制", "消防", "", "青山公司")
    assert main(["new", str(tmp_path / "站"), "--example"]) == OK
    site = check_site(tmp_path / "站")[0].catalog.site
    assert (site.title, site.organisation, site.subject) == ("消防责任制学习站", "青山公司", "消防")
    assert len(asked) == 5
    assert "默认是 消防责任制学习站" in asked[3]
    assert "mingze build" in capsys.readouterr().out


def test_nothing_is_asked_where_nobody_can_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "青山")]) == OK
    assert check_site(tmp_path / "青山")[0].catalog.site.title == "青山学习站"
    assert main(["new", str(tmp_path / "例"), "--example"]) == USAGE
    assert "--subject" in capsys.readouterr().err
    assert not (tmp_path / "例").exists()


def test_who_stops_answering_has_written_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    monkeypatch.setattr(builtins, "input", lambda _: (_ for _ in ()).throw(EOFError))
    assert main(["new", str(tmp_path / "站")]) == USAGE
    assert not any(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "论文.docx").write_text("三年的心血", "utf-8")
    before = snapshot(tmp_path)
    with pytest.raises(FolderTaken):
        begin(tmp_path, PLAN)
    assert main(["new", str(tmp_path)]) == USAGE
    assert main(["new", str(tmp_path / "论文.docx")]) == USAGE
    assert "没有动它" in capsys.readouterr().err
    assert snapshot(tmp_path) == before


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "站").mkdir()
    assert begin(tmp_path / "站", PLAN)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--title", "铃\a声"], "U+0007"),
        (["--title", "长" * 300], "最多 200 个"),
        (["--example", "--subject", "A # 级"], "注释"),
    ],
)
def test_answers_that_data_may_not_hold_are_told_and_nothing_is_written(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "站"), *options]) == FAULTS
    assert said in capsys.readouterr().err
    assert not any(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "论文.docx").write_text("三年的心血", "utf-8")
    assert main(["new", str(tmp_path / "论文.docx" / "站")]) == USAGE
    assert "写不进" in capsys.readouterr().err


def test_a_site_without_content_leads_nowhere_empty(tmp_path: Path) -> None:
    begin(tmp_path / "站", PLAN)
    site = build_site(tmp_path / "站", extras=Extras(offline=True)).site
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert not pages & {"quizzes/index.html", "practice/index.html", "hall/index.html", "coverage/index.html"}
    for page in pages:
        text = (site / page).read_text("utf-8")
        for link in re.findall(r'href="([^"#?:]+\.html)', text):
            target = site / link[1:] if link.startswith("/") else (site / page).parent / link
            assert target.exists(), f"{page} → {link}"
    assert "全部 0 个" not in (site / "index.html").read_text("utf-8")


def test_the_guide_of_the_first_hour_has_twelve_commands_and_tells_of_what_there_is() -> None:
    """`tests/test_wheel.py` follows it with the installed program."""
    assert len(first_hour.COMMANDS) == 12
    questions = first_hour.table("questions.txt")
    assert len(questions) == 31
    for row in first_hour.table_of_the_guide("题型"):
        assert row in questions
    explained = dict(first_hour.table("explanations.txt"))
    for duty, plain in first_hour.table_of_the_guide("职责文字")[1:]:
        assert explained[next(one for one in explained if one.startswith(duty.rstrip("…")))] == plain
    for guide in ("README.md", "docs/own-regulation/index.md", "docs/importing/index.md", "docs/workbook/index.md"):
        assert "一小时做一个自己的站" in (ROOT / guide).read_text("utf-8")
