"""Files of the site that are made when they are written: MkDocs would hold all of them until then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mingze.telling import Tally


class WrittenFile(File):
    """A text that stands where it belongs in the site before MkDocs writes anything, so that nobody holds it."""

    def __init__(self, config: MkDocsConfig, path: str, text: str) -> None:
        """``path`` is its way from the site's root."""
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self.generated_by = config.plugins._current_plugin or "<unknown>"
        self.abs_src_path = self.abs_dest_path
        _put(self.abs_dest_path, text.encode())

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it where it stands, unless a plug-in has given it other content."""
        if self._content is not None or self.abs_src_path != self.abs_dest_path:
            super().copy_file(dirty)


def _put(place: str, data: bytes) -> None:
    """Write a file; its folder is mostly there, and asking for it each time costs as much as writing."""
    try:
        Path(place).write_bytes(data)
    except FileNotFoundError:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_bytes(data)


class MadeFile(File):
    """A generated text file; what makes it is asked each time its content is wanted, and nothing is kept."""

    def __init__(self, config: MkDocsConfig, path: str, make: Callable[[], str], tally: Tally) -> None:
        """``path`` is its way from the site's root; ``tally`` counts files that are written."""
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self.generated_by = config.plugins._current_plugin or "<unknown>"
        self.abs_src_path = None
        self._make = make
        self._tally = tally

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
        _put(self.abs_dest_path, self.content_bytes)
        self._tally.one(self.src_uri)

    def is_modified(self) -> bool:
        """Whether it has to be written: nothing tells that it has not."""
        return True
