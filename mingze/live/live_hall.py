"""One hall in memory: what its phones show, until when answers count, who is there. What must last is in the ledger."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct

from mingze.live.attendance import Participant, RosterLine
from mingze.live.built_banks import BuiltBanks
from mingze.live.given import BadField, Given
from mingze.live.ledger import KeptHall
from mingze.live.wire import Headers

GRACE = 2.0
"""Seconds after the close in which what was on its way still counts."""
PRESENT = 45.0
"""Seconds for which somebody is there after they were heard: two waits and what a weak signal costs."""
HEARD = 5.0
"""Seconds after which it is stored again that the host's page asks: the board of halls shows it."""
_TOLD_TOGETHER = 50
"""How many phones are told at a stretch."""
_LONGEST, _MOST_PARTS = 86_400_000, 20
View: TypeAlias = Literal["wait", "dossier", "ask", "votes", "reveal", "why", "end"]
REVEALING = ("reveal", "why")
Standing: TypeAlias = Literal["open", "late", "unknown"]


class Shown(Struct, frozen=True):
    """What stands on the screen, as far as phones follow it; a host's page says it with each action."""

    at: int = 0
    view: View = "wait"
    round: int = 1
    open: bool = False
    """Whether answers to this question and round are taken."""
    left: int | None = None
    """Milliseconds for it from now on; None without a limit."""
    order: tuple[int, ...] = ()
    """The parts of the question in the order of the screen."""

    @property
    def asked(self) -> tuple[int, int]:
        """Question and round."""
        return self.at, self.round


def read_shown(found: object, questions: int) -> Shown | None:
    """Return what a host's page says is shown; None where it cannot be meant."""
    try:
        given = Given(found)
        return Shown(
            given.whole("at", 0, questions - 1, 0),
            given.one_of("view", get_args(View), "wait"),
            given.whole("round", 1, 2, 1),
            given.flag("open", default=False),
            given.maybe_whole("left", 0, _LONGEST),
            given.wholes("order", 0, _MOST_PARTS, _MOST_PARTS),
        )
    except BadField:
        return None


class LiveHall:
    """What changes from second to second; lost with the process, made again from the ledger."""

    def __init__(
        self,
        kept: KeptHall,
        next_action: int,
        people: Iterable[Participant],
        devices: dict[str, int],
        roster: Iterable[RosterLine] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.kept = kept
        self.next_action = next_action
        self.devices = devices
        self.people = {person.key_hash: person for person in people}
        self.roster = {line.no: line for line in roster}
        self.seen: dict[int, float] = {}
        self.acting = asyncio.Lock()
        self.slept = False
        """Whether the computer slept while a question ran: its time stands still until the host goes on."""
        self.shown = Shown()
        self.deadline: float | None = None
        self._clock = clock
        self._heard = float("-inf")
        self._closed: dict[tuple[int, int], float] = {}
        self._waiting: dict[asyncio.Future[None], None] = {}
        self._told: deque[asyncio.Future[None]] = deque()
        self._version = time.time_ns() // 1_000_000  # of no hall of this code that was in memory before
        self._body: tuple[bytes, bytes] | None = None
        if shown := read_shown(kept.shown, len(kept.run["questions"])):
            self.show(shown)

    @property
    def version(self) -> int:
        """Goes up with what phones show."""
        return self._version

    @property
    def is_over(self) -> bool:
        """Whether the host has ended it."""
        return self.kept.closed is not None

    @property
    def keeps_keys(self) -> bool:
        """Whether keys that the site shows would help somebody in an examination just now."""
        return False

    # what is shown

    def show(self, shown: Shown) -> None:
        """Put something else on all phones."""
        now = self._clock()
        if self.shown.open and (self.shown.asked != shown.asked or not shown.open):
            self._closed[self.shown.asked] = min(now, self.deadline or now)
        if shown.open:
            self._closed.pop(shown.asked, None)
        self.shown = shown
        self.slept = False
        self.deadline = now + shown.left / 1000 if shown.open and shown.left is not None else None
        self.tell()

    def tell(self) -> None:
        """Let the phones that wait have what is shown now."""
        self._version += 1
        self._body = None
        is_telling = bool(self._told)
        self._told.extend(self._waiting)
        self._waiting.clear()
        if self._told and not is_telling:
            asyncio.get_running_loop().call_soon(self._tell_some)

    def _tell_some(self) -> None:
        """Wake some of those who waited, then the next: answers that arrive meanwhile come in between."""
        for _ in range(min(_TOLD_TOGETHER, len(self._told))):
            _end(self._told.popleft())
        if self._told:
            asyncio.get_running_loop().call_later(0, self._tell_some)

    async def changed(self, version: int, seconds: float) -> bool:
        """Wait until something else than this version is shown; False where that took too long."""
        if version != self._version:
            return True
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[None] = loop.create_future()
        self._waiting[waiting] = None
        late = loop.call_later(seconds, _end, waiting)
        try:
            await waiting
        finally:
            late.cancel()
            self._waiting.pop(waiting, None)
        return version != self._version

    def left(self) -> int:
        """Return the milliseconds left, -1 without a limit."""
        return -1 if self.deadline is None else max(0, round(1000 * (self.deadline - self._clock())))

    def personal(self, person: Participant | None) -> Headers:
        """Return what is told one phone beside `body`: ``X-Mingze-Left``, the milliseconds left."""
        return (("X-Mingze-Left", str(self.left())),)

    def own(self, person: Participant) -> dict[str, Any]:
        """Return what somebody is told of themselves beside their name."""
        return {}

    def slept_through(self) -> None:
        """Stop the time of a question that ran while the computer slept, and ask the host."""
        if self.deadline is None:
            return
        self.deadline, self.slept = None, True
        self.tell()

    def body(self, epoch: str, banks: BuiltBanks) -> tuple[bytes, bytes]:
        """Return what phones show as JSON, and the same packed: made once a version, however many ask."""
        if self._body is None:
            text = json.dumps(self._said(epoch, banks), ensure_ascii=False, separators=(",", ":")).encode()
            self._body = text, gzip.compress(text, 6, mtime=0)
        return self._body

    def _said(self, epoch: str, banks: BuiltBanks) -> dict[str, Any]:
        run, shown = self.kept.run, self.shown
        about = {
            "v": self._version,
            "epoch": epoch,
            "hall": self.kept.id[:8],
            "title": run.get("title", ""),
            "teams": run.get("teams", []),
            "roster": bool(self.roster),
            "total": len(run["questions"]),
        }
        if self.is_over:
            return {**about, "view": "over"}
        about |= {"view": shown.view, "at": shown.at, "round": shown.round, "open": shown.open}
        if shown.view in ("wait", "end"):
            return about
        one = run["questions"][shown.at]
        about |= {"question": banks.question(one["bank"], one["id"]), "order": shown.order}
        if shown.view in REVEALING:
            about["answer"] = banks.answer(one["bank"], one["id"])
        return about

    # answers

    def standing(self, q: int, round_: int) -> Standing:
        """Say whether an answer that arrives now counts: until the close and the grace after it."""
        now = self._clock()
        if self.shown.open and self.shown.asked == (q, round_) and not self.is_over:
            return "open" if self.deadline is None or now <= self.deadline + GRACE else "late"
        if (q, round_) in self._closed:
            return "open" if now <= self._closed[q, round_] + GRACE and not self.is_over else "late"
        return "unknown" if q > self.shown.at or q >= len(self.kept.run["questions"]) else "late"

    def standing_of(self, person: Participant, q: int, round_: int) -> Standing:
        """Say the same for one person."""
        return self.standing(q, round_)

    def is_final(self, q: int, round_: int) -> bool:
        """Whether nothing that arrives from now on counts."""
        return self.standing(q, round_) != "open"

    # people

    def host_is_due(self) -> bool:
        """Whether it should be stored again that its host is there; asked once, it is for a while no longer."""
        now = self._clock()
        if now < self._heard + HEARD:
            return False
        self._heard = now
        return True

    def hear(self, person: Participant) -> None:
        """Note that somebody is there."""
        self.seen[person.id] = self._clock()

    def attendance(self) -> list[dict[str, Any]]:
        """Return by unit how many are expected and who of them has not signed in; the largest absence first."""
        there = {person.roster_no for person in self.people.values()}
        units: dict[str, list[RosterLine]] = {}
        for line in self.roster.values():
            units.setdefault(line.unit, []).append(line)
        found = [
            {
                "unit": unit,
                "expected": len(lines),
                "missing": [[line.no, line.name] for line in lines if line.no not in there],
            }
            for unit, lines in units.items()
        ]
        return sorted(found, key=lambda one: (-len(one["missing"]), one["unit"]))

    def there(self) -> set[int]:
        """Return who is there."""
        since = self._clock() - PRESENT
        return {person for person, at in self.seen.items() if at >= since}

    def present(self) -> int:
        """Return how many are there."""
        return len(self.there())


def _end(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
