"""How names are typed in pinyin: a surname as its bearers read it, and as the character is read elsewhere."""

from __future__ import annotations

from mingze.views.pinyin import syllables

SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "翟": "zhai", "区": "ou",
    "朴": "piao", "乐": "yue", "覃": "qin", "缪": "miao", "种": "chong", "员": "yun", "黑": "he",
    "盖": "ge", "折": "she", "繁": "po", "召": "shao", "重": "chong", "秘": "bi", "洗": "xian",
    "祭": "zhai", "牟": "mu", "句": "gou", "隗": "wei", "蔚": "yu", "薄": "bo", "卜": "bu",
}  # fmt: skip
"""Surnames that are read otherwise than their characters mostly are: as dictionaries give them (现代汉语词典)."""


def sounds(name: str) -> tuple[str, str]:
    """Return how a name is typed in full and by initials; of several ways that of the surname first, spaces between."""
    text = "".join(name.split())
    usual = syllables(text)
    ways = [usual]
    if own := SURNAMES.get(text[:1]):
        ways.insert(0, (own, *syllables(text[1:])))
    full = dict.fromkeys("".join(way) for way in ways)
    initials = dict.fromkeys("".join(part[:1] for part in way) for way in ways)
    return " ".join(full), " ".join(initials)
