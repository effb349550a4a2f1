"""Answers out of texts: letters however they are parted, words of gaps, points of a written answer."""

from __future__ import annotations

import re
import unicodedata

from mingze.importing.questions.found_bank import FoundPoint
from mingze.text.fold import simplified
from mingze.text.likeness import comparable

_ALL = re.compile(r"(?:以上)?(?:全选|全对|全部|都选|都对|全部正确|皆是)[。.]?")
_BETWEEN_LETTERS = re.compile(r"[\s　,，、;；/|。.·和与及项（）()\[\]【】\"'“”:：+&]+|选项|选")
_BY_DASHES = re.compile(r"[A-Z](?:\s*[-—–]\s*[A-Z])+")
_COUNTED = re.compile(r"\s*[两二三四五六七八九十]\s*[项个]\s*[。.]?$")
_LABEL = re.compile(r"^\s*(?:正确|参考|标准)?答案\s*[:：]?\s*")
_POINT = re.compile(r"[（(]\s*([0-9]+(?:\.5)?)\s*分\s*[)）][。；;.]?\s*$")
_NUMBERED = re.compile(r"^\s*(?:[（(]\d{1,2}[)）]|\d{1,2}[.．、)）]|[①-⑳])\s*")
_CIRCLED = re.compile(r"[①-⑳]|(?:^|(?<=[\s;；，,]))[（(]\d{1,2}[)）]|(?:^|(?<=[\s;；]))\d{1,2}[.、．](?!\d)")


def letters_of(text: str, count: int = 0) -> str | None:
    """Return the letters that an answer names, in their order, or None where it is something else.

    ``count`` is how many options there are, for 全选. A letter twice is no answer.
    """
    if count and _ALL.fullmatch(text.strip()):
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count]
    narrow = unicodedata.normalize("NFKC", _LABEL.sub("", text)).upper().strip()
    if match := _COUNTED.search(narrow):
        counted = letters_of(narrow[: match.start()])
        return (
            counted
            if counted and "零一二三四五六七八九十".find(match[0].strip()[0].replace("两", "二")) == len(counted)
            else None
        )
    if count and narrow.endswith("全选") and (whole := letters_of(narrow[:-2])) is not None:
        return whole if len(whole) == count else None
    if _BY_DASHES.fullmatch(narrow):
        named = [c for c in narrow if c.isalpha()]
        narrow = "".join(named) if len(named) > 2 or ord(named[1]) - ord(named[0]) == 1 else narrow  # A-D: to, or and?
    plain = _BETWEEN_LETTERS.sub("", narrow)
    if not plain or not re.fullmatch(r"[A-Z]+", plain) or len(set(plain)) != len(plain):
        return None
    return "".join(sorted(plain))


def letters_by_text(text: str, options: tuple[str, ...]) -> str | None:
    """Return the letters of options that an answer says in words: ``B. 5, 特殊读者 8``, ``座位；讲座``; else None."""
    said = [comparable(simplified(option)) for option in options]
    if len(set(said)) != len(said):
        return None
    one = _letter_and_text(text, said)
    if one is not None:
        return one
    if match := re.match(r"\s*([A-J]{2,10})\s*[:：]\s*(.+)", text, re.DOTALL):  # ABC :一; 二; 三;
        found = [_letter_and_text(part, said) for part in re.split(r"[;；\n]", match[2]) if part.strip()]
        named = "".join(sorted(set(match[1])))
        return named if "".join(sorted(one or "?" for one in found)) == named else None
    for sign in ("\n", "|", "##", "$;$", "；", ";", "、", "，", ","):
        if sign in text:
            parts = [part for part in text.split(sign) if part.strip()]
            found = [_letter_and_text(part, said) for part in parts]
            if parts and all(found):
                letters = "".join(one or "" for one in found)
                return "".join(sorted(letters)) if len(set(letters)) == len(letters) else None
    return _in_a_row(text, options)


def _in_a_row(text: str, options: tuple[str, ...]) -> str | None:
    """Return the letters of options that follow one another, each with its letter: ``A.一B.二D.四``."""
    at, letters = 0, ""
    while at < len(text):
        match = re.compile(r"[\s　,，、;；]*[（(]?([A-JＡ-Ｊ])[)）.．、:：\s]*").match(text, at)
        n = ord(unicodedata.normalize("NFKC", match[1])) - ord("A") if match else len(options)
        if match is None or n >= len(options) or not options[n] or not text.startswith(options[n], match.end()):
            return None
        letters += "ABCDEFGHIJ"[n]
        at = match.end() + len(options[n])
        at += len(text[at:]) - len(text[at:].lstrip(" 　\n。.；;"))
    return "".join(sorted(letters)) if letters and len(set(letters)) == len(letters) else None


def _letter_and_text(text: str, said: list[str]) -> str | None:
    bare = comparable(simplified(text))
    if bare in said:
        return chr(ord("A") + said.index(bare))
    match = re.match(r"^\s*[（(]?([A-Za-z])[)）.．、:：\s]*(?=\S)", unicodedata.normalize("NFKC", text[:6]))
    if match:
        n = ord(match[1].upper()) - ord("A")
        rest = comparable(simplified(re.sub(r"^\s*[（(]?[A-Za-zＡ-Ｚ][)）.．、:：\s]*", "", text)))
        if n < len(said) and said[n] == rest:
            return match[1].upper()
    return None


def spellings(text: str) -> tuple[str, ...]:
    """Return what one gap may be filled with: ``圖||圕``."""
    return tuple(part.strip() for part in text.split("||") if part.strip())


def gap_answers(text: str, gaps: int) -> tuple[tuple[tuple[str, ...], ...] | None, str]:
    """Return an answer for each gap, or None with the reason; with an answer, the reason is what to look at.

    Where several signs could part the answers the strongest that gives as many parts as gaps decides.
    """
    text = text.strip()
    if gaps == 1:
        doubt = ""
        if "||" not in text and re.search(r"[；;|\n]", text):
            doubt = "只有一个空，答案里有分隔号：当作一个答案"
        return (spellings(text) if "||" in text else (" ".join(text.split("\n")),),), doubt
    if "||" in text and re.search(r"(?<!\|)\|(?!\|)", text):
        return None, f"{_count(gaps)}个空，| 和 || 都用了，分不清哪个分空、哪个分写法"
    for sign in (r"\n+", r"(?<!\|)\|(?!\|)", r"[；;]", r"##", r"\$;\$"):
        parts = [part.strip() for part in re.split(sign, text.strip("|;；\n# "))]
        if len(parts) == gaps and all(parts):
            return tuple(spellings(_NUMBERED.sub("", part)) for part in parts), ""
    numbered = [part.strip(" 　;；,，、。\n") for part in _CIRCLED.split(text)]
    if numbered and not numbered[0] and len(numbered) == gaps + 1 and all(numbered[1:]):
        return tuple((part,) for part in numbered[1:]), ""
    for sign in (r"、", r"[，,](?!\d{3}\b)", r"[\s　]{2,}", r"[\s　]+", r"\|\|", r"/"):
        parts = [part.strip() for part in re.split(sign, text)]
        if len(parts) == gaps and all(parts):
            if sign == r"\|\|":
                return None, f"{_count(gaps)}个空，|| 分空还是分写法，分不清"
            return tuple((part,) for part in parts), ""
    return None, f"{_count(gaps)}个空，答案分不成{_count(gaps)}份"


def points_of(reference: str) -> tuple[FoundPoint, ...]:
    """Return the points of a written answer where each line, or each numbered part, says its marks."""
    lines = [line for line in reference.split("\n") if line.strip()]
    if len(lines) == 1:
        lines = [part for part in re.split(r"(?<=分[)）])[。；;]?\s*", reference) if part.strip()]
    points = []
    for line in lines:
        match = _POINT.search(line)
        if match is None:
            return ()
        score = float(match[1])
        points.append(FoundPoint(_NUMBERED.sub("", line[: match.start()]).strip(), score))
    return tuple(points)


def _count(n: int) -> str:
    return "两三四五六七八九十"[n - 2] if 2 <= n <= 10 else str(n)
