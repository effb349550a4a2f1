"""Papers find the questions they ask for, and keep the keys they promise to keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mingze import drawing
from mingze.banks.coverage import DEPTHS
from mingze.banks.drawn import blueprint, is_drawn_by
from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity, Span
from mingze.model import Catalog, Paper, PaperSection, QuestionGroup, QuestionType


@check()
def paper_short_of_questions(site: Subject) -> Iterator[Finding]:
    """题库里的题够组卷。

    试卷要的题数，不超过所列题库里这种题型的题数；各题库的最少题数加起来，不超过这一大题的题数。
    几个大题抽同一种题型时，一道题只用一次，所以要按前面的大题最多抽走多少来算。

    改法：减少题数，或在题库里补题。
    """
    for paper in site.catalog.papers.values():
        for n, section in enumerate(paper.sections):
            if any(
                bank not in site.catalog.banks or site.gaps.covers("bank", bank) or site.gaps.touches("questions", bank)
                for bank in section.banks
            ):
                continue  # an unknown bank is told by unresolved-reference, a fault in a question at its place
            yield from _short(site, paper, n, _supply(site.catalog, paper, n))


@check(Severity.WARNING)
def withheld_paper_from_shown_bank(site: Subject) -> Iterator[Finding]:
    """不公布答案的试卷，从不公布答案的题库抽题。

    试卷写了 `answers: withheld`，它自己的页面就不带答案；但从公布答案的题库抽的题，在题库的页面上能看到答案。

    改法：把题库也设为 `answers: withheld`，或另建一个考试用的题库；只是不想当场评分的，可以不改。
    """
    for paper in site.catalog.papers.values():
        if paper.paper.answers != "withheld":
            continue
        for n, section in enumerate(paper.sections):
            for m, bank in enumerate(section.banks):
                if bank in site.catalog.banks and site.catalog.banks[bank].bank.answers == "shown":
                    yield Finding(
                        site.origins.at(paper, "sections", n, "banks", m),
                        f"试卷不公布答案，题库 `{bank}` 的页面上却有答案",
                        "把题库也设为 `answers: withheld`，或换一个题库",
                    )


@check(Severity.WARNING)
def paper_with_giveaways(site: Subject) -> Iterator[Finding]:
    """一份卷上没有互相透露答案的题。

    组卷时会避开：一道题要填、要选的话，印在另一道题的题干、选项或配对里的，不抽到同一份卷。题库里可选的题太少，
    就避不开。

    改法：在题库里补题，改写其中一道，或减少这一大题的题数。
    """
    for paper in site.catalog.papers.values():
        if any(bank not in site.catalog.banks for section in paper.sections for bank in section.banks):
            continue  # told by unresolved-reference
        plan = blueprint(site.catalog, paper)
        sections, helpers = plan.sections, plan.apart
        for seed in _SEEDS:
            drawn = zip(sections, drawing.choose(sections, helpers, seed), strict=True)
            chosen = {id_ for section, ids in drawn for id_ in drawing.expand(ids, section.groups)}
            met = next(
                (
                    (id_, sorted(chosen & helpers[id_]))
                    for id_ in sorted(chosen & helpers.keys())
                    if chosen & helpers[id_]
                ),
                None,
            )
            if met:
                yield Finding(
                    site.origins.at(paper, "paper", "id"),
                    f"这份卷会同时抽到 `{met[0]}` 和 `{met[1][0]}`，一道题透露另一道题的答案",
                    "在题库里补题，改写其中一道，或减少题数",
                )
                break


_SEEDS = ("1", "2", "3")
"""A pool that is too small shows in the first draws."""


class _Supply(Struct, frozen=True):
    """What a section finds: questions of its type by bank, and how many of them earlier sections may have taken."""

    have: Mapping[str, int]
    taken: int
    taken_of: Mapping[str, int]


def _supply(catalog: Catalog, paper: Paper, position: int) -> _Supply:
    section = paper.sections[position]
    have = {bank: _count(catalog, bank, section) for bank in dict.fromkeys(section.banks)}
    taken, taken_of = 0, dict.fromkeys(have, 0)
    for earlier in paper.sections[:position]:
        shared = [
            bank
            for bank in have
            if bank in earlier.banks and (earlier.type, earlier.size) == (section.type, section.size)
        ]
        taken += min(earlier.count, sum(have[bank] for bank in shared))
        for bank in shared:
            taken_of[bank] += min(earlier.count, have[bank])
    return _Supply(have, taken, taken_of)


def _count(catalog: Catalog, bank: str, section: PaperSection) -> int:
    return sum(is_drawn_by(catalog, section, entry) for entry in catalog.banks[bank].questions)


def _short(site: Subject, paper: Paper, n: int, supply: _Supply) -> Iterator[Finding]:
    section = paper.sections[n]
    if section.type is QuestionType.GROUP and section.size is None:
        return  # told by paper_group_size
    label, total = _named(section), sum(supply.have.values())
    if total - supply.taken < section.count:
        before = f"，前面的大题最多抽走 {supply.taken} 道" if supply.taken else ""
        left = max(total - supply.taken, 0)
        yield Finding(
            site.origins.at(paper, "sections", n, "count"),
            f"{label}要 {section.count} 道，题库里只有 {total} 道{before}",
            f"改成不超过 {left}，或补题" if left else "在题库里补题，或删掉这一大题",
        )
    if sum(section.bank_quotas.values()) > section.count:
        yield Finding(
            site.origins.key(paper, "sections", n, "bank_quotas"),
            f"各题库至少 {sum(section.bank_quotas.values())} 道，超过这一大题的 {section.count} 道",
            "减少各题库的最少题数",
        )
    yield from _short_of_depths(site, paper, n)
    for bank, quota in section.bank_quotas.items():
        place = site.origins.at(paper, "sections", n, "bank_quotas", bank)
        if bank not in section.banks:
            yield Finding(place, f"题库 `{bank}` 不在这一大题的 banks 里", "加进 banks，或删掉这一行")
        else:
            yield from _short_of_bank(place, bank, quota, label, supply)


def _named(section: PaperSection) -> str:
    """Name what a section draws: a type, of groups those of its size."""
    return f"有 {section.size} 小题的{section.type.label}" if section.size else section.type.label


def _short_of_depths(site: Subject, paper: Paper, n: int) -> Iterator[Finding]:
    section = paper.sections[n]
    asked = sum(section.depth_quotas.values())
    if asked > section.items or (section.depth_quotas.keys() >= DEPTHS.keys() and asked < section.items):
        yield Finding(
            site.origins.key(paper, "sections", n, "depth_quotas"),
            f"各深度一共 {asked} 道，这一大题是 {section.items} 道{'小题' if section.size else ''}",
            f"改成加起来等于 {section.items}" if asked < section.items else "减少各深度的题数",
        )
    have = Counter(
        question.depth
        for bank in dict.fromkeys(section.banks)
        for entry in site.catalog.banks[bank].questions
        if is_drawn_by(site.catalog, section, entry)
        for question in (entry.questions if isinstance(entry, QuestionGroup) else (entry,))
    )
    for depth, quota in section.depth_quotas.items():
        if have[depth] < quota:
            yield Finding(
                site.origins.at(paper, "sections", n, "depth_quotas", str(depth)),
                f"深度 {depth}（{DEPTHS[depth]}）的{section.type.label}只有 {have[depth]} 道，不够 {quota} 道",
                "减少题数，或补题",
            )


def _short_of_bank(place: Span, bank: str, quota: int, label: str, supply: _Supply) -> Iterator[Finding]:
    have, taken = supply.have[bank], supply.taken_of[bank]
    if have - taken < quota:
        before = f"，前面的大题最多抽走 {taken} 道" if taken else ""
        yield Finding(place, f"题库 `{bank}` 只有 {have} 道{label}{before}，不够 {quota} 道", "减少题数，或补题")
