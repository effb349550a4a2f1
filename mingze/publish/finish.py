"""What is done to a finished site, in the order in which one thing needs the other."""

from __future__ import annotations

from pathlib import Path

from mingze.kept.prints import Entry
from mingze.pages.offline_edition import for_readers, in_archive
from mingze.publish.bundle import Offline, write_bundle
from mingze.publish.own_files import own_files
from mingze.publish.packed import write_packed
from mingze.publish.policy import headers_file, policy_of
from mingze.publish.worker import write_worker
from mingze.views import routes
from mingze.views.downloads import OFFLINE_FILE, file_size_text


def finish_site(
    site: Path, *, worker: bool, offline: Offline | None = None, compress: bool = False
) -> dict[str, Entry]:
    """Write the offline edition, the service worker, the headers, and packed copies beside the files of ``site``.

    Without ``worker``, one is written that removes the worker readers may still have; without ``offline``, no archive.
    ``compress`` writes the packed copies. Returns the fingerprints of the files that stood there before what is
    written last. Raises ``OSError``.
    """
    if offline:
        page = site / routes.DOWNLOADS
        text = page.read_text("utf-8")
        write_bundle(site, site / OFFLINE_FILE, offline, {routes.DOWNLOADS: in_archive(text).encode()})
        size = file_size_text((site / OFFLINE_FILE).stat().st_size)
        page.write_text(for_readers(text, size), "utf-8", newline="\n")
    own = own_files(site)
    write_worker(site, own.entries, on=worker)  # it holds the fingerprints of all pages
    (site / "_headers").write_text(headers_file(policy_of(own.blocks)), "utf-8", newline="\n")
    if compress:
        write_packed(site)
    return own.entries
