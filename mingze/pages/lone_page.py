"""Pages that stand alone: one file with style and script inside, under a policy that names both by their SHA-256."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import Struct

from mingze.pages.assets import WEB, lone_script, lone_style


class LonePage(Struct, frozen=True):
    """A page, and what a policy must allow it."""

    html: str
    policy: str
    """The parts of a Content-Security-Policy (CSP Level 3) that its own style and script need; no more."""


def lone_page(name: str, **given: Any) -> LonePage:
    """Render ``<name>/page.html`` with the style and script that the manifest lists for it.

    The template is given ``style``, ``script``, ``policy`` and what the caller gives.
    """
    style, script = lone_style(name), lone_script(name)
    own = f"script-src {hash_source(script)}; style-src {hash_source(style)}"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(WEB, encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template(f"{name}/page.html").render(
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
        policy=policy,
        **given,
    )
    return LonePage(html, policy)


def hash_source(text: str) -> str:
    """Name what stands inside a page as a policy does. Browsers hash what they parsed: line ends are LF there."""
    digest = hashlib.sha256(text.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
