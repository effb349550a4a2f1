"""Weigh and time the search of a site in units, as it grows: what a query costs on the line, how soon it is answered.

Sites of 1,000 and 10,000 posts in units of thirty, dealt as `bench.synthetic_site` deals them but as records at once.
Of each: CPU seconds and size of its index; bytes on the line of new queries in other units (the median and the largest
of some of each sort, after the search was opened); seconds from the tap to the first result in the own unit and in
another. Profile: that of `bench.phone`. Exit status 1 where a budget is broken.
Run: python -m bench.divided_search [posts ...]
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from playwright.sync_api import Browser
from pypinyin import lazy_pinyin

from bench.phone import ROLE_PAGE
from bench.search import Phone, packed
from bench.stage import ROOT, chromium, real_site, served
from bench.synthetic_site import POSTS_A_UNIT, Words, place_name, post_name
from mingze.loading import load_catalog
from mingze.model import Catalog, Level, Role
from mingze.pages.assets import manifest
from mingze.search import Record, dealt_out, divided_scripts
from mingze.views import routes
from mingze.views.units import Unit

RUNS = 3
ASKED = 5
"""Queries of each sort."""
BUDGET_LINE, BUDGET_FIRST, BUDGET_CPU = 60.0, 1.0, 1.5
OWN = "unit-7"
_DUTIES = 6

_OPEN = """async unit => {
  mingze.store.remember('unit/' + unit, {name: unit, when: Date.now()});
  await mingze.search('');
}"""
_ELSEWHERE = """async query => {
  const it = await mingze.finding.elsewhere(query);
  return [it.count, it.opened, it.left.length, mingze.finding.unitsLeft(it)];
}"""
_FIRST = """([unit, query]) => new Promise(done => {
  mingze.store.remember('unit/' + unit, {name: unit, when: Date.now()});
  const start = performance.now();
  const button = document.querySelector('.mz-bar [data-search]');
  button.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true})); // as a finger does that is lifted at once
  button.click();
  const field = document.querySelector('.mz-find__field');
  field.value = query;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const look = () => document.querySelector('.mz-hit')
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look();
})"""


@dataclass(frozen=True)
class Site:
    """What is searched."""

    catalog: Catalog
    units: tuple[Unit, ...]
    records: tuple[Record, ...]


def dealt(posts: int) -> Site:
    """Return a site of so many posts."""
    words = Words(posts)
    units: list[Unit] = []
    roles: dict[str, Role] = {}
    records: list[Record] = []
    for start in range(0, posts, POSTS_A_UNIT):
        number = start // POSTS_A_UNIT
        name = f"{place_name(number)}县"
        own = {f"post-{n}": f"{name}{post_name(n - start)}" for n in range(start, min(start + POSTS_A_UNIT, posts))}
        roles |= {id_: Role(id=id_, name=called, short_name=called[:16], order=1) for id_, called in own.items()}
        unit = f"unit-{number}"
        title = f"{name}安全生产职责清单"
        units.append(Unit(unit, unit, f"{name}清单", title, "", Level.COUNTY, tuple(own), (unit,), (unit,), ()))
        records.append(Record("clause", title, routes.regulation(unit), "全文", also=(f"{name}清单",)))
        for id_, called in own.items():
            records += _post(id_, called, f"{name}清单", words)
    catalog = replace(load_catalog(ROOT).catalog, roles=roles)
    return Site(catalog, tuple(units), tuple(records))


def _post(id_: str, name: str, list_: str, words: Words) -> Iterator[Record]:
    yield Record("role", name, routes.role(id_), "", name[:16], words.about(80), (name[:16],), id_)
    for n in range(1, _DUTIES + 1):
        more = "\n".join((words.about(100), words.about(28), *([words.about(50)] if n % 2 else [])))
        url = f"{routes.role(id_)}#{id_}-{n}"
        yield Record("duty", words.name(8), url, f"{name} › 《{list_}》", words.about(90), more, role=id_)
    points = "\n".join(words.about(24) for _ in range(3))
    yield Record("key-point", words.name(7), f"{routes.role(id_)}#k", name, f"{words.about(70)}\n{points}", role=id_)
    for n in range(2):
        yield Record("question", "单选题", f"{routes.role(id_)}#q{n}", f"{list_[:-2]}自测", words.line(28))


def queries(site: Site) -> dict[str, list[str]]:
    """Return what is asked for, by sort: words of other units' texts, names of posts, words everybody uses."""
    dice = random.Random(len(site.records))
    others = [r for r in site.records if r.kind == "duty" and r.role not in site.units[7].roles]

    def cut(length: int) -> str:
        while True:
            text = dice.choice(others).body
            start = dice.randrange(len(text) - length)
            found = text[start : start + length]
            if not any(mark in found for mark in "，。；：、"):
                return found

    sorts = {f"{n} characters of a text": [cut(n) for _ in range(ASKED)] for n in (2, 4, 6)}
    sorts["a post's name"] = [dice.choice(list(site.catalog.roles.values())).name for _ in range(ASKED)]
    plain = [role.name for role in dice.sample(list(site.catalog.roles.values()), 200) if role.name.isalpha()]
    plain = [name for name in plain if not any(map(str.isdigit, name))]
    sorts["its letters"] = ["".join(one[0] for one in lazy_pinyin(name[:7])) for name in plain[:ASKED]]
    sorts["words of everybody"] = ["安全生产", "应急救援", "专项资金", "监督检查", "责任", "教育局主要负责人"]
    return sorts


def written(site: Site, folder: Path) -> float:
    """Put the site's index in the place of the real one; returns the CPU seconds it took."""
    assets = folder / "assets"
    (assets / "search.js").unlink()
    (assets / "search-spread.js").write_text(manifest().asset("search-spread.js").content(), "utf-8")
    for name in ("grams", "pieces", "units", "pairs"):
        (assets / "search" / name).mkdir(parents=True)
    start = time.process_time()
    for path, text in divided_scripts(site.catalog, dealt_out(site.records, site.units)):
        (folder / path).write_text(text, "utf-8")
    return time.process_time() - start


def told(folder: Path) -> Iterator[str]:
    """Yield a line for each sort of file: how many, their size, the median packed, the largest."""
    search = folder / "assets" / "search"
    for name in ("units", "pieces", "grams", "pairs"):
        files = list((search / name).iterdir())
        median = statistics.median(packed(file) for file in files[:: max(1, len(files) // 300)])
        sizes = [file.stat().st_size for file in files]
        size, most = sum(sizes) / 1e6, max(sizes) / 1e3
        yield f"  {name:8}{len(files):>6} files{size:>7.1f} MB, packed {median:.1f}, at most {most:.0f} kB raw"
    yield f"  list {packed(folder / 'assets/search.js'):.1f} kB, letters {packed(search / 'letters.js'):.1f} kB packed"


def on_the_line(browser: Browser, url: str, asked: dict[str, list[str]]) -> bool:
    """Print what queries in other units cost; returns whether all of them keep to the budget."""
    kept = True
    print(f"  {'new query':26}{'kB, median':>11}{'largest':>9}{'ms':>7}{'found':>7}{'opened':>8}{'units left':>12}")
    phone = Phone(browser)
    phone.forget()
    for sort, texts in asked.items():
        rows = [_asked(phone, url, text, letters=sort == "its letters") for text in texts]
        line, took, found, opened, left = (statistics.median(values) for values in zip(*rows, strict=True))
        most = max(row[0] for row in rows)
        print(f"  {sort:26}{line:>11.1f}{most:>9.1f}{took:>7.0f}{found:>7.0f}{opened:>8.0f}{left:>12.0f}", flush=True)
        kept = kept and most <= BUDGET_LINE
    phone.close()
    return kept


def _asked(phone: Phone, url: str, text: str, *, letters: bool) -> tuple[float, float, float, float, float]:
    """Return kilobytes, milliseconds, results, pieces opened and units left of a query that nothing came before."""
    phone.page.goto(url, wait_until="load")
    phone.page.evaluate(_OPEN, OWN)
    if letters:
        phone.page.evaluate("() => mingze.finding.letterTable().then(() => 0)")
    phone.page.wait_for_timeout(200)
    phone.bytes = 0
    start = time.perf_counter()
    found, opened, _, left = phone.page.evaluate(_ELSEWHERE, text)
    took = (time.perf_counter() - start) * 1000
    phone.page.wait_for_timeout(100)
    return phone.bytes / 1000, took, found, opened, left


def first(browser: Browser, url: str, query: str) -> tuple[float, float]:
    """Return seconds from the tap to the first result and kilobytes until then, medians."""
    runs = []
    for _ in range(RUNS):
        phone = Phone(browser)
        phone.page.goto(url, wait_until="load")
        phone.bytes = 0
        runs.append((phone.page.evaluate(_FIRST, [OWN, query]) / 1000, phone.bytes / 1000))
        phone.close()
    seconds, size = (statistics.median(values) for values in zip(*runs, strict=True))
    return seconds, size


def main(counts: Sequence[int]) -> int:
    kept = True
    with real_site() as real, chromium() as browser:
        for posts in counts:
            site = dealt(posts)
            folder = real.parent / f"units-{posts}"
            shutil.copytree(real, folder)
            cpu = written(site, folder)
            print(f"{posts:,} posts, {len(site.units)} units, {len(site.records):,} records: index in {cpu:.2f} CPU s")
            print("\n".join(told(folder)))
            own = next(r for r in site.records if r.role in site.units[7].roles and r.kind == "duty").body[:4]
            other = next(r for r in site.records if r.role in site.units[20].roles and r.kind == "duty").body[2:8]
            with served(folder) as address, served(real) as undivided:
                real_url = f"{undivided}/{ROLE_PAGE}"
                url = f"{address}/{ROLE_PAGE}"
                kept = on_the_line(browser, url, queries(site)) and kept
                print(f"  first result of the real site: {first(browser, real_url, '安全生产')[0]:.2f} s")
                for where, query in (("own unit", own), ("another unit", other)):
                    seconds, size = first(browser, url, query)
                    print(f"  first result in the {where}: {seconds:.2f} s, {size:.0f} kB from the tap on")
                    kept = kept and (seconds <= BUDGET_FIRST or where != "own unit")
            kept = kept and cpu <= BUDGET_CPU * posts / 1000
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main([int(count) for count in sys.argv[1:]] or [1000, 10_000]))
