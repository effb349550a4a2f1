"""Questions from Anki: notes that we exported by their fields, others by the names of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingze.exchange.questions.anki_deck import FIELDS, PINNED
from mingze.importing.questions.assembled import assembled
from mingze.importing.questions.bank_limits import bank_text
from mingze.importing.questions.exchanged import own_values
from mingze.importing.questions.exchanged.anki_notes import AnkiNote, notes_of_package, notes_of_text
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.facts import take_explanation, take_stem, take_tags
from mingze.importing.questions.exchanged.marked_prose import bare, marked
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion
from mingze.importing.questions.option_text import split_cell
from mingze.importing.questions.raw_question import Placed, RawOption, RawQuestion
from mingze.importing.questions.stem_text import label_in
from mingze.importing.questions.twins import with_twins_told
from mingze.questions import LETTERS

_ENTRY = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_LETTER = re.compile(r"<p>([A-J])\. ", re.DOTALL)
_KNOWN = {
    "stem": ("题干", "题目", "问题", "正面", "front", "question", "stem", "text"),
    "options": ("选项", "options", "choices"),
    "answer": ("答案", "背面", "正确答案", "back", "answer"),
    "explanation": ("解析", "解释", "备注", "extra", "back extra", "explanation", "notes"),
    "type": ("题型", "类型", "type"),
}


def read_anki_package(name: str, data: bytes) -> FoundBank:
    """Read an .apkg. Raises `ImportRefused`."""
    return _bank(name, "Anki 卡片", list(notes_of_package(name, data)))


def read_anki_text(name: str, data: bytes) -> FoundBank:
    """Read a text that Anki exported. Raises `ImportRefused`."""
    text, _ = bank_text(name, data)
    return _bank(name, "Anki 文本", list(notes_of_text(name, text)))


def _bank(name: str, format_name: str, notes: list[AnkiNote]) -> FoundBank:
    if notes and all(set(FIELDS) <= set(note.fields) for note in notes):
        return FoundBank(name, format_name, "条", len(notes), with_twins_told(list(map(_own, notes))))
    return assembled(name, format_name, "条", len(notes), [_foreign(note) for note in notes])


def _own(note: AnkiNote) -> FoundQuestion:
    fields = note.fields
    one = OneRead(note.place, id=bare(fields["题号"]) or None)
    one.pinned = PINNED in note.tags
    take_tags(one, (tag for tag in note.tags if not tag.startswith(("题库::", "题型::", PINNED))))
    take_stem(one, marked(fields["材料"] + f"<p>{fields['题干']}</p>"))
    one.hint = marked(fields["提示"]).text or None
    take_explanation(one, marked(fields["解析"]))
    own_values.take_type(one, bare(fields["题型"]))
    entries = _ENTRY.findall(fields["答案"])
    match one.type:
        case "single" | "multiple":
            one.options = [marked(entry).line for entry in _ENTRY.findall(fields["选项"])]
            one.answer = "".join(_LETTER.findall(fields["答案"])) or None
            one.feedback = _reasons(fields["错因"], len(one.options))
        case "judge":
            one.answer = bare(fields["答案"])
        case "match":
            _pairs(one, entries, fields["选项"])
        case "order":
            one.sequence = tuple(map(bare, entries))
        case "short":
            model = marked(fields["答案"])
            one.points = model.points
            one.reference = "\n\n".join(model.paragraphs[: len(model.paragraphs) - len(model.entries)]) or None
        case "blank":
            one.answers = tuple(tuple(map(bare, entry.split("<br>"))) for entry in entries)
        case _:
            one.tags.append(("答案", bare(fields["答案"])))
    return own_values.finished(one)


def _pairs(one: OneRead, entries: Iterable[str], options: str) -> None:
    """Take the pairs of an answer: its entries name both sides, the options both lists."""
    sides = re.findall(r"<ol[^>]*>(.*?)</ol>", options, re.DOTALL)
    if len(sides) == 2:
        lefts, rights = ([bare(entry) for entry in _ENTRY.findall(side)] for side in sides)
        told = zip(map(bare, entries), lefts, strict=False)
        letters = [re.match(r" — ([A-J])\. ", entry[len(left) :]) for entry, left in told]
        if len(letters) == len(lefts) and all(letters):
            one.pairs = tuple(
                (left, rights[LETTERS.index(letter[1])]) for left, letter in zip(lefts, letters, strict=True) if letter
            )
            return
    one.leave_open("pairs", "看不出怎样配对", bare("；".join(entries)), "写上 `pairs`")


def _reasons(html: str, count: int) -> list[str | None]:
    parts = _LETTER.split(html)
    told = {letter: marked(words).line for letter, words in zip(parts[1::2], parts[2::2], strict=True)}
    return [told.get(letter) for letter in LETTERS[:count]] if told else []


def _foreign(note: AnkiNote) -> RawQuestion:
    """Return a note of another type as far as the names of its fields say what they hold."""
    by_name = {name.strip().lower(): name for name in note.fields}
    found = {meaning: by_name[word] for meaning, words in _KNOWN.items() for word in reversed(words) if word in by_name}
    rest = [name for name in note.fields if name not in found.values()]
    for meaning in ("stem", "answer"):
        if meaning not in found and rest:
            found[meaning] = rest.pop(0)

    def text(meaning: str) -> str:
        html = note.fields[found[meaning]].replace("<br>", "</p><p>") if meaning in found else ""
        return "\n".join(marked(html).paragraphs)

    stem, options = text("stem"), text("options")
    if not options and "\n" in stem:
        first, _, options = stem.partition("\n")
        stem, options = (first, options) if len(split_cell(options, "").options) > 1 else (stem, "")
    words, kind, _ = label_in(stem)
    raw = RawQuestion(note.place, Placed(words, note.place))
    if kind or text("type"):
        raw.type_word = Placed(kind or text("type"), note.place)
    if options:
        split = split_cell(options, "")
        raw.options = [RawOption(one.letter, one.text, note.place) for one in split.options]
        raw.options_text = Placed(options, note.place)
    raw.answers = [Placed(answer, note.place)] if (answer := text("answer")) else []
    raw.explanation = [Placed(told, note.place)] if (told := text("explanation")) else []
    raw.tags = [("标签", tag) for tag in note.tags] + ([("category", note.deck)] if note.deck else [])
    raw.tags += [(name, bare(note.fields[name])) for name in rest if bare(note.fields[name])]
    return raw
