"""What was copied along from Word and does not belong, and what copying left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Mended, Severity
from mingze.model import BaseQuestion, Entity
from mingze.model.article import Article
from mingze.values.numerals import NUMERAL, from_chinese

_CLASS_WORDS = "类级型区栋座组段票股照卷岗等档班线面项点柱室库楼层幢门口"
"""Words that a letter of its own stands before: A类, B级, C型."""
_MARK = re.compile(
    rf"(?:[(]?(?P<letter>[A-Ja-j])(?:[)]|[.、:,](?!\d)|\s*[.、:,)](?!\d)|(?P<space>\s+))"
    rf"|[(](?P<bracketed>{NUMERAL})[)]|(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:[.、)](?!\d)))\s*"
)
_CIRCLED = re.compile("([①-⑳])(?![①-⑳])\\s*")
_OWN_NUMBER = re.compile(rf"第({NUMERAL})(?P<what>[条章节])(?:之({NUMERAL}))?[\s:、.]+")


def mark_of(text: str) -> tuple[int, str] | None:
    """Return the place in a list that a text's own mark names (A. is 1, ② is 2) and the text behind it."""
    if circled := _CIRCLED.match(text):
        return ord(circled[1]) - ord("①") + 1, text[circled.end() :]
    plain = unicodedata.normalize("NFKC", text).replace("。", ".") if text[:1] != "…" else text
    match = _MARK.match(plain)
    if match is None or len(plain) != len(text):
        return None
    rest = text[match.end() :]
    if not rest or (match["space"] and rest[0] in _CLASS_WORDS):
        return None
    if match["letter"]:
        return ord(match["letter"].upper()) - ord("A") + 1, rest
    return from_chinese(match["bracketed"] or match["number"]), rest


def marked(texts: Sequence[str]) -> list[str] | None:
    """Return texts without their marks where every one has its mark, in order; None otherwise."""
    found = [mark_of(text) for text in texts]
    if len(texts) < 2 or not all(found) or [f[0] for f in found if f] != list(range(1, len(texts) + 1)):
        return None
    return [f[1] for f in found if f]


class _Numbered(Struct, frozen=True):
    """Texts that the site numbers by itself: whose, where, and what they are called."""

    owner: Entity
    path: tuple[str | int, ...]
    texts: tuple[str, ...]
    inner: tuple[str | int, ...]
    what: str


@check(Severity.WARNING)
def number_typed_along(site: Subject) -> Iterator[Finding]:
    """选项、条文的项和题干不写自己的字母和序号。

    选项的 A、B、C，项的（一）（二），题的 1、2、3 都由站点加上；从 Word 连着序号一起粘贴来，印出来就是“A．A. 甲”，
    组 A、B 卷换了位置还会前后矛盾。排序题的序号更会把答案写在题面上。

    改法：删掉序号，照提示的那一行改。以字母开头的内容（如 A类、B级）不算。
    """
    for numbered in _numbered(site):
        plain = marked(numbered.texts)
        for n, text in enumerate(plain or ()):
            found = _mended(site, numbered, n, text)
            if found:
                yield found
    for question in site.catalog.questions.values():
        match = re.match(r"(?:\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[)）])\s*", question.stem)
        if match and match.end() < len(question.stem):
            alone = _Numbered(question, (), (question.stem,), ("stem",), "题干")
            found = _mended(site, alone, None, question.stem[match.end() :])
            if found:
                yield found


def _numbered(site: Subject) -> Iterator[_Numbered]:
    for question in site.catalog.questions.values():
        for parts in question.part_lists:
            yield _Numbered(question, parts.path, parts.texts, parts.inner, parts.what)
    for regulation in site.catalog.regulations.values():
        for article in regulation.all_articles:
            yield from _numbered_passages(article)


def _numbered_passages(article: Article) -> Iterator[_Numbered]:
    for n, paragraph in enumerate(article.paragraphs):
        path = ("paragraphs", n, "items")
        yield _Numbered(article, path, tuple(item.text for item in paragraph.items), ("text",), "项")
        for m, item in enumerate(paragraph.items):
            yield _Numbered(article, (*path, m, "subs"), tuple(sub.text for sub in item.subs), ("text",), "目")


def _mended(site: Subject, numbered: _Numbered, index: int | None, plain: str) -> Finding | None:
    text = numbered.texts[index or 0]
    sign = text[: len(text) - len(plain)].strip()
    steps = () if index is None else (index,)
    span = site.origins.at(numbered.owner, *numbered.path, *steps, *numbered.inner, phrase=text.split("\n", 1)[0][:20])
    mended = site.origins.with_text(span, text[: len(text) - len(plain)], "")
    who = f"题 `{numbered.owner.id}` " if isinstance(numbered.owner, BaseQuestion) else "条文"
    help_ = "删掉它，站点会自己加上"
    return Finding(
        span,
        f"{who}的{numbered.what}自己带着“{sign}”，印出来会有两个",
        f"{help_}；{mended.advice}" if mended else help_,
        mended=mended,
    )


@check(Severity.WARNING)
def article_number_typed_along(site: Subject) -> Iterator[Finding]:
    """条文和章名不写“第几条”“第几章”。

    条号、章号写在 number 里，站点会加在前面；正文里再写一遍，就出现两个。

    改法：照提示删掉。
    """
    for regulation in site.catalog.regulations.values():
        for article in regulation.all_articles:
            text = article.paragraphs[0].text
            match = _OWN_NUMBER.match(unicodedata.normalize("NFKC", text))
            if match and match["what"] == "条" and from_chinese(match[1]) == article.number.number:
                yield _own_number(site, article, ("paragraphs", 0, "text"), text[: match.end()])
        for chapter in regulation.chapters:
            match = _OWN_NUMBER.match(unicodedata.normalize("NFKC", chapter.title))
            if match and match["what"] == "章" and from_chinese(match[1]) == chapter.number:
                yield _own_number(site, chapter, ("title",), chapter.title[: match.end()])


def _own_number(site: Subject, owner: Entity, path: tuple[str | int, ...], sign: str) -> Finding:
    span = site.origins.at(owner, *path, phrase=sign)
    mended: Mended | None = site.origins.with_text(span, sign, "")
    help_ = "删掉它，站点会自己加上"
    return Finding(
        span,
        f"这里又写了一遍“{sign.strip()}”，页面上会有两个",
        f"{help_}；{mended.advice}" if mended else help_,
        mended=mended,
    )


_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "【": "】", "「": "」", "〔": "〕", "[": "]"}
_OPEN_END = frozenset("，、,（(“《【「〔；;")
_SENTENCE_END = "。！？…”’）)》】」〕.!?;；：:〗"


@check(Severity.WARNING)
def text_cut_off(site: Subject) -> Iterator[Finding]:
    """解读、要点、解析、释义和案例的正文是完整的句子。

    停在逗号、顿号上，引号或括号只有一半，没有句号：多半是复制时少选了后面的字。

    改法：把后面的补上；本来就到这里为止的，加上句号。
    """
    for owner, path, text in _sentences(site):
        tail = text.rstrip()
        if fault := _cut_at(tail, path[-1] in _WHOLE):
            phrase = tail.rpartition("\n")[2][-8:]
            yield Finding(
                site.origins.at(owner, *path, phrase=phrase),
                f"这段文字到“{phrase}”就断了：{fault}",
                "把后面的补上；本来就到这里为止的，加上句号，引号和括号要成对",
            )


_WHOLE = frozenset({"plain", "caution", "summary", "explanation", "definition", "correction", "lesson"})
"""Texts that are sentences, never a few words."""
_LEAST = 10
_OPENS = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
_LEFT = {close: open_ for open_, close in _PAIRS.items()}


@lru_cache(maxsize=1 << 16)  # a preview asks again after every edit
def _cut_at(tail: str, is_whole: bool) -> str:
    """Return how a text breaks off; "" where it does not. ``is_whole``: it has to be sentences.

    ``tail`` ends in no white space.
    """
    if tail[-1:] in _OPEN_END:
        return f"停在“{tail[-1]}”上"
    if opened := _left_open(tail):
        return f"“{opened}”只有一半" if opened != "“" else "引号只有一半"
    return "没有句号" if is_whole and tail[-1:] not in _SENTENCE_END and len(tail) >= _LEAST else ""


def _left_open(text: str) -> str:
    """Return the last bracket or quotation mark that is opened in the last paragraph and never closed."""
    last = text.rpartition("\n\n")[2]
    if not _OPENS.search(last):
        return ""
    open_: list[str] = []
    for c in last:
        if c in _PAIRS:
            open_.append(c)
        elif open_ and _LEFT.get(c) == open_[-1]:
            open_.pop()
    return open_[-1] if open_ else ""


def _sentences(site: Subject) -> Iterator[tuple[Entity, tuple[str | int, ...], str]]:
    """Yield the authors' texts that are sentences, and the entries of lists, with their owners and paths."""
    catalog = site.catalog
    for part in catalog.commentary:
        for explanation in part.explanations:
            for name in ("plain", "caution"):
                if text := getattr(explanation, name):
                    yield explanation, (name,), text
            for name in ("actions", "evidence"):
                yield from ((explanation, (name, n), text) for n, text in enumerate(getattr(explanation, name)))
        for point in part.key_points:
            yield from ((point, (name,), text) for name in ("text", "correction") if (text := getattr(point, name)))
    for assignment in catalog.assignments:
        if assignment.commentary_file and assignment.summary:
            yield assignment.commentary_file, ("summary",), assignment.summary
    yield from ((term, ("definition",), term.definition) for term in catalog.terms.values())
    for case in catalog.cases.values():
        yield from ((case, (name,), text) for name in ("text", "lesson") if (text := getattr(case, name)))
    yield from ((question, ("explanation",), question.explanation) for question in catalog.questions.values())
    yield from ((development, ("text",), development.text) for development in catalog.developments.values())
