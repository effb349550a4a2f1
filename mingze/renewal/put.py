"""Files of a site replaced one by one, so that a kill leaves the old or the new bytes of each, and is noticed.

All are written into a folder beside the site first, which a whole build clears up as that of a build that died. While
it is there no record of the site holds (`BuildRecords.holds`): the next build makes everything anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_LAST = ("sw.js", "_headers")
"""The service worker comes last: what it names must be there."""


class Replacement:
    """Some files of one site, to be put in the places of those that stand there."""

    def __init__(self, site: Path, files: Mapping[str, bytes]) -> None:
        """``files`` are the new bytes by their way below the site's root; those that are there already are left out."""
        self._site = site
        self._work = site.parent / f".{site.name}-build-{os.getpid()}"
        self.files = {path: data for path, data in files.items() if (site / path).read_bytes() != data}

    def prepare(self) -> None:
        """Write all files beside the site. Raises ``OSError``."""
        self._work.mkdir()
        for number, data in enumerate(self.files.values()):
            (self._work / str(number)).write_bytes(data)

    def put(self) -> None:
        """Put them in their places: what pages load, the pages, the service worker. Raises ``OSError``."""
        order = sorted(enumerate(self.files), key=lambda one: (one[1] in _LAST, one[1].endswith(".html"), one[1]))
        for number, path in order:
            (self._work / str(number)).replace(self._site / path)

    def end(self) -> None:
        """Remove the folder beside the site: everything stands, and is recorded."""
        shutil.rmtree(self._work, ignore_errors=True)
