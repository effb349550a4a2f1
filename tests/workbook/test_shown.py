"""How often and how it is marked: what a list says of a duty is shown on its page and printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingze.handouts.books import Books
from tests.conftest import ROOT
from tests.pages.rendered_site import load

DUTIES = "data/regulations/shilixian-qingdan/duties/party-secretary.yml"


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """A county's list whose first duty says how often, and what is deducted."""
    root = tmp_path / "site"
    shutil.copytree(ROOT / "tests/sites/county", root)
    path = root / DUTIES
    text = path.read_text("utf-8")
    at = text.index("    sources:")
    keys = "    frequency: 每季度至少一次\n    standard: |\n      少一次扣5分。\n"
    path.write_text(text[:at] + keys + text[at:], "utf-8")
    return root


def test_the_page_of_a_post_and_its_hand_out_say_it(measured: Path) -> None:
    site = load(measured)
    page = site.html["roles/party-secretary/index.html"]
    assert "<strong>频次：</strong>每季度至少一次" in page
    assert "<strong>考核标准：</strong>少一次扣5分。" in page
    printed = repr(Books(site.catalog).role(site.catalog.roles["party-secretary"]))
    assert "频次：每季度至少一次" in printed
    assert "考核标准：少一次扣5分。" in printed
