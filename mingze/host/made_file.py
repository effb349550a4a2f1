"""Files of the site that are made when they are written: MkDocs would hold all of them until then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


def put(place: str | Path, data: bytes) -> None:
    """Write a file; its folder is mostly there, and asking for it each time costs as much as writing."""
    try:
        with open(place, "wb") as file:  # noqa: PTH123  (half the time, thousands of times a build)
            file.write(data)
    except FileNotFoundError:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_bytes(data)


class MadeFile(File):
    """A generated text file; what makes it is asked each time its content is wanted, and nothing is kept."""

    def __init__(
        self, config: MkDocsConfig, path: str, make: Callable[[], str], when: Callable[[Callable[[], None]], None]
    ) -> None:
        """``path`` is its way from the site's root; ``when`` is given what writes it, to do it now or later."""
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self.generated_by = config.plugins._current_plugin or "<unknown>"
        self.abs_src_path = None
        self._make = make
        self._when = when

    def renew(self, make: Callable[[], str]) -> None:
        """Have it made by something else from now on."""
        self._make = make

    @property
    def content_bytes(self) -> bytes:
        """What it holds, in UTF-8. A plug-in that sets it has the last word."""
        return self.content_string.encode() if self._content is None else super().content_bytes

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._content = value

    @property
    def content_string(self) -> str:
        """The same as text."""
        return self._make() if self._content is None else super().content_string

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._content = value

    def copy_file(self, dirty: bool = False) -> None:
        """Make it and write it, its lines ended as everywhere."""
        self._when(self._write)

    def _write(self) -> None:
        put(self.abs_dest_path, self.content_bytes)

    def is_modified(self) -> bool:
        """Whether it has to be written: nothing tells that it has not."""
        return True
