"""The frame of a page, rendered once for all pages that stand alike, and filled in for each.

What `frame/main.html` prints around a page's content depends on where the page stands, what it belongs to, and which
components it holds; the theme's templates yield four hundred pieces for it every time. Pages that a menu names, and
sites that change the theme or a page's context, go through the templates as before.
"""

from __future__ import annotations

import copy
import gc
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, count
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from mingze.host.check import SITE
from mingze.host.given import given
from mingze.kept.build_notes import PagePlace, page_kind
from mingze.views import routes

TEMPLATE = "framed.html"
_PLACE = "\x02{}\x03"
"""What stands for a page's own words in a frame; no text of a page holds these characters."""
_MANY = 4000
"""After so many pages memory is cleared up, where the collector is paused for the whole build: they leave 30 MB."""
_OWN = ("title", "description", "content")
_CHECKED = "checked"
"""What the foot says of the texts a page rests on, a line a text: another unit's page differs in nothing else."""
_UNITS = f"{routes.unit('').split('/')[0]}/"


class _Frame(Struct, frozen=True):
    """What stands around the contents of pages that stand alike."""

    pieces: list[bytes]
    """Every other one is none yet: what `names` says belongs there."""
    names: list[str]

    @classmethod
    def of(cls, pieces: list[str]) -> _Frame:
        return cls([piece.encode() if n % 2 == 0 else b"" for n, piece in enumerate(pieces)], pieces[1::2])

    def place_of(self, page: Any, parts: Sequence[bytes]) -> PagePlace:
        """Return what stands around the content of a page, which are the pieces with what belongs between them."""
        at = 2 * self.names.index("content") + 1
        starts = list(accumulate(map(len, parts), initial=0))
        names = [(name, starts[2 * n + 1]) for n, name in enumerate(self.names) if name in ("title", "description")]
        own = tuple((name, start) for name, start in names if start < starts[at])
        fixed = () if len(own) == len(names) else (page.title, page.meta["description"])
        kind = page_kind(*page.modules, *fixed)
        behind = starts[-1] - starts[at + 1]
        return PagePlace(starts[at], behind, kind, page.title, page.meta["description"], own)


class FramedPage(str):
    """A page in bytes; MkDocs asks whether it is empty and encodes it, which takes no copy of it as a text."""

    __slots__ = ("_parts",)

    _parts: list[bytes]

    @classmethod
    def of(cls, parts: list[bytes]) -> FramedPage:
        """Take a page's bytes, part by part."""
        made = cls(TEMPLATE)
        made._parts = parts
        return made

    def strip(self, chars: str | None = None, /) -> str:
        """Return something: no page is empty."""
        return TEMPLATE

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """Return the page in UTF-8."""
        return b"".join(self._parts)


def may_share(config: MkDocsConfig) -> bool:
    """Whether nothing but our templates decides what a page says.

    Without a menu in the settings MkDocs makes one of all pages, in which each marks itself.
    """
    asks = config.plugins.events
    return bool(config.nav) and not config.theme.custom_dir and not asks["page_context"] and not asks["post_page"]


class Frames(BaseLoader):
    """Stands in the place of the template `TEMPLATE`: prints a page in its frame, and keeps the frames it has made."""

    is_up_to_date = True

    def __init__(
        self,
        env: Environment,
        trail_of: Callable[[Any], str],
        checked_of: Callable[[Any, Any], tuple[str, ...]],
        paints_first: Callable[[Any], bool],
    ) -> None:
        """``env`` has the templates that frames are made with."""
        self._env = env
        self._trail_of, self._checked_of, self._paints_first = trail_of, checked_of, paints_first
        self._frames: dict[Any, _Frame] = {}
        self._pages = count(1)

    def load(self, environment: Environment, name: str, globals: Any = None) -> Any:  # noqa: A002 - Jinja's name
        """Return what prints framed pages. Raises ``TemplateNotFound`` for any other template."""
        if name != TEMPLATE:
            raise TemplateNotFound(name)
        return self

    def render(self, context: Mapping[str, Any]) -> str:
        """Print the page that MkDocs builds."""
        page, config = context["page"], context["config"]
        if not gc.isenabled():
            _clear_up(next(self._pages))
        content = page.filled(config).encode("utf-8", "xmlcharrefreplace")  # first: it says what the page holds
        checked = self._checked_of(page, config.extra[SITE])
        paints_first = self._paints_first(page)
        key = (_folder(page.url), page.url.count("/"), self._trail_of(page), page.modules, len(checked), paints_first)
        if key not in self._frames:
            self._frames[key] = _Frame.of(_rendered(self._env, context, page, len(checked)))
        frame = self._frames[key]
        own = {f"{_CHECKED}{n}": str(escape(words)).encode() for n, words in enumerate(checked)}
        own |= {
            "title": str(escape(page.title)).encode(),
            "description": str(escape(page.meta["description"])).encode(),
        }
        own["content"] = content
        parts = frame.pieces.copy()
        parts[1::2] = [own[name] for name in frame.names]
        handed = given()
        if handed and handed.notes and frame.names.count("content") == 1:
            handed.notes.places[page.file.dest_uri] = frame.place_of(page, parts)
        return FramedPage.of(parts)


def _clear_up(page: int) -> None:
    """Let go what the templates of ``_MANY`` pages leave behind, which refers to itself."""
    if page == 1:  # what was read and planned counts as old, as nobody need look whether it is still wanted
        gc.freeze()
        gc.unfreeze()
    elif not page % _MANY:
        gc.collect(0)


def stands_apart(address: str, menu: Collection[str]) -> bool:
    """Whether no page of the menu is a page, or stands below it: their links would not be those of its neighbours.

    ``menu`` are the folders that hold the menu's pages (`menu_folders`).
    """
    own = f"{posixpath.dirname(address)}/"
    if own == "/" or (own.startswith(_UNITS) and any(one.startswith(_UNITS) for one in menu)):
        return False
    return not any(one.startswith(own) for one in menu)


def menu_folders(menu: Iterable[str]) -> frozenset[str]:
    """Return the folders of some addresses, each with a slash at its end."""
    return frozenset(f"{posixpath.dirname(one)}/" for one in menu)


def _folder(url: str) -> str:
    """Return the folder that a page's own folder stands in, "" for those of units: no frame leads there."""
    return "" if url.startswith(_UNITS) else posixpath.dirname(posixpath.dirname(url))


def _rendered(env: Environment, context: Mapping[str, Any], page: Any, checked: int) -> list[str]:
    """Return a frame in pieces; every other one is the name of what belongs there."""
    stand_in = copy.copy(page)
    stand_in.title, stand_in.content = _PLACE.format("title"), _PLACE.format("content")
    stand_in.checked = tuple(_PLACE.format(f"{_CHECKED}{n}") for n in range(checked))
    stand_in.meta = {**page.meta, "description": _PLACE.format("description")}
    text = env.get_template("main.html").render({**context, "page": stand_in})
    pieces: list[str] = []
    for piece in text.split("\x02"):
        name, closed, rest = piece.partition("\x03")
        pieces += [name, rest] if closed else [piece]
    assert set(pieces[1::2]) <= {*_OWN, *(f"{_CHECKED}{n}" for n in range(checked))}
    return pieces
