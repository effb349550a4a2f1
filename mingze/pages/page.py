"""One page before it is rendered, and addresses between pages."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mingze.views.units import Unit
from mingze.views.view import Views


class Link(Struct, frozen=True):
    """A named way to another page; ``path`` is relative to the site's root and may end in ``#anchor``."""

    title: str
    path: str


def nothing(_views: Views) -> Mapping[str, Any]:
    """Give a template nothing beside what every page has."""
    return {}


class Place(Struct, frozen=True):
    """The unit a page belongs to, on a site that is divided."""

    unit: Unit
    ways: Mapping[str, str]
    """Names of `routes` that mean the unit's own page here, with its address."""


class Page(Struct, frozen=True):
    """A page made from the catalog."""

    path: str
    """File below the site's root, always ``…/index.html``: the same folder works on a server and from a disk."""
    title: str
    template: str
    description: str = ""
    context: Callable[[Views], Mapping[str, Any]] = nothing
    """What the template shows: views, names and numbers; made only where the page is rendered."""
    trail: tuple[Link, ...] = ()
    """The pages above this one, from the top."""
    previous: Link | None = None
    following: Link | None = None
    source_file: str = ""
    """The data file an author would mend, for the edit link; "" where there is no single one."""
    place: Place | None = None
    """None for pages of the whole site."""
    texts: tuple[str, ...] | None = None
    """On a divided site: ids of the regulations the page rests on, which its foot names; None for the shared ones."""
    is_part: bool = False
    """Whether it is a part of a long text, to which the page above it leads: a search finds that one."""

    @property
    def base(self) -> str:
        """The way from this page to the site's root: "" or "../../"."""
        return "../" * self.path.count("/")


def between(page: Page, links: Sequence[Link], position: int) -> Page:
    """Return a page with its neighbours: ``links`` are those of its family in their order, it is at ``position``."""
    return replace(
        page,
        previous=links[position - 1] if position else None,
        following=links[position + 1] if position + 1 < len(links) else None,
    )


def relative(target: str, page_path: str) -> str:
    """Return the relative link from one page to another; ``target`` may be an anchor on the same page.

    Both are paths below the site's root.
    """
    path, hash_, anchor = target.partition("#")
    if path == page_path and hash_:
        return f"#{anchor}"
    return f"{_way(path, _folder(page_path))}{hash_}{anchor}"


@lru_cache(maxsize=256)  # a page asks for its own a hundred times
def _folder(page_path: str) -> str:
    return posixpath.dirname(page_path)


@lru_cache(maxsize=1 << 16)  # neighbours in a folder link to the same pages
def _way(path: str, folder: str) -> str:
    """Return what `posixpath.relpath` does for plain paths, without asking where the process stands."""
    if not folder:
        return path
    steps, here = path.split("/"), folder.split("/")
    shared = 0
    while shared < min(len(steps) - 1, len(here)) and steps[shared] == here[shared]:
        shared += 1
    return "/".join((*[".."] * (len(here) - shared), *steps[shared:]))
