"""Questions have one defensible key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding
from mingze.model import LETTERS, BaseQuestion, Blank, Judge, Match, MultipleChoice, Order, SingleChoice
from mingze.text.likeness import comparable

GAP = re.compile("（[ \u3000\u00a0_]*）")


@check()
def question_without_citation(site: Subject) -> Iterator[Finding]:
    """每道题都写明依据。

    没有依据的题，答案说不清道不明，学员也不知道回头看哪里。

    改法：写 `cites`，列出职责编号、条款、`term:术语` 或 `case:案例`。
    """
    for question in site.catalog.questions.values():
        if not question.cites:
            yield Finding(site.origins.at(question, "id"), f"题 `{question.id}` 没有写依据", "写上 `cites`")


@check()
def key_names_no_option(site: Subject) -> Iterator[Finding]:
    """答案的字母对应已有的选项。

    四个选项的题，答案只能在 A 到 D 里。

    改法：改正答案的字母，或补上缺的选项。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, SingleChoice | MultipleChoice):
            last = len(question.options)
            beyond = [letter for letter in question.answer if letter not in LETTERS[:last]]
            if beyond:
                yield Finding(
                    site.origins.at(question, "answer"),
                    f"题 `{question.id}` 的答案 {beyond[0]} 没有对应的选项",
                    f"选项是 A 到 {LETTERS[last - 1]}，改正答案",
                )


@check()
def single_needs_one_key(site: Subject) -> Iterator[Finding]:
    """单选题有且只有一个答案。

    改法：只留一个字母；确实有几个答案的，把 type 改成 multiple。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, SingleChoice) and len(question.answer) != 1:
            yield Finding(
                site.origins.at(question, "answer"),
                f"单选题 `{question.id}` 有 {len(question.answer)} 个答案",
                "只留一个字母，或把 `type` 改成 multiple",
            )


@check()
def multiple_needs_two_keys(site: Subject) -> Iterator[Finding]:
    """多选题至少有两个答案，字母不重复。

    改法：补全答案；只有一个答案的，把 type 改成 single。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, MultipleChoice):
            keys = set(question.answer)
            if len(keys) < 2 or len(keys) != len(question.answer):
                yield Finding(
                    site.origins.at(question, "answer"),
                    f"多选题 `{question.id}` 的答案是 {question.answer}，不足两个或有重复",
                    "补全答案，或把 `type` 改成 single",
                )


@check(by_pattern=True)
def duplicate_stem(site: Subject) -> Iterator[Finding]:
    """没有两道相同的题。

    同一道题出现两次，组卷时会撞在一起。题干相同、选项不同的（如“下列说法正确的是（　　）。”）是两道题。

    改法：删掉一道，或改成考另一个点。
    """
    seen: dict[tuple[str, frozenset[str]], str] = {}
    for question in site.catalog.questions.values():
        parts = frozenset(comparable(text) for group in _parts(question) for _, text in group)
        asked = (comparable(question.stem), parts)
        if asked in seen:
            yield Finding(
                site.origins.at(question, "stem"),
                f"题 `{question.id}` 与 `{seen[asked]}` 的题干{'和选项都' if parts else ''}相同",
                "删掉一道，或改成考另一个点",
                owner=question,
            )
        else:
            seen[asked] = question.id


@check(by_pattern=True)
def duplicate_option(site: Subject) -> Iterator[Finding]:
    """一道题里没有相同的选项。

    两个选项一样，单选题就有两个答案或两个废项；连线题右边相同，连哪个都对。
    全角半角、空格和末尾的标点不算不同；符号、数字、单位、大小写算（1.5米和15米，≥和＞，3%和3‰）。

    改法：改掉一个。
    """
    for question in site.catalog.questions.values():
        for group in _parts(question):
            seen: set[str] = set()
            for path, text in group:
                plain = comparable(text)
                if plain in seen:
                    yield Finding(
                        site.origins.at(question, *path),
                        f"题 `{question.id}` 有相同的选项“{text}”",
                        "改掉一个",
                        owner=question,
                    )
                seen.add(plain)


def _parts(question: BaseQuestion) -> list[list[tuple[tuple[str | int, ...], str]]]:
    """Return the texts that a question offers, group by group, each with its path."""
    if isinstance(question, SingleChoice | MultipleChoice):
        return [[(("options", n), o.text) for n, o in enumerate(question.options)]]
    if isinstance(question, Match):
        return [
            [(("pairs", n, "left"), p.left) for n, p in enumerate(question.pairs)],
            [(("pairs", n, "right"), p.right) for n, p in enumerate(question.pairs)],
        ]
    if isinstance(question, Order):
        return [[(("sequence", n), text) for n, text in enumerate(question.sequence)]]
    return []


@check()
def gaps_and_answers_differ(site: Subject) -> Iterator[Finding]:
    """填空题的空和答案一样多。

    空写成全角括号夹两个全角空格（　　），每个空在 answers 里有一个列表。

    改法：补上缺的空或答案。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, Blank):
            gaps = len(GAP.findall(question.stem))
            if gaps != len(question.answers):
                yield Finding(
                    site.origins.at(question, "answers"),
                    f"填空题 `{question.id}` 有 {gaps} 个空、{len(question.answers)} 个答案",
                    "空写成（　　），每个空对应 answers 里的一个列表",
                )


@check(by_pattern=True)
def judge_without_statement(site: Subject) -> Iterator[Finding]:
    """判断题的题干是一句可以判断对错的话，不留空、不发问。

    改法：改成一句陈述，以句号结尾。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, Judge) and (GAP.search(question.stem) or question.stem.rstrip().endswith(("？", "?"))):
            yield Finding(
                site.origins.at(question, "stem"),
                f"判断题 `{question.id}` 的题干不是一句陈述",
                "改成一句话，以句号结尾",
                owner=question,
            )
