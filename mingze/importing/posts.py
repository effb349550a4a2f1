"""Posts by the names that foreign files give them: those the site knows, and new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct
from pypinyin import Style, lazy_pinyin

from mingze.model import Role
from mingze.source.yaml_text import scalar
from mingze.values.choices import plain_word

_LONGEST = 40
_TITLE = 16
_LEAST = 5
_MOST = 28
"""Of a title that cannot be cut short without cutting a word in two."""
_CUT = re.compile("[，。；：（(,;:]")
_JOINT = re.compile("、|并|和|及|以及")
_OF_A_PLACE = "[^，。、]{0,10}?[省市县区旗州]"
_COMMITTEE = re.compile(f"^(?:中共)?{_OF_A_PLACE}委(?!员)")
_GOVERNMENT = re.compile(f"^{_OF_A_PLACE}(?:人民)?政府")


class Post(Struct, frozen=True):
    """A post as a draft names it."""

    id: str
    name: str
    is_new: bool


class KnownPosts:
    """Finds posts by name, and makes up ids for those the site has not."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._by_name: dict[str, Post] = {}
        self._ids: set[str] = set()
        self._order = 0
        for role in roles:
            self._ids.add(role.id)
            self._order = max(self._order, role.order)
            for name in (role.name, role.short_name):
                self._by_name.setdefault(plain_word(name), Post(role.id, role.name, False))

    def named(self, name: str) -> Post:
        """Return the post of a name; the same for the same name."""
        name = re.sub(r"\s", "", name)[:60]
        key = plain_word(name)
        if key not in self._by_name:
            base = post_id(name)
            id_, n = base, 2
            while id_ in self._ids:
                id_, n = f"{base}-{n}", n + 1
            self._ids.add(id_)
            self._by_name[key] = Post(id_, name, True)
        return self._by_name[key]

    def names_of(self, id_: str) -> set[str]:
        """Return the names under which the site knows a post, as they are compared."""
        return {name for name, post in self._by_name.items() if post.id == id_}

    def likely(self, name: str) -> Post:
        """Return the post of a name; of 县委主要负责人, where the site has none, its 党委主要负责人.

        A county's list names its own committee and government; the rules above it name those of every level.
        """
        plain = re.sub(r"\s", "", name)
        for one in (plain, _GOVERNMENT.sub("政府", _COMMITTEE.sub("党委", plain))):
            if found := self._by_name.get(plain_word(one)):
                return found
        return self.named(name)

    def additions(self, posts: Iterable[Post]) -> str:
        """Return the entries that new posts add to ``data/roles.yml``."""
        lines = []
        for n, post in enumerate((p for p in posts if p.is_new), self._order + 1):
            name = scalar(post.name)
            lines += [f"- id: {post.id}", f"  name: {name}", f"  short_name: {name}", f"  order: {min(n, 99_999)}"]
        return "".join(f"{line}\n" for line in lines)


def post_id(name: str) -> str:
    """Make an id of a post's name in pinyin, its initials where that is long."""
    whole = re.sub("[^a-z0-9]+", "-", "-".join(lazy_pinyin(name)).lower()).strip("-")
    if len(whole) > _LONGEST:
        whole = re.sub("[^a-z0-9]+", "", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower())[:_LONGEST]
    return whole or "post"


def duty_title(text: str) -> str:
    """Take a title of a few characters from a duty's own words, cut where they allow it."""
    words = re.sub(r"\s", "", text)
    clause = _CUT.split(words)[0] or words
    joints = [m.start() for m in _JOINT.finditer(clause) if _LEAST <= m.start() <= _MOST]
    if len(clause) > _TITLE and joints and joints[0] <= _TITLE:
        clause = clause[: max(at for at in joints if at <= _TITLE)]
    elif len(clause) > _MOST:
        clause = clause[: joints[0] if joints else _MOST]
    return scalar(clause.rstrip("，。；：、") or "职责")
