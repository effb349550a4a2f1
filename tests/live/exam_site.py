"""A paper for the tests' smallest site, and its host by requests."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.live.hall_server import KEY, Got, Host, Server

PAPER: dict[str, Any] = {
    "id": "mock",
    "title": "结业考试",
    "minutes": 30,
    "withheld": False,
    "sections": [
        {
            "type": "single",
            "label": "单项选择题",
            "points": 5,
            "count": 2,
            "banks": {"basics": ["one", "two"]},
            "quotas": [],
        }
    ],
    "apart": {},
}


def write_papers(site: Path, *papers: dict[str, Any]) -> None:
    """Write the pages of papers as the build does, as far as the server reads them."""
    secret = {**PAPER["sections"][0], "count": 1, "banks": {"withheld": ["secret"]}}
    for paper in papers or (PAPER, {**PAPER, "id": "closed", "withheld": True, "sections": [secret]}):
        folder = site / "papers" / paper["id"]
        folder.mkdir(parents=True, exist_ok=True)
        text = f'<script type="application/json" data-paper>{json.dumps(paper)}</script>'
        (folder / "index.html").write_text(text, "utf-8")
    (site / "index.html").write_text('<meta name="mingze-site" content="small"><h1>首页</h1>', "utf-8")


@dataclass
class Proctor(Host):
    """Who runs an examination."""

    async def do(self, do: str, **more: Any) -> Got:
        got = await self.ask("POST", "do", {"n": self.n, "action": {"do": do, **more}})
        self.n += got.status == 200
        return got

    async def watch(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.ask("GET", "watch")).json()
        return found

    async def files(self) -> dict[str, bytes]:
        got = await self.ask("GET", "files")
        assert got.status == 200, got.body
        return unpacked(got.body)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


async def sit(server: Server, **more: Any) -> Proctor:
    """Open an examination as its host's page does."""
    body = {"paper": "mock", "seed": "2026", "forms": ["A"], "minutes": 30, **more}
    got = await server.ask("POST", "/api/exam", body, x_mingze_host=KEY)
    assert got.status == 200, got.body
    return Proctor(server, got.json()["code"], got.json()["token"])
