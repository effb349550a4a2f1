"""Tables that authors write in Markdown: one of many columns scrolls by itself, and its page does not.

On a phone of 320 px in the largest type nine columns leave no room for a character each.
"""

from __future__ import annotations

import re

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW_END = "</tr>"
_MANY = 6
"""Columns, from which on a table stands in a group of its own; fewer fit a phone in every size of type."""


def scrolling_tables(html: str) -> str:
    """Return the content of a page with a group around each table of many columns, which keys reach too."""
    return _TABLE.sub(lambda m: _group(m[0]) if _columns(m[0]) >= _MANY else m[0], html)


def _columns(table: str) -> int:
    first, _, _ = table.partition(_ROW_END)
    return len(re.findall(r"<t[hd]\b", first))


def _group(table: str) -> str:
    return f'<div class="mz-wide" role="group" tabindex="0" aria-label="表格，可以左右移动">{table}</div>'
