"""Who may ask: only pages that this server sent, under names that are its own; who guesses codes waits.

There are no cookies: another site's page has nothing to ride on. A page of a name that somebody points at this computer
(DNS rebinding) is told by its ``Host``, a form of another site by its ``Origin``.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from mingze.live.wire import Asked, Declined

_WRONG = 20
_WITHIN = 300.0
_KNOWN = 5_000
"""How many guessers are remembered."""


class Guard:
    """Lets requests through by their ``Host`` and ``Origin``."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = {"localhost", *(name.lower() for name in names)}

    def check(self, asked: Asked) -> None:
        """Raise `Declined` where a request is not meant for this server, or comes from another site's page."""
        host = asked.header("host")
        if not self._is_own(host):
            raise Declined(421, "这个网址不是本机的。网站有域名的，启动时用 --name 写明")
        origin = asked.header("origin")
        if asked.scope["method"] not in ("GET", "HEAD") and origin and urlsplit(origin).netloc.lower() != host.lower():
            raise Declined(403, "别的网站不能代为提交")

    def _is_own(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if name in self._names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


class WrongTries:
    """Counts what was guessed wrongly, by whoever guesses."""

    def __init__(self, most: int = _WRONG, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._by: OrderedDict[str, deque[float]] = OrderedDict()

    def add(self, who: str) -> None:
        """Note one more."""
        tries = self._by.setdefault(who, deque(maxlen=self._most))
        tries.append(self._clock())
        self._by.move_to_end(who)
        while len(self._by) > _KNOWN:
            self._by.popitem(last=False)

    def are_many(self, who: str) -> bool:
        """Whether the last ones came too fast."""
        tries = self._by.get(who)
        return tries is not None and len(tries) == self._most and self._clock() - tries[0] < _WITHIN
