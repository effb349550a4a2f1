"""Duties that several posts share: written once, named by the others with ``same_as``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.loading.origins import Origins
from mingze.model import Assignment, Duty

TITLE_OF_THE_OTHER = "〃"
"""Stands for the title of a duty that takes it from another, until that is known."""
_OWN = ("id", "same_as", "title")
"""What a shared duty may say itself; its title stays empty."""


@rule()
def same_as_says_more(span: Span, duty: str, key: str) -> Iterator[Finding]:
    """与别的岗位相同的职责，只写 `id` 和 `same_as`。

    标题、文字、解读都用那一项的；这里再写一份，两处就会不一样。

    改法：删掉多写的键；确有不同的，删掉 `same_as`，写成单独的一项。
    """
    yield Finding(span, f"职责 `{duty}` 写了 `same_as`，又写了 `{key}`", f"删掉 `{key}`，或删掉 `same_as`")


@rule()
def same_as_in_a_circle(span: Span, duty: str) -> Iterator[Finding]:
    """`same_as` 指向写着文字的那一项，不绕回自己。

    几项互相指来指去，谁也没有文字。

    改法：让其中一项写上标题和文字（或 `cites`），别的都指向它。
    """
    yield Finding(span, f"职责 `{duty}` 的 `same_as` 绕了一圈，又回到自己", "让其中一项写上文字，别的指向它")


def with_shared_duties(
    assignments: Iterable[Assignment], origins: Origins
) -> tuple[tuple[Assignment, ...], list[Diagnostic]]:
    """Return the assignments with each shared duty filled from the one it names, and what is wrong with them.

    A duty whose ``same_as`` names none is left out, and told by `unresolved_reference` of its file.
    """
    assignments = tuple(assignments)
    known = {duty.id: duty for one in assignments for duty in one.duties}
    if not any(duty.same_as for duty in known.values()):
        return assignments, []
    faults: list[Diagnostic] = []
    filled = {duty.id: _filled(duty, known, origins, faults) for duty in known.values()}
    return tuple(replace(one, duties=tuple(filled[d.id] for d in one.duties)) for one in assignments), faults


def _filled(duty: Duty, known: dict[str, Duty], origins: Origins, faults: list[Diagnostic]) -> Duty:
    if duty.same_as is None:
        return duty
    for key in sorted(duty.model_fields_set):
        if key not in _OWN or (key == "title" and duty.title != TITLE_OF_THE_OTHER):
            faults += same_as_says_more(origins.key(duty, key), duty.id, key)
    met, other = {duty.id}, duty
    while other.same_as is not None:
        if other.same_as in met:
            faults += same_as_in_a_circle(origins.at(duty, "same_as"), duty.id)
            return duty
        if other.same_as not in known:
            return duty  # told as a reference that leads nowhere
        other = known[other.same_as]
        met.add(other.id)
    made = other.model_copy(update={"id": duty.id, "same_as": other.id})
    origins.take_place(made, duty)
    return made
