"""Last steps on the finished site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from mingze.host.beside_pages import BESIDE
from mingze.host.check import WEB, catalog_of
from mingze.host.given import given
from mingze.loading.base_site import watched_places
from mingze.loading.files import SOURCE_FOLDERS
from mingze.publish import finish_site

if TYPE_CHECKING:  # it brings in what watches folders, which a build does not
    from mkdocs.livereload import LiveReloadServer

_running: dict[str, str] = {}


def note_command(command: str) -> None:
    """Remember whether MkDocs builds or serves: it tells so once, before it reads its settings."""
    _running["command"] = command


def watch_our_files(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Let a preview follow the data, those of the sites below, and our styles, scripts and templates.

    Folders that are not there are left out: a new site may have no questions yet, and MkDocs' own setting ``watch``
    refuses what is missing.
    """
    root = Path(config.config_file_path).parent
    for folder in (WEB, *(root / name for name in SOURCE_FOLDERS)):
        if folder.is_dir():
            server.watch(str(folder))
    for place in watched_places(root):
        server.watch(str(place))


def publish(config: MkDocsConfig) -> None:
    """Finish a site that MkDocs was asked for directly; `mingze.build` does the same once it has all files.

    Remove the sitemap where the site has no address: it would list nothing. A preview has no service worker, and
    removes the one a browser may still have from that address.
    """
    config.extra[BESIDE].finish()
    folder, site = Path(config.site_dir), catalog_of(config).site
    if not site.url:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (folder / name).unlink(missing_ok=True)
    if given() is None:
        finish_site(folder, worker=site.offline and _running.get("command") != "serve")
