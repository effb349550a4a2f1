"""What stands in a cell as a person sees it: numbers and dates by their format, texts without what cannot be seen."""

from __future__ import annotations

import datetime
import re

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_HAS_UNSEEN = re.compile(f"[{''.join(map(chr, _UNSEEN))}]")
_TO_CLEAN = re.compile(f"_x000[dD]_|[\r\u2028\u2029\x0b\u00a0{''.join(map(chr, _UNSEEN))}]")
_ENDS = re.compile(r"_x000[dD]_\n?|\r\n?|[\u2028\u2029\x0b]")
_DIGITS = re.compile(r"0+(?:\.(?P<decimals>0+))?(?P<percent>%)?")


def clean(text: str) -> str:
    """Return a cell's text with one kind of line break, without blanks at the ends of lines and unseen characters."""
    if _TO_CLEAN.search(text):
        text = _ENDS.sub("\n", text).replace("\u00a0", " ").translate(_UNSEEN)
    if "\n" in text:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    return text.strip()


def has_unseen(text: str) -> bool:
    """Whether a text holds characters that nobody sees."""
    return not text.isascii() and bool(_HAS_UNSEEN.search(text))


def shown(value: float, number_format: str, epoch: datetime.datetime) -> str:
    """Return a number as its format shows it: 7 with ``000`` is 007, 0.06 with ``0%`` is 6%, a date is a date."""
    if is_date_format(number_format):
        try:
            return _date(from_excel(value, epoch), number_format)
        except (OverflowError, ValueError, TypeError):
            return _plain(value)
    bare = number_format.split(";", maxsplit=1)[0].replace("#,##", "").replace("_ ", "").strip('"@ ')
    match = _DIGITS.fullmatch(bare)
    if match is None:
        return _plain(value)
    decimals, percent = len(match["decimals"] or ""), match["percent"] or ""
    whole = len(bare.split(".")[0].rstrip("%"))
    width = whole + decimals + (1 if decimals else 0)
    return f"{value * (100 if percent else 1):0{width}.{decimals}f}{percent}"


def _date(value: object, number_format: str) -> str:
    """Write a date as far as its format names it: 2018-06-15, 2018-06 where no day is shown."""
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.timedelta):
        return str(value)
    if not isinstance(value, datetime.datetime):
        return str(value)
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    if "d" not in bare and "y" in bare:
        return f"{value:%Y-%m}" if "m" in bare else f"{value:%Y}"
    return f"{value:%Y-%m-%d}" if not (value.hour or value.minute) else f"{value:%Y-%m-%d %H:%M}"


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else format(value, ".15g")


_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.IGNORECASE)


def date_as_displayed(value: float, number_format: str, epoch: datetime.datetime) -> str:
    """Return a date as its format shows it (4月23日), "" for a number that is none."""
    if not is_date_format(number_format):
        return ""
    try:
        date = from_excel(value, epoch)
    except (OverflowError, ValueError, TypeError):
        return ""
    if isinstance(date, datetime.time):
        return date.strftime("%H:%M")
    if not isinstance(date, datetime.datetime):
        return str(date)
    out, had_hours = "", False
    for match in _DATE_PART.finditer(number_format.split(";", maxsplit=1)[0]):
        quoted, escaped, part, other = match.groups()
        if part is None:
            out += quoted or escaped or (other if other and other not in "_*@" else "")
            continue
        out += _date_part(part.lower(), date, had_hours)
        had_hours = part.lower().startswith("h") or (had_hours and not part.lower().startswith("s"))
    return out.strip()


def _date_part(part: str, date: datetime.datetime, had_hours: bool) -> str:
    if part[0] == "y":
        return f"{date:%Y}" if len(part) > 2 else f"{date:%y}"
    if part[0] == "m":
        number = date.minute if had_hours else date.month
        if len(part) > 2:
            return f"{date:%b}"
        return f"{number:02}" if len(part) == 2 else str(number)
    counted = {"d": date.day, "h": date.hour, "s": date.second}
    if part[0] not in counted:
        return ""
    return f"{counted[part[0]]:02}" if len(part) == 2 else str(counted[part[0]])
