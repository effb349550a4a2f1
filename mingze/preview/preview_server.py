"""The preview's server: pages with a script that follows the files, and the news that script asks for."""

from __future__ import annotations

import json
import mimetypes
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from mingze.pages.assets import lone_script, lone_style, worker_script
from mingze.pages.lone_page import lone_page
from mingze.preview.editions import Editions, Showing
from mingze.preview.watch import Watch
from mingze.telling import steps_told

NEWS, SCRIPT, STYLE = "/-/news", "/-/preview.js", "/-/preview.css"
_WAITS = 20.0
"""Seconds that a question for news stays open."""
_LOOKS_EVERY = 0.2
_LONGEST = 2.0
_CALM = 15
"""Looks without a change after which nobody is waiting, three seconds at least."""
_SHARE = 6
"""Times as long as a look takes is waited until the next: large folders are looked at less often."""
_HTML = "text/html; charset=utf-8"
_END = b"</body>"
_PLAIN = ("text/javascript", "text/css", "text/plain", "application/javascript", "application/json")


class PreviewServer(ThreadingHTTPServer):
    """Serves what `Editions` shows on one address."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], editions: Editions) -> None:
        """Raises ``OSError`` where the address is taken."""
        self.editions = editions
        self._over = threading.Event()
        self._changed = threading.Event()
        self._watch: Watch | None = None
        super().__init__(address, _Answering)

    def follow(self) -> None:
        """Look at the files again and again, in a thread of its own, until the server is closed."""
        self._watch = Watch(self.editions.folders, self._changed.set)
        threading.Thread(target=self._look, daemon=True).start()

    def server_close(self) -> None:
        """Stop answering and looking."""
        self._over.set()
        self._changed.set()
        if self._watch:
            self._watch.close()
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that went away; anything else is ours to mend."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def _look(self) -> None:
        calm = 0
        while not self._over.is_set():
            start = time.perf_counter()
            pause = _LOOKS_EVERY
            self._changed.clear()  # before the look: what is written while it lasts is looked at again
            try:
                calm = 0 if self.editions.look() else calm + 1
                if calm == _CALM:
                    self.editions.tidy()
                elif calm:
                    pause = max(pause, _SHARE * (time.perf_counter() - start))
            except OSError as error:  # a folder that vanishes while it is read: what comes next is another look
                sys.stderr.write(f"读不了 {error.filename or ''}（{error.strerror or error}），过一会儿再试\n")
            self._changed.wait(min(pause, _LONGEST))


class _Answering(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file of the site, or with the preview's own."""
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if path == NEWS:
            self._answer(*self._news(parse_qs(asked.query)))
        elif path == SCRIPT:
            self._answer(HTTPStatus.OK, "text/javascript", lone_script("preview").encode())
        elif path == STYLE:
            self._answer(HTTPStatus.OK, "text/css", lone_style("preview").encode())
        else:
            self._answer(*self._file(self.server.editions.now, path.lstrip("/")))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep the window for what people have to know."""

    def _news(self, asked: dict[str, list[str]]) -> tuple[HTTPStatus, str, bytes]:
        known = next(iter(asked.get("after", [])), "")
        now = self.server.editions.wait(int(known) if known.isdecimal() else -1, _WAITS)
        told = {"number": now.number, "edition": now.edition, "faults": now.faults}
        return HTTPStatus.OK, "application/json", json.dumps(told, ensure_ascii=False).encode()

    def _file(self, shown: Showing, path: str) -> tuple[HTTPStatus, str, bytes]:
        if shown.site is None:
            return HTTPStatus.OK, _HTML, self._waiting(shown)
        if path == "sw.js":  # one that an earlier site left in the browser would show that site
            return HTTPStatus.OK, "text/javascript", worker_script(on=False).encode()
        name = path + "index.html" if path.endswith("/") or not path else path
        try:
            with steps_told():
                body = shown.site.body(name)
        except Exception as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, _HTML, self._waiting(shown, f"这一页做不出来：{error!r}")
        status = HTTPStatus.OK if body is not None else HTTPStatus.NOT_FOUND
        if body is None:
            name, body = "404.html", shown.site.body("404.html") or b""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            return status, _HTML, self._followed(body, shown)
        return status, kind, body

    def _followed(self, page: bytes, shown: Showing) -> bytes:
        """Return a page with the script that loads it anew."""
        script = f'<script src="{SCRIPT}" data-edition="{shown.edition}"></script>'.encode()
        before, end, after = page.rpartition(_END)
        return before + script + end + after if end else page + script

    def _waiting(self, shown: Showing, words: str = "") -> bytes:
        return lone_page("preview", faults=words or shown.faults, source=SCRIPT, edition=shown.edition).html.encode()

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind in _PLAIN else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)
