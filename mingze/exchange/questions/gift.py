"""Questions as GIFT (https://docs.moodle.org/en/GIFT_format), the text that Moodle and others read.

Its importer is silent about what it misreads: braces are escaped, each question ends with a blank line and holds none,
an arrow in a pair is written as another character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.exchange import as_html
from mingze.exchange.questions.batch import Batch, BatchPart
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.losses import WHOLE, Loss
from mingze.exchange.questions.moodle import FRACTIONS
from mingze.questions import Choosing, Filling, Judging, Pairing, Sequencing, Writing
from mingze.views.runs import Runs

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})
_MISREAD = re.compile("^%|->")
"""What a word to write would be taken for: a weight, a pair."""
_ARROW, _OTHER_ARROW = "->", "→"


def escaped(text: str) -> str:
    """Return a text in which nothing means anything to GIFT, in one line."""
    return text.translate(_ESCAPES).replace("\n", "\\n")


def write(batch: Batch) -> bytes:
    """Return the questions as a file with a category a bank."""
    blocks = []
    for part in batch.parts:
        blocks.append(_category(batch, part))
        blocks += ("\n".join(_question(one, batch.base)) for one in part.questions)
    return ("\n\n".join(blocks) + "\n\n").encode()


def _category(batch: Batch, part: BatchPart) -> str:
    return "$CATEGORY: " + "/".join(name.replace("/", "//") for name in dict.fromkeys((batch.title, part.title)))


def _question(one: Carried, base: str) -> Iterator[str]:
    yield f"// [id:{one.id}] {' '.join(f'[tag:{name}:{words}]' for name, words in one.facts)}"
    above = as_html.dossier(one.group, base) if one.group else ""
    stem = f"{above}<p>{as_html.inline(one.view.stem, base)}</p>"
    yield f"::{escaped(one.name)}::[html]{escaped(stem)}{{"
    yield from _answers(one, base)
    told = as_html.paragraphs(one.reasons, base)
    if isinstance(one.interaction, Writing):
        told = _model_answer(one, base) + told
    if told:
        yield f"####{escaped(told)}"
    yield "}"


def _answers(one: Carried, base: str) -> Iterator[str]:
    match one.interaction:
        case Choosing(several=several):
            share = f"~%{FRACTIONS[max(1, len(one.key_letters))]}%" if several else "="
            for _, alternative, is_right in one.alternatives:
                sign = share if is_right else "~%-100%" if several else "~"
                yield sign + _html(alternative.runs, base) + _feedback(alternative.feedback, base)
        case Judging(right=right):
            yield "TRUE" if right else "FALSE"
        case Filling(accepted=accepted):
            yield from (f"={escaped(word)}" for word in accepted[0])
        case Pairing(pairs=pairs):
            yield from (
                f"={escaped(as_html.escaped(_arrowless(left)))} -> {escaped(_arrowless(right))}"
                for left, right in pairs
            )


def _arrowless(text: str) -> str:
    """Write another arrow: one of GIFT's own would end the left side, and there is no escape."""
    return text.replace(_ARROW, _OTHER_ARROW)


def _html(runs: Runs, base: str) -> str:
    text = as_html.inline(runs, base)
    return escaped(f"&#37;{text[1:]}" if text.startswith("%") else text)  # %50% would be a weight


def _feedback(runs: Runs, base: str) -> str:
    return f"#{_html(runs, base)}" if runs else ""


def _model_answer(one: Carried, base: str) -> str:
    points = "".join(f"<li>{as_html.inline(point.marked, base)}</li>" for point in one.view.points)
    return f"<p>参考答案：</p>{as_html.paragraphs(one.view.reference, base)}<ol>{points}</ol><p>解析：</p>"


def _also(one: Carried) -> Iterator[Loss]:
    if isinstance(one.interaction, Filling) and one.gaps > 1:
        yield Loss(one.id, WHOLE, f"GIFT 的填空题只能有一个空，这道有 {one.gaps} 个")
    if isinstance(one.interaction, Filling) and any(map(_MISREAD.search, one.interaction.accepted[0])):
        yield Loss(one.id, WHOLE, "答案里有 -> 或以 % 开头，GIFT 会读错")
    if isinstance(one.interaction, Pairing) and any(_ARROW in side for pair in one.interaction.pairs for side in pair):
        yield Loss(one.id, "配对", "GIFT 里 -> 是分隔符，写成 →")


FORMAT = QuestionFormat(
    ".gift.txt",
    write,
    cannot={Sequencing: "GIFT 没有排序题"},
    lost={
        "提示": "GIFT 没有提示",
        "选项不换位置": "GIFT 写不下，导入以后要逐题关掉“打乱选项”",
        "多选全对才得分": "Moodle 的多选题漏选也得部分分，选错一个不得分",
        "不同卷": "只记成标签，Moodle 组卷时不看",
        "材料题": "GIFT 没有一份材料几道题的题型，材料放在每道小题的题干前面",
        "得分点": "没有阅卷用的栏，参考答案和得分点写在解析前面，答完以后考生看得到",
    },
    also=_also,
)
