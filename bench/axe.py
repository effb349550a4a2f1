"""axe-core on a loaded page: WCAG 2.0 to 2.2, levels A and AA, and Deque's best practices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

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
    found: list[Violation] = []
    rest = [rule for rule in only if rule != TARGET]
    if rest or not only:
        options = {
            # target-size is of WCAG 2.2: axe does not run it unless it is named
            "runOnly": {"type": "rule", "values": rest} if only else {"type": "tag", "values": TAGS},
            "rules": {} if only else {rule: {"enabled": False} for rule in without},
            "resultTypes": ["violations"],
        }
        found += _run(page, within, options)[0]
    if TARGET in (only or {TARGET} - {*without}) and page.evaluate(_TIGHT, [within, _PLAIN]):
        options = {"runOnly": {"type": "rule", "values": [TARGET]}, "resultTypes": ["violations"]}
        found += _run(page, "[data-axe-tight]", options)[0]
    return found


def _run(page: Page, within: str, options: dict[str, Any]) -> tuple[list[Violation], list[str]]:
    """Run axe-core; returns what it found and, of a sample, the looks it could say something of."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found, judged = page.evaluate(
        """async ([part, options]) => {
          const all = await axe.run(part, { ...options, elementRef: true });
          const found = all.violations.flatMap(rule => rule.nodes.map(node => ({
            rule: rule.id, impact: rule.impact || "", help: rule.help,
            selector: node.target.flat().join(" "), html: node.html.replace(/\\s+/g, " ").slice(0, 160),
            why: (node.failureSummary || "").split("\\n").slice(1).map(line => line.trim()).join("；"),
          })));
          const unsaid = new Set(all.incomplete.flatMap(rule => rule.nodes.map(node => node.element)));
          const samples = [...document.querySelectorAll("[data-axe-sample]")].filter(e => !unsaid.has(e));
          return [found, [...new Set(samples.map(e => e.dataset.axeSample))]];
        }""",
        [within, options],
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
  const come = [...({_SHOWN})()].filter(([e, tag]) => window.axeShown.get(e) !== tag);
  for (const [e] of come) e.setAttribute("data-axe-come", "");
  return come.length;
}}"""
"""Mark the elements that were not to be seen before, or with other attributes."""


def remember(page: Page) -> None:
    """Note what a page shows that was judged in full: `violations_of_change` builds upon it."""
    page.evaluate(_REMEMBER)


def violations_of_change(
    page: Page, only: Sequence[str] = BELONGING, without: Sequence[str] = (), *, within: str = "html"
) -> list[Violation]:
    """Judge a page that differs from what was remembered by what it shows, hides, or how wide it is.

    What has come is judged by all rules but those ``without``, what has stayed by some (``only``): all that does, or
    ``within`` the only part that anything came to.
    """
    found = violations(page, only=only, within=within)
    if page.evaluate(_COME):
        found += violations(page, (*without, *only), within="[data-axe-come]")
    return found


_SAMPLE = """([part, before, most]) => {
  const seen = new Set(before), count = {}, grounds = new Map();
  for (const old of document.querySelectorAll("[data-axe-sample]")) old.removeAttribute("data-axe-sample");
  const plain = "rgba(0, 0, 0, 0)|none|1|none|normal|auto|none|visible|";
  const ground = e => {
    if (!e) return "";
    if (!grounds.has(e)) {
      const s = getComputedStyle(e), apart = s.position !== "static" || s.gridRowStart !== "auto";
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode, s.clip, s.clipPath,
        s.overflow, apart ? `${s.position} ${e.className.baseVal || e.className}` : ""].join("|");
      grounds.set(e, (own === plain ? "" : own + "/") + ground(e.parentElement));
    }
    return grounds.get(e);
  };
  const off = e => e.closest(":disabled, [aria-disabled=true]") || (e.closest("label") || {}).control?.disabled;
  const look = e => {
    const s = getComputedStyle(e), link = e.matches("a[href]");
    const kind = e.matches("input, select, textarea, button, svg *") ? e.localName : "";
    const around = link && [...e.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    // what parts a link from the text around it
    const apart = around ? [s.textDecorationLine, s.borderBottom, getComputedStyle(e.parentElement).color].join() : "";
    return [kind, apart, !!off(e), s.color, s.fontSize, s.fontWeight, s.textShadow, s.textIndent, ground(e)].join();
  };
  for (const root of document.querySelectorAll(part)) {
    for (const e of [root, ...root.querySelectorAll("*")]) {
      const said = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        || e.matches("input:not([type=checkbox], [type=radio]), select, textarea, p a[href], li a[href], td a[href]");
      // axe does not say that a single character is faint
      const single = e.textContent.trim().length === 1 && !e.matches("select, textarea");
      if (!said || single || !e.checkVisibility()) continue;
      const name = look(e);
      if (seen.has(name)) continue;
      count[name] = (count[name] || 0) + 1;
      if (count[name] <= most) e.setAttribute("data-axe-sample", name);
    }
  }
  return Object.keys(count);
}"""
"""Mark some of the texts that have one look, but none of a look that was judged before. A look is what axe judges
by: the colour and size of the text, all the grounds behind it, what parts a link from its text. Whatever selector a
style has, in whatever mode, it shows in these. What is taken out of the flow may lie over something else: there the
class is part of the look too."""


def violations_of_colour(page: Page, *, within: str = "html", seen: set[str] | None = None) -> list[Violation]:
    """Look at the contrast of a text, and at how a link stands out, of every look there is.

    ``seen`` are the looks that axe has judged, on whatever page; those of this page are added. Where it could not say
    of the first text of a look (something lay over it), two more are looked at; where it could say of none, the look
    stays to be judged.
    """
    seen = set() if seen is None else seen
    options = {"runOnly": {"type": "rule", "values": STYLE}, "resultTypes": ["violations", "incomplete"]}
    found: list[Violation] = []
    for most in (1, 3):
        looks = page.evaluate(_SAMPLE, [within, sorted(seen), most])
        if not looks:
            break
        faults, judged = _run(page, "[data-axe-sample]", options)
        found += faults
        seen.update(judged)
        if {*looks} <= {*judged}:
            break
    return found


def colours_in_modes(page: Page, *, within: str = "html", seen: set[str] | None = None) -> list[str]:
    """Return what colours are wrong in any mode; the page is left in the light one."""
    found = []
    for mode in reversed(MODES):
        show(page, mode)
        found += [f"{mode}: {violation}" for violation in violations_of_colour(page, within=within, seen=seen)]
    return found


def violations_in_modes(page: Page, *, within: str = "html", seen: set[str] | None = None) -> list[str]:
    """Return what is wrong in any mode: colours in each, all else in the light one, which the page is left in."""
    found = colours_in_modes(page, within=within, seen=seen)
    return found + [f"{MODES[0]}: {violation}" for violation in violations(page, STYLE, within=within)]
