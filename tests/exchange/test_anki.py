"""Anki decks, as Anki itself imports them: every question a note, brought up to date by its guid."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from mingze.exchange.questions.anki_deck import FIELDS, guid
from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from mingze.views.runs import plain, text
from tests.exchange.words import words_of

RECEIVER = Path(__file__).parent / "anki_receiver.py"


def received(folder: Path, *files: tuple[str, bytes]) -> dict[str, Any]:
    for name, data in files:
        (folder / name).write_bytes(data)
    names = [str(folder / name) for name, _ in files]
    done = subprocess.run([sys.executable, str(RECEIVER), str(folder), *names], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    (line,) = (line for line in done.stdout.splitlines() if line.startswith(b"{"))  # Anki says there how slow it was
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.fixture(scope="module")
def hard_notes(hard_batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = received(tmp_path_factory.mktemp("anki"), ("a.apkg", prepare("anki", hard_batch).data()))
    return {note["fields"]["题号"]: note for note in found["notes"]}


def changed(batch: Batch, id_: str, stem: str) -> Batch:
    """Return the batch a day later, with one stem changed."""
    parts = []
    for part in batch.parts:
        questions = [
            replace(one, view=replace(one.view, stem=text(stem))) if one.id == id_ else one for one in part.questions
        ]
        parts.append(replace(part, questions=tuple(questions)))
    return replace(batch, parts=tuple(parts), edited=batch.edited + 86400)


def test_every_question_becomes_a_note_with_one_card(batch: Batch, tmp_path: Path) -> None:
    prepared = prepare("anki", batch)
    assert prepared.left_out == ()
    found = received(tmp_path, ("a.apkg", prepared.data()))
    assert found["logs"] == [{**dict.fromkeys(found["logs"][0], 0), "new": len(batch.questions)}]
    notes = {note["fields"]["题号"]: note for note in found["notes"]}
    assert set(notes) == {one.id for one in batch.questions}
    for one in batch.questions:
        note = notes[one.id]
        assert tuple(note["fields"]) == FIELDS
        assert note["guid"] == guid(batch.site, one.id)
        front, back = words_of(note["front"]), words_of(note["back"])
        assert plain(one.view.stem) in front, one.id
        for _, alternative, _ in one.alternatives:
            if one.view.type != "judge":
                assert plain(alternative.runs) in front
                assert plain(alternative.feedback) in back
        assert all(plain(reason) in back for reason in one.reasons)
        assert one.grounds == () or plain(one.grounds) not in front


def test_a_second_import_updates_what_changed_and_nothing_else(hard_batch: Batch, tmp_path: Path) -> None:
    first = prepare("anki", hard_batch).data()
    second = prepare("anki", changed(hard_batch, "hard-2", "换了题干")).data()
    found = received(tmp_path, ("a.apkg", first), ("again.apkg", first), ("b.apkg", second))
    count = len(hard_batch.questions)
    assert [log["new"] for log in found["logs"]] == [count, 0, 0]
    assert found["logs"][1]["duplicate"] == count
    assert found["logs"][2]["updated"] + found["logs"][2]["duplicate"] == count
    assert len(found["notes"]) == count
    (note,) = [note for note in found["notes"] if note["fields"]["题号"] == "hard-2"]
    assert note["fields"]["题干"] == "换了题干"


def test_answers_decks_and_tags(hard_notes: dict[str, Any]) -> None:
    notes = hard_notes
    assert words_of(notes["hard-2"]["fields"]["答案"]) == "A. 甲\nB. 乙\nC. 丙"
    assert notes["hard-3"]["fields"]["答案"] == "错"
    assert notes["hard-4"]["fields"]["答案"] == "<ol><li>1-2<br>一*二<br>a=b~{c}</li></ol>"
    assert words_of(notes["hard-7"]["fields"]["答案"]) == "1) 第一\n<二>\n三 & 四\n=四"
    assert "说到 B（1.5分）" in notes["hard-8"]["fields"]["答案"]
    assert "某镇开了会" in notes["hard-10"]["front"]
    assert "hint" in notes["hard-1"]["front"]
    assert {note["deck"] for note in notes.values()} == {"示例学习站题库::示例题库", "示例学习站题库::难/写的题"}
    assert {"难度::3", "题库::hard", "题型::单项选择题", "依据::term:two-checks"} <= set(notes["hard-1"]["tags"])


def test_the_text_says_the_same(hard_batch: Batch, hard_notes: dict[str, Any], tmp_path: Path) -> None:
    deck, lines = prepare("anki", hard_batch).data(), prepare("anki-text", hard_batch).data()
    assert lines.startswith(
        b"#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:12\n#columns:guid\t"
    )
    both = received(tmp_path, ("a.apkg", deck), ("b.txt", lines))
    count = len(hard_batch.questions)
    assert both["logs"][1]["new"] == 0
    assert both["logs"][1]["updated"] + both["logs"][1]["duplicate"] == count
    for note in both["notes"]:
        alone = hard_notes[note["fields"]["题号"]]
        assert (note["fields"], sorted(note["tags"])) == (alone["fields"], sorted(alone["tags"]))
