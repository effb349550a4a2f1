"""Pages of the live hall's server: a file each, style and script inside, packed once, under a policy naming both."""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from mingze.live.wire import Headers
from mingze.pages.assets import WEB, served_script, served_style


@dataclass(frozen=True, slots=True)
class ServedPage:
    """The bytes of a page and what it is served with."""

    plain: bytes
    packed: bytes
    headers: Headers


def phone_page(site_title: str) -> ServedPage:
    """Make the page that all phones of all halls load: the code stands in its address."""
    return _page("phone", site_title)


def board_page(site_title: str) -> ServedPage:
    """Make the page of who looks after many halls."""
    return _page("board", site_title)


def _page(name: str, site_title: str) -> ServedPage:
    style, script = served_style(name), served_script(name)
    environment = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(WEB), trim_blocks=True)
    html = environment.get_template(f"live/{name}.html").render(
        title=site_title,
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
    )
    body = html.encode()
    return ServedPage(body, gzip.compress(body, 9, mtime=0), _headers(style, script))


def _headers(style: str, script: str) -> Headers:
    rules = (
        "default-src 'none'",
        f"script-src {_source(script)}",
        f"style-src {_source(style)}",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-cache"),
        ("Content-Security-Policy", "; ".join(rules)),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
