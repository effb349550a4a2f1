"""Questions as Aiken (https://docs.moodle.org/en/Aiken_format): stem, options, one letter, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.losses import WHOLE, Loss
from mingze.questions import LETTERS, Choosing, Filling, Judging, Pairing, Sequencing, Writing
from mingze.views.runs import one_line

_LIKE_ANOTHER_LINE = re.compile(r"[A-Z][.)]\s|ANSWER:")
"""What would be read as an option or an answer at the beginning of a stem."""


def write(batch: Batch) -> bytes:
    """Return the questions one after another."""
    return ("\n\n".join("\n".join(_question(one)) for one in batch.questions) + "\n").encode()


def _question(one: Carried) -> Iterator[str]:
    yield one_line(one.view.stem)
    if isinstance(one.interaction, Judging):
        yield from ("A. 对", "B. 错")
        yield f"ANSWER: {LETTERS[0 if one.interaction.right else 1]}"
        return
    yield from (f"{letter}. {one_line(alternative.runs)}" for letter, alternative, _ in one.alternatives)
    yield f"ANSWER: {one.key_letters}"


def _also(one: Carried) -> Iterator[Loss]:
    if isinstance(one.interaction, Choosing) and one.interaction.several:
        yield Loss(one.id, WHOLE, "Aiken 没有多选题，写进去会被读成单选")
    elif one.group:
        yield Loss(one.id, WHOLE, "Aiken 放不下材料")
    elif _LIKE_ANOTHER_LINE.match(one_line(one.view.stem)):
        yield Loss(one.id, WHOLE, "题干开头像选项，Aiken 会读错")
    if isinstance(one.interaction, Judging):
        yield Loss(one.id, "题型", "Aiken 没有判断题，写成“对”“错”两个选项的单选题")


FORMAT = QuestionFormat(
    ".aiken.txt",
    write,
    cannot={
        Filling: "Aiken 没有填空题",
        Pairing: "Aiken 没有连线题",
        Sequencing: "Aiken 没有排序题",
        Writing: "Aiken 没有简答题",
    },
    lost=dict.fromkeys(
        ("解析", "逐项错因", "提示", "依据", "难度", "来源", "不同卷", "选项不换位置", "强调和链接"),
        "Aiken 只有题干、选项和答案",
    ),
    also=_also,
)
