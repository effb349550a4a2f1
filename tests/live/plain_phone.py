"""A phone without a page: it asks the server what the page would, and keeps what the server does not have yet."""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.request
from typing import Any

WAIT = 30.0
"""Seconds in which anything it waits for has come."""


class PlainPhone:
    """Somebody's phone, signed in; ``address`` is that of its page."""

    def __init__(self, address: str, name: str, **about: str) -> None:
        self._api = address.replace("/h/", "/api/")
        self._key = secrets.token_hex(16)
        self._seq = 0
        self._unsent: dict[tuple[int, int], tuple[int, Any]] = {}
        self.is_offline = False
        self.ask("POST", "join", {"key": self._key, "name": name, **about})

    def ask(self, method: str, what: str, body: object = None) -> Any:
        """Return what the server says, None where there is no news; raises ``OSError`` where it is away or declines."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"X-Mingze-Key": self._key, "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self._api}/{what}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            return json.loads(answer.read() or b"null")

    def sees(self, **shown: Any) -> dict[str, Any]:
        """Wait until the hall shows something; returns all it says."""
        until, state = time.monotonic() + WAIT, self.ask("GET", "s")
        while not shown.items() <= state.items():
            assert time.monotonic() < until, state
            state = self.ask("GET", f"s?v={state['v']}&epoch={state['epoch']}") or state
        return dict(state)

    def put(self, q: int, round_: int, choice: Any) -> None:
        """Answer; where the server cannot be reached the answer stays on the phone."""
        self._seq += 1
        self._unsent[q, round_] = (self._seq, choice)
        if not self.is_offline:
            self._send(q, round_)

    def saved(self) -> None:
        """Send what the server does not have yet: it must take all of it."""
        for q, round_ in list(self._unsent):
            self._send(q, round_)
        assert not self._unsent

    def _send(self, q: int, round_: int) -> None:
        seq, choice = self._unsent[q, round_]
        try:
            said = self.ask("POST", "a", {"q": q, "round": round_, "seq": seq, "choice": choice})
        except urllib.error.HTTPError:
            raise
        except OSError:  # away: it is sent again
            return
        assert said["saved"] == seq
        del self._unsent[q, round_]
