"""The decks a trainer shows, as outlines: one for each role, one for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingze.handouts import content
from mingze.handouts.blocks import Bullets, ParagraphBlock, TableBlock
from mingze.handouts.levels import on_a_slide, strip_rows
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
from mingze.handouts.slides.show_of_hands import HallQuestions
from mingze.model import Assignment, BaseQuestion, QuestionGroup, Role
from mingze.views import prose, routes, runs
from mingze.views.boards import pictures
from mingze.views.clause import ClauseView
from mingze.views.commentary import ADDED, CAUTION, ExplanationView, KeyPointView
from mingze.views.duty import DutyView
from mingze.views.matrix import RoleInTheme, ThemeRow, compare
from mingze.views.names import duties_title, titles
from mingze.views.regulation import RegulationView, checked_words
from mingze.views.runs import Run, Runs, plain
from mingze.views.view import Views

GROUP = 3
"""Duties after which questions come."""
_NOTHING = "没有这方面的专项职责"
_MADE_UP = "概括和分组是编写者加的，不是条文"
_REMARK = "加点线处待核对"
_SOURCES, _HOMEWORK, _MATERIALS = "来源", "课后", "材料讨论"
_AFTER = (_SOURCES, _HOMEWORK)
"""Parts that the list of contents leaves out: they are not taught."""


def role_deck(views: Views, role: Role) -> Deck:
    """Return the deck of one role: its duties and key points, its themes beside the other roles, the picture."""
    return _Decks(views).role(role)


def whole_deck(views: Views) -> Deck:
    """Return the deck of the whole: every role, all themes, key points of no role, the picture, the sources."""
    return _Decks(views).whole()


class _Decks:
    def __init__(self, views: Views) -> None:
        self.views = views
        self.catalog = views.catalog
        self._questions = HallQuestions(self.views)

    def role(self, role: Role) -> Deck:
        regulations = self._regulations(a.regulation for a in self.catalog.assignments_of(role.id))
        rows = (row for row in compare(self.views).rows if _cell(row, role.id).shares)
        parts = (
            Part(role.name, tuple(self._role(role))),
            Part(_MATERIALS, tuple(self._materials([role]))),
            Part("各岗位怎样分工", tuple(self._comparison(row, role.id) for row in rows)),
            Part("考核、奖励与问责", tuple(self._accountability())),
            Part(_HOMEWORK, (self._closing(role.name, self._page(role)),)),
        )
        return self._deck(f"slides-{role.id}", duties_title(self.catalog, role), regulations, parts)

    def whole(self) -> Deck:
        table = compare(self.views)
        roles = [self.catalog.roles[role.id] for role in table.roles]
        notes = [(n.regulation, self.views.key_point(k)) for n in self.views.told.article_notes for k in n.key_points]
        parts = [Part(role.name, tuple(self._role(role))) for role in roles]
        parts += (
            Part(_MATERIALS, tuple(self._materials(roles))),
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
        unit = self.views.in_unit
        id_, title = (f"slides-{unit.id}", unit.called) if unit else ("slides", self.catalog.site.title)
        return self._deck(id_, title, self.views.regulations, tuple(parts), contents=True)

    def _deck(
        self, id_: str, title: str, quoted: tuple[RegulationView, ...], parts: tuple[Part, ...], contents: bool = False
    ) -> Deck:
        site = self.catalog.site
        rests = tuple(f"依据：{r.marked}" for r in quoted)
        together = f"依据：{'、'.join(r.marked for r in quoted)}" if quoted else ""
        lines = tuple(line for line in (together, site.organisation, site.edition) if line)
        opening: list[Slide] = [TitleSlide(title, lines, rests, Foot(checked_words(quoted)))]
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
                    yield from self._duty(role, self.views.duty(duty), number)
                for question in self._questions.on_duties([duty for _, duty in group]):
                    asked += 1
                    yield self._question(question, f"{role.short_name}自测 {asked}")
        for assignment in assignments:
            points = map(self.views.key_point, assignment.key_points)
            yield from (self._key_point(point, assignment.regulation) for point in points)

    def _opener(self, role: Role, assignments: list[Assignment]) -> OpenerSlide:
        regulations = self._regulations(a.regulation for a in assignments)
        duties = [self.views.duty(duty) for a in assignments for duty in a.duties]
        entries = tuple((Run(d.title, bold=True), Run(f"　{d.place}")) for d in duties)
        return OpenerSlide(
            role.name,
            f"{'、'.join(r.marked_short for r in regulations)}里的职责：{len(duties)}项",
            entries,
            self._page(role),
            tuple(self._prose(a.summary for a in assignments)),
            Foot(checked_words(regulations)),
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

    def _duty(self, role: Role, duty: DutyView, number: int) -> Iterator[Slide]:
        """Yield a duty's text, then what to do and what to keep; the plain words are the trainer's to say."""
        title = f"职责{number}　{duty.title}"
        explanation = duty.explanation
        said = _said(explanation) if explanation else ()
        rests = duty.clause.sources if duty.own_text else ()
        named = (rests, explanation.sources if explanation else ())
        lines = tuple(f"来源：{'；'.join(titles(one))}" for one in named if one)
        meanings = (f"〔{badge.label}〕{badge.meaning}" for badge in duty.clause.badges)
        foot = Foot(checked_words(self._regulations([duty.regulation])), titles(duty.clause.sources))
        remark = _REMARK if duty.clause.is_doubtful else ""
        levels = duty.levels
        label = f"{role.name}　{levels.label}" if levels else role.name
        beside = (on_a_slide(levels.said),) if levels else ()
        # on a slide the text stands unbroken: the label and the notes say what is underlined
        shown = levels.clause if levels else duty.clause
        notes = (*said, *beside, *meanings, *lines)
        yield DutySlide(title, label, content.clause(shown), remark, notes, foot)
        if levels and levels.rows:
            head, rows = strip_rows(levels)
            yield ComparisonSlide(f"{title}：与上级相比", head, rows, (4, *(9 for _ in head[1:])), beside, foot)
        lists = [*explanation.lists] if explanation else []
        lists += [(f"{ADDED}，{heading}", points) for added in duty.additions for heading, points in added.lists]
        for heading, points in lists:
            yield PointsSlide(f"{title}：{heading}", f"{role.name}　{duty.clause.label}", points, False, lines, foot)

    def _key_point(self, point: KeyPointView, regulation: str) -> PointsSlide:
        rests = (f"来源：{'；'.join(titles(point.sources))}",) if point.sources else ()
        said = tuple(map(plain, (*point.text, *point.corrected)))
        whose = (point.whose,) if point.whose else ()
        foot = Foot(checked_words(self._regulations([regulation])), titles(point.sources))
        label = f"{point.label}〔{point.standing.label}〕"
        shown = tuple(entry.told for entry in point.points) or (*point.text, *point.corrected)
        return PointsSlide(point.title, label, shown, bool(point.points), (*said, *whose, *rests), foot)

    def _comparison(self, row: ThemeRow, own: str = "") -> ComparisonSlide:
        rows, quoted = [], []
        named: list[DutyView] = []
        for cell in row.cells:
            named += cell.duties
            bold = cell.role.id == own
            shares = [(duty.title, duty.place) for duty in cell.duties]
            for what, where in shares or [(_NOTHING, "—")]:
                rows.append(tuple((Run(words, bold=bold),) for words in (cell.role.name, what, where)))
            quoted += [f"{cell.role.name}：{_quotation(duty.clause)}" for duty in cell.duties]
        checked = checked_words(self._regulations(duty.regulation for duty in named))
        return ComparisonSlide(
            f"{row.theme.title}：各岗位怎样分工",
            ("岗位", "做什么（标题由编写者加）", "条款"),
            tuple(rows),
            (10, 11, 8),
            (*map(plain, row.theme.description), *quoted),
            Foot(checked),
        )

    def _accountability(self) -> Iterator[Slide]:
        for picture in pictures(self.views):
            foot = Foot(checked_words([picture.regulation]))
            for board in picture.boards:
                block = content.picture(board)
                label = f"{'箭头表示先后；' if block.joined else ''}{_MADE_UP}"
                notes = tuple(f"{box.label}〔{box.badge}〕{box.text}" for s in block.steps for box in s.boxes)
                texts = tuple(_quotation(box.article.quoted) for box in board.boxes)
                yield PictureSlide(block, label, (*notes, "条文：", *texts), foot)
            keys = [box.article.cited for board in picture.boards for box in board.boxes]
            for n, question in enumerate(self._questions.on_clauses(keys), 1):
                yield self._question(question, f"考核问责自测 {n}")

    def _question(self, question: BaseQuestion, title: str) -> QuestionSlide:
        behind = [clause for cited in question.cites for clause in self.catalog.clauses_behind(cited)]
        regulations = self._regulations(clause.key.regulation for clause in behind)
        foot = Foot(checked_words(regulations), titles(self.views.question(question).sources))
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
        view = self.views.dossier(group)
        dossier = content.dossier(view)
        title, foot = f"材料　{view.title}", Foot("", titles(view.sources))
        words: list[Runs] = []
        for block in dossier.blocks:
            if isinstance(block, ParagraphBlock):
                words.append(block.runs)
            elif isinstance(block, Bullets):
                words += ((Run(f"{n}．"), *line) for n, line in enumerate(block.items, 1))
        if words:
            yield PointsSlide(title, "读完再看题", tuple(words), False, (), foot)
        for block in dossier.blocks:
            if isinstance(block, TableBlock):
                yield ComparisonSlide(title, block.head, block.rows, block.weights, (), foot)

    def _regulations(self, ids: Iterable[str]) -> tuple[RegulationView, ...]:
        wanted = set(ids)
        return tuple(self.views.regulation(r) for r in self.catalog.regulations.values() if r.id in wanted)

    def _prose(self, texts: Iterable[str | None]) -> Iterator[str]:
        return (plain(words) for text in texts for words in prose.paragraphs(text, self.catalog.terms))


def _cell(row: ThemeRow, role: str) -> RoleInTheme:
    return next(cell for cell in row.cells if cell.role.id == role)


def _said(explanation: ExplanationView) -> tuple[str, ...]:
    """Return what a trainer says of a duty: the plain words, what not to confuse, whose numbers are meant."""
    cautions = (f"{CAUTION}：{plain(words)}" for words in explanation.caution)
    whose = (explanation.whose,) if explanation.whose else ()
    return (*map(plain, explanation.plain), *cautions, *whose)


def _quotation(clause: ClauseView) -> str:
    badge = f"〔{clause.badge.label}〕" if clause.badge else ""
    texts = (f"{p.number}{plain(p.runs)}{f'〔{p.badge.label}〕' if p.badge else ''}" for p in clause.passages)
    return f"{clause.label}{badge}{''.join(texts)}"
