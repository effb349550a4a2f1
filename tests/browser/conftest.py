"""What browser tests share: the real site on a local server, and pages of it on screens of any size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from filelock import FileLock

from bench.stage import served
from mingze.model import Catalog
from tests.browser.pool import Lend, pool_of
from tests.browser.quiz_hands import Start, phones
from tests.conftest import real_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opener: TypeAlias = "Callable[..., Page]"
PHONE, DESK, NARROW = (360, 740), (1280, 800), (320, 640)
MAGNIFIED = (320, 256)
"""1280×1024 at 400 %."""
PAIRS_SEEN: set[str] = set()
"""The pairs of stops that Tab was seen to lead over in this run, by their looks: no other page is asked again."""
LOOKS_SEEN: set[str] = set()
"""The looks of texts whose contrast was judged in this run: no other page is asked for them again."""

GO_BY_SEEN = {"LOOKS_SEEN", "PAIRS_SEEN", "PROBES"}
"""Names by which a module's tests go by what was seen, or by probes that do."""


@pytest.fixture(autouse=True)
def _seen_by_all(request: pytest.FixtureRequest, shared_folder: Path) -> Iterator[None]:
    """Let what was seen on one page be known to all processes of this run; most tests need not be told."""
    if not GO_BY_SEEN & vars(request.module).keys():
        yield
        return
    files = {shared_folder / "pairs-seen.json": PAIRS_SEEN, shared_folder / "looks-seen.json": LOOKS_SEEN}
    before = {}
    for file, seen in files.items():
        with FileLock(f"{file}.lock"):
            seen.update(json.loads(file.read_text("utf-8")) if file.exists() else ())
        before[file] = len(seen)
    yield
    for file, seen in files.items():
        if len(seen) > before[file]:
            with FileLock(f"{file}.lock"):
                seen.update(json.loads(file.read_text("utf-8")) if file.exists() else ())
                file.write_text(json.dumps(sorted(seen)), "utf-8")


@pytest.fixture(scope="session")
def served_site(real_site: Path) -> Iterator[str]:
    """The real site's address on a local server: the error page only works at the top of one."""
    with served(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return real_catalog()


@pytest.fixture
def lend(browser: Browser) -> Iterator[Lend]:
    """Lend phones that another test may have had, and left no trace on."""
    with pool_of(browser).lent() as lend:
        yield lend


@pytest.fixture
def opened(lend: Lend, served_site: str) -> Opener:
    """Open a page of the site on a screen of a size, on a device of its own."""

    def open_page(path: str, size: tuple[int, int] = PHONE, **options: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        address = f"{served_site}/{path}"
        return lend(address, viewport=viewport, reduced_motion="reduce", **options).open(address)

    return open_page


@pytest.fixture
def start(request: pytest.FixtureRequest, browser: Browser, real_site: Path) -> Iterator[Start]:
    """Open pages on phones of their own: from a disk, or where a test says so with ``indirect``, from a server.

    A module in which ``FRESH`` is true gets phones that no test had before.
    """
    from_server = getattr(request, "param", "file") == "http"
    base = request.getfixturevalue("served_site") if from_server else real_site.as_uri()
    with phones(browser, base, fresh=getattr(request.module, "FRESH", False)) as start:
        yield start
