"""What the way of a text through web pages, PDF and chats leaves in it: taken out, and told.

Traditional characters become simplified ones, pinyin that some pages set behind characters goes, characters that
nobody sees go, radicals become the characters they look like, and characters that are lost become □.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from msgspec.structs import replace

from mingze.importing.files.file_lines import ForeignText, Guess, Line
from mingze.source.characters import HARMFUL
from mingze.text.traditional import SIMPLIFIED, TRADITIONAL

LOST = "□"
_SIMPLER = str.maketrans(TRADITIONAL, SIMPLIFIED)
_BOTH = frozenset("乾瞭著藉後裏於係幹")
"""Traditional forms that simplified texts have too, or that mean two things: they do not tell a page's script."""
_OLD = frozenset(TRADITIONAL) - _BOTH
_HAN = re.compile("[\u4e00-\u9fff]")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ"
_PINYIN = re.compile(rf"(?<=[\u4e00-\u9fff])[(（]([a-z{_TONES}]{{1,6}})[)）]")
_SYLLABLE = re.compile(
    r"(?:[bpmf]|[dt]|[nl]|[gkh]|[jqx]|zh|ch|sh|[rzcsyw])?"
    r"(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|v|ve|ue)"
)
_LEAST_PINYIN = 3
"""Brackets with a syllable that make a page one that sets pinyin: fewer may be letters of a list."""
_SHARE = 0.04
"""Of a traditional text a third of the characters are traditional; of a simplified one hardly any."""


def without_noise(text: ForeignText, encoding: str = "") -> ForeignText:
    """Return a text without noise; ``encoding`` is the one that was guessed for it, "" where the file says it."""
    guesses = list(text.guesses)
    first = text.lines[0] if text.lines else Line(1, "", text.name)
    if encoding:
        guesses.append(Guess(1, "encoding-guessed", f"文件没有说明编码，按 {encoding} 读", text.name))
    lines = list(text.lines)
    lines = _each(lines, without_harm, "", guesses)
    whole = "\n".join(line.text for line in lines)
    if sets_pinyin(whole):
        lines = _each(lines, without_pinyin, "pinyin-removed", guesses)
        whole = "\n".join(line.text for line in lines)
    han = len(_HAN.findall(whole))
    if han and sum(c in _OLD for c in whole) > max(2, han * _SHARE):
        lines = [line.with_text(line.text.translate(_SIMPLER)) for line in lines]
        guesses.append(Guess(first.number, "traditional-characters", "原文是繁体，全文换成了简体", first.place))
    return replace(text, lines=tuple(lines), guesses=tuple(guesses))


def _each(lines: list[Line], change: Callable[[str], str], code: str, guesses: list[Guess]) -> list[Line]:
    out = []
    for old in lines:
        line, text = old, change(old.text)
        if text != line.text:
            if code:
                guesses.append(Guess(line.number, code, f"去掉了夹在字后的拼音：{line.text[:24]}…", line.place))
            else:
                guesses += _told(line)
            line = line.with_text(text)
        out.append(line)
    return out


def without_harm(text: str) -> str:
    """Return a text without characters that nobody sees, lost ones as □, radicals as the characters they look like."""
    return HARMFUL.sub(lambda m: _usual(m[0]), text) if HARMFUL.search(text) else text


def _usual(character: str) -> str:
    """Return what stands for a harmful character: □ for a lost one, the usual form of a radical, else nothing."""
    category = unicodedata.category(character)
    if character == "\ufffd" or category == "Co":
        return LOST
    if category in ("So", "Lo"):
        return (
            unicodedata.normalize("NFKC", character) if unicodedata.normalize("NFKC", character).isprintable() else ""
        )
    return "\n" if character in "\u2028\u2029" else ""


def _told(line: Line) -> list[Guess]:
    """Tell what was harmful in a line, each kind once."""
    return [Guess(line.number, code, words, line.place) for code, words in harm_in(line.text)]


def harm_in(text: str) -> list[tuple[str, str]]:
    """Return what of a text nobody sees or can read, each kind once: a code, and words for what is made of it."""
    found: dict[str, str] = {}
    for character in HARMFUL.findall(text):
        code, point = _kind(character), f"U+{ord(character):04X}"
        usual = _usual(character)
        words = {
            "private-use-character": f"自造字 {point} 写成“{LOST}”",
            "broken-character": f"转码时丢了的字写成“{LOST}”",
            "compatibility-ideograph": f"“{character}”（{point}）换成“{usual}”",
        }.get(code, f"去掉了看不见的字符 {point}")
        found.setdefault(code, words)
    return list(found.items())


def without_pinyin(text: str) -> str:
    """Return a text without the pinyin in brackets behind characters."""
    return _PINYIN.sub(_without_syllable, text)


def _kind(character: str) -> str:
    if character == "\ufffd":
        return "broken-character"
    category = unicodedata.category(character)
    if category == "Co":
        return "private-use-character"
    return "compatibility-ideograph" if category in ("So", "Lo") and _usual(character) else "invisible-character"


def sets_pinyin(text: str) -> bool:
    """Whether pinyin in brackets stands behind characters throughout."""
    found = [m[1] for m in _PINYIN.finditer(text)]
    return len(found) >= _LEAST_PINYIN and any(set(one) & set(_TONES) for one in found)


def _without_syllable(match: re.Match[str]) -> str:
    return "" if _SYLLABLE.fullmatch(_toneless(match[1])) else match[0]


def _toneless(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("ü", "v"))
    return "".join(c for c in plain if unicodedata.category(c) != "Mn")
