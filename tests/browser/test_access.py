"""axe-core finds nothing on any kind of page. `make access` looks at more screens and at folded pages too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.axe import COLOURS, LAYOUT, STYLE, TAGS, violations, violations_in_modes, violations_of_colour
from bench.page_kinds import KINDS, LOOKS, REGULATION, PageKind
from bench.stage import ROOT, unfold, wear
from mingze.loading import load_catalog
from mingze.pages import plan_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


READ_ALOUD = ("home", "role", "article-unverified", "compare", "paper")
"""The kinds of page that are looked at with readings above their characters too."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_nothing(kind: PageKind, served_site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{served_site}/{kind.path}")
    unfold(page)
    found = [f"360 {violation}" for violation in violations_in_modes(page)]
    wear(page, LOOKS["huge"])
    found += [f"360 huge: {violation}" for violation in violations(page, only=LAYOUT)]
    wear(page, {**LOOKS["simple"], **LOOKS["dark"]})
    found += [f"360 simple: {violation}" for violation in violations(page, STYLE)]
    found += [f"simple, dark: {violation}" for violation in violations_of_colour(page, within=".mz-simple-only")]
    if kind.name in READ_ALOUD:
        wear(page, {"ruby": "on", **LOOKS["contrast"]})
        found += [f"360 ruby: {violation}" for violation in violations(page, COLOURS)]
        found += [f"360 ruby, contrast: {violation}" for violation in violations_of_colour(page)]
    wear(page, LOOKS["light"])
    page.set_viewport_size({"width": 320, "height": 740})
    found += [f"320: {violation}" for violation in violations(page, only=LAYOUT)]
    page.set_viewport_size({"width": 1280, "height": 740})
    found += [f"1280: {violation}" for violation in violations(page, STYLE)]
    if page.locator(".mz-side").count():  # what only a wide screen has; all else has the colours of a narrow one
        found += [f"1280: {violation}" for violation in violations(page, only=COLOURS, within=".mz-side")]
    assert not found, "\n".join(found)


def test_axe_sees_what_it_is_asked_for(page: Page) -> None:
    page.set_content(
        "<title>x</title><p style='color: #999; background: #fff'>浅色的字</p><a href=a style='font-size:4px'>一</a>"
        "<a href=b style='font-size:4px'>二</a><img src=x>"
    )
    rules = {violation.rule for violation in violations(page)}
    assert {"color-contrast", "image-alt", "html-has-lang", "target-size", "region"} <= rules
    assert "wcag22aa" in TAGS
    assert {violation.rule for violation in violations(page, only=COLOURS)} == {"color-contrast"}
    assert not violations(page, only=COLOURS, within="a")


def test_a_sample_of_colours_holds_every_look(page: Page) -> None:
    faint = "style='color: #999; background: #fff'"
    page.set_content(
        f"<title>x</title>{'<p class=a>深色的字</p>' * 9}<p class=b {faint}>浅色的字</p>"
        f"<ul {faint}><li class=a>浅色的一<li class=a>浅色的二<li class=a>浅色的三</ul>"
        "<p class=a><button>深色的钮</button><button disabled>灰色的钮</button></p>"
    )
    found = [violation.selector for violation in violations_of_colour(page)]
    assert found == [".b", "li:nth-child(1)", "li:nth-child(2)"]
    assert page.locator("[data-axe-sample]").count() == 7
    assert not violations_of_colour(page, within="button")


def test_every_template_has_a_kind_of_page() -> None:
    templates = {planned.path: planned.template for planned in plan_pages(load_catalog(ROOT).catalog)}
    assert {templates.get(kind.path) for kind in KINDS} - {None} == set(templates.values())


@pytest.mark.parametrize(("article", "badge"), [("art2", "已核对"), ("art19", "待核对")])
def test_kinds_hold_an_article_of_each_standing(article: str, badge: str, real_site: Path) -> None:
    path = f"{REGULATION}/{article}/index.html"
    assert path in {kind.path for kind in KINDS}
    heading = (real_site / path).read_text("utf-8").partition("<h1>")[2].partition("</h1>")[0]
    assert f">{badge}</span>" in heading
