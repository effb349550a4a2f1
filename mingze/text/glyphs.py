"""Which characters the typefaces of the printed documents have, read from the fonts' own tables.

PDF needs it, because typst stops at a character that no font has; Word and slides take the fonts of whoever opens them.
"""

from __future__ import annotations

import re
import struct
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_jp
import pylopdf_fonts_zh_cn

FILES: tuple[Path, ...] = (
    pylopdf_fonts_zh_cn.serif_path(),
    pylopdf_fonts_zh_cn.sans_path(),
    pylopdf_fonts_jp.serif_path(),
)
"""The font files that come with the program: all usual characters, then rare ones (𠮷) that the first two lack."""
FAMILIES = ("Noto Serif JP", "Libertinus Serif", "DejaVu Sans Mono")
"""Where a character is looked for, in this order, that the typefaces of the text lack; the last two are typst's own."""
NO_GLYPH = "〔缺字〕"
"""What is printed for a character that no font has."""
_BEHIND = frozenset("\ufe0e\ufe0f")
"""Marks that ask for a sign as text or as a picture; nothing is printed for them."""
_EMBEDDED = (
    "104-10F 114-119 11C-127 12C-142 145-146 149-14B 150-151 154-167 16E-191 193-19F 1A2-1AE 1B1-1CC 1DD-1F7 1FA-250 "
    "252-260 262-2BA 2BC-2C6 2C8 2CC-2D8 2DA-2E9 2EC-2FF 374-377 37A-37F 384-38A 38C 38E-390 3AA-3B0 3CA-3CE 3D0-3E1 "
    "3F0-400 402-40F 450 452-477 47C-47F 48C-4C4 4C7-4CC 4CF-4F9 510-511 51A-51D 531-556 559-55F 561-587 589-58A "
    "606-607 609-60A 60C 660-66C 6F0-6F9 E3F E81-E82 E84 E87-E88 E8A E8D E94-E97 E99-E9F EA1-EA3 EA5 EA7 EAA-EAB EAD- "
    "EB0 EB2-EB3 10D0-10FC 1D02 1D08-1D09 1D14-1D17 1D1D-1D1F 1D2C-1D2E 1D30-1D3C 1D3E-1D5F 1D62-1D67 1D77-1D78 1D7B "
    "1D85 1D9B-1DB7 1DB9-1DBF 1E00-1E3D 1E40-1E9F 1EFA-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D "
    "1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2017 201B 201F 2023-2024 2031 "
    "2034 2036-2037 203D-203F 2044-2046 204A-204B 204F 2070-2071 2075-208E 2090-209C 20A0-20A8 20AA 20AD-20B5 "
    "20B8-20BA 20BD 20BF 2101-2102 2106 210C-210E 2111 2115 2117 2119-211A 211C-211D 2120 2124 212A 2132 2136-2139 "
    "2148 214F-2151 2153-215F 216C-216F 217C-2184 2189 219A-21B7 21BA-21C3 21C7-21CA 21CD-21CF 21D1 21D3 21D5-21E5 "
    "21EA-21F4 21F6-21FF 2201 2204 220C-220E 2210 2214 2216-2219 221B-221C 2221-2222 2224 2238-223C 2241-2242 2244 "
    "2246-2247 2249-224B 224D-225F 2263 2268-2269 226D 2270-2271 2274-2275 2278-2281 2288-2289 228D-2294 229A-229F "
    "22A1-22A4 22A6 22B2-22B8 22C2-22C6 22CD-22D1 22DC-22E9 22EE 2300-2304 2308-2311 2313-2315 2319 231C-2321 "
    "2325-2328 232B 2335-237A 237D 2380-2383 2388-238B 2395 239B-23AE 23CF 23D3 25AC-25B0 25B4-25B5 25B8-25BB "
    "25BE-25BF 25C2-25C5 25C8 25CD 25D4-25E1 25E7-25EE 25F0-25FF 2604 2607-2608 260A-260D 2610-2615 2618-261B "
    "2620-262E 2638-263F 2643-265F 2670-2671 267E-268B 2690-269C 26A1-26A7 26AC-26B1 2701 2703-2704 2706-2709 "
    "270C-2712 2714-2719 271B-2727 2729-273C 273E 2741-274B 274D 274F-2752 2758-275E 2761-2775 2794 2798-27A0 "
    "27A2-27AF 27B1-27BE 27C2 27C5-27C6 27DC 27E0 27E6-27EB 27F5-27F7 2987-2988 2997-2998 29EB 2A00 2A2F 2A6A-2A6B "
    "2B08-2B0D 2B12-2B19 2C60-2C70 2C74-2C77 2C79-2C7A 2C7C-2C7F 2E02-2E05 2E08-2E0A 2E17-2E18 2E1F 2E22-2E25 2E2E "
    "A656-A657 A708-A716 A71B-A727 A765 A789-A78E A790-A791 A793 A7AA A7F8-A7F9 AB52 FB29 FFFC-FFFD "
)
"""Characters of typst's own Libertinus Serif and DejaVu Sans Mono beside those of `FILES`; a test asks typst itself."""


def without_glyph(text: Iterable[str]) -> set[str]:
    """Return the characters of a text that no font has; white space and marks that print nothing are left out."""
    seen = _doubtful().findall(text) if isinstance(text, str) else text
    unknown = set(seen) - _BEHIND - _printed
    lacking = {c for c in unknown if not _is_covered(ord(c)) and unicodedata.category(c)[0] not in "ZC"}
    _printed.update(unknown - lacking)
    return lacking


_printed: set[str] = set()
"""Characters that were asked for and are printed, or print nothing: a site's texts hold the same ones over and over."""


def printable(text: str) -> str:
    """Return a text in which `NO_GLYPH` stands for each character that no font has."""
    seen = set(text)
    table = {ord(c): NO_GLYPH for c in without_glyph(seen)} | {ord(c): "" for c in seen & _BEHIND}
    return text.translate(table) if table else text


def embedded() -> Iterator[tuple[int, int]]:
    """Yield the code points that typst's own fonts add, as the first and the last of each range."""
    for part in _EMBEDDED.split():
        first, _, last = part.partition("-")
        yield int(first, 16), int(last or first, 16)


@cache
def _doubtful() -> re.Pattern[str]:
    """Return what finds the characters that may have no glyph: a class of code points is ten times as quick as a set.

    It knows the fonts' characters of the basic plane and the ends of lines.
    """
    ranges = (f"\\u{start:04x}-\\u{min(end, 0xFFFF):04x}" for start, end in _covered() if start <= 0xFFFF)
    return re.compile(f"[^\n{''.join(ranges)}]")


@cache
def _covered() -> list[tuple[int, int]]:
    """Return the code points that some font has, as ranges in their order that do not touch."""
    ranges: list[tuple[int, int]] = []
    for start, end in sorted([*embedded(), *(part for file in FILES for part in _code_points(file))]):
        if ranges and start <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return ranges


def _is_covered(code: int) -> bool:
    at = bisect_right(_covered(), (code, sys.maxunicode)) - 1
    return at >= 0 and code <= _covered()[at][1]


def _code_points(file: Path) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a font's code points: the groups of its 32-bit characters (OpenType, cmap format 12).

    Raises ``ValueError`` for a font without one, which none of ours is.
    """
    with file.open("rb") as stream:
        count = struct.unpack(">4xH6x", stream.read(12))[0]
        tables = (struct.unpack(">4s4xII", stream.read(16)) for _ in range(count))
        start, length = next((at, size) for tag, at, size in tables if tag == b"cmap")
        stream.seek(start)
        data = stream.read(length)
    for n in range(struct.unpack_from(">H", data, 2)[0]):
        at = struct.unpack_from(">4xI", data, 4 + 8 * n)[0]
        if struct.unpack_from(">H", data, at)[0] == 12:
            groups = struct.unpack_from(">I", data, at + 12)[0]
            for first, last, _ in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups]):
                yield first, last
            return
    raise ValueError(f"{file} has no table of 32-bit characters")
