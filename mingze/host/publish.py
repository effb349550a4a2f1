"""Last steps on the finished site."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mingze.host.check import catalog_of


def tidy_site(config: MkDocsConfig) -> None:
    """Remove the sitemap where the site has no address: it would list nothing."""
    if not catalog_of(config).site.url:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (Path(config.site_dir) / name).unlink(missing_ok=True)
