"""Chinese numerals for clause labels (第一百二十条)."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def to_chinese(number: int) -> str:
    """Write a number from 0 to 9999 as statutes do: 10 is 十, 110 一百一十, 101 一百零一.

    Raises ``ValueError`` outside that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    if number == 0:
        return _DIGITS[0]
    out, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(out)
            continue
        if gap:
            out += _DIGITS[0]
            gap = False
        if not (place == 1 and digit == 1 and not out):
            out += _DIGITS[digit]
        out += _UNITS[place]
    return out


NUMERAL = r"(?:[0-9]{1,4}|[零〇一二两三四五六七八九十百千]{1,9})"
"""A number from 0 to 9999 as it is typed, in Arabic or Chinese digits."""
_VALUES = {character: value for value, character in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_MULTIPLES = {"十": 10, "百": 100, "千": 1000}


def from_chinese(text: str) -> int:
    """Read a number written as `NUMERAL` describes: 一百二十, 十二, 二〇, 12.

    Raises ``ValueError`` for anything else.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if text and all(c in _VALUES for c in text) and len(text) > 1:
        return int("".join(str(_VALUES[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _VALUES:
            digit = _VALUES[c]
        elif c in _MULTIPLES:
            total += (1 if digit is None or (digit == 0 and c == "十") else digit) * _MULTIPLES[c]
            digit = None
        else:
            raise ValueError(f"not a number: {text!r}")
    if not text:
        raise ValueError("not a number: ''")
    return total + (digit or 0)
