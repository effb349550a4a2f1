from __future__ import annotations

from mingze.host.written_tables import scrolling_tables


def table(columns: int) -> str:
    head = "".join(f"<th>{n}</th>" for n in range(columns))
    return f"<table>\n<thead>\n<tr>\n{head}\n</tr>\n</thead>\n<tbody>\n<tr>{head}</tr>\n</tbody>\n</table>"


def test_tables_of_many_columns_stand_in_groups_of_their_own() -> None:
    few, many = table(5), table(6)
    html = scrolling_tables(f"<p>一</p>{few}<p>二</p>{many}<p>三</p>{many}")
    start = '<div class="mz-wide" role="group" tabindex="0" aria-label="表格，可以左右移动">'
    assert html == f"<p>一</p>{few}<p>二</p>{start}{many}</div><p>三</p>{start}{many}</div>"


def test_a_page_without_tables_is_as_it_was() -> None:
    assert scrolling_tables("<p>&lt;table></p>") == "<p>&lt;table></p>"
