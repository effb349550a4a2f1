"""Printed documents as tests read them: words, lines, places and fonts, by poppler's tools."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MM = 72 / 25.4
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SAME_LINE = 4
"""Words whose middles are less than this many points apart stand on one line."""
_SPACES = re.compile(r"\s+")


def bare(text: str) -> str:
    """Return a text without white space, as words are compared."""
    return _SPACES.sub("", text)


@dataclass(frozen=True)
class Line:
    """Words at one height, in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Printed:
    """A PDF file."""

    path: Path

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        return self._run("pdftotext", self.path, "-").split("\f")[:-1]

    @cached_property
    def words(self) -> str:
        """All text without white space."""
        return bare("".join(self.pages))

    @cached_property
    def raw(self) -> list[str]:
        """The text of each page in the order in which it was set, turned words included."""
        return self._run("pdftotext", "-raw", self.path, "-").split("\f")[:-1]

    @cached_property
    def lines(self) -> list[list[Line]]:
        """The lines of each page from top to bottom."""
        root = ET.fromstring(self._run("pdftotext", "-bbox", self.path, "-"))
        return [list(_lines(page)) for page in root.iter(f"{_XHTML}page")]

    def fonts(self) -> list[list[str]]:
        """The table of ``pdffonts``: name, type (in two or three words), encoding, emb, sub, uni, object."""
        return [row.split() for row in self._run("pdffonts", self.path).splitlines()[2:]]

    def sizes(self) -> Counter[int]:
        """How many characters stand in each size, in points."""
        text = self._run("pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", self.path)
        root = ET.fromstring(text.split("?>", 1)[1].split(">", 1)[1])
        size = {font.get("id"): int(font.get("size", "0")) for font in root.iter("fontspec")}
        counted: Counter[int] = Counter()
        for one in root.iter("text"):
            counted[size[one.get("font")]] += len("".join(one.itertext()))
        return counted

    def ink(self) -> int:
        """How many dots the first page takes on a black-and-white printer of 300 dpi."""
        command = ["pdftoppm", "-r", "300", "-mono", "-l", "1", str(self.path)]
        data = subprocess.run(command, capture_output=True, check=True).stdout
        return sum(byte.bit_count() for byte in data.split(b"\n", 2)[2])

    def _run(self, *command: str | Path) -> str:
        done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
        return done.stdout.decode("utf-8")


def _lines(page: ET.Element) -> Iterator[Line]:
    places = ("xMin", "yMin", "xMax", "yMax")
    words = [Line(word.text or "", *(float(word.get(name, "0")) for name in places)) for word in page]
    rows: list[list[Line]] = []
    for word in sorted(words, key=lambda one: one.top + one.bottom):
        middle = (word.top + word.bottom) / 2
        if rows and middle - (rows[-1][0].top + rows[-1][0].bottom) / 2 < _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda one: one.left)
        yield Line(
            "".join(word.text for word in row),
            min(word.left for word in row),
            min(word.top for word in row),
            max(word.right for word in row),
            max(word.bottom for word in row),
        )
