"""Files of the site that are made when they are written: MkDocs would hold all of them until then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mingze.telling import Tally


def written_file(config: MkDocsConfig, path: str, text: str) -> File:
    """Write a text where it belongs in the site, so that nobody holds it until then; MkDocs leaves it as it is."""
    file: File = File.generated(config, path, abs_src_path="")
    file.abs_src_path = file.abs_dest_path
    place = Path(file.abs_dest_path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())
    return file


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
        place = Path(self.abs_dest_path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(self.content_bytes)
        self._tally.one(self.src_uri)

    def is_modified(self) -> bool:
        """Whether it has to be written: nothing tells that it has not."""
        return True
