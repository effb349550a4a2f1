"""A draft bank, ``quizzes/drafts/<bank>.yml``: what is there, as it was imported or has been edited since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mingze.importing.questions.cite_likeness import ProposedCite
from mingze.importing.questions.drafts.identity import print_of
from mingze.importing.writing import NotWritten
from mingze.loading.files import DRAFTS
from mingze.source import read_bytes, read_source
from mingze.source.yaml_text import block, comment, scalar

LETTERS = "abc"
"""By which a proposed passage is confirmed: ``cites: [a]``."""


class DraftQuestion(Struct):
    """One question of a draft."""

    id: str
    came_from: str
    """Its place in the file that it came from."""
    imported: str
    """The print of what was imported."""
    fields: dict[str, Any] = field(default_factory=dict)
    undecided: list[dict[str, str]] = field(default_factory=list)
    proposed: list[dict[str, str]] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    material: str = ""
    group: str = ""
    pictures: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What the file says besides, and what was noticed: comments."""
    more: dict[str, Any] = field(default_factory=dict)
    """Keys that somebody added: depth, sources …"""

    @property
    def was_edited(self) -> bool:
        """Whether it says something else than what was imported."""
        return print_of(self.fields) != self.imported

    @property
    def still_open(self) -> list[dict[str, str]]:
        """What is undecided and has not been filled in since."""
        return [one for one in self.undecided if one.get("field") not in self.fields]


class DraftBank(Struct):
    """A whole draft."""

    id: str
    title: str
    sources: list[str] = field(default_factory=list)
    """Names of the files it came from."""
    questions: list[DraftQuestion] = field(default_factory=list)
    accepted: dict[str, str] = field(default_factory=dict)
    """Ids of questions that are in the bank by now, with the print of what was imported."""

    @property
    def file(self) -> str:
        """Its path below the site's root."""
        return f"{DRAFTS}{self.id}.yml"


def read_draft(root: Path, bank: str) -> DraftBank | None:
    """Read a draft; None where there is none. Raises `NotWritten` for one that cannot be read."""
    file = f"{DRAFTS}{bank}.yml"
    if not (root / file).exists():
        return None
    data, _ = read_bytes(root, file)
    source, faults = read_source(file, data) if data is not None else (None, [])
    if source is None or any(d.is_error for d in faults) or not isinstance(source.values, dict):
        first = next((d for d in faults if d.is_error), None)
        where = f"（{first.span}：{first.message}）" if first else ""
        raise NotWritten(f"{file} 读不通{where}，没有写。先把它改好，再导入")
    return draft_of(source.values, bank)


def draft_of(values: Mapping[str, Any], bank: str) -> DraftBank:
    """Return the draft that a file's plain values hold."""
    found = values.get("draft")
    head: Mapping[str, Any] = found if isinstance(found, dict) else {}
    out = DraftBank(bank, str(head.get("title") or bank), [str(one) for one in _list(head.get("sources"))])
    accepted = values.get("accepted")
    out.accepted = {str(k): str(v) for k, v in accepted.items()} if isinstance(accepted, dict) else {}
    for value in _list(values.get("questions")):
        if isinstance(value, dict) and value.get("id"):
            out.questions.append(_question(value))
    return out


_OWN = ("id", "from", "imported", "undecided", "cites_proposed", "cites", "material", "group", "pictures")
_FIELDS = (
    "type", "stem", "options", "answer", "pinned", "answers", "pairs", "sequence", "reference", "points", "explanation",
    "hint",
)  # fmt: skip


def _question(value: Mapping[str, Any]) -> DraftQuestion:
    def texts(key: str) -> list[dict[str, str]]:
        return [{k: str(v or "") for k, v in one.items()} for one in _list(value.get(key)) if isinstance(one, dict)]

    return DraftQuestion(
        id=str(value["id"]),
        came_from=str(value.get("from") or ""),
        imported=str(value.get("imported") or ""),
        fields={key: value[key] for key in _FIELDS if value.get(key) not in (None, "", [])},
        undecided=texts("undecided"),
        proposed=texts("cites_proposed"),
        cites=[str(one) for one in _list(value.get("cites")) if one],
        material=str(value.get("material") or ""),
        group=str(value.get("group") or ""),
        pictures=[str(one) for one in _list(value.get("pictures"))],
        more={key: one for key, one in value.items() if key not in _OWN and key not in _FIELDS},
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def as_proposed(found: tuple[ProposedCite, ...]) -> list[dict[str, str]]:
    """Return proposals as a draft holds them."""
    return [
        {letter: one.key, "score": f"{one.score:g}", "shared": "、".join(one.shared)}
        for letter, one in zip(LETTERS, found, strict=False)
    ]


def draft_yaml(draft: DraftBank) -> str:
    """Write a draft."""
    lines = [
        "# 导入的草稿，不进站点。补全每题的解析（explanation）和依据（cites），定下 undecided 里的各项，",
        f"# 再运行 mingze import accept {draft.id}，做完的题会移到 quizzes/banks/{draft.id}.yml。",
        "# cites 可以写 cites_proposed 里的字母，如 cites: [a]；字母不写，就不会用。",
        "draft:",
        f"  id: {draft.id}",
        f"  title: {scalar(draft.title)}",
        "  sources:",
        *(f"    - {scalar(one)}" for one in draft.sources),
    ]
    if draft.accepted:
        lines += ["accepted:  # 已经移到题库的", *(f"  {id_}: '{mark}'" for id_, mark in draft.accepted.items())]
    if draft.questions:
        lines.append("questions:")
        for question in draft.questions:
            lines += _written(question)
    return "\n".join(lines) + "\n"


def _written(question: DraftQuestion) -> Iterator[str]:
    yield f"  - id: {question.id}"
    yield f"    from: {scalar(question.came_from)}"
    yield f"    imported: '{question.imported}'"
    for remark in question.remarks:
        yield comment(remark, 4)
    for key, value in (*question.fields.items(), *question.more.items()):
        yield from value_lines(key, value, 4)
    if question.material:
        yield from block("material:", question.material, 4)
        yield f"    group: {scalar(question.group)}"
    for key, entries in (("undecided", question.undecided), ("cites_proposed", question.proposed)):
        if entries:
            yield f"    {key}:"
            for entry in entries:
                yield from _entry(entry, 6)
    if question.pictures:
        yield "    pictures:"
        yield from (f"      - {scalar(one)}" for one in question.pictures)
    if question.cites:
        yield "    cites:"
        yield from (f"      - {scalar(one)}" for one in question.cites)


def _entry(entry: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Write an object of a list."""
    first = True
    for key, value in entry.items():
        for line in value_lines(key, value, indent + 2):
            yield f"{' ' * indent}- {line.lstrip()}" if first else line
            first = False


def value_lines(key: str, value: Any, indent: int) -> Iterator[str]:
    """Write a key with a text, a list of texts, of lists or of objects."""
    space = " " * indent
    if isinstance(value, str):
        if key in ("stem", "explanation", "reference", "source_text", "hint", "text", "feedback") or "\n" in value:
            yield from block(f"{key}:", value, indent) if value.strip() else [f"{space}{key}: ''"]
        else:
            yield f"{space}{key}: {scalar(value)}"
        return
    if isinstance(value, Mapping):
        yield f"{space}{key}:"
        for inner, one in value.items():
            yield from value_lines(inner, one, indent + 2)
        return
    yield f"{space}{key}:"
    for one in value:
        if isinstance(one, Mapping):
            yield from _entry(one, indent + 2)
        elif isinstance(one, list):
            parts = [scalar(str(part)) for part in one]
            yield f"{space}  - - {parts[0]}"
            yield from (f"{space}    - {part}" for part in parts[1:])
        elif "\n" in str(one):
            yield from block("- ", str(one), indent + 2)
        else:
            yield f"{space}  - {scalar(str(one))}"
