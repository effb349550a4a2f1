"""What an engine walks over: the real site with a probe on every page, over http with its own headers and on a disk."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.browser.world import headers_of

_PROBE = Path(__file__).with_name("probe.js")
_FIRST = '<meta charset="utf-8">'
_NAMED = re.compile(r'(make\("|=== "|, )dialog"')
"""Where scripts name the element: they make it, ask what one is, look for it."""
_UNKNOWN = re.compile(r"<(/?)dialog\b")


def probed(site: Path, to: Path) -> Path:
    """Make a site whose pages begin with the probe; the other files are the same ones."""
    for file in site.rglob("*"):
        copy = to / file.relative_to(site)
        if file.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix != ".html" or file.name == "404.html":
            os.link(file, copy)
            continue
        up = "../" * (len(file.relative_to(site).parts) - 1)
        copy.write_text(
            file.read_text("utf-8").replace(_FIRST, f'{_FIRST}<script src="{up}probe.js"></script>', 1), "utf-8"
        )
    (to / "probe.js").write_bytes(_PROBE.read_bytes())
    return to


def without_dialogs(site: Path, to: Path) -> Path:
    """Make a probed site as engines before ``<dialog>`` understand it: the element has a name that none knows."""
    probed(site, to)
    for file in to.rglob("*"):
        if file.suffix == ".html" and file.name != "404.html":
            text = _UNKNOWN.sub(r"<\1x-dialog", file.read_text("utf-8")).replace("dialog:not(", "x-dialog:not(")
            file.write_text(text, "utf-8")
        elif file.suffix == ".js" and file.parent.name == "assets":
            text = file.read_text("utf-8")
            file.unlink()  # it is the site's own file too
            file.write_text(_NAMED.sub(r'\1x-dialog"', text), "utf-8")
    (to / "_headers").unlink()  # the policy names the styles by their hashes
    (to / "_headers").write_text("/*\n", "utf-8")
    return to


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # browsers keep their connections open

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that browsers give up."""


class _Files(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, *given: object, headers_sent: dict[str, str], **named: object) -> None:
        self._sent = headers_sent
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Below ``/-/`` the pages are those of a browser that runs no script."""
        self._scripts = not self.path.startswith("/-/")
        self.path = self.path.removeprefix("/-")
        super().do_GET()

    def end_headers(self) -> None:
        sent = dict(self._sent)
        if not self._scripts:
            sent["Content-Security-Policy"] = "script-src 'none'"
        for name, value in sent.items():
            if name != "Cache-Control":
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def over_http(folder: Path) -> Iterator[str]:
    """Serve a folder with the headers it asks for; gives its address without a slash at the end."""
    handler = functools.partial(_Files, directory=str(folder), headers_sent=headers_of(folder))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
