"""The sites that a site stands on: a folder, a ZIP file or an installed data package, itself perhaps on another.

A base brings everything but its settings: instruments, posts, duties, commentary, banks, papers. What is written here
stands beside it, never in its place (docs/decisions/033).
"""

from __future__ import annotations

import importlib.util
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.loading.files import DRAFTS, SOURCE_FOLDERS, kind_of, list_files
from mingze.source import SourceFile, read_bytes, read_source

SETTINGS, LOCK = "data/site.yml", "data/base.lock"
_PACKAGE = re.compile(r"[A-Za-z0-9_-]{1,80}")
_MOST_FLOORS = 5
_MOST_FILES, _MOST_BYTES = 20_000, 64_000_000
_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError)
"""What reading an archive that somebody sent raises."""


@rule()
def base_not_found(span: Span, name: str, reason: str) -> Iterator[Finding]:
    """上级站点找得到：一个文件夹、一个 zip，或装好的数据包。

    `data/site.yml` 里的 `base` 说本站叠加在哪一个站上。找不到它，本站就没有那里的条文、岗位和职责。

    改法：文件夹和 zip 写相对于本站文件夹的路径；数据包先用 pip 安装，再写包名。
    """
    yield Finding(span, f"上级站点 `{name}` {reason}", "写对路径或包名；数据包先用 pip install 安装")


@rule()
def base_version_differs(span: Span, written: str, found: str) -> Iterator[Finding]:
    """上级站点就是写明的那一版。

    上级站点换了一版，本地的职责、解读和题目所依据的条文可能变了，要先看过再用。

    改法：运行 `mingze base upgrade` 看哪些受影响，改好以后加 `--write`，版本会一并改过来；或者装回原来那一版。
    """
    help_ = "运行 mingze base upgrade 看变化，改好以后加 --write；或者装回原来那一版"
    yield Finding(span, f"上级站点现在是“{found}”，这里写的是“{written}”", help_)


class Floor(Struct, frozen=True):
    """One site below this one, with the files it brings."""

    name: str
    """As the site above it names it."""
    title: str
    edition: str
    shown: str
    """What stands before its files' paths in faults."""
    files: tuple[str, ...]
    """POSIX paths below its own folder, without its settings and drafts."""
    folder: Path | None
    held: Mapping[str, bytes]
    """What an archive holds; empty for a folder."""
    place: Path
    """The folder, or the archive."""

    def read(self, file: str) -> tuple[bytes | None, list[Diagnostic]]:
        """Return what one of its files holds, None with the fault where it cannot be read."""
        return read_bytes(self.folder, file) if self.folder else (self.held[file], [])


class Floors(Struct, frozen=True):
    """The sites below a site, the lowest first, and what is wrong with how they are named."""

    floors: tuple[Floor, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    differs: bool = False
    """Whether the base is another edition than the settings name."""


def floors_of(settings: SourceFile | None, home: Path) -> Floors:
    """Return what a site with these settings stands on; paths are taken from ``home``, where it lies."""
    return _below(settings, home, [home.resolve()])


def watched_places(root: Path) -> tuple[Path, ...]:
    """Return the folders and archives whose change changes a site by what it stands on; those that are there."""
    floors = floors_of(_settings(root, ""), root).floors
    places = (p for f in floors for p in ([f.place / name for name in SOURCE_FOLDERS] if f.folder else [f.place]))
    return tuple(place for place in places if place.exists())


def places_of(floors: Floors, home: Path) -> Iterator[Path]:
    """Yield where the sites below a site are, and where else they would be looked for."""
    beside = home
    for floor in reversed(floors.floors):  # the nearest comes last
        yield beside / floor.name
        if floor.folder is not None:
            yield floor.folder
            yield from (Path(place) / floor.name.replace("-", "_") for place in sys.path if place)
            beside = floor.folder


def _below(settings: SourceFile | None, beside: Path, above: list[Path]) -> Floors:
    base: Any = settings.values.get("base") if settings and isinstance(settings.values, dict) else None
    if settings is None or not isinstance(base, dict) or not isinstance(base.get("name"), str):
        return Floors()
    name, version = base["name"].strip(), base.get("version")
    span = settings.span(("base", "name"))
    try:
        floor, below = _find(name, beside)
        place = (floor.folder or beside / name).resolve()
        if place in above:
            raise ValueError("绕回来了：它又叠加在上面的站点上")
        if len(above) > _MOST_FLOORS:
            raise ValueError(f"叠得太深：最多 {_MOST_FLOORS} 层")
    except _UNREADABLE as error:
        reason = str(error) if isinstance(error, ValueError) else "打不开"
        if isinstance(error, RuntimeError):  # a password, or packed in a way that only some programs know
            reason = "有密码，或压缩的办法读不了：解压成文件夹，再写文件夹"
        return Floors(faults=tuple(base_not_found(span, name, reason)))
    rest = _below(below, floor.folder or beside, [*above, place])
    faults = list(rest.faults)
    differs = isinstance(version, str) and version.strip() != floor.edition
    if differs:
        faults += base_version_differs(settings.span(("base", "version")), str(version).strip(), floor.edition)
    return Floors((*rest.floors, floor), tuple(faults), differs or rest.differs)


def _find(name: str, beside: Path) -> tuple[Floor, SourceFile | None]:
    """Return a base and its settings. Raises ``ValueError`` in Chinese, and what `_UNREADABLE` names."""
    path = beside / name
    if path.is_file():
        return _in_archive(name, path)
    folder = path if path.is_dir() else _package(name)
    if folder is None:
        raise ValueError("找不到：没有这个文件夹或 zip，也没有装这个数据包")
    if not (folder / SETTINGS).is_file():
        raise ValueError(f"不是一个站点：里面没有 {SETTINGS}")
    files = tuple(file for file in list_files(folder) if _is_brought(file))
    shown = f"{PurePosixPath(name)}/"
    settings = _settings(folder, shown)
    return Floor(name, *_called(settings), shown, files, folder, {}, folder), settings


def _package(name: str) -> Path | None:
    """Return the folder of an installed data package; it holds ``data/``, and is never run."""
    if not _PACKAGE.fullmatch(name):
        return None
    try:
        found = importlib.util.find_spec(name.replace("-", "_"))
    except (ImportError, ValueError):
        return None
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places and (Path(places[0]) / SETTINGS).is_file() else None


def _in_archive(name: str, path: Path) -> tuple[Floor, SourceFile | None]:
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
            raise ValueError("太大，不像是一个站点的数据")
        names = [entry.filename for entry in entries]
        tops = [one.removesuffix(SETTINGS) for one in names if one == SETTINGS or one.endswith(f"/{SETTINGS}")]
        if len(tops) != 1:
            raise ValueError(f"不是一个站点：里面要有一个 {SETTINGS}")
        inside = sorted(one.removeprefix(tops[0]) for one in names if one.startswith(tops[0]))
        held = {file: archive.read(tops[0] + file) for file in inside if file == SETTINGS or _is_brought(file)}
    shown = f"{PurePosixPath(name)}/"
    settings, _ = read_source(f"{shown}{SETTINGS}", held.pop(SETTINGS))
    return Floor(name, *_called(settings), shown, tuple(held), None, held, path), settings


def _is_brought(file: str) -> bool:
    return file not in (SETTINGS, LOCK) and not file.startswith(DRAFTS) and kind_of(file) is not None


def _settings(folder: Path, shown: str) -> SourceFile | None:
    data, _ = read_bytes(folder, SETTINGS)
    return read_source(f"{shown}{SETTINGS}", data)[0] if data is not None else None


def _called(settings: SourceFile | None) -> tuple[str, str]:
    """Return a site's title and edition, as far as its settings can be read."""
    values: Any = settings.values if settings else {}
    said = values if isinstance(values, dict) else {}
    return str(said.get("title") or "上级站点"), str(said.get("edition") or "").strip()
