from __future__ import annotations

import atexit
import gc
import math
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if sys.dont_write_bytecode:
    # every build of a test starts a Python of its own, and each would compile all modules again
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parent.parent / ".cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from mingze import telling
from mingze.build import Extras, build_site
from mingze.checks import check_site
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded, load_catalog
from mingze.model import Catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# a worker keeps catalogs and pages as long as it lives: to look through them at every turn takes a fifth of its time
gc.set_threshold(20_000, 10, 30)
# how long a case takes says how busy the machine is, and no test is red for that
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# a work of more than two seconds says how far it is: on a busy machine the check of the smallest site would too, and
# many a test expects nothing on standard error; tests/test_telling.py has a clock of its own
telling._QUIET = math.inf

# 2026-06-01: rules that count days see the same day in every run
os.environ["SOURCE_DATE_EPOCH"] = "1780272000"

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "sites" / "minimal"
COUNTY = ROOT / "tests" / "sites" / "county"
"""A county's list and rules, invented, on the content of this repository, which is its base."""
SMALL_SETTINGS = """\
site_name: 小站
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
plugins: []
hooks: [hooks/check.py, hooks/pages.py, hooks/publish.py]
extra: {generator: false}
"""
"""A mkdocs.yml for a site without hand-written pages."""
_LONGEST_NAME = 60
"""Bytes of a parameter that may still name its test."""
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium_program() -> str:
    """Return the browser: the shell without windows where there is one, which opens pages twice as fast."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    assert found, "没有找到 chromium，请先运行 python tests/system.py"
    return found


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file's bytes by their argument: those of archives hold the time, and workers must find the same tests."""
    return argname if isinstance(val, bytes) and len(val) > _LONGEST_NAME else None


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for other programs, and one of them can work meanwhile."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Spare the collector what collecting makes: half a million objects that live as long as the process.

    Each worker would look through them for a second while it collects, and for another at its end.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_sessionfinish() -> None:
    """Look for what was left open once: pytest looks five times more, which then finds nothing to go through."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # modules of other languages would say that something was left


LONGEST = ("test_whole_", "test_sitting_on_paper", "test_board_page", "test_wheel", "test_firefox", "test_standby")
"""Files whose tests take longest alone, by how they begin: begun last, one of them would keep a single core busy."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that the processes end together; the others stay in their order."""
    items.sort(key=lambda item: not item.path.name.startswith(LONGEST))


# so that their asserts say as much as those of tests
pytest.register_assert_rewrite("tests.fault_case", "tests.pages.html_tree", "tests.pages.rendered_site")


def copy_site(to: Path) -> Path:
    """Copy what a site is made of, without the library; returns the copy's root."""
    for name in ("data", "quizzes", "docs", "hooks"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


def make_buildable(root: Path) -> Path:
    """Add to a site's data what MkDocs needs to build it: settings, hooks, an empty folder of pages."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(SMALL_SETTINGS, "utf-8")
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def copy_county(to: Path) -> Path:
    """Copy the county's own files, and what it stands on, without questions, to ``国家站`` beside it."""
    shutil.copytree(COUNTY, to)
    shutil.copytree(ROOT / "data", to.with_name("国家站") / "data")
    settings = to / "data/site.yml"
    text = settings.read_text("utf-8")
    assert "name: ../../..\n" in text
    settings.write_text(text.replace("name: ../../..\n", "name: ../国家站\n"), "utf-8")
    return to


def copy_minimal(to: Path) -> Path:
    """Copy the smallest sound site, ready to be built; it builds in a quarter of the real one's time."""
    shutil.copytree(MINIMAL, to)
    return make_buildable(to)


@cache
def real_catalog() -> Catalog:
    """Load the real site, once a process: what loading gives is frozen, no test can change it for another."""
    return load_catalog(ROOT).catalog


@cache
def checked_real_site() -> tuple[Loaded, list[Diagnostic]]:
    """Load and check the real site as commands do, once a process."""
    return check_site(ROOT)


@pytest.fixture
def _checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that print, read, export and report take what another test had checked of the real site.

    That they check, and stop at faults, is proved on sites of their own.
    """

    def checked(root: Path) -> tuple[Loaded, list[Diagnostic]]:
        return checked_real_site() if root == ROOT else check_site(root)

    for name in ("print", "sheets", "exchange", "report"):
        monkeypatch.setattr(f"mingze.cli_{name}.check_site", checked)


def made_once(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """Return what the first of this run's processes that asked has made; ``folder`` is the `shared_folder`."""
    file = folder / name
    with FileLock(folder / f"{name}.lock"):
        if not file.is_file():
            part = file.with_name(f"{name}.part")
            part.write_bytes(make())
            part.replace(file)
    return file.read_bytes()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def site_copy(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "我的 站点")


@pytest.fixture
def minimal_copy(tmp_path: Path) -> Path:
    return copy_minimal(tmp_path / "我的 小站")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder of this run; where tests run in several processes, the same for all."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture(scope="session", autouse=True)
def _shared_handouts(shared_folder: Path) -> None:
    """Let every site that is built here make the hand-outs that none has made before."""
    os.environ["MINGZE_CACHE"] = str(shared_folder / "cache")


@pytest.fixture
def _no_printing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the printing of hand-outs, which has tests of its own; no other test gets to see these files."""
    monkeypatch.setenv("MINGZE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("mingze.handouts.workshop.Workshop.make", lambda self, job: b"PK")


@pytest.fixture(scope="session")
def real_site(shared_folder: Path) -> Path:
    """The real site with its hand-outs and offline edition, built once."""
    site = shared_folder / "real" / "site"
    with FileLock(shared_folder / "real-lock"):
        return site if site.is_dir() else build_site(ROOT, site, Extras(handouts=True, offline=True)).site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    chromium = chromium_program()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()
