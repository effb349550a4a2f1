"""The service worker of a finished site: its script and the list of what it may keep."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from mingze.kept.prints import Entry
from mingze.pages.assets import manifest, worker_script
from mingze.publish.unit_lists import UnitList, unit_lists
from mingze.text.compact_json import compact_json
from mingze.views import routes

SCRIPT = "sw.js"
_KEPT = (".html", ".js", ".css", ".svg")
_SHELL = (
    *(routes.HOME, routes.ROLES, routes.QUIZZES, routes.PRACTICE),
    *(routes.PROGRESS, routes.SEARCH, routes.OFFLINE),
)
"""Pages that are kept from the first visit on, beside those of the roles."""
_BANKS = ("assets/questions/", "assets/answers/")
_SEARCH = "assets/search/"
"""Parts of a large site's index: a unit's shards are kept once its reader has searched."""
_SHARED_SHARDS = f"{_SEARCH}units/site_"
_LOOKED_INTO = tuple(f"{_SEARCH}{folder}/" for folder in ("grams", "pieces", "pairs"))
"""What leads to other units: thousands of small files, whose fingerprints would weigh more than they are worth."""
_DIGITS = 16
_EDITION = "const EDITION = "
"""How the line begins that says what the worker keeps."""
_BANK_LINK = re.compile(r'href="../../quizzes/([a-z0-9-]+)/index.html"')
_BANK_PAGE = re.compile(r"^quizzes/([a-z0-9-]+)/(?:[0-9]+/)?index\.html$")


def write_worker(site: Path, own: Mapping[str, Entry], *, on: bool) -> None:
    """Write the worker to the root of ``site``; off, one that removes the worker a browser may still have.

    ``own`` are the fingerprints of its files, in their order. The same files give the same bytes, so that browsers see
    no new edition in them.
    """
    files = dict(_kept_files(own)) if on else {}
    lists = list(unit_lists(site, files, _hall()))
    for one in lists:
        place = site / one.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(one.text(), "utf-8", newline="\n")
    script = f"{_edition(site, files, lists) if on else ''}{worker_script(on=on)}"
    (site / SCRIPT).write_text(f"{script}\n", "utf-8", newline="\n")


def _edition(site: Path, files: Mapping[str, str], lists: Sequence[UnitList]) -> str:
    kept: dict[str, Any] = {}
    if lists:  # whose files each device learns of its own units alone
        of_units = {path for one in lists for path in one.files}
        files = {path: print_ for path, print_ in files.items() if path not in of_units and not _is_far(path)}
        kept["units"] = {one.id: fingerprint(one.text().encode()) for one in lists}
    shell = [path for path in files if _is_shell(path)]
    kept = {"files": files, "shell": shell, "along": _along(site, files), **kept}
    return f"{_EDITION}{compact_json({'version': _version(kept), **kept})};\n"


def with_new_files(script: str, prints: Mapping[str, str], lists: Mapping[str, str]) -> str:
    """Return the worker's script of a site in which some files hold something else now, and none came or went.

    ``prints`` are the SHA-256 of these files, ``lists`` the texts of the lists of units (`UnitList`) that changed.
    """
    line, _, rest = script.partition("\n")
    if not line.startswith(_EDITION):
        return script
    kept = json.loads(line.removeprefix(_EDITION).removesuffix(";"))
    del kept["version"]
    kept["files"].update({path: print_[:_DIGITS] for path, print_ in prints.items() if path in kept["files"]})
    if lists:
        kept["units"].update({id_: fingerprint(text.encode()) for id_, text in lists.items()})
    return f"{_EDITION}{compact_json({'version': _version(kept), **kept})};\n{rest}"


def _version(kept: Mapping[str, Any]) -> str:
    return hashlib.sha256(compact_json(kept).encode()).hexdigest()[:16]


def _kept_files(own: Mapping[str, Entry]) -> Iterable[tuple[str, str]]:
    """Yield every file that may be kept, with the first 16 hexadecimal digits of its SHA-256."""
    for path, entry in own.items():
        if path.endswith(_KEPT) and path not in (SCRIPT, "404.html") and not path.startswith(_LOOKED_INTO):
            yield path, str(entry[0])[:_DIGITS]


def fingerprint(content: bytes) -> str:
    """Return the first 16 hexadecimal digits of a SHA-256, as the worker reckons them too."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def _is_far(path: str) -> bool:
    """Whether a file stands deep in ``assets/`` and is no shared bank's: of those there are as many as units."""
    return path.count("/") > 1 and path.startswith("assets/") and not path.startswith((*_BANKS, _SHARED_SHARDS))


def _is_shell(path: str) -> bool:
    if path.endswith(".html"):
        return path in _SHELL or path.startswith("roles/")
    return not path.startswith((*_BANKS, _SEARCH)) and path not in _hall()


def _hall() -> tuple[str, ...]:
    """Return the files that are kept with the presenter mode."""
    return tuple(asset.path for asset in manifest().assets if asset.along)


def _along(site: Path, files: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what is kept along with a page: with a role its banks, with a bank its questions for other pages.

    With the presenter mode everything it may ask for: a hall often has no network.
    """
    along = {}
    if routes.HALL in files:
        hall = _hall()
        along[routes.HALL] = [path for path in files if path.startswith(_BANKS) or path in hall]
    for path in files:
        id_ = path.partition("/")[2].removesuffix("/index.html")
        banks = _BANK_PAGE.findall(path)
        if path == routes.role(id_):
            banks = list(dict.fromkeys(_BANK_LINK.findall((site / path).read_text("utf-8"))))
        wanted = [
            one
            for bank in banks
            for one in (*_pages_of(bank, files), f"assets/questions/{bank}.js", f"assets/answers/{bank}.js")
            if one in files and one != path
        ]
        if wanted:
            along[path] = wanted
    return along


def _pages_of(bank: str, files: Mapping[str, str]) -> Iterable[str]:
    """Yield the pages of a bank, of a long one its further parts as well."""
    parts = (routes.bank(bank, number) for number in count(1))
    return takewhile(files.__contains__, parts)
