"""The folder of answer files: made whole or left as it was; what is not ours in it is never touched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from mingze.output import OutputRefused

_MADE = ".mingze-read-sheets.json"
"""Names of the files that were written, with their fingerprints."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """Write files into a folder and take away those of the last time that are no longer among them.

    Raises `OutputRefused` before anything is written where a file stands in the way that was not written here or was
    changed since, and ``OSError``. Returns the names of old files that were taken away, and of those that were kept
    because somebody changed them.
    """
    before = _made(folder)
    now = {name: _fingerprint(data) for name, data in files.items()}
    for name, fresh in now.items():
        path = folder / name
        if path.exists() and not _is_ours(path, [*before.get(name, []), fresh]):
            raise OutputRefused(folder, f"里面的 {name} 不是这条命令写的，或者写完以后改过，没有动它")
    folder.mkdir(parents=True, exist_ok=True)
    # who is interrupted finds all that may be there named as ours
    _note(folder, {name: [*before.get(name, []), *([now[name]] if name in now else [])] for name in {*before, *now}})
    for name, data in files.items():
        part = folder / f".{name}.part"
        part.write_bytes(data)
        part.replace(folder / name)
    gone: list[str] = []
    kept: list[str] = []
    for name in sorted(set(before).difference(now)):
        path = folder / name
        if path.exists() and _is_ours(path, before[name]):
            path.unlink()
            gone.append(name)
        elif path.exists():
            kept.append(name)
    _note(folder, {name: [one] for name, one in now.items()})
    return gone, kept


def _made(folder: Path) -> dict[str, list[str]]:
    try:
        said = json.loads((folder / _MADE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    files = said.get("files") if isinstance(said, dict) else None
    if not isinstance(files, dict):
        return {}
    return {
        name: list(prints) for name, prints in files.items() if isinstance(prints, list) and Path(name).name == name
    }


def _note(folder: Path, files: Mapping[str, list[str]]) -> None:
    part = folder / f"{_MADE}.part"
    part.write_text(json.dumps({"files": dict(files)}, ensure_ascii=False, indent=1), "utf-8")
    part.replace(folder / _MADE)


def _is_ours(path: Path, prints: list[str]) -> bool:
    return path.is_file() and _fingerprint(path.read_bytes()) in prints


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
