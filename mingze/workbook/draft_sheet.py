"""The sheet of drafts: imported questions with what is still open, and three passages each may rest on.

What a trainer decides there goes into the draft; ``mingze import accept`` moves what is finished to its bank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from mingze.model import LETTERS, ClauseKey, QuestionType
from mingze.workbook import site_records
from mingze.workbook.faults import CannotRead
from mingze.workbook.layout import Sheet
from mingze.workbook.question_fields import ANSWER_KEYS, ANSWER_NOTE, KeyField, OptionsField, PointsField
from mingze.workbook.record_fields import (
    Changes,
    ChoiceField,
    Column,
    FlagField,
    NumberedField,
    ReferencesField,
    ShownField,
    TextField,
    Values,
    list_of,
    text_of,
)
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord

PROPOSED = "abc"
"""The letters under which a draft holds its proposals."""
_LONGEST_PASSAGE, _SHARED = 60, 2
_OPTIONS = 10


class ProposedField(ReferencesField, frozen=True):
    """What a question rests on: a letter of a proposal, or any reference typed out."""

    kind: str = "citation"

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the references; a letter becomes the passage that it stands for. Raises `CannotRead`."""
        proposed = dict(_proposals(values))
        lines = []
        for line in cells[0].split("\n"):
            letters = _letters_in(line)
            if not letters:
                lines.append(line)
                continue
            if unknown := [letter.upper() for letter in letters if letter not in proposed]:
                offered = "、".join(letter.upper() for letter in proposed) or "没有候选"
                raise CannotRead(f"没有候选 {'、'.join(unknown)}", f"可以写：{offered}；或写出条款", "value-not-known")
            lines += [names.show_citation(proposed[letter], regulation) for letter in letters]
        written = [one for one in list_of(values.get("cites")) if isinstance(one, str)]
        kept = {proposed[one.strip().lower()]: one for one in written if one.strip().lower() in proposed}
        found = super().read(["\n".join(dict.fromkeys(lines))], values, regulation, names)["cites"]
        return {"cites": [kept.get(one, one) for one in list_of(found) if isinstance(one, str)] or None}

    def _show(self, written: str, regulation: str, names: References) -> str:
        return names.show_citation(written, regulation)

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return each reference by its name; a letter by the passage that it stands for."""
        proposed = dict(_proposals(values))
        written = [one for one in list_of(values.get("cites")) if isinstance(one, str)]
        meant = [proposed.get(one.strip().lower(), one) for one in written]
        return ("\n".join(self._show(one, regulation, names) for one in meant),)


def _letters_in(line: str) -> str:
    """Return the letters of proposals that a line names (B, A、C), "" where it says something else."""
    plain = re.sub(r"[\s、,;]+", "", unicodedata.normalize("NFKC", line)).lower()
    is_letters = bool(re.fullmatch(rf"[{PROPOSED}]{{1,{len(PROPOSED)}}}|[a-z]", plain))
    return plain if is_letters else ""


def _proposals(values: Values) -> list[tuple[str, str]]:
    """Return the letters of a draft's proposals and what they name."""
    entries = [one for one in list_of(values.get("cites_proposed")) if isinstance(one, dict)]
    return [(letter, text_of(one, letter)) for one in entries for letter in PROPOSED if text_of(one, letter)]


def _proposed(record: SheetRecord, names: References) -> str:
    lines = []
    entries = [one for one in list_of(record.values.get("cites_proposed")) if isinstance(one, dict)]
    for (letter, key), entry in zip(_proposals(record.values), entries, strict=False):
        shared = "、".join(text_of(entry, "shared").split("、")[:_SHARED])
        lines.append(f"{letter.upper()} {names.show_citation(key, '')}：{_passage(key, names)}")
        lines += [f"　共有：{shared}"] if shared else []
    return "\n".join(lines)


def _passage(key: str, names: References) -> str:
    try:
        clause = names.catalog.clause(ClauseKey.parse(key, names.own_regulation("")))
    except ValueError:
        return ""
    text = clause.text.strip() if clause else ""
    return text if len(text) <= _LONGEST_PASSAGE else f"{text[:_LONGEST_PASSAGE]}…"


def _open(record: SheetRecord, names: References) -> str:
    """Say what of a question is still open, and the text of its file that would have filled it."""
    lines = []
    for one in list_of(record.values.get("undecided")):
        if not isinstance(one, Mapping) or record.values.get(text_of(one, "field")):
            continue
        said = f"{_NAMES.get(text_of(one, 'field'), text_of(one, 'field'))}：{text_of(one, 'reason')}"
        source = text_of(one, "source_text")
        lines.append(f"{said}（原文：{source}）" if source else said)
    return "\n".join(lines)


_NAMES = {
    "type": "题型", "stem": "题干", "options": "选项", "answer": "答案", "answers": "答案", "reference": "参考答案",
    "points": "得分点",
}  # fmt: skip


def _from(record: SheetRecord, names: References) -> str:
    return f"{PurePath(record.file).stem}　{text_of(record.values, 'from')}"


def _material(record: SheetRecord, names: References) -> str:
    return text_of(record.values, "material")


_TYPES = tuple(type_.label for type_ in QuestionType if type_ != "group")
_YES_NO = ("是", "否")
DRAFTS = Sheet(
    name="drafts",
    title="草稿",
    id_column=Column("草稿题号", 13, "导入时起的，不要改。"),
    fields=(
        ShownField((), (Column("待定", 16, "只供对照：还没有定下来的，和文件里的原文。"),), say=_open),
        ChoiceField(("type",), (Column("题型", 7, "在下拉里选。", _TYPES, strict=True),), choice=QuestionType),
        TextField(("stem",), (Column("题干", 26, "空处写全角括号夹两个全角空格（　　）。"),)),
        OptionsField(
            ("options",),
            (
                *(
                    Column(f"选项{x}", 9, "选择题的选项。", other_names=(x,), rare=x >= "E", printed=x < "E")
                    for x in LETTERS[:_OPTIONS]
                ),
                Column("各选项错因", 30, "选错了错在哪里，每条以选项的字母开头，如 A：……", printed=False),
            ),
        ),
        KeyField(ANSWER_KEYS, (Column("答案", 9, ANSWER_NOTE),)),
        ShownField((), (Column("候选依据", 46, "只供对照：文字相近的三处，和共有的词。"),), say=_proposed),
        ProposedField(("cites",), (Column("依据", 12, "写 A、B、C 认可候选；都不是的，写条款、职责编号、术语：…。"),)),
        TextField(("explanation",), (Column("解析", 34, "为什么对，依据哪一条款。不写选项的字母。", printed=False),)),
        PointsField(("points",), (Column("得分点", 20, "简答题的得分点，每行一个，如 内容（2分）。", printed=False),)),
        NumberedField(
            ("depth",),
            (Column("难度", 8, "在下拉里选，可以空着。", ("1 记忆", "2 理解", "3 运用"), strict=True, printed=False),),
            words=("记忆", "理解", "运用"),
        ),
        TextField(("hint",), (Column("提示", 18, "答题前可以看的提示，可以空着。", printed=False),)),
        FlagField(
            ("pinned",),
            (Column("选项不换位置", 10, "选项里有“以上都是”之类时写 是。", _YES_NO, strict=True, printed=False),),
        ),
        ReferencesField(
            ("sources",), (Column("来源", 18, "来源的编号，每行一个。", "source", printed=False),), kind="source"
        ),
        ShownField((), (Column("材料", 24, "只供对照：这道题依据的材料。", printed=False),), say=_material),
        ShownField((), (Column("出自", 22, "只供对照：哪一份草稿，原来在文件的哪里。", printed=False),), say=_from),
    ),
    records=site_records.drafts,
    named_by="",
    order=(
        *("id", "from", "imported", "type", "stem", "options", *ANSWER_KEYS, "points", "explanation", "hint", "pinned"),
        *("depth", "sources", "material", "group", "undecided", "cites_proposed", "pictures", "cites"),
    ),
    intro="每行一道导入的、还没有做完的题。定下待定的，写上解析和依据；做完的用 mingze import accept 移到题库。",
    frozen=2,
    only_known="做完的已经移到题库；新题写在“题目”表里，或者用 mingze import questions 导入",
)
