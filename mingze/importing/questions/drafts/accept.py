"""Move finished questions of a draft to their bank: those with everything there, checked as a part of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.checks import check_site
from mingze.diagnostics import Diagnostic
from mingze.importing.questions.drafts.draft_file import LETTERS, DraftBank, DraftQuestion, draft_yaml, value_lines
from mingze.importing.writing import NotWritten
from mingze.loading.site_copy import site_copy
from mingze.source import read_source
from mingze.source.yaml_text import block, scalar

_FEWEST, _MOST = 2, 6
_LONGEST_TITLE = 40


class Acceptance(Struct):
    """What accepting a draft would do."""

    draft: DraftBank
    """As it would be."""
    bank_file: str
    bank_text: str = ""
    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Ids, and what is missing or wrong."""


def missing_in(question: DraftQuestion) -> list[str]:
    """Return what a question lacks before it can be accepted, in words."""
    out = [f"{one.get('field')}（{one.get('reason')}）" for one in question.still_open]
    if not question.fields.get("type") and not any(one.get("field") == "type" for one in question.still_open):
        out.append("题型 type")
    if not str(question.fields.get("explanation") or "").strip():
        out.append("解析 explanation")
    if not question.cites:
        out.append("依据 cites" + ("（可以写 cites_proposed 的字母）" if question.proposed else ""))
    return out


def cited(question: DraftQuestion) -> list[str]:
    """Return a question's citations, letters replaced by what was proposed under them. Raises `NotWritten`."""
    by_letter = {letter: one[letter] for one in question.proposed for letter in LETTERS if letter in one}
    out: list[str] = []
    for cite in question.cites:
        letter = cite.strip().lower()
        if len(letter) == 1 and letter not in by_letter:
            raise NotWritten(f"cites 写了 {cite}，cites_proposed 里没有这一项")
        out.append(by_letter.get(letter, cite))
    return list(dict.fromkeys(out))


def confirmed(draft: DraftBank, letters: Iterable[str]) -> DraftBank:
    """Return a draft with proposals confirmed that are named as ``id=a``. Raises `NotWritten` for an unknown id."""
    wanted: dict[str, list[str]] = {}
    for one in letters:
        id_, _, said = one.partition("=")
        if not re.fullmatch(r"[abcABC]{1,3}", said):
            raise NotWritten(f"--confirm {one}：写成 题号=字母，如 {draft.id}-1=a")
        wanted[id_.strip()] = list(said.lower())
    unknown = wanted.keys() - {question.id for question in draft.questions}
    if unknown:
        raise NotWritten(f"草稿里没有这些题：{'、'.join(sorted(unknown))}")
    return replace(
        draft,
        questions=[replace(q, cites=[*q.cites, *wanted[q.id]]) if q.id in wanted else q for q in draft.questions],
    )


def accept(root: Path, draft: DraftBank) -> Acceptance:
    """Work out which questions are finished; nothing is written."""
    out = Acceptance(draft, f"quizzes/banks/{draft.id}.yml")
    ready: list[DraftQuestion] = []
    for question in draft.questions:
        lacks = missing_in(question)
        try:
            cites = cited(question)
        except NotWritten as reason:
            lacks.append(str(reason))
            cites = []
        if lacks:
            out.refused.append((question.id, "还缺 " + "、".join(lacks)))
        else:
            ready.append(replace(question, cites=cites))
    ready = _with_whole_groups(draft, ready, out)
    _, known = check_site(root)
    before = {(d.code, d.span.file, d.message) for d in known}
    while ready:
        text = _bank_text(root, draft, ready)
        faults = _faults(root, out.bank_file, text, before)
        bad = {id_: _told(found) for question in ready if (found := faults.get(id_ := question.id))}
        if not bad:
            if faults:
                words = _told(next(iter(faults.values())))
                out.refused += [(question.id, f"题库有错误：{words}") for question in ready]
                ready = []
                break
            out.bank_text = text
            break
        out.refused += bad.items()
        groups = {question.group for question in ready if question.id in bad and question.group}
        ready = [q for q in ready if q.id not in bad and not (q.group and q.group in groups)]
    out.taken = [question.id for question in ready]
    left = [question for question in draft.questions if question.id not in set(out.taken)]
    marks = {question.id: question.imported for question in ready}
    out.draft = replace(draft, questions=left, accepted={**draft.accepted, **marks})
    return out


def _with_whole_groups(draft: DraftBank, ready: list[DraftQuestion], out: Acceptance) -> list[DraftQuestion]:
    """Return those that stand alone or whose group is finished as a whole."""
    finished = {question.id for question in ready}
    kept = []
    for question in ready:
        if question.group:
            own = [one for one in draft.questions if one.group == question.group]
            if not all(one.id in finished for one in own):
                out.refused.append((question.id, "同一材料的别的小题还没有做完，要一起移"))
                continue
            if not _FEWEST <= len(own) <= _MOST:
                words = f"同一材料有 {len(own)} 道小题，材料题要 {_FEWEST} 到 {_MOST} 道：把材料写进题干，删去 material"
                out.refused.append((question.id, words))
                continue
        kept.append(question)
    return kept


def _bank_text(root: Path, draft: DraftBank, ready: Sequence[DraftQuestion]) -> str:
    place = root / f"quizzes/banks/{draft.id}.yml"
    lines: list[str] = []
    done: set[str] = set()
    for question in ready:
        if question.group in done and question.group:
            continue
        if question.group:
            done.add(question.group)
            own = [one for one in ready if one.group == question.group]
            title, dossier = _material(question.material)
            lines += [f"  - id: {question.id}-group", "    type: group", f"    title: {scalar(title)}"]
            lines += [*block("dossier:", dossier, 4), "    questions:"]
            for one in own:
                lines += [f"    {line}" if line else "" for line in _entry_lines(one)]
        else:
            lines += _entry_lines(question)
    body = "\n".join(lines) + "\n"
    if place.exists():
        text = place.read_text("utf-8-sig").replace("\r\n", "\n")
        return text + ("" if text.endswith("\n") else "\n") + body
    return f"bank:\n  id: {draft.id}\n  title: {scalar(draft.title)}\nquestions:\n{body}"


def _material(text: str) -> tuple[str, str]:
    """Return the title of a material and its dossier: a short first line that stands by itself is the title."""
    head, _, rest = text.strip().partition("\n\n")
    is_title = bool(rest.strip()) and "\n" not in head and len(head) <= _LONGEST_TITLE
    return (head, rest.strip()) if is_title else (text.strip().split("\n")[0][:_LONGEST_TITLE], text)


def _entry_lines(question: DraftQuestion) -> list[str]:
    fields: Mapping[str, Any] = {**question.fields, **question.more}
    lines = [f"  - id: {question.id}"]
    for key, value in fields.items():
        lines += value_lines(key, value, 4)
    return [*lines, "    cites:", *(f"      - {scalar(one)}" for one in question.cites)]


def _faults(root: Path, file: str, text: str, before: set[tuple[str, str, str]]) -> dict[str, list[Diagnostic]]:
    """Return the errors that the bank would bring, by the id of the question they stand at."""
    with site_copy(root) as copy:
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        (copy / file).write_text(text, "utf-8")
        _, found = check_site(copy, root)
    starts = [(n, m[1]) for n, line in enumerate(text.split("\n"), 1) if (m := re.match(r"\s*- id: (\S+)", line))]
    out: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        if not diagnostic.is_error or (diagnostic.code, diagnostic.span.file, diagnostic.message) in before:
            continue
        own = [id_ for line, id_ in starts if line <= diagnostic.span.line] if diagnostic.span.file == file else []
        out.setdefault(own[-1] if own else "", []).append(diagnostic)
    return out


def _told(found: Sequence[Diagnostic]) -> str:
    return "；".join(dict.fromkeys(f"{d.message}（{d.code}）。修改：{d.help}" for d in found))


def files_of(acceptance: Acceptance) -> dict[str, bytes]:
    """Return the files that accepting writes. Raises `NotWritten` for text that would not read back."""
    source, faults = read_source(acceptance.bank_file, acceptance.bank_text.encode())
    if source is None or any(d.is_error for d in faults):
        raise NotWritten(f"{acceptance.bank_file} 写出来读不通，没有写")
    return {
        acceptance.bank_file: acceptance.bank_text.encode("utf-8"),
        acceptance.draft.file: draft_yaml(acceptance.draft).encode("utf-8"),
    }
