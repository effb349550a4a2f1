"""Questions and answers as the built site has them: the same fragments that its own pages show."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["questions", "answers"]


class BuiltBanks:
    """Reads the banks' files of a built site (`mingze.pages.bank_files`), anew where one changed."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._assets = site / "assets"
        self._read: dict[tuple[Kind, str], tuple[int, dict[str, Any]]] = {}

    def question(self, bank: str, id_: str) -> dict[str, Any] | None:
        """Return a question as phones show it, its group's material as ``dossier``; None where the site has none."""
        data = self._bank("questions", bank)
        found = data.get("questions", {}).get(id_)
        if found is None:
            return None
        group = data.get("groups", {}).get(found.get("group", ""))
        return {"id": id_, **found, **({"dossier": group} if group else {})}

    def answer(self, bank: str, id_: str) -> dict[str, Any] | None:
        """Return what is revealed of a question, with the bank's ``traditional`` characters.

        None where the bank keeps its answers back, or was built anew between its two files.
        """
        data = self._bank("answers", bank)
        found = data.get("questions", {}).get(id_)
        editions = (data.get("editions", {}).get(id_), self._bank("questions", bank).get("editions", {}).get(id_))
        if found is None or editions[0] != editions[1]:
            return None
        return {**found, "traditional": data.get("traditional", {})}

    def is_open(self, bank: str) -> bool:
        """Whether the site shows the answers of a bank."""
        return (self._assets / "answers" / f"{bank}.js").is_file()

    def site_id(self) -> str:
        """Return what the site calls itself in files that readers keep; "" where its first page says nothing of it."""
        try:
            text = (self._site / "index.html").read_text("utf-8")
        except (OSError, ValueError):
            return ""
        found = re.search(r'<meta name="?mingze-site"? content="?([\w-]+)', text)
        return found[1] if found else ""

    def _bank(self, kind: Kind, bank: str) -> dict[str, Any]:
        path = self._assets / kind / f"{bank}.js"
        try:
            changed = path.stat().st_mtime_ns
            if (kept := self._read.get((kind, bank))) and kept[0] == changed:
                return kept[1]
            text = path.read_text("utf-8")
            # mingze.quiz.bank(kind, id, data);
            _, _, data = json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")
        except (OSError, ValueError):
            return {}
        self._read[kind, bank] = (changed, data)
        return data if isinstance(data, dict) else {}
