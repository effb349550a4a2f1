"""The built site's files, as the live hall's server hands them out beside the hall."""

from __future__ import annotations

import asyncio
import functools
import mimetypes
from pathlib import Path
from urllib.parse import unquote

from mingze.live.wire import Asked, Headers, Reply, packed_if

_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json"}
"""Windows keeps its own list, in which programs write what they like."""
_TEXT = (*_TYPES, ".svg", ".xml", ".txt")
_SECRET = ("_headers",)


class SiteFiles:
    """Files below the site's folder and none else, with the site's own headers."""

    def __init__(self, site: Path) -> None:
        self._site = site.resolve()
        self._headers = _read_headers(self._site / "_headers")

    async def reply(self, path: str, asked: Asked) -> Reply:
        """Return a file, or that there is none."""
        found = self._find(path)
        if found is None:
            body = await asyncio.to_thread(_missing, self._site)
            return Reply(404, body, (("Content-Type", "text/html; charset=utf-8"), *self._headers))
        if not path.endswith("/") and found.name == "index.html" and not path.endswith("index.html"):
            return Reply(308, b"", (("Location", f"/{path.lstrip('/')}/"),))
        stat = found.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers: Headers = (("ETag", tag), ("Content-Type", _type_of(found)), *self._headers)
        if asked.header("if-none-match") == tag:
            return Reply(304, b"", headers)
        if found.suffix in _TEXT:
            body, packed = await asyncio.to_thread(_packed, found, stat.st_mtime_ns, asked.takes_packed)
            return Reply(200, body, (*headers, *packed))
        return Reply(200, await asyncio.to_thread(found.read_bytes), headers)

    def _find(self, path: str) -> Path | None:
        try:
            place = (self._site / unquote(path).lstrip("/")).resolve()
            if not place.is_relative_to(self._site) or place.name in _SECRET:
                return None
            place = place / "index.html" if place.is_dir() else place
            return place if place.is_file() else None
        except (OSError, ValueError):  # names that no file can have
            return None


@functools.lru_cache(64)
def _packed(path: Path, changed: int, takes_packed: bool) -> tuple[bytes, Headers]:
    asked = Asked({"headers": [(b"accept-encoding", b"gzip")] if takes_packed else []}, _nothing)
    return packed_if(path.read_bytes(), asked)


async def _nothing() -> dict[str, str]:
    return {"type": "http.disconnect"}


def _missing(site: Path) -> bytes:
    page = site / "404.html"
    return page.read_bytes() if page.is_file() else "没有这一页".encode()


def _type_of(path: Path) -> str:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else kind


def _read_headers(path: Path) -> Headers:
    """Return the headers of a site, which `mingze.publish.policy` wrote for all its files."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    parts = (line.strip().partition(": ") for line in lines if line.startswith(" "))
    return tuple((name, value) for name, _, value in parts)
