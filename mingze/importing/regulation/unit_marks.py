"""How the parts of an instrument begin: 第…条, 第…章, （一）, 1．, with what typing and scanning make of them."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from mingze.values.numerals import from_chinese

S = "[ \t\xa0\u2002-\u200a\u3000]"
"""White space within a line."""
CN = "一二三四五六七八九十百千零〇○Ｏ两"
_N = rf"[{CN}0-9０-９]"
SPOKEN_OF = re.compile(
    rf"款|项(?!目)|规定(?=[的，、；。处办执情追给以者])|中(?=规定|的|所|有关|[，、。])|的|之|第[{CN}0-9]+[款项条]|[、，,；;。）)》”’]|和第|至第|或者?第|及|与第|以[上下外内及]"
    r"|所(?![有属在称得])|且"
)
"""What follows 第五条 in a sentence that speaks of it; 第五条 that begins an article is followed by its text."""
ARTICLE = re.compile(
    rf"(?P<di>[第笫])(?P<n>{S}*{_N}(?:{_N}|{S})*(?:[－—–-]{S}*(?=条))?)条"
    rf"(?:{S}*之{S}*(?P<z>[一二三四五六七八九十]{{1,3}})(?![{CN}]))?(?P<sign>{S}*(?:[：:．]|[.](?![0-9])|、(?!第|[{CN}0-9]+条)))?(?P<gap>{S}*)(?P<rest>.*)",
    re.DOTALL,
)
HEADING = re.compile(
    rf"第{S}*(?P<n>{_N}(?:{_N}|{S})*?){S}*(?P<kind>分{S}*编|编|篇|章|节)(?P<gap>{S}*)(?P<title>.*)", re.DOTALL
)
_NO_ITEM = r"(?![、至和或](?=[（(])|以及[（(]|[、，,]?[（(]|项(?!目))"
"""（一）至（三）项 and （一）（二）项 speak of items."""
ITEM = re.compile(
    rf"[（(]{S}*(?P<n>[{CN}]{{1,4}}){S}*[）)]{_NO_ITEM}(?:之(?P<z>[一二三四五六七八九十]))?{S}*[.．、]?{S}*"
)
PLAIN = re.compile(rf"(?P<n>[{CN}]{{1,3}})[、.．]{S}*")
SUB = re.compile(
    rf"(?:(?P<n>[0-9０-９]{{1,2}}){S}*(?:[.．](?![0-9０-９])|、)|[（(]{S}*(?P<b>[0-9０-９]{{1,2}}){S}*[）)]{_NO_ITEM}"
    rf"|(?P<c>[⒈-⒛①-⑳⑴-⒇])){S}*"
)
ANNEX = re.compile(
    rf"附{S}*(?:注{S}*)?[{CN}0-9]*{S}*[：:]?$|[（(]?{S}*附{S}*(?:件|表|录|图){S}*[{CN}0-9０-９]*{S}*[：:.．、]?{S}*[^。；]{{0,36}}$"
)
SUPPLEMENTARY = re.compile(rf"附{S}*则{S}*$")
CONTENTS = re.compile(rf"目{S}*[录次]{S}*$")
SENTENCE_END = re.compile(r"[。；：！？”）)》…;:.】〕\]]$")
TABLE = re.compile(r"\|.*\||</?(?:table|tr|td|th|tbody|thead|div|p|img|span)\b", re.IGNORECASE)


def number(text: str | None) -> int:
    """Read a number as typed: 一百二十, 一二〇, １２, 十 二; 0 where it is none."""
    plain = re.sub(r"[\s　]", "", unicodedata.normalize("NFKC", text or "")).replace("○", "〇").replace("O", "〇")
    try:
        return from_chinese(plain)
    except ValueError:
        return 0


class ArticleMark(Struct, frozen=True):
    """The beginning of an article."""

    number: int
    inserted: int
    end: int
    """Where its text begins."""
    mended: bool
    """Whether its number was misread by a scanner: 第一－条, 笫五条."""
    clear: bool
    """Whether a space, or nothing, follows, so that it can hardly be a sentence about an article."""
    sign: str = ""
    """What is typed between number and text: 第一条：, as units' own rules have it."""


def article_mark(text: str) -> ArticleMark | None:
    """Return how a line begins an article, None where it does not."""
    match = ARTICLE.match(text)
    if not match:
        return None
    typed = match["n"].rstrip()
    mended = match["di"] == "笫"
    n = number(typed)
    if not n and typed[-1:] in "－—–-":
        n, mended = number(typed[:-1] + "一"), True
    if not 0 < n < 10000:
        return None
    sign = (match["sign"] or "").strip()
    clear = (bool(match["gap"]) and not sign) or not match["rest"]
    if not clear and sign in ("", "、") and SPOKEN_OF.match(match["rest"]):
        return None
    return ArticleMark(n, number(match["z"]), match.start("rest"), mended, clear, sign)


class HeadingMark(Struct, frozen=True):
    """The beginning of a 编, 章 or 节."""

    kind: str
    number: int
    title: str


_KINDS = {"篇": "编"}


_SPOKEN_OF = ("的", "规定", "所", "、", "，", "至", "和", "第", "中", "及", "以", "各")
"""What follows 第三章 in a sentence that speaks of it."""


def heading_mark(text: str) -> HeadingMark | None:
    """Return the heading that a line is, None where it is a sentence or something else."""
    match = HEADING.match(text)
    if not match or not number(match["n"]):
        return None
    title = re.sub(S, "", match["title"])
    if len(title) > 45 or (not match["gap"] and title.startswith(_SPOKEN_OF)):
        return None
    if re.search("[。；：]$", title) and len(title) > 8:
        return None
    kind = re.sub(S, "", match["kind"])
    return HeadingMark(_KINDS.get(kind, kind), number(match["n"]), title)


class ItemMark(Struct, frozen=True):
    """The beginning of a 项 or 目."""

    number: int
    inserted: int
    mark: str
    style: str
    """brackets （一） · plain 一、 · arabic 1. （1） ①"""


def item_mark(text: str) -> ItemMark | None:
    """Return a mark of the form （一）."""
    match = ITEM.match(text)
    if not match or not number(match["n"]):
        return None
    return ItemMark(number(match["n"]), number(match["z"]), match[0], "brackets")


def plain_mark(text: str) -> ItemMark | None:
    """Return a mark of the form 一、."""
    match = PLAIN.match(text)
    return ItemMark(number(match["n"]), 0, match[0], "plain") if match and number(match["n"]) else None


def sub_mark(text: str) -> ItemMark | None:
    """Return a mark of the form 1. or （1） or ①."""
    match = SUB.match(text)
    if not match:
        return None
    if match["c"]:
        code = ord(match["c"])
        n = code - (0x2487 if code > 0x2487 else 0x2473 if code > 0x2473 else 0x245F)
    else:
        n = number(match["n"] or match["b"])
    return ItemMark(n, 0, match[0], "arabic") if n else None
