"""Dates as Chinese documents write them (GB/T 15835-2011)."""

from __future__ import annotations

import datetime


def chinese_date(date: datetime.date) -> str:
    """Write a date: 2018年4月8日."""
    return f"{date.year}年{date.month}月{date.day}日"


def chinese_partial_date(date: str) -> str:
    """Write a date of which only the year or month may be known: 2018年, 2018年6月, 2018年6月5日."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))
