"""A bank that went out comes back through the draft as the same bank, key by key."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mingze.checks import check_site
from mingze.cli import main
from mingze.exchange.questions.batch import of_banks
from mingze.exchange.questions.formats import prepare
from mingze.model import Bank, Catalog

RENAMED = {"id", "apart_from"}
"""Keys that name questions: a draft gives them ids of its bank."""


@pytest.mark.parametrize("name", ["xlsx", "json"])
def test_the_same_bank_comes_out_of_the_draft(
    name: str, hard_site: Path, hard: Catalog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = hard.banks["hard"]
    prepared = prepare(name, of_banks(hard, [bank]))
    file = tmp_path / prepared.file_name
    file.write_bytes(prepared.data())
    root = shutil.copytree(hard_site, tmp_path / "site")
    (root / "quizzes" / "banks" / "hard.yml").unlink()
    at = ["--write", "--root", str(root)]
    assert main(["import", "questions", str(file), "--bank", "back", *at]) == 0
    assert main(["import", "accept", "back", *at]) == 0, capsys.readouterr()
    loaded, diagnostics = check_site(root)
    assert [str(d) for d in diagnostics if d.is_error] == []
    back = loaded.catalog.banks["back"]
    assert plain(back) == plain(bank)
    new_ids = dict(zip((one.id for one in bank.items), (one.id for one in back.items), strict=True))
    for before, after in zip(bank.items, back.items, strict=True):
        assert [new_ids[id_] for id_ in before.apart_from] == list(after.apart_from)


def plain(bank: Bank) -> list[dict[str, Any]]:
    """Return a bank's entries by their keys, without ids."""
    out = []
    for entry in bank.questions:
        values = entry.model_dump(exclude=RENAMED)
        values["questions"] = [one.model_dump(exclude=RENAMED) for one in getattr(entry, "questions", ())]
        out.append(values)
    return out
