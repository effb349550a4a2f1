"""Several files changed as one: whoever is stopped half-way, even by a kill, leaves what was there before.

The old bytes are kept beside the site, whole and on the disk, before the first file is touched. Whatever runs next
finds them and puts them back (`restore`); when all new files stand, they are removed in one step.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_FOLDER = ".mingze-unfinished"
_LIST = "files.json"


def change_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below ``root``, all or none. Raises ``OSError``; then everything is as it was."""
    from filelock import FileLock  # noqa: PLC0415  (every command asks this module whether there is something to do)

    try:
        with FileLock(root / f"{_FOLDER}.lock"):
            _restore(root)
            _change(root, files)
    finally:
        (root / f"{_FOLDER}.lock").unlink(missing_ok=True)


def _change(root: Path, files: Mapping[str, bytes]) -> None:
    kept = _keep(root, files)
    try:
        for file, data in files.items():
            place = root / file
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{place.name}.new")
            _write(beside, data)
            os.replace(beside, place)  # noqa: PTH105  (one step, over an old file too)
    except BaseException:
        _restore(root)
        raise
    gone = kept.with_name(f"{_FOLDER}.done")
    kept.rename(gone)  # from here on the new files stand
    shutil.rmtree(gone, ignore_errors=True)


def restore(root: Path) -> bool:
    """Put back what a change that was stopped half-way had touched; whether there was one."""
    if not (root / _FOLDER).is_dir():
        return False
    from filelock import FileLock, Timeout  # noqa: PLC0415

    try:
        with FileLock(root / f"{_FOLDER}.lock", timeout=0):
            done = _restore(root)
    except Timeout:  # it is still being written
        return False
    (root / f"{_FOLDER}.lock").unlink(missing_ok=True)
    return done


def _keep(root: Path, files: Mapping[str, bytes]) -> Path:
    fresh, kept = root / f"{_FOLDER}.part", root / _FOLDER
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    names: dict[str, str] = {}
    for n, file in enumerate(files):
        place = root / file
        names[file] = f"{n}.old" if place.exists() else ""
        if names[file]:
            _write(fresh / names[file], place.read_bytes())
    folders = [p for file in files for p in (root / file).parents if not p.exists()]
    new = [p.relative_to(root).as_posix() for p in sorted(set(folders))]
    _write(fresh / _LIST, json.dumps({"files": names, "folders": new}).encode())
    fresh.rename(kept)
    return kept


def _restore(root: Path) -> bool:
    kept = root / _FOLDER
    if not kept.is_dir():
        return False
    told = json.loads((kept / _LIST).read_text("utf-8"))
    for file, name in told["files"].items():
        place = root / file
        place.with_name(f".{place.name}.new").unlink(missing_ok=True)
        if not name:
            place.unlink(missing_ok=True)
        else:
            beside = place.with_name(f".{place.name}.old")
            shutil.copyfile(kept / name, beside)
            os.replace(beside, place)  # noqa: PTH105
    for folder in sorted(told["folders"], reverse=True):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()
    shutil.rmtree(kept)
    return True


def _write(place: Path, data: bytes) -> None:
    with place.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
