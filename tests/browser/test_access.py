"""axe-core finds nothing on any kind of page. `make access` looks at more screens and at folded pages too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.axe import (
    BELONGING,
    COLOURS,
    LAYOUT,
    STYLE,
    TAGS,
    TARGET,
    remember,
    violations,
    violations_in_modes,
    violations_of_change,
    violations_of_colour,
)
from bench.page_kinds import KINDS, LOOKS, REGULATION, PageKind
from bench.stage import unfold, wear
from mingze.pages import plan_pages
from tests.browser.conftest import LOOKS_SEEN
from tests.conftest import real_catalog

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
    found = [f"360 {violation}" for violation in violations_in_modes(page, seen=LOOKS_SEEN)]
    remember(page)
    wear(page, {**LOOKS["simple"], **LOOKS["dark"]})
    found += [f"360 simple: {violation}" for violation in violations_of_change(page, without=(*STYLE, *LAYOUT))]
    within = ".mz-simple-only"
    found += [f"simple, dark: {violation}" for violation in violations_of_colour(page, within=within, seen=LOOKS_SEEN)]
    if kind.name in READ_ALOUD:
        wear(page, {"ruby": "on", **LOOKS["contrast"]})
        found += [f"360 ruby: {violation}" for violation in violations_of_change(page, (*BELONGING, *LAYOUT), STYLE)]
        found += [f"360 ruby, contrast: {violation}" for violation in violations_of_colour(page, seen=LOOKS_SEEN)]
    # the largest text on the narrowest screen: there most is pressed together and most must scroll
    wear(page, LOOKS["huge"])
    page.set_viewport_size({"width": 320, "height": 740})
    found += [f"320 huge: {violation}" for violation in violations(page, only=LAYOUT)]
    wear(page, LOOKS["light"])
    page.set_viewport_size({"width": 1280, "height": 740})
    without = (*STYLE, *LAYOUT)
    found += [f"1280: {violation}" for violation in violations_of_change(page, without=without, seen=LOOKS_SEEN)]
    # what only a wide screen has; all else has the colours of a narrow one
    found += [f"1280: {violation}" for violation in violations_of_colour(page, within=".mz-side", seen=LOOKS_SEEN)]
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


SCATTERED = """seed => {
  const random = most => (seed = seed * 16807 % 2147483647) % most;
  document.body.innerHTML = [...Array(24).keys()].map(n => {
    const [what, more] = [["a", "href=x"], ["button", ""], ["input", "type=checkbox"], ["span", "class=over"],
      ["p", ""]][random(5)];
    const words = most => "去".repeat(1 + random(most));
    const inside = what === "p" ? `<a href=x>${words(40)}</a> <a href=y>${words(9)}</a>`
      : what === "a" || what === "button" ? "去" : "";
    const at = what === "p" ? "inset-inline: 0" : `left: ${random(260)}px`;
    const size = what === "p" ? "" : `display: block; width: ${8 + random(40)}px; height: ${8 + random(40)}px`;
    const open = `<${what} ${more} style="position: absolute; top: ${random(300)}px; ${at}; ${size}; margin: 0">`;
    return what === "input" ? open : `${open}${inside}</${what}>`;
  }).join("");
}"""


def test_targets_that_axe_is_not_asked_about_are_those_it_finds_nothing_in(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    faulty = asked = targets = 0
    for seed in range(1, 9):
        page.set_content("<title>x</title><style>* { font-size: 12px; padding: 0 }</style>")
        page.evaluate(SCATTERED, seed)
        found = {violation.html for violation in violations(page, only=[TARGET])}
        asked += page.locator("[data-axe-tight]").count()
        targets += page.locator("a, button, input").count()
        page.evaluate(
            "document.querySelectorAll('a, button, input').forEach(e => e.setAttribute('data-axe-tight', ''))"
        )
        every = page.evaluate(
            """axe.run('html', { runOnly: ['target-size'] })
              .then(all => all.violations.flatMap(rule => rule.nodes).map(node => node.html))"""
        )
        assert found == {" ".join(html.split())[:160] for html in every}
        faulty += len(found)
    assert 20 < faulty <= asked < targets - 20


def test_a_change_is_judged_by_what_comes_and_by_what_it_leaves_behind(page: Page) -> None:
    page.set_content(
        "<html lang=zh><title>x</title><style>.on .off, :root:not(.on) .new { display: none }</style><main><h1>一</h1>"
        "<h2 class=off>二</h2><h3>三</h3><p><a href=a><b class=off>去</b></a><img src=x><img src=y class=new></p>"
        "<div class=new><input></div></main>"
    )
    remember(page)
    assert {violation.rule for violation in violations(page)} == {"image-alt"}
    assert violations_of_change(page) == []
    page.evaluate("document.documentElement.classList.add('on')")
    found = [(violation.rule, violation.selector) for violation in violations_of_change(page)]
    assert found == [
        ("heading-order", "h3"), ("label", "input"), ("link-name", "a"), ("image-alt", 'img[src="y"]'),
    ]  # fmt: skip


def test_a_change_that_was_judged_on_another_page_is_judged_by_what_else_is_on_this_one(page: Page) -> None:
    seen: set[str] = set()

    def found(beside: str, come: str = "<h3><img src=x></h3>") -> list[str]:
        page.set_content(
            "<html lang=zh><title>x</title><style>:root:not(.on) .new { display: none }</style>"
            f"<main><h1>一</h1>{beside}<div class=new>{come}</div></main>"
        )
        remember(page)
        page.evaluate("document.documentElement.classList.add('on')")
        return sorted(violation.rule for violation in violations_of_change(page, without=STYLE, seen=seen))

    assert found("<h2>二</h2>") == ["empty-heading", "image-alt"]
    assert found("<h2>二</h2>") == []
    assert found("<p>二</p>") == ["heading-order"]
    assert found("<h2>二</h2>", "<h3><img src=x></h3><input>") == ["empty-heading", "image-alt", "label"]


def test_a_sample_of_colours_holds_every_look(page: Page) -> None:
    faint = "style='color: #999; background: #fff'"
    page.set_content(
        f"<title>x</title>{'<p class=a>深色的字</p>' * 9}<p class=b {faint}>浅色的字</p>"
        f"<ul {faint}><li class=a>浅色的一<li class=a>浅色的二<li class=a>浅色的三</ul>"
        "<p class=a><button>深色的钮</button><button disabled>灰色的钮</button></p>"
    )
    found = [violation.selector for violation in violations_of_colour(page)]
    assert found == [".b"]  # that the list's are as faint is said by the same look
    assert page.locator("[data-axe-sample]").count() == 4
    assert not violations_of_colour(page, within="button")


def test_a_sample_of_links_holds_those_within_text(page: Page) -> None:
    page.set_content(
        "<title>x</title><style>a { color: #00b; text-decoration: none } .b a { text-decoration: underline }</style>"
        f"{'<p><a href=a>单独的链接</a></p>' * 9}<p>一段文字里的<a href=b>链接</a>看不出来</p>"
        "<p class=b>一段文字里的<a href=c>链接</a>看得出来</p>"
    )
    found = [(violation.rule, violation.selector) for violation in violations_of_colour(page)]
    assert found == [("link-in-text-block", 'a[href="b"]')]


def test_a_look_seen_on_one_page_is_judged_on_another_only_where_its_colours_differ(page: Page) -> None:
    seen: set[str] = set()

    def found(styles: str, body: str) -> list[str]:
        page.set_content(f"<title>x</title><style>{styles}</style>{body}")
        return [violation.selector for violation in violations_of_colour(page, seen=seen)]

    tick = "<input type=checkbox id=t>"
    styles = "p:has(+ :checked) { color: #999 } section > :nth-child(2) { background: #555 } .on i { color: #888 }"
    assert found(styles, f"<p>文字</p>{tick}<section><i>一些</i></section><div><i>一些</i></div>") == []
    assert page.locator("[data-axe-sample]").count() == 1
    assert found(styles, f"<p>文字</p>{tick}<section><i>一些</i></section><div><i>一些</i></div>") == []
    assert page.locator("[data-axe-sample]").count() == 0
    # what lies behind, what a selector looks at elsewhere, what an ancestor wears
    assert found(styles, "<section><b></b><i>一些</i></section>") == ["i"]
    assert found(styles, f"<p>文字</p>{tick.replace('>', ' checked>')}") == ["p"]
    assert found(styles, "<div class=on><i>一些</i></div>") == ["i"]
    assert found("body { opacity: 0.5 }", "<p>文字</p>") == ["p"]
    assert found("body { opacity: 0.5 }", "<p>文字</p>") == []
    # covered, it is not judged, and stays to be
    over = "<div style='position: absolute; inset: 0; background: url(x)'></div>"
    assert found("em { color: #aaa }", f"<em>文字</em>{over}") == []
    # where the first of a look is covered, two more are looked at
    first = over.replace("inset: 0", "inset: 0 0 auto; height: 2em")
    assert found("b { color: #aab; display: block }", f"<b>文字</b>{first}<br><b>二个</b>") == ["b:nth-child(4)"]
    assert found("em { color: #aaa }", "<em>文字</em>") == ["em"]


def test_every_template_has_a_kind_of_page() -> None:
    templates = {planned.path: planned.template for planned in plan_pages(real_catalog())}
    assert {templates.get(kind.path) for kind in KINDS} - {None} == set(templates.values())


@pytest.mark.parametrize(("article", "badge"), [("art2", "已核对"), ("art19", "待核对")])
def test_kinds_hold_an_article_of_each_standing(article: str, badge: str, real_site: Path) -> None:
    path = f"{REGULATION}/{article}/index.html"
    assert path in {kind.path for kind in KINDS}
    heading = (real_site / path).read_text("utf-8").partition("<h1>")[2].partition("</h1>")[0]
    assert f">{badge}</span>" in heading
