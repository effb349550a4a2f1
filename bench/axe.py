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
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS},
        # axe runs no WCAG 2.2 rule unless it is named
        "rules": {} if only else {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in without}},
        "resultTypes": ["violations"],
    }
    found: list[dict[str, Any]] = page.evaluate(
        """async ([part, options]) =>
        (await axe.run(part, options)).violations.flatMap(rule => rule.nodes.map(node => ({
          rule: rule.id, impact: rule.impact || "", help: rule.help,
          selector: node.target.flat().join(" "), html: node.html.replace(/\\s+/g, " ").slice(0, 160),
          why: (node.failureSummary || "").split("\\n").slice(1).map(line => line.trim()).join("；"),
        })))""",
        [within, options],
    )
    return [Violation(**entry) for entry in found]


LAYOUT = ("target-size", "scrollable-region-focusable")
"""The rules that a narrower screen or larger text can break, where the same is shown and hidden."""
_SAMPLE = """part => {
  const seen = {};
  for (const old of document.querySelectorAll("[data-axe-sample]")) old.removeAttribute("data-axe-sample");
  const states = ["aria-current", "aria-pressed", "disabled", "hidden", "href", "open", "role", "style", "type",
    "data-aloud", "data-command", "data-found", "data-part", "data-reading", "data-result", "data-served",
    "data-source"];
  const look = e => [e.localName, e.className.baseVal || e.className,
    ...states.filter(name => e.hasAttribute(name)).map(name => name === "href" || `${name}=${e.getAttribute(name)}`)];
  for (const root of document.querySelectorAll(part)) {
    for (const e of [root, ...root.querySelectorAll("*")]) {
      const said = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        || /^(input|select|textarea)$/.test(e.localName);
      if (!said || !e.checkVisibility()) continue;
      let name = "";
      for (let up = e; up; up = up.parentElement) name = look(up) + "/" + name;
      seen[name] = (seen[name] || 0) + 1;
      if (seen[name] <= 2) e.setAttribute("data-axe-sample", "");
    }
  }
  return document.querySelectorAll("[data-axe-sample]").length;
}"""
"""Mark two of the texts that have one look: the same element, classes and states, by which styles choose, all the
way up."""


def violations_of_colour(page: Page, *, within: str = "html") -> list[Violation]:
    """Look at the contrast of two texts of every look there is: in a mode, what looks alike has the same colours."""
    return violations(page, only=COLOURS, within="[data-axe-sample]") if page.evaluate(_SAMPLE, within) else []


def violations_in_modes(page: Page, *, within: str = "html") -> list[str]:
    """Return what is wrong in any mode: colours in each, all else in the light one, which the page is left in."""
    found = []
    for mode in reversed(MODES):
        show(page, mode)
        found += [f"{mode}: {violation}" for violation in violations_of_colour(page, within=within)]
    return found + [f"{MODES[0]}: {violation}" for violation in violations(page, COLOURS, within=within)]
