"""Compare what two folders of outputs say: pages, hand-outs, papers, decks, the search index, data and tables.

For a change that moves code and should move no word: make everything before and after (`bench.outputs`), then
``python -m bench.texts OLD NEW`` prints each file whose words differ, with the lines that do, and exits with 1.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from mingze.search.emit import FIELD

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SPOKEN = ("alt", "aria-label", "content", "placeholder", "title", "value")
"""Attributes whose words a reader sees or hears."""
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "code",
    "em",
    "i",
    "kbd",
    "mark",
    "rt",
    "ruby",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}
_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'")
_CHINESE = re.compile(r"[\u3400-\u9fff]|\\u[3-9][0-9a-f]{3}")
_INDEX = "window.mingze.searchData="
_SPACES = re.compile(r"\s+")


def texts(site: Path) -> dict[str, list[str]]:
    """Return the lines of words of every file below a built site, by its path; files without words are left out."""
    found = {}
    for file in sorted(site.rglob("*")):
        reader = _READERS.get(file.suffix)
        if reader and file.is_file():
            lines = [_SPACES.sub(" ", line).strip() for line in reader(file)]
            found[file.relative_to(site).as_posix()] = [line for line in lines if line]
    return found


def differences(old: dict[str, list[str]], new: dict[str, list[str]]) -> Iterator[str]:
    """Yield a unified difference for each file that says something else, or stands on one side only."""
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield f"{'+++' if before is None else '---'} {name}：只有一边有"
        elif before != after:
            yield from difflib.unified_diff(before, after, name, name, lineterm="", n=0)


def _page(file: Path) -> Iterable[str]:
    reader = _Page()
    reader.feed(file.read_text("utf-8"))
    reader.close()
    return reader.lines


class _Page(HTMLParser):
    """Reads a page's words, a line a block; scripts' data are read as literals."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag in ("script", "style"):
            self._silent = tag
        self.lines[-1] += "".join(f"[{name}={value}]" for name, value in attrs if name in _SPOKEN and _chinese(value))

    def handle_endtag(self, tag: str) -> None:
        self._silent = ""
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._silent == "script":
            self.lines += _literals(data)
        elif not self._silent:
            self.lines[-1] += data

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.lines.append("")


def _script(file: Path) -> Iterable[str]:
    code = file.read_text("utf-8")
    index = code.partition(_INDEX)[2]
    return _index(json.loads(index.rstrip().rstrip(";"))) if index else _literals(code)


def _index(data: dict[str, Any]) -> list[str]:
    """Return the texts of a search index, a line each; their code is told in `mingze.search.emit`."""
    alphabet, single, code = data["alphabet"], data["single"], data["text"]
    digits = "".join(chr(n) for n in range(32, 127) if chr(n) not in '"\\')
    base, leads = len(digits), len(digits) - 1 - single
    words, at = [], 0
    while at < len(code):
        first = digits.index(code[at])
        length = 1 if first < single else 2 if first < base - 1 else 4
        number = 0
        for digit in code[at + 1 : at + length]:
            number = number * base + digits.index(digit)
        place = first if length == 1 else single + number + ((first - single) if length == 2 else leads) * base
        words.append(alphabet[place])
        at += length
    return "".join(words).split(FIELD)


def _plain(file: Path) -> Iterable[str]:
    return file.read_text("utf-8-sig").splitlines()


def _literals(code: str) -> list[str]:
    """Return the string literals with Chinese words, without their quotation marks."""
    return [found[1:-1] for found in _LITERAL.findall(code) if _CHINESE.search(found)]


def _chinese(text: str | None) -> bool:
    return bool(text and _CHINESE.search(text))


def _printed(file: Path) -> Iterable[str]:
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _word(file: Path) -> Iterator[str]:
    return _office(file, re.compile(r"word/(document|header\d*|footer\d*)\.xml"), f"{_WORD}p", f"{_WORD}t")


def _slides(file: Path) -> Iterator[str]:
    return _office(file, re.compile(r"ppt/(slides|notesSlides)/\w+\.xml"), f"{_DRAWING}p", f"{_DRAWING}t")


def _office(file: Path, parts: re.Pattern[str], paragraph: str, run: str) -> Iterator[str]:
    with zipfile.ZipFile(file) as package:
        names = sorted(filter(parts.fullmatch, package.namelist()), key=lambda name: (len(name), name))
        for name in names:
            tree = ET.fromstring(package.read(name))
            yield from ("".join(t.text or "" for t in p.iter(run)) for p in tree.iter(paragraph))


_READERS: dict[str, Callable[[Path], Iterable[str]]] = {
    ".html": _page,
    ".csv": _plain,
    ".txt": _plain,
    ".js": _script,
    ".json": _script,
    ".pdf": _printed,
    ".docx": _word,
    ".pptx": _slides,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.texts", description="比较两个站点说的话")
    parser.add_argument("old", type=Path, metavar="旧站点")
    parser.add_argument("new", type=Path, metavar="新站点")
    arguments = parser.parse_args()
    old, new = texts(arguments.old), texts(arguments.new)
    lines = list(differences(old, new))
    print("\n".join(lines))
    changed = sum(line.startswith("+++") or (line.startswith("--- ") and "只有一边有" in line) for line in lines)
    print(f"比较了 {len(old.keys() | new.keys())} 个文件，{changed} 个说的不一样")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
