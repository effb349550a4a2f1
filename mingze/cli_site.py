"""``mingze build`` before anything slow is loaded: where nothing has changed, there is nothing to do."""

from __future__ import annotations

import argparse
import gc
import time
from pathlib import Path

from mingze.exits import OK
from mingze.kept.build_record import BuildRecord, BuildRecords


def build(root: Path, options: argparse.Namespace) -> int:
    """Build the site unless it is what a build would make, and say what it holds; returns the exit status."""
    start = time.perf_counter()
    asked = {"handouts": not options.no_handouts, "compress": options.compress, "format": options.format}
    site = (options.out or root / "site").resolve()
    records = BuildRecords(root.resolve(), site, asked, dated=not options.no_handouts)
    last = None if options.force else records.holds()
    if last:
        _say_again(last, time.perf_counter() - start)
        return OK
    if not options.compress and options.no_handouts and _renewed(root, site, records):
        return OK
    records.forget()
    from mingze.cli_build import build as build_whole  # noqa: PLC0415  (takes longer to load than all of the above)

    return build_whole(root, options, records)


def _renewed(root: Path, site: Path, records: BuildRecords) -> bool:
    """Whether an edit within one unit of a large site was all there was to build."""
    found = records.edited()
    if found is None:
        return False
    collects = gc.isenabled()
    gc.disable()  # there is nothing to collect while modules are loaded, and it takes a tenth of that
    try:
        return _done(root, site, records, *found)
    finally:
        if collects:
            gc.enable()


def _done(root: Path, site: Path, records: BuildRecords, last: BuildRecord, edited: tuple[str, ...]) -> bool:
    from mingze.renewal.renew import renew  # noqa: PLC0415  (takes longer to load than all of the above)
    from mingze.renewal.whole import NotProved  # noqa: PLC0415  (as above)

    try:
        done = renew(root, site, records, last, edited)
    except (NotProved, OSError):  # a whole build says what is wrong
        return False
    if done.said.told:
        print(done.said.told, end="\n\n")
    print(f"{done.said.summary} · 用时 {done.seconds:.1f} 秒", *done.said.after, sep="\n")
    return True


def _say_again(last: BuildRecord, seconds: float) -> None:
    if last.told:
        print(last.told, end="\n\n")
    print(f"{last.summary} · 没有变化，站点照旧，用时 {seconds:.1f} 秒", *last.after, sep="\n")
