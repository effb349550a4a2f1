"""Whose a page is: by the serial it was printed with, by the 考号 filled in, or as a person decided; never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mingze.intake.intake_records import OwnerRecord, PageFate, Sitter
from mingze.intake.page_note import PageNote
from mingze.intake.settlement import owner_key
from mingze.roster.roster_person import RosterPerson, serials
from mingze.sheets.sheet_parts import UNIQUE

_MOST_CANDIDATES = 5
_MOST_UNKNOWN = 2
"""With more digits that say nothing anybody may be meant."""
_NO_ROSTER = "这张卡是按名单印的：请加 --roster 名单 再读"


class Owned(Struct, frozen=True):
    """What was found out of a page."""

    sitter: str
    """"" where it is nobody's yet, or was set aside."""
    fate: PageFate | None = None
    """Where it is nobody's."""
    words: str = ""


class Owners:
    """The people who may have written; without a roster they are found by their 考号."""

    def __init__(self, roster: Sequence[RosterPerson] | None, decisions: Mapping[str, Any]) -> None:
        self.sitters: dict[str, Sitter] = {}
        self.told: list[str] = []
        self._roster = roster is not None
        self._decisions = decisions
        self._by_serial: dict[str, str] = {}
        people = list(roster or ())
        for person, serial in zip(people, serials(people), strict=True):
            sitter = Sitter(person.number or f"#{serial}", person, serial)
            self.sitters[sitter.key] = sitter
            self._by_serial[serial] = sitter.key
        self._by_number: dict[int, dict[str, list[str]]] = {}

    def of(self, note: PageNote) -> Owned:
        """Say whose a page is whose edition is known."""
        decided = self._decided(note)
        if decided is not None:
            return decided
        if note.serial != UNIQUE:
            key = self._by_serial.get(note.serial)
            if key:
                return Owned(key)
            unknown = (
                f"编号 {note.serial} 不在名单里：名单在印卡以后改过，或者是别场的卡。请用印卡时的名单，或在核对页上认领"
            )
            return Owned("", "stranger", unknown if self._roster else _NO_ROSTER)
        number = note.number
        if not set(number) <= set("0123456789"):
            said = "没有涂" if set(number) == {"_"} else f"读作 {number}，不清楚"
            return Owned("", "owner", f"考号{said}：请在核对页上认领")
        if not self._roster:
            self._found(number)
            return Owned(number)
        holders = self._numbers(len(number)).get(number, [])
        if len(holders) == 1:
            return Owned(holders[0])
        words = f"考号 {number} 不在名单里" if not holders else f"考号 {number} 在名单里有 {len(holders)} 个人"
        return Owned("", "stranger", f"{words}：可能涂错了。请在核对页上认领")

    def record(self, note: PageNote, words: str, neighbours: Iterable[str]) -> OwnerRecord:
        """Return what a person needs to say whose a page is; ``neighbours`` own the pages before and after it."""
        number = note.number if note.serial == UNIQUE else ""
        candidates = list(dict.fromkeys([*self._alike(note, number), *neighbours]))[:_MOST_CANDIDATES]
        assert note.names
        settled = self._decisions.get(owner_key(note.picture))
        return OwnerRecord(
            owner_key(note.picture),
            note.picture,
            note.source,
            note.paper,
            note.page,
            words,
            number,
            tuple(candidates),
            note.names,
            note.digits,
            settled if settled is not None and self._decided(note) else None,
        )

    def _decided(self, note: PageNote) -> Owned | None:
        settled = self._decisions.get(owner_key(note.picture))
        if settled is None:
            return None
        if settled == "":
            return Owned("", "aside", "核对时放在一边，没有计")
        if settled in self.sitters:
            return Owned(settled)
        if not self._roster and settled.isascii() and settled.isdigit():
            self._found(settled)
            return Owned(settled)
        told = f"{note.source}：核对结果里认领的 {settled} 不在名单里，没有用上"
        if told not in self.told:
            self.told.append(told)
        return None

    def _found(self, number: str) -> None:
        self.sitters.setdefault(number, Sitter(number, RosterPerson("", number=number), ""))

    def _numbers(self, digits: int) -> dict[str, list[str]]:
        """Return who has which number as a grid of so many digits has it: 17 is 000017 there."""
        if digits not in self._by_number:
            found: dict[str, list[str]] = defaultdict(list)
            for sitter in self.sitters.values():
                number = sitter.person.number
                if number.isascii() and number.isdigit() and len(number) <= digits:
                    found[number.zfill(digits)].append(sitter.key)
            self._by_number[digits] = found
        return self._by_number[digits]

    def _alike(self, note: PageNote, number: str) -> list[str]:
        """Return whose number it may be: those that differ in what was not plain, or in one digit."""
        if not number or set(number) <= set("_"):
            return []
        hints = "".join(
            row.suggestion or "?" if row.state == "doubt" else row.marks or "?"
            for key, row in note.rows.items()
            if key.startswith("0.")
        )
        if hints.count("?") > _MOST_UNKNOWN:
            return []
        known = self._numbers(len(number)) if self._roster else {}
        far = {other: sum(a != b for a, b in zip(hints, other, strict=True)) for other in known}
        least = 1 + hints.count("?")
        near = sorted((apart, other) for other, apart in far.items() if apart <= least)
        if not self._roster and hints.isdigit():
            return [hints]
        return [key for _, other in near for key in known[other]]
