"""The site's styles and scripts, put together from the files of the web side as its manifest lists them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import rjsmin
from msgspec import Struct

from mingze.pages.compiled import made_once

WEB = Path(__file__).parent.parent / "web"
MANIFEST = WEB / "manifest.yml"
"""Which files there are and where they go: its comments say what each list means."""
_MODES = {
    "common/mode-dark.css": "(prefers-color-scheme: dark)",
    "common/mode-contrast.css": "(prefers-contrast: more)",
}
_STRICT = '"use strict";'


class Asset(Struct, frozen=True):
    """A file of ``assets/`` that only some pages want."""

    name: str
    subject: str
    files: tuple[str, ...]
    """What it is put together from, below `WEB`; none where it is made of the data."""
    modules: tuple[str, ...] = ()
    """The components whose pages load it at once; none where a script asks for it."""
    along: bool = False
    """Kept on a device with the pages that want it, not from the first visit on."""
    divided: bool = False
    """Only on sites divided into units."""

    @property
    def path(self) -> str:
        """Its address from the root of the site."""
        return f"assets/{self.name}"

    def content(self) -> str:
        """Return its text."""
        join = _joined if self.name.endswith(".js") else _styles
        return join(self.files)


class Manifest(Struct, frozen=True):
    """The web side: what stands on every page, and what some load."""

    early: str
    style: tuple[str, ...]
    later: tuple[str, ...]
    """Of these, what a divided site's pages have in a file of its own, in the same order."""
    again: tuple[str, ...]
    """Of these, what stands in both parts there."""
    script: tuple[str, ...]
    inline: Mapping[str, str]
    worker: Mapping[str, str]
    alone: Mapping[str, Mapping[str, tuple[str, ...]]]
    """``style`` and ``script`` of pages that stand alone, by subject; no files of the site."""
    assets: tuple[Asset, ...]

    def of_module(self, module: str) -> tuple[Asset, ...]:
        """Return what pages that hold this component load at once."""
        return tuple(asset for asset in self.assets if module in asset.modules)

    def asset(self, name: str) -> Asset:
        """Return the file of this name; raises ``KeyError`` where there is none."""
        return {asset.name: asset for asset in self.assets}[name]


@functools.cache
def manifest() -> Manifest:
    """Read the manifest; it ships with the program, so that what is wrong in it is a fault of ours."""
    data = made_once("manifest", MANIFEST.read_bytes(), _parsed)
    assets = [
        _asset(subject, name, about) for subject, group in data["subjects"].items() for name, about in group.items()
    ]
    return Manifest(
        early=data["early"],
        style=tuple(data["style"]),
        later=tuple(file for file in data["style"] if file in {*data["later"], *data["again"]}),
        again=tuple(data["again"]),
        script=tuple(data["script"]),
        inline=data["inline"],
        worker=data["worker"],
        alone={
            name: {
                kind: tuple(found for file in files[kind] for found in _found(f"{file}{suffix}"))
                for kind, suffix in (("style", ".css"), ("script", ".js"))
            }
            for name, files in data["alone"].items()
        },
        assets=tuple(assets),
    )


def _parsed(source: bytes) -> Any:
    import yaml  # noqa: PLC0415  (takes longer to load than a unit's page to print)

    return yaml.load(source, yaml.CSafeLoader)


def _asset(subject: str, name: str, about: Mapping[str, Any]) -> Asset:
    suffix = PurePosixPath(name).suffix
    files = tuple(found for file in about.get("files", ()) for found in _found(f"{file}{suffix}"))
    given = about.get("with", [])
    modules = (given,) if isinstance(given, str) else tuple(given)
    return Asset(name, subject, files, modules, about.get("offline") == "along", about.get("divided") == "only")


def _found(file: str) -> list[str]:
    """Return a file, or by name those that a ``*`` stands for."""
    return sorted(path.relative_to(WEB).as_posix() for path in WEB.glob(file)) if "*" in file else [file]


def style_sheet() -> str:
    """Return the style sheet: tokens, modes, elements, frame, components by name, print last.

    It stands in the head of every page, so that a page is drawn after one answer from the server instead of two.
    """
    return _styles(manifest().style)


def first_sheet() -> str:
    """Return the part of the style sheet that posts and articles of a divided site hold (docs/decisions/036)."""
    found = manifest()
    return _styles(file for file in found.style if file not in found.later or file in found.again)


def later_sheet() -> str:
    """Return the rest of it, which these pages share: ``assets/later.css``."""
    return _styles(manifest().later)


def early_script() -> str:
    """Return the script that stands in the head of every page and runs before the first paint."""
    return _joined([manifest().early])


def inline_script(page: str) -> str:
    """Return the script that stands on a page, behind what it fills. Raises ``KeyError`` for one that has none."""
    return _joined([manifest().inline[page]])


def script() -> str:
    """Return the script of every page.

    A classic script, so that it runs from ``file://`` too.
    """
    return _joined(manifest().script)


def lone_style(name: str) -> str:
    """Return the style of a page that stands alone. Raises ``KeyError`` for one that there is not."""
    return _styles(manifest().alone[name]["style"])


def lone_script(name: str) -> str:
    """Return the script of that page."""
    return _joined(manifest().alone[name]["script"])


def worker_script(*, on: bool = True) -> str:
    """Return the service worker without the edition it keeps, or what stands in its place on a site that wants none."""
    return _joined([manifest().worker["kept" if on else "removed"]])


def _joined(files: Iterable[str]) -> str:
    """Put scripts, each of which has a scope of its own, together, without what only their readers need.

    What the first says of strictness holds for all.
    """
    first, *rest = (rjsmin.jsmin(_read(file)) for file in files)
    return "\n".join([first, *(text.removeprefix(_STRICT) for text in rest)])


def _styles(files: Iterable[str]) -> str:
    return _without_comments("\n".join(_mode(file) if file in _MODES else _read(file) for file in files))


def _mode(file: str) -> str:
    """Give a mode twice: chosen by the reader, and asked for by the system while the reader has chosen none."""
    rules = _read(file)
    chosen = f':root[data-mode="{PurePosixPath(file).stem.removeprefix("mode-")}"]'
    return f"{rules}@media {_MODES[file]} {{\n{rules.replace(chosen, ':root:not([data-mode])')}}}\n"


def _without_comments(text: str) -> str:
    """Drop comments, indentation and empty lines of styles; ours hold none of these inside strings."""
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/ ?", "", text, flags=re.DOTALL).splitlines())
    return "\n".join(filter(None, lines))


def _read(name: str) -> str:
    return (WEB / name).read_text("utf-8")
