"""An import in words: what would change, what is left out, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingze.workbook.differences import ComparedSheet, RowChange
from mingze.workbook.intake import Import
from mingze.workbook.new_places import NEW_BANK

_CUT = 60


def preview(plan: Import) -> str:
    """Return what an import would do, in Chinese, for the screen."""
    lines = [plan.workbook.name]
    for sheet in plan.sheets:
        lines += ["", *_sheet(sheet, plan)]
    lines += left_out_words(plan)
    if not plan.has_base:
        lines += ["", "“底稿”那张隐藏的工作表没有了：分不清哪些是您改的、哪些是别人在 YAML 里改的，不同的地方都不写。"]
        lines += ["都以这个表格为准，就加 --workbook-wins；不然重新导出一份，把改动抄过去。"]
    for fault in plan.faults:
        lines += ["", str(fault)]
    if plan.left_to_do:
        lines += ["", "写进去以后，mingze check 还会说："]
        lines += [f"  {d.span}: {d.severity.label}[{d.code}] {d.message}" for d in plan.left_to_do]
    return "\n".join([*lines, "", summary(plan)])


def left_out_words(plan: Import) -> list[str]:
    """Return what of a workbook is not read, with why; nothing where everything is."""
    if not plan.left_out and not plan.workbook.left_out:
        return []
    parts = (f"  {place}　{why}：{_cut(text)}" for place, text, why in plan.left_out)
    return ["", "没有读的：", *(f"  {what}" for what in plan.workbook.left_out), *parts]


def summary(plan: Import) -> str:
    """Return the last line: how many records are new, changed, the same, gone, and whether anything is wrong."""
    changed = sum(len(s.changed) for s in plan.sheets)
    new = sum(len(s.new) for s in plan.sheets)
    conflicts = sum(len(s.conflicts) for s in plan.sheets)
    parts = [f"新增 {new}", f"改动 {changed}", f"不变 {sum(s.same for s in plan.sheets)}"]
    if plan.changes.removed:
        parts.append(f"删除 {len(plan.changes.removed)}")
    parts += [f"冲突 {conflicts}"] if conflicts else []
    parts += [f"错误 {len(plan.faults)}"] if plan.faults else []
    cells = f"读了 {plan.read} 格，没有读 {_left_out(plan)} 格，有错 {plan.faulty} 格"
    return f"{'、'.join(parts)}；{cells}"


def _left_out(plan: Import) -> int:
    whole = {grid.name: len(grid.cells) for grid in plan.workbook.sheets}
    return sum(1 if place.row else whole.get(place.sheet, 0) for place, _, _ in plan.left_out)


def _sheet(sheet: ComparedSheet, plan: Import) -> Iterator[str]:
    grid = sheet.header.grid
    kept = sum(1 for _ in sheet.gone) - sum(1 for r in plan.changes.removed if r in sheet.gone)
    counts = f"新增 {len(sheet.new)}、改动 {len(sheet.changed)}、不变 {sheet.same}"
    if sheet.gone:
        counts += f"、表里没有了 {len(sheet.gone)}"
    yield f"工作表“{grid.name}”（{sheet.sheet.title}）：{counts}"
    ids = {id(change): (id_, file) for change, id_, file in plan.changes.added}
    for change in sheet.new:
        id_, file = ids.get(id(change), ("", ""))
        made = f"（新建题库“{change.places[NEW_BANK]}”）" if NEW_BANK in change.places else ""
        yield f"  新增 {id_}（第 {change.row.number} 行）→ {file}{made}"
        yield from _cells(change)
    for change in sheet.changed:
        where = ids.get(id(change))
        record = change.record
        assert record is not None
        yield f"  {'新写' if where else '改动'} {record.id}（第 {change.row.number} 行）→ {record.file}"
        yield from _cells(change)
    for record in plan.changes.removed:
        if record in sheet.gone:
            yield f"  删除 {record.id} → {record.file}"
    if kept:
        names = "、".join(_first(r.id for r in sheet.gone if r not in plan.changes.removed))
        yield f"  表里没有了，没有删：{names}。真要删，加 --delete"
    for conflict in sheet.conflicts:
        yield f"  冲突 {conflict.place}　{conflict.id} 的{conflict.heading}：{conflict.why}，没有写"
        yield f"    YAML 里：{_cut(conflict.ours) or '（空）'}"
        yield f"    表格里：{_cut(conflict.theirs) or '（空）'}"


def _cells(change: RowChange) -> Iterator[str]:
    for cell in change.cells:
        if change.record is None:
            yield f"    {cell.heading}：{_cut(cell.new)}"
        else:
            yield f"    {cell.place}　{cell.heading}"
            old, new = _around(cell.old, cell.new)
            yield f"      原来：{old or '（空）'}"
            yield f"      改成：{new or '（空）'}"


def _around(old: str, new: str) -> tuple[str, str]:
    """Cut two texts to where they differ."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    start = max(0, start - 20)
    lead = "…" if start else ""
    return (lead + _cut(old[start:]) if old else ""), (lead + _cut(new[start:]) if new else "")


def _cut(text: str) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= _CUT else f"{line[:_CUT]}…"


def _first(ids: Iterable[str], most: int = 20) -> list[str]:
    found = list(ids)
    return found if len(found) <= most else [*found[:most], f"……共 {len(found)} 条"]
