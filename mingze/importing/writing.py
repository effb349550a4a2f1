"""Drafts put into a site: all files or none, and none over what somebody has written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from mingze.source import read_source

_DASH = re.compile("^([ ]*)- ", re.MULTILINE)


class NotWritten(Exception):
    """Nothing was written; the message, in Chinese, says why and what to do."""


def with_entries(file: str, old: bytes, entries: str) -> bytes:
    """Return a list file with entries behind those it has, its line ends and its indentation kept.

    Raises `NotWritten` where what comes out would not be one list.
    """
    text = old.decode("utf-8", "replace")
    found = _DASH.search(text)
    space = found[1] if found else ""
    end = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{space}{line}{end}" for line in entries.splitlines())
    new = old + (b"" if not old or old.endswith(b"\n") else end.encode()) + added.encode("utf-8")
    source, faults = read_source(file, new)
    if source is None or any(d.is_error for d in faults) or not isinstance(source.values, list):
        raise NotWritten(f"{file} 现在的写法加不进新岗位，没有写。先用 mingze check 看一看、改好，再导入")
    return new


def write_all(root: Path, files: Mapping[str, bytes], replaced: Mapping[str, bytes]) -> list[Path]:
    """Write files below ``root``, whole or not at all; returns their paths.

    ``replaced`` are the bytes of those that stand there already and may be replaced, as they were when the user was
    told what changes. Raises `NotWritten` where another file stands, where one has changed meanwhile, or where the
    disk refuses; then everything is as it was.
    """
    for file in files:
        place = root / file
        if place.exists() and (file not in replaced or place.read_bytes() != replaced[file]):
            raise NotWritten(f"{file} 已经有了，没有写。看过要改的地方，再加 --replace；或者用 --id 换一个编号")
    made: list[Path] = []
    folders: list[Path] = []
    fresh: dict[Path, Path] = {}
    try:
        for file, data in files.items():
            place = root / file
            folders += [p for p in reversed(place.parents) if not p.exists()]
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{place.name}.new")
            fresh[place] = beside
            beside.write_bytes(data)
        for place, beside in fresh.items():
            os.replace(beside, place)  # noqa: PTH105  (one step, over an old file too)
            made.append(place)
    except OSError as error:
        _undo(root, made, fresh.values(), folders, replaced)
        raise NotWritten(
            f"写不进 {error.filename}（{error.strerror or error}）；关掉正在用这些文件的程序再试"
        ) from None
    return made


def _undo(
    root: Path, made: list[Path], fresh: Iterable[Path], folders: list[Path], replaced: Mapping[str, bytes]
) -> None:
    for place in made:
        old = replaced.get(place.relative_to(root).as_posix())
        if old is None:
            place.unlink(missing_ok=True)
        else:
            place.write_bytes(old)
    for beside in fresh:
        beside.unlink(missing_ok=True)
    for folder in reversed(folders):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
