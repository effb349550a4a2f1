"""One question of a format that names its parts, while it is read: what it has no key for is told and kept."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from mingze.diagnostics import Severity
from mingze.importing.questions.found_bank import (
    MOST_OPTIONS,
    FoundPicture,
    FoundPoint,
    FoundQuestion,
    ImportNotice,
    UndecidedField,
)
from mingze.importing.questions.raw_question import notice
from mingze.questions import GAP, LETTERS

WHOLE_SHARE = 99.9
"""Percent from which an answer counts as right."""


class OneRead(Struct):
    """A question under way."""

    place: str
    type: str | None = None
    stem: str | None = None
    options: list[str] = field(default_factory=list)
    feedback: list[str | None] = field(default_factory=list)
    answer: str | None = None
    answers: tuple[tuple[str, ...], ...] | None = None
    pairs: tuple[tuple[str, str], ...] | None = None
    sequence: tuple[str, ...] | None = None
    explanation: str | None = None
    reference: str | None = None
    points: tuple[FoundPoint, ...] = ()
    hint: str | None = None
    pinned: bool = False
    id: str | None = None
    material: str | None = None
    group: str | None = None
    tags: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[FoundPicture] = field(default_factory=list)
    undecided: list[UndecidedField] = field(default_factory=list)
    notices: list[ImportNotice] = field(default_factory=list)

    def tell(self, code: str, message: str, help_: str, shown: str = "", place: str = "") -> None:
        """Add a warning at the question's place, or another."""
        self.notices.append(notice(code, Severity.WARNING, place or self.place, message, help_, shown=shown))

    def leave_open(self, name: str, reason: str, source: str, help_: str, code: str = "undecided") -> None:
        """Leave a field open, keep its text and tell it."""
        self.undecided.append(UndecidedField(name, reason, source))
        self.tell(code, reason, help_, source)

    def keep(self, name: str, text: str, message: str, place: str = "") -> None:
        """Keep a text that the site has no key for, and tell it."""
        self.tags.append((name, text))
        self.tell("no-counterpart", message, "要用就写进解析或反馈，不用就删掉", text, place)

    def without_counterpart(self, message: str, source: str) -> None:
        """Say that the site has no such type."""
        self.type = None
        self.leave_open("type", message, source, "换一种题型来问，或从草稿里删掉", "no-counterpart")

    def choose(self, shares: Sequence[float], several: bool, place: str = "") -> None:
        """Decide a choice by what each option earns, in percent; the options stand already."""
        right = [n for n, share in enumerate(shares) if share > 0]
        source = "；".join(f"{text} {share:g}%" for text, share in zip(self.options, shares, strict=True))
        self.type = "multiple" if several else "single"
        if len(self.options) > MOST_OPTIONS:
            self.leave_open("options", f"有 {len(self.options)} 个选项", source, "删到 10 个以内", "too-many-options")
            return
        if not several:
            full = [n for n in right if shares[n] >= WHOLE_SHARE]
            for n in (n for n, share in enumerate(shares) if share and n not in full):
                self.keep("部分得分", f"{self.options[n]} {shares[n]:g}%", "得一部分分、扣分的选项没有相应的键", place)
            right = full
        if several and len({round(shares[n], 3) for n in right}) > 1:
            self.keep("部分得分", source, "各个正确选项得分不同，没有相应的键", place)
        if len(right) == 1 or (several and len(right) > 1):
            self.answer = "".join(LETTERS[n] for n in right)
        if not right:
            self.leave_open("answer", "没有一个选项是对的", source, "写上 `answer`", "answer-missing")
        elif several and len(right) < 2:
            self.type = self.answer = None
            self._open_both("标为多选，正确选项只有一个", source)
        elif not several and len(right) > 1:
            self.type = self.answer = None
            self._open_both(f"标为单选，有 {len(right)} 个选项是对的", source)

    def _open_both(self, reason: str, source: str) -> None:
        self.leave_open("type", reason, source, "改 `type`，或改答案", "type-conflict")
        self.undecided.append(UndecidedField("answer", reason, source))

    def fill(self, accepted: Sequence[Sequence[str]]) -> None:
        """Take words for the gaps of the stem."""
        self.type = "blank"
        self.answers = tuple(tuple(words) for words in accepted)
        gaps = len(GAP.findall(self.stem or ""))
        words = f"题干有 {gaps} 个空，答案有 {len(self.answers)} 个"
        if gaps != len(self.answers):
            self.tell("gap-missing", words, "在题干里写上（　　）")
        if gaps > 1 and gaps != len(self.answers):  # which gap an answer belongs to, nobody can tell
            source = "；".join("||".join(gap) for gap in self.answers)
            self.answers = None
            self.undecided.append(UndecidedField("answers", words, source))
        elif not all(self.answers):
            self.answers = None
            self.leave_open("answers", "有的空没有全对的答案", "", "写上 `answers`", "answer-missing")

    def write(self) -> None:
        """Take it for a short answer, by what stands already of reference and points."""
        self.type = "short"
        missing = [name for name, there in (("参考答案", self.reference), ("得分点", self.points)) if not there]
        if missing:
            self.tell("points-missing", f"没有{'和'.join(missing)}", "写上 `reference` 和 `points`")
        if not self.reference:
            self.undecided.append(UndecidedField("reference", "没有参考答案", ""))
        if not self.points:
            self.undecided.append(UndecidedField("points", "没有得分点", ""))

    def found(self) -> FoundQuestion:
        """Return the question as it was read."""
        feedback = tuple(self.feedback) if any(self.feedback) else ()
        return FoundQuestion(
            place=self.place,
            type=self.type,
            stem=self.stem or None,
            options=tuple(self.options) or None,
            answer=self.answer,
            answers=self.answers,
            pairs=self.pairs,
            sequence=self.sequence,
            explanation=self.explanation or None,
            reference=self.reference or None,
            points=self.points,
            feedback=feedback,
            hint=self.hint or None,
            pinned=self.pinned,
            id=self.id,
            material=self.material,
            group=self.group,
            tags=tuple(self.tags),
            pictures=tuple(self.pictures),
            undecided=tuple(self.undecided),
            notices=tuple(self.notices),
        )
