"""What an import found, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mingze.importing.codes import GUESSES, REASONS
from mingze.importing.regulation.fit import Fit
from mingze.importing.regulation.regulation_draft import RegulationDraft

_SHOWN = 3
"""Places of one code that a preview shows; the rest are counted."""
_STEPS = 12


def as_json(draft: RegulationDraft, fit: Fit) -> dict[str, Any]:
    """Return the report for programs; parts of the structure are counted."""
    paragraphs = [p for article in draft.all_articles for p in article.paragraphs]
    items = [item for paragraph in paragraphs for item in paragraph.inner]
    return {
        "id": draft.id,
        "title": draft.title,
        "chapters": len(draft.chapters),
        "sections": len(draft.sections),
        "articles": len(draft.all_articles),
        "paragraphs": len(paragraphs),
        "items": len(items),
        "subs": sum(len(item.inner) for item in items),
        "annexes": draft.annexes,
        "front_matter": [line.text for line in draft.front],
        "left_out": [{"line": one.number, "text": one.text, "reason": one.reason} for one in draft.left_out],
        "guesses": [{"line": one.number, "code": one.code, "message": one.message} for one in draft.guesses],
        "round_trip": fit.round_trip,
    }


def as_text(draft: RegulationDraft, fit: Fit) -> Iterator[str]:
    """Yield the lines of a preview."""
    n = as_json(draft, fit)
    yield f"《{draft.title}》　编号 {draft.id}　简称“{draft.short_title}”"
    parts = (
        ("chapters", "章"),
        ("sections", "节"),
        ("articles", "条"),
        ("paragraphs", "款"),
        ("items", "项"),
        ("subs", "目"),
    )
    found = [f"{n[key]} {name}" for key, name in parts if n[key] or key == "articles"]
    if draft.annexes:
        found.append(f"附件 {draft.annexes} 个")
    yield f"  {'，'.join(found)}"
    for step in draft.history[:_STEPS]:
        yield f"  来历　{step.date}　{step.what}"
    if draft.effective:
        yield f"  施行　{draft.effective}"
    yield f"  正文前面 {len(draft.front)} 行（标题、题注等），写在文件末尾的注释里"
    yield from told_left_out(draft.left_out)
    yield "  逐字写回：" + (
        "一致" if fit.round_trip else "不一致，请对照原文" if fit.regulation else "没有做，草稿还不合格式"
    )
    yield from told_guesses(draft.guesses)
    for fault in fit.faults:
        yield f"错误[{fault.code}] {fault.message}\n  修改：{fault.help}"


def told_left_out(left_out: list[Any]) -> Iterator[str]:
    """Count what is left out by reason, then list what is neither contents nor annex."""
    if not left_out:
        return
    counts = Counter(one.reason for one in left_out)
    yield "  没有收的：" + "，".join(f"{REASONS[reason]} {count} 处" for reason, count in counts.items())
    for one in left_out:
        if one.reason not in ("contents", "annex"):
            text = one.text if len(one.text) <= 60 else f"{one.text[:60]}…"
            yield f"    {one.place}（{REASONS[one.reason]}）{text}"


def told_guesses(guesses: list[Any]) -> Iterator[str]:
    """Yield guesses by code: what they mean, and the first places of each."""
    by_code: dict[str, list[Any]] = {}
    for guess in guesses:
        by_code.setdefault(guess.code, []).append(guess)
    for code, found in by_code.items():
        yield f"提示[{code}] {GUESSES[code]}"
        yield from (f"    {guess.place}：{guess.message}" for guess in found[:_SHOWN])
        if len(found) > _SHOWN:
            yield f"    …还有 {len(found) - _SHOWN} 处，都在草稿的注释里"
