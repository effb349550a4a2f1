"""Which day it is for a build, and of which day its content is."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

_EARLIEST = 315_532_800
"""1980-01-01, the earliest date a ZIP file can hold: used where nothing tells the content's date."""
_FOLDERS = ("data", "quizzes")


def build_day() -> datetime.date:
    """Return the day of this build: ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) where it is set, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def source_date_epoch(root: Path) -> int:
    """Return the content's date in seconds since 1970, so that two builds of one commit are the same bytes.

    ``SOURCE_DATE_EPOCH`` where it is set (https://reproducible-builds.org/specs/source-date-epoch/), else the last
    commit's date, else a fixed date.
    """
    given = _given()
    if given is not None:
        return given
    try:
        return int(_git(root, "log", "-1", "--format=%ct"))
    except (OSError, ValueError):
        return _EARLIEST


def edited_at(root: Path) -> int:
    """Return when the content was edited last, in seconds since 1970: programs must not take older texts for newer.

    ``SOURCE_DATE_EPOCH``, or the last commit of the content, or its newest file. A commit counts where nothing was
    changed since, so that two copies of it say the same.
    """
    given = _given()
    if given is not None:
        return given
    committed = _committed(root)
    if committed:
        return committed
    files = (file for folder in _FOLDERS for file in (root / folder).rglob("*.y*ml"))
    return max((int(file.stat().st_mtime) for file in files), default=_EARLIEST)


def _given() -> int | None:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isascii() and given.isdigit() else None


def _committed(root: Path) -> int:
    """Return when the content was committed last; 0 where it has changed since or there is no repository."""
    try:
        if _git(root, "status", "--porcelain", "--", *_FOLDERS):
            return 0
        return int(_git(root, "log", "-1", "--format=%ct", "--", *_FOLDERS) or 0)
    except (OSError, ValueError):
        return 0


def _git(root: Path, *arguments: str) -> str:
    """Return what git says. Raises ``ValueError`` where it says that it cannot, ``OSError`` where there is none."""
    import subprocess  # noqa: PLC0415  (where a date is given, nobody asks git)

    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True, timeout=30)
    except subprocess.SubprocessError as error:
        raise ValueError(arguments[0]) from error
    return done.stdout.strip()
