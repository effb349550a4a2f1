"""Variations of the ways in which banks are typed, as blocks of a text: what stands there, and what must come out.

A block begins with ``==== name``; ``!! code`` names a notice that must be told, ``=> line`` a question as
`test_typed_cases.line` writes it, ``OUT text`` a part that must be left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass
class Variation:
    """One way of typing."""

    name: str
    text: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[list[str]]:
        """Its text as rows of cells: `` | `` stands between them, ``⏎`` for a line break."""
        return [[cell.strip().replace("⏎", "\n") for cell in line.split(" |")] for line in self.text]


def variations(file: str) -> list[Variation]:
    """Return the blocks of a file beside this one."""
    out: list[Variation] = []
    for line in (_HERE / file).read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "====":
            out.append(Variation(rest))
        elif mark == "=>":
            out[-1].questions.append(rest)
        elif mark == "!!":
            out[-1].told.add(rest)
        elif mark == "OUT":
            out[-1].left_out.append(rest)
        else:
            out[-1].text.append(line)
    return out
