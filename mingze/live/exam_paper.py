"""Papers of the built site, drawn for an examination on phones: the questions and order that print and pages have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mingze import drawing
from mingze.live.built_banks import BuiltBanks

EXAM = "exam"
"""What ``run["kind"]`` says of a hall that sits a paper."""
_BLUEPRINT = re.compile(r'<script type="?application/json"? data-paper>(.*?)</script>', re.DOTALL)
_ID = re.compile(r"[a-z0-9-]{1,64}")


class PaperRefused(Exception):
    """No examination can be made of this; the message says why, in Chinese."""


class BuiltPapers:
    """Reads what the pages of papers draw from (`mingze.pages.paper_data`); a site built anew is read anew."""

    def __init__(self, site: Path, banks: BuiltBanks) -> None:
        self._site = site
        self._banks = banks

    def all(self) -> list[dict[str, Any]]:
        """Return ``id``, ``title``, ``minutes``, ``withheld``, and how many ``questions`` and ``marks`` each has."""
        found = (self._blueprint(page.parent.name) for page in sorted(self._site.glob("papers/*/index.html")))
        return [
            {
                **{name: paper[name] for name in ("id", "title", "minutes")},
                "withheld": self._keeps_back({bank for section in paper["sections"] for bank in section["banks"]}),
                "questions": sum(section["count"] for section in paper["sections"]),
                "marks": sum(section["count"] * section["points"] for section in paper["sections"]),
            }
            for paper in found
            if paper
        ]

    def draw(self, paper_id: str, seed: str, forms: Iterable[str], minutes: int) -> dict[str, Any]:
        """Return the run of an examination: whatever phones will show of it stands in it, and nothing that tells a key.

        ``asked`` has by form the ids of each section in their order, ``questions`` each id with its bank in the order
        of the first form: answers name a question by its place there. Raises `PaperRefused`.
        """
        paper = self._blueprint(paper_id)
        if paper is None:
            raise PaperRefused("站上没有这份卷，请重新生成站点")
        pools = [_pool(section) for section in paper["sections"]]
        chosen = drawing.choose(pools, paper["apart"], seed)
        try:
            asked = {form: _ordered(paper_id, pools, chosen, seed, form) for form in forms}
        except ValueError as error:
            raise PaperRefused(str(error)) from error
        banks = {
            one: bank for pool in pools for bank, ids in pool.banks.items() for one in drawing.expand(ids, pool.groups)
        }
        ids = [id_ for section in next(iter(asked.values())) for id_ in section]
        shown, groups = self._shown(ids, banks)
        return {
            "kind": EXAM,
            "site": self._banks.site_id(),
            "paper": paper_id,
            "title": paper["title"],
            "withheld": self._keeps_back({banks[id_] for id_ in ids}),
            "seed": seed,
            "minutes": minutes,
            "sections": [
                {"label": one["label"], "points": one["points"], "groups": bool(one.get("groups"))}
                for one in paper["sections"]
            ],
            "asked": asked,
            "questions": [{"id": id_, "bank": banks[id_], "type": shown[id_]["type"]} for id_ in ids],
            "shown": shown,
            "groups": groups,
        }

    def _keeps_back(self, banks: Iterable[str]) -> bool:
        """Whether the site has no key of these banks: what a paper says of itself is no proof."""
        return not any(self._banks.is_open(bank) for bank in banks)

    def _shown(self, ids: Iterable[str], banks: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        shown, groups = {}, {}
        for id_ in ids:
            found = self._banks.question(banks[id_], id_)
            if found is None:
                raise PaperRefused(f"题库里没有 {id_} 这道题，请重新生成站点")
            if "dossier" in found:
                groups[found["group"]] = found["dossier"]
            shown[id_] = {name: value for name, value in found.items() if name not in ("id", "dossier", "hint")}
        return shown, groups

    def _blueprint(self, paper_id: str) -> dict[str, Any] | None:
        if not _ID.fullmatch(paper_id):
            return None
        try:
            found = _BLUEPRINT.search((self._site / "papers" / paper_id / "index.html").read_text("utf-8"))
            return json.loads(found[1]) if found else None
        except (OSError, ValueError):
            return None


def _pool(section: Mapping[str, Any]) -> drawing.SectionPool:
    return drawing.SectionPool(
        section["count"],
        section["banks"],
        dict(section["quotas"]),
        dict(section.get("depths", ())),
        section.get("levels", {}),
        section.get("groups", {}),
    )


def _ordered(
    paper: str, pools: Iterable[drawing.SectionPool], chosen: Iterable[list[str]], seed: str, form: str
) -> list[list[str]]:
    drawing.paper_number(paper, seed, form)  # raises for what no 卷号 can name
    return [
        drawing.expand(drawing.order(ids, seed, form), pool.groups) for ids, pool in zip(chosen, pools, strict=True)
    ]
