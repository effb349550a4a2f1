"""Questions as cards of Anki, a note each. Guids are stable: a second import brings notes up to date."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import genanki

from mingze.exchange import as_html
from mingze.exchange.questions.batch import Batch, BatchPart
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import QuestionFormat
from mingze.office.zipped import rezip
from mingze.questions import LETTERS, Choosing, Filling, Judging, Pairing, Sequencing

FIELDS = ("题号", "题型", "材料", "题干", "选项", "答案", "错因", "解析", "提示")
"""Of a note; our reader knows exported notes by them."""
PINNED = "选项不换位置"
"""The tag of a note whose options must stay; cards never move them."""
MODEL_ID = 1_702_118_001
_FRONT = """\
{{#材料}}<div class="dossier">{{材料}}</div>{{/材料}}
<div class="type">{{题型}}</div>
<div class="stem">{{题干}}</div>
{{选项}}
{{#提示}}<p>{{hint:提示}}</p>{{/提示}}
"""
_BACK = """\
{{FrontSide}}
<hr id="answer">
<div class="answer">{{答案}}</div>
{{错因}}
<div class="reasons">{{解析}}</div>
<p class="type">{{题号}}</p>
"""
_STYLE = """\
.card { font-family: sans-serif; font-size: 20px; line-height: 1.6; text-align: left; max-width: 40em; margin: auto; }
.type { font-size: 15px; opacity: .7; }
.answer { font-weight: bold; }
.dossier { border: 1px solid; padding: 0 .7em; margin-bottom: 1em; }
table { border-collapse: collapse; } td, th { border: 1px solid; padding: .2em .5em; }
"""
_LETTERED = 'type="A"'


def write(batch: Batch) -> bytes:
    """Return a package with a deck a bank below one of the batch."""
    model = genanki.Model(
        MODEL_ID,
        "明责题目",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "题目", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    decks = [_deck(batch, part, model) for part in batch.parts]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.apkg"
        genanki.Package(decks).write_to_file(str(file), timestamp=float(batch.edited))
        return rezip(file.read_bytes(), batch.epoch)


def guid(site: str, question: str) -> str:
    """Return what Anki knows a note by, whatever else of it changes."""
    return hashlib.sha256(f"mingze\0{site}\0{question}".encode()).hexdigest()[:20]


def deck_name(batch: Batch, part: BatchPart) -> str:
    """Return the name of a bank's deck, below that of the batch."""
    return "::".join(name.replace("::", "：：") for name in dict.fromkeys((batch.title, part.title)))


def _deck(batch: Batch, part: BatchPart, model: genanki.Model) -> genanki.Deck:
    digest = hashlib.sha256(f"mingze\0{batch.site}\0{part.id}".encode()).digest()
    deck = genanki.Deck((1 << 30) + int.from_bytes(digest[:4]) % (1 << 30), deck_name(batch, part))
    for one in part.questions:
        fields = fields_of(one, batch.base)
        deck.add_note(genanki.Note(model, fields, guid=guid(batch.site, one.id), tags=list(tags_of(one, part))))
    return deck


def tags_of(one: Carried, part: BatchPart) -> Iterator[str]:
    """Yield the tags of a note; none holds a space."""
    yield f"题库::{part.id}"
    yield f"题型::{one.view.label}"
    yield from (f"{name}::{words}" for name, words in one.facts)
    if one.question.is_pinned:
        yield PINNED


def fields_of(one: Carried, base: str) -> list[str]:
    """Return the fields of a note as HTML, in the order of `FIELDS`."""
    return [
        one.id,
        one.view.label,
        as_html.dossier(one.group, base) if one.group else "",
        as_html.inline(one.view.stem, base),
        _options(one, base),
        _answer(one, base),
        _reasons(one, base),
        as_html.paragraphs(one.reasons, base),
        as_html.paragraphs(one.hint, base),
    ]


def _options(one: Carried, base: str) -> str:
    match one.interaction:
        case Choosing():
            return _list((as_html.inline(each.runs, base) for _, each, _ in one.alternatives), _LETTERED)
        case Pairing(pairs=pairs):
            rights = (as_html.escaped(pairs[n][1]) for n in one.mixed(len(pairs)))
            return _list(as_html.escaped(left) for left, _ in pairs) + _list(rights, _LETTERED)
        case Sequencing(steps=steps):
            return _list((as_html.escaped(steps[n]) for n in one.mixed(len(steps))), _LETTERED)
    return ""


def _answer(one: Carried, base: str) -> str:
    match one.interaction:
        case Choosing():
            right = ((letter, each) for letter, each, is_right in one.alternatives if is_right)
            return "".join(f"<p>{letter}. {as_html.inline(each.runs, base)}</p>" for letter, each in right)
        case Judging(right=right):
            return "对" if right else "错"
        case Filling(accepted=accepted):
            return _list("<br>".join(as_html.escaped(word) for word in words) for words in accepted)
        case Pairing(pairs=pairs):
            order = one.mixed(len(pairs))
            letters = [LETTERS[order.index(n)] for n in range(len(pairs))]
            return _list(
                f"{as_html.escaped(left)} — {letter}. {as_html.escaped(right)}"
                for letter, (left, right) in zip(letters, pairs, strict=True)
            )
        case Sequencing(steps=steps):
            return _list(map(as_html.escaped, steps))
    points = _list(as_html.inline(point.marked, base) for point in one.view.points)
    return as_html.paragraphs(one.view.reference, base) + points


def _reasons(one: Carried, base: str) -> str:
    found = ((letter, each.feedback) for letter, each, _ in one.alternatives if each.feedback)
    return "".join(f"<p>{letter}. {as_html.inline(words, base)}</p>" for letter, words in found)


def _list(entries: Iterator[str] | map[str], kind: str = "") -> str:
    return f"<ol{f' {kind}' if kind else ''}>{''.join(f'<li>{entry}</li>' for entry in entries)}</ol>"


LOST = {
    "多选全对才得分": "卡片由学的人自己评，不计分",
    "多选漏选得部分分": "卡片由学的人自己评，不计分",
    "不同卷": "只记成标签",
}
FORMAT = QuestionFormat(
    ".apkg",
    write,
    lost=LOST,
    remark="卡片一张一题，正面是题目，背面是答案、错因、解析；选项的顺序不变。再导入一次，同一道题换成新的，学习进度还在。",
)
