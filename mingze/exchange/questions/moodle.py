"""Questions as Moodle XML (https://docs.moodle.org/en/Moodle_XML_format).

Checked against what Moodle's importer does: fractions are those of its list, a multiple choice says
``<single>false</single>``, verdicts are ``true`` and ``false``, every text stands in CDATA.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingze.exchange import as_html
from mingze.exchange.questions.batch import Batch, BatchPart
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.losses import Loss
from mingze.questions import GAP, Choosing, Filling, Judging, Pairing, Sequencing
from mingze.views.runs import Runs

FRACTIONS = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20",
    6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10",
}  # fmt: skip
"""What each of n right answers earns; Moodle refuses other figures (33, 33, 34)."""
_WRONG = "-100"
_TYPES = {
    Choosing: "multichoice",
    Judging: "truefalse",
    Pairing: "matching",
    Sequencing: "ordering",
}
_LONGEST_TAG = 50
"""Moodle cuts longer ones."""


def write(batch: Batch) -> bytes:
    """Return the questions as a file with a category a bank."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    for part in batch.parts:
        lines += _category(batch, part)
        for one in part.questions:
            lines += _question(one, batch.base)
    return "\n".join([*lines, "</quiz>", ""]).encode()


def cdata(text: str) -> str:
    """Return a text in CDATA; what would end it is split."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>" if text else ""


def _text(name: str, html: str, indent: str = "    ") -> str:
    return f'{indent}<{name} format="html"><text>{cdata(html)}</text></{name}>'


def _category(batch: Batch, part: BatchPart) -> Iterator[str]:
    path = "/".join(name.replace("/", "//") for name in dict.fromkeys((batch.title, part.title)))
    yield '  <question type="category">'
    yield f"    <category><text>{cdata(f'$course$/top/{path}')}</text></category>"
    yield f"    <idnumber>{part.id}</idnumber>"
    yield "  </question>"


def _question(one: Carried, base: str) -> Iterator[str]:
    yield f'  <question type="{_type(one)}">'
    yield f"    <name><text>{cdata(one.name)}</text></name>"
    yield _text("questiontext", _stem(one, base))
    yield _text("generalfeedback", as_html.paragraphs(one.reasons, base))
    if not isinstance(one.interaction, Filling) or one.gaps == 1:  # gaps of several earn by themselves
        yield f"    <defaultgrade>{one.marks:g}</defaultgrade>"
    yield "    <penalty>0.3333333</penalty>"
    yield "    <hidden>0</hidden>"
    yield f"    <idnumber>{one.id}</idnumber>"
    yield from _answers(one, base)
    if one.hint:
        yield _text("hint", as_html.paragraphs(one.hint, base))
    yield "    <tags>"
    yield from (f"      <tag><text>{cdata(tag)}</text></tag>" for tag in _tags(one))
    yield "    </tags>"
    yield "  </question>"


def _type(one: Carried) -> str:
    if isinstance(one.interaction, Filling):
        return "shortanswer" if one.gaps == 1 else "cloze"
    return _TYPES.get(type(one.interaction), "essay")


def _stem(one: Carried, base: str) -> str:
    above = as_html.dossier(one.group, base) if one.group else ""
    stem = as_html.inline(one.view.stem, base)
    if isinstance(one.interaction, Filling) and one.gaps > 1:
        fillings = map(_embedded, one.interaction.accepted)
        stem = GAP.sub(lambda gap: next(fillings, gap[0]), stem) + "".join(fillings)
    return f"{above}<p>{stem}</p>"


_CLOZE = str.maketrans({"}": "&#125;", "~": "&#126;", "#": "&#35;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "\\*"})
"""Moodle reads the words of an embedded gap up to one of these, and then as HTML; ``*`` stands for anything."""


def _embedded(accepted: tuple[str, ...]) -> str:
    """Return a gap with its words as they stand in a text."""
    return f"{{1:SHORTANSWER:={'~='.join(word.translate(_CLOZE) for word in accepted)}}}"


def _answers(one: Carried, base: str) -> Iterator[str]:
    match one.interaction:
        case Choosing(several=several, pinned=pinned):
            yield f"    <single>{_flag(not several)}</single>"
            yield f"    <shuffleanswers>{_flag(not pinned)}</shuffleanswers>"
            yield "    <answernumbering>ABCD</answernumbering>"
            yield from _choices(one, several, base)
        case Judging(right=right):
            yield _answer("true", "100" if right else "0", "moodle_auto_format")
            yield _answer("false", "0" if right else "100", "moodle_auto_format")
        case Filling(accepted=accepted) if len(accepted) == 1:
            yield "    <usecase>0</usecase>"
            yield from (_answer(word.replace("*", "\\*"), "100", "moodle_auto_format") for word in accepted[0])
        case Filling():
            pass  # they stand in the stem
        case Pairing(pairs=pairs):
            yield "    <shuffleanswers>true</shuffleanswers>"
            for left, right_side in pairs:
                yield '    <subquestion format="html">'
                yield f"      <text>{cdata(as_html.escaped(left))}</text>"
                yield f"      <answer><text>{cdata(right_side)}</text></answer>"
                yield "    </subquestion>"
        case Sequencing(steps=steps):
            yield from _ordering(len(steps))
            yield from (_answer(as_html.escaped(step), str(n), "html") for n, step in enumerate(steps, 1))
        case _:
            yield "    <responseformat>editor</responseformat>"
            yield "    <responserequired>1</responserequired>"
            yield "    <responsefieldlines>10</responsefieldlines>"
            yield "    <attachments>0</attachments>"
            yield _text("graderinfo", _for_raters(one, base))


def _choices(one: Carried, several: bool, base: str) -> Iterator[str]:
    share = FRACTIONS[max(1, len(one.key_letters))] if several else "100"
    for _, alternative, is_right in one.alternatives:
        fraction = share if is_right else _WRONG if several else "0"
        yield _answer(as_html.inline(alternative.runs, base), fraction, "html", alternative.feedback, base)


def _ordering(count: int) -> Iterator[str]:
    yield "    <layouttype>VERTICAL</layouttype>"
    yield "    <selecttype>ALL</selecttype>"
    yield f"    <selectcount>{count}</selectcount>"
    yield "    <gradingtype>ALL_OR_NOTHING</gradingtype>"
    yield "    <showgrading>SHOW</showgrading>"
    yield "    <numberingstyle>none</numberingstyle>"
    # where they are missing, some versions make hints without a format of their own, and fail
    yield from (_text(name, "") for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"))
    yield "    <shownumcorrect/>"


def _answer(text: str, fraction: str, format_: str, feedback: Runs = (), base: str = "") -> str:
    told = _text("feedback", as_html.inline(feedback, base), "") if feedback else ""
    return f'    <answer fraction="{fraction}" format="{format_}"><text>{cdata(text)}</text>{told}</answer>'


def _for_raters(one: Carried, base: str) -> str:
    points = "".join(f"<li>{as_html.inline(point.marked, base)}</li>" for point in one.view.points)
    return f"{as_html.paragraphs(one.view.reference, base)}<ol>{points}</ol>"


def _tags(one: Carried) -> Iterator[str]:
    return (tag for name, words in one.facts if len(tag := f"{name}:{words}") <= _LONGEST_TAG)


def _flag(yes: bool) -> str:
    return "true" if yes else "false"


def _also(one: Carried) -> Iterator[Loss]:
    for name, words in one.facts:
        if len(f"{name}:{words}") > _LONGEST_TAG:
            yield Loss(one.id, name, f"Moodle 的标签不超过 {_LONGEST_TAG} 个字，“{words}”不写")
    if isinstance(one.interaction, Sequencing):
        yield Loss(one.id, "题型", "排序题要 Moodle 4.4 以后的版本，或者装有 ordering 题型")
    if isinstance(one.interaction, Pairing) and len(one.interaction.pairs) < 3:
        yield Loss(one.id, "题型", "Moodle 的连线题要三对，两对的会提示补一对")


FORMAT = QuestionFormat(
    ".xml",
    write,
    lost={
        "多选全对才得分": "Moodle 的多选题漏选也得部分分，选错一个不得分",
        "不同卷": "只记成标签，Moodle 组卷时不看",
        "材料题": "Moodle 没有一份材料几道题的题型，材料放在每道小题的题干前面",
    },
    also=_also,
    remark="判断填空对错时，Moodle 只不分大小写，不像本站那样不分全角半角；可以接受的写法都已写进去。",
)
