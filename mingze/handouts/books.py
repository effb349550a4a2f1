"""The documents a trainer hands out: a role's duties, the booklet, a theme through all roles, the session kit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from mingze.handouts import content, forms
from mingze.handouts.blocks import (
    Block,
    Bullets,
    Count,
    Document,
    Fields,
    Heading,
    Lines,
    ParagraphBlock,
    Qr,
    SectionBlock,
    TableBlock,
)
from mingze.handouts.comparison_table import comparison_section
from mingze.handouts.levels import beside_section
from mingze.model import Catalog, Role, Standing
from mingze.model.reference import TermStanding
from mingze.views import prose, routes, runs
from mingze.views.boards import pictures
from mingze.views.clause import ClauseView
from mingze.views.commentary import EVIDENCE_NOTE
from mingze.views.duty import DutyView
from mingze.views.matrix import ThemeRow, compare
from mingze.views.names import duties_title
from mingze.views.regulation import RegulationView, checked_words
from mingze.views.runs import Run, Runs
from mingze.views.term import TermView, terms_by_letter
from mingze.views.view import Views

NOTE_LINES = 8
"""Ruled lines for notes; where the page has room for more, a writer may go on to its end."""
CHECKLIST_ROWS = 7
CHECKLIST_ROW_MM = 24
"""Seven rows of this height fill a page of A4."""
_STANDINGS = (
    f"“{Standing.CLAUSE.label}”：从条文直接得出。",
    f"“{Standing.COMMENTATOR.label}”：来源里的归纳，出自官方问答或者作者，条文没有这样写。",
)
_TERM_STANDINGS = (
    f"“{TermStanding.SOURCE.label}”：来源自己的解释。",
    f"“{TermStanding.VERIFIED.label}”：与其他材料核对过。",
    f"“{TermStanding.UNVERIFIED.label}”：还没有核对。",
)
_SITE, _BOOKLET = "学习站", "学习手册"


class Books:
    """Builds the hand-outs of one catalog, or of a part of it that has pages of its own (`Views.within`)."""

    def __init__(self, catalog: Catalog, views: Views | None = None) -> None:
        """``views`` are those of the part; without them the hand-outs are of the whole."""
        self.catalog = catalog
        self.views = views or Views(catalog)
        self._told = self.views.told
        self._end = f"-{self.views.unit}" if self.views.unit else ""

    def all(self) -> Iterator[Document]:
        """Yield every hand-out: roles, booklet, themes, kit."""
        yield from (self.role(role) for role in self.roles())
        yield self.booklet()
        yield from self.themes()
        yield self.kit()
        yield from self.texts()
        yield from self.amendments()
        yield from self.besides()

    def role(self, role: Role) -> Document:
        """Return the hand-out of one role: its duties with their explanations, its key points, room for notes."""
        page = routes.role(role.id)
        parts: list[Block] = []
        if self.catalog.site.url:
            parts.append(Qr(f"{self.catalog.site.url.rstrip('/')}/{page}", "扫码在线学习与自测"))
        parts += self._role_blocks(role)
        parts += [Heading(2, "学习记录"), Lines(NOTE_LINES)]
        regulations = self._regulations(a.regulation for a in self.catalog.assignments_of(role.id))
        return self._document(
            f"handout-{role.id}",
            duties_title(self.catalog, role),
            regulations,
            (SectionBlock(role.name, tuple(parts)),),
        )

    def booklet(self) -> Document:
        """Return the whole in one: roles from odd pages, regulations, key points, the picture, glossary, sources."""
        parts = [
            SectionBlock(role.name, tuple(self._role_blocks(role)), odd=True) for role in self.roles()
        ]  # each role's part can be taken out and handed on
        sections: list[SectionBlock] = []
        sections += (
            SectionBlock(r.marked, tuple(_regulation(r)), odd=True) for r in self.views.regulations if r.articles
        )
        notes = tuple(k for part in self._told.article_notes for k in part.key_points)
        if notes:
            sections.append(SectionBlock("要点提示", tuple(content.key_point(self.views.key_point(k)) for k in notes)))
        boards = tuple(content.picture(b) for p in pictures(self.views) for b in p.boards)
        if boards:
            note = ParagraphBlock(runs.text("方框里的概括和分组是编写者加的，不是条文；箭头表示先后。"), "note")
            sections.append(SectionBlock("考核、奖励与问责", (note, *boards)))
        if self.catalog.terms:
            sections.append(SectionBlock("术语", tuple(self._glossary())))
        if self._told.sources:
            sections.append(SectionBlock("来源", (self._sources(),)))
        unit = self.views.in_unit
        title = (unit.name if unit else self.catalog.site.title.removesuffix(_SITE)) + _BOOKLET
        preface = SectionBlock("说明", tuple(self._preface(section.title for section in sections)))
        return self._document(
            f"booklet{self._end}", title, self.views.regulations, (preface, *parts, *sections), cover=True
        )

    def themes(self) -> Iterator[Document]:
        """Yield a sheet for each theme."""
        return (self.theme(row) for row in compare(self.views).rows)

    def theme(self, row: ThemeRow) -> Document:
        """Return one sheet: who does what about one theme."""
        parts: list[Block] = []
        parts += map(ParagraphBlock, row.theme.description)
        for cell in row.cells:
            if cell.duties:
                parts.append(Heading(2, cell.role.name))
                parts += (content.clause(duty.clause) for duty in cell.duties)
        none = [cell.role.name for cell in row.cells if not cell.shares]
        if none:
            parts.append(ParagraphBlock(runs.text(f"没有这方面专项职责的岗位：{'、'.join(none)}。"), "note"))
        duties = [duty for cell in row.cells for duty in cell.duties]
        parts += content.legend_note(_clauses(duties))
        parts += [Heading(2, "学习记录"), Lines(NOTE_LINES // 2)]
        regulations = self._regulations(duty.regulation for duty in duties)
        title = f"{row.theme.title}：各岗位怎样分工"
        return self._document(
            f"theme-{row.theme.id}{self._end}", title, regulations, (SectionBlock(title, tuple(parts)),)
        )

    def texts(self) -> Iterator[Document]:
        """Yield the full text of each regulation that the site tells in parts, so that it can be printed whole."""
        for told in self.views.regulations:
            if told.stretches:
                section = SectionBlock(told.marked, tuple(_regulation(told)))
                yield self._document(f"text-{told.id}", told.title, (told,), (section,))

    def amendments(self) -> Iterator[Document]:
        """Yield a comparison of two texts for each change of each regulation."""
        for regulation in self.views.regulations:
            for shown in self.views.comparisons(regulation.id):
                id_ = f"changes-{regulation.id}-{shown.effective}"
                yield self._document(id_, shown.title, (regulation,), (comparison_section(shown),))

    def besides(self) -> Iterator[Document]:
        """Yield each regulation beside those of higher levels that it carries out."""
        for regulation in self.views.regulations:
            for upper in self._regulations(self.views.names.levels.above(regulation.id)):
                shown = self.views.beside(regulation.id, upper.id)
                id_ = f"beside-{regulation.id}-{upper.id}"
                yield self._document(id_, shown.title, (regulation, upper), (beside_section(shown),))

    def kit(self) -> Document:
        """Return the session kit: plan, attendance, record, and a checklist for each role."""
        sections = [forms.plan(), forms.attendance(), forms.record(), *(self._checklist(role) for role in self.roles())]
        return self._document(f"session-kit{self._end}", "学习会用表", self.views.regulations, tuple(sections))

    def _document(
        self,
        id_: str,
        title: str,
        quoted: tuple[RegulationView, ...],
        sections: tuple[SectionBlock, ...],
        cover: bool = False,
    ) -> Document:
        site = self.catalog.site
        return Document(
            id_,
            title,
            site.title,
            site.edition,
            checked_words(quoted),
            sections,
            cover=cover,
            keywords=tuple(r.title for r in quoted),
            organisation=site.organisation or "",
        )

    def roles(self) -> list[Role]:
        """Return the roles that have duties."""
        return [r for r in self._told.roles.values() if any(a.duties for a in self.catalog.assignments_of(r.id))]

    def _regulations(self, ids: Iterable[str]) -> tuple[RegulationView, ...]:
        wanted = set(ids)
        return tuple(self.views.regulation(r) for r in self.catalog.regulations.values() if r.id in wanted)

    def _role_blocks(self, role: Role) -> Iterator[Block]:
        assignments = [a for a in self.catalog.assignments_of(role.id) if a.duties]
        if any(explanation.evidence for a in assignments for explanation in a.explanations):
            yield ParagraphBlock(runs.text(EVIDENCE_NOTE), "note")
        for assignment in assignments:
            regulation = self.catalog.regulations.get(assignment.regulation)
            if regulation:
                yield ParagraphBlock(runs.text(f"依据：《{regulation.title}》"), "note")
            if assignment.summary:
                yield from (ParagraphBlock(words) for words in prose.paragraphs(assignment.summary, self.catalog.terms))
            duties = list(map(self.views.duty, assignment.duties))
            yield from content.legend_note(_clauses(duties))
            for number, duty in enumerate(duties, 1):
                yield from content.duty(duty, number)
        points = [k for a in assignments for k in a.key_points]
        if points:
            yield Heading(2, "要点提示")
            yield from (content.key_point(self.views.key_point(k)) for k in points)

    def _preface(self, others: Iterable[str]) -> Iterator[Block]:
        """Yield how the booklet is arranged and what its marks mean; ``others`` are the parts after the roles'."""
        yield ParagraphBlock(
            runs.text(
                f"前面每个岗位一部分，都从单数页起，可以单独取出使用；后面是{'、'.join(others)}。"
                "条文旁边有竖线和标记；其余文字是编写者写的，帮助理解和落实，引用时以条文为准。"
            )
        )
        quoted = (article.quoted for regulation in self.views.regulations for article in regulation.articles)
        for title, entries in (
            ("条文旁的标记", content.legend(quoted)),
            ("要点提示旁的标记", _STANDINGS),
            ("术语旁的标记", _TERM_STANDINGS if self.catalog.terms else ()),
        ):
            if entries:
                yield ParagraphBlock((Run(title, bold=True),), "lead")
                yield Bullets(tuple(runs.text(entry) for entry in entries))

    def _glossary(self) -> Iterator[Block]:
        for letter, terms in terms_by_letter(self.views.terms).items():
            yield Heading(2, letter)
            for term in terms:
                yield from _term(term)

    def _sources(self) -> TableBlock:
        rows = tuple(
            (
                runs.text(source.title),
                runs.text(source.kind),
                runs.text(source.date or "不详"),
                tuple(chain.from_iterable(source.note)),
            )
            for source in self.views.sources
        )
        return TableBlock(("题名", "性质", "日期", "说明"), rows, (8, 3, 3, 10))

    def _checklist(self, role: Role) -> SectionBlock:
        """Return a page on which a role's holder says what was done; rows left over are for local tasks."""
        duties = [self.views.duty(duty) for a in self.catalog.assignments_of(role.id) for duty in a.duties]
        rows: list[tuple[Runs, ...]] = [
            (
                runs.text(str(n)),
                (
                    Run(duty.title, bold=True),
                    Run(f"　{duty.place}" if duty.number else ""),
                ),
                (),
                (),
                (),
            )
            for n, duty in enumerate(duties, 1)
        ]
        head = ("序号", "职责", "做了没有", "日期", "证据在哪里")
        left = max(0, CHECKLIST_ROWS - len(rows))
        table = TableBlock(head, tuple(rows), (3, 14, 5, 5, 11), blank_rows=left, row_height=CHECKLIST_ROW_MM)
        fields = Fields(("单位", "姓名", "填表日期"))
        note = ParagraphBlock(runs.text("空行填写本地细化的任务；没有做的，写明原因和打算什么时候做。"), "note")
        return SectionBlock(f"履职自查表：{role.name}", (fields, table, note), short="履职自查表")


def _term(term: TermView) -> Iterator[Block]:
    head, *rest = term.definition
    yield ParagraphBlock((Run(term.name, bold=True), Run(f"［{term.standing.label}］　"), *head))
    yield from map(ParagraphBlock, rest)
    if term.members:
        yield Bullets(tuple(member.runs for member in term.members), ordered=True)


def _clauses(duties: Iterable[DutyView]) -> list[ClauseView]:
    """Return the clauses that duties cite."""
    return [duty.clause for duty in duties if not duty.own_text]


def _regulation(regulation: RegulationView) -> Iterator[Block]:
    if regulation.facts:
        yield ParagraphBlock(runs.text(regulation.facts), "note")
    if regulation.history:
        yield ParagraphBlock((Run("来历", bold=True),), "lead")
        yield Bullets(tuple((Run(f"{one.when}　"), *chain.from_iterable(one.what)) for one in regulation.history))
    yield from (ParagraphBlock(words, "note") for words in regulation.note)
    yield from (content.clause(article.quoted) for article in regulation.loose_articles)
    for chapter in regulation.chapters:
        yield Heading(2, chapter.title, chapter.label, Count("chapters", chapter.place))
        yield from (content.clause(article.quoted) for article in chapter.articles)
