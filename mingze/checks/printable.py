"""Characters and signs that do not come out as typed: none in the fonts of print, asterisks taken for emphasis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mingze.checks.mentions import prose_of
from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity
from mingze.source import SourceFile
from mingze.text.glyphs import NO_GLYPH, without_glyph
from mingze.text.markup import doubtful

_MOST = 100
"""A file in another script altogether must not drown the other faults."""


@check(Severity.WARNING)
def character_without_font(site: Subject) -> Iterator[Finding]:
    """讲义、试卷用的字体里有这些字。

    表情符号、别国文字和极少数生僻字，印 PDF 用的字体里没有，印出来是〔缺字〕；网页、Word 和幻灯片用读者电脑里的字体，
    多半看得见。站点照样生成。

    改法：换一个写法，如用“√”代替表情符号；人名里的生僻字不能换的，可以不改，印好以后手写补上。
    """
    for source in site.origins.files.values():
        for line, column, character in islice(_without_font(source), _MOST):
            yield Finding(
                source.text.span_at(line, column),
                f"印 PDF 的字体里没有“{character}”（U+{ord(character):04X}），会印成{NO_GLYPH}",
                "换一个写法；不能换的可以不改，站点照样生成",
            )


_PLAIN = frozenset({"id", "title", "name", "left", "right", "value", "of", "place", "then", "now", "date", "reading"})
"""Fields that are shown as typed, without markup."""


def _without_font(source: SourceFile) -> Iterator[tuple[int, int, str]]:
    """Yield line and column, from 0, of each character in a file's values that no font has."""
    if source.has_fonts:
        return
    for value, mark in source.scalars():
        lacking = without_glyph(value)
        if lacking:
            places = [
                (row, column, character)
                for row, start, words in source.lines_of(mark)
                for column, character in enumerate(words, start)
                if character in lacking
            ]
            # a character written as an escape stands nowhere in the file
            yield from places or ((mark.line, mark.column, character) for character in sorted(lacking))


@check(Severity.WARNING, by_pattern=True)
def ambiguous_asterisk(site: Subject) -> Iterator[Finding]:
    r"""正文里的 `*` 看得出是强调还是乘号。

    一对 `*` 夹着的字排成强调，星号不显示；夹在字母、数字中间的（`D=L*E*C`）和算式里的（`面积=长*宽*高`）是乘号，
    照样显示。像 `长*宽*高` 这样的分不清，就当作强调。

    改法：是乘号，改成 `×`，或写成 `\*`；是强调，改成 `**重点**`。
    """
    for owner, path, text in prose_of(site.catalog):
        if path[-1] in _PLAIN or "*" not in text:
            continue
        for phrase in dict.fromkeys(doubtful(text)):
            yield Finding(
                site.origins.at(owner, *path, phrase=phrase),
                f"“{phrase}”会排成强调，星号不显示",
                "是乘号就改成 `×` 或写成 `\\*`；是强调就改成 `**重点**`",
                owner=owner,
            )
