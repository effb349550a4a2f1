"""Fields of papers: a type of question a column, written 题数×每题分值; the banks of all sections in one cell.

A paper's file has its settings below ``paper`` and its sections in a list: fields of both say which they mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from mingze.model import QuestionType
from mingze.model.bank import Answers
from mingze.source import Path, Value
from mingze.values.marks import tidy
from mingze.workbook.faults import CannotRead
from mingze.workbook.record_fields import Changes, Field, Values, list_of, split_lines, text_of
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_PART = re.compile(rf"({_NUMBER})[题道]?,?[×x*](?:({_NUMBER})(?:小?题)?,?[×x*])?(?:每小?题)?({_NUMBER})分?(?:=.*)?")
"""15×2, 15题×2分, 15×2=30; of groups 1×3×4."""
_DIFFERENT = "（各大题不同）"


def _paper(values: Values) -> dict[str, Value]:
    found = values.get("paper")
    return dict(found) if isinstance(found, dict) else {}


def _sections(values: Values) -> list[dict[str, Value]]:
    return [one for one in list_of(values.get("sections")) if isinstance(one, dict)]


def _type_of(section: Values) -> QuestionType | None:
    return QuestionType.read(text_of(section, "type"))


class SettingField(Field, frozen=True):
    """A field of a paper's settings."""

    inner: Field

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return what the field shows of the settings."""
        return self.inner.show(_paper(values), regulation, names)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the settings with what the cells say."""
        paper = _paper(values)
        changed = {**paper, **self.inner.read(cells, paper, regulation, names)}
        return {"paper": {key: value for key, value in changed.items() if value is not None}}

    def holds(self, path: Path, values: Values) -> bool:
        """Whether a place in the settings is the field's."""
        return path[0] == "paper" and len(path) > 1 and path[1] in self.inner.keys


class PartField(Field, frozen=True):
    """The section of one type: 题数×每题分值, of groups 道数×每道小题数×每小题分值."""

    type: QuestionType

    def _own(self, values: Values) -> list[dict[str, Value]]:
        return [one for one in _sections(values) if _type_of(one) is self.type]

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the numbers of the section; of several of one type each, which cannot be read back."""
        return ("；".join(_numbers(one) for one in self._own(values)),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the sections with this one as the cell says; what else stands in it stays."""
        own, sections = self._own(values), _sections(values)
        if not cells[0]:
            return {"sections": [one for one in sections if one not in own] or None}
        if own and cells[0] == _numbers(own[0]):
            return {"sections": [one for one in sections if one not in own[1:]]}
        numbers = self._parse(cells[0])
        if own:
            return {"sections": [{**one, **numbers} if one is own[0] else one for one in sections]}
        fresh: dict[str, Value] = {"type": self.type.value, **numbers}
        if sections and "banks" in sections[0] and not _paper(values).get("banks"):
            fresh["banks"] = sections[0]["banks"]
        behind = list(QuestionType)[list(QuestionType).index(self.type) + 1 :]
        sections.insert(next((n for n, one in enumerate(sections) if _type_of(one) in behind), len(sections)), fresh)
        return {"sections": list[Value](sections)}

    def _parse(self, text: str) -> dict[str, Value]:
        is_group = self.type is QuestionType.GROUP
        form = "道数×每道的小题数×每小题分值，如 1×3×4" if is_group else "题数×每题分值，如 15×2"
        plain = "".join(unicodedata.normalize("NFKC", text).replace("✕", "×").replace("X", "x").split())
        match = _PART.fullmatch(plain)
        if match is None or bool(match[2]) != is_group:
            raise CannotRead(f"看不懂“{text}”", f"写成 {form}；没有这种题就空着")
        return {"count": match[1], **({"size": match[2]} if match[2] else {}), "points": match[3]}

    def holds(self, path: Path, values: Values) -> bool:
        """Whether a place in the file is in this section."""
        if path[0] != "sections" or len(path) < 2 or not isinstance(path[1], int):
            return False
        return _type_of(_sections(values)[path[1]]) is self.type


def _numbers(section: Values) -> str:
    found = (text_of(section, key) for key in ("count", "size", "points"))
    return "×".join(one for one in found if one)


class BanksField(Field, frozen=True):
    """The banks that all sections draw from. An empty cell means those of the post, without one all there are."""

    reads_empty = True

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the banks, one a line; that the sections differ where they do."""
        given = list_of(_paper(values).get("banks"))
        lists = [list_of(one.get("banks")) or given for one in _sections(values)] or [given]
        if any(one != lists[0] for one in lists):
            return (_DIFFERENT,)
        return ("\n".join(names.show("bank", one, regulation) for one in lists[0] if isinstance(one, str)),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the settings with the banks, and the sections without banks of their own."""
        paper, sections = _paper(values), _sections(values)
        if cells[0] and cells[0] == self.show(values, regulation, names)[0]:
            return {"paper": paper or None, "sections": list[Value](sections) or None}
        banks: list[Value] = [names.read("bank", line, regulation) for line in split_lines(cells[0])]
        if not banks and not text_of(paper, "role"):
            banks = list[Value](_all_banks(paper, names))
        paper.pop("banks", None)
        if banks:
            paper["banks"] = banks
        bare: list[Value] = [{key: value for key, value in one.items() if key != "banks"} for one in sections]
        return {"paper": paper or None, "sections": bare or None}

    def holds(self, path: Path, values: Values) -> bool:
        """Whether a place in the file names banks."""
        return "banks" in path


def _all_banks(paper: Mapping[str, Value], names: References) -> list[str]:
    """Return the banks that a paper without any draws from: those whose keys are shown, or withheld, as its own are."""
    banks = names.catalog.banks
    withheld = {id_ for id_, bank in banks.items() if bank.bank.answers is Answers.WITHHELD}
    wanted = Answers.read(text_of(paper, "answers")) is Answers.WITHHELD
    fit = [id_ for id_ in names.ids("bank") if (id_ in withheld) == wanted]
    return fit or names.ids("bank")


def full_marks(record: SheetRecord, names: References) -> str:
    """Return what a paper's sections earn together, "" where a number is none."""
    total = 0.0
    for section in _sections(record.values):
        numbers = [text_of(section, key) or ("1" if key == "size" else "") for key in ("count", "size", "points")]
        if not all(re.fullmatch(_NUMBER, one) for one in numbers):
            return ""
        total += float(numbers[0]) * float(numbers[1]) * float(numbers[2])
    return str(tidy(total))
