"""The index as a script that assigns one variable, so that it loads from ``file://`` too.

Chinese text packs badly: three bytes a character, few repeated. So every character is written as a code of one or two
ASCII characters, the commonest with one (measured on the real site: a fifth less than UTF-8 after gzip). What stands in
the script is described at `search_data`; ``mingze/web/search/unpack.js`` reads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from mingze.model import Catalog
from mingze.search.character_tables import folded_pairs, further_forms, is_chinese, readings
from mingze.search.record import KINDS, Record, kinds_of
from mingze.text.compact_json import compact_json
from mingze.views.pinyin import read_run

VERSION = 1
FIELD, PART, SAME = "\x1f", "\x1e", "\x1d"
"""Between the fields of the text; between the parts of one; before the number of the record with the same text."""
_MARKS = re.compile(f"[{FIELD}{PART}{SAME}]")
_WORTH_A_NAME = 8
_CHINESE = re.compile("[\u4e00-\u9fff]{2,8}")
_DIGITS = "".join(chr(n) for n in range(32, 127) if chr(n) not in '"\\')


def search_data(catalog: Catalog, records: Sequence[Record]) -> str:
    """Return the script. It assigns ``mingze.searchData``, an object with

    - ``version``: number of this layout; ``examples``: what may be typed, in words, letters and numbers (`examples`);
      ``kinds``: pairs of id and word;
    - ``roles``: ids with the names they go by, to be looked up beside other words;
    - ``pages``: addresses below the site's root;
    - by record, in the same order: ``kind`` and ``page`` (positions in those lists), ``role`` (position, -1 for none),
      ``anchor`` and ``key`` (joined by spaces, ``-`` for none);
    - ``added``, on sites of several levels: positions of the records of what the reader's own level adds;
    - ``badges``: names and words of badges, the first of none; ``badge``: by record its position there;
    - ``alphabet``: all characters, the commonest first; ``single``: how many of them have codes of one character;
    - ``text``: coded; title, path, body, more and other names of each record. A body equal to an earlier record's
      names that record;
    - ``forms``: characters that count as others, and, coded, those others; ``further``: pairs of a character and what
      else it may stand for;
    - ``sounds``: for each Chinese character of the alphabet its readings: ``zhong,chong`` where 重 is read zhong here
      and could be read chong elsewhere, several joined by ``/``; nothing for one whose reading nobody knows.
    """
    fields = fields_of(records)
    held = set().union(*fields)
    forms = folded_pairs(held)
    alphabet = _alphabet(FIELD.join(fields), forms.values())
    single = _single(len(alphabet))
    codes = _codes(alphabet, single)
    sounds = readings(fields, alphabet)
    data = {
        "version": VERSION,
        "examples": examples(catalog),
        "kinds": kinds_of(records),
        **columns(catalog, records),
        "alphabet": alphabet,
        "single": single,
        "text": FIELD.join(fields).translate(codes),
        "forms": ["".join(forms), "".join(forms.values()).translate(codes)],
        "further": "".join(further_forms(held)),
        "sounds": " ".join(sound(*sounds[c]) if c in sounds else "" for c in alphabet if is_chinese(c)),
    }
    return as_script("window.mingze.searchData", data)


def columns(catalog: Catalog, records: Sequence[Record]) -> dict[str, Any]:
    """Return what `search_data` says of roles, pages and badges, and by record, but not their texts."""
    pages = list(dict.fromkeys(_page(record) for record in records))
    # of roles without a record here too: what is a role's is found by its names
    roles = list(dict.fromkeys(record.role for record in records if record.role))
    kinds = list(KINDS)
    badges = list(dict.fromkeys([("", ""), *(record.badge for record in records)]))
    added = [n for n, record in enumerate(records) if record.is_added]
    return {
        "roles": [[id_, catalog.roles[id_].short_name, *catalog.roles[id_].aliases] for id_ in roles],
        "pages": pages,
        "kind": [kinds.index(record.kind) for record in records],
        "page": _numbers(pages, map(_page, records)),
        "role": _numbers(["", *roles], (record.role for record in records), first=-1),
        "anchor": " ".join(record.url.partition("#")[2] or "-" for record in records),
        "key": " ".join(record.key or "-" for record in records),
        "badges": badges,
        "badge": [badges.index(record.badge) for record in records],
        **({"added": added} if added else {}),
    }


def as_script(name: str, data: Any) -> str:
    """Return a script that assigns data to a name; no text in it ends the script."""
    body = compact_json(data)
    for unsafe, escape in (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("</", "<\\/")):
        body = body.replace(unsafe, escape)
    return f"{name}={body};\n"


def examples(catalog: Catalog) -> list[list[str]]:
    """Return examples of what can be typed, from the site itself: words, the same in letters, numbers of clauses."""
    words = (catalog.site.subject, *(r.short_name for r in catalog.roles.values()), catalog.site.title)
    word = next((w for w in words if w and _CHINESE.fullmatch(w)), "")
    letters = read_run(word, tones=False) if word else []
    typed = ["".join(letters[:2]), "".join(syllable[0] for syllable in letters)] if letters else []
    cited = [duty.cites for duty in catalog.duties.values() if duty.cites]
    item = next((f"{key.article}条{key.item}项" for key in cited if key.item), "")
    numbers = [cited[0].article_key.label(), item] if cited else []
    return [[part for part in parts if part] for parts in ([word], typed, numbers)]


def fields_of(records: Sequence[Record]) -> list[str]:
    """Return title, path, body, more and other names of each record, one after another, as `search_data` has them."""
    fields: list[str] = []
    known: dict[str, int] = {}
    for number, record in enumerate(records):
        title, path, body, more, *also = map(
            _clean, (record.title, record.path, record.body, record.more, *record.also)
        )
        same = known.setdefault(body, number) if len(body) > _WORTH_A_NAME else number
        fields += (title, path, body if same == number else f"{SAME}{same}", more, PART.join(also))
    return fields


def sound(here: Sequence[str], elsewhere: Sequence[str]) -> str:
    """Return readings that occur and further ones as `search_data` has them."""
    return "/".join(here) + ("," + "/".join(elsewhere) if elsewhere else "")


def _clean(text: str) -> str:
    """Drop the marks of the layout, which no text needs."""
    return _MARKS.sub("", text) if FIELD in text or PART in text or SAME in text else text


def _page(record: Record) -> str:
    return record.url.partition("#")[0]


def _numbers(known: Sequence[str], values: Iterable[str], first: int = 0) -> list[int]:
    position = {value: n for n, value in enumerate(known, first)}
    return [position[value] for value in values]


def _alphabet(text: str, further: Iterable[str]) -> str:
    counts = Counter(text)
    counts.update(dict.fromkeys(further, 0))
    return "".join(sorted(counts, key=lambda c: (-counts[c], c)))


def _single(size: int) -> int:
    """Return how many characters can have a code of one while two do for the rest and a digit is left over."""
    base = len(_DIGITS)
    return max(0, min(base - 1, (base * (base - 1) - size) // (base - 1)))


def _codes(alphabet: str, single: int) -> dict[int, str]:
    """Give each character its code: one digit; a leading digit and another; or, beyond those, the last and three."""
    base = len(_DIGITS)
    leads = base - 1 - single
    codes: dict[int, str] = {}
    for n, character in enumerate(alphabet):
        rest = n - single
        if rest < 0:
            code = _DIGITS[n]
        elif rest < leads * base:
            code = _DIGITS[single + rest // base] + _DIGITS[rest % base]
        else:
            far = rest - leads * base
            code = _DIGITS[-1] + _DIGITS[far // base**2] + _DIGITS[far // base % base] + _DIGITS[far % base]
        codes[ord(character)] = code
    return codes
