from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from mingze import swap as swapping
from mingze.build import build_site
from mingze.cli import main
from mingze.dates import source_date_epoch
from tests.conftest import MINIMAL, ROOT, copy_minimal, snapshot

EXPLANATION = "    plain: |\n      七天之内必须到车间走一趟，看见隐患就写进台账。\n"
COMMENTARY = "data/regulations/shili/commentary/deputy.yml"
DUTIES = "data/regulations/shili/duties/deputy.yml"
WITHOUT_EXPLANATION = ("  - duty: deputy-1\n" + EXPLANATION, "")
WITH_PLACEHOLDER = (EXPLANATION, "    plain: |\n      待补\n")


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest site with its sources, built once: a test that changes something copies it."""
    root = copy_minimal(tmp_path_factory.mktemp("build") / "小站")
    build_site(root)
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the built site with its sources, in a folder whose name has a space."""
    return shutil.copytree(built, tmp_path / "我的 小站")


def test_build_writes_every_page_and_ends_with_one_chinese_summary(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site / "site")
    assert main(["build", "--root", str(site)]) == 0
    said = capsys.readouterr().out.strip().split("\n")
    assert len(said) == 2
    for word in ("岗位 2", "职责 3", "解读 3", "题目 7", "页面", "用时"):
        assert word in said[0]
    assert (site / "site/index.html").is_file()
    assert list((site / "site/downloads/files").glob("*.pdf"))
    pages = [p for p in (site / "site").rglob("*.html") if p.name != "404.html"]
    assert f"页面 {len(pages)} " in said[0]


def test_real_site_has_every_duty_with_its_explanation_after_its_anchor(real_site: Path) -> None:
    anchors = 0
    for role in ("party-secretary", "government-head", "committee-member", "safety-deputy", "government-deputy"):
        page = (real_site / "roles" / role / "index.html").read_text("utf-8")
        for block in page.split('<section class="mz-duty" id="')[1:]:
            anchors += block.startswith(role)
            assert '<div class="mz-plain">' in block
    assert anchors == 24


@pytest.mark.parametrize("damage", [WITHOUT_EXPLANATION, WITH_PLACEHOLDER], ids=["none", "placeholder"])
def test_missing_explanation_stops_every_kind_of_build_and_leaves_the_old_site(
    site: Path, damage: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site / "site")
    commentary = site / COMMENTARY
    text = commentary.read_text("utf-8")
    assert text.count(damage[0]) == 1
    whole = text.replace(*damage)
    # what is written is told where it is written
    written = damage is WITH_PLACEHOLDER
    place = f"{COMMENTARY}:{whole.split(chr(10)).index('      待补') + 1}:7" if written else f"{DUTIES}:3:9"
    commentary.write_text(whole if "duty:" in whole else "role: deputy\n", "utf-8")

    def is_told(status: int, said: str) -> None:
        assert status != 0
        assert "错误[duty-without-explanation] 职责 `deputy-1`（第三条）" in said
        assert place in said
        assert "Traceback" not in said
        assert snapshot(site / "site") == before

    for command in ("check", "build"):
        is_told(main([command, "--root", str(site)]), "".join(capsys.readouterr()))
    if not written:  # to MkDocs' own command both are faults alike
        done = run(site, "mkdocs", "build")
        is_told(done.returncode, done.stdout + done.stderr)


def test_two_builds_are_the_same_bytes(site: Path) -> None:
    # the module's site was built seconds ago: a clock that leaks into the output would show
    before = snapshot(site / "site")
    shutil.rmtree(site / "site")
    assert snapshot(build_site(site).site) == before


SLOW_BUILD = """\
import sys, time
from mingze import build
ready, _run = sys.argv[1], build._run_mkdocs

def write_half(root, fresh, given):
    _run(root, fresh, given)
    next(fresh.glob("index.html")).unlink()
    open(ready, "w").close()
    time.sleep(600)  # until it is killed

build._run_mkdocs = write_half
build.build_site(build.Path.cwd())
"""
"""A build that stops in its middle, when its pages are written and the old site still stands, and says so."""


def test_killed_build_leaves_the_old_site_and_the_next_build_clears_up(site: Path, tmp_path: Path) -> None:
    before = snapshot(site / "site")
    ready = tmp_path / "ready"
    build = subprocess.Popen([sys.executable, "-c", SLOW_BUILD, str(ready)], cwd=site, start_new_session=True)
    while not ready.exists():
        assert build.poll() is None, "the build ended before it could be killed"
        time.sleep(0.02)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    assert list(site.glob(".site-build-*/site/*"))
    assert snapshot(site / "site") == before
    build_site(site)
    assert not list(site.glob(".site-build-*"))
    assert snapshot(site / "site") == before


def test_second_build_at_the_same_time_says_so(minimal_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FileLock(minimal_copy / ".site-lock"):
        assert main(["build", "--root", str(minimal_copy)]) == 2
    assert "另一个生成正在进行" in capsys.readouterr().err


def test_mkdocs_failure_shows_its_last_words_and_leaves_the_old_site(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site / "site")
    (site / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    assert main(["build", "--root", str(site), "--no-handouts"]) == 2
    assert "MkDocs 没有生成站点" in capsys.readouterr().err
    assert snapshot(site / "site") == before


def test_command_outside_a_site_says_where_to_run_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "没有找到站点" in capsys.readouterr().err


def test_a_packed_or_misplaced_site_is_told_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "外面/县站/data").mkdir(parents=True)
    (tmp_path / "外面/县站/data/site.yml").write_text("id: x\n", "utf-8")
    shutil.make_archive("县站", "zip", tmp_path / "外面")
    shutil.make_archive("别的", "zip", tmp_path / "外面/县站/data")
    (tmp_path / "站.rar").write_bytes(b"Rar!")
    (tmp_path / "数据.whl").write_bytes(b"PK")
    cases = {
        "县站.zip": "先解压（右键，“全部解压缩”或“解压到…”），再到解压出来的“县站”文件夹里运行",
        "县站.zip/县站": "先解压",
        "别的.zip": "里面也没有 data/site.yml，不是一个站点",
        "站.rar": "先解压",
        "数据.whl": "写 data/site.yml 的 base",
        "外面": f"里面的“县站”有，用 --root 写 {Path('外面/县站')}",
        "外面/县站/data": "站点是上面的",
        "没有": "没有这个文件夹",
    }
    every = [["check"], ["build"], ["stats"], ["base", "upgrade"], ["levels", "propose"], ["amend", "新.txt"]]
    every += (["workbook", "export", "--out", "x.xlsx"], ["import", "regulation", "新.txt"], ["handouts"], ["serve"])
    for given, words in cases.items():
        for command in every if given == "县站.zip" else every[:1]:
            assert main([*command, "--root", given]) == 2
            assert words in capsys.readouterr().err, (given, command)
    monkeypatch.chdir(tmp_path / "外面")
    assert main(["check"]) == 2
    assert "里面的“县站”是站点，先 cd 县站" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["check", "县站.zip"])
    assert "先解压" in capsys.readouterr().err


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


def test_commands_that_print_nothing_load_no_printing() -> None:
    """Libraries for documents, readings and MkDocs take most of a second to load."""
    script = (
        "import sys\nfrom mingze.cli import main\n"
        f"site = ['--root', {str(MINIMAL)!r}]\n"
        "assert not any(main(given) for given in (['explain', 'bad-value'], ['check', *site], ['stats', *site]))\n"
        "print(sorted({'docx', 'pptx', 'pypinyin', 'typst', 'mkdocs', 'lxml', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().split("\n")[-1] == "[]"


def test_reading_what_has_no_fault_loads_nothing_that_explains_faults() -> None:
    """Half of what a build of one edit takes is loading."""
    script = (
        "import sys\nfrom mingze.pages.assets import manifest\nfrom mingze.loading import load_catalog\n"
        f"from pathlib import Path\nassert manifest() and load_catalog(Path({str(MINIMAL)!r})).catalog.duties\n"
        "print(sorted({'yaml', 'mingze.source.closely', 'mingze.source.slips'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""})  # what is compiled
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().split("\n")[-1] == "[]"


def test_a_rule_that_no_file_has_loaded_is_known_to_be_one(tmp_path: Path) -> None:
    """What reads faulty files is loaded for them alone, and where a place is told; ``allow`` may name a rule of it."""
    root = tmp_path / "site"
    shutil.copytree(MINIMAL, root)
    bank = root / "quizzes" / "banks" / "basics.yml"
    text = bank.read_text("utf-8")
    allow = "    allow:\n      - rule: tab-indentation\n        reason: 试一试\n"
    bank.write_text(re.sub(r"(?m)^  - id: .*\n", lambda found: found[0] + allow, text, count=1), "utf-8")
    script = (
        "import sys\nfrom mingze.checks import check_site\nfrom pathlib import Path\n"
        "assert 'mingze.source.line_rules' not in sys.modules\n"
        f"print(*(found.message for found in check_site(Path({str(root)!r}))[1]))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "`tab-indentation` 不能用 `allow` 关掉" in done.stdout
