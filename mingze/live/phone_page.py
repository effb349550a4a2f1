"""The phone's page: one file with its style and script inside, packed once, under a policy that names both."""

from __future__ import annotations

import gzip

from msgspec import Struct

from mingze.live.wire import Headers
from mingze.pages.lone_page import lone_page


class PhonePage(Struct, frozen=True):
    """The bytes of a page and what it is served with."""

    plain: bytes
    packed: bytes
    headers: Headers


def phone_page(site_title: str) -> PhonePage:
    """Make the page that all phones of all halls load: the code stands in its address."""
    return _served("live", site_title)


def board_page(site_title: str) -> PhonePage:
    """Make the page of who looks after many halls."""
    return _served("board", site_title)


def proctor_page(site_title: str) -> PhonePage:
    """Make the page of who runs an examination."""
    return _served("proctor", site_title)


def _served(name: str, site_title: str) -> PhonePage:
    page = lone_page(name, title=site_title)
    body = page.html.encode()
    return PhonePage(body, gzip.compress(body, 9, mtime=0), _headers(page.policy))


def _headers(policy: str) -> Headers:
    rules = (
        policy,
        "img-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
    )
    return (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-cache"),
        ("Content-Security-Policy", "; ".join(rules)),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    )
