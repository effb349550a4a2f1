"""The decks a trainer shows, as outlines: one for each role, one for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from mingze.handouts import blocks, runs
from mingze.handouts.blocks import Bullets, Callout, Heading, Paragraph, Run, Runs, Table, plain
from mingze.handouts.content import Content
from mingze.handouts.slides.kinds import (
    ComparisonSlide,
    Deck,
    DutySlide,
    Foot,
    OpenerSlide,
    Part,
    PictureSlide,
    PointsSlide,
    QuestionSlide,
    Slide,
    TitleSlide,
)
from mingze.handouts.slides.questions import HallQuestions
from mingze.model import (
    Assignment,
    BaseQuestion,
    Catalog,
    Clause,
    Duty,
    KeyPoint,
    QuestionGroup,
    Regulation,
    Role,
    Verification,
)
from mingze.pages import routes
from mingze.pages.boards import Picture, pictures
from mingze.pages.compare import Cell, Row, compare
from mingze.pages.names import duties_title

GROUP = 3
"""Duties after which questions come."""
_NOTHING = "没有这方面的专项职责"
_MADE_UP = "概括和分组是编写者加的，不是条文"
_REMARK = "加点线处待核对"
_SOURCES, _HOMEWORK, _MATERIALS = "来源", "课后", "材料讨论"
_AFTER = (_SOURCES, _HOMEWORK)
"""Parts that the list of contents leaves out: they are not taught."""


def role_deck(catalog: Catalog, role: Role) -> Deck:
    """Return the deck of one role: its duties and key points, its themes beside the other roles, the picture."""
    return _Decks(catalog).role(role)


def whole_deck(catalog: Catalog) -> Deck:
    """Return the deck of the whole: every role, all themes, key points of no role, the picture, the sources."""
    return _Decks(catalog).whole()


class _Decks:
    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.content = Content(catalog)
        self._names = self.content.names
        self._questions = HallQuestions(catalog)

    def role(self, role: Role) -> Deck:
        regulations = self._regulations(a.regulation for a in self.catalog.assignments_of(role.id))
        rows = (row for row in compare(self.catalog).rows if _cell(row, role).shares)
        parts = (
            Part(role.name, tuple(self._role(role))),
            Part(_MATERIALS, tuple(self._materials([role]))),
            Part("各岗位怎样分工", tuple(self._comparison(row, role) for row in rows)),
            Part("考核、奖励与问责", tuple(self._accountability())),
            Part(_HOMEWORK, (self._closing(role.name, self._page(role)),)),
        )
        return self._deck(f"slides-{role.id}", duties_title(self.catalog, role), regulations, parts)

    def whole(self) -> Deck:
        table = compare(self.catalog)
        notes = [(n.regulation, k) for n in self.catalog.article_notes for k in n.key_points]
        parts = [Part(role.name, tuple(self._role(role))) for role in table.roles]
        parts += (
            Part(_MATERIALS, tuple(self._materials(table.roles))),
            Part("各岗位怎样分工", tuple(self._comparison(row) for row in table.rows)),
            Part("要点提示", tuple(self._key_point(point, regulation) for regulation, point in notes)),
            Part("考核、奖励与问责", tuple(self._accountability())),
        )
        cited = dict.fromkeys(title for part in parts for slide in part.slides for title in slide.foot.sources)
        if cited:
            entries = tuple(runs.text(title) for title in cited)
            parts.append(Part(_SOURCES, (PointsSlide(_SOURCES, "本课件引用的来源", entries, False, (), Foot()),)))
        if any(part.slides for part in parts):
            parts.append(Part(_HOMEWORK, (self._closing(self.catalog.site.title, self.catalog.site.url or ""),)))
        everything = tuple(self.catalog.regulations.values())
        return self._deck("slides", self.catalog.site.title, everything, tuple(parts), contents=True)

    def _deck(
        self, id_: str, title: str, quoted: tuple[Regulation, ...], parts: tuple[Part, ...], contents: bool = False
    ) -> Deck:
        site = self.catalog.site
        rests = tuple(f"依据：《{r.title}》" for r in quoted)
        together = f"依据：{'、'.join(f'《{r.title}》' for r in quoted)}" if quoted else ""
        lines = tuple(line for line in (together, site.organisation, site.edition) if line)
        opening: list[Slide] = [TitleSlide(title, lines, rests, Foot(self.content.checked(quoted)))]
        filled = tuple(part for part in parts if part.slides)
        if contents and filled:
            entries = tuple(runs.text(part.title) for part in filled if part.title not in _AFTER)
            opening.append(PointsSlide("内容", site.title, entries, False, (), Foot()))
        keywords = tuple(r.title for r in quoted)
        everything = (Part("封面", tuple(opening)), *filled)
        return Deck(id_, title, site.title, site.edition, site.organisation or "", everything, keywords)

    def _role(self, role: Role) -> Iterator[Slide]:
        assignments = [a for a in self.catalog.assignments_of(role.id) if a.duties]
        yield self._opener(role, assignments)
        asked = 0
        for assignment in assignments:
            numbered = list(enumerate(assignment.duties, 1))
            for start in range(0, len(numbered), GROUP):
                group = numbered[start : start + GROUP]
                for number, duty in group:
                    yield from self._duty(role, duty, number)
                for question in self._questions.on_duties([duty for _, duty in group]):
                    asked += 1
                    yield self._question(question, f"{role.short_name}自测 {asked}")
        for assignment in assignments:
            yield from (self._key_point(point, assignment.regulation) for point in assignment.key_points)

    def _opener(self, role: Role, assignments: list[Assignment]) -> OpenerSlide:
        regulations = self._regulations(a.regulation for a in assignments)
        duties = [duty for a in assignments for duty in a.duties]
        entries = tuple(
            (Run(d.title, bold=True), Run(f"　{self._names.label(d.cites)}" if d.cites else f"　{self._local(d)}"))
            for d in duties
        )
        return OpenerSlide(
            role.name,
            f"{'、'.join(f'《{r.short_title}》' for r in regulations)}里的职责：{len(duties)}项",
            entries,
            self._page(role),
            tuple(self._prose(a.summary for a in assignments)),
            Foot(self.content.checked(regulations)),
        )

    def _closing(self, label: str, url: str) -> OpenerSlide:
        """Return the last slide: what everybody takes home to do."""
        site = self.catalog.site
        tasks = [
            "对照本岗位的《履职自查表》，逐项看：做了没有，记录在哪里",
            "在学习站做一遍本岗位的自测，答错的题回头看条文",
            "没做到的，记下怎样补、什么时候补",
        ]
        if site.correction_contact:
            tasks.append(f"发现文字有误，请告诉{site.correction_contact}")
        notes = (f"《履职自查表》在“学习会用表”里，和讲义、试卷一起可以从“{site.title}”下载。",)
        entries = tuple(runs.text(task) for task in tasks)
        return OpenerSlide("课后请做", label, entries, url, notes, Foot())

    def _page(self, role: Role) -> str:
        """Return the address of a role's page, "" on a site without one."""
        url = self.catalog.site.url
        return f"{url.rstrip('/')}/{routes.role(role.id)}" if url else ""

    def _local(self, duty: Duty) -> str:
        return self._names.instrument(duty)

    def _duty(self, role: Role, duty: Duty, number: int) -> Iterator[Slide]:
        """Yield a duty's text, then what to do and what to keep; the plain words are the trainer's to say."""
        parts = list(self.content.duty(duty, number))
        clause = next(part for part in parts if isinstance(part, blocks.Clause))
        title = f"职责{number}　{duty.title}"
        said, lists, rests = _explained(parts)
        foot = Foot(self._checked(duty), self._sources_of(duty))
        remark = _REMARK if any(run.uncertain for passage in clause.passages for run in passage.runs) else ""
        yield DutySlide(title, role.name, clause, remark, (*said, *_standing(clause), *rests), foot)
        for heading, points in lists:
            yield PointsSlide(f"{title}：{heading}", f"{role.name}　{clause.label}", points, False, rests, foot)

    def _key_point(self, point: KeyPoint, regulation: str) -> PointsSlide:
        callout = self.content.key_point(point)
        points = tuple(chain.from_iterable(b.items for b in callout.blocks if isinstance(b, Bullets)))
        said = [b for b in callout.blocks if isinstance(b, Paragraph)]
        shown = points or tuple(b.runs for b in said if b.kind == "body")
        notes = tuple(plain(b.runs) for b in said)
        foot = Foot(self.content.checked(self._regulations([regulation])), self._titles(point.sources))
        label = f"{callout.kind}〔{callout.standing}〕"
        return PointsSlide(callout.title, label, shown, bool(points), notes, foot)

    def _comparison(self, row: Row, own: Role | None = None) -> ComparisonSlide:
        rows, quoted, named = [], [], []
        for cell in row.cells:
            duties = [duty for share in cell.shares for duty in share.duties]
            named += duties
            bold = cell.role == own
            shares = [(d.title, self._names.label(d.cites) if d.cites else self._local(d)) for d in duties]
            for what, where in shares or [(_NOTHING, "—")]:
                rows.append(tuple((Run(words, bold=bold),) for words in (cell.role.name, what, where)))
            quoted += [f"{cell.role.name}：{self._quoted(duty)}" for duty in duties]
        description = self._prose([row.theme.description])
        checked = self.content.checked(self._regulations(self.catalog.assignment_of(d.id).regulation for d in named))
        return ComparisonSlide(
            f"{row.theme.title}：各岗位怎样分工",
            ("岗位", "做什么（标题由编写者加）", "条款"),
            tuple(rows),
            (10, 11, 8),
            (*description, *quoted),
            Foot(checked),
        )

    def _accountability(self) -> Iterator[Slide]:
        for picture in pictures(self.catalog):
            foot = Foot(self.content.checked([picture.regulation]))
            for board in picture.boards:
                block = self.content.picture(board)
                label = f"{'箭头表示先后；' if block.joined else ''}{_MADE_UP}"
                notes = tuple(f"{box.label}〔{box.badge}〕{box.text}" for s in block.steps for box in s.boxes)
                texts = tuple(self._article_text(picture, n) for b in board.boxes for n in [b.article.number])
                yield PictureSlide(block, label, (*notes, "条文：", *texts), foot)
            keys = [box.key for board in picture.boards for box in board.boxes]
            for n, question in enumerate(self._questions.on_clauses(keys), 1):
                yield self._question(question, f"考核问责自测 {n}")

    def _article_text(self, picture: Picture, number: object) -> str:
        article = next(a for a in picture.regulation.all_articles if a.number == number)
        return _quotation(self.content.article(picture.regulation, article))

    def _question(self, question: BaseQuestion, title: str) -> QuestionSlide:
        behind = [clause for cited in question.cites for clause in self.catalog.clauses_behind(cited)]
        regulations = self._regulations(clause.key.regulation for clause in behind)
        foot = Foot(self.content.checked(regulations), self._titles(question.sources))
        return self._questions.slide(question, title, foot)

    def _materials(self, roles: Iterable[Role]) -> Iterator[Slide]:
        """Yield a group of questions for each role that has one for a hall: its dossier, then its questions."""
        for role in roles:
            duties = [duty for a in self.catalog.assignments_of(role.id) for duty in a.duties]
            group = self._questions.material(duties)
            if group:
                yield from self._dossier(group)
                for n, question in enumerate(group.questions, 1):
                    yield self._question(question, f"{role.short_name}材料题 {n}")

    def _dossier(self, group: QuestionGroup) -> Iterator[Slide]:
        """Yield what a group's questions are about: its words, then each table."""
        dossier = self.content.dossier(group)
        title, foot = f"材料　{group.title}", Foot("", self._titles(group.sources))
        words: list[Runs] = []
        for block in dossier.blocks:
            if isinstance(block, Paragraph):
                words.append(block.runs)
            elif isinstance(block, Bullets):
                words += ((Run(f"{n}．"), *line) for n, line in enumerate(block.items, 1))
        if words:
            yield PointsSlide(title, "读完再看题", tuple(words), False, (), foot)
        for block in dossier.blocks:
            if isinstance(block, Table):
                yield ComparisonSlide(title, block.head, block.rows, block.weights, (), foot)

    def _quoted(self, duty: Duty) -> str:
        return _quotation(next(b for b in self.content.duty(duty, 1) if isinstance(b, blocks.Clause)))

    def _checked(self, duty: Duty) -> str:
        return self.content.checked(self._regulations([self.catalog.assignment_of(duty.id).regulation]))

    def _sources_of(self, duty: Duty) -> tuple[str, ...]:
        clause: Clause | None = self.catalog.clause(duty.cites) if duty.cites else None
        return self._titles(clause.sources if clause else duty.sources)

    def _titles(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.catalog.sources[id_].title for id_ in ids if id_ in self.catalog.sources)

    def _regulations(self, ids: Iterable[str]) -> tuple[Regulation, ...]:
        wanted = set(ids)
        return tuple(r for r in self.catalog.regulations.values() if r.id in wanted)

    def _prose(self, texts: Iterable[str | None]) -> Iterator[str]:
        return (plain(words) for text in texts if text for words in runs.paragraphs(text, self.catalog))


def _cell(row: Row, role: Role) -> Cell:
    return next(cell for cell in row.cells if cell.role == role)


def _explained(
    parts: Iterable[blocks.Block],
) -> tuple[tuple[str, ...], list[tuple[str, tuple[Runs, ...]]], tuple[str, ...]]:
    """Sort a duty's blocks: what to say, the lists with their headings, the lines that name sources."""
    said: list[str] = []
    rests: list[str] = []
    lists: list[tuple[str, tuple[Runs, ...]]] = []
    heading = ""
    for part in parts:
        if isinstance(part, Heading):
            heading = part.text
        elif isinstance(part, Bullets):
            lists.append((heading, part.items))
        elif isinstance(part, Paragraph):
            (rests if part.kind == "sources" else said).append(plain(part.runs))
        elif isinstance(part, Callout):
            said += (f"{part.title}：{plain(b.runs)}" for b in part.blocks if isinstance(b, Paragraph))
    return tuple(said), lists, tuple(rests)


def _standing(clause: blocks.Clause) -> Iterator[str]:
    """Say what the badges of a clause mean."""
    badges = dict.fromkeys((clause.badge, *(passage.badge for passage in clause.passages)))
    yield from (f"〔{v.label}〕{v.meaning}" for v in Verification if v.label in badges)


def _quotation(clause: blocks.Clause) -> str:
    badge = f"〔{clause.badge}〕" if clause.badge else ""
    texts = (f"{p.number}{plain(p.runs)}{f'〔{p.badge}〕' if p.badge else ''}" for p in clause.passages)
    return f"{clause.label}{badge}{''.join(texts)}"
