"""axe-core on a loaded page: WCAG 2.0 to 2.2, levels A and AA, and Deque's best practices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

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


def violations(page: Page, without: Sequence[str] = ()) -> list[Violation]:
    """Run axe-core on the page as it stands, leaving out some rules; returns an entry for each faulty element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        # axe runs no WCAG 2.2 rule unless it is named
        "rules": {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in without}},
        "resultTypes": ["violations"],
    }
    found: list[dict[str, Any]] = page.evaluate(
        """async options => (await axe.run(document, options)).violations.flatMap(rule => rule.nodes.map(node => ({
          rule: rule.id, impact: rule.impact || "", help: rule.help,
          selector: node.target.flat().join(" "), html: node.html.replace(/\\s+/g, " ").slice(0, 160),
          why: (node.failureSummary || "").split("\\n").slice(1).map(line => line.trim()).join("；"),
        })))""",
        options,
    )
    return [Violation(**entry) for entry in found]
