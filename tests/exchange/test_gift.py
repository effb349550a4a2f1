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
from mingze.views.runs import plain
from tests.conftest import ROOT
from tests.exchange.words import words_of

TOOLS = ROOT / "tools" / "web"
READ = """
const parser = require(process.argv[1]);
process.stdout.write(JSON.stringify(parser.parse(require('fs').readFileSync(0, 'utf8'))));
"""
TYPES = {"single": "MC", "multiple": "MC", "judge": "TF", "blank": "Short", "match": "Matching", "short": "Essay"}


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
        return [[words_of(pair["subquestion"]["text"]), unmarked(pair["subanswer"])] for pair in pairs]
    if found["type"] == "Essay":
        return None
    return [
        [one["text"]["text"], one["isCorrect"], one["weight"], one["feedback"] and one["feedback"]["text"]]
        for one in found["choices"]
    ]


def unmarked(text: str) -> str:
    """Undo the marks of escaped characters, which gift-pegjs 1.0.2 forgets in the right sides of pairs."""
    return re.sub(r"&&(\d{3});", lambda mark: chr(int(mark[1])), text)


def expected(one: Carried) -> Any:
    question: Any = one.question
    if one.view.type == "judge":
        return question.answer
    if one.view.type == "match":
        return [[pair.left.replace("->", "→"), pair.right.replace("->", "→")] for pair in question.pairs]
    if one.view.type == "blank":
        return [[word, True, None, None] for word in question.answers[0]]
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


def test_every_question_that_gift_holds_is_read_whole_and_as_its_type(batch: Batch, gift_parser: Path) -> None:
    prepared = prepare("gift", batch)
    read_back = [one for one in read(prepared.data(), gift_parser) if one["type"] != "Category"]
    carried = prepared.batch.questions
    assert [one["id"] for one in read_back] == [one.id for one in carried]
    for found, one in zip(read_back, carried, strict=True):
        assert found["type"] == TYPES[one.view.type], one.id
        stem = words_of(found["stem"]["text"])
        assert stem.endswith(plain(one.view.stem)), one.id
        assert one.group is None or one.group.title in stem
        told = words_of(found["globalFeedback"]["text"])
        assert told.endswith("\n".join(map(plain, one.reasons))), one.id
        got = answers(found)
        assert (got if one.view.type in ("blank", "match") else plainly(got)) == expected(one), one.id
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
    assert told["hard-5", "整道题"] == "GIFT 的填空题只能有一个空，这道有 2 个"
    assert told["hard-7", "整道题"] == "GIFT 没有排序题"
    assert ("hard-7", "难度") not in told
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
