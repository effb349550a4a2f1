"""A list in words: which posts have which duties, what was left out, what was guessed."""

from __future__ import annotations

from collections.abc import Sequence

from mingze.diagnostics import Diagnostic
from mingze.workbook.faults import CellFault
from mingze.workbook.lists.found import EnterpriseList, ListedDuty
from mingze.workbook.lists.list_draft import ListDraft

_CUT = 40
_MOST = 200


def preview(found: EnterpriseList, draft: ListDraft, faults: Sequence[CellFault], todo: Sequence[Diagnostic]) -> str:
    """Return what taking a list in would do, in Chinese, for the screen."""
    lines = [f"{found.workbook.name}：单位的责任清单，写成《{draft.title}》→ {draft.folder}/"]
    for name, row, uses in found.tables:
        lines += ["", f"工作表“{name}”：表头在第 {row} 行；{uses}"]
    lines += ["", *_posts(draft)]
    if draft.gone:
        lines += ["", "文件夹里有、清单里没有了的，没有删："]
        lines += [f"  {id_}　{_cut(text)}" for id_, text in draft.gone]
    if found.guesses:
        lines += ["", "请看一看："]
        lines += _some([f"  {place}　{what}" for place, what in found.guesses])
    if found.left_out or found.workbook.left_out:
        lines += ["", "没有读的："]
        lines += [f"  {what}" for what in found.workbook.left_out]
        lines += _some([f"  {place}　{why}{f'：{_cut(text)}' if text else ''}" for place, text, why in found.left_out])
    for fault in faults:
        lines += ["", str(fault)]
    if todo:
        lines += ["", "写进去以后，mingze check 还会说："]
        lines += _some([f"  {d.span}: {d.severity.label}[{d.code}] {d.message}" for d in todo], 20)
    lines += ["", summary(found, draft, len(faults))]
    return "\n".join(lines)


def summary(found: EnterpriseList, draft: ListDraft, faults: int) -> str:
    """Return the last line: counts of posts, duties and cells."""
    parts = [f"岗位 {len(found.posts)}", f"新增 {len(draft.new)}", f"不变 {draft.same}"]
    parts += [f"错误 {faults}"] if faults else []
    cells = f"共 {found.total} 格：读了 {found.read}、没有读 {found.skipped}、有错 {found.faulty}"
    return f"{'、'.join(parts)}；{cells}"


def _posts(draft: ListDraft) -> list[str]:
    by_post: dict[str, list[tuple[str, ListedDuty]]] = {}
    for name, id_, item in draft.new:
        by_post.setdefault(name, []).append((id_, item))
    lines = []
    for name, duties in by_post.items():
        new = f"，新岗位 {draft.new_posts[name]}" if name in draft.new_posts else ""
        lines.append(f"{name}（{len(duties)} 项{new}）")
        for id_, item in duties:
            wording = item.wording
            often = f"　频次：{wording.frequency}" if wording.frequency else ""
            lines.append(f"  {id_}　{_cut(wording.text)}{often}")
            if wording.standard:
                lines.append(f"    考核标准：{_cut(wording.standard)}")
    return _some(lines)


def _some(lines: list[str], most: int = _MOST) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], f"  ……还有 {len(lines) - most} 行"]


def _cut(text: str) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= _CUT else f"{line[:_CUT]}…"
