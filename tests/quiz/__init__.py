"""What Python and the browser must do alike: vectors both are held to, and a page with the quiz scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingze.model import Catalog
from mingze.pages import Renderer
from mingze.pages.assets import manifest
from mingze.pages.bank_files import bank_files
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCRIPTS = ROOT / "mingze" / "web"
TYPES = manifest().asset("quiz-types.js").files
COMMON = "common/dom.js"
"""What every other script of ours builds on."""
VECTORS = Path(__file__).parent / "vectors"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


@contextmanager
def page_with(browser: Browser, folder: Path, *names: str) -> Iterator[Page]:
    """Open a page from disk that loads these scripts (below `SCRIPTS`) and nothing else; nothing of it may fail."""
    tags = "".join(f'<script src="{(SCRIPTS / name).as_uri()}"></script>' for name in (COMMON, *names))
    file = folder / "quiz.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{tags}", "utf-8")
    context = browser.new_context()
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(file.as_uri())
        assert errors == []
        yield page
    finally:
        context.close()


def ask(page: Page, function: str, given: Any) -> Any:
    """Call a function in the page; what goes in and out is JSON text, so that lone surrogates arrive as they are."""
    said = page.evaluate(f"given => JSON.stringify(({function})(JSON.parse(given)))", json.dumps(given))
    return json.loads(said)


def bank_data(catalog: Catalog, kind: str) -> dict[str, Any]:
    """Return what the banks' files say of every question: ``questions`` or ``answers``."""
    found = {}
    for path, make in bank_files(catalog, Renderer(catalog)):
        if path.startswith(f"assets/{kind}/"):
            text = make()
            found.update(json.loads(text[text.index("{") : text.rindex(")")])["questions"])
    return found
