"""What MkDocs lists of a theme's files, without walking the folders that it passes over."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class _ShownFiles(FileSystemLoader):
    """Lists no file in a folder whose name begins with a dot.

    MkDocs publishes none of those, and asks of each of them whether it would: Material has 14,000 icons in one.
    """

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in _shown(folder)})


def list_shown_files_only(theme: Theme) -> None:
    """Give a theme's environments the loader that lists only what may be published."""
    made = theme.get_env

    def get_env() -> Environment:
        env = made()
        if type(env.loader) is FileSystemLoader:
            env.loader = _ShownFiles(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def _shown(top: str) -> Iterable[str]:
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name).relative_to(top).as_posix() for name in files)
