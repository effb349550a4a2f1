"""Somebody of a roster, and the serial that sheets printed for them carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

from msgspec import Struct

from mingze import drawing
from mingze.sheets.sheet_parts import UNIQUE


class RosterPerson(Struct, frozen=True):
    """A line of a roster."""

    name: str
    unit: str = ""
    number: str = ""
    """The 考号 (编号, 工号 …), "" where the roster has none."""
    form: str = ""
    """The 卷别 they get, "" where the roster does not say."""
    place: str = ""
    """Where it stands, for faults: ``名单.csv:3``."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells people apart."""
        return self.number, self.name, self.unit


def serials(people: Sequence[RosterPerson]) -> list[str]:
    """Return a serial of five characters for each, made from number, name and unit alone.

    So the same roster names the same sheets whenever it is read, and no list need be kept. Where two people would have
    the same one (with 200 people once in 1,700 rosters), neither has it: both are given others, so that a line that is
    added later never makes one person's printed sheet another's.
    """
    out: dict[tuple[str, str, str], str] = {}
    taken = {UNIQUE}
    left = list(dict.fromkeys(person.identity for person in people))
    for turn in count():
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for identity in left:
            found[_serial(identity, turn)].append(identity)
        left = []
        for serial, holders in found.items():
            if len(holders) > 1 or serial in taken:
                left += holders
            else:
                out[holders[0]] = serial
        taken.update(found)
        if not left:
            break
    return [out[person.identity] for person in people]


def _serial(identity: tuple[str, str, str], turn: int) -> str:
    return drawing.base32("\n".join((*identity, str(turn))), len(UNIQUE))
