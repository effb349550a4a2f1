from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from mingze import swap as swapping
from mingze.build import BuildFailed, build_site, source_date_epoch
from mingze.cli import main
from tests.conftest import ROOT, snapshot

COMMENTARY = "data/regulations/anquan-zerenzhi/commentary/safety-deputy.yml"
DUTIES = "data/regulations/anquan-zerenzhi/duties/safety-deputy.yml"


def without_explanation(text: str, duty: str) -> str:
    """Cut one explanation out of a commentary file."""
    start = text.index(f"  - duty: {duty}\n")
    end = text.find("  - duty: ", start + 1)
    return text[:start] + (text[end:] if end >= 0 else "")


def with_placeholder(text: str, duty: str) -> str:
    """Put 待补 in the place of one explanation's plain text."""
    start = text.index("plain: |\n", text.index(f"  - duty: {duty}\n")) + len("plain: |\n")
    end = text.index("    actions:", start)
    return f"{text[:start]}      待补\n{text[end:]}"


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True)


def test_build_writes_every_page_and_ends_with_one_chinese_summary(
    site_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(site_copy)]) == 0
    said = capsys.readouterr().out.strip().split("\n")
    assert len(said) == 2
    for word in ("岗位 5", "职责 24", "解读 24", "题目", "页面", "用时"):
        assert word in said[0]
    site = site_copy / "site"
    assert (site / "index.html").is_file()
    pages = [p for p in site.rglob("*.html") if p.name != "404.html"]
    assert f"页面 {len(pages)} " in said[0]


def test_real_site_has_every_duty_with_its_explanation_after_its_anchor(real_site: Path) -> None:
    anchors = 0
    for role in ("party-secretary", "government-head", "committee-member", "safety-deputy", "government-deputy"):
        page = (real_site / "roles" / role / "index.html").read_text("utf-8")
        for block in page.split('<section class="mz-duty" id="')[1:]:
            anchors += block.startswith(role)
            assert '<div class="mz-plain">' in block
    assert anchors == 24


@pytest.mark.parametrize("damage", [without_explanation, with_placeholder])
def test_missing_explanation_stops_every_kind_of_build_and_leaves_the_old_site(site_copy: Path, damage: object) -> None:
    build_site(site_copy)
    before = snapshot(site_copy / "site")
    commentary = site_copy / COMMENTARY
    commentary.write_text(damage(commentary.read_text("utf-8"), "safety-deputy-5"), "utf-8")  # type: ignore[operator]
    lines = (site_copy / DUTIES).read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if "id: safety-deputy-5" in text)
    place = f"{DUTIES}:{line}:9"
    if damage is with_placeholder:  # what is written is told where it is written
        written = commentary.read_text("utf-8").split("\n")
        place = f"{COMMENTARY}:{written.index('      待补') + 1}:7"
    for command in (("mingze", "check"), ("mingze", "build"), ("mkdocs", "build")):
        done = run(site_copy, *command)
        said = done.stdout + done.stderr
        assert done.returncode != 0, command
        assert "错误[duty-without-explanation] 职责 `safety-deputy-5`（第八条第（五）项）" in said
        assert place in said
        assert "Traceback" not in said
        assert snapshot(site_copy / "site") == before


def test_plain_mkdocs_build_makes_the_same_site(site_copy: Path) -> None:
    build_site(site_copy)
    ours = snapshot(site_copy / "site")
    done = run(site_copy, "mkdocs", "build", "-q", "-d", "other")
    assert done.returncode == 0, done.stderr
    assert snapshot(site_copy / "other") == ours


def test_two_builds_are_the_same_bytes(site_copy: Path) -> None:
    first = snapshot(build_site(site_copy).site)
    time.sleep(1.1)  # a clock that leaks into the output would show
    assert snapshot(build_site(site_copy).site) == first


def test_killed_build_leaves_the_old_site_and_the_next_build_clears_up(site_copy: Path) -> None:
    build_site(site_copy)
    before = snapshot(site_copy / "site")
    build = subprocess.Popen([sys.executable, "-m", "mingze", "build"], cwd=site_copy, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list(site_copy.glob(".site-build-*/site/*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    assert list(site_copy.glob(".site-build-*")), "the build ended before it could be killed"
    assert snapshot(site_copy / "site") == before
    build_site(site_copy)
    assert not list(site_copy.glob(".site-build-*"))
    assert snapshot(site_copy / "site") == before


def test_second_build_at_the_same_time_says_so(site_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FileLock(site_copy / ".site-lock"):
        assert main(["build", "--root", str(site_copy)]) == 2
    assert "另一个生成正在进行" in capsys.readouterr().err


def test_mkdocs_failure_shows_its_last_words_and_leaves_the_old_site(
    site_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_site(site_copy)
    before = snapshot(site_copy / "site")
    (site_copy / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    assert main(["build", "--root", str(site_copy)]) == 2
    assert "MkDocs 没有生成站点" in capsys.readouterr().err
    assert snapshot(site_copy / "site") == before


def test_build_refuses_to_overwrite_the_sources(site_copy: Path) -> None:
    with pytest.raises(BuildFailed, match="源文件"):
        build_site(site_copy, site_copy)
    with pytest.raises(BuildFailed, match="源文件"):
        build_site(site_copy, site_copy.parent)
    with pytest.raises(BuildFailed, match="源文件"):
        build_site(site_copy, site_copy / "data")
    assert (site_copy / "data" / "site.yml").is_file()


def test_command_outside_a_site_says_where_to_run_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "没有找到站点" in capsys.readouterr().err


def test_date_comes_from_the_environment_then_the_commit_then_is_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert source_date_epoch(tmp_path) == 86400
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert source_date_epoch(tmp_path) == 315532800
    assert source_date_epoch(ROOT) > 1_700_000_000


@pytest.mark.parametrize("atomic", [True, False])
def test_swap_replaces_the_folder_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: bool) -> None:
    if not atomic:
        monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old").touch()
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / "new").touch()
    swapping.swap(tmp_path / "fresh", tmp_path / "site")
    assert [p.name for p in (tmp_path / "site").iterdir()] == ["new"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_swap_that_died_between_its_renames_is_recovered(tmp_path: Path) -> None:
    (tmp_path / ".site-old").mkdir()
    (tmp_path / ".site-old" / "old").touch()
    swapping.recover(tmp_path / "site")
    assert (tmp_path / "site" / "old").is_file()
    (tmp_path / ".site-old").mkdir()
    swapping.recover(tmp_path / "site")
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_output_cut_short_by_its_reader_is_no_error() -> None:
    check = f"{sys.executable} -m mingze explain duty-without-explanation | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", check], cwd=ROOT, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert done.stdout.strip() == "0"
