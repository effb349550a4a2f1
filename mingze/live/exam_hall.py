"""An examination in memory: when it began, how long each person has, who handed in. What must last is in the ledger."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeAlias

from mingze import drawing
from mingze.live.attendance import Participant, RosterLine
from mingze.live.built_banks import BuiltBanks
from mingze.live.exam_files import form_of
from mingze.live.ledger import KeptHall
from mingze.live.live_hall import GRACE, LiveHall, Standing
from mingze.live.wire import Headers

Phase: TypeAlias = Literal["wait", "run", "over"]
Packed: TypeAlias = tuple[bytes, bytes]
EVERYBODY = 0
"""Nobody's number: the time of whoever has no more than all."""


class ExamHall(LiveHall):
    """A hall that sits a paper; its time goes on while the server is away.

    ``done`` are the host's actions with times and devices, ``handed`` says who handed in when, in milliseconds since
    1970; ``now`` is that time at this moment: from here on a clock counts that nobody sets and that goes on in a sleep.
    """

    def __init__(
        self,
        kept: KeptHall,
        people: Iterable[Participant],
        devices: dict[str, int],
        roster: Iterable[RosterLine] = (),
        *,
        done: Iterable[tuple[int, int, dict[str, Any]]] = (),
        handed: Mapping[int, int] | None = None,
        now: int = 0,
        clock: Callable[[], float] | None = None,
    ) -> None:
        done = list(done)
        super().__init__(kept, len(done), people, devices, roster, **({"clock": clock} if clock else {}))
        self.handed = dict(handed or {})
        self.minutes: int = kept.run["minutes"]
        """For everybody, with what was added for all."""
        self.extra: dict[int, int] = {}
        """Minutes that were added for one person."""
        self._begun: float | None = None
        self._ended: float | None = None
        self._papers: dict[str, Packed] = {}
        for at, _, action in done:
            self.follow(action, max(0, now - at) / 1000)

    def follow(self, action: Mapping[str, Any], ago: float = 0.0) -> None:
        """Take in what the host did, so many seconds ago."""
        at = self._clock() - ago
        self.slept = False
        if action["do"] == "begin":
            self._begun = at
        elif action["do"] == "end":
            self._ended = at
        elif action["do"] == "return":
            self.handed.pop(action["person"], None)
        elif action.get("person") is None:
            self.minutes += action["minutes"]
        else:
            self.extra[action["person"]] = self.extra.get(action["person"], 0) + action["minutes"]

    # time

    @property
    def phase(self) -> Phase:
        """Whether it has begun, and whether anybody still has time."""
        if self._begun is None:
            return "over" if self._ended is not None or self.is_over else "wait"
        return "run" if self._clock() <= self._closes(None) and not self.is_over else "over"

    @property
    def keeps_keys(self) -> bool:
        """See `LiveHall.keeps_keys`."""
        return self.phase == "run" and not self.kept.run["withheld"]

    def _closes(self, person: int | None) -> float:
        """Return when the time of a person is over; None for the last of all."""
        assert self._begun is not None
        extra = max(self.extra.values(), default=0) if person is None else self.extra.get(person, 0)
        end = self._begun + 60 * (self.minutes + extra)
        return end if self._ended is None else min(end, self._ended)

    def left_for(self, person: int | None) -> int:
        """Return the milliseconds left for a person, None for the last of all; -1 before the beginning."""
        if self._begun is None:
            return -1
        return 0 if self.is_over else max(0, round(1000 * (self._closes(person) - self._clock())))

    @property
    def is_settled(self) -> bool:
        """Whether nothing that arrives from now on counts."""
        if self._begun is None:
            return self._ended is not None
        return self._clock() > self._closes(None) + GRACE

    def slept_through(self) -> None:
        """Let the time go on, as it does for those who sit: the host sees what is left, and may add to it."""
        self.slept = True
        self.tell()

    # what phones show

    def form_of(self, person: Participant) -> str:
        """See `mingze.live.exam_files.form_of`."""
        return form_of(self.kept.run, person.id)

    def number(self, form: str) -> str:
        """Return the 卷号 of a form."""
        return drawing.paper_number(self.kept.run["paper"], self.kept.run["seed"], form)

    def standing_of(self, person: Participant, q: int, round_: int) -> Standing:
        """See `LiveHall.standing_of`."""
        if self._begun is None or q >= len(self.kept.run["questions"]) or round_ != 1:
            return "unknown"
        if person.id in self.handed:
            return "late"
        return "open" if self._clock() <= self._closes(person.id) + GRACE else "late"

    def personal(self, person: Participant | None) -> Headers:
        """See `LiveHall.personal`; ``X-Mingze-Handed`` is 1 once they handed in."""
        is_in = person is not None and person.id in self.handed
        left = self.left_for(person.id if person else None)
        return (("X-Mingze-Left", str(left)), ("X-Mingze-Handed", str(int(is_in))))

    def own(self, person: Participant) -> dict[str, Any]:
        """See `LiveHall.own`."""
        return {"form": self.form_of(person), "handed": person.id in self.handed}

    def paper(self, form: str) -> Packed:
        """Return a form of the paper as JSON, and the same packed: made once, however many ask."""
        if form not in self._papers:
            run = self.kept.run
            said = {
                "form": form,
                "number": self.number(form),
                "id": run["paper"],
                "seed": run["seed"],
                "sections": run["sections"],
                "ids": run["asked"][form],
                "places": [one["id"] for one in run["questions"]],
                "questions": run["shown"],
                "groups": run["groups"],
            }
            text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
            self._papers[form] = text, gzip.compress(text, 9, mtime=0)
        return self._papers[form]

    def _said(self, epoch: str, banks: BuiltBanks) -> dict[str, Any]:
        is_over = self.is_over or self._ended is not None
        view = "over" if is_over else "wait" if self._begun is None else "exam"
        return {
            "v": self._version,
            "epoch": epoch,
            "hall": self.kept.id[:8],
            "title": self.kept.run["title"],
            "teams": [],
            "roster": bool(self.roster),
            "total": len(self.kept.run["questions"]),
            "exam": {"minutes": self.minutes},
            "view": view,
        }
