"""A build reads and checks the data once, and makes what a page shows only for the page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mingze import checks
from mingze.build import BuildFailed, build_site
from mingze.cli import main
from mingze.links import check_whole
from mingze.pages import contexts, count_pages, families
from tests.conftest import copy_minimal, snapshot
from tests.opened import noting_reads

COUNTING = """\
import os, sys

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].endswith(".yml"):
        frame = sys._getframe(1)
        while frame:
            if frame.f_code.co_filename.endswith("prints.py"):
                return  # for its fingerprint, by which the next build knows it
            frame = frame.f_back
        noted = os.open(os.environ["READS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(noted, (os.path.abspath(arguments[0]) + "\\n").encode())
        os.close(noted)

sys.addaudithook(note)
"""
"""A ``sitecustomize.py`` that notes every YAML file that a process opens to read it, and those it starts."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The smallest site, with a hand-written page whose link is checked against the pages there are."""
    root = copy_minimal(tmp_path / "小站")
    (root / "docs" / "extra").mkdir()
    (root / "docs" / "extra" / "index.md").write_text("# 附加\n\n见[自测](../quizzes/index.html)。\n", "utf-8")
    return root


def reads(root: Path, *command: str) -> Counter[str]:
    """Run a command below ``root`` and return how often it opened each file of the data."""
    aside = root.parent / f"counting-{command[0]}"
    aside.mkdir()
    (aside / "sitecustomize.py").write_text(COUNTING, "utf-8")
    noted = aside / "reads"
    environment = {
        **os.environ,
        "PYTHONPATH": str(aside),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "READS": str(noted),
    }
    done = subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    opened = map(Path, noted.read_text("utf-8").splitlines())
    return Counter(
        str(path.relative_to(root)) for path in opened if {root / "data", root / "quizzes"} & {*path.parents}
    )


def reads_here(root: Path) -> Counter[str]:
    """Build below ``root`` in this process; returns the same, without what is read for fingerprints."""

    with noting_reads() as noted:
        assert main(["build", "--no-handouts", "--root", str(root)]) == 0
    opened = [path for path, modules in noted if path.suffix == ".yml" and "prints.py" not in modules]
    return Counter(
        str(path.relative_to(root)) for path in opened if {root / "data", root / "quizzes"} & {*path.parents}
    )


def test_every_data_file_is_parsed_once_a_build_whoever_starts_it_and_the_sites_are_the_same(site: Path) -> None:
    files = {str(path.relative_to(site)) for name in ("data", "quizzes") for path in (site / name).rglob("*.yml")}
    once = Counter(dict.fromkeys(files, 1))
    assert reads_here(site) == once
    assert reads(site, "mkdocs", "build", "-q", "-d", "other") == once
    assert snapshot(site / "other") == snapshot(build_site(site).site)


def test_rules_run_once_and_contexts_are_made_for_the_pages_alone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    def count(module: object, name: str) -> None:
        real = getattr(module, name)

        def counted(*given: object) -> object:
            calls[name] += 1
            return real(*given)

        monkeypatch.setattr(module, name, counted)

    count(checks, "check_catalog")
    for name in ("practice_data", "hall_data", "lessons", "outline", "coverage_view", "design_sample"):
        count(contexts, name)
    for name in ("questions_by_duty", "_article_context", "paper_data"):
        count(families, name)
    loaded, _ = check_whole(site)
    count_pages(loaded.catalog, site)
    assert calls == {"check_catalog": 1}

    calls.clear()
    build_site(site)
    pages = {"questions_by_duty": loaded.catalog.roles, "paper_data": loaded.catalog.papers}
    several = {name: len(ones) for name, ones in pages.items()}
    articles = sum(len(regulation.all_articles) for regulation in loaded.catalog.regulations.values())
    once = dict.fromkeys(
        ("check_catalog", "practice_data", "hall_data", "lessons", "outline", "coverage_view", "design_sample"), 1
    )
    assert calls == once | several | {"_article_context": articles}


def test_a_failing_hook_is_told_and_leaves_nothing_behind(
    site: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    (site / "hooks" / "own.py").write_text(
        "def on_nav(nav, config, files):\n    print('钩子说的话')\n    raise KeyError('没有这个')\n", "utf-8"
    )
    settings = site / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("hooks/publish.py]", "hooks/publish.py, hooks/own.py]"), "utf-8"
    )
    before, here = dict(os.environ), Path.cwd()
    with pytest.raises(BuildFailed, match=r"(?s)MkDocs 没有生成站点，原有站点未动.*钩子说的话.*没有这个"):
        build_site(site)
    assert "".join(capfd.readouterr()) == ""
    assert not [path for path in site.glob("*site*") if path.is_dir()]
    assert (dict(os.environ), Path.cwd()) == (before, here)
