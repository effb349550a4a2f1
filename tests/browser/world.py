"""All the world a browser can reach: one web server over http and https, out of order as a test wants it.

The browser resolves every name to it, so that a request to anybody else arrives here too and is seen.
"""

from __future__ import annotations

import contextlib
import http.server
import io
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import CHROMIUM_FLAGS, chromium_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "study.example"
BELOW = "/portal/aqzr"
"""The site stands in a sub-folder of a portal."""

_QUIET = ("AutofillServerCommunication", "MediaRouter", "OptimizationHints", "Translate")


class World:
    """What is served, how badly, and what was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The site's folder; another may take its place at any time."""
        self.cut = False
        """Every connection breaks, as with no network."""
        self.missing: set[str] = set()
        """Files of the site that are not found."""
        self.broken: set[str] = set()
        """Pages in whose place the server says, with status 500, that it is out of order."""
        self.login = False
        """Every page is a page to log in to a network, with status 200."""
        self.patience = 0.0
        """Seconds that pass before a page is answered; pages that wait are answered once it is 0 again."""
        self.asked: list[tuple[str, str]] = []
        """Host and path of every request."""
        self.cookies: list[str] = []
        self.bodies: list[str] = []
        """Methods other than GET, with their paths."""
        self.ports: dict[str, int] = {}

    def address(self, scheme: str) -> str:
        """Return where the site stands: ``https``, or ``http`` as on an intranet, where no worker is allowed."""
        return f"{scheme}://{NAME}{BELOW}"

    def paths(self) -> list[str]:
        """Return what was asked for, without queries and below the site's root."""
        return [path.partition("?")[0].removeprefix(f"{BELOW}/") for _, path in self.asked]


@contextlib.contextmanager
def world(folder: Path, keys: Path) -> Iterator[World]:
    """Serve; ``keys`` is an empty folder for the certificate."""
    here = World(folder)
    with _serving(here, "http", None), _serving(here, "https", _certificate(keys)):
        yield here


@contextlib.contextmanager
def living_in(here: World, browser: Browser) -> Iterator[Browser]:
    """Start a browser that can reach nothing else; another one lends it the way to start browsers."""
    rules = ", ".join(f"MAP *:{port} 127.0.0.1:{here.ports[scheme]}" for scheme, port in (("http", 80), ("https", 443)))
    # what Chromium asks its maker about forms and models would be seen here too; the list replaces Playwright's own
    quiet = f"--disable-features={','.join(_QUIET)}"
    flags = [*CHROMIUM_FLAGS, quiet, "--ignore-certificate-errors", f"--host-resolver-rules={rules}"]
    running = browser.browser_type.launch(executable_path=chromium_program(), args=flags)
    try:
        yield running
    finally:
        running.close()


@contextlib.contextmanager
def _serving(here: World, scheme: str, security: ssl.SSLContext | None) -> Iterator[None]:
    class Handler(_Handler):
        world = here

    server = _Server(("127.0.0.1", 0), Handler)
    if security:
        server.socket = security.wrap_socket(server.socket, server_side=True)
    here.ports[scheme] = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that browsers give up."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    world: World

    def do_GET(self) -> None:
        here = self.world
        if self._is_cut():
            return
        here.asked.append((self.headers.get("Host", ""), self.path))
        if "Cookie" in self.headers:
            here.cookies.append(self.headers["Cookie"])
        status, file = self._found()
        if file.suffix == ".html":
            until = time.monotonic() + here.patience
            while time.monotonic() < until and here.patience:
                time.sleep(0.02)
            if self._is_cut():
                return
        body = file.read_bytes() if status == 200 else b"<html><title>out of order</title></html>"
        if here.login and file.suffix == ".html":
            body = b"<!doctype html><html><title>log in</title><h1>log in</h1></html>"
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers_of(here.folder).items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.copyfile(io.BytesIO(body), self.wfile)

    def do_POST(self) -> None:
        self.world.bodies.append(f"{self.command} {self.path}")
        self.send_error(405)

    def _is_cut(self) -> bool:
        """Break the connection where there is no network, now."""
        self.close_connection = self.close_connection or self.world.cut
        return self.world.cut

    def _found(self) -> tuple[int, Path]:
        here = self.world
        path = self.path.partition("?")[0].removeprefix(f"{BELOW}/")
        if path.endswith("/") or not path:
            path += "index.html"
        file = here.folder / path
        if path in here.broken:
            return 500, file
        inside = self.path.startswith(f"{BELOW}/") and file.is_file()
        return (200 if inside and path not in here.missing else 404), file

    def log_message(self, format: str, *args: object) -> None:
        pass


def headers_of(site: Path) -> dict[str, str]:
    """Return the headers that the site's own file ``_headers`` asks for."""
    lines = (site / "_headers").read_text("utf-8").split("\n")[1:]
    pairs = (line.strip().partition(": ") for line in lines if line)
    return {name: value for name, _, value in pairs}


def _certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate that nobody vouches for; the browser is told not to mind."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *named, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
