"""Examination papers as documents: the question paper with its answer sheet, and the key apart from them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mingze.handouts import wording
from mingze.handouts.blocks import (
    AnswerField,
    AnswerFields,
    Block,
    Bullets,
    Document,
    Fields,
    Heading,
    Item,
    Option,
    PaperHead,
    Paragraph,
    Section,
    Table,
)
from mingze.handouts.content import Content
from mingze.handouts.wording import CANDIDATE
from mingze.model import (
    LETTERS,
    BaseQuestion,
    Blank,
    Catalog,
    Judge,
    Match,
    MultipleChoice,
    Order,
    PaperSection,
    QuestionType,
    ShortAnswer,
    SingleChoice,
)
from mingze.model.numerals import to_chinese
from mingze.papers import DrawnPaper, DrawnQuestion, DrawnSection
from mingze.views import prose, runs
from mingze.views.question import shuffled
from mingze.views.runs import Run, Runs

CONFIDENTIAL = "阅卷用，请勿与试卷一并发放"
JUDGE_MARKS = ("√", "×")
ON_THE_SHEET = "请在答题卡上作答。"
_HOW_TO_MARK = "选择题、判断题把选中的方框涂满，其他题写在横线上、方框里。"
_LETTERED = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.JUDGE)
_RULES = {
    QuestionType.SINGLE: "每小题只有一个正确答案，多选、错选不得分",
    QuestionType.MULTIPLE: "每小题有两个或两个以上正确答案，多选、少选、错选均不得分",
    QuestionType.JUDGE: "正确的打“√”，错误的打“×”",
    QuestionType.BLANK: "",
    QuestionType.MATCH: "给左边每一项找出右边相配的一项",
    QuestionType.ORDER: "按正确的顺序排列字母，全对才得分",
    QuestionType.SHORT: "",
    QuestionType.GROUP: "先读材料，再答下面的小题；题型写在每小题前面",
}
_PARTIAL = "每小题有两个或两个以上正确答案，少选得部分分，多选、错选不得分"


class Exams:
    """Builds the documents of drawn papers."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.content = Content(catalog)

    def question_paper(self, drawn: DrawnPaper) -> Document:
        """Return the question paper of one form, with its answer sheet."""
        title = self._title(drawn)
        names = tuple(to_chinese(n) for n in range(1, len(drawn.sections) + 1))
        head = PaperHead(
            drawn.paper.paper.title,
            drawn.form,
            drawn.paper.paper.minutes,
            drawn.paper.full_marks,
            drawn.number,
            names,
        )
        sections = (
            Section(title, (head, Paragraph((Run(ON_THE_SHEET, bold=True),)), *self._questions(drawn)), short=title),
            Section(f"{title}答题卡", tuple(self._sheet(drawn)), short=f"{title}答题卡"),
        )
        return self._document(drawn, "", title, sections)

    def key(self, drawn: DrawnPaper) -> Document:
        """Return the key of one form with the reasons; never to be bound with the paper."""
        title = f"{self._title(drawn)}参考答案与解析"
        parts: list[Block] = [Paragraph((Run(f"卷号：{drawn.number}　　"), Run(CONFIDENTIAL, bold=True)), "note")]
        parts += self._at_a_glance(drawn)
        for n, (section, numbered) in enumerate(_numbered(drawn), 1):
            parts.append(Heading(2, self._heading(n, section.section, rules=False)))
            rows = tuple(
                (
                    runs.text(str(number)),
                    (Run(key_text(one, self._withheld(one.question)), bold=True),),
                    self._reasons(one.question),
                )
                for number, one in numbered
                if not isinstance(one.question, ShortAnswer)
            )
            if rows:
                parts.append(Table(("题号", "答案", "解析"), rows, (2, 5, 20)))
            for number, one in numbered:
                if isinstance(one.question, ShortAnswer):
                    parts += self._short_key(number, one)
        section_ = Section(title, tuple(parts), short=title)
        return self._document(drawn, "-key", title, (section_,), confidential=CONFIDENTIAL)

    def _at_a_glance(self, drawn: DrawnPaper) -> Iterator[Block]:
        """Yield the letters and marks of the key alone, five by five as on the answer sheet."""
        yield Heading(2, "答案速查")
        for section, numbered in _numbered(drawn):
            keys = [
                (number, key_text(one, self._withheld(one.question)))
                for number, one in numbered
                if one.question.type in _LETTERED
            ]
            if section.section.type is QuestionType.GROUP and keys:
                words = "　　".join(f"{number}\u00a0\u00a0{key}" for number, key in keys)
                yield Paragraph((Run(f"{section.section.type.label}　", bold=True), Run(words)), "lead")
            elif keys:
                fives = "　　".join(_five(keys[n : n + 5]) for n in range(0, len(keys), 5))
                yield Paragraph((Run(f"{section.section.type.label}　", bold=True), Run(fives)), "lead")

    def _document(
        self, drawn: DrawnPaper, suffix: str, title: str, sections: tuple[Section, ...], confidential: str = ""
    ) -> Document:
        site = self.catalog.site
        return Document(
            f"{drawn.paper.id}-{drawn.seed}-{drawn.form}{suffix}",
            title,
            site.title,
            f"{site.edition}　卷号 {drawn.number}",
            "",
            sections,
            paper=not confidential,
            confidential=confidential,
            organisation=site.organisation or "",
        )

    def _title(self, drawn: DrawnPaper) -> str:
        return f"{drawn.paper.paper.title}（{drawn.form}卷）"

    def _withheld(self, question: BaseQuestion) -> bool:
        return self.catalog.bank_of[question.id].bank.answers == "withheld"

    def _questions(self, drawn: DrawnPaper) -> Iterator[Block]:
        for n, (section, numbered) in enumerate(_numbered(drawn), 1):
            yield Heading(2, self._heading(n, section.section))
            for number, one in numbered:
                if one.opens:
                    yield self.content.dossier(one.opens)
                yield self._item(number, section.section, one)

    def _heading(self, number: int, section: PaperSection, rules: bool = True) -> str:
        rule = self._rule(section) if rules else ""
        material = f"{section.count}份材料，" if section.size else ""
        facts = f"共{material}{section.items}小题，每小题{section.points}分，共{section.full_marks}分"
        return f"{to_chinese(number)}、{section.type.label}（{facts}{'。' + rule if rule else ''}）"

    def _rule(self, section: PaperSection) -> str:
        banks = [self.catalog.banks[id_].bank for id_ in section.banks if id_ in self.catalog.banks]
        if section.type is QuestionType.MULTIPLE and all(bank.multiple_scoring == "partial" for bank in banks):
            return _PARTIAL
        return _RULES[section.type]

    def _item(self, number: int, section: PaperSection, drawn: DrawnQuestion) -> Item:
        question = drawn.question
        kind = runs.text(f"（{question.type.label}）" if section.size else "")
        lefts: tuple[Runs, ...] = ()
        if isinstance(question, Match):
            lefts = tuple(runs.text(pair.left) for pair in question.pairs)
        return Item(
            number,
            question.type.value,
            (*kind, *wording.stem(question.stem, self.catalog.terms)),
            section.points,
            self._options(drawn),
            lefts,
        )

    def _options(self, drawn: DrawnQuestion) -> tuple[Option, ...]:
        question = drawn.question
        if isinstance(question, SingleChoice | MultipleChoice):
            words = [prose.inline(question.options[n].text, self.catalog.terms) for n in drawn.parts]
        elif isinstance(question, Match):
            words = [runs.text(question.pairs[n].right) for n in parts_in_order(drawn, self._withheld(question))]
        elif isinstance(question, Order):
            words = [runs.text(question.sequence[n]) for n in parts_in_order(drawn, self._withheld(question))]
        else:
            words = []
        return tuple(Option(LETTERS[n], one) for n, one in enumerate(words))

    def _sheet(self, drawn: DrawnPaper) -> Iterator[Block]:
        yield Fields(CANDIDATE)
        yield Paragraph(runs.text(f"卷号：{drawn.number}　　{_HOW_TO_MARK}"), "note")
        for n, (section, numbered) in enumerate(_numbered(drawn), 1):
            marks = section.section.full_marks
            yield Heading(2, f"{to_chinese(n)}、{section.section.type.label}（共{marks}分）")
            yield AnswerFields(tuple(_answer_field(number, section.section, one.question) for number, one in numbered))

    def _reasons(self, question: BaseQuestion) -> Runs:
        parts = prose.paragraphs(question.explanation, self.catalog.terms)
        cited = "；".join(dict.fromkeys(self._cited(question)))
        return (*(run for part in parts for run in part), Run(f"（依据：{cited}）" if cited else ""))

    def _cited(self, question: BaseQuestion) -> Iterator[str]:
        for citation in question.cites:
            badges = [c.verification for c in self.catalog.clauses_behind(citation)[:1]]
            note = "".join(f"［{badge.label}］" for badge in badges if not badge.is_quotable)
            yield self.content.views.names.cited(citation) + note

    def _short_key(self, number: int, drawn: DrawnQuestion) -> Iterator[Block]:
        question = drawn.question
        assert isinstance(question, ShortAnswer)
        yield Heading(3, f"第{number}题")
        yield from (Paragraph(words) for words in prose.paragraphs(question.reference, self.catalog.terms))
        yield Paragraph((Run("得分点", bold=True),), "lead")
        yield Bullets(
            tuple((*prose.inline(p.text, self.catalog.terms), Run(f"（{p.score}分）")) for p in question.points),
            ordered=True,
        )
        yield Paragraph((Run("解析　", bold=True), *self._reasons(question)))


def parts_in_order(drawn: DrawnQuestion, withheld: bool) -> list[int]:
    """Return the positions of a match's right sides, or of an order's steps, in the order in which a form shows them.

    Pages shuffle them first by their texts (`mingze.views.question.shuffled`); a form then moves those of a match.
    """
    question = drawn.question
    if isinstance(question, Match):
        shown = shuffled(question, [pair.right for pair in question.pairs], withheld)
        return [shown[n] for n in drawn.parts]
    assert isinstance(question, Order)
    return shuffled(question, question.sequence, withheld)


def key_text(drawn: DrawnQuestion, withheld: bool) -> str:
    """Write the key of a question in the letters of its form; "" for a short answer."""
    question = drawn.question
    if isinstance(question, SingleChoice | MultipleChoice):
        places = sorted(drawn.parts.index(LETTERS.index(letter)) for letter in question.answer)
        return "".join(LETTERS[n] for n in places)
    if isinstance(question, Judge):
        return JUDGE_MARKS[0] if question.answer else JUDGE_MARKS[1]
    if isinstance(question, Blank):
        return "；".join(" 或 ".join(accepted) for accepted in question.answers)
    if isinstance(question, Match):
        order = parts_in_order(drawn, withheld)
        return "　".join(f"{n + 1}—{LETTERS[order.index(n)]}" for n in range(len(question.pairs)))
    if isinstance(question, Order):
        order = parts_in_order(drawn, withheld)
        return "".join(LETTERS[order.index(n)] for n in range(len(question.sequence)))
    return ""


def _numbered(drawn: DrawnPaper) -> Iterator[tuple[DrawnSection, list[tuple[int, DrawnQuestion]]]]:
    """Yield the sections with their questions numbered through the paper."""
    number = 0
    for section in drawn.sections:
        numbered = list(enumerate(section.questions, number + 1))
        number += len(numbered)
        yield section, numbered


def _five(keys: list[tuple[int, str]]) -> str:
    (first, _), (last, _) = keys[0], keys[-1]
    numbers = f"{first}—{last}" if last > first else str(first)
    return "\u00a0\u00a0".join((numbers, *(key for _, key in keys)))


def _answer_field(number: int, section: PaperSection, question: BaseQuestion) -> AnswerField:
    type_ = question.type.value
    if isinstance(question, SingleChoice | MultipleChoice):
        return AnswerField(number, type_, tuple(LETTERS[: len(question.options)]))
    if isinstance(question, Judge):
        return AnswerField(number, type_, JUDGE_MARKS)
    if isinstance(question, Blank):
        return AnswerField(number, type_, gaps=len(question.answers))
    if isinstance(question, Match):
        return AnswerField(number, type_, gaps=len(question.pairs))
    if isinstance(question, Order):
        return AnswerField(number, type_, gaps=len(question.sequence))
    return AnswerField(number, type_, gaps=max(5, math.ceil(section.points) - 2))
