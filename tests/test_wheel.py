"""What a release gives people: a wheel that needs nothing of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from mingze import __version__
from mingze.build import Extras, build_site
from tests.conftest import MINIMAL, ROOT, snapshot
from tests.starting import first_hour

BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "LICENSES", "mingze")
BUILD_WHEEL = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"

TYPED = """\
import os, shlex, sys
from mingze.cli import main
for words in map(shlex.split, sys.argv[1:]):
    if words[0] == "cd":
        os.chdir(words[1])
    elif code := main(words[1:]):
        sys.exit(f"{words}: {code}")
"""
"""Does what is typed, one command after another; another test starts the program as people do."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: setuptools leaves its work beside what it builds."""
    source, dist = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    run(source, sys.executable, "-c", BUILD_WHEEL, str(dist))
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an empty environment in which the wheel is installed.

    It borrows the packages that the wheel needs from the running one, but not this package: what is installed as
    editable is named in a ``.pth`` file, and those count only in an environment's own folder.
    """
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, symlinks=os.name != "nt")
    own = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    lenders = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (own / "borrowed.pth").write_text("".join(f"{folder}\n" for folder in lenders), "utf-8")
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    # pip is borrowed too, and finds there what runs these tests: that is not to count as installed
    install = ("install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--ignore-installed")
    run(home, str(programs / "python"), "-m", "pip", *install, "--no-compile", str(wheel))
    return programs


def run(folder: Path, *command: str, **more: str) -> str:
    """Run a command in ``folder``; returns what it said."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env={**environment, "PYTHONUTF8": "1", **more}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copied(to: Path) -> Path:
    """Copy the smallest site with the settings and hooks of the repository, as a new site begins."""
    shutil.copytree(MINIMAL, to)
    shutil.copytree(ROOT / "hooks", to / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", to)
    (to / "docs").mkdir()
    (to / "docs" / "own.md").write_text("# 自己的一页\n\n见[自测](quizzes/index.html)。\n", "utf-8")
    return to


def test_the_wheel_holds_every_file_of_the_package_and_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    files = {f"mingze/{name}": data for name, data in snapshot(ROOT / "mingze").items() if "__pycache__" not in name}
    ours = {name: data for name, data in held.items() if name.startswith("mingze/")}
    assert ours.keys() == files.keys()
    assert [name for name, data in files.items() if ours[name] != data] == []
    licences = {"LICENSE", *(path.relative_to(ROOT).as_posix() for path in (ROOT / "LICENSES").iterdir())}
    assert {f"mingze-{__version__}.dist-info/licenses/{name}" for name in licences} <= held.keys()


def test_the_version_stands_in_one_place_and_the_changelog_tells_it(wheel: Path) -> None:
    assert wheel.name.startswith(f"mingze-{__version__}-")
    latest = re.search(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert latest
    assert latest[1] == __version__
    elsewhere = [
        name for name in ("pyproject.toml", "Makefile", "mkdocs.yml") if __version__ in (ROOT / name).read_text("utf-8")
    ]
    assert not elsewhere


def test_installed_elsewhere_it_builds_the_bytes_of_the_checkout_and_an_hour_makes_a_site(
    programs: Path, tmp_path: Path
) -> None:
    """One process does it all: to load the program takes as long as to build the smallest site."""
    where = run(tmp_path, str(programs / "python"), "-c", "import mingze; print(mingze.__file__)").strip()
    assert Path(where).is_relative_to(programs.parent), "这里的 mingze 不是从安装包来的"
    assert run(tmp_path, str(programs / "mingze"), "--version").strip() == f"mingze {__version__}"

    theirs = copied(tmp_path / "小站")
    first_hour.lay_out(tmp_path)
    typed = [command for command in first_hour.COMMANDS if command.startswith(("mingze ", "cd "))]
    filled_in = next(n for n, command in enumerate(typed, 1) if command.startswith("mingze workbook export"))
    here = tmp_path / next(command.split()[1] for command in typed if command.startswith("cd "))
    cache = str(tmp_path / "cache")
    said = run(tmp_path, str(programs / "python"), "-c", TYPED, *typed[:filled_in], MINGZE_CACHE=cache)
    first_hour.explain(here / typed[filled_in - 1].split()[-1])
    commands = [*typed[filled_in:], f"cd {theirs}", "mingze build"]
    said += run(here, str(programs / "python"), "-c", TYPED, *commands, MINGZE_CACHE=cache)
    is_the_site_of_the_hour(here, said)
    assert "岗位 2" in said
    ours = build_site(copied(tmp_path / "对照"), extras=Extras(handouts=True, offline=True)).site
    built = snapshot(theirs / "site")
    assert built.keys() == snapshot(ours).keys()
    assert [name for name, content in snapshot(ours).items() if built[name] != content] == []
    assert {Path(name).suffix for name in built} >= {".html", ".js", ".pdf", ".docx", ".pptx", ".zip"}


def is_the_site_of_the_hour(here: Path, said: str) -> None:
    """Assert that the guide was followed to the letter; what it prints is what the installed program says."""
    for expected in first_hour.QUOTED:
        assert expected in said, expected
    site = here / "site"
    assert "<p>2021年7月1日起施行。共 33 条。</p>" in (site / "index.html").read_text("utf-8"), (
        "who issued it is not known"
    )
    assert "报告生产安全事故" in (site / "roles/scjydwzyfzr/index.html").read_text("utf-8")
    made = {path.suffix for path in (site / "downloads/files").rglob("*")}
    assert made >= {".pdf", ".docx", ".pptx"}
    assert (site / "papers/zhu-ti-ze-ren-ce-shi/index.html").is_file()
    papers = sorted(path.name for path in (here / "papers").iterdir())
    assert papers == [
        f"zhu-ti-ze-ren-ce-shi-2026-{form}{key}.{kind}"
        for form in "AB"
        for key in ("-key", "")
        for kind in ("docx", "pdf")
    ]
