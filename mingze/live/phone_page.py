"""The phone's page: one file with its style and script inside, packed once, under a policy that names both."""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from mingze.live.wire import Headers
from mingze.pages.assets import WEB, phone_script, phone_style


@dataclass(frozen=True, slots=True)
class PhonePage:
    """The bytes of a page and what it is served with."""

    plain: bytes
    packed: bytes
    headers: Headers


def phone_page(site_title: str) -> PhonePage:
    """Make the page that all phones of all halls load: the code stands in its address."""
    style, script = phone_style(), phone_script()
    environment = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(WEB), trim_blocks=True)
    html = environment.get_template("live/page.html").render(
        title=site_title,
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
    )
    body = html.encode()
    return PhonePage(body, gzip.compress(body, 9, mtime=0), _headers(style, script))


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
