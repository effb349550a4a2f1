"""Whether two texts say the same to whoever answers: 1.5米 and 15米 do not, 每周 and 每周。 do.

Full and half width, white space, quotation marks and the punctuation at the end make no difference, nor does the choice
of mark between two Chinese words. Everything else does: signs, digits, units, letters in capitals or not, raised and
lowered figures (≥ and ＞, -5℃ and 5℃, 3% and 3‰, MW and mW, m² and m2, 1:2 and 12).
"""

from __future__ import annotations

import re
from functools import lru_cache

_HALF = {0x3000: " ", 0x2212: "-", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_QUOTES = re.compile("[“”‘’「」『』]|(?<![0-9])[\"']")
_BETWEEN_WORDS = re.compile("(?<=[\u4e00-\u9fff])[,，、;；](?=[\u4e00-\u9fff])")
_BARE = re.compile("[A-Za-z0-9\u4e00-\u9fff]*")
"""A text of these alone is reduced to itself."""
_END = ".。,，、;；:：!！?？…· "


@lru_cache(maxsize=1 << 17)  # several rules ask of one question, and a preview after every edit
def comparable(text: str) -> str:
    """Reduce a text to what tells it apart from others; a text of signs alone stays as it is."""
    if _BARE.fullmatch(text):
        return text
    half = _QUOTES.sub("", text.strip().translate(_HALF))
    return _SPACE.sub("", _BETWEEN_WORDS.sub("，", half)).rstrip(_END) or text.strip()
