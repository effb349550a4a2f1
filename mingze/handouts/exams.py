"""Examination papers as documents: the question paper with its answer sheet, and the key apart from them."""

from __future__ import annotations

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
    Catalog,
    PaperSection,
    QuestionType,
    ShortAnswer,
)
from mingze.papers import DrawnPaper, DrawnQuestion, DrawnSection
from mingze.questions import MODELS, QuestionGroup
from mingze.values.numerals import to_chinese
from mingze.views import prose, runs
from mingze.views.runs import Run

CONFIDENTIAL = "阅卷用，请勿与试卷一并发放"
ON_THE_SHEET = "请在答题卡上作答。"
_HOW_TO_MARK = "选择题、判断题把选中的方框涂满，其他题写在横线上、方框里。"


class Exams:
    """Builds the documents of drawn papers."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.content = Content(catalog)
        self.views = self.content.views

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
                    (Run(self._key(one), bold=True),),
                    self.views.question(one.question).reasons,
                )
                for number, one in numbered
                if not one.question.is_rated
            )
            if rows:
                parts.append(Table(("题号", "答案", "解析"), rows, (2, 5, 20)))
            for number, one in numbered:
                if one.question.is_rated:
                    parts += self._short_key(number, one)
        section_ = Section(title, tuple(parts), short=title)
        return self._document(drawn, "-key", title, (section_,), confidential=CONFIDENTIAL)

    def _at_a_glance(self, drawn: DrawnPaper) -> Iterator[Block]:
        """Yield the letters and marks of the key alone, five by five as on the answer sheet."""
        yield Heading(2, "答案速查")
        for section, numbered in _numbered(drawn):
            keys = [(number, self._key(one)) for number, one in numbered if one.question.is_closed]
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

    def _key(self, drawn: DrawnQuestion) -> str:
        """Write the key of a question in the letters of its form; "" where only a reference can be given."""
        return drawn.question.printed_key(drawn.parts, not self.catalog.is_open(drawn.question.id))

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
        model = MODELS.get(section.type, QuestionGroup)
        return model.paper_rule(partial=all(bank.gives_partial_marks for bank in banks))

    def _item(self, number: int, section: PaperSection, drawn: DrawnQuestion) -> Item:
        view = self.views.question(drawn.question)
        kind = runs.text(f"（{view.label}）" if section.size else "")
        printed = drawn.question.printed(drawn.parts, not view.is_open)
        terms = self.catalog.terms
        texts = (prose.inline(text, terms) if printed.is_prose else runs.text(text) for text in printed.lettered)
        return Item(
            number,
            view.type,
            (*kind, *wording.with_gaps(view.stem)),
            section.points,
            tuple(Option(letter, text) for letter, text in zip(LETTERS, texts, strict=False)),
            tuple(map(runs.text, printed.lefts)),
            layout=printed.layout,
        )

    def _sheet(self, drawn: DrawnPaper) -> Iterator[Block]:
        yield Fields(CANDIDATE)
        yield Paragraph(runs.text(f"卷号：{drawn.number}　　{_HOW_TO_MARK}"), "note")
        for n, (section, numbered) in enumerate(_numbered(drawn), 1):
            marks = section.section.full_marks
            yield Heading(2, f"{to_chinese(n)}、{section.section.type.label}（共{marks}分）")
            yield AnswerFields(tuple(_answer_field(number, section.section, one.question) for number, one in numbered))

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
        yield Paragraph((Run("解析　", bold=True), *self.views.question(question).reasons))


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
    place = question.answer_place(section.points)
    return AnswerField(number, question.type.value, place.letters, place.gaps, place.layout)
