"""Whether a slow phone notices how large a site is: a post's page and its first search result, small beside large.

Synthetic sites of 5 and 10,000 posts. In each round both sites in turn: a post's page opened with nothing kept, then
something of its text searched for, on the profile of `bench.phone`; then the same once more at full speed, for the
milliseconds of the page's main thread, which count on a busy machine too. Medians, and large as a ratio of small. Exit
status 1 where the large site's page is more than a tenth slower, or its first result takes longer than a second.

Run: make bench-phone [SITES="folder folder"], folders of two sites built before
"""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from bench.phone import BITS_PER_SECOND, CPU_SLOWDOWN, LATENCY_MS, SETTLING_MS, visit
from bench.stage import chromium, served
from bench.synthetic_site import write_site
from mingze.build import build_site

COUNTS = (5, 10_000)
ROUNDS = 7
SLOWER, FIRST = 1.1, 1.0
"""What the large site's page may take of the small one's time; seconds until its first result."""

_WORDS = """() => Array.from(document.querySelectorAll(".mz-clause__text"))
  .map(text => text.textContent.split(/[，。；：、]/)[1] || "").filter(part => part.length > 4)[0].slice(0, 4)"""
_FIRST = """words => new Promise(done => {
  performance.clearResourceTimings();
  const start = performance.now();
  const button = document.querySelector('.mz-bar [data-search]');
  button.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true})); // as a finger does that is lifted at once
  button.click();
  const field = document.querySelector('.mz-find__field');
  field.value = words;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const look = () => document.querySelector('.mz-hit')
    ? requestAnimationFrame(() => done({
        took: performance.now() - start,
        steps: performance.getEntriesByType('resource').map(one => [
          one.name.split('/assets/').pop(), one.startTime - start, one.responseEnd - start, one.encodedBodySize,
        ]),
      }))
    : requestAnimationFrame(look);
  look();
})"""


@dataclass(frozen=True)
class Seen:
    """What a post's page and a search from it took, once, or the medians of several."""

    paint: float
    """Seconds to the first contentful paint, then to the largest, on the slow phone; so is what follows."""
    largest: float
    kilobytes: float
    """On the line, packed, until the page has come to rest."""
    requests: float
    blocking: float
    """Milliseconds by which tasks exceeded 50 ms."""
    first: float
    """Seconds from the tap to the first result."""
    first_kilobytes: float
    first_steps: float
    """Answers that the first result waited for one after another."""
    page_cpu: float
    """Milliseconds of the main thread at full speed until the page rests; of them scripts; both of the search."""
    page_scripts: float
    search_cpu: float
    search_scripts: float


LABELS = (
    *("first paint, s", "largest paint, s", "page on the line, kB", "requests", "blocking, ms"),
    *("first result, s", "its kB on the line", "round trips in a row"),
    *("page: main thread, ms", "  of it scripts, ms", "search: main thread, ms", "  of it scripts, ms"),
)


class Window:
    """A page of its own, with nothing kept, that counts its main thread's milliseconds."""

    def __init__(self, browser: Browser, *, slow: bool) -> None:
        self._context = browser.new_context(
            viewport={"width": 360, "height": 740}, device_scale_factor=3, has_touch=True
        )
        self.page: Page = self._context.new_page()
        self._client: CDPSession = self._context.new_cdp_session(self.page)
        if slow:
            throughput = BITS_PER_SECOND / 8
            limits = {"downloadThroughput": throughput, "uploadThroughput": throughput}
            self._client.send("Network.enable")
            self._client.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **limits})
            self._client.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
            self.page.wait_for_timeout(SETTLING_MS)
        else:
            self._client.send("Performance.enable", {"timeDomain": "threadTicks"})

    def open(self, url: str) -> None:
        """Load a page and wait until it rests."""
        self.page.goto(url, wait_until="load")
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(500)

    def search(self) -> dict[str, Any]:
        """Search for words of the page; returns what the first result took, and what was loaded for it."""
        found: dict[str, Any] = self.page.evaluate(_FIRST, self.page.evaluate(_WORDS))
        return found

    def spent(self) -> tuple[float, float]:
        """Return the main thread's milliseconds so far, and of them those of scripts."""
        told = {one["name"]: one["value"] for one in self._client.send("Performance.getMetrics")["metrics"]}
        return told["TaskDuration"] * 1000, told["ScriptDuration"] * 1000

    def close(self) -> None:
        self._context.close()


def in_a_row(steps: Sequence[Sequence[Any]]) -> int:
    """Return how many answers came one after another: each asked for once the one before was there."""
    most: list[tuple[float, int]] = []
    for _, start, end, _ in sorted(steps, key=lambda step: float(step[1])):
        most.append((end, 1 + max((row for there, row in most if there <= start), default=0)))
    return max((row for _, row in most), default=0)


def seen(browser: Browser, address: str, page: str, site: Path) -> tuple[Seen, list[list[Any]]]:
    """Open a post's page and search from it; returns what that took and what the search loaded."""
    url = f"{address}/{page}"
    opened = visit(browser, url, site)
    phone = Window(browser, slow=True)
    phone.open(url)
    found = phone.search()
    phone.close()
    quick = Window(browser, slow=False)
    quick.open(url)
    page_cpu, page_scripts = quick.spent()
    quick.search()
    after, after_scripts = quick.spent()
    quick.close()
    sizes = sum(size for *_, size in found["steps"])
    return Seen(
        opened.fcp,
        opened.lcp,
        opened.kilobytes,
        opened.requests,
        opened.blocking + opened.blocking_before,
        found["took"] / 1000,
        sizes / 1000,
        in_a_row(found["steps"]),
        page_cpu,
        page_scripts,
        after - page_cpu,
        after_scripts - page_scripts,
    ), found["steps"]


def medians(taken: Sequence[Seen]) -> Seen:
    """Return the median of each figure."""
    return Seen(*(statistics.median(values) for values in zip(*map(astuple, taken), strict=True)))


def posts_of(site: Path) -> list[str]:
    """Return the page of each post that is opened: five from all over the site."""
    pages = sorted((page for page in (site / "roles").glob("post-*/index.html")), key=lambda page: page.parent.name)
    return [page.relative_to(site).as_posix() for page in pages[:: max(1, len(pages) // 5)][:5]]


@contextlib.contextmanager
def sites(folders: Sequence[Path]) -> Iterator[list[Path]]:
    """Give the folders of the two sites, building them first where none are given."""
    if folders:
        yield list(folders)
        return
    with tempfile.TemporaryDirectory(prefix="mingze-phone-") as name:
        found = []
        for count in COUNTS:
            root = Path(name) / str(count)
            root.mkdir()
            write_site(root, count)
            found.append(build_site(root, root / "site").site)
        yield found


def report(small: Seen, large: Seen) -> str:
    """Lay the medians out, with the large site's as ratios of the small one's."""
    lines = [f"{'':26}{'small':>9}{'large':>9}{'ratio':>8}"]
    for field, label in zip(fields(Seen), LABELS, strict=True):
        one, other = getattr(small, field.name), getattr(large, field.name)
        lines.append(f"{label:26}{one:>9.4g}{other:>9.4g}{f'{other / one:.2f}' if one else '–':>8}")
    return "\n".join(lines)


def main(folders: Sequence[Path]) -> int:
    with sites(folders) as built, chromium() as browser, contextlib.ExitStack() as servers:
        places = [(servers.enter_context(served(site)), posts_of(site), site) for site in built]
        taken: list[list[Seen]] = [[] for _ in places]
        steps: list[list[Any]] = []
        for n in range(ROUNDS):
            for one, (address, pages, site) in zip(taken, places, strict=True):
                figures, steps = seen(browser, address, pages[n % len(pages)], site)
                one.append(figures)
    small, large = map(medians, taken)
    line = f"{BITS_PER_SECOND / 1e6} Mbit/s, {LATENCY_MS} ms"
    print(f"a post's page, CPU/{CPU_SLOWDOWN}, {line}, medians of {ROUNDS} rounds")
    print(report(small, large))
    for name, start, end, size in steps:
        print(f"  last search, large: {start:>5.0f} to {end:>5.0f} ms {size / 1000:>6.1f} kB {name}")
    for label, name in (("first paint", "paint"), ("first result", "first")):
        spread = (
            f"{min(values):.2f}–{max(values):.2f} s" for one in taken for values in [[getattr(s, name) for s in one]]
        )
        print(f"spread of the {label}: {', '.join(spread)}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; seconds mean little where others use them too")
    is_kept = large.paint <= small.paint * SLOWER and large.first <= FIRST
    verdict = "kept" if is_kept else "BROKEN"
    print(f"page at most {SLOWER:g} of the small site's, first result at most {FIRST:g} s: {verdict}")
    return int(not is_kept)


if __name__ == "__main__":
    sys.exit(main([Path(one) for one in sys.argv[1:]]))
