"""Which questions answer one another, so that no paper may hold both: what one asks for stands printed in the other.

A gap is looked for with the words beside it: 突出 alone stands everywhere, 突出问题 is the statute's phrase. A long
phrase needs no neighbours where both questions rest on the same duty or clause.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mingze.model import BLANK, BaseQuestion, Catalog
from mingze.text import dossier
from mingze.text.fold import fold

_SHORTEST = 4
"""What is shorter says nothing: 安全 stands in every question; a phrase of this length tells something by itself
where both questions rest on the same text."""
_BESIDE = {False: 4, True: 2}
"""How many characters beside a short answer, and beside one that is long enough, make a phrase that tells."""
_KEYS = 2
"""So many right options in one text of another question answer a multiple choice."""
_COMMON = 5
"""A phrase that stands in more questions belongs to the field, and tells only where both rest on the same text."""
_MARKUP = re.compile(r"[*_`]|\[\[|\]\]")


class _Needle(Struct, frozen=True):
    """A folded phrase that would give a question away."""

    words: str
    question: str
    everywhere: bool = False
    """Whatever the other question rests on."""
    whole: bool = False
    """Only as a whole option or part."""
    key: bool = False
    """One right option of several."""


def answered_by(catalog: Catalog, questions: Iterable[BaseQuestion]) -> dict[str, frozenset[str]]:
    """Return, by a question's id, the ids of those that answer it or that it answers; nothing for those without any.

    Only what a sitter sees counts: stems, options, pairs and sequences, not keys and explanations. A dossier may answer
    what stands elsewhere, then all questions of its group do; what its own questions ask it is there to say. Linear in
    the texts' length: each place of a text is looked up once.
    """
    all_ = list(questions)
    grounds = {question.id: _grounds(catalog, question) for question in all_}
    wanted: dict[str, list[_Needle]] = defaultdict(list)
    for question in all_:
        for needle in _needles(question):
            wanted[needle.words[:_SHORTEST]].append(needle)
    met = [(other, [_in(text, wanted) for text in _visible(other)]) for other in all_]
    common = Counter(needle for _, texts in met for needle in set().union(*texts))
    found: dict[str, set[str]] = defaultdict(set)
    shown: list[tuple[tuple[str, ...], frozenset[str], list[set[_Needle]]]] = [
        ((other.id,), frozenset((other.id,)), texts) for other, texts in met
    ]
    for group in {one.id: one for other in all_ if (one := catalog.group_of.get(other.id))}.values():
        ids = tuple(question.id for question in group.questions if question.id in grounds)
        own = frozenset(ids)
        shown.append((ids, own, [_in(fold(_MARKUP.sub("", text)), wanted) for text in dossier.texts(group.dossier)]))
    for others, own, texts in shown:
        ground = set().union(*(grounds[id_] for id_ in others))
        for needles in texts:
            keys: Counter[str] = Counter()
            for needle in needles:
                if needle.question in own:
                    continue
                tells = needle.everywhere and common[needle] <= _COMMON
                if not tells and grounds[needle.question].isdisjoint(ground):
                    continue
                keys[needle.question] += 1
                if not needle.key or keys[needle.question] >= _KEYS:
                    for id_ in others:
                        found[needle.question].add(id_)
                        found[id_].add(needle.question)
    return {id_: frozenset(others) for id_, others in found.items()}


def _in(text: str, wanted: Mapping[str, Sequence[_Needle]]) -> set[_Needle]:
    """Return the needles that stand in a text."""
    found: set[_Needle] = set()
    known = wanted.get
    for start in range(max(len(text) - _SHORTEST, 0) + 1):
        if needles := known(text[start : start + _SHORTEST]):
            found.update(
                needle
                for needle in needles
                if (text == needle.words if needle.whole else text.startswith(needle.words, start))
            )
    return found


def _grounds(catalog: Catalog, question: BaseQuestion) -> set[str]:
    """Return what a question rests on: clauses, those behind duties too, terms and cases."""
    rest = {f"{cited.kind}:{cited.id}" for cited in question.cites if cited.kind in ("term", "case")}
    return rest | {str(clause.key) for cited in question.cites for clause in catalog.clauses_behind(cited)}


def _needles(question: BaseQuestion) -> Iterator[_Needle]:
    for text in question.telling:
        words = fold(text)
        if len(words) >= _SHORTEST:
            yield _Needle(words, question.id, key=True)
    for before, answers, after in _gaps(question):
        for answer in answers:
            words = fold(answer)
            long = len(words) >= _SHORTEST
            beside = _BESIDE[long]
            half = beside // 2
            for left, right in ((beside, 0), (half, half), (0, beside)):
                phrase = before[max(len(before) - left, 0) :] + words + after[:right]
                if len(phrase) == len(words) + beside:
                    yield _Needle(phrase, question.id, everywhere=True)
            yield _Needle(words, question.id, whole=not long)


def _gaps(question: BaseQuestion) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each gap of a stem that has one right filling, with the folded words before and after it."""
    fillings = question.fillings
    parts = question.stem.strip().split(BLANK)
    if not fillings or len(parts) != len(fillings) + 1:
        return
    for n, accepted in enumerate(fillings):
        before = "".join(part + fill[0] for part, fill in zip(parts[:n], fillings[:n], strict=True)) + parts[n]
        after = parts[n + 1] + "".join(
            fill[0] + part for part, fill in zip(parts[n + 2 :], fillings[n + 1 :], strict=True)
        )
        yield fold(before), accepted, fold(after)


def _visible(question: BaseQuestion) -> Iterator[str]:
    """Yield the texts that somebody who sits a paper sees, folded, gaps left out."""
    texts = question.stem.split(BLANK)
    texts += (text for parts in question.part_lists if parts.offered for text in parts.texts)
    yield from (fold(_MARKUP.sub("", text)) for text in texts)
