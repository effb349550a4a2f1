"""Look for accessibility faults on every kind of page, in every mode, size and width, folded and unfolded.

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
from bench.page_kinds import LOOKS, PageKind, kinds_named
from bench.stage import chromium, real_site, served, unfold, wear


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
_COLOURS = ("color-contrast", "color-contrast-enhanced")
"""Slow rules, left out at 400 %: to axe-core, which counts in CSS pixels, the colours there are those of 320."""


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
            found: dict[str, dict[Violation, None]] = {mode: {} for mode in LOOKS}
            for unfolded, mode in itertools.product((False, True), LOOKS):
                if unfolded:
                    unfold(page)
                wear(page, LOOKS[mode])
                found[mode].update(dict.fromkeys(violations(page, _COLOURS if screen.scale > 1 else ())))
            looks += [Look(kind.name, mode, screen.name, tuple(found[mode])) for mode in LOOKS]
            context.close()
    return looks


def table(looks: Sequence[Look]) -> str:
    """Lay out how many elements are faulty: a line a page kind, a column a mode and screen."""
    counts = {(look.kind, look.mode, look.screen): len(look.found) for look in looks}
    columns = list(itertools.product(LOOKS, (screen.name for screen in SCREENS)))
    heads = [f"{mode} {screen}" for mode, screen in columns]
    lines = [f"{'':20}" + " ".join(f"{head:>13}" for head in heads)]
    for kind in dict.fromkeys(look.kind for look in looks):
        cells = (counts[kind, mode, screen] for mode, screen in columns)
        lines.append(f"{kind:20}" + " ".join(f"{cell or '·':>13}" for cell in cells))
    return "\n".join(lines)


def report(looks: Sequence[Look]) -> str:
    """Write out every violation once: by page kind and rule, each element with the modes and screens it was seen in."""
    seen: dict[tuple[str, str], dict[Violation, dict[str, list[str]]]] = {}
    for look in looks:
        for violation in look.found:
            places = seen.setdefault((look.kind, violation.rule), {}).setdefault(violation, {})
            places.setdefault(look.screen, []).append(look.mode)
    lines = []
    for (kind, rule), elements in seen.items():
        first = next(iter(elements))
        lines.append(f"\n{kind}: {rule} ({first.impact}) {first.help}")
        for violation, places in elements.items():
            where = ", ".join(
                screen if len(modes) == len(LOOKS) else f"{screen} {'/'.join(modes)}"
                for screen, modes in places.items()
            )
            lines += [f"  {violation.selector}  [{where}]", f"    {violation.html}", f"    {violation.why}"]
    count = sum(len(elements) for elements in seen.values())
    return "\n".join([*lines, f"\n{len(looks)} looks, folded and unfolded; {count} faulty elements"])


def main(names: Sequence[str]) -> int:
    kinds = kinds_named(names)
    with real_site() as site, served(site) as address, ProcessPoolExecutor(os.cpu_count()) as workers:
        looks = list(itertools.chain.from_iterable(workers.map(look_at, itertools.repeat(address), kinds)))
    print(table(looks))
    print(report(looks))
    return int(any(look.found for look in looks))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
