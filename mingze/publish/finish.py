"""What is done to a finished site, in the order in which one thing needs the other."""

from __future__ import annotations

from pathlib import Path

from mingze.pages.offline_edition import for_readers, in_archive
from mingze.publish.bundle import Offline, write_bundle
from mingze.publish.packed import write_packed
from mingze.publish.policy import headers_file
from mingze.publish.worker import write_worker
from mingze.views import routes
from mingze.views.downloads import OFFLINE_FILE, file_size_text


def finish_site(site: Path, *, worker: bool, offline: Offline | None = None, compress: bool = False) -> None:
    """Write the offline edition, the service worker, the headers, and packed copies beside the files of ``site``.

    Without ``worker``, one is written that removes the worker readers may still have; without ``offline``, no archive.
    ``compress`` writes the packed copies. Raises ``OSError``.
    """
    prints: dict[str, str] = {}
    if offline:
        page = site / routes.DOWNLOADS
        text = page.read_text("utf-8")
        prints = write_bundle(site, site / OFFLINE_FILE, offline, {routes.DOWNLOADS: in_archive(text).encode()})
        size = file_size_text((site / OFFLINE_FILE).stat().st_size)
        page.write_text(for_readers(text, size), "utf-8", newline="\n")
    write_worker(site, on=worker, prints=prints)  # it holds the fingerprints of all pages
    (site / "_headers").write_text(headers_file(site), "utf-8", newline="\n")
    if compress:
        write_packed(site)
