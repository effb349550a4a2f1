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
"""The rules that what a mode changes can break; they take three quarters of the time."""
STYLE = (*COLOURS, "link-in-text-block")
"""The rules that neither a width nor a leaner page can break where they were kept before: how text and links look."""


def violations(
    page: Page, without: Sequence[str] = (), *, only: Sequence[str] = (), within: str = "html"
) -> list[Violation]:
    """Run axe-core on the page as it stands; returns an entry for each faulty element.

    Rules may be left out, or ``only`` some be run; ``within`` is the selector of the part to look at.
    """
    options = {
        "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS},
        # axe runs no WCAG 2.2 rule unless it is named
        "rules": {} if only else {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in without}},
        "resultTypes": ["violations"],
    }
    return _run(page, within, options)[0]


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


LAYOUT = ("target-size", "scrollable-region-focusable")
"""The rules that a narrower screen or larger text can break, where the same is shown and hidden."""
_SAMPLE = """([part, before]) => {
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
    const s = getComputedStyle(e), kind = e.matches("input, select, textarea, button, svg *") ? e.localName : "";
    return [kind, !!off(e), s.color, s.fontSize, s.fontWeight, s.textShadow, s.textIndent, ground(e)].join();
  };
  for (const root of document.querySelectorAll(part)) {
    for (const e of [root, ...root.querySelectorAll("*")]) {
      const said = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        || e.matches("input:not([type=checkbox], [type=radio]), select, textarea");
      // axe does not say that a single character is faint
      const single = e.textContent.trim().length === 1 && !e.matches("select, textarea");
      if (!said || single || !e.checkVisibility()) continue;
      const name = look(e);
      if (seen.has(name)) continue;
      count[name] = (count[name] || 0) + 1;
      if (count[name] <= 3) e.setAttribute("data-axe-sample", name);
    }
  }
  return document.querySelectorAll("[data-axe-sample]").length;
}"""
"""Mark three of the texts that have one look, but none of a look that was judged before. A look is what axe judges
by: the colour and size of the text and all the grounds behind it. Whatever selector a style has, in whatever mode, it
shows in these. What is taken out of the flow may lie over something else: there the class is part of the look too."""


def violations_of_colour(page: Page, *, within: str = "html", seen: set[str] | None = None) -> list[Violation]:
    """Look at the contrast of some texts of every look there is.

    ``seen`` are the looks that axe has judged, on whatever page; those of this page are added. Where it could not say
    of any text of a look (something lay over them), the look stays to be judged.
    """
    if not page.evaluate(_SAMPLE, [within, sorted(seen or ())]):
        return []
    options = {"runOnly": {"type": "rule", "values": COLOURS}, "resultTypes": ["violations", "incomplete"]}
    found, judged = _run(page, "[data-axe-sample]", options)
    if seen is not None:
        seen.update(judged)
    return found


def violations_in_modes(page: Page, *, within: str = "html", seen: set[str] | None = None) -> list[str]:
    """Return what is wrong in any mode: colours in each, all else in the light one, which the page is left in."""
    found = []
    for mode in reversed(MODES):
        show(page, mode)
        found += [f"{mode}: {violation}" for violation in violations_of_colour(page, within=within, seen=seen)]
    return found + [f"{MODES[0]}: {violation}" for violation in violations(page, COLOURS, within=within)]
