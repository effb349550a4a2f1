"""Questions as GIFT (https://docs.moodle.org/en/GIFT_format), the text that Moodle and others read.

Its importer is silent about what it misreads: braces are escaped, each question ends with a blank line and holds none,
an arrow in a pair is written as another character. What it has no type for is asked in another form, of which a tag
tells our importer: several gaps as a question a gap, an order as a matching question of steps and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
PART_TAG = "原题"
"""Names the question that a question about one gap is a part of: ``ps-012/1/2``."""
ORDER_TAG, ORDER_FORM = "原题型", "排序题"
"""Say that a matching question was an order."""


def escaped(text: str) -> str:
    """Return a text in which nothing means anything to GIFT, in one line."""
    return text.translate(_ESCAPES).replace("\n", "\\n")


def write(batch: Batch) -> bytes:
    """Return the questions as a file with a category a bank."""
    blocks = []
    for part in batch.parts:
        blocks.append(_category(batch, part))
        blocks += ("\n".join(lines) for one in part.questions for lines in _questions(one, batch.base))
    return ("\n\n".join(blocks) + "\n\n").encode()


def _category(batch: Batch, part: BatchPart) -> str:
    return "$CATEGORY: " + "/".join(name.replace("/", "//") for name in dict.fromkeys((batch.title, part.title)))


def gap_line(gap: int, gaps: int) -> str:
    """Return the sentence below a stem that says which of its gaps is asked for."""
    return f"填第 {gap} 个空（共 {gaps} 个）。"


def place_line(place: int) -> str:
    """Return what stands for a place in an order."""
    return f"第 {place} 步"


def _questions(one: Carried, base: str) -> Iterator[Iterator[str]]:
    """Yield the lines of each question of GIFT that a question becomes: one, or one a gap."""
    if one.gaps > 1:
        yield from (_part(one, gap, base) for gap in range(1, one.gaps + 1))
        return
    told = as_html.paragraphs(one.reasons, base)
    if isinstance(one.interaction, Writing):
        told = _model_answer(one, base) + told
    tags = [(ORDER_TAG, ORDER_FORM)] if isinstance(one.interaction, Sequencing) else []
    stem, answers = _stem(one, base), _answers(one, base)
    yield _block(one, id_=one.id, name=one.name, tags=tags, stem=stem, answers=answers, told=told)


def _part(one: Carried, gap: int, base: str) -> Iterator[str]:
    """Ask for one gap; the explanation, which names the words of all, comes with the last."""
    assert isinstance(one.interaction, Filling)
    words = one.interaction.accepted[gap - 1]
    told = as_html.paragraphs(one.reasons, base) if gap == one.gaps else ""
    tags = [(PART_TAG, f"{one.id}/{gap}/{one.gaps}")]
    stem = f"{_stem(one, base)}<p>{gap_line(gap, one.gaps)}</p>"
    lines = (f"={escaped(word)}" for word in words)
    name = f"{one.name}（{gap}/{one.gaps}）"
    return _block(one, id_=f"{one.id}.{gap}", name=name, tags=tags, stem=stem, answers=lines, told=told)


def _block(
    one: Carried,
    *,
    id_: str,
    name: str,
    tags: Iterable[tuple[str, str]],
    stem: str,
    answers: Iterable[str],
    told: str,
) -> Iterator[str]:
    yield f"// [id:{id_}] {' '.join(f'[tag:{tag}:{words}]' for tag, words in (*tags, *one.facts))}"
    yield f"::{escaped(name)}::[html]{escaped(stem)}{{"
    yield from answers
    if told:
        yield f"####{escaped(told)}"
    yield "}"


def _stem(one: Carried, base: str) -> str:
    above = as_html.dossier(one.group, base) if one.group else ""
    return f"{above}<p>{as_html.inline(one.view.stem, base)}</p>"


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
        case Sequencing(steps=steps):
            yield from (
                f"={escaped(as_html.escaped(_arrowless(steps[n])))} -> {place_line(n + 1)}"
                for n in one.mixed(len(steps))  # where nothing is shuffled the order would be the key
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
    match one.interaction:
        case Filling(accepted=accepted):
            if any(_MISREAD.search(word) for words in accepted for word in words):
                yield Loss(one.id, WHOLE, "答案里有 -> 或以 % 开头，GIFT 会读错")
            if one.gaps > 1:
                yield Loss(one.id, "题型", "GIFT 的填空题只能有一个空：几个空拆成几道题，每道填一个")
        case Pairing(pairs=pairs) if any(_ARROW in side for pair in pairs for side in pair):
            yield Loss(one.id, "配对", "GIFT 里 -> 是分隔符，写成 →")
        case Sequencing(steps=steps):
            yield Loss(one.id, "题型", "GIFT 没有排序题：写成连线题，每一步连它的位次，位次对几个得几份分")
            if any(_ARROW in step for step in steps):
                yield Loss(one.id, "次序", "GIFT 里 -> 是分隔符，写成 →")


FORMAT = QuestionFormat(
    ".gift.txt",
    write,
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
