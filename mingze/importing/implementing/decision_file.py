"""The file in which an author decides what local duties carry out: the texts of both beside, a letter as the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mingze.importing.implementing.implement_proposals import ImplementProposal, words_of_duty
from mingze.model import Catalog, Duty
from mingze.source import SourceFile, read_source
from mingze.source.yaml_text import comment
from mingze.views.names import Names

LETTERS = "abc"
NONE = "无"
_LONGEST = 70
_HEAD = """由 mingze levels propose 提出：本级的职责落实上级的哪一项。
在 implements 后面写字母（几项都落实的写 a, b），也可以直接写“规定编号/职责编号”；没有对应的写“无”；拿不准的空着。
写好以后：mingze levels propose --file 这个文件 --write"""


class DecisionRefused(Exception):
    """A decision cannot be used; the message, in Chinese, says where, why, and what to write."""


def decisions_yaml(catalog: Catalog, proposals: Sequence[ImplementProposal]) -> str:
    """Return the file for these proposals, nothing decided."""
    names = Names(catalog)
    lines = [comment(line) for line in _HEAD.split("\n")]
    for one in proposals:
        lines.append("")
        lines.append(comment(f"本级 {described(catalog, names, one.duty)}"))
        for letter, found in zip(LETTERS, one.candidates, strict=False):
            words = described(catalog, names, found.duty)
            lines.append(comment(f"{letter} {found.score:.2f} {words}"))
        lines.append(f"- duty: {one.duty.id}")
        if one.candidates:
            lines.append("  candidates:")
            pairs = zip(LETTERS, one.candidates, strict=False)
            lines += (f"    {letter}: {found.reference}" for letter, found in pairs)
        lines.append("  implements:")
    return "\n".join(lines) + "\n"


def described(catalog: Catalog, names: Names, duty: Duty) -> str:
    """Return a duty as somebody recognises it: its name, who bears it, how its text begins."""
    words = words_of_duty(catalog, duty).replace("\n", " ")
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"{names.duty(duty)}（{catalog.role_of(duty.id).short_name}）：{shown}"


def read_decisions(name: str, data: bytes) -> dict[str, tuple[str, ...]]:
    """Read the file: by duty the references that were chosen, () for 无; what is left open is not there.

    Raises `DecisionRefused`.
    """
    source, faults = read_source(name, data)
    told = [fault for fault in faults if fault.is_error]
    if told or source is None:
        first = told[0]
        raise DecisionRefused(f"{first.span}：{first.message}（修改：{first.help}）")
    if not isinstance(source.values, list):
        raise DecisionRefused(f"{name}：不是 mingze levels propose 写出的文件（修改：重新写一份）")
    return dict(_decided(source))


def _decided(source: SourceFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    assert isinstance(source.values, list)
    for n, entry in enumerate(source.values):
        if not isinstance(entry, dict) or not isinstance(entry.get("duty"), str):
            raise DecisionRefused(f"{source.span((n,))}：这一项没有写 duty（修改：照写出来的样子，保留 duty）")
        typed = entry.get("implements")
        parts = typed if isinstance(typed, list) else str(typed or "").replace("，", ",").replace("、", ",").split(",")
        wanted = [str(part).strip() for part in parts if str(part).strip()]
        if wanted:
            offered = entry.get("candidates")
            known = {str(k): str(v) for k, v in offered.items()} if isinstance(offered, dict) else {}
            place = str(source.span((n, "implements")))
            yield str(entry["duty"]), chosen(wanted, known, place)


def chosen(wanted: Sequence[str], known: Mapping[str, str], place: str) -> tuple[str, ...]:
    """Return the references that letters and references mean. Raises `DecisionRefused`, naming the place."""
    if list(wanted) == [NONE]:
        return ()
    out = []
    for one in wanted:
        if "/" in one:
            out.append(one)
        elif one.lower() in known:
            out.append(known[one.lower()])
        else:
            offered = "、".join(known) or NONE
            raise DecisionRefused(f"{place}：没有候选 `{one}`（修改：写 {offered}，或者写“规定编号/职责编号”“{NONE}”）")
    return tuple(dict.fromkeys(out))
