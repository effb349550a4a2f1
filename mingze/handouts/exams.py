"""Examination papers as documents: the question paper with its answer sheet, and the key apart from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingze.banks.drawn import DrawnPaper
from mingze.handouts import content
from mingze.handouts.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    PaperHead,
    PaperItem,
    PaperOption,
    ParagraphBlock,
    SectionBlock,
    TableBlock,
)
from mingze.handouts.sheet_drawing import SheetOwner, sheet_block
from mingze.model import LETTERS, Catalog
from mingze.sheets.sheet_layout import lay_out, lay_out_named
from mingze.sheets.sheet_parts import DIGITS, AnswerSheet
from mingze.views import runs
from mingze.views.paper import AskedView, PaperView, SectionView
from mingze.views.runs import Run
from mingze.views.view import Views

CONFIDENTIAL = "阅卷用，请勿与试卷一并发放"
ON_THE_SHEET = "请在答题卡上作答。"


class Exams:
    """Builds the documents of drawn papers."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.views = Views(catalog)

    def question_paper(self, drawn: DrawnPaper, digits: int = DIGITS) -> Document:
        """Return the question paper of one form, with its answer sheet, whose 考号 has so many digits."""
        paper = self.views.paper(drawn)
        names = tuple(section.number for section in paper.sections)
        head = PaperHead(paper.name, paper.form, paper.minutes, paper.marks, paper.number, names)
        lead = ParagraphBlock((Run(ON_THE_SHEET, bold=True),))
        sheet = f"{paper.title}答题卡"
        sections = (
            SectionBlock(paper.title, (head, lead, *self._questions(paper)), short=paper.title),
            SectionBlock(sheet, (sheet_block(lay_out(drawn, digits), sheet, self._edition(paper)),), short=sheet),
        )
        return self._document(paper, "", paper.title, sections)

    def named_sheets(self, owners: Iterable[tuple[DrawnPaper, SheetOwner]]) -> Document:
        """Return the answer sheets of a roster in its order, each with the form its owner gets."""
        sections = []
        sheets: dict[str, tuple[PaperView, AnswerSheet]] = {}
        for drawn, owner in owners:
            if drawn.number not in sheets:
                sheets[drawn.number] = self.views.paper(drawn), lay_out_named(drawn)
            paper, sheet = sheets[drawn.number]
            block = sheet_block(sheet, f"{paper.title}答题卡", self._edition(paper), owner)
            sections.append(SectionBlock(owner.name, (block,), short=owner.name))
        paper, _ = next(iter(sheets.values()))
        name = f"{paper.name}答题卡"
        site = self.catalog.site
        return Document(
            f"{paper.id}-{paper.seed}-sheets",
            name,
            site.title,
            site.edition,
            "",
            tuple(sections),
            paper=True,
            organisation=site.organisation or "",
        )

    def key(self, drawn: DrawnPaper) -> Document:
        """Return the key of one form with the reasons; never to be bound with the paper."""
        paper = self.views.paper(drawn)
        title = f"{paper.title}参考答案与解析"
        parts: list[Block] = [ParagraphBlock((Run(f"卷号：{paper.number}　　"), Run(CONFIDENTIAL, bold=True)), "note")]
        parts += _at_a_glance(paper)
        for section in paper.sections:
            parts.append(Heading(2, f"{section.name}（{section.facts}）"))
            rows = tuple(
                (runs.text(str(one.number)), (Run(one.key, bold=True),), one.question.reasons)
                for one in section.asked
                if not one.question.reference
            )
            if rows:
                parts.append(TableBlock(("题号", "答案", "解析"), rows, (2, 5, 20)))
            for one in section.asked:
                if one.question.reference:
                    parts += _rated_key(one)
        section_ = SectionBlock(title, tuple(parts), short=title)
        return self._document(paper, "-key", title, (section_,), confidential=CONFIDENTIAL)

    def _document(
        self, paper: PaperView, suffix: str, title: str, sections: tuple[SectionBlock, ...], confidential: str = ""
    ) -> Document:
        site = self.catalog.site
        return Document(
            f"{paper.id}-{paper.seed}-{paper.form}{suffix}",
            title,
            site.title,
            self._edition(paper),
            "",
            sections,
            paper=not confidential,
            confidential=confidential,
            organisation=site.organisation or "",
        )

    def _edition(self, paper: PaperView) -> str:
        return f"{self.catalog.site.edition}　卷号 {paper.number}"

    def _questions(self, paper: PaperView) -> Iterator[Block]:
        for section in paper.sections:
            rule = f"。{section.rule}" if section.rule else ""
            yield Heading(2, f"{section.name}（{section.facts}{rule}）")
            for one in section.asked:
                if one.opens:
                    yield content.dossier(one.opens)
                yield _item(one, section)


def _at_a_glance(paper: PaperView) -> Iterator[Block]:
    """Yield the letters and marks of the key alone, five by five as on the answer sheet."""
    yield Heading(2, "答案速查")
    for section in paper.sections:
        keys = [(one.number, one.key) for one in section.asked if one.question.alternatives]
        if section.has_groups and keys:
            words = "　　".join(f"{number}\u00a0\u00a0{key}" for number, key in keys)
            yield ParagraphBlock((Run(f"{section.label}　", bold=True), Run(words)), "lead")
        elif keys:
            fives = "　　".join(_five(keys[n : n + 5]) for n in range(0, len(keys), 5))
            yield ParagraphBlock((Run(f"{section.label}　", bold=True), Run(fives)), "lead")


def _item(one: AskedView, section: SectionView) -> PaperItem:
    return PaperItem(
        one.number,
        one.question.type,
        content.with_gaps(one.question.stem),
        section.points,
        tuple(PaperOption(letter, text) for letter, text in zip(LETTERS, one.lettered, strict=False)),
        one.lefts,
        layout=one.layout,
    )


def _rated_key(one: AskedView) -> Iterator[Block]:
    yield Heading(3, f"第{one.number}题")
    yield from map(ParagraphBlock, one.question.reference)
    yield ParagraphBlock((Run("得分点", bold=True),), "lead")
    yield Bullets(tuple(point.marked for point in one.question.points), ordered=True)
    yield ParagraphBlock((Run("解析　", bold=True), *one.question.reasons))


def _five(keys: list[tuple[int, str]]) -> str:
    (first, _), (last, _) = keys[0], keys[-1]
    numbers = f"{first}—{last}" if last > first else str(first)
    return "\u00a0\u00a0".join((numbers, *(key for _, key in keys)))
