"""What to know of each passage of an instrument, in words: how far it was checked, what it adds to those above."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.exchange.law.level_words import LevelWords, level_words
from mingze.model import Catalog, Clause, Regulation
from mingze.versions.steps import days_of, texts_of
from mingze.views.badge import checked


class PassageStanding(Struct, frozen=True):
    """What must be known of one passage that carries text."""

    clause: Clause
    label: str
    """The badge in words: 部分待核对."""
    words: str
    """The badge with its meaning, what is uncertain, the notes and the sources, in sentences."""
    levels: tuple[LevelWords, ...] = ()
    """What it does with each instrument above its own."""

    @property
    def all_words(self) -> str:
        """Its standing and what it does with those above, in one line."""
        return "".join((self.words, *(one.said for one in self.levels)))


def standings(catalog: Catalog, regulation: Regulation) -> Iterator[PassageStanding]:
    """Yield the standing of every passage in the order of the text."""
    levels = level_words(catalog, regulation)
    for clause in regulation.clauses.values():
        if clause.text:
            badge = checked(clause.verification)
            words = "".join(_words(catalog, clause, f"{badge.label}：{badge.meaning}"))
            yield PassageStanding(clause, badge.label, words, levels.get(str(clause.key), ()))


def overall(catalog: Catalog, regulation: Regulation) -> str:
    """Say when the whole was compiled and checked, and of an older text that it is one."""
    since, until = days_of(catalog, regulation)
    old = f"这是旧文本：{since}起施行，{until}起改用新的文本，不要再作为依据。" if until else ""
    if regulation.checked_on:
        return f"{old}{regulation.checked_on}与{regulation.checked_against}核对。"
    return f"{old}整理日期{regulation.compiled_on}，未与官方原文逐字核对。"


class Wording(Struct, frozen=True):
    """A text of an instrument that is a file of its own."""

    name: str
    """Of the file, without its ending: kuaiji, kuaiji-2017-11-05."""
    title: str
    text: Regulation


def wordings(catalog: Catalog, regulation: Regulation) -> Iterator[Wording]:
    """Yield the text in force, then the older ones, the last one first."""
    yield Wording(regulation.id, f"《{regulation.title}》条文", regulation)
    for since, text in reversed(texts_of(catalog, regulation.id)[:-1]):
        yield Wording(f"{regulation.id}-{since}", f"《{text.title}》条文（{since}起的旧文本）", text)


def _words(catalog: Catalog, clause: Clause, first: str) -> Iterator[str]:
    yield first
    if clause.uncertain:
        yield f"存疑的字句：{'、'.join(f'“{words}”' for words in clause.uncertain)}。"
    for note in clause.notes:
        yield " ".join(note.split())
    titles = [catalog.sources[id_].title for id_ in clause.sources if id_ in catalog.sources]
    if titles:
        yield f"来源：{'；'.join(titles)}。"
