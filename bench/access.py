"""Look for accessibility faults on every kind of page, in every mode and width, folded and unfolded.

Run: make access [KINDS="role bank"]. Exit status 1 where axe-core finds anything.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench.axe import Violation, violations
from bench.page_kinds import MODES, PageKind, kinds_named
from bench.stage import chromium, real_site, served, show, unfold


@dataclass(frozen=True)
class Screen:
    """A size to look at; ``scale`` is the number of device pixels to a CSS pixel."""

    name: str
    width: int
    height: int
    scale: int = 1


SCREENS = (
    Screen("320", 320, 640),
    Screen("360", 360, 740),
    Screen("1280", 1280, 800),
    Screen("400%", 320, 256, 4),  # 1280×1024 magnified four times: the measure of WCAG 2.2, 1.4.10
)


@dataclass(frozen=True)
class Look:
    """What axe-core found on one page in one mode on one screen."""

    kind: str
    mode: str
    screen: str
    found: tuple[Violation, ...]
    """Folded and unfolded together, each element once."""


def look_at(address: str, kind: PageKind) -> list[Look]:
    """Look at one page in every mode on every screen, in a browser of its own."""
    looks = []
    with chromium() as browser:
        for screen in SCREENS:
            context = browser.new_context(
                viewport={"width": screen.width, "height": screen.height},
                device_scale_factor=screen.scale,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(f"{address}/{kind.path}")
            found: dict[str, dict[Violation, None]] = {mode: {} for mode in MODES}
            for unfolded, mode in itertools.product((False, True), MODES):
                if unfolded:
                    unfold(page)
                show(page, mode)
                found[mode].update(dict.fromkeys(violations(page)))
            looks += [Look(kind.name, mode, screen.name, tuple(found[mode])) for mode in MODES]
            context.close()
    return looks


def table(looks: Sequence[Look]) -> str:
    """Lay out how many elements are faulty: a line a page kind, a column a mode and screen."""
    counts = {(look.kind, look.mode, look.screen): len(look.found) for look in looks}
    columns = list(itertools.product(MODES, (screen.name for screen in SCREENS)))
    heads = [f"{mode} {screen}" for mode, screen in columns]
    lines = [f"{'':20}" + " ".join(f"{head:>13}" for head in heads)]
    for kind in dict.fromkeys(look.kind for look in looks):
        cells = (counts[kind, mode, screen] for mode, screen in columns)
        lines.append(f"{kind:20}" + " ".join(f"{cell or '·':>13}" for cell in cells))
    return "\n".join(lines)


def main(names: Sequence[str]) -> int:
    kinds = kinds_named(names)
    with real_site() as site, served(site) as address, ProcessPoolExecutor(os.cpu_count()) as workers:
        looks = list(itertools.chain.from_iterable(workers.map(look_at, itertools.repeat(address), kinds)))
    print(table(looks))
    places: dict[tuple[str, Violation], list[str]] = {}
    for look in looks:
        for violation in look.found:
            places.setdefault((look.kind, violation), []).append(f"{look.mode} {look.screen}")
    for (kind, violation), where in places.items():
        print(f"\n{kind} [{'，'.join(where)}]\n  {violation}")
    print(f"\n{len(looks)} 次检查（折叠、展开各一遍），{len(places)} 个问题")
    return int(bool(places))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
