"""Run MkDocs in this process, on data that are read and checked already."""

from __future__ import annotations

import io
import logging
import os
import traceback
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from mingze.host.given import Given, handing
from mingze.host.known_sources import known_sources
from mingze.host.theme_files import list_shown_files_only

_LAST_WORDS = 25
"""Lines of what MkDocs said that are shown where it fails."""


class MkDocsFailed(Exception):
    """MkDocs did not build the site; the message is what it said last."""


def run_mkdocs(settings: Path, site: Path, what: Given, epoch: int) -> tuple[Path, ...] | None:
    """Do what ``mkdocs build`` does, into the folder ``site``, quietly and without reading the data again.

    ``settings`` is a ``mkdocs.yml``; ``epoch`` the date of the content in seconds since 1970. Both paths are absolute.
    Returns where else pages were made from (`known_sources`). Raises `MkDocsFailed`.
    """
    log = io.StringIO()
    environment = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(epoch)}
    with handing(what), chdir(settings.parent), _environment(environment), _words_to(log):
        try:
            config = load_config(str(settings), site_dir=str(site))
            list_shown_files_only(config.theme)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
            return known_sources(config)
        except (Exception, SystemExit) as error:  # hooks and plug-ins may raise what they like; MkDocs itself exits
            said = error.format_message() if isinstance(error, MkDocsException) else traceback.format_exc()
            words = f"{log.getvalue()}\n{said}".strip().split("\n")
            raise MkDocsFailed("\n".join(words[-_LAST_WORDS:])) from error


@contextmanager
def _environment(more: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _words_to(log: io.StringIO) -> Iterator[None]:
    """Write to ``log`` what MkDocs, its plug-ins and hooks print and report."""
    logger, handler = logging.getLogger("mkdocs"), logging.StreamHandler(log)
    logger.addHandler(handler)
    try:
        with redirect_stdout(log), redirect_stderr(log):
            yield
    finally:
        logger.removeHandler(handler)
