"""Two copies of one instrument, word by word: what agrees is verified, what differs is shown."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from mingze.importing.regulation.regulation_draft import ArticleDraft, RegulationDraft
from mingze.importing.regulation.write_back import folded_words
from mingze.values.clause import article_label

_AROUND = 6
_ALIKE = 0.5
_SIGNS = frozenset(",，:：;；.。()（）<>〈〉《》\"“”'‘’、?？!！[]【】〔〕-－—–")


class ComparedCopies(Struct, frozen=True):
    """What comparing gave, by article."""

    equal: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]
    """Articles that differ in signs alone, with where."""
    words: tuple[tuple[str, str], ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    verified: frozenset[tuple[int, int]]


def compare(draft: RegulationDraft, second: RegulationDraft) -> ComparedCopies:
    """Compare article by article; what is not the same to the character, white space aside, is not verified."""
    here = {(a.number, a.inserted): a for a in draft.all_articles}
    there = {(a.number, a.inserted): a for a in second.all_articles}
    equal, signs, words = [], [], []
    verified = set()
    for key, article in here.items():
        if key not in there:
            continue
        mine, theirs = _words(article), _words(there[key])
        label = article_label(*key)
        if mine == theirs:
            equal.append(label)
            verified.add(key)
        elif _without_signs(mine) == _without_signs(theirs):
            signs.append((label, "；".join(_differences(mine, theirs))))
        else:
            words.append((label, "；".join(_differences(mine, theirs))))
    return ComparedCopies(
        tuple(equal),
        tuple(signs),
        tuple(words),
        tuple(article_label(*key) for key in here if key not in there),
        tuple(article_label(*key) for key in there if key not in here),
        frozenset(verified),
    )


def _words(article: ArticleDraft) -> str:
    """Return an article's words with its numbers in one style, so that 1. and （一） are no difference."""
    out = [article.title]
    for paragraph in article.paragraphs:
        out.append(paragraph.text)
        for item in paragraph.inner:
            out.append(f"\n{item.number}\n{item.text}")
            out += [f"\n{sub.number}.\n{sub.text}" for sub in item.inner]
    return folded_words("".join(out))


def _without_signs(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c not in _SIGNS)


def _differences(mine: str, theirs: str) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        yield "两份大不相同，可能不是同一版本"
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            before, after = mine[max(0, a - _AROUND) : a], mine[b : b + _AROUND]
            yield f"…{before}［{mine[a:b] or '无'}｜{theirs[c:d] or '无'}］{after}…"


def as_text(compared: ComparedCopies, second: str) -> Iterator[str]:
    """Yield what comparing with the second copy gave."""
    counts = f"一致 {len(compared.equal)} 条，只差标点 {len(compared.signs)} 条，文字不同 {len(compared.words)} 条"
    yield f"与“{second}”逐字比对：{counts}"
    for title, found in (("只差标点", compared.signs), ("文字不同", compared.words)):
        for label, where in found:
            yield f"  {title}　{label}：{where if len(where) <= 300 else where[:300] + '…'}"
    if compared.only_here:
        yield f"  只在这一份里：{'、'.join(compared.only_here)}"
    if compared.only_there:
        yield f"  只在另一份里：{'、'.join(compared.only_there)}"
