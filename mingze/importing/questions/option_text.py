"""Options out of texts: several on a line, glued, in one cell, with letters that were misread.

Nothing is split where two ways are open; then the reason is given and the text stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mingze.importing.questions.question_words import wide_to_narrow
from mingze.importing.questions.raw_question import RawOption

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BEFORE = r"(?:^|(?<=[\s　,，;；。、*#|$）)]))"
_BRACKETED = re.compile(r"[（(\[【]\s*([A-Za-zＡ-Ｚａ-ｚ])\s*[)）\]】][ \t]*[.．、:：]?")
_MARKED = re.compile(r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))([A-Za-zＡ-Ｚ])[ \t]*[.．、:：)）﹒·。]")
_LOOSE = re.compile(r"(?<![A-Za-z0-9])([A-Z])(?![A-Za-z])[ \t]*([,，;；\-—])?")
_ODD = re.compile(r"(?:^|(?<=[\s　]))([B-J])([,，;；]|v(?=[0-9\u4e00-\u9fff])|(?=[0-9\u4e00-\u9fff]))")
_DIGIT = re.compile(r"(?:^|(?<=[\s　*#]))(8|3|0|6|4)[.．、]")
MISREAD = {"8": "B", "3": "B", "13": "B", "0": "D", "6": "G", "4": "A"}
OPTION_LINE = re.compile(
    r"^\s*(?:[（(\[【]\s*([A-Za-zＡ-Ｚ])\s*[)）\]】]|([A-Za-zＡ-Ｚ])\s*[.．、:：)）﹒·•。,，;；](?![A-Za-z]\.)|"
    r"([A-ZＡ-Ｚ])(?=[ \t\u3000]+\S)|"
    r"([A-ZＡ-Ｚ])(?=[\u4e00-\u9fff0-9《“])|([B-J])v(?=[\u4e00-\u9fff0-9]))"
)
BULLET = re.compile(r"^\s*([○●◯〇⚪⚫◉◎□■☐☑☒✅▢◻◼◇◆])\s*")
_CHOSEN = re.compile(
    r"\s{0,9}[（(]\s{0,9}(?:正确答案|正确选项|正确|答案|√|✓|✔)\s{0,9}[)）]\s{0,9}|\s{0,9}[✓✔√✅]\s{0,9}$"
)


class SplitOptions(Struct, frozen=True):
    """What splitting a text gave."""

    options: tuple[RawOption, ...] = ()
    fault: str = ""
    """Why it cannot be split safely."""
    warning: str = ""
    """What was read otherwise than it stands."""
    before: str = ""
    """What stands before the first option."""


class _Mark(Struct, frozen=True):
    letter: str
    start: int
    end: int
    sign: str
    is_odd: bool = False
    """Whether the letter or the sign behind it was misread."""
    typed: str = ""
    """What stands for the letter."""


def split_line(text: str, place: str, first: str = "A") -> SplitOptions | None:
    """Split a line into options beginning with ``first``; None where it holds none that can be told."""
    odd = [*_marks(_ODD, text, is_odd=True), *_marks(_DIGIT, text, is_odd=True)]
    for marks in (list(_marks(_BRACKETED, text)), list(_marks(_MARKED, text))):
        if (chain := _chain(marks, first, text, odd)) and (len(chain) > 1 or chain[0].start == _lead(text)):
            split = _cut(text, place, chain)
            return SplitOptions(split.options, split.fault, _told(text, chain), split.before)
    if not (
        loose := [m for m in odd if m.start == _lead(text) and m.letter == first == m.typed and m.sign != m.letter]
    ):
        loose = list(_marks(_LOOSE, text))
    elif loose[0].sign == "v":
        split = _cut(text, place, loose[:1])
        return SplitOptions(split.options, split.fault, _told(text, loose[:1]), split.before)
    chain = _chain(loose, first, text)
    if len(chain) > 1 or (chain and chain[0].start == _lead(text)):
        spaced = all(one.start == _lead(text) or text[one.start - 1] in " \t\u3000" for one in chain)
        if not spaced and (first != "A" or not _each_once(text, chain)):
            if chain[0].start != _lead(text) or chain[0].sign not in (" ", "\t"):
                return None
            chain, spaced = chain[:1], True  # A PPE检查B级: the other letters are the option's own
        signs = "；".join(f"{text[m.start : m.end].strip()} 像是 {m.letter}." for m in chain if m.sign in ",，;；")
        glued = signs if spaced else f"选项连写在一起，按字母 {chain[0].letter} 到 {chain[-1].letter} 分开"
        split = _cut(text, place, chain)
        return SplitOptions(split.options, split.fault, glued, split.before)
    return None


def split_cell(text: str, place: str) -> SplitOptions:
    """Split the text of one cell that holds all options."""
    text = text.strip()
    for sign in ("$;$", "##", "**", "@@", "||", "|", "\n"):
        if sign in text.strip(sign):
            return _by_sign(text, place, sign)
    found = split_line(text, place)
    if found is not None:
        return found
    if re.search("[；;]", text.strip("；;")):  # one sign: cleaning makes it wide between two Chinese characters only
        return _by_sign(text.replace(";", "；"), place, "；")
    if re.search(r"[、，,]", text):
        return SplitOptions(fault="分不出各个选项：没有字母，逗号也可能是选项里的")
    return SplitOptions((RawOption("", text, place),), fault="只有一个选项") if text else SplitOptions()


def without_letter(text: str, letter: str) -> str:
    """Return an option without the letter before it, where that is the letter of its position."""
    text = text.strip()
    pattern = rf"^[（(\[【]?\s*{letter}\s*[)）\]】.．、:：,，\-—][ \t]*[.．、]?\s*(?=\S)"
    match = re.match(pattern, wide_to_narrow(text))
    return text[match.end() :].strip() if match else text


def chosen(text: str) -> tuple[str, bool]:
    """Return an option without a mark that it is the right one, and whether it had one."""
    stripped = _CHOSEN.sub("", text)
    if not stripped.strip():  # the sign is the option: A.√ B.×
        return text.strip(), False
    return stripped.strip(), stripped != text and bool(_CHOSEN.search(text))


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\u3000*#-"))


def _marks(pattern: re.Pattern[str], text: str, is_odd: bool = False) -> Iterator[_Mark]:
    narrow = wide_to_narrow(text)
    for match in pattern.finditer(narrow):
        letter = MISREAD.get(match[1], match[1].upper())
        yield _Mark(letter, match.start(), match.end(), narrow[match.end() - 1], is_odd, match[1])


def _chain(marks: list[_Mark], first: str, text: str, odd: Sequence[_Mark] = ()) -> list[_Mark]:
    """Return one mark a letter, each behind the one before it, those preferred that look like the first."""
    out: list[_Mark] = []
    expected, at = first, -1
    while True:
        found = [m for m in marks if m.letter == expected and m.start >= at]
        if out:
            later = [m for m in marks if m.letter == _after(expected) and m.start >= at]
            found = [m for m in found if not later or m.start < later[-1].start or len(found) == 1]
            same = [m for m in found if m.sign == out[0].sign]
            found = same or found
            spaced = [m for m in found if text[m.start - 1] in " \t\u3000\n"]
            found = (
                spaced
                or found
                or [m for m in odd if m.letter == expected and m.start >= at and (m.sign != m.letter or len(out) > 1)]
            )
        if not found:
            return out
        out.append(found[0])
        at, expected = found[0].end, _after(expected)
        if not expected:
            return out


def _after(letter: str) -> str:
    n = _ALPHABET.index(letter) + 1
    return _ALPHABET[n] if n < len(_ALPHABET) else ""


def _each_once(text: str, chain: list[_Mark]) -> bool:
    capitals = re.findall(r"[A-Z]", wide_to_narrow(text))
    return capitals == [mark.letter for mark in chain] and len(chain) > 1


def _cut(text: str, place: str, chain: list[_Mark]) -> SplitOptions:
    ends = [mark.start for mark in chain[1:]] + [len(text)]
    options = tuple(
        RawOption(
            mark.letter,
            _without_tail(text[mark.end : end]),
            place,
            guessed=mark.typed if mark.typed.isdecimal() else "",
        )
        for mark, end in zip(chain, ends, strict=True)
    )
    last = options[-1]
    stray = re.search(r"[\s\u3000]([A-Z])[.．、](?=\S)", wide_to_narrow(last.text))
    fault = f"{last.letter} 项后面是 {stray[1]}，中间缺字母" if stray and stray[1] > last.letter else ""
    return SplitOptions(options, fault, before=text[: chain[0].start].strip())


def _told(text: str, chain: list[_Mark]) -> str:
    """Say which letters were misread: ``A、12 Bv24 C,48``."""
    said = []
    for mark in chain:
        if mark.is_odd:
            seen = text[mark.start : mark.end + (mark.sign == mark.letter)]
            said.append(f"{seen} 像是 {mark.letter}{'、' if mark.sign == 'v' else '.'}")
    return "；".join(said)


def _without_tail(text: str) -> str:
    """Return an option without the mark that parts it from the next."""
    text = text.strip(" \t\n\u3000*#")
    return text[:-1].rstrip() if text[-1:] in (",", "，", ";", "；", "、") and text[:-1].strip() else text


def _by_sign(text: str, place: str, sign: str) -> SplitOptions:
    """Split where the writer put a sign between the options, then look whether the letters agree."""
    parts = [part.strip() for part in text.split(sign)]
    while parts and not parts[0]:
        parts.pop(0)
    while parts and not parts[-1]:
        parts.pop()
    options: list[RawOption] = []
    lettered = [_letter_of(part) for part in parts]
    has_letters = sum(bool(one) for one in lettered) * 2 >= len(parts) and bool(lettered[0])
    if not has_letters:
        fault = f"第 {next(n for n, p in enumerate(parts, 1) if not p)} 项是空的" if not all(parts) else ""
        return SplitOptions(tuple(RawOption("", part, place) for part in parts), fault)
    faults: list[str] = []
    odd: list[tuple[str, str]] = []
    for n, (part, letter) in enumerate(zip(parts, lettered, strict=True)):
        expected = _ALPHABET[min(n, 25)]
        if sign == "\n" and n and (inline := split_line(part, place, expected)) and len(inline.options) > 1:
            options += inline.options
            continue
        expected = _ALPHABET[min(len(options), 25)]
        if letter != expected:
            if letter and letter in MISREAD and MISREAD[letter] == expected:
                odd.append((letter, expected))
            elif sign == "\n" and not letter and options:
                options[-1].text += part  # an option that goes on in the next line
                continue
            else:
                faults.append(f"选项字母 {'、'.join(one or '（空）' for one in lettered)}：不是依次的 A、B、C")
        body = (
            re.sub(r"^[（(]?\s*[A-Za-zＡ-Ｚ0-9]\s*[)）.．、:：,，\-—\s]?[ \t]*", "", part, count=1) if letter else part
        )
        body = body.strip()
        following = _after(expected)
        if sign != "\n" and following and (glued := re.search(rf"{following}[.．、:：]", body)):
            faults.append(f"{expected} 项里粘着 {glued[0]}")
        if not body:
            more = len(parts) - n - 1
            tail = f"：删去以后 {_ALPHABET[n + 1]} 会变成 {expected}" if more == 1 else ""
            faults.append(f"{expected} 项是空的{tail}")
        options.append(RawOption(expected, body, place, guessed=letter if letter != expected else ""))
    if odd:
        told = "、".join(one or "（空）" for one in lettered)
        return SplitOptions(
            tuple(options), faults[0] if faults else "", f"选项字母 {told}：{odd[0][0]} 像是 {odd[0][1]}"
        )
    return SplitOptions(tuple(options), faults[0] if faults else "")


def _letter_of(part: str) -> str:
    """Return the letter, or the digit in place of one, before an option."""
    match = re.match(
        r"[（(\[]?\s*([A-Za-z]|[0-9](?=\s*[.．、](?!\d)))\s*(?:[)）\].．、:：,，\-—]|\s|(?=[\u4e00-\u9fff])|$)",
        wide_to_narrow(part),
    )
    return match[1].upper() if match else ""
