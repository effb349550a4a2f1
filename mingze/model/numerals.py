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
