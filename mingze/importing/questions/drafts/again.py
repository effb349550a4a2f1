"""What an import does to a draft: new, changed, same, gone; what somebody edited in YAML stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.importing.questions.cite_likeness import ProposedCite
from mingze.importing.questions.drafts.draft_file import DraftBank, DraftQuestion, as_proposed
from mingze.importing.questions.drafts.identity import fields_of, ids_of, print_of
from mingze.importing.questions.exchanged.facts import STATED
from mingze.importing.questions.found_bank import FoundBank, FoundPicture, FoundQuestion

_SHOWN = {
    "type": "题型", "stem": "题干", "options": "选项", "answer": "答案", "answers": "答案", "reference": "参考答案",
    "points": "得分点", "explanation": "解析", "pairs": "配对", "sequence": "次序",
}  # fmt: skip


class DraftComparison(Struct):
    """What an import would do, question by question."""

    draft: DraftBank
    """As it would be."""
    new: list[str] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    """Ids, and what changes: 答案 A → B."""
    same: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    """In the draft from this file, and no longer in it; they stay."""
    kept: list[tuple[str, str]] = field(default_factory=list)
    """Edited in YAML and changed in the source: YAML wins."""
    in_bank: list[tuple[str, str]] = field(default_factory=list)
    """Accepted before and changed in the source: nothing is written."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Pictures by their path below the site's root."""


def compare(
    old: DraftBank | None,
    bank: str,
    found: Sequence[FoundBank],
    proposals: Mapping[int, tuple[ProposedCite, ...]],
) -> DraftComparison:
    """Compare what files hold with a draft; ``proposals`` by the ``id()`` of a question."""
    title = old.title if old else next((one.title for one in found if one.title), bank)
    draft = DraftBank(bank, title, list(old.sources) if old else [], [], dict(old.accepted) if old else {})
    out = DraftComparison(draft)
    questions = [question for one in found for question in one.questions]
    ids = ids_of(questions, bank)
    known = {question.id: question for question in old.questions} if old else {}
    renamed = {question.id: id_ for id_, question in zip(ids, questions, strict=True) if question.id}
    fresh: dict[str, DraftQuestion] = {}
    for id_, question in zip(ids, questions, strict=True):
        made = _drafted(id_, question, proposals.get(id(question), ()), bank, out.pictures)
        state(made, question, renamed)
        if id_ in draft.accepted:
            if draft.accepted[id_] != made.imported:
                out.in_bank.append((id_, "来源改了；已经在题库里，没有动"))
            else:
                out.same.append(id_)
        elif id_ in known:
            fresh[id_] = _merged(known[id_], made, out)
        else:
            out.new.append(id_)
            fresh[id_] = made
    files = {one.name for one in found}
    for id_, before in known.items():
        if id_ not in fresh and id_ not in draft.accepted and before.came_from.partition(":")[0] in files:
            out.gone.append(id_)
    draft.questions = [fresh.pop(question.id, question) for question in old.questions] if old else []
    draft.questions += fresh.values()
    draft.sources += [one.name for one in found if one.name not in draft.sources]
    return out


def _merged(before: DraftQuestion, made: DraftQuestion, out: DraftComparison) -> DraftQuestion:
    if before.imported == made.imported:
        out.same.append(before.id)
        return before
    what = _difference(before, made)
    if before.was_edited:
        out.kept.append((before.id, what))
        return before
    out.changed.append((before.id, what))
    return replace(made, cites=before.cites, more=before.more)


def _difference(before: DraftQuestion, after: DraftQuestion) -> str:
    parts = []
    for key, name in _SHOWN.items():
        old, new = before.fields.get(key), after.fields.get(key)
        if print_of({key: old}) != print_of({key: new}):
            parts.append(f"{name} {_short(old)} → {_short(new)}")
    return "；".join(parts)


def _short(value: object) -> str:
    if not value:
        return "（空）"
    text = value if isinstance(value, str) else "、".join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.strip().replace("\n", " ")
    return text if len(text) <= 30 else f"{text[:30]}…"


def _drafted(
    id_: str,
    question: FoundQuestion,
    proposed: tuple[ProposedCite, ...],
    bank: str,
    pictures: dict[str, bytes],
) -> DraftQuestion:
    fields = fields_of(question)
    names = []
    for picture in question.pictures:
        name = _file_name(picture, id_)
        pictures[f"quizzes/drafts/{bank}/{name}"] = picture.data
        names.append(name)
    return DraftQuestion(
        id=id_,
        came_from=question.place,
        imported=print_of(fields),
        fields=fields,
        undecided=[
            {"field": one.field, "reason": one.reason, "source_text": one.source_text} for one in question.undecided
        ],
        proposed=as_proposed(proposed),
        material=question.material or "",
        group=question.group or "",
        pictures=names,
        remarks=[
            *(f"{name}：{text}" for name, text in question.tags if name not in STATED_KEYS),
            *(f"{one.severity.label}：{one.message}（{one.place}）" for one in question.notices),
        ],
    )


STATED_KEYS = frozenset(STATED.values())


def state(made: DraftQuestion, question: FoundQuestion, renamed: Mapping[str, str]) -> None:
    """Put in what a file that we exported states itself: grounds, sources, depth, which questions stand apart.

    Ids of questions are those of the draft; of questions that are not in it nothing is said.
    """
    stated: dict[str, list[str]] = {}
    for key, text in question.tags:
        if key in STATED_KEYS:
            stated.setdefault(key, []).append(text)
    if cites := stated.get("cites"):
        made.cites, made.proposed = cites, []
    if depth := stated.get("depth"):
        made.more["depth"] = depth[0]
    if sources := stated.get("sources"):
        made.more["sources"] = sources
    if apart := [renamed[id_] for id_ in stated.get("apart_from", ()) if id_ in renamed]:
        made.more["apart_from"] = apart


def _file_name(picture: FoundPicture, id_: str) -> str:
    """Return a name that cannot lead out of its folder."""
    safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in picture.name.replace("\\", "/").rpartition("/")[2])
    return f"{id_}-{safe.lstrip('.') or 'picture'}"
