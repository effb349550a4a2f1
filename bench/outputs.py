"""Make everything that a site says, in one folder: for `bench.texts`, which compares two such folders.

``python -m bench.outputs FOLDER [SITE …]`` builds each site (the repository's own and those of ``tests/sites`` where
none is named) with its hand-outs, slides, search index and bank files, draws each paper with its key in three formats,
has ten people sit it and scores them, and keeps what ``stats``, ``coverage`` and ``score`` print.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingze.checks import check_site
from mingze.cli import main as mingze
from mingze.model import Catalog, Paper, PaperSection

ROOT = Path(__file__).parent.parent
SITES = (ROOT, *sorted((ROOT / "tests" / "sites").iterdir()))
_PEOPLE = 10
_SEED = "2026"
_LETTERS = "ABCDEFGHIJ"


def make_outputs(site: Path, folder: Path) -> None:
    """Write all that one site says into an empty folder. Raises ``RuntimeError`` where a command fails."""
    with tempfile.TemporaryDirectory(prefix="mingze-outputs-") as temporary:
        root = site if (site / "mkdocs.yml").is_file() else _completed(site, Path(temporary) / site.name)
        catalog = check_site(root)[0].catalog
        _run(folder, "build", root, "build", "--out", str(folder / "site"))
        for command in (["stats"], ["coverage"], ["coverage", "--guess"]):
            _run(folder, "-".join(command).replace("---", "-"), root, *command)
        for paper in catalog.papers.values():
            _run(folder, f"paper-{paper.id}", root, "paper", paper.id, "--seed", _SEED, "--out", str(folder / "papers"))
            sheets = Path(temporary) / f"answers-{paper.id}"
            _sit(catalog, paper, sheets)
            _run(folder, f"score-{paper.id}", root, "score", str(sheets), "--out", str(folder / "scores" / paper.id))


def _completed(site: Path, folder: Path) -> Path:
    """Give a site of data alone what else a site has: the settings and hooks of the repository's own."""
    shutil.copytree(site, folder)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "hooks", folder / "hooks")
    (folder / "docs").mkdir()
    return folder


def _run(folder: Path, name: str, root: Path, *command: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = mingze([command[0], *command[1:], "--root", str(root)])
    if status:
        raise RuntimeError(f"mingze {' '.join(command)}: {printed.getvalue()}")
    if name != "build" and not name.startswith("paper-"):  # these print seconds and places
        lines = (line for line in printed.getvalue().splitlines() if str(folder) not in line)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text("\n".join(lines), "utf-8")


def _sit(catalog: Catalog, paper: Paper, folder: Path) -> None:
    """Write the answers of some people to what a paper may ask, about a third of them wrong."""
    folder.mkdir(parents=True)
    asked = [q for section in paper.sections for q in _askable(catalog, section)]
    for person in range(_PEOPLE):
        answers = {q.id: _response(q, right=_digest(q.id, person) % 3 > 0) for q in asked}
        data = {"format": "mingze-answers/1", "site": catalog.site.id, "paper": paper.id, "seed": _SEED, "form": "A"}
        (folder / f"{person}.json").write_text(
            json.dumps({**data, "who": f"第{person}人", "answers": answers}), "utf-8"
        )


def _askable(catalog: Catalog, section: PaperSection) -> Iterator[Any]:
    for bank in section.banks:
        for entry in catalog.banks[bank].questions:
            if entry.type is section.type and len(getattr(entry, "questions", ())) == (section.size or 0):
                yield from getattr(entry, "questions", (entry,))


def _response(question: Any, right: bool) -> Any:
    """Return a response as the player exports it, told by the fields that a question has."""
    if hasattr(question, "options"):
        wrong = next((c for c in _LETTERS[: len(question.options)] if c not in question.answer), _LETTERS[0])
        return question.answer if right else wrong
    if hasattr(question, "answers"):
        return [accepted[0] if right or n else "不对" for n, accepted in enumerate(question.answers)]
    parts = getattr(question, "pairs", None) or getattr(question, "sequence", None)
    if parts:
        places = list(range(len(parts)))
        return places if right else places[::-1]
    if hasattr(question, "points"):
        return {"text": "略", "points": [point.score if right else 0 for point in question.points]}
    return question.answer is right


def _digest(id_: str, person: int) -> int:
    return hashlib.sha256(f"{id_}/{person}".encode()).digest()[0]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.outputs", description="把站点说的话全都做出来")
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("sites", type=Path, nargs="*", metavar="站点")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    for site in arguments.sites or SITES:
        make_outputs(site.resolve(), folder / ("own" if site == ROOT else site.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
