"""When a site's content was edited last: what programs that take in newer texts over older ones must be told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_EARLIEST = 315_532_800
_FOLDERS = ("data", "quizzes")


def edited_at(root: Path) -> int:
    """Return seconds since 1970: ``SOURCE_DATE_EPOCH``, or the last commit of the content, or its newest file.

    A commit counts where nothing was changed since, so that two copies of it say the same.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdigit():
        return int(given)
    committed = _committed(root)
    if committed:
        return committed
    files = (file for folder in _FOLDERS for file in (root / folder).rglob("*.y*ml"))
    return max((int(file.stat().st_mtime) for file in files), default=_EARLIEST)


def _committed(root: Path) -> int:
    """Return when the content was committed last; 0 where it has changed since or there is no repository."""
    try:
        if _git(root, "status", "--porcelain"):
            return 0
        return int(_git(root, "log", "-1", "--format=%ct") or 0)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments, "--", *_FOLDERS], cwd=root, capture_output=True, text=True, check=True, timeout=30
    )
    return done.stdout.strip()
