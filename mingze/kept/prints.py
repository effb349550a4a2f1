"""Fingerprints of files: SHA-256 of what they hold, taken again only where a file may have changed.

A file whose size, times and inode are those of last time is not read again. That alone can be wrong: a file that is
written twice within one tick of the clock, and read between, looks the same afterwards. As git does (its "racy"
entries), a file that was changed about when it was read is therefore read again next time.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Entry = list[str | int]
"""A file's fingerprint, then 1 where its times tell whether it was changed since, else 0; then its size, time of
content, time of change and inode. As JSON keeps it."""
NONE_OWN: Mapping[str, Entry] = {}
FOLDER, NOTHING = "folder", "nothing"
"""What stands for the fingerprint of a folder, and of a place where nothing is."""
DIGITS = 32
_TICK = 2_000_000_000
"""Nanoseconds within which two changes may bear one time: FAT counts two seconds."""
_DEEPEST = 40
_COMPILED = "__pycache__"
_A_FOLDER = os.stat_result((stat.S_IFDIR, *([0] * 9)))
"""What the file system tells of any folder, as far as it matters here."""
_Found = Iterator[tuple[str, str, os.stat_result | None]]
"""Name, path, and what the file system tells of each."""


class FoldersWithoutEnd(OSError):
    """Folders within folders without end, as links that lead back upwards make them."""


def file_print(data: bytes) -> str:
    """Return the fingerprint of what a file holds: the first 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def taken(
    places: Mapping[str, Path], known: Mapping[str, Entry], clock: int, own: Mapping[str, Entry] = NONE_OWN
) -> dict[str, Entry]:
    """Return the fingerprints of everything at and below some places, by the place's name and the way from there.

    ``known`` are those of last time; ``clock`` is what the file system calls now (`clock_of`); ``own`` are of this
    process's own files (`read_own`). Below places whose name ends in ``~``, names that begin with a dot or ``~$`` are
    left out. Raises ``OSError``.
    """
    entries: dict[str, Entry] = {}
    known_of = known.get
    for name, path, found in _walk(places):
        entry, stamp = known_of(name), _stamp(found)
        if entry and entry[1] and entry[2:] == stamp:
            entries[name] = entry
            continue
        mine = own.get(name)
        if mine and found is not None and mine[2:] == stamp:
            entries[name] = [mine[0], _is_settled(found, clock), *stamp]
        else:
            entries[name] = _entry(path, found, stamp, clock)
    return entries


def read_own(folder: Path) -> Iterator[tuple[str, bytes, Entry]]:
    """Yield every file below a folder, in the order of their ways from there, with what it holds and its fingerprint.

    Nobody but this process writes below the folder, so that times tell of a change as long as it stays so: `taken`
    need not read these files again. Raises ``OSError``.
    """
    below = list(_below("", os.fspath(folder), False))
    for name, path, found in sorted(below, key=lambda one: one[0].split("/")):
        if found is not None and stat.S_ISREG(found.st_mode):
            data = _read(path)
            yield name, data, [file_print(data), 1, *_stamp(found)]


def clock_of(folder: Path) -> int:
    """Return what the file system of a folder calls now, in nanoseconds, and no later than this computer's clock."""
    probe = folder / f".clock-{os.getpid()}"
    probe.write_bytes(b"")
    told = probe.stat().st_mtime_ns
    probe.unlink()
    return min(told, time.time_ns())


def is_same(one: Mapping[str, Entry], other: Mapping[str, Entry]) -> bool:
    """Whether both have the same names, and the same in each."""
    return one.keys() == other.keys() and all(entry[0] == other[name][0] for name, entry in one.items())


def is_untouched(before: Mapping[str, Entry], places: Mapping[str, Path]) -> bool:
    """Whether nothing was written since the fingerprints were taken, even if it would hold the same again."""
    met = 0
    for name, path, found in _walk(places):
        if not _is_as_it_was(before.get(name), path, found):
            return False
        met += 1
    return met == len(before)


def are_untouched(before: Mapping[str, Entry], files: Mapping[str, Path]) -> bool:
    """Whether the same holds of some of the files alone, by their names among the fingerprints. Raises ``OSError``."""
    paths = ((name, os.fspath(path)) for name, path in files.items())
    return all(_is_as_it_was(before.get(name), path, _told(path)) for name, path in paths)


def files_below(entries: Mapping[str, Entry], place: str) -> dict[str, str]:
    """Return the fingerprints of the files below a place alone, by the way from there."""
    start = f"{place}/"
    return {
        name.removeprefix(start): str(entry[0])
        for name, entry in entries.items()
        if name.startswith(start) and entry[0] not in (FOLDER, NOTHING)
    }


def joined(prints: Iterable[tuple[str, str]]) -> str:
    """Return one fingerprint of many."""
    return file_print("\0".join(f"{name}\0{print_}" for name, print_ in sorted(prints)).encode())


def _walk(places: Mapping[str, Path]) -> _Found:
    for name, place in places.items():
        path = os.fspath(place)
        found = _told(path)
        yield name, path, found
        if found is not None and stat.S_ISDIR(found.st_mode):
            yield from _below(f"{name}/", path, name.endswith("~"))


def _below(before: str, folder: str, shown: bool) -> _Found:
    waiting = [(before, folder, 0)]
    while waiting:
        before, folder, depth = waiting.pop()
        if depth > _DEEPEST:
            raise FoldersWithoutEnd(f"{folder} 里的文件夹没有尽头")
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name == _COMPILED or (shown and entry.name.startswith((".", "~$"))):
                    continue
                # what a listing of Windows says of times may be old; that something is a folder stays so
                found = _A_FOLDER if entry.is_dir(follow_symlinks=False) else _told(entry.path)
                name = before + entry.name
                yield name, entry.path, found
                if found is not None and stat.S_ISDIR(found.st_mode):
                    waiting.append((f"{name}/", entry.path, depth + 1))


def _told(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  (thousands of times a build that does nothing else)
    except FileNotFoundError:
        return None


def _stamp(found: os.stat_result | None) -> list[str | int]:
    if found is None or not stat.S_ISREG(found.st_mode):
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _entry(path: str, found: os.stat_result | None, stamp: list[str | int], clock: int) -> Entry:
    if found is None:
        return [NOTHING, 1]
    if stat.S_ISDIR(found.st_mode):
        return [FOLDER, 1]
    if not stat.S_ISREG(found.st_mode):
        return [f"{stat.S_IFMT(found.st_mode):o}", 1]
    return [_print(path), _is_settled(found, clock), *stamp]


def _is_settled(found: os.stat_result, clock: int) -> int:
    return int(max(found.st_mtime_ns, found.st_ctime_ns) < clock - _TICK)


def _is_as_it_was(entry: Entry | None, path: str, found: os.stat_result | None) -> bool:
    return entry is not None and entry[2:] == _stamp(found) and bool(entry[1] or entry[0] == _print(path))


def _print(path: str) -> str:
    return file_print(_read(path))


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (half the time, thousands of times a build)
        return file.read()
