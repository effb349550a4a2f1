"""The page on which people decide what could not be read: one file, opened from a disk, that needs no other.

It is made from an `Intake` alone and gives back `核对结果.json` (`mingze.intake.settlement`). What waits is put
together as it is best looked at: the rows of a sheet, a handful of answers to one question whoever wrote them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from mingze.intake.intake_records import (
    FATES,
    ROW_WHY,
    ConflictRecord,
    Crop,
    FieldRecord,
    Intake,
    OwnerRecord,
    RowRecord,
)
from mingze.pages.lone_page import lone_page
from mingze.sheets.deciding import WHY

_GAPS_AT_ONCE, _SHORT_AT_ONCE = 12, 4
_BLIND = "为了公平，这里不写是谁的。"


def check_page(intake: Intake, title: str) -> str:
    """Return the page as HTML; ``title`` is the site's. Names and answers of people stand in it."""
    stages = [stage for stage in _stages(intake) if stage["units"]]
    tasks = [task for stage in stages for unit in stage["units"] for task in unit["tasks"]]
    decisions = {key: value for key, value in intake.decisions.items() if key not in {task["key"] for task in tasks}}
    decisions |= {task["key"]: settled for task in tasks if (settled := task.pop("settled")) is not None}
    data = {
        "site": intake.site,
        "stages": stages,
        "people": [
            {"key": key, "shown": sitter.shown, "named": bool(sitter.person.name)}
            for key, sitter in intake.sitters.items()
        ],
        "decisions": decisions,
    }
    return lone_page(
        "settling",
        title=title,
        data=_in_script(data),
        stages=stages,
        pages=intake.pages,
        noted=[page for page in intake.pages if page.fate != "read" or page.words],
        fates=FATES,
        plain=sum(not row.asked for row in intake.rows),
        sheets=intake.sheets,
        sitters=intake.sitters,
        absent=intake.absent,
        told=intake.told,
    ).html


def _in_script(data: Any) -> Markup:
    """Return data as JSON that no HTML parser takes for the end of its block."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _stages(intake: Intake) -> Iterator[dict[str, Any]]:
    """Yield the stages: whose a page is comes first, since what stands on it is asked only when that is known."""
    yield {
        "name": "认人",
        "about": "这几页认不出是谁的。认定以后再运行一次，页上要看的地方才出来。键：Enter 照建议，0 放在一边。",
        "units": [_unit(one.source, f"卷号 {one.paper}，第 {one.page} 页", [_owner(one)]) for one in intake.owners],
    }
    yield {
        "name": "重复",
        "about": "同一页收到几张，内容不一样。选一张作数。名字不像一个人的，多半是填错了考号：到“认人”里改，或者重扫。",
        "units": [_unit(_who(intake, one.sitter), f"卷号 {one.paper}", [_conflict(one)]) for one in intake.conflicts],
    }
    yield {
        "name": "填涂",
        "about": "键：字母或 1、2、3 选格子，0 没有涂，Enter 照建议（或认可已选的）到下一处，Backspace 撤掉。",
        "units": [
            _unit(_who(intake, sitter), f"卷号 {paper}", [_row(row) for row in rows])
            for (sitter, paper), rows in _grouped(intake.rows)
        ],
    }
    yield {
        "name": "填空",
        "about": f"照图打字，认不准的字照他写的打。Enter 到下一处。{_BLIND}",
        "units": list(_field_units(intake.fields, "gaps", _GAPS_AT_ONCE)),
    }
    yield {
        "name": "简答",
        "about": f"按得分点给分，可以有半分。Enter 到下一处。{_BLIND}",
        "units": list(_field_units(intake.fields, "points", _SHORT_AT_ONCE)),
    }


def _who(intake: Intake, sitter: str) -> str:
    return intake.sitters[sitter].shown if sitter in intake.sitters else sitter


def _grouped(rows: Iterable[RowRecord]) -> Iterable[tuple[tuple[str, str], list[RowRecord]]]:
    found: dict[tuple[str, str], list[RowRecord]] = {}
    for row in rows:
        if row.asked:
            found.setdefault((row.sitter, row.paper), []).append(row)
    return found.items()


def _field_units(fields: Iterable[FieldRecord], kind: str, most: int) -> Iterator[dict[str, Any]]:
    """Yield answers to one question together, of all forms: who rates them has one key in mind."""
    found: dict[str, list[FieldRecord]] = {}
    for field in fields:
        if field.kind == kind:
            found.setdefault(field.stem, []).append(field)
    for stem, answers in found.items():
        for first in range(0, len(answers), most):
            some = answers[first : first + most]
            yield _unit(stem, "", [_field(one) for one in some], reference=some[0].reference)


def _unit(title: str, note: str, tasks: Sequence[dict[str, Any]], reference: str = "") -> dict[str, Any]:
    return {"title": title, "note": note, "reference": reference, "tasks": list(tasks)}


def _owner(one: OwnerRecord) -> dict[str, Any]:
    return {
        **_task("owner", one.key, one.settled, one.source, _crops(one.names, one.digits)),
        "why": one.why,
        "number": one.number,
        "candidates": one.candidates,
    }


def _conflict(one: ConflictRecord) -> dict[str, Any]:
    differ = "、".join(row.replace(".", "(") + ")" if "." in row else row for row in one.rows)
    return {
        **_task("copy", one.key, one.settled, "", _crops(*one.names, *one.views)),
        "title": f"第 {one.page} 页有 {len(one.pictures)} 张",
        "why": f"第 {differ} 题不一样" if differ else "写的不一样",
        "pictures": one.pictures,
        "sources": one.sources,
    }


def _row(row: RowRecord) -> dict[str, Any]:
    return {
        **_task("row", row.key, row.settled, row.source, _crops(row.crop)),
        "label": row.label,
        "why": "；".join({**WHY, **ROW_WHY}[why] for why in row.why),
        "letters": row.letters,
        "several": row.several,
        "suggestion": row.suggestion,
    }


def _field(field: FieldRecord) -> dict[str, Any]:
    return {
        **_task(field.kind, field.key, field.settled, "；".join(field.sources), _crops(*field.crops)),
        "title": f"卷号 {field.paper} 第 {field.question} 题",
        "bare": field.bare,
        "gaps": field.gaps,
        "points": field.points,
    }


def _task(kind: str, key: str, settled: Any, source: str, crops: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": kind, "key": key, "settled": settled, "source": source, "why": "", "crops": crops}


def _crops(*crops: Crop | None) -> list[dict[str, Any]]:
    """Return pictures as they stand in the page, at the size they are on paper and half as much again."""
    return [
        {"src": f"data:image/jpeg;base64,{base64.b64encode(crop.jpeg).decode()}", "width": width, "height": height}
        for crop in crops
        if crop
        for width, height in [_shown(crop)]
    ]


_PX_A_MM, _PAGE_WIDTH = 5.6, 420


def _shown(crop: Crop) -> tuple[int, int]:
    width = round(crop.place[2] * _PX_A_MM) if crop.place else _PAGE_WIDTH
    return width, max(round(width * crop.height / max(crop.width, 1)), 1)
