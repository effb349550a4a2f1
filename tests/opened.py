"""Which files a work of this process reads."""

from __future__ import annotations

import builtins
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest


@contextmanager
def noting_reads() -> Iterator[list[tuple[Path, frozenset[str]]]]:
    """Note every file that is opened to be read, with the modules at work then; what begins a process fails.

    A hook of the interpreter's own would see no more and could never be taken away again.
    """
    noted: list[tuple[Path, frozenset[str]]] = []

    def noting(real: Callable[..., Any], reads: Callable[..., bool]) -> Callable[..., Any]:
        def opened(file: Any, *given: Any, **named: Any) -> Any:
            if isinstance(file, str | os.PathLike) and reads(*given, **named):
                noted.append((Path(os.fsdecode(file)).absolute(), frozenset(_at_work(sys._getframe(1)))))
            return real(file, *given, **named)

        return opened

    def to_read(mode: str = "r", *_: Any, **named: Any) -> bool:
        return "r" in named.get("mode", mode)

    def no_writing(flags: int, *_: Any, **__: Any) -> bool:
        return not flags & (os.O_WRONLY | os.O_RDWR)

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("what a process of its own reads would not be noted")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "open", noting(builtins.open, to_read))
        patch.setattr(io, "open", noting(io.open, to_read))
        patch.setattr(os, "open", noting(os.open, no_writing))
        patch.setattr(os, "fork", refused)
        patch.setattr(subprocess.Popen, "__init__", refused)
        yield noted


def _at_work(frame: FrameType | None) -> Iterator[str]:
    while frame:
        yield Path(frame.f_code.co_filename).name
        frame = frame.f_back
