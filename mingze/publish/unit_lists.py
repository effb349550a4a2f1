"""What a device keeps of a divided site: one list a unit, which the service worker fetches for the units it is told of.

The pages tell what belongs to a unit: its hub leads to posts and texts, its page of quizzes to banks and papers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from mingze.text.compact_json import compact_json
from mingze.views import routes

FOLDER = "units"
_WAYS = re.compile(r'href="(?:\.\./)+((?:roles|regulation|quizzes|papers)/[a-z0-9-]+)/index\.html"')
_SHARDS = "assets/search/units/"
"""What searches a unit: ``<unit>.<n>.js``."""
_LESSONS = "assets/lessons/"
"""Kept with the presenter mode alone: ``<unit>.<n>.js``."""


class UnitList(Struct, frozen=True):
    """What belongs to one unit."""

    id: str
    files: Mapping[str, str]
    """Fingerprints by path."""
    shell: tuple[str, ...]
    """What is kept once a page of the unit was opened; the rest of it as it is opened."""
    along: Mapping[str, tuple[str, ...]]
    """What is kept along with a page."""

    @property
    def path(self) -> str:
        """Its file below the site's root."""
        return list_of(self.id)

    def text(self) -> str:
        """Return what stands in the file; the same files give the same bytes."""
        return compact_json({"files": dict(self.files), "shell": self.shell, "along": dict(self.along)})


def list_with_new_files(text: str, prints: Mapping[str, str]) -> str:
    """Return the list of a unit in which some files hold something else now; ``prints`` are their fingerprints."""
    told = json.loads(text)
    told["files"].update({path: print_ for path, print_ in prints.items() if path in told["files"]})
    return compact_json(told)


def list_of(id_: str) -> str:
    """Return where the list of a unit stands."""
    return f"assets/units/{id_}/kept.json"


def ways_to_files(page: str) -> list[str]:
    """Return what a unit's hub, or its page of quizzes, leads to that is kept with the unit."""
    return _WAYS.findall(page)


def unit_lists(site: Path, files: Mapping[str, str], hall: tuple[str, ...]) -> Iterator[UnitList]:
    """Yield a list for each unit that has a page below ``site``; nothing for a site that stays whole.

    ``files`` are the fingerprints of everything that may be kept, ``hall`` the files that the presenter mode wants.
    """
    below: dict[str, list[str]] = {}
    for path in files:
        steps = path.split("/")
        for depth in (2, 3):
            if len(steps) > depth:
                below.setdefault("/".join(steps[:depth]), []).append(path)
    named: dict[str, list[str]] = {}
    for path in files:
        folder, _, name = path.rpartition("/")
        if f"{folder}/" in (_SHARDS, _LESSONS):
            named.setdefault(f"{folder}/{name.partition('.')[0]}", []).append(path)
    for hub in sorted((site / FOLDER).glob("*/index.html")):
        id_ = hub.parent.name
        quizzes = hub.parent / "quizzes" / "index.html"
        ways = ways_to_files(hub.read_text("utf-8"))
        ways += ways_to_files(quizzes.read_text("utf-8")) if quizzes.is_file() else []
        folders = (f"{FOLDER}/{id_}", f"assets/units/{id_}", *dict.fromkeys(ways))
        own = [path for folder in folders for path in below.get(folder, ())]
        banks = [way.partition("/")[2] for way in ways if way.startswith("quizzes/")]
        own += [f"assets/{kind}/{bank}.js" for bank in dict.fromkeys(banks) for kind in ("questions", "answers")]
        own += [path for folder in (_LESSONS, _SHARDS) for path in named.get(f"{folder}{id_}", ())]
        found = {path: files[path] for path in dict.fromkeys(own) if path in files and not path.endswith("/kept.json")}
        yield _list(id_, found, hall)


def _list(id_: str, found: Mapping[str, str], hall: tuple[str, ...]) -> UnitList:
    page = routes.within(id_, routes.HALL)
    later = (page, *(path for path in found if path.startswith(_LESSONS)))
    shell = tuple(path for path in found if path not in later and not path.startswith(("regulation/", "papers/")))
    along = {page: (*later[1:], *hall)} if page in found else {}
    return UnitList(id_, found, shell, along)
