"""What became of every row of simulated pages, and the tables that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from bench.sheets.people import Truth
from mingze.sheets.deciding import RowReading

OUTCOMES = ("right", "guessed", "wrong", "missed", "unanswered", "asked", "unread")
"""Decided as was meant; so by luck, where only a person can tell; another letter; an answer taken for none; none where
none was meant; asked of a person; on a page that is not read."""
SHOWN = ("missed", "unanswered", "asked")
"""What a person sees row by row: every row that is taken for unanswered is among it."""
_SILENT = ("guessed", "wrong")


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row: what happened in it, what became of it, and whether a person was told the right letter first."""

    key: str
    style: str
    outcome: str
    suggested: str
    """``right``, ``wrong`` or ``none``; "" where nobody is asked."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """A simulated page as it was read."""

    seed: int
    n: int
    kind: str
    turned: int
    neat: bool
    pen: str
    habit: str
    located: bool
    """Whether its codes told which page of which sheet it is, rightly."""
    fault: str
    seconds: float
    """Of processor time."""
    megabytes: float
    """The largest this process has been."""
    rows: tuple[RowResult, ...]

    def as_data(self) -> dict[str, object]:
        return asdict(self)


def result_from(data: dict[str, object]) -> PageResult:
    """Return a result as `PageResult.as_data` gave it."""
    rows = data.pop("rows")
    assert isinstance(rows, list)
    return PageResult(**data, rows=tuple(RowResult(**row) for row in rows))  # type: ignore[arg-type]


def outcome(truth: Truth, row: RowReading | None) -> tuple[str, str]:
    """Return what became of a row, None on a page that is not read, and what was suggested of it."""
    if row is None:
        return "unread", ""
    if row.state == "doubt":
        said = "none" if not row.suggestion else "right" if row.suggestion == truth.meant else "wrong"
        return "asked", said
    if row.state == "empty":
        return ("missed" if truth.meant else "unanswered"), ""
    if row.marks != truth.meant:
        return "wrong", ""
    return ("right" if truth.plain else "guessed"), ""


def tables(results: Sequence[PageResult]) -> Iterator[str]:
    """Yield the lines of a report."""
    rows = [row for page in results for row in page.rows]
    counts = Counter(row.outcome for row in rows)
    located, read = sum(page.located for page in results), sum(not page.fault for page in results)
    seconds = sorted(page.seconds for page in results)
    suggested = Counter(row.suggested for row in rows)
    yield f"{len(results)} pages, seeds {sorted({page.seed for page in results})}; {len(rows)} rows"
    yield f"located {located} ({located / len(results):.1%}), read {read} ({read / len(results):.1%})"
    faults = Counter(f"{page.kind}: {page.fault}" for page in results if page.fault)
    yield f"not read: {dict(faults.most_common())}"
    yield "  ".join(f"{name} {counts[name]}" for name in OUTCOMES)
    yield f"shown to a person: {_share(rows)}; suggested to them: {dict(suggested.most_common())}"
    neat = [page for page in results if page.neat and page.kind in ("scan", "photo")]
    for kind in ("scan", "photo"):
        some = [row for page in neat if page.kind == kind for row in page.rows]
        yield f"neat people, {kind}: {_share(some)} of {len(some)} rows"
    yield f"neat people, scans and photos: {_share([row for page in neat for row in page.rows])}"
    middle, late = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
    memory = max(page.megabytes for page in results)
    yield f"processor time a page: median {middle:.2f} s, 95 % {late:.2f} s; {memory:.0f} MB at most"
    yield ""
    yield from _table("kind", ((page.kind, row) for page in results for row in page.rows))
    yield ""
    yield from _table("style", ((row.style, row) for row in rows))
    yield ""
    yield from _table("pen", ((page.pen, row) for page in results for row in page.rows))
    yield ""
    yield from _named(results, lambda row: row.outcome in (*_SILENT, "missed"))


def _share(rows: Sequence[RowResult]) -> str:
    read = [row for row in rows if row.outcome != "unread"]
    return f"{sum(row.outcome in SHOWN for row in read) / max(1, len(read)):.1%}"


def _table(title: str, named: Iterable[tuple[str, RowResult]]) -> Iterator[str]:
    found: dict[str, list[RowResult]] = {}
    for name, row in named:
        found.setdefault(name, []).append(row)
    yield f"{title:16}{'rows':>8}" + "".join(f"{name:>11}" for name in OUTCOMES) + f"{'shown':>9}"
    for name, rows in sorted(found.items()):
        counts = Counter(row.outcome for row in rows)
        yield f"{name:16}{len(rows):8}" + "".join(f"{counts[o]:11}" for o in OUTCOMES) + f"{_share(rows):>9}"


def _named(results: Sequence[PageResult], wanted: Callable[[RowResult], bool]) -> Iterator[str]:
    """Yield where each error is, so that it can be looked at."""
    for page in results:
        for row in page.rows:
            if wanted(row):
                yield f"{row.outcome}: seed {page.seed} n {page.n} row {row.key} ({row.style}, {page.pen}, {page.kind})"
