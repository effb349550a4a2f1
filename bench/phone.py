"""Weigh and time the first role page on a slow phone, beside the theme's default site with the same text.

Beside both stands the bare page: ours without styles and script, what this machine needs for the text alone.

Profile and budgets: DESIGN 14 (CPU at a quarter, 1.6 Mbit/s, 150 ms). Cold cache, gzip, kept-alive connections, median
of 5 runs, the two sites in turn. Exit status 1 where a budget is broken. Run: make bench
"""

from __future__ import annotations

import gzip
import math
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from bench.plain_material import build_plain_material
from bench.stage import ROOT, chromium, real_site, served
from mingze.loading import load_catalog

RUNS = 5
SETTLING_MS = 2500
"""A new window loads pages of the browser's own (its address bar): measured, 0.1–0.3 s taken from the first paint."""
CPU_SLOWDOWN = 4
LATENCY_MS = 150
BITS_PER_SECOND = 1.6e6
ROLE_PAGE = "roles/party-secretary/index.html"

_OBSERVE = """
window.__seen = {fcp: 0, lcp: 0, cls: 0, tasks: []};
const watch = (type, take) =>
  new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
watch("paint", entry => { if (entry.name === "first-contentful-paint") __seen.fcp = entry.startTime; });
watch("largest-contentful-paint", entry => { __seen.lcp = entry.startTime; });
watch("layout-shift", entry => { if (!entry.hadRecentInput) __seen.cls += entry.value; });
watch("longtask", entry => { __seen.tasks.push([entry.startTime, entry.duration]); });
"""


@dataclass(frozen=True)
class Visit:
    """One cold visit, or the medians of several."""

    kilobytes: float
    """Sent over the line, heads included, packed; the page's icon too, which headless Chromium does not fetch."""
    requests: float
    fcp: float
    """First contentful paint, seconds from the start of the navigation; so is the next."""
    lcp: float
    cls: float
    blocking: float
    """Total blocking time: milliseconds by which tasks exceeded 50 ms, from the first contentful paint on."""
    blocking_before: float
    """The same before the first contentful paint, when there is nothing to tap yet."""


BUDGETS = Visit(kilobytes=85, requests=8, fcp=0.7, lcp=0.9, cls=0.02, blocking=50, blocking_before=math.inf)
LABELS = ("transferred, kB", "requests", "FCP, s", "LCP, s", "CLS", "blocking, ms", "before FCP, ms")


def visit(browser: Browser, url: str, site: Path) -> Visit:
    """Load a page with nothing cached, on the slow profile, and wait until it has come to rest."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=3, has_touch=True)
    page = context.new_page()
    client = context.new_cdp_session(page)
    sizes: list[float] = []
    asked: list[str] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    client.send("Network.enable")
    throughput = BITS_PER_SECOND / 8
    client.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": throughput, "uploadThroughput": throughput},
    )
    client.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    page.add_init_script(_OBSERVE)
    page.wait_for_timeout(SETTLING_MS)
    page.goto(url, wait_until="load")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, Any] = page.evaluate("window.__seen")
    tasks = [(start, max(0.0, duration - 50)) for start, duration in seen["tasks"]]
    icon = _icon(page, asked, site)
    context.close()
    return Visit(
        kilobytes=(sum(sizes) + sum(icon)) / 1000,
        requests=len([url for url in asked if url.startswith("http")]) + len(icon),
        fcp=seen["fcp"] / 1000,
        lcp=seen["lcp"] / 1000,
        cls=seen["cls"],
        blocking=sum(blocked for start, blocked in tasks if start >= seen["fcp"]),
        blocking_before=sum(blocked for start, blocked in tasks if start < seen["fcp"]),
    )


def _icon(page: Page, asked: Sequence[str], site: Path) -> list[int]:
    """Return the packed size of the icon a browser with a tab strip would fetch, nothing where it was fetched."""
    url = page.evaluate("(document.querySelector('link[rel~=icon]') || {}).href")
    if not url or url in asked:
        return []
    return [len(gzip.compress((site / urlsplit(url).path.lstrip("/")).read_bytes(), 6))]


def medians(visits: Sequence[Visit]) -> Visit:
    """Return the median of each figure."""
    return Visit(*(statistics.median(values) for values in zip(*map(astuple, visits), strict=True)))


def report(ours: Visit, theirs: Visit, bare: Visit) -> tuple[str, bool]:
    """Lay out figures, the ratio of ours to theirs, and budgets; returns the table and whether every budget is kept."""
    lines, kept = [f"{'':16}{'mingze':>10}{'material':>10}{'ratio':>8}{'bare':>8}{'budget':>8}"], True
    for field, label in zip(fields(Visit), LABELS, strict=True):
        mine, other, floor, budget = (getattr(v, field.name) for v in (ours, theirs, bare, BUDGETS))
        ratio = f"{mine / other:.2f}" if other else "–"
        kept = kept and mine <= budget
        verdict = "" if math.isinf(budget) else f"{budget:>8g}  {'kept' if mine <= budget else 'BROKEN'}"
        lines.append(f"{label:16}{mine:>10.4g}{other:>10.4g}{ratio:>8}{floor:>8.3g}{verdict}")
    return "\n".join(lines), kept


def _without_styles(site: Path, folder: Path) -> Path:
    page = folder / ROLE_PAGE
    page.parent.mkdir(parents=True)
    source = (site / ROLE_PAGE).read_text("utf-8")
    page.write_text(re.sub(r"<style>.*?</style>|<script.*?</script>|<link[^>]*>", "", source, flags=re.DOTALL), "utf-8")
    return folder


def main() -> int:
    with (
        real_site() as site,
        tempfile.TemporaryDirectory() as folder,
        served(site) as ours,
        chromium() as browser,
    ):
        plain = build_plain_material(load_catalog(ROOT).catalog, Path(folder))
        bare = _without_styles(site, Path(folder) / "bare")
        with served(plain) as theirs, served(bare) as floor:
            rounds = [
                tuple(
                    visit(browser, f"{address}/{ROLE_PAGE}", files)
                    for address, files in ((ours, site), (theirs, plain), (floor, bare))
                )
                for _ in range(RUNS)
            ]
    text, kept = report(*(medians(visits) for visits in zip(*rounds, strict=True)))
    print(f"{ROLE_PAGE}, CPU/{CPU_SLOWDOWN}, {BITS_PER_SECOND / 1e6} Mbit/s, {LATENCY_MS} ms, median of {RUNS}")
    print(text)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; times mean little where others use them too")
    spread = "; ".join(
        f"{name} {min(getattr(a, name) for a, *_ in rounds):.2f}–{max(getattr(a, name) for a, *_ in rounds):.2f} s"
        for name in ("fcp", "lcp")
    )
    print(f"spread of mingze: {spread}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
