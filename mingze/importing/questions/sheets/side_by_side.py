"""Tables that stand beside each other in one sheet under the same headings, as rows below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mingze.importing.questions.sheets.cells import TableRow
from mingze.importing.questions.sheets.columns import columns_of, heading_words


def below_each_other(rows: Sequence[TableRow], at: int) -> list[TableRow]:
    """Return the rows with every table below the heading ``at`` under the first one; of one table they stay."""
    heading = rows[at]
    starts = _starts(heading)
    if len(starts) < 2:
        return list(rows)
    first = {column: cell for column, cell in heading.cells.items() if column < starts[1]}
    below = [part for row in rows[at + 1 :] for part in _parts(row, starts)]
    return [*rows[:at], replace(heading, cells=first), *below]


def _starts(heading: TableRow) -> list[int]:
    """Return the columns in which the tables begin; one where the headings do not come again in the same order."""
    found = [(column, heading_words(cell.text)) for column, cell in sorted(heading.cells.items())]
    words = [word for _, word in found]
    for size in range(2, len(words) // 2 + 1):
        if len(words) % size or any(word != words[n % size] for n, word in enumerate(words)):
            continue
        cells = {column: heading.cells[column] for column, _ in found[:size]}
        if columns_of(replace(heading, cells=cells)).is_enough:
            return [column for column, _ in found[::size]]
    return [1]


def _parts(row: TableRow, starts: Sequence[int]) -> Iterator[TableRow]:
    counts = row.counts
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else max(row.cells, default=0) + 1
        own = {c - start + starts[0]: cell for c, cell in row.cells.items() if (start if n else 0) <= c < end}
        if own:
            yield replace(row, cells=own, pictures=row.pictures if counts else [], counts=counts)
            counts = 0
