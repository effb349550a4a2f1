"""Banks typed at random in the ways that people type them, with what each question is; a seed gives the same."""

from __future__ import annotations

import random
from dataclasses import dataclass

_VOCABULARY = (
    "安全、生产、责任、隐患、排查、演练、培训、检查、整改、记录、会议、经费、防护、应急、预案、值班、巡查、台账、通报、考核、1.5米、36V、"
    "3个月、《安全生产法》、A类、B级、10%、PPE、CO2、第三条、24小时、2021年、不得、应当"
)
_WORDS = _VOCABULARY.split("、")
_NUMBERS = ("{}.", "{}、", "{}．", "({})", "（{}）", "{} .", "第{}题 ", "{}) ", "{}. ", "【{}】")
_OPTIONS = ("{}.{}", "{}、{}", "{}．{}", "({}){}", "（{}）{}", "{}：{}", "{} {}", "{}){}")
_BETWEEN = ("\n", " ", "　　", "\t", "    ")
_ANSWERS = (
    *("答案：{}", "【答案】{}", "正确答案: {}", "参考答案：{}", "答案 {}", "[答案]{}", "【答案】：{}", "答：{}"),
    "【正确答案】{}",
)
_REASONS = ("解析：{}", "【解析】{}", "答案解析：{}", "【答案解析】：{}", "试题解析：{}", "分析：{}", "", "")
_BETWEEN_LETTERS = ("", "、", ",", "，", " ", "；")
_VERDICTS = (("对", "错"), ("√", "×"), ("正确", "错误"), ("T", "F"), ("是", "否"))
_HEADINGS = (
    *("{0}、{1}题", "{1}题", "（{0}）{1}题", "第{0}部分 {1}题", "【{1}题】", "# {1}题"),
    "{0}、{1}题（每题1分，共20分）",
)
_KINDS = {"single": "单选", "multiple": "多选", "judge": "判断"}


@dataclass(frozen=True)
class MadeQuestion:
    """What a question is; ``stem`` without gap and full stop."""

    type: str
    stem: str
    options: tuple[str, ...] | None
    answer: str


def made_bank(seed: int) -> tuple[str, list[MadeQuestion]]:
    """Return a text and its questions: one way of typing throughout, answers within, below or behind the questions."""
    r = random.Random(seed)
    number, option, between, said, reason = map(r.choice, (_NUMBERS, _OPTIONS, _BETWEEN, _ANSWERS, _REASONS))
    sign, verdicts, heading = r.choice(_BETWEEN_LETTERS), r.choice(_VERDICTS), r.choice(_HEADINGS)
    where, restarts, blank = r.choice(("below", "stem", "end")), r.random() < 0.5, r.random() < 0.4
    lines, key, n = ["安全知识题库"], [], 0
    made: list[MadeQuestion] = []
    for at, (kind, name) in enumerate(_KINDS.items()):
        n = 0 if restarts else n
        lines.append(heading.format("一二三"[at], name))
        key.append(heading.format("一二三"[at], name).partition("（每")[0])
        for _ in range(r.randint(3, 9)):
            n += 1
            one = _question(r, kind, f"{len(made)}号")
            made.append(one)
            letters = sign.join(one.answer) if one.options else verdicts[one.answer == "错"]
            gap = f"（ {letters} ）" if where == "stem" else "（　　）"
            line = f"{one.stem}{gap}。" if one.options else f"{one.stem}。{gap}"
            lines.append(number.format(n) + line)
            texts = [option.format("ABCDEF"[m], text) for m, text in enumerate(one.options or ())]
            lines += between.join(texts).split("\n") if texts else []
            lines += [said.format(letters)] if where == "below" else []
            lines += [reason.format(_words(r, 5))] if reason and where == "below" else []
            lines += [""] if blank else []
            key.append(f"{n}.{letters}")
    return "\n".join([*lines, *(["参考答案", *key] if where == "end" else [])]), made


def _question(r: random.Random, kind: str, mark: str) -> MadeQuestion:
    stem = _words(r, r.randint(4, 9)) + mark
    if kind == "judge":
        return MadeQuestion(kind, stem, None, r.choice(("对", "错")))
    options: list[str] = []
    while len(options) < 4:
        if (text := _words(r, r.randint(1, 3))) not in options:
            options.append(text)
    letters = r.sample("ABCD", 1 if kind == "single" else r.randint(2, 4))
    return MadeQuestion(kind, stem, tuple(options), "".join(sorted(letters)))


def _words(r: random.Random, count: int) -> str:
    return "".join(r.choice(_WORDS) for _ in range(count))
