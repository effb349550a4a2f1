"""GIFT, as gift-pegjs reads it (npm, MIT; for tests only): every question whole, none turned into another type."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import prepare
from mingze.importing.questions.bank_formats import read_bank
from mingze.views.runs import plain
from tests.conftest import ROOT
from tests.exchange.words import words_of

TOOLS = ROOT / "tools" / "web"
READ = """
const parser = require(process.argv[1]);
process.stdout.write(JSON.stringify(parser.parse(require('fs').readFileSync(0, 'utf8'))));
"""
TYPES = {
    "single": "MC", "multiple": "MC", "judge": "TF", "blank": "Short", "match": "Matching", "order": "Matching",
    "short": "Essay",
}  # fmt: skip


@pytest.fixture(scope="session")
def gift_parser(shared_folder: Path) -> Path:
    """Return gift-pegjs, which `make lint` installs with the other tools by their lock."""
    parser = TOOLS / "node_modules" / "gift-pegjs"
    with FileLock(shared_folder / "npm-lock"):
        if not parser.is_dir():
            npm = [str(Path(sys.executable).parent / "npm"), "ci", "--prefix", str(TOOLS), "--ignore-scripts"]
            subprocess.run([*npm, "--no-audit", "--no-fund", "--loglevel=error"], check=True)
    return parser


def read(data: bytes, parser: Path) -> list[dict[str, Any]]:
    node = str(Path(sys.executable).parent / "node")
    done = subprocess.run([node, "-e", READ, str(parser)], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def answers(found: dict[str, Any]) -> Any:
    """Return the answers that the parser saw in the form of `expected`."""
    if found["type"] == "TF":
        return found["isTrue"]
    if found["type"] == "Matching":
        pairs = found["matchPairs"]
        return sorted([words_of(pair["subquestion"]["text"]), unmarked(pair["subanswer"])] for pair in pairs)
    if found["type"] == "Essay":
        return None
    return [
        [one["text"]["text"], one["isCorrect"], one["weight"], one["feedback"] and one["feedback"]["text"]]
        for one in found["choices"]
    ]


def unmarked(text: str) -> str:
    """Undo the marks of escaped characters, which gift-pegjs 1.0.2 forgets in the right sides of pairs."""
    return re.sub(r"&&(\d{3});", lambda mark: chr(int(mark[1])), text)


def expected(one: Carried, gap: int = 0) -> Any:
    question: Any = one.question
    if one.view.type == "judge":
        return question.answer
    if one.view.type == "match":
        return sorted([pair.left.replace("->", "→"), pair.right.replace("->", "→")] for pair in question.pairs)
    if one.view.type == "order":
        return sorted([step.replace("->", "→"), f"第 {n} 步"] for n, step in enumerate(question.sequence, 1))
    if one.view.type == "blank":
        return [[word, True, None, None] for word in question.answers[max(0, gap - 1)]]
    if one.view.type == "short":
        return None
    several = one.view.type == "multiple"
    share = round(100 / len(question.answer), 5)
    out = []
    for letter, option in zip("ABCDEFGHIJ", one.view.alternatives, strict=False):
        right = letter in question.answer
        weight = (share if right else -100) if several else None
        out.append([plain(option.runs), right and not several, weight, plain(option.feedback) or None])
    return out


def plainly(found: Any) -> Any:
    """Return HTML in the answers of a parser as words."""
    if isinstance(found, list):
        return [plainly(one) for one in found]
    return words_of(found) if isinstance(found, str) else found


def parts_of(one: Carried) -> list[tuple[str, int]]:
    """Return the ids under which a question stands in a file, each with its gap from 1; 0 for the whole of it."""
    return [(f"{one.id}.{gap}", gap) for gap in range(1, one.gaps + 1)] if one.gaps > 1 else [(one.id, 0)]


def test_every_question_is_read_whole_and_as_its_type_or_the_form_that_was_told(
    batch: Batch, gift_parser: Path
) -> None:
    prepared = prepare("gift", batch)
    assert prepared.left_out == ()
    read_back = [one for one in read(prepared.data(), gift_parser) if one["type"] != "Category"]
    parts = [(one, id_, gap) for one in prepared.batch.questions for id_, gap in parts_of(one)]
    assert [one["id"] for one in read_back] == [id_ for _, id_, _ in parts]
    for found, (one, id_, gap) in zip(read_back, parts, strict=True):
        assert found["type"] == TYPES[one.view.type], id_
        stem = words_of(found["stem"]["text"])
        asked = f"填第 {gap} 个空（共 {one.gaps} 个）。" if gap else ""
        assert stem.removesuffix(asked).strip().endswith(plain(one.view.stem)), id_
        assert stem.endswith(asked), id_
        assert one.group is None or one.group.title in stem
        if gap == one.gaps or not gap:
            told = words_of(found["globalFeedback"]["text"])
            assert told.endswith("\n".join(map(plain, one.reasons))), id_
        else:
            assert found["globalFeedback"] is None, id_
        got = answers(found)
        as_typed = one.view.type in ("blank", "match", "order")
        assert (got if as_typed else plainly(got)) == expected(one, gap), id_
        assert not found["hasEmbeddedAnswers"]


def test_facts_travel_as_tags(hard_batch: Batch, gift_parser: Path) -> None:
    found = {one.get("id"): one for one in read(prepare("gift", hard_batch).data(), gift_parser)}
    assert found["hard-1"]["tags"] == [
        "依据:leader-1",
        "依据:shili/art2",
        "依据:term:two-checks",
        "依据:case:shili-town",
        "难度:3",
        "来源:s1",
        "不同卷:hard-2",
    ]
    assert found["hard-9"]["tags"][-1] == "材料题:hard-group"


def test_what_gift_cannot_hold_is_told_by_question_and_field(hard_batch: Batch) -> None:
    told = {(loss.question, loss.field): loss.reason for loss in prepare("gift", hard_batch).losses}
    assert told["hard-5", "题型"] == "GIFT 的填空题只能有一个空：几个空拆成几道题，每道填一个"
    assert told["hard-7", "题型"] == "GIFT 没有排序题：写成连线题，每一步连它的位次，位次对几个得几份分"
    assert not any(field == "整道题" for _, field in told)
    assert told["hard-1", "提示"] == "GIFT 没有提示"
    assert "打乱选项" in told["hard-1", "选项不换位置"]
    assert told["hard-6", "配对"] == "GIFT 里 -> 是分隔符，写成 →"
    assert ("hard-8", "得分点") in told
    assert ("hard-9", "材料题") in told
    assert ("basics-2", "多选全对才得分") in told
    assert ("hard-2", "多选全对才得分") not in told


def test_no_question_swallows_the_next(hard_batch: Batch) -> None:
    text = prepare("gift", hard_batch).data().decode()
    blocks = text.strip().split("\n\n")
    assert all(block.startswith(("// [id:", "$CATEGORY: ")) for block in blocks)
    assert text.endswith("}\n\n")


def test_an_order_does_not_stand_there_in_its_order(hard_batch: Batch) -> None:
    blocks = prepare("gift", hard_batch).data().decode().split("\n\n")
    (order,) = [one for one in blocks if "[id:hard-7]" in one]
    places = [int(n) for n in re.findall(r"-> 第 (\d) 步", order)]
    assert sorted(places) == list(range(1, len(places) + 1))
    assert places != sorted(places)


def test_a_part_without_the_others_stays_a_question_of_its_own(hard_batch: Batch) -> None:
    prepared = prepare("gift", hard_batch)
    blocks = [one for one in prepared.data().decode().split("\n\n") if "[id:hard-5.2]" not in one]
    bank = read_bank("题.gift", "\n\n".join(blocks).encode())
    assert bank.unaccounted == 0
    (left,) = [one for one in bank.questions if (one.id or "").startswith("hard-5")]
    assert (left.id, left.answers) == ("hard-5.1", None)
    assert "gap-missing" in {notice.code for notice in left.notices}
