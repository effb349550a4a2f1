"""Ways about: what a stranger, a thumb and a keyboard find.

What holds on every kind of page is a probe here, which `test_every_kind` calls on its one visit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bench.page_kinds import MODES, PageKind
from bench.stage import show, unfold
from mingze.model import Catalog
from mingze.views.prose import plain
from tests.browser.conftest import DESK, MAGNIFIED, NARROW, PAIRS_SEEN, PHONE, Opener

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TARGETS = (
    ".mz-bar a, .mz-side a, .mz-header a, .mz-card, .mz-option, .mz-button, button, summary, .mz-contents a,"
    " .mz-letters a, .mz-footer a, .mz-pager a"
)
LABELS = ".mz-badge, .mz-callout__kind, .mz-question__type, .mz-dossier__label, rt, code, pre"
"""What may be under 18 pixels, never under 16: labels, readings, code. All else is there to be read."""
APART = (
    "h2 > a, h3 > a, h4 > a, th > a, .mz-clause__head a, .mz-breadcrumb a, .mz-related a, .mz-sources a, .mz-index a,"
    " .mz-print-list a, .mz-links a, .mz-source-list dt a"
)
"""Links that stand by themselves: 44 pixels high at least. Those within a sentence have the height of its line."""

UNDER_BAR = """element => {
  const bar = document.querySelector('.mz-bar').getBoundingClientRect();
  if (!bar.height || element.closest('.mz-bar')) return false;
  const box = element.getBoundingClientRect();
  return box.bottom > bar.top + 1 && box.height < bar.top;
}"""


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


IN_VIEW = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !!top && (element.contains(top) || top.contains(element));
}"""
"""Whether a finger could touch the element's middle: in the window, with nothing over it."""


def in_view(found: Locator) -> bool:
    return bool(found.evaluate(IN_VIEW))


def test_stranger_reaches_the_evidence_of_a_duty_in_three_taps(opened: Opener, catalog: Catalog) -> None:
    wanted = plain(catalog.explanations["safety-deputy-5"].evidence[0], catalog.terms)
    page = opened("index.html", has_touch=True)
    taps = []

    def tap(what: Locator) -> None:
        taps.append(what.first.inner_text())
        what.first.tap()

    tap(page.locator(".mz-page").get_by_role("link", name=catalog.roles["safety-deputy"].name))
    page.wait_for_url("**/roles/safety-deputy/index.html")
    tap(page.locator(".mz-contents").get_by_role("link", name=re.compile("救援")))
    page.wait_for_url("**#safety-deputy-5")
    duty = page.locator("#safety-deputy-5")
    assert in_view(duty.get_by_role("heading").first)
    evidence = duty.get_by_text(wanted, exact=True)
    if not evidence.is_visible():
        tap(duty.locator("summary", has_text="留痕"))
    evidence.scroll_into_view_if_needed()
    assert in_view(evidence)
    assert len(taps) <= 3, taps


BAR_OR_SIDE = """() => {
  const shown = all => [...document.querySelectorAll(all)].filter(e => e.checkVisibility({visibilityProperty: true}));
  return [shown(".mz-bar").length, shown(".mz-side").length, shown("[aria-current]").length,
    document.querySelectorAll(".mz-side [aria-current]").length];
}"""


def bar_is_for_phones_and_the_place_is_marked(kind: PageKind, page: Page) -> None:
    resize(page, PHONE)
    bar, side, marked, _ = page.evaluate(BAR_OR_SIDE)
    assert (bar, side) == (1, 0)
    if kind.name not in ("home", "not-found"):  # the site's title says where home is; the error page is no place
        assert marked >= 1


def side_list_is_for_wide_screens_and_the_place_is_marked(kind: PageKind, page: Page) -> None:
    resize(page, DESK)
    bar, side, _, marked = page.evaluate(BAR_OR_SIDE)
    assert (bar, side) == (0, 1)
    if kind.name != "not-found":
        assert marked == 1


def skip_link_comes_first_and_leads_into_the_page(kind: PageKind, page: Page) -> None:
    resize(page, PHONE)
    page.keyboard.press("Tab")
    found = page.evaluate(f"[document.activeElement.innerText, ({IN_VIEW})(document.activeElement)]")
    assert found == ["跳到正文", True]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.mz-page')")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.mz-header, .mz-side, .mz-skip')")


def keyboard_reaches_everything_in_order_and_seen(kind: PageKind, page: Page) -> None:
    """Press Tab from a stop of each kind to a next of each kind; what lies between is like what has been walked.

    Nothing on the page has an order of its own (``tabindex``): Tab goes on through a list of like stops as it began,
    and between two stops as between two that look the same, on whatever page they stand.
    """
    resize(page, PHONE)
    walks, pairs = page.evaluate(
        f"""seen => {{
          const radios = new Set();
          const stops = document.querySelectorAll('a[href], button, input, select, textarea, summary');
          window.stops = [...stops].filter(e => {{
            if (!e.checkVisibility({{visibilityProperty: true}}) || e.disabled) return false;
            if (e.type !== 'radio') return true;
            return !radios.has(e.name) && radios.add(e.name);  // a group of radio buttons is one stop
          }});
          window.place = () => {{
            const element = document.activeElement, style = getComputedStyle(element);
            return element === document.body ? null : {{
              stop: window.stops.indexOf(element),
              name: element.outerHTML.slice(0, 90),
              scrolls: element.matches('pre, table, [role=region]'),
              'without a ring': style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2,
              'under the bar': ({UNDER_BAR})(element),
            }};
          }};
          window.steps = [];
          let due = true;
          window.step = () => {{ if (due) window.steps.push(window.place()); due = false; }};
          window.from = n => {{
            window.steps = [];
            due = true;
            window.stops[n].focus({{focusVisible: true}});
            window.step();
          }};
          // where the focus has been, once it is at a stop or off the page; then it is put where the next walk begins
          window.walked = (end, next) => {{
            window.step();
            const walked = window.steps, last = walked[walked.length - 1];
            if (last && last.stop < end && last.stop !== 0) return null;
            if (next !== null) window.from(next);
            return walked;
          }};
          addEventListener('keydown', event => {{
            if (event.key !== 'Tab') return;
            window.step();
            due = true;
            setTimeout(window.step);  // once the focus has moved, and the page with it
          }}, true);
          const look = e => [e.localName, e.type, e.className, e.parentElement.localName, e.parentElement.className,
            e.closest('section, article, nav, details, fieldset')?.className, e.closest('[data-type]')?.dataset.type,
            e.getAttribute('style')].join();
          const looks = window.stops.map(look), pairs = new Set(seen), walks = [];
          const page = n => window.stops[n].closest('[data-type]') ? location.pathname : '';  // questions: on each page
          for (let n = 0; n + 1 < looks.length; n++) {{
            const pair = looks[n] + ' > ' + looks[n + 1] + page(n) + page(n + 1);
            if (pairs.has(pair) && n + 2 < looks.length) continue;
            pairs.add(pair);
            if (walks.length && walks[walks.length - 1][1] === n) walks[walks.length - 1][1] = n + 1;
            else walks.push([n, n + 1]);
          }}
          return [walks, [...pairs]];
        }}""",
        sorted(PAIRS_SEEN),
    )
    PAIRS_SEEN.update(pairs)
    stops = page.evaluate("window.stops.map(e => e.tabIndex)")
    assert len(stops) > 5
    assert set(stops) == {0}, [page.evaluate("n => stops[n].outerHTML", n) for n, index in enumerate(stops) if index]
    steps: list[dict[str, Any]] = []
    page.evaluate("start => window.from(start)", walks[0][0])
    try:
        for (start, end), after in zip(walks, [*walks[1:], [None]], strict=True):
            walked = _tab_through(page, end - start, end, after[0])
            assert [step["stop"] for step in walked] == list(range(start, end + 1)), walked
            steps += walked[1:]  # the first was put there by a script, which scrolls otherwise than Tab
    finally:
        page.keyboard.up("Tab")
    faults = {what: [step["name"] for step in steps if step[what]] for what in ("without a ring", "under the bar")}
    assert not any(faults.values()), faults
    page.keyboard.press("Tab")
    assert page.evaluate("window.stops.indexOf(document.activeElement)") <= 0  # nothing holds the focus at the end


def _tab_through(page: Page, most: int, end: int, start_of_next: int | None) -> list[dict[str, Any]]:
    """Hold Tab until the focus is at a stop or leaves the page; the page writes down each place as it comes there.

    Returns where it has been. A place that is no known stop has number -1.
    """
    seen: list[dict[str, Any] | None] | None = None
    for pressed in range(1, most + 60):
        page.keyboard.down("Tab")
        if pressed >= most:
            seen = page.evaluate("([end, next]) => window.walked(end, next)", [end, start_of_next])
            if seen is not None:
                break
    else:
        seen = page.evaluate("window.steps")
    # what scrolls sideways is a stop too, where it does not fit
    return [step for step in seen or [] if step and (step["stop"] >= 0 or not step["scrolls"])]


@pytest.mark.parametrize("mode", MODES)
def test_ring_around_the_focus_stands_out(mode: str, opened: Opener) -> None:
    page = opened("roles/safety-deputy/index.html", PHONE)
    show(page, mode)
    page.locator(".mz-contents a").first.focus()
    page.keyboard.press("Tab")
    ratio = page.evaluate(
        """() => {
          const light = colour => {
            const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
            const [r, g, b] = parts.map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ring = light(getComputedStyle(document.activeElement).outlineColor);
          return Math.min(...['body', '.mz-header', '.mz-contents'].map(place => {
            const ground = light(getComputedStyle(document.querySelector(place)).backgroundColor);
            return (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05);
          }));
        }"""
    )
    assert ratio >= 3  # WCAG 2.2, 1.4.11


def anchor_brings_its_target_into_view(kind: PageKind, page: Page) -> None:
    resize(page, PHONE)
    lost = page.evaluate(
        f"""async () => {{
          const under = {UNDER_BAR};
          const ids = [...new Set([...document.querySelectorAll('.mz-page a[href^="#"]')]
            .filter(a => a.hash && a.checkVisibility()).map(a => a.hash.slice(1)))];
          const some = ids.filter((id, n) => n % Math.ceil(ids.length / 6) === 0 || n === ids.length - 1);
          const lost = [];
          for (const id of some) {{
            scrollTo(0, 0);
            location.hash = '';
            location.hash = id;
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            const target = document.getElementById(decodeURIComponent(id));
            const head = target.querySelector('h1, h2, h3, h4, p, summary, a') || target;
            const box = head.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(10, box.height / 2));
            if (under(head) || !top || !(head.contains(top) || top.contains(head))) lost.push(id);
          }}
          location.hash = '';
          return lost;
        }}"""
    )
    assert lost == []


def nothing_sticks_out_sideways(kind: PageKind, page: Page) -> None:
    resize(page, NARROW)
    found = [_sticking_out(page)]
    unfold(page)
    for size in (NARROW, MAGNIFIED, DESK):
        resize(page, size)
        found.append(_sticking_out(page))
    assert not any(fact["page"] or fact["elements"] for fact in found), found


def _sticking_out(page: Page) -> Any:
    """Measure how far the page scrolls sideways, and name what reaches beyond it without a scroller of its own."""
    return page.evaluate(
        """() => ({
          page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          elements: [...document.querySelectorAll('body *')].filter(e => {
            if (!e.checkVisibility() || e.getBoundingClientRect().right <= innerWidth + 1) return false;
            for (let up = e.parentElement; up; up = up.parentElement)
              if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return false;
            return true;
          }).map(e => e.outerHTML.slice(0, 90)),
        })"""
    )


def text_is_large_and_targets_are_wide(kind: PageKind, page: Page) -> None:
    unfold(page)
    facts = []
    for size in (DESK, PHONE):
        resize(page, size)
        facts.append(
            page.evaluate(
                """([targets, labels, apart]) => {
                  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length;
                  const size = e => parseFloat(getComputedStyle(e).fontSize);
                  const texts = [...document.querySelectorAll('body *:not(script):not(style)')].filter(e => shown(e)
                    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
                  const small = texts.filter(e => size(e) < (e.closest(labels) ? 16 : 18));
                  const narrow = [...document.querySelectorAll(targets)].filter(e => {
                    const box = e.getBoundingClientRect();
                    return shown(e) && !e.closest('.mz-skip') && (box.height < 47.5 || box.width < 47.5);
                  });
                  narrow.push(...[...document.querySelectorAll(apart)].filter(e => {
                    const box = e.getBoundingClientRect();
                    return shown(e) && (box.height < 43.5 || box.width < 24);
                  }));
                  const name = e => `${size(e)} ${e.tagName}.${e.className} in .${e.parentElement.className}`;
                  return {
                    small: [...new Set(small.map(name))],
                    narrow: narrow.map(e => e.outerHTML.slice(0, 90)),
                  };
                }""",
                [TARGETS, LABELS, APART],
            )
        )
    assert not any(fact["small"] or fact["narrow"] for fact in facts), facts
