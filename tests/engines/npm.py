"""Packages of the npm registry that tests need: fetched by its ordinary client, each with its hash."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent.parent / ".cache" / "engines"
"""Where they are kept; not in the repository."""


NODE = Path(sys.executable).with_name("node")
"""Node, which a locked wheel brings, with its npm beside it."""


class Package(NamedTuple):
    """A package as it was looked at once."""

    name: str
    """With its version: ``acorn@8.19.0``."""
    integrity: str
    """SHA-512 as the registry gives it, in base64."""


def file_of(package: Package, member: str, to: Path) -> Path:
    """Fetch a package and unpack one file of it to ``to``; raises ``ValueError`` for a package with another hash."""
    to.parent.mkdir(parents=True, exist_ok=True)
    command = [str(NODE.with_name("npm")), "pack", "--silent", "--pack-destination", str(to.parent), package.name]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    packed = to.parent / name
    found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if found != package.integrity:
        packed.unlink()
        raise ValueError(f"{package.name}: sha512-{found}")
    with tarfile.open(packed) as archive:
        stream = archive.extractfile(f"package/{member}")
        assert stream is not None
        part = to.with_suffix(".part")
        part.write_bytes(stream.read())
    part.replace(to)  # whole or not at all
    packed.unlink()
    return to
