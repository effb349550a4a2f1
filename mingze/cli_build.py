"""The commands that build the site and ready it for its place: ``build``, ``offline``, ``nginx``, ``uploaded``."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from mingze.build import BuildFailed, Built, Extras, build_site
from mingze.diagnostics.show import render, shown_by_file
from mingze.exits import FAULTS, OK, USAGE
from mingze.kept.build_record import BuildRecord, BuildRecords
from mingze.loading import line_reader
from mingze.output import OutputRefused, check_output
from mingze.publish import CHANGED, GONE, nginx_sample, note_uploaded, steps_after
from mingze.renewal.facts import FactsFolder
from mingze.stats import LABELS
from mingze.telling import steps_told
from mingze.views.downloads import OFFLINE_FILE, offline_name

_NO_SITE = "在 {} 没有找到生成好的站点；先运行 mingze build，或用 --site 指明"


def build(root: Path, options: argparse.Namespace, records: BuildRecords) -> int:
    """Build the site whole and say what it holds; returns the exit status."""
    extras = Extras(handouts=not options.no_handouts, offline=True, compress=options.compress)
    result = _built(root, options.out, extras, options.format, records)
    if isinstance(result, int):
        return result
    numbers = result.counts
    parts = (f"{LABELS[key]} {numbers[key]}" for key in ("roles", "duties", "explanations", "questions", "pages"))
    summary, after = " · ".join(parts), tuple(steps_after(result.site, result.upload))
    print(f"{summary} · 用时 {result.seconds:.1f} 秒", *after, sep="\n")
    if result.record:
        told = _told(root, result, options.format)
        record = _with_warnings(records, result.record, root, result, options.format)
        records.save(replace(record, told=told, summary=summary, after=after))
    return OK


def _with_warnings(records: BuildRecords, record: BuildRecord, root: Path, result: Built, format_: str) -> BuildRecord:
    """Keep what was told by file, for a build of one unit; where it cannot be written there will be none."""
    if not record.facts:
        return record
    shown = shown_by_file(result.diagnostics, format_, line_reader(root, result.loaded))
    try:
        FactsFolder(records.facts_of(record)).write_warnings(shown)
    except OSError:
        return replace(record, facts="")
    return record


def offline(root: Path, options: argparse.Namespace) -> int:
    """Write the offline edition alone, to a file or into a folder; returns the exit status."""
    given: Path = options.out or Path()
    try:
        check_output(root, given)
    except OutputRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    with tempfile.TemporaryDirectory(prefix="mingze-") as folder:
        result = _built(
            root,
            Path(folder) / "site",
            Extras(handouts=True, offline=True, whole_offline=True, unit=options.unit),
            "text",
        )
        if isinstance(result, int):
            return result
        of = f"{options.unit} " if options.unit else ""
        name = f"{of}{offline_name(result.loaded.catalog.site)}.zip"
        out = given / name if given.is_dir() else given
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            part = out.with_name(f"{out.name}.part")
            shutil.copyfile(result.site / OFFLINE_FILE, part)
            part.replace(out)
        except OSError as error:
            print(f"写不进 {out}（{error.strerror or error}）；关掉正在用这个文件的程序再试", file=sys.stderr)
            return USAGE
    print(out)
    return OK


def nginx(root: Path, options: argparse.Namespace) -> int:
    """Print an nginx configuration for a built site; returns the exit status."""
    site: Path = options.site or root / "site"
    if not (site / "index.html").is_file():
        print(_NO_SITE.format(site), file=sys.stderr)
        return USAGE
    address = "/".join(["", *filter(None, options.path.split("/")), ""]).replace("//", "/")
    folder = options.folder.rstrip("/") if options.folder else site.resolve().as_posix()
    print(nginx_sample(site, address, f"{folder}/"), end="")
    return OK


def uploaded(root: Path, options: argparse.Namespace) -> int:
    """Note that the server has the site as it stands; returns the exit status."""
    site: Path = options.site or root / "site"
    if not (site / "index.html").is_file():
        print(_NO_SITE.format(site), file=sys.stderr)
        return USAGE
    try:
        count = note_uploaded(site.resolve())
    except OSError as error:
        print(f"记不下来：写不进 {error.filename or site.parent}（{error.strerror or error}）", file=sys.stderr)
        return USAGE
    print(f"记下了：服务器上已有这 {count} 个文件。以后每次生成，{CHANGED} 里是变了的，{GONE} 里是没有了的")
    return OK


def _built(
    root: Path, out: Path | None, extras: Extras, format_: str, records: BuildRecords | None = None
) -> Built | int:
    """Build; where it fails, say why and return the exit status. Warnings are printed too."""
    try:
        with steps_told() as telling:
            result = build_site(root, out, extras, progress=partial(telling.tell, "讲义"), records=records)
    except BuildFailed as failure:
        if failure.loaded:
            reader = line_reader(root, failure.loaded)
            print(render(failure.diagnostics, format_, reader, "站点没有生成，原有站点未动"))
        else:
            print(failure, file=sys.stderr)
        return FAULTS if failure.loaded else USAGE
    if told := _told(root, result, format_):
        print(told, end="\n\n")
    return result


def _told(root: Path, result: Built, format_: str) -> str:
    """Return what there is to say of data that are sound."""
    return render(result.diagnostics, format_, line_reader(root, result.loaded)) if result.diagnostics else ""
