"""Do what `mingze check` prints, to the letter, as somebody does who knows neither YAML nor the program."""

from __future__ import annotations

import re
from pathlib import Path

_FAULT = re.compile(r"^(?:错误|警告)\[(?P<code>[a-z-]+)\] (?P<message>.*)$", re.MULTILINE)
_PLACE = re.compile(r"^ *--> (?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+)$", re.MULTILINE)
_LINES = re.compile(
    r"(?:把第 (?P<first>\d+)(?: 至 (?P<last>\d+))? 行换成|在第 (?P<before>\d+) 行前面加上"
    r"|删掉第 (?P<gone>\d+) 行)(?P<lines>：\n[\s\S]*)?$"
)
_RENAMED = re.compile(r"把文件名 `(?P<old>[^`]+)` 改成 `(?P<new>[^`]+)`")
_WHOLE_PATH = re.compile(r"完整路径 `(?P<path>[^`]+)`|成为 `(?P<moved>[^`]+)`")
_FOLDER = re.compile(r"`(?P<old>[^`]+)` 里的文件读不到[\s\S]*修改：改成 `(?P<new>[^`]+)`")


def blocks_of(printed: str) -> list[str]:
    """Split what is printed in the text format into faults."""
    body = printed.rpartition("\n\n共 ")[0]
    starts = [match.start() for match in _FAULT.finditer(body)]
    return [body[a:b].rstrip("\n") for a, b in zip(starts, [*starts[1:], len(body)], strict=False)]


def obey(root: Path, printed: str) -> int:
    """Carry out every advice that is concrete; returns how many were. Lines are mended from the bottom up."""
    edits: dict[str, list[tuple[int, int, list[str]]]] = {}
    moves: dict[str, str] = {}
    for block in blocks_of(printed):
        place = _PLACE.search(block)
        assert place, block
        advice = block.partition("修改：")[2]
        file = place["file"]
        if found := _LINES.search(advice):
            lines = found["lines"][2:].split("\n") if found["lines"] else []
            if found["before"]:
                edit = (int(found["before"]), int(found["before"]) - 1, lines)
            else:
                first = int(found["first"] or found["gone"])
                edit = (first, int(found["last"] or first), lines)
            edits.setdefault(file, []).append(edit)
        elif found := _RENAMED.search(advice):
            moves[file] = f"{file.rpartition('/')[0]}/{found['new']}"
        elif found := _WHOLE_PATH.search(advice):
            moves[file] = found["path"] or found["moved"]
        elif found := _FOLDER.search(block):
            moves[found["old"]] = found["new"]
    for file, changes in edits.items():
        path = root / file
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        for first, last, lines in sorted({(a, b, tuple(c)) for a, b, c in changes}, reverse=True):
            text[first - 1 : last] = lines
        path.write_text("\n".join(text), "utf-8")
    for old, new in moves.items():
        _move(root / old, root / new)
    return sum(map(len, edits.values())) + len(moves)


def _move(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    if old.is_dir() and new.is_dir():
        for path in [p for p in old.rglob("*") if p.is_file()]:
            _move(path, new / path.relative_to(old))
    else:
        old.rename(new)
