"""Build the site beside the old one and swap it in whole (DESIGN 8).

MkDocs empties its output folder before it writes, so a fault or a kill in the middle would leave a broken site. Here
it writes to a temporary folder; only a finished site takes the old one's place. It runs in this process, on the data
that were read and checked here.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mingze.checks.gathered import forget_gathered
from mingze.dates import edited_at, source_date_epoch
from mingze.diagnostics import Diagnostic
from mingze.kept.build_notes import BuildNotes
from mingze.kept.build_record import BuildRecord, BuildRecords
from mingze.kept.cache_place import cache_folder
from mingze.kept.prints import Entry
from mingze.kept.site_lock import SiteLocked, holding
from mingze.links import check_whole
from mingze.loading import Loaded
from mingze.loading.base_site import places_of
from mingze.loading.collector import collector_paused
from mingze.loading.read_along import shown_to
from mingze.model import Catalog
from mingze.output import OutputRefused, check_site_output
from mingze.pages import count_pages
from mingze.publish import Offline, UploadList, finish_site, write_upload_list
from mingze.renewal.gather import leave_facts, note_outward, note_owners
from mingze.stats import count
from mingze.swap import recover, swap
from mingze.views.division import division_of
from mingze.views.downloads import Download, Offer

if TYPE_CHECKING:
    from mingze.handouts.workshop import Progress

_KEPT_EXPORTS = 100


class BuildFailed(Exception):
    """The site was not built and the old one was not touched.

    ``loaded`` and ``diagnostics`` are set where the data has faults; otherwise the message says what went wrong.
    """

    def __init__(self, message: str, loaded: Loaded | None = None, diagnostics: list[Diagnostic] | None = None) -> None:
        super().__init__(message)
        self.loaded = loaded
        self.diagnostics = diagnostics or []


class Built(Struct, frozen=True):
    """A finished build: where the site is, what it holds, warnings, and the seconds it took."""

    site: Path
    counts: dict[str, int]
    loaded: Loaded
    diagnostics: list[Diagnostic]
    seconds: float
    upload: UploadList | None = None
    """What an upload has to send; None where nobody asked for it."""
    record: BuildRecord | None = None
    """What it was made of and wrote; None where nobody asked, or nobody can know."""


class Extras(Struct, frozen=True):
    """What a build makes beside the pages; all of it costs time."""

    handouts: bool = False
    """The files to download, those whose content has changed since the last time."""
    offline: bool = False
    """The offline edition."""
    compress: bool = False
    """Packed copies of text files, for servers that send them as they are."""
    whole_offline: bool = False
    """The offline edition of a site divided into units too: hundreds of megabytes, which few wait for."""
    unit: str = ""
    """The unit that alone is built, with what belongs to all; "" for the whole site."""


class _Given(Struct, frozen=True):
    """What pages are made of, for `mingze.host.Given`, which takes long to load."""

    catalog: Catalog
    offer: Offer
    notes: BuildNotes | None


class _Made(Struct, frozen=True):
    """What is known of a site that was just built."""

    sources: tuple[Path, ...] | None
    """Where else it was made from (`run_mkdocs`)."""
    own: Mapping[str, Entry]
    """Fingerprints of most of its files."""


NO_EXTRAS = Extras()
_NAMED = 12


@collector_paused()
def build_site(
    root: Path,
    out: Path | None = None,
    extras: Extras = NO_EXTRAS,
    *,
    progress: Progress | None = None,
    records: BuildRecords | None = None,
) -> Built:
    """Check the data below ``root``, build the site, and swap it in at ``out`` (default: ``site`` below the root).

    ``progress`` is told of each hand-out that is made; ``records`` note what the site was made of.
    Raises `BuildFailed` for faults in the data, a place where no site may be written, a failing MkDocs, or another
    build under way.
    """
    start = time.perf_counter()
    root = root.resolve()
    try:
        site = check_site_output(root, out or root / "site")
    except OutputRefused as refusal:
        raise BuildFailed(str(refusal)) from None
    if records:
        try:
            records.begun()
        except OSError:  # nothing is known of this build then; it says itself what it cannot read or write
            records = None
    notes = BuildNotes() if records and not (extras.handouts or extras.compress or extras.unit) else None
    with shown_to(partial(note_outward, notes) if notes else None):
        loaded, diagnostics = check_whole(root)
    if any(d.is_error for d in diagnostics):
        raise BuildFailed("数据有错误", loaded, diagnostics)
    if notes:
        note_owners(notes, loaded)
    forget_gathered()
    loaded, extras = _limited(loaded, extras)
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with holding(site):
            files = _make_handouts(root, loaded, progress) if extras.handouts else ()
            given = _Given(loaded.catalog, Offer(files, extras.offline), notes)
            made = _build_beside(root, site, given, extras)
            upload = _list_upload(site, made.own)
            record = _recorded(records, root, loaded, made) if records else None
            if records and record and notes:
                record = _with_facts(records, record, loaded, diagnostics, notes)
    except SiteLocked:
        raise BuildFailed("另一个生成正在进行，请等它结束再试") from None
    seconds = time.perf_counter() - start
    counts = count(loaded.catalog, count_pages(loaded.catalog, root))
    return Built(site, counts, loaded, diagnostics, seconds, upload, record)


def _limited(loaded: Loaded, extras: Extras) -> tuple[Loaded, Extras]:
    """Return what is to be built: of a divided site one unit where it is asked for, else all without its archive."""
    division = division_of(loaded.catalog)
    if extras.unit:
        if extras.unit not in division.parts:
            ids = "、".join(unit.id for unit in division.units[:_NAMED]) + (
                "……" if len(division.units) > _NAMED else ""
            )
            known = f"有：{ids}" if ids else "这个站点没有分单位，不写 --unit"
            raise BuildFailed(f"没有编号是“{extras.unit}”的单位；{known}")
        return replace(loaded, catalog=division.alone(extras.unit)), extras
    return loaded, replace(extras, offline=extras.offline and (extras.whole_offline or not division.units))


def _recorded(records: BuildRecords, root: Path, loaded: Loaded, made: _Made) -> BuildRecord | None:
    """Return what the site was made of; None where nobody can know. What cannot be read now, no record can hold."""
    sources = None if made.sources is None else (*made.sources, *places_of(loaded.floors, root))
    try:
        return records.finished(sources, made.own)
    except OSError:
        return None


def _with_facts(
    records: BuildRecords, record: BuildRecord, loaded: Loaded, diagnostics: list[Diagnostic], notes: BuildNotes
) -> BuildRecord:
    """Return the record with what it leaves for a build of one unit; as it is where that cannot be written."""
    try:
        return replace(record, facts=leave_facts(records, record, loaded, diagnostics, notes))
    except OSError:
        return record


def _list_upload(site: Path, own: Mapping[str, Entry]) -> UploadList | None:
    try:
        return write_upload_list(site, own=own)
    except OSError as error:
        words = f"要上传哪些文件，写不进 {error.filename or site.parent}（{error.strerror or error}）"
        raise BuildFailed(f"新站点已经生成；{words}") from None


def _make_handouts(root: Path, loaded: Loaded, progress: Progress | None) -> tuple[Download, ...]:
    # what prints takes longer to load than a small site to build, and only this wants it
    from mingze.handouts.make import site_jobs  # noqa: PLC0415
    from mingze.handouts.pdf import PressFailed  # noqa: PLC0415
    from mingze.handouts.workshop import Workshop, downloads  # noqa: PLC0415

    folder = cache_folder(root) / "handouts"
    try:
        made = Workshop(loaded.catalog).make_all(partial(site_jobs, loaded.catalog), folder, progress)
    except OSError as error:
        raise BuildFailed(f"讲义写不进 {folder}（{error.strerror or error}），原有站点未动") from None
    except PressFailed as failure:
        raise BuildFailed(f"{failure}\n站点没有生成，原有站点未动；急用可以加 --no-handouts，只生成网页") from None
    return (*downloads(made), *_make_exports(root, loaded.catalog))


def _make_exports(root: Path, catalog: Catalog) -> Iterator[Download]:
    """Write what the site offers other programs; files are named by content: another build may be reading."""
    from mingze.exchange.offers import GROUP, offered_files  # noqa: PLC0415  (as above)
    from mingze.handouts.make import FOLDER  # noqa: PLC0415

    folder = cache_folder(root) / "exports"
    try:
        for old in sorted(folder.glob("*.*"), key=lambda file: file.stat().st_mtime)[:-_KEPT_EXPORTS]:
            old.unlink(missing_ok=True)
        for one in offered_files(catalog, edited_at(root)):
            file = folder / f"{hashlib.sha256(one.data).hexdigest()[:32]}{Path(one.name).suffix}"
            if not file.is_file():
                folder.mkdir(parents=True, exist_ok=True)
                part = file.with_name(f"{file.name}.part")
                part.write_bytes(one.data)
                part.replace(file)
            path = f"{FOLDER}/{one.name}"
            yield Download(path, GROUP, one.title, one.format, len(one.data), file=str(file))
    except OSError as error:
        raise BuildFailed(f"给别的系统用的文件写不进 {folder}（{error.strerror or error}），原有站点未动") from None


def _build_beside(root: Path, site: Path, given: _Given, extras: Extras) -> _Made:
    """Build into a folder beside ``site`` and swap.

    The lock is held: leftovers are those of builds that died.
    """
    recover(site)
    for leftover in site.parent.glob(f".{site.name}-build-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    work = site.parent / f".{site.name}-build-{os.getpid()}"
    fresh = work / "site"
    work.mkdir()
    try:
        sources = _run_mkdocs(root, fresh, given)
        if not (fresh / "index.html").is_file():
            raise BuildFailed("生成的站点里没有首页，原有站点未动")
        own = _finish(root, fresh, given.catalog, extras)
        try:
            swap(fresh, site)
        except OSError as error:  # Windows: a file of the old site is open in another program
            reason = error.strerror or error
            raise BuildFailed(f"新站点换不进 {site}（{reason}），原有站点未动；关掉正在用它的程序再试") from None
        return _Made(sources, own)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _finish(root: Path, fresh: Path, catalog: Catalog, extras: Extras) -> dict[str, Entry]:
    """Write what comes after the pages. MkDocs' own hook leaves it to us: the offline edition has to be first."""
    cache = cache_folder(root) / "offline"
    offline = Offline(catalog.site, source_date_epoch(root), cache) if extras.offline else None
    try:
        return finish_site(fresh, worker=catalog.site.offline, offline=offline, compress=extras.compress)
    except OSError as error:
        reason = error.strerror or error
        raise BuildFailed(f"站点写不完（{error.filename or cache}：{reason}），原有站点未动") from None


def _run_mkdocs(root: Path, fresh: Path, given: _Given) -> tuple[Path, ...] | None:
    """Run MkDocs quietly, and return what it does; the end of what it said is shown if it fails."""
    from mingze.host import Given, MkDocsFailed, run_mkdocs  # noqa: PLC0415  (slow to load, and only builds need it)

    if not (root / "mkdocs.yml").is_file():
        raise BuildFailed(f"在 {root} 没有找到 mkdocs.yml")
    try:
        handed = Given(given.catalog, given.offer, notes=given.notes)
        return run_mkdocs(root / "mkdocs.yml", fresh, handed, source_date_epoch(root))
    except MkDocsFailed as failure:
        raise BuildFailed(f"MkDocs 没有生成站点，原有站点未动。它最后说：\n{failure}") from None
