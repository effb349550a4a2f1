"""What the guide for servers tells its readers to write and to run."""

from __future__ import annotations

import re

from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "live" / "server.md").read_text("utf-8")


def block(kind: str) -> str:
    """Return the one block of a kind."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    return str(found)


def command(program: str) -> str:
    """Return what follows a program in the one line that runs it."""
    (found,) = re.findall(rf"^{program} (.*)$", GUIDE, re.MULTILINE)
    return str(found)
