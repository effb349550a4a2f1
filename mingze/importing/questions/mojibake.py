"""Characters that web programs split while they set pinyin behind them, made whole again.

Such a program looked for the two bytes of a character in the text as GBK, and found some across two characters: 域專 is
D3F2 8CA3, and F28C is 驅, so that ``(qū)`` was set between 8C and A3. What is seen then, ``域?qū)n}``, is undone by
trying every byte that was lost: only one gives a character that is read so, and characters behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.text.fold import simplified
from mingze.text.traditional import TRADITIONAL
from mingze.views.pinyin import readings_of

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ"
_SPLIT = re.compile(rf"([\u4e00-\u9fff])(?:\([a-z{_TONES}]{{1,6}}\))?\?([a-z{_TONES}]{{1,6}})\)([^(（\n]{{1,12}})")
_NEXT = re.compile(rf"\?([a-z{_TONES}]{{1,6}})\)")
_DEBRIS = frozenset("[\\]^_`{|}~@")
"""Second bytes of characters that are no letters: where one follows, characters were not made whole."""
_LEFT = re.compile(
    rf"\?[a-z{_TONES}]{{1,6}}\)|[\u4e00-\u9fff]\?[!！](?=[\u4e00-\u9fff])|[\u4e00-\u9fff]\?[!！]?[\u4e00-\u9fff]*[“”\"]?[\u4e00-\u9fff]\?|锟斤拷|烫烫烫|屯屯屯|"
    r"(?:[ÃÂäåæçèé][\u0080-\u00bf¡-¿€‚-›]){2,}|\ufffd"
)
_OLD = frozenset(TRADITIONAL)


def mended(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a text with split characters made whole, and each place as it was and as it is."""
    told: list[tuple[str, str]] = []
    if "?" not in text:
        return text, told
    at = 0
    while match := _SPLIT.search(text, at):
        found = _undone(match[1], match[2], match[3])
        if found is None:
            at = match.start() + 1
            continue
        characters, taken = found
        end = match.start(3) + taken
        told.append((text[match.start() : end], match[1] + characters))
        text = text[: match.start() + 1] + characters + text[end:]
        at = match.start() + 1
    return text, told


def still_broken(text: str) -> str:
    """Return what looks like broken characters that cannot be made whole, "" for nothing."""
    match = _LEFT.search(text)
    return match[0] if match else ""


def _undone(before: str, reading: str, after: str) -> tuple[str, int] | None:
    """Return the characters that were split and how many of the seen ones stand for them, None where none fit."""
    last = before.encode("gb18030")[-1:]
    found: dict[str, tuple[int, int]] = {}
    for lost in range(0x40, 0xFF):
        character = _decoded(last + bytes([lost]))
        if len(character) != 1 or not _is_common(character) or reading not in readings_of(character):
            continue
        rank = (reading == readings_of(character)[0]) + _is_frequent(character)
        for text, taken in _whole(bytes([lost]), after):
            found[text] = max(found.get(text, (0, 0)), (rank, taken))
    best = max((rank for rank, _ in found.values()), default=0)
    texts = [(text, taken) for text, (rank, taken) in found.items() if rank == best]
    return texts[0] if len(texts) == 1 else None


def _whole(data: bytes, after: str) -> Iterator[tuple[str, int]]:
    """Yield what the bytes and those seen behind them say, as far as characters are whole again."""
    for n, character in enumerate(after):
        if (split := _NEXT.match(after, n)) and len(data) % 2:
            for lost in range(0x40, 0xFF):
                text = _decoded(data + bytes([lost]))
                if text and all(map(_is_common, text)) and split[1] in readings_of(text[-1]):
                    yield text, split.end()
            return
        if character.isascii() and character.isprintable():
            text = _decoded(data + character.encode("ascii"))
            if text and all(map(_is_common, text)) and after[n + 1 : n + 2] not in _DEBRIS:
                yield text, n + 1
                return
            if not character.isalnum():
                return
            data += chr(ord(character) + 0xFEE0).encode("gb18030")
        else:
            data += character.encode("gb18030")


def _is_common(character: str) -> bool:
    """Whether people write it: a character of GB 2312 or a traditional form of one."""
    if character in _OLD:
        return True
    try:
        return len(character.encode("gb2312")) == 2 and "\u4e00" <= character <= "\u9fff"
    except UnicodeEncodeError:
        return False


def _is_frequent(character: str) -> bool:
    """Whether it is in the first plane of GB 2312, which holds the usual characters, in either form."""
    try:
        return simplified(character).encode("gb2312")[0] < 0xD8
    except UnicodeEncodeError:
        return False


def _decoded(data: bytes) -> str:
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return ""
