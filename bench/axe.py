"""axe-core on a loaded page: WCAG 2.0 to 2.2, levels A and AA, and Deque's best practices."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from bench.looks import SAMPLE
from bench.page_kinds import MODES
from bench.stage import show

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    impact: str
    help: str
    selector: str
    html: str
    why: str

    def __str__(self) -> str:
        """Write the violation for whoever is to mend it."""
        return f"{self.rule} ({self.impact}) {self.help}: {self.selector} {self.html} {self.why}"


COLOURS = ("color-contrast",)
STYLE = (*COLOURS, "link-in-text-block")
"""The rules that what a mode changes can break: how text and links look. They take three quarters of the time."""


TARGET = "target-size"
_PLAIN = ("alert", "cell", "columnheader", "dialog", "group", "img", "list", "listitem", "note", "region", "row",
    "rowgroup", "rowheader", "search", "status", "table", "timer")  # fmt: skip
"""Roles of what is no target."""
_TIGHT = """([part, plain]) => {
  for (const old of document.querySelectorAll("[data-axe-tight]")) old.removeAttribute("data-axe-tight");
  const boxed = all => [...all].filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]);
  const targets = boxed(document.querySelectorAll(
    `a[href], button, input, select, textarea, summary, [role]:not(${plain.map(role => `[role=${role}]`)})`));
  const apart = (a, b) => a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
  const small = box => box.width < 24 || box.height < 24;
  const ring = box => {
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    return { left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 };
  };
  const parts = new Map(targets.map(([e, box]) =>
    [e, getComputedStyle(e).display === "inline" ? [...e.getClientRects()] : [box]]));
  const rings = new Map(targets.filter(([, box]) => small(box)).map(([e, box]) => [e, ring(box)]));
  const everything = rings.size ? boxed(document.body.querySelectorAll("*")) : [];
  // nothing else within the ring about its middle, in which axe lets a small one be; nothing over it
  const crowded = (e, box) => parts.get(e).length > 1
    || targets.some(([other]) => other !== e && [...parts.get(other), ...[rings.get(other) || []].flat()]
      .some(its => !apart(its, rings.get(e))))
    || everything.some(([other, its]) => !apart(its, box) && !other.contains(e) && !e.contains(other));
  // beside all that may lie over it there is less than axe wants
  const covered = (e, box) => {
    const over = targets.filter(([other, its]) => other !== e && !apart(its, box) && !other.contains(e))
      .flatMap(([other]) => parts.get(other)).filter(its => !apart(its, box));
    const all = (name, most) => Math[most](...over.map(its => its[name]));
    return over.length && Math.max(all("left", "min") - box.left, box.right - all("right", "max"),
      all("top", "min") - box.top, box.bottom - all("bottom", "max")) < 24;
  };
  const tight = targets.filter(([e, box]) => e.closest(part) && (rings.has(e) ? crowded : covered)(e, box));
  for (const [e] of tight) e.setAttribute("data-axe-tight", "");
  return tight.length;
}"""
"""Mark the targets that axe could call too small: those that are and have something near, and those that others may lie
over. All others it calls large enough, at the price of half of all it does (``target-size-evaluate`` and
``target-offset-evaluate`` of axe-core 4.12)."""


def violations(
    page: Page, without: Sequence[str] = (), *, only: Sequence[str] = (), within: str = "html"
) -> list[Violation]:
    """Run axe-core on the page as it stands; returns an entry for each faulty element.

    Rules may be left out, or ``only`` some be run; ``within`` is the selector of the part to look at.
    """
    faults, _ = _judge(page, without, only, within)
    return faults


def _judge(
    page: Page, without: Sequence[str], only: Sequence[str], within: str, sampled: bool | None = None
) -> tuple[list[Violation], list[str]]:
    """Run the rules together: for each run axe builds its tree and its grid of the page anew.

    With ``sampled`` colours are judged by the marked sample, and what it could say of the sample is returned too.
    """
    aimed = {**_SAMPLED} if sampled else {}
    if TARGET in (only or {TARGET} - {*without}) and page.evaluate(_TIGHT, [within, _PLAIN]):
        aimed[TARGET] = "[data-axe-tight]"
    rest = [rule for rule in only if rule != TARGET or TARGET in aimed]
    if only and not rest:
        return [], []
    switched = {rule: {"enabled": False} for rule in without}
    # target-size is of WCAG 2.2: axe does not run it unless it is named
    switched[TARGET] = {"enabled": TARGET in aimed}
    options = {
        "runOnly": {"type": "rule", "values": rest} if only else {"type": "tag", "values": TAGS},
        "rules": {} if only else switched,
        "resultTypes": ["violations", "incomplete"] if sampled else ["violations"],
    }
    return _run(page, within, options, aimed)


_AT = {"color-contrast": "*", "link-in-text-block": "a[href], [role=link]", TARGET: "*"}
"""What the rules look at that are at times given less to look at, by axe-core 4.12."""
_SAMPLED = {
    "color-contrast": "[data-axe-sample]",
    "link-in-text-block": "a[href][data-axe-sample], [role=link][data-axe-sample]",
}


def _run(
    page: Page, within: str, options: dict[str, Any], aimed: dict[str, str] | None = None
) -> tuple[list[Violation], list[str]]:
    """Run axe-core; returns what it found and, of a sample, the looks it could say something of.

    Some rules may be ``aimed`` at the elements of a selector.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found, judged = page.evaluate(
        """async ([part, options, at, colours]) => {
          axe.configure({ rules: Object.entries(at).map(([id, selector]) => ({ id, selector })) });
          const all = await axe.run(part, { ...options, elementRef: true });
          const found = all.violations.flatMap(rule => rule.nodes.map(node => ({
            rule: rule.id, impact: rule.impact || "", help: rule.help,
            selector: node.target.flat().join(" "), html: node.html.replace(/\\s+/g, " ").slice(0, 160),
            why: (node.failureSummary || "").split("\\n").slice(1).map(line => line.trim()).join("；"),
          })));
          const unsaid = new Set(all.incomplete.filter(rule => colours.includes(rule.id))
            .flatMap(rule => rule.nodes.map(node => node.element)));
          const samples = [...document.querySelectorAll("[data-axe-sample]")].filter(e => !unsaid.has(e));
          return [found, [...new Set(samples.map(e => e.dataset.axeSample))]];
        }""",
        [within, options, {**_AT, **(aimed or {})}, STYLE],
    )
    return [Violation(**entry) for entry in found], judged


LAYOUT = (TARGET, "scrollable-region-focusable")
"""The rules that a narrower screen or larger text can break, where the same is shown and hidden."""
BELONGING = (
    "aria-required-children", "aria-valid-attr-value", "bypass", "button-name", "empty-heading", "empty-table-header",
    "heading-order", "label", "landmark-banner-is-top-level", "landmark-contentinfo-is-top-level",
    "landmark-main-is-top-level", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo",
    "landmark-no-duplicate-main", "landmark-one-main", "landmark-unique", "link-name", "page-has-heading-one", "region",
    "select-name", "skip-link", "summary-name",
)  # fmt: skip
"""The rules that elements which stay can break because others come or go: names, order, landmarks. All other rules
judge an element by itself and by what it holds: one that was shown and stays is as sound as it was."""
_SHOWN = """() => {
  for (const mark of ["data-axe-sample", "data-axe-come", "data-axe-tight"])
    for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  const shown = [...document.body.querySelectorAll("*")].filter(e => e.checkVisibility());
  return new Map(shown.map(e => [e, e.cloneNode(false).outerHTML]));
}"""
_REMEMBER = f"() => {{ window.axeShown = ({_SHOWN})(); }}"
_COME = f"""() => {{
  const now = ({_SHOWN})(), come = [...now].filter(([e, tag]) => window.axeShown.get(e) !== tag);
  for (const [e] of come) e.setAttribute("data-axe-come", "");
  const place = e => e ? `${{place(e.parentElement)}}>${{e.localName}}.${{e.getAttribute("class") || ""}}` : "";
  const said = e => [...e.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join();
  const told = ([e, tag]) => place(e) + tag.replace(/ (href|aria-current)="[^"]*"/g, "") + said(e);
  const gone = [...window.axeShown].filter(([e]) => !now.has(e));
  return [come.length, [come.map(told), gone.map(told)].join(" - ")];
}}"""
"""Mark the elements that were not to be seen before, or with other attributes; tell all that came and went."""
AT_LARGE = tuple(rule for rule in BELONGING if rule.startswith(("landmark-", "heading-order", "page-has-")))
"""The rules for which it counts what else there is on a page, wherever on it."""


def remember(page: Page) -> None:
    """Note what a page shows that was judged in full: `violations_of_change` builds upon it."""
    page.evaluate(_REMEMBER)


def violations_of_change(
    page: Page,
    only: Sequence[str] = BELONGING,
    without: Sequence[str] = (),
    *,
    within: str = "html",
    seen: set[str] | None = None,
) -> list[Violation]:
    """Judge a page that differs from what was remembered by what it shows, hides, or how wide it is.

    What has come is judged by all rules but those ``without``, what has stayed by some (``only``): all that does, or
    ``within`` the only part that anything came to. Where just the same came and went in the same places on another
    page, the frame's, as ``seen`` tells, it was judged there: here by what is on the page besides.
    """
    come, told = page.evaluate(_COME)
    change = f"change {hashlib.sha256(told.encode()).hexdigest()}"
    if seen is not None and change in seen:
        return violations(page, only=AT_LARGE, within=within)
    found = violations(page, only=only, within=within)
    if come:
        found += violations(page, (*without, *only), within="[data-axe-come]")
    if seen is not None:
        seen.add(change)
    return found


def violations_of_colour(
    page: Page, *, within: str = "html", seen: set[str] | None = None, samples: Sequence[int] = (1, 3)
) -> list[Violation]:
    """Look at the contrast of a text, and at how a link stands out, of every look there is.

    ``seen`` are the looks that axe has judged, on whatever page; those of this page are added. Where it could not say
    of the first text of a look (something lay over it), two more are looked at; where it could say of none, the look
    stays to be judged.
    """
    seen = set() if seen is None else seen
    options = {"runOnly": {"type": "rule", "values": STYLE}, "resultTypes": ["violations", "incomplete"]}
    found: list[Violation] = []
    for most in samples:
        looks = page.evaluate(SAMPLE, [within, sorted(seen), most])
        if not looks:
            break
        faults, judged = _run(page, "[data-axe-sample]", options)
        found += faults
        seen.update(judged)
        if {*looks} <= {*judged}:
            break
    return found


def colours_in_modes(
    page: Page, *, within: str = "html", seen: set[str] | None = None, modes: Sequence[str] = MODES
) -> list[str]:
    """Return what colours are wrong in any mode; the page is left in the first, the light one."""
    found = []
    for mode in reversed(modes):
        show(page, mode)
        found += [f"{mode}: {violation}" for violation in violations_of_colour(page, within=within, seen=seen)]
    return found


def violations_in_modes(page: Page, *, within: str = "html", seen: set[str] | None = None) -> list[str]:
    """Return what is wrong in any mode: colours in each, all else in the light one, which the page is left in."""
    seen = set() if seen is None else seen
    found = colours_in_modes(page, within=within, seen=seen, modes=MODES[1:])
    show(page, MODES[0])
    looks = page.evaluate(SAMPLE, [within, sorted(seen), 1])
    faults, judged = _judge(page, () if looks else STYLE, (), within, sampled=True)
    seen.update(judged)
    if not {*looks} <= {*judged}:
        faults += violations_of_colour(page, within=within, seen=seen, samples=(3,))
    return found + [f"{MODES[0]}: {violation}" for violation in faults]
