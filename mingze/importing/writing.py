"""Drafts put into a site: all files or none, and none over what somebody has written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class NotWritten(Exception):
    """Nothing was written; the message, in Chinese, says why and what to do."""


def write_all(root: Path, files: Mapping[str, str], replaced: Mapping[str, bytes]) -> list[Path]:
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
        for file, text in files.items():
            place = root / file
            folders += [p for p in reversed(place.parents) if not p.exists()]
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{place.name}.new")
            fresh[place] = beside
            beside.write_text(text, encoding="utf-8", newline="\n")
        for place, beside in fresh.items():
            os.replace(beside, place)  # noqa: PTH105  (one step, over an old file too)
            made.append(place)
    except OSError as error:
        _undo(root, made, fresh.values(), folders, replaced)
        raise NotWritten(
            f"写不进 {error.filename}（{error.strerror or error}）；关掉正在用这些文件的程序再试"
        ) from None
    return made


def _undo(root: Path, made: list[Path], fresh: object, folders: list[Path], replaced: Mapping[str, bytes]) -> None:
    for place in made:
        old = replaced.get(place.relative_to(root).as_posix())
        if old is None:
            place.unlink(missing_ok=True)
        else:
            place.write_bytes(old)
    for beside in list(fresh):  # type: ignore[call-overload]
        beside.unlink(missing_ok=True)
    for folder in reversed(folders):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
