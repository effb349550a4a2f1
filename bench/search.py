"""Weigh and time the search on a slow phone, beside the theme's search and Pagefind on the same role pages.

For 5 (the real ones), 100 and 1,000 role pages: size of the index, bytes on the line and seconds from the tap to the
first result, milliseconds from a key to its results. Profile: that of `bench.phone`; the tap comes as soon as the page
is loaded. The further pages are made of the real ones: as long, their clauses dealt anew, so that nothing packs better
than real text would. Ours is searched from the real site's first role page with the larger index in its place.

Pagefind is asked through its own interface, without a page around it. It is no dependency: `pip install
pagefind pagefind_bin` first, or its lines are left out. Exit status 1 where the real site breaks a budget.
Run: python -m bench.search [pages ...]
"""

from __future__ import annotations

import gzip
import importlib.util
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from playwright.sync_api import Browser, CDPSession, Page

from bench.phone import BITS_PER_SECOND, CPU_SLOWDOWN, LATENCY_MS, ROLE_PAGE, SETTLING_MS
from bench.plain_material import build_plain_material
from bench.stage import ROOT, chromium, real_site, served
from mingze.loading import load_catalog
from mingze.model import Assignment, Catalog, Role
from mingze.pages import plan_pages
from mingze.search import find_records, search_data

RUNS = 3
QUERY = "安全生产"
LONGEST_MS = 60_000
KEYS = ("议事", "议事日", "议事日程", "zhuanx", "zhuanxiangz", "专项资金")
BUDGET_BYTES, BUDGET_FIRST, BUDGET_KEY = 75_000, 1.0, 100.0
_PIECE = re.compile(r"[^，、；。：\n]+")

_OURS = """query => new Promise(done => {
  const start = performance.now();
  document.querySelector('.mz-bar [data-search]').click();
  const field = document.querySelector('.mz-find__field');
  field.value = query;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const look = () => document.querySelector('.mz-hit')
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look();
})"""
_OUR_KEY = """query => new Promise(done => {
  const field = document.querySelector('.mz-find__field');
  const start = performance.now();
  field.value = query;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
_THEME = """query => new Promise(done => {
  const start = performance.now();
  const field = document.querySelector('[data-md-component=search-query]');
  if (!document.querySelector('#__search').checked) document.querySelector('label[for=__search]').click();
  document.querySelectorAll('.md-search-result__item').forEach(item => item.remove());
  field.focus();
  field.value = query;
  ['focus', 'keyup', 'input'].forEach(type => field.dispatchEvent(new Event(type, {bubbles: true})));
  const look = () => document.querySelector('.md-search-result__item')
    ? requestAnimationFrame(() => done(performance.now() - start))
    : performance.now() - start > LONGEST ? done(LONGEST) : setTimeout(look, 5);
  look();
})""".replace("LONGEST", str(LONGEST_MS))
_PAGEFIND = """async query => {
  const start = performance.now();
  window.pagefind = window.pagefind || await import(new URL('/pagefind/pagefind.js', location.href));
  const found = await window.pagefind.search(query);
  if (found.results[0]) await found.results[0].data();
  return performance.now() - start;
}"""


@dataclass(frozen=True)
class Figures:
    """What one search needs with a number of pages."""

    index: float
    """Kilobytes of everything the index is made of, packed."""
    line: float
    """Kilobytes on the line from the tap to the first result."""
    first: float
    """Seconds from the tap to the first result."""
    key: float
    """Milliseconds from a key to its results, the slowest of some; 0 where it was not taken."""


def many_roles(catalog: Catalog, count: int) -> Catalog:
    """Return the catalog with so many roles, those beyond its own dealt from the pieces of all."""
    dice = random.Random(count)
    texts = [catalog.duty_text(duty) for duty in catalog.duties.values()]
    texts += [e.plain or "" for e in catalog.explanations.values()]
    pieces = [piece for text in texts for piece in _PIECE.findall(text) if len(piece) > 3]

    def dealt(text: str | None) -> str:
        out = ""
        while len(out) < len(text or ""):
            out += f"{dice.choice(pieces)}{'，。'[dice.random() < 0.25]}"
        return out[:4900]

    models = list(catalog.roles.values())
    roles: dict[str, Role] = dict(catalog.roles)
    assignments = list(catalog.assignments)
    for n in range(len(models), count):
        model = models[n % len(models)]
        id_ = f"{model.id}-{n}"
        roles[id_] = model.model_copy(update={"id": id_, "name": f"{dealt('四个字的')[:8]}{n}", "aliases": ()})
        assignments += [_dealt(a, id_, n, dealt) for a in catalog.assignments_of(model.id)]
    return replace(catalog, roles=roles, assignments=tuple(assignments))


def _dealt(a: Assignment, role: str, n: int, dealt: Any) -> Assignment:
    duties = tuple(
        d.model_copy(update={"id": f"{d.id}-{n}", "cites": None, "title": dealt("四")[:10], "text": dealt("字" * 90)})
        for d in a.duties
    )
    explanations = tuple(
        e.model_copy(
            update={
                "duty": f"{e.duty}-{n}",
                "plain": dealt(e.plain),
                "caution": dealt(e.caution),
                "actions": tuple(map(dealt, e.actions)),
                "evidence": tuple(map(dealt, e.evidence)),
            }
        )
        for e in a.explanations
    )
    duties = tuple(d.model_copy(update={"keywords": (), "implements": ()}) for d in duties)
    return replace(a, role=role, duties=duties, explanations=explanations, key_points=())


class Phone:
    """A page on the slow profile that counts what comes over the line."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(
            viewport={"width": 360, "height": 740}, device_scale_factor=3, has_touch=True
        )
        self.page: Page = self._context.new_page()
        self._client: CDPSession = self._context.new_cdp_session(self.page)
        self.bytes = 0.0
        self._client.on("Network.loadingFinished", self._count)
        self._client.send("Network.enable")
        throughput = BITS_PER_SECOND / 8
        limits = {"downloadThroughput": throughput, "uploadThroughput": throughput}
        self._client.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **limits})
        self._client.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        self.page.set_default_timeout(120_000)
        self.page.wait_for_timeout(SETTLING_MS)

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def forget(self) -> None:
        """Keep nothing from one page to the next."""
        self._client.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def close(self) -> None:
        self._context.close()


def ask(browser: Browser, url: str, script: str, key_script: str = "") -> tuple[float, float, float]:
    """Return kilobytes, seconds to the first result and the slowest key in milliseconds."""
    phone = Phone(browser)
    phone.page.goto(url, wait_until="load")
    phone.bytes = 0
    first: float = phone.page.evaluate(script, QUERY)
    phone.page.wait_for_timeout(300)
    line = phone.bytes / 1000
    keys: list[float] = [phone.page.evaluate(key_script, key) for key in KEYS] if key_script else [0]
    phone.close()
    return line, first / 1000, max(keys)


def figures(browser: Browser, url: str, index: float, script: str, key_script: str = "") -> Figures:
    runs = [ask(browser, url, script, key_script) for _ in range(RUNS)]
    line, first, key = (statistics.median(values) for values in zip(*runs, strict=True))
    return Figures(index, line, first, key)


def packed(*files: Path) -> float:
    """Return the kilobytes of some files as they go over the line."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1000


def ours(browser: Browser, site: Path, catalog: Catalog, count: int) -> Figures:
    index = site / "assets" / "search.js"
    if count > len(catalog.roles):
        larger = many_roles(catalog, count)
        index.write_text(search_data(larger, find_records(larger, plan_pages(catalog))), "utf-8")
    with served(site) as address:
        return figures(browser, f"{address}/{ROLE_PAGE}", packed(index), _OURS, _OUR_KEY)


def theirs(browser: Browser, catalog: Catalog, count: int, folder: Path) -> dict[str, Figures]:
    """Return the figures of the theme's search and, where it is installed, of Pagefind."""
    larger = many_roles(catalog, count)
    # nothing but the role pages: no banks
    plain = build_plain_material(replace(larger, banks={}), folder)
    out: dict[str, Figures] = {}
    with served(plain) as address:
        url = f"{address}/{ROLE_PAGE}"
        index = packed(plain / "search" / "search_index.json")
        out["theme"] = figures(browser, url, index, _THEME)
        if importlib.util.find_spec("pagefind_bin"):
            command = [sys.executable, "-m", "pagefind", "--site", str(plain)]
            subprocess.run(command, check=True, capture_output=True)
            index = sum(file.stat().st_size for file in (plain / "pagefind").rglob("*.pf_*")) / 1000
            out["pagefind"] = figures(browser, url, index, _PAGEFIND, _PAGEFIND)
    return out


def main(counts: Sequence[int]) -> int:
    catalog = load_catalog(ROOT).catalog
    kept = True
    print(f"CPU/{CPU_SLOWDOWN}, {BITS_PER_SECOND / 1e6} Mbit/s, {LATENCY_MS} ms, median of {RUNS}; asked for {QUERY}")
    print(f"{'role pages':>10} {'search':10}{'index, kB':>11}{'line, kB':>10}{'first, s':>10}{'key, ms':>9}")
    with real_site() as site, chromium() as browser:
        for count in counts:
            with tempfile.TemporaryDirectory() as name:
                own = Path(name) / "own"
                shutil.copytree(site, own)
                found = {"mingze": ours(browser, own, catalog, count)}
                found |= theirs(browser, catalog, count, Path(name) / "theirs")
            for search, f in found.items():
                print(
                    f"{count:>10} {search:10}{f.index:>11.1f}{f.line:>10.1f}{f.first:>10.2f}{f.key:>9.0f}", flush=True
                )
            if count <= len(catalog.roles):
                mine = found["mingze"]
                kept = mine.index <= BUDGET_BYTES / 1000 and mine.first <= BUDGET_FIRST and mine.key <= BUDGET_KEY
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main([int(count) for count in sys.argv[1:]] or [5, 100, 1000]))
