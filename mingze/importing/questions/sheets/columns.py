"""Which column of a table is what: by its heading, where that is unknown by what stands below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from mingze.importing.questions.answer_text import letters_of
from mingze.importing.questions.option_text import split_cell
from mingze.importing.questions.question_words import TYPE_NAMES, type_of, verdict_of
from mingze.importing.questions.sheets.cells import TableRow

_SEARCHED_ROWS = 20
_SAMPLE = 60
_MEANINGS: dict[str, str] = {
    "stem": (
        "题干|题目|题目内容|试题|试题内容|试题正文|题目正文|题目描述|题干内容|问题|问题内容|内容|题面|"
        "正文|题目题干|试题题干|题目名称|试题名称|question|questions|stem|content|title|questiontext|"
        "题|考题|判断题题干|选择题题干"
    ),
    "type": (
        "题型|试题类型|题目类型|类型|题类|题型名称|试题题型|type|questiontype|qtype|试题种类|题目种类|"
        "题目题型|typelabel"
    ),
    "options": (
        "选项|题目选项|试题选项|备选项|备选答案|可选项|选项内容|答案选项|候选项|options|choices|全部选项|供选答案"
    ),
    "answer": (
        "答案|正确答案|参考答案|标准答案|题目答案|试题答案|正确选项|标答|参照答案|answer|answers|"
        "rightanswer|correctanswer|correct|key|答案内容|正确答案选项|right|solution|标准答案正确选项"
    ),
    "explanation": (
        "解析|答案解析|试题解析|题目解析|详解|解题思路|说明解析|答案说明|解析说明|explanation|"
        "analysis|explain|试题分析|题解|分析|答案详解|解释|correctfeedback|generalfeedback"
    ),
    "id": ("试题guid|guid|试题id|题目id|id|uuid|编号|试题编号|题目编号|题库编号|questionid|idnumber|题目唯一标识"),
    "number": ("题号|序号|no|num|number|行号|顺序"),
    "material": ("材料|题目材料|共用题干|背景材料|案例|案例材料|material|passage"),
    "picture": ("图片|题目图片|是否有图片|图片地址|image|picture|配图|题干图片"),
    "feedback": ("反馈|feedback"),
}
_MEANINGS["stem"] += "|questioncontent|quecontent|qcontent|questiontitle|stemcontent"
_MEANINGS["options"] += "|optioncontent|optioncontents|questionoptions"
_MEANINGS["answer"] += "|questionanswer|queanswer|standardanswer"
_MEANINGS["explanation"] += "|questionexplain|questionanalysis|answeranalysis"
_KNOWN = {name: meaning for meaning, names in _MEANINGS.items() for name in names.split("|")}
_OPTION = re.compile(
    r"^(?:选择?项|备选项|备选答案|备选|可选项|候选项|答案选项|option|opt?|choice|选择)[_\-\s]?(?P<one>[a-z]|\d{1,2}|[一二三四五六七八九十])(?:内容|选项)?$|"
    r"^(?P<two>[a-z])(?:选项|项|选择|答案)?$|^(?:项目)(?P<three>[a-z])$"
)
_ANSWER = re.compile(r"^(?:正确)?答案(\d{1,2}|[一二三四五六七八九十])$|^answer(\d{1,2})$")
_CORRECT = re.compile(r"^(?:iscorrect|correct|是否正确|正确|是否答案)[_\-]?(\d{1,2}|[a-z])$")
_SCORE = re.compile(r"^(?:得分|分数|分值)(\d{1,2})$")
_FEEDBACK = re.compile(r"^(?:feedback|反馈|选项反馈|反馈说明)[_\-]?(\d{1,2}|[a-z])$")
_COUNTED = "一二三四五六七八九十"
LABELS = {
    "stem": "题干", "type": "题型", "options": "选项（一格）", "answer": "答案", "explanation": "解析", "id": "编号",
    "number": "题号", "material": "材料", "picture": "图片", "feedback": "反馈",
}  # fmt: skip


class Columns(Struct):
    """Where things stand in a table."""

    one: dict[str, int] = field(default_factory=dict)
    """By meaning: the column."""
    options: dict[int, int] = field(default_factory=dict)
    """By position of the option from 0: the column."""
    answers: list[int] = field(default_factory=list)
    """Where the answer has several columns, in their order."""
    correct: dict[int, int] = field(default_factory=dict)
    """By position of the option: the column that says whether it is right."""
    feedback: dict[int, int] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)
    """Columns that mean nothing to a question, by their headings."""
    guessed: dict[str, int] = field(default_factory=dict)
    """Those found by their content."""
    width: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether rows can be read as questions."""
        has_rest = "answer" in self.one or self.answers or self.options or "options" in self.one or self.correct
        return "stem" in self.one and bool(has_rest or "type" in self.one)

    @property
    def all(self) -> frozenset[int]:
        """Every column that is something."""
        return frozenset({
            *self.one.values(), *self.options.values(), *self.answers, *self.correct.values(), *self.feedback.values(),
            *self.others,
        })  # fmt: skip

    @property
    def known(self) -> int:
        """How many columns are known."""
        return len(self.one) + len(self.options) + len(self.answers) + len(self.correct) + len(self.feedback)

    def told(self) -> str:
        """Say in words which column is what."""
        from openpyxl.utils import get_column_letter as letter  # noqa: PLC0415

        parts = [f"{LABELS[name]} {letter(column)}" for name, column in sorted(self.one.items(), key=lambda p: p[1])]
        if self.options:
            parts.append("选项 " + "、".join(letter(column) for _, column in sorted(self.options.items())))
        if self.answers:
            parts.append("答案 " + "、".join(map(letter, self.answers)))
        parts += [f"“{heading}” {letter(column)}（照录）" for column, heading in self.others.items()]
        return "；".join(parts)


def heading_words(text: str) -> str:
    """Reduce a heading to what is compared: 题型 (必填） and 选项E↵(勿删) to 题型 and 选项e."""
    text = unicodedata.normalize("NFKC", text).strip()
    bare = re.sub(r"[(\[【][^()\[\]【】]*[)\]】]", "", text)
    bare = bare if re.sub(r"[\s()\[\]【】]", "", bare) else re.sub(r"[()\[\]【】]", "", text)
    return re.sub(r"[\s*:,/、_#]+|必填|选填|勿删", "", bare).lower()


def columns_of(row: TableRow) -> Columns:
    """Read a row as headings."""
    out = Columns(width=max(row.cells, default=0))
    positions: list[tuple[str, int]] = []
    for column, cell in sorted(row.cells.items()):
        word = heading_words(cell.text)
        if not word or len(word) > 24:
            out.others[column] = cell.text
        elif match := _ANSWER.match(word):
            out.answers.append(column)
            positions.append((match[0], column))
        elif match := _CORRECT.match(word):
            out.correct[_position(match[1])] = column
        elif match := _FEEDBACK.match(word):
            out.feedback[_position(match[1])] = column
        elif (match := _OPTION.match(word)) and word not in _KNOWN:
            position = _position(next(group for group in match.groups() if group))
            if position in out.options:
                out.others[column] = cell.text
            else:
                out.options[position] = column
        elif (meaning := _KNOWN.get(word)) and meaning not in out.one:
            out.one[meaning] = column
        else:
            out.others[column] = re.sub(r"\s+", " ", cell.text)
    if len(out.answers) == 1 and "answer" not in out.one:
        out.one["answer"] = out.answers.pop()
    if out.options and 0 not in out.options and 1 in out.options:  # 选项1 is the first
        out.options = {n - 1: column for n, column in out.options.items()}
    return out


def _position(sign: str) -> int:
    if sign in _COUNTED:
        return _COUNTED.index(sign)
    return int(sign) - 1 if sign.isdecimal() else ord(sign) - ord("a")


def find_heading(rows: Sequence[TableRow]) -> tuple[int, Columns] | None:
    """Return the position of the row of headings and what they mean; None where there is none."""
    best: tuple[int, Columns] | None = None
    for n, row in enumerate(rows[:_SEARCHED_ROWS]):
        if len(row.cells) < 2:
            continue
        found = columns_of(row)
        if any(len(cell.text) > 60 for cell in row.cells.values()):
            continue
        if not set(found.one) & {"stem", "type", "answer", "options"} or _is_data(row):
            continue
        if best is None or found.known > best[1].known:
            best = (n, found)
    if best is None:
        return None
    _complete(best[1], rows[best[0] + 1 :])
    return best


def _is_data(row: TableRow) -> bool:
    """Whether a row looks like a question and not like headings: a name of a type alone in a cell, letters, marks."""
    texts = [cell.text.strip() for cell in row.cells.values()]
    return any(re.fullmatch(TYPE_NAMES, text) and text not in _KNOWN for text in texts) or any(
        text.endswith(("。", "？", "?")) and len(text) > 14 for text in texts
    )


def _complete(columns: Columns, rows: Sequence[TableRow]) -> None:
    """Find by content what the headings do not say."""
    if columns.is_enough and ("answer" in columns.one or columns.answers or columns.correct):
        if "type" not in columns.one and (at := _types_among(columns.others, rows)):
            columns.one["type"] = columns.guessed["type"] = at
            columns.others.pop(at)
        return
    for meaning, column in by_content(rows, columns.others):
        if meaning not in columns.one and not (meaning == "answer" and (columns.answers or columns.correct)):
            if meaning == "options" and columns.options:
                continue
            columns.one[meaning] = column
            columns.guessed[meaning] = column
            columns.others.pop(column, None)


def _types_among(columns: Iterable[int], rows: Sequence[TableRow]) -> int:
    """Return the column that names a type in every row, whatever its heading; 0 for none."""
    sample = [row for row in rows[:_SAMPLE] if len(row.cells) > 1]
    for column in sorted(columns):
        texts = [text for row in sample if (text := row.text(column).strip())]
        if len(texts) * 2 > len(sample) and _share(texts, lambda t: len(t) <= 8 and type_of(t) is not None) == 1:
            return column
    return 0


def by_content(rows: Sequence[TableRow], among: Iterable[int]) -> list[tuple[str, int]]:
    """Return what columns hold by their cells: names of types, letters or verdicts, lists of options, long texts."""
    sample = [row for row in rows[:_SAMPLE] if row.cells]
    out: list[tuple[str, int]] = []
    lengths: dict[int, float] = {}
    for column in sorted(among):
        texts = [text for row in sample if (text := row.text(column).strip())]
        if not texts or len(texts) * 3 < len(sample):
            continue
        if _share(texts, lambda t: len(t) <= 12 and type_of(t) is not None) > 0.8:
            out.append(("type", column))
        elif _share(texts, lambda t: len(t) <= 20 and bool(letters_of(t) or verdict_of(t))) > 0.8:
            out.append(("answer", column))
        elif _share(texts, _holds_options) > 0.6:
            out.append(("options", column))
        else:
            lengths[column] = sum(map(len, texts)) / len(texts)
    if lengths:
        stem = max(
            lengths, key=lambda column: (lengths[column] >= 6, -column if lengths[column] >= 6 else lengths[column])
        )
        if lengths[stem] >= 5:
            out.append(("stem", stem))
    return out


def without_heading(rows: Sequence[TableRow]) -> Columns | None:
    """Return the columns of a table without headings, None where they cannot be told."""
    columns = Columns(width=max((max(row.cells, default=0) for row in rows), default=0))
    for meaning, column in by_content(rows, range(1, columns.width + 1)):
        columns.one.setdefault(meaning, column)
        columns.guessed[meaning] = column
    if "stem" not in columns.one or "answer" not in columns.one:
        return None
    if "options" not in columns.one:
        _options_beside(columns, [row for row in rows[:_SAMPLE] if row.cells])
    return columns


def _options_beside(columns: Columns, sample: Sequence[TableRow]) -> None:
    """Take the columns between stem and answer, or behind the answer, for options where letters are answered."""
    stem, answer = columns.one["stem"], columns.one["answer"]
    letters = [letters for row in sample if (letters := letters_of(row.text(answer)))]
    known = {*columns.one.values()}
    for first, last in ((stem + 1, answer), (max(stem, answer) + 1, columns.width + 1)):
        free = [column for column in range(first, last) if column not in known]
        with_letters = [row for row in sample if letters_of(row.text(answer))]
        if len(free) < 2 or not letters or free != list(range(free[0], free[0] + len(free))):
            continue
        full = all(row.text(free[0]).strip() and row.text(free[1]).strip() for row in with_letters)
        if full and max(max(one) for one in letters) < chr(ord("A") + len(free)):
            columns.options = dict(enumerate(free))
            return


def fits(columns: Columns, rows: Sequence[TableRow]) -> bool:
    """Whether rows without headings have the columns of another sheet: types and answers stand where they should."""
    sample = [row for row in rows[:_SAMPLE] if row.cells]
    if not sample:
        return False
    if (at := columns.one.get("type")) and _share(
        [row.text(at) for row in sample], lambda t: type_of(t) is not None
    ) < 0.8:
        return False
    stem = columns.one.get("stem", 0)
    return _share([row.text(stem) for row in sample], lambda t: len(t) > 4) > 0.7


def _holds_options(text: str) -> bool:
    return len(text) > 4 and len(split_cell(text, "").options) > 1


def _share(texts: list[str], fitting: object) -> float:
    return sum(bool(fitting(text)) for text in texts) / len(texts)  # type: ignore[operator]
