"""The offline edition: the whole site in one archive that opens by double click, from a disk or a USB stick.

In the archive's one folder stand a page to open, a note, and the folder ``site``. Its name and that of the page are
Chinese and marked as UTF-8; what pages link to is ASCII, so that the site opens even where an old program unpacks the
names wrong.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from mingze.model import SiteSettings
from mingze.office import common_piece
from mingze.office.common_piece import write_packed_file, write_text
from mingze.office.zipped import zip_entry
from mingze.pages.assets import WEB
from mingze.publish.packed_before import PackedBefore, forget, write_list
from mingze.views.downloads import offline_name

OPENER, NOTE = "打开学习站.html", "使用说明.txt"
_INNER = "site"
_SERVERS_ONLY = ("404.html", "_headers", "sw.js", "sitemap.xml", "sitemap.xml.gz")
"""What has no use without a server."""
_PACKED = (".pdf", ".docx", ".pptx", ".xlsx", ".png", ".jpg", ".gz", ".zip", ".woff2")
"""Kinds that are compressed already."""


class Offline(Struct, frozen=True):
    """What an offline edition is of, how it is dated, and where finished ones are kept from build to build."""

    site: SiteSettings
    epoch: int
    """Seconds since 1970: the date of every file in it."""
    cache: Path


def write_bundle(site: Path, to: Path, offline: Offline, replaced: dict[str, bytes]) -> None:
    """Write the archive of ``site`` to ``to``; files in ``replaced``, by their path, have other bytes in it.

    What is the same as last time is copied from the cache, the archive or a file in it. Raises ``OSError`` where one
    of them cannot be written.
    """
    from filelock import FileLock  # noqa: PLC0415  (it listens to all that Python does from then on)

    files: dict[str, Path | bytes] = {OPENER: _opener(offline), NOTE: _note(offline)}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in _SERVERS_ONLY:
            files[f"{_INNER}/{name}"] = replaced.get(name) or path
    prints = {name: hashlib.sha256(_content(where)).hexdigest() for name, where in files.items()}
    packer = _packer(offline)
    key = hashlib.sha256("\0".join((packer, *(part for one in prints.items() for part in one))).encode())
    kept = offline.cache / f"{key.hexdigest()[:32]}.zip"
    offline.cache.mkdir(parents=True, exist_ok=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(offline.cache / ".lock"):  # another build waits, and then finds its archive
        if not kept.is_file():
            others = sorted(offline.cache.glob("*.zip"), key=lambda one: one.stat().st_mtime)
            part = kept.with_name(f"{kept.name}.part")
            with PackedBefore(others[-1] if others else None, packer) as before:
                _write(files, prints, part, offline, before)
            part.replace(kept)
            write_list(kept, packer, {f"{offline_name(offline.site)}/{name}": one for name, one in prints.items()})
            for stale in others:
                forget(stale)
        shutil.copyfile(kept, to)


def _write(
    files: Mapping[str, Path | bytes], prints: Mapping[str, str], to: Path, offline: Offline, before: PackedBefore
) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        for name, where in files.items():
            is_stored = name.endswith(_PACKED)
            entry = zip_entry(f"{offline_name(offline.site)}/{name}", offline.epoch, stored=is_stored)
            ready = None if is_stored else before.packed(entry.filename, prints[name])
            if ready is not None:
                write_packed_file(archive, entry, _content(where), ready)
            elif name.endswith(".html"):  # every page holds the site's style
                write_text(archive, entry, _content(where))
            else:
                archive.writestr(entry, _content(where), compresslevel=6)


def _content(where: Path | bytes) -> bytes:
    """Return what a file holds, read when it is wanted: a large site's pages are more than memory should hold."""
    return where if isinstance(where, bytes) else where.read_bytes()


def _packer(offline: Offline) -> str:
    """Say how files are packed: by which code and library, under which name and date."""
    code = "\0".join(Path(file).read_text("utf-8") for file in (__file__, common_piece.__file__))
    around = (code, zlib.ZLIB_RUNTIME_VERSION, sys.version, offline_name(offline.site), str(offline.epoch))
    return hashlib.sha256("\0".join(around).encode()).hexdigest()


def _opener(offline: Offline) -> bytes:
    return _render("open.html", offline).encode()


def _note(offline: Offline) -> bytes:
    """Return the note as Windows' editors of any age show it: with a mark of its encoding, lines ended by CR LF."""
    return _render("readme.txt", offline).replace("\n", "\r\n").encode("utf-8-sig")


def _render(name: str, offline: Offline) -> str:
    environment = Environment(
        loader=FileSystemLoader(WEB / "offline", encoding="utf-8"),
        autoescape=name.endswith(".html"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(
        title=offline.site.title,
        edition=offline.site.edition,
        organisation=offline.site.organisation or "",
        opener=OPENER,
    )
