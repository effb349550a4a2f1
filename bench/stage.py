"""What the instruments stand on: the real site built in a temporary folder, a local server, a browser."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import io
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingze.build import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


class _Files(http.server.SimpleHTTPRequestHandler):
    """Serves files as a usual web server does: kept-alive connections, text packed with gzip at its usual level 6."""

    protocol_version = "HTTP/1.1"
    # answers in one packet each: with Nagle's algorithm, head and body would wait 40 ms for each other
    disable_nagle_algorithm = True
    wbufsize = -1

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file() or file.name == "sw.js":  # a worker would fetch the site beside what is looked at
            self.send_error(404)
            return None
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _packed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in http.server
        pass


@functools.cache
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives its address without a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, directory=str(folder)))
    server.daemon_threads = True
    server.block_on_close = False  # browsers keep their connections open
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def real_site() -> Iterator[Path]:
    """Build the real site in a temporary folder, apart from ``site/``."""
    with tempfile.TemporaryDirectory(prefix="mingze-bench-") as name:
        yield build_site(ROOT, Path(name) / "site").site


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - phone.py's arithmetic needs no browser

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("没有找到 chromium，请先运行 python tests/system.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def show(page: Page, mode: str) -> None:
    """Put a loaded page into a mode, as the reader's own choice would, and wait until it is drawn."""
    page.evaluate(
        """mode => {
          if (mode === "light") document.documentElement.removeAttribute("data-mode");
          else document.documentElement.setAttribute("data-mode", mode);
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        }""",
        mode,
    )


WEAR = """async chosen => {
  const worn = ["mode", "size", "simple", "ruby"];
  for (const name of worn) window.mingze.store.remember(name, chosen[name]);
  await new Promise(done => setTimeout(done));  // who watches is told once this turn is over
  if (worn.some(name => document.documentElement.dataset[name] !== chosen[name]))
    throw new Error(`the page does not wear ${JSON.stringify(chosen)}`);
  if (!chosen.ruby) return;
  await Promise.all(["readings.js", "ruby.js"].map(file => window.mingze.load(file)));
  window.mingze.showReadings();
}"""
"""Choose just this, as the reader would; a page that did not change by it would be looked at in vain."""


def wear(page: Page, chosen: dict[str, str]) -> None:
    """Show a loaded page as a reader who has chosen just this sees it, and wait until it is drawn."""
    page.evaluate(
        f"""async chosen => {{
          await ({WEAR})(chosen);
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        }}""",
        chosen,
    )


def unfold(page: Page) -> None:
    """Open everything that folds."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
