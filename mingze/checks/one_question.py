"""Questions have one defensible key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding
from mingze.model import BaseQuestion
from mingze.questions import QUESTION_RULES, PartList
from mingze.questions.rules import QuestionRule
from mingze.text.likeness import comparable


@check()
def question_without_citation(site: Subject) -> Iterator[Finding]:
    """每道题都写明依据。

    没有依据的题，答案说不清道不明，学员也不知道回头看哪里。

    改法：写 `cites`，列出职责编号、条款、`term:术语` 或 `case:案例`。
    """
    for question in site.catalog.questions.values():
        if not question.cites:
            yield Finding(site.origins.at(question, "id"), f"题 `{question.id}` 没有写依据", "写上 `cites`")


@check(by_pattern=True)
def duplicate_stem(site: Subject) -> Iterator[Finding]:
    """没有两道相同的题。

    同一道题出现两次，组卷时会撞在一起。题干相同、选项不同的（如“下列说法正确的是（　　）。”）是两道题。

    改法：删掉一道，或改成考另一个点。
    """
    seen: dict[tuple[str, frozenset[str]], str] = {}
    for question in site.catalog.questions.values():
        asked = what_is_asked(question)
        if asked in seen:
            yield Finding(
                site.origins.at(question, "stem"),
                f"题 `{question.id}` 与 `{seen[asked]}` 的题干{'和选项都' if asked[1] else ''}相同",
                "删掉一道，或改成考另一个点",
                owner=question,
            )
        else:
            seen[asked] = question.id


def what_is_asked(question: BaseQuestion) -> tuple[str, frozenset[str]]:
    """Return the stem and what is offered, without what makes no difference: the same for the same question."""
    parts = frozenset(comparable(text) for offered in _offered(question) for text in offered.texts)
    return comparable(question.stem), parts


@check(by_pattern=True)
def duplicate_option(site: Subject) -> Iterator[Finding]:
    """一道题里没有相同的选项。

    两个选项一样，单选题就有两个答案或两个废项；连线题右边相同，连哪个都对。
    全角半角、空格和末尾的标点不算不同；符号、数字、单位、大小写算（1.5米和15米，≥和＞，3%和3‰）。

    改法：改掉一个。
    """
    for question in site.catalog.questions.values():
        for offered in _offered(question):
            seen: set[str] = set()
            for n, text in enumerate(offered.texts):
                plain = comparable(text)
                if plain in seen:
                    yield Finding(
                        site.origins.at(question, *_path(offered, n)),
                        f"题 `{question.id}` 有相同的选项“{text}”",
                        "改掉一个",
                        owner=question,
                    )
                seen.add(plain)


def _offered(question: BaseQuestion) -> Iterator[PartList]:
    return (parts for parts in question.part_lists if parts.offered)


def _path(parts: PartList, position: int) -> tuple[str | int, ...]:
    """Return where a fault in a part is shown: a whole option, one side of a pair."""
    return (*parts.path, position, *(step for step in parts.inner if step != "text"))


def _on_every_question(found: QuestionRule) -> None:
    """Run a rule that a type of question has on every question of the site."""

    @check(by_pattern=found.by_pattern)
    @wraps(found.function)
    def run(site: Subject) -> Iterator[Finding]:
        for question in site.catalog.questions.values():
            for slip in found.function(question) if isinstance(question, found.model) else ():
                yield Finding(site.origins.at(question, *slip.path), slip.message, slip.help, owner=question)


for _rule in QUESTION_RULES:
    _on_every_question(_rule)
