"""Load and check the data when MkDocs reads its configuration."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mingze.checks import check_site
from mingze.diagnostics.render import render
from mingze.loading import line_reader
from mingze.model import Catalog

WEB = Path(__file__).parent.parent / "web"
CATALOG = "mingze_catalog"
"""Key in the configuration's ``extra`` under which later events find the catalog."""


def check_data(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data beside ``mkdocs.yml`` and keep the catalog for the events that follow.

    Raises ``PluginError`` with every fault; at this event the old site is still whole (DESIGN 8).
    """
    root = Path(config.config_file_path).parent
    loaded, diagnostics = check_site(root)
    if any(d.is_error for d in diagnostics):
        report = render(diagnostics, "text", line_reader(root, loaded), "站点没有生成，原有站点未动")
        raise PluginError(f"\n\n{report}")
    config.site_name = loaded.catalog.site.title
    config.extra[CATALOG] = loaded.catalog
    config.theme.dirs.insert(0, str(WEB / "overrides"))
    if loaded.catalog.site.url and not config.site_url:
        config.site_url = loaded.catalog.site.url.rstrip("/") + "/"
    return config


def catalog_of(config: MkDocsConfig) -> Catalog:
    """Return the catalog that `check_data` kept."""
    catalog: Catalog = config.extra[CATALOG]
    return catalog
