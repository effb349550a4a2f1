"""Groups of questions (材料题): a dossier that can be shown and cited, questions that leave one another alone."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.banks.giveaways import answered_by
from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity
from mingze.model import QuestionType
from mingze.text.dossier import DossierLines, DossierTable


@check()
def dossier_table_uneven(site: Subject) -> Iterator[Finding]:
    """材料里的表格，每行的格数与表头相同，表头下面有行。

    少一格，后面的数字就都错到前一栏去了。

    改法：每一格用 | 隔开；没有内容的格空着，竖线照写。
    """
    for group in site.catalog.groups.values():
        for block in group.blocks:
            if not isinstance(block, DossierTable):
                continue
            uneven = [row for row in block.rows if len(row) != len(block.head)]
            if not block.rows:
                phrase = next(filter(None, block.head), None)
                yield Finding(
                    site.origins.at(group, "dossier", phrase=phrase),
                    f"材料题 `{group.id}` 的表格只有表头",
                    "在表头下面一行一行写内容，每行以 | 开头",
                )
            for row in uneven:
                yield Finding(
                    site.origins.at(group, "dossier", phrase=next(filter(None, row), None)),
                    f"材料题 `{group.id}` 的表格有 {len(block.head)} 栏，这一行却有 {len(row)} 格",
                    "补上或删去竖线，格数与表头相同",
                )


@check()
def dossier_lines_out_of_order(site: Subject) -> Iterator[Finding]:
    """材料里带编号的几行，从 1 起一个不缺。

    小题用“第 3 条”指材料里的一行，编号跳了、重了，就不知道指哪一行。

    改法：改成 1、2、3……
    """
    for group in site.catalog.groups.values():
        for block in group.blocks:
            if isinstance(block, DossierLines) and not block.in_order:
                at = next(n for n, number in enumerate(block.numbers) if number != n + 1)
                yield Finding(
                    site.origins.at(group, "dossier", phrase=block.texts[at].split("\n")[0]),
                    f"材料题 `{group.id}` 的材料里，第 {at + 1} 行编成了 {block.numbers[at]}",
                    "从 1 起，一行接一行编号",
                )


@check()
def apart_from_own_group(site: Subject) -> Iterator[Finding]:
    """材料题的小题，不与同一道材料题的小题分开。

    材料题整道抽，小题总在一起；写了 `apart_from` 也分不开。

    改法：两道小题互相提示答案的，改写其中一道；不是的，删掉这一行。
    """
    for group in site.catalog.groups.values():
        own = {question.id for question in group.questions} | {group.id}
        for question in group.questions:
            for n, other in enumerate(question.apart_from):
                if other in own:
                    yield Finding(
                        site.origins.at(question, "apart_from", n),
                        f"`{question.id}` 和 `{other}` 同在材料题 `{group.id}` 里，总是一起抽到",
                        "删掉这一行；互相提示答案的，改写其中一道",
                    )


@check(Severity.WARNING)
def group_gives_itself_away(site: Subject) -> Iterator[Finding]:
    """同一道材料题的小题，不互相透露答案。

    小题总在同一份卷上：一道要填、要选的话，印在另一道的题干或选项里，等于送分。材料本身不算，材料就是给人看的。

    改法：改写其中一道。
    """
    for group in site.catalog.groups.values():
        met = answered_by(site.catalog, group.questions)
        for question in group.questions:
            later = [one.id for one in group.questions[group.questions.index(question) + 1 :]]
            for other in sorted(met.get(question.id, frozenset()) & set(later)):
                yield Finding(
                    site.origins.at(site.catalog.questions[other], "stem"),
                    f"小题 `{question.id}` 和 `{other}`，一道透露另一道的答案",
                    "改写其中一道",
                )


@check()
def paper_group_size(site: Subject) -> Iterator[Finding]:
    """试卷的材料题写明每道有几小题（size），别的题型不写。

    材料题按小题计分；小题数不定，每次抽出来的总分就不一样。

    改法：材料题写 `size`，如 4；别的题型删掉 `size`。
    """
    for paper in site.catalog.papers.values():
        for n, section in enumerate(paper.sections):
            is_group = section.type is QuestionType.GROUP
            if is_group and section.size is None:
                yield Finding(
                    site.origins.at(paper, "sections", n),
                    "材料题没有写每道有几小题",
                    "补上 `size: `，写一个数，如 4",
                )
            elif section.size is not None and not is_group:
                yield Finding(
                    site.origins.key(paper, "sections", n, "size"),
                    f"{section.type.label}没有小题，不写 `size`",
                    "删掉这一行；要抽材料题的，把 `type` 改成 group",
                )
