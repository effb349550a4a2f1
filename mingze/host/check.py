"""Load and check the data when MkDocs reads its configuration."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mingze.diagnostics.show import render
from mingze.host.given import given
from mingze.links import check_whole
from mingze.loading import line_reader
from mingze.model import Catalog
from mingze.pages.present import absent
from mingze.unfinished import restore
from mingze.views.site import site_view

WEB = Path(__file__).parent.parent / "web"
CATALOG = "mingze_catalog"
"""Key in the configuration's ``extra`` under which later events find the catalog."""
SITE = "mingze_site"
"""Key under which the frame of every page finds what the site says of itself: templates read nothing else of both."""

WRITTEN = "mingze_written"
"""The same for the addresses of the hand-written pages."""


def check_data(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data beside ``mkdocs.yml`` and keep the catalog for the events that follow.

    What `mingze.build` hands over is checked already. Raises ``PluginError`` with every fault; at this event the old
    site is still whole (DESIGN 8).
    """
    handed = given()
    catalog = handed.catalog if handed else _sound_catalog(Path(config.config_file_path).parent)
    config.site_name = catalog.site.title
    config.extra[CATALOG] = catalog
    config.extra[SITE] = site_view(catalog)
    config.nav = _ways_to_pages(config, absent(catalog))
    if catalog.site.url and not config.site_url:
        config.site_url = catalog.site.url.rstrip("/") + "/"
    return config


def _sound_catalog(root: Path) -> Catalog:
    restore(root)
    loaded, diagnostics = check_whole(root)
    if any(d.is_error for d in diagnostics):
        report = render(diagnostics, "text", line_reader(root, loaded), "站点没有生成，原有站点未动")
        raise PluginError(f"\n\n{report}")
    return loaded.catalog


def _ways_to_pages(config: MkDocsConfig, left_out: Collection[str]) -> Any:
    """Return the settings' list of pages without those that this site has nothing for."""

    def is_there(entry: Any) -> bool:
        paths = entry.values() if isinstance(entry, dict) else (entry,)
        return not any(
            isinstance(path, str)
            and str(PurePosixPath(path).with_suffix(".html")) in left_out
            and not (Path(config.docs_dir) / path).is_file()
            for path in paths
        )

    return [entry for entry in config.nav if is_there(entry)] if config.nav else config.nav


def catalog_of(config: MkDocsConfig) -> Catalog:
    """Return the catalog that `check_data` kept."""
    catalog: Catalog = config.extra[CATALOG]
    return catalog
