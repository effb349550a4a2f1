"""A copy of what a site is made from, to try something on."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingze.loading.files import SOURCE_FOLDERS


@contextmanager
def site_copy(root: Path) -> Iterator[Path]:
    """Give a folder with a site's source files that is gone afterwards; check it with ``home=root``."""
    with tempfile.TemporaryDirectory(prefix="mingze-") as folder:
        copy = Path(folder)
        for name in SOURCE_FOLDERS:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name)
        yield copy
