"""Where files are kept from build to build."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(root: Path) -> Path:
    """Return where files are kept from build to build: ``MINGZE_CACHE``, or ``.cache`` below the root."""
    return Path(os.environ.get("MINGZE_CACHE") or root / ".cache")
