from __future__ import annotations

import os

import pytest

from tests.conftest import ROOT
from tests.pages.rendered_site import Site, rendered

GOLDEN = ROOT / "tests" / "golden" / "pages"


def test_rendering_twice_gives_the_same_bytes(small: Site) -> None:
    assert rendered(small.catalog).html == small.html


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("role.html", "roles/leader/index.html"),
        ("article.html", "regulation/reg/art2/index.html"),
        ("glossary.html", "glossary/index.html"),
    ],
)
def test_the_page_is_the_reviewed_one(small: Site, name: str, path: str) -> None:
    """Set UPDATE_GOLDEN=1 to write the files anew, then review the difference."""
    # blank lines come from the templates' own layout and mean nothing
    html = "\n".join(line.rstrip() for line in small.html[path].split("\n") if line.strip()) + "\n"
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(html, encoding="utf-8", newline="\n")
    assert html == golden.read_text("utf-8")
