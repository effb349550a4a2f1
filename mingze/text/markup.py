r"""Which signs of ordinary text are markup: D=L*E*C, 5*3*2, C:\data and a_b are not.

Prose knows five things: ``**bold**``, ``*emphasis*``, code in backticks, links with an address, and term links. Any
other ``*``, ``_``, ``\`` and ``[`` is a sign and is shown as typed. Whatever shows prose asks `literal` first, so that
a text reads the same on the web, on paper, on slides and in searches.

An asterisk is a sign between letters or digits (not Chinese), beside a space where it would have to open or close, in a
formula with an equals sign, and where none answers it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

_SIGNS = "*_\\`[]"
_STAND_INS = {sign: chr(0xFDD0 + n) for n, sign in enumerate(_SIGNS)}
"""Code points that stand for no character, so that no text holds them."""
_BACK = {ord(stand_in): sign for sign, stand_in in _STAND_INS.items()}
_GONE = dict.fromkeys(_BACK)
_MARKED = re.compile(r"[*_\\`\[]")
_ADDRESS = (
    r"https?://|mailto:|\#"
    r"|/?(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+\.html?(?:\#[^\s)]*)?\)|/?(?:[A-Za-z0-9._-]+/)+\)"
)
_TOKEN = re.compile(
    rf"""
    (?P<escape>(?<![A-Za-z0-9:\\])\\(?P<escaped>[*_`\[\]]))   # \* where no path or formula goes on
    |(?P<code>(?P<ticks>`+)(?:.+?)(?<!`)(?P=ticks)(?!`))
    |(?P<sign>[\\_]|\](?=\((?!{_ADDRESS})))
    |(?P<stars>\*+)
    """,
    re.VERBOSE | re.DOTALL,
)
_BEFORE, _AFTER = frozenset(")]%‰°′″'\""), frozenset("([√")
_WILDCARD = re.compile(r"\*\.[A-Za-z0-9*]")
_FORMULA = re.compile("[^\\s，。；：、？！“”‘’《》…]+")
_CLAUSE_ENDS = frozenset("\n，。；：、？！“”‘’《》…")
_SENTENCE_ENDS = re.compile("[。；？！]")
_IN_NO_NAME = re.compile("[是的了须应要不把将被都也就只请]")
"""Characters of sentences, hardly ever of a quantity's name: 必须*当场*讲评 is no product."""
_LONGEST_FACTOR = 6
"""Characters of the longest name that is likely a factor in a product: 长*宽*高, 可能性*暴露频次*后果."""


class _Stars(Struct, frozen=True):
    """One or more asterisks in a row, with the characters beside them."""

    start: int
    count: int
    left: str
    right: str

    @property
    def end(self) -> int:
        return self.start + self.count


def literal(text: str) -> str:
    """Put stand-ins for the signs of prose that are no markup; `restore` puts them back."""
    if not _MARKED.search(text):
        return text
    text = text.translate(_GONE)
    tokens = list(_TOKEN.finditer(text))
    stars = [_stars(text, token) for token in tokens if token["stars"]]
    markup = {end.start for pair in _pairs(text, stars) for end in pair}
    markup |= {run.start for run in stars if run.count > 2}
    out, at = [], 0
    for token in tokens:
        out.append(text[at : token.start()])
        at = token.end()
        if token["escape"]:
            out.append(_STAND_INS[token["escaped"]])
        elif token["code"] or token.start() in markup:
            out.append(token[0])
        else:
            out.append("".join(_STAND_INS[sign] for sign in token[0]))
    return "".join((*out, text[at:]))


def restore(text: str) -> str:
    """Put the signs back for their stand-ins."""
    return text.translate(_BACK)


def doubtful(text: str) -> list[str]:
    """Return what is taken for emphasis and may well be a product, each phrase with its asterisks."""
    if text.count("*") < 2:
        return []
    stars = [_stars(text, token) for token in _TOKEN.finditer(text) if token["stars"]]
    return [
        text[first.start : last.end]
        for first, last in _pairs(text, stars)
        if first.count == 1 and _is_doubtful(text, first, last)
    ]


def _stars(text: str, token: re.Match[str]) -> _Stars:
    start, end = token.span()
    return _Stars(start, end - start, text[start - 1 : start], text[end : end + 1])


def _pairs(text: str, stars: list[_Stars]) -> Iterator[tuple[_Stars, _Stars]]:
    """Yield the runs that open and close emphasis, those of one asterisk before those of two."""
    for count in (1, 2):
        runs = [run for run in stars if run.count == count]
        signs = _signs(text, runs)
        first: _Stars | None = None
        for run in runs:
            if run in signs:
                continue
            if first is not None and run.left.strip() and run.start > first.end:
                if not _multiplies_numbers(first, run):
                    yield first, run
                first = None
            elif run.right.strip():
                first = run


def _signs(text: str, runs: list[_Stars]) -> set[_Stars]:
    """Return the runs that are signs whatever stands around: between letters or digits, in a formula."""
    between = [
        run
        for run in runs
        if (_ends_operand(text, run) and _begins_operand(run.right)) or _WILDCARD.match(text, run.start)
    ]
    if runs and runs[0].count == 2:  # GB**50016**标准 is bold, 2**10 and 2**3**2 are not
        return {
            run
            for n, run in enumerate(runs)
            if run in between and (runs[n - 1] in between if n % 2 else n + 1 == len(runs) or runs[n + 1] in between)
        }
    return {*between, *(run for run in runs if _is_in_formula(text, run))}


def _is_in_formula(text: str, run: _Stars) -> bool:
    """Whether a run stands inside a formula such as 面积=长*宽*高."""
    if not (_is_operand(run.left) or run.left in ")）") or not (_is_operand(run.right) or run.right in "(（"):
        return False
    formula = next((m[0] for m in _FORMULA.finditer(text) if m.start() <= run.start < m.end()), "")
    return any(sign in formula for sign in "=＝≈")


def _multiplies_numbers(first: _Stars, last: _Stars) -> bool:
    """Whether a pair multiplies numbers with a quantity that has a Chinese name: 5*人数*3."""
    return first.left.isdigit() and last.right.isdigit()


def _is_doubtful(text: str, first: _Stars, last: _Stars) -> bool:
    inside = text[first.end : last.start]
    if _SENTENCE_ENDS.search(inside[:-1]):
        return True
    if not (_is_operand(first.left) and _is_operand(last.right)):
        return False
    if not (_is_han(first.left) and _is_han(last.right)):
        return True
    start, end = first.start, last.end
    while start and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    while end < len(text) and text[end] not in _CLAUSE_ENDS:
        end += 1
    factors = text[start:end].split("*")
    return all(len(factor) <= _LONGEST_FACTOR and not _IN_NO_NAME.search(factor) for factor in factors)


def _ends_operand(text: str, run: _Stars) -> bool:
    """Whether what could be multiplied ends before a run: a letter, a digit, a unit, a closed bracket."""
    if run.left == "）":  # of （a+b）, not of （一）
        before = text[run.start - 2 : run.start - 1]
        return _is_operand(before) and not _is_han(before)
    return (_is_operand(run.left) and not _is_han(run.left)) or (run.left != "" and run.left in _BEFORE)


def _begins_operand(right: str) -> bool:
    return (_is_operand(right) and not _is_han(right)) or (right != "" and right in _AFTER)


def _is_operand(character: str) -> bool:
    return bool(character) and (character.isalnum() or unicodedata.category(character) in ("No", "Nl", "So", "Sc"))


def _is_han(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
