"""The order of questions and options, drawn from a seed, and the 卷号 that names the outcome.

Web and paper must show the same paper for the same seed: ``mingze/web/exam/shuffle.js`` and ``paper-number.js`` do
the same, and ``tests/quiz/vectors/`` holds both to it. Nothing here is secret: who knows the seed knows the paper.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field

_LOWER = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_FORMS = _LOWER.upper()
_ID = frozenset(_LOWER + _DIGITS + "-")
_SEED = frozenset(_LOWER + _FORMS + _DIGITS)
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U."""
_CHECK_DIGITS = 4

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_ZERO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_AS_TYPED = str.maketrans({**_FULL_WIDTH, **_DASHES, **_ZERO_WIDTH})
_AS_READ = str.maketrans("OIL", "011")
"""What the eye takes for a digit; the alphabet has none of them."""


def sha256(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 as 64 hexadecimal digits.

    A lone surrogate counts as U+FFFD, as ``TextEncoder`` has it in browsers (``mingze.quiz.sha256``).
    """
    scalars = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return hashlib.sha256(scalars.encode()).hexdigest()


def token(question_id: str, text: str) -> str:
    """Return 8 hexadecimal digits that name one part of a matching or ordering question.

    Made from the text alone, so that it tells nothing of the key: pages mark parts by it, answers are exported by it.
    """
    return sha256(f"{question_id}|{text}")[:8]


def order(ids: Iterable[str], seed: str, form: str) -> list[str]:
    """Return the ids in the order of this seed and form, whatever order they came in.

    Sorted by sha256 of ``<seed>|<form>|<id>``, then by id. ``mingze.quiz.order`` does the same.
    Adding or removing a question leaves the others in their order.
    """
    return sorted(ids, key=lambda name: (sha256(f"{seed}|{form}|{name}"), name))


def option_order(question_id: str, count: int, seed: str, form: str) -> list[int]:
    """Return the indices 0 … count-1 in the order in which this seed and form show a question's options.

    Sorted by sha256 of ``<seed>|<form>|<question id>/<index>``. ``mingze.quiz.optionOrder`` does the same.
    """
    return sorted(range(count), key=lambda index: (sha256(f"{seed}|{form}|{question_id}/{index}"), index))


ATTEMPTS = 64
"""How many orders are tried for one that keeps every wish; later ones rarely help where these did not."""
_NEAR = 1_000
"""One question that helps another weighs more than all depths of a paper together."""


class SectionPool(Struct, frozen=True):
    """What one section of a paper draws from: ids by bank, how many in all, how many at least of which bank.

    ``depths`` says how many questions of a depth it takes, exactly; the rest are of depths it does not name. Where it
    names any, ``levels`` holds the depth of each question. An id may name a group: ``groups`` holds its questions,
    which are taken together or not at all. All numbers count questions, those of groups one by one.
    """

    count: int
    banks: Mapping[str, Sequence[str]]
    quotas: Mapping[str, int]
    depths: Mapping[int, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)


def choose(sections: Sequence[SectionPool], apart: Mapping[str, Collection[str]], seed: str) -> list[list[str]]:
    """Return the ids that each section takes, the same for every form of a seed. ``mingze.quiz.choose`` does the same.

    Ids are taken in the order of this seed and the empty form: first what the quotas ask, bank by bank, then from all
    banks. None is taken twice, none beside one it should stand apart from, and of each depth as many as are asked.
    Where an order leaves nothing else to take, further orders are tried (``<seed>#1`` …) and the one that breaks the
    fewest of these wishes is kept, the earliest of several; the count and the quotas of banks are kept in any case.
    A group counts for every question it has, and is named by its own id. A section whose pool is too small takes what
    there is.
    """
    best: _Draw | None = None
    for attempt in range(ATTEMPTS):
        draw = _Draw(apart, f"{seed}#{attempt}" if attempt else seed)
        for section in sections:
            draw.take_section(section)
        if best is None or draw.broken < best.broken:
            best = draw
        if not best.broken:
            break
    assert best is not None
    return best.chosen


class _Draw:
    """One try at drawing a whole paper."""

    def __init__(self, apart: Mapping[str, Collection[str]], seed: str) -> None:
        self.chosen: list[list[str]] = []
        self.broken = 0
        self._apart = apart
        self._seed = seed
        self._taken: set[str] = set()

    def take_section(self, section: SectionPool) -> None:
        pool = order({id_ for ids in section.banks.values() for id_ in ids}, self._seed, "")
        room = {0: section.count - sum(section.depths.values()), **section.depths}
        chosen: list[str] = []
        self.chosen.append(chosen)

        def take(most: int, allowed: Collection[str]) -> int:
            for near_too, deep_too in ((False, False), (False, True), (True, True)):
                for id_ in pool:
                    if most <= 0:
                        return 0
                    members = section.groups.get(id_, (id_,))
                    if not self._taken.isdisjoint(members) or id_ not in allowed or len(members) > most:
                        continue
                    near = any(not self._taken.isdisjoint(self._apart.get(one, ())) for one in members)
                    depths = [section.levels.get(one, 0) for one in members]
                    asked = Counter(depth if depth in section.depths else 0 for depth in depths)
                    over = sum(max(0, n - max(room[depth], 0)) for depth, n in asked.items()) if section.depths else 0
                    if (near and not near_too) or (over and not deep_too):
                        continue
                    self._taken.update(members)
                    chosen.append(id_)
                    self.broken += _NEAR * near + over
                    for depth, n in asked.items():
                        room[depth] -= n
                    most -= len(members)
            return most

        left = section.count
        for bank, quota in section.quotas.items():
            left -= quota - take(quota, frozenset(section.banks.get(bank, ())))
        take(left, frozenset(pool))


def expand(ids: Iterable[str], groups: Mapping[str, Sequence[str]]) -> list[str]:
    """Return ids with each group's questions in its place, in their order. ``mingze.quiz.expand`` does the same."""
    return [one for id_ in ids for one in groups.get(id_, (id_,))]


def paper_number(paper_id: str, seed: str, form: str) -> str:
    """Return the 卷号 ``<paper>-<seed>-<form>-<check>``, like ``mock-2026-A-87AK``.

    ``mingze.quiz.paperNumber`` does the same, and both refuse parts that could not be read back (here with ValueError).
    Seeds are 1 to 32 ASCII letters and digits (``a`` and ``A`` are two seeds), forms one letter A–Z. The check is the
    first 20 bits of the sha256 of what stands before it, in Crockford's base32.
    """
    if problem := _problem(paper_id, seed, form):
        raise ValueError(problem)
    body = f"{paper_id}-{seed}-{form}"
    return f"{body}-{_check(body)}"


def parse_paper_number(text: str) -> tuple[str, str, str]:
    """Return (paper, seed, form) of a 卷号 as somebody typed it.

    Full-width characters, spaces, other dashes and wrong cases are taken as meant. Which seed is meant, the one typed,
    the same in capitals or in small letters, the check tells; a seed of mixed case must be typed as it is.
    Raises ValueError with a Chinese message when the text is no 卷号 or its check does not fit.
    """
    typed = "".join(text.replace("——", "-").translate(_AS_TYPED).split())
    parts = typed.rsplit("-", 3)
    if len(parts) != 4:
        raise ValueError("卷号应有四段，用“-”连接：试卷编号-种子-卷别-校验码，例如 mock-2026-A-87AK")
    paper, seed, form, check = parts[0].lower(), parts[1], parts[2].upper(), parts[3].upper().translate(_AS_READ)
    if problem := _problem(paper, seed, form):
        raise ValueError(problem)
    for candidate in (seed, seed.upper(), seed.lower()):
        if check == _check(f"{paper}-{candidate}-{form}"):
            return paper, candidate, form
    raise ValueError("卷号的校验码不对，可能有字符输错：请对照试卷上印的卷号重新输入，字母的大小写也要相同")


def _problem(paper: str, seed: str, form: str) -> str | None:
    if not (1 <= len(paper) <= 64 and _ID.issuperset(paper)):
        return "卷号里的试卷编号只能用小写英文字母、数字和连字符，1 到 64 个字符"
    if not (1 <= len(seed) <= 32 and _SEED.issuperset(seed)):
        return "卷号里的种子只能用英文字母和数字，1 到 32 个字符"
    if not (len(form) == 1 and form in _FORMS):
        return "卷号里的卷别应是一个大写英文字母，例如 A"
    return None


def _check(body: str) -> str:
    return base32(body, _CHECK_DIGITS)


def base32(text: str, count: int) -> str:
    """Return the first ``count`` times five bits (60 at most) of a text's sha256 in Crockford's base32."""
    bits = int(sha256(text)[:15], 16)
    return "".join(_BASE32[bits >> shift & 31] for shift in range(55, 55 - 5 * count, -5))
