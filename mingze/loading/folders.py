"""Ids of regulations' folders that travel (docs/decisions/017).

A folder that holds sources, terms, themes or banks of its own has ids of its own: inside it an id means the folder's
own thing first, then the site's; outside it is written ``regulation-id/id``. In the catalog, and so in addresses and
in what devices remember, the same is ``regulation-id--id``, which is an id like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Finding, Severity, Span, rule
from mingze.loading.files import FileKind
from mingze.loading.parse import Parsed
from mingze.model import Citation, Entity
from mingze.source import SourceFile
from mingze.values.fields import ID_PATTERN

JOINT = "--"
_OWN_FILES = ("sources", "themes", "glossary", "bank")
"""Kinds of files that make a folder travel when it holds one."""
_DEFINED = {
    "Duty": "duty",
    "KeyPoint": "key_point",
    "ScopeGroup": "scope",
    "Source": "source",
    "Theme": "theme",
    "Term": "term",
    "BankSettings": "bank",
    "BaseQuestion": "question",
    "QuestionGroup": "question",
}
_NAMED = {
    ("Duty", "themes"): "theme",
    ("Duty", "implements"): "implemented",
    ("Duty", "same_as"): "duty",
    ("Explanation", "duty"): "duty",
    ("Addition", "duty"): "duty",
    ("Point", "duties"): "duty",
    ("Term", "not_to_confuse"): "term",
    ("BaseQuestion", "apart_from"): "question",
    ("PaperSettings", "banks"): "bank",
    ("PaperSection", "banks"): "bank",
    ("PaperSection", "bank_quotas"): "bank",
    ("ReviewedTexts", "texts"): "question",
    ("ReviewedTexts", "explanations"): "duty",
    ("ReviewedTexts", "key_points"): "key_point",
}
"""What a field names by id; ``sources`` of any entity names sources."""
_MERGED = ("source", "theme", "term")
"""What may stand in a folder just as it stands on the site."""
_TERM_LINK = re.compile(rf"\[\[((?:{ID_PATTERN}/)?{ID_PATTERN})\]\]")
_LONGEST = 64


class ReadFile(Struct, frozen=True):
    """A file as it was read: its kind, its text, its content, and what its path says of it."""

    kind: FileKind
    source: SourceFile
    parsed: Parsed
    parts: dict[str, str]
    scope: str
    names_others: bool
    """Whether it may name what stands in another regulation's folder."""

    @property
    def regulation(self) -> str:
        """The regulation whose folder holds it, "" for none."""
        return self.parts.get("regulation", "")


@rule(Severity.NOTE)
def same_record_twice(span: Span, what: str, id_: str, first: str) -> Iterator[Finding]:
    """文件夹里自带的来源、主题、术语，与站上已有的一模一样时，并成一条。

    从别的站抄来的文件夹，常带着本站已有的来源。内容逐字相同，就不重复列出。

    改法：不用改。两处内容不同时，各算各的；想合成一条，就改成一样，或删掉文件夹里的一条。
    """
    yield Finding(span, f"{what} `{id_}` 与 {first} 相同，已并成一条", "不用改")


@rule()
def id_too_long_outside(span: Span, regulation: str, id_: str) -> Iterator[Finding]:
    """文件夹编号与里面的编号合起来不太长。

    自带来源、术语、主题或题库的文件夹，里面的编号在全站写成“文件夹编号--编号”，网址和学习记录都用它，最长 64 个字符。

    改法：把编号或文件夹的编号改短。
    """
    length = len(regulation) + len(JOINT) + len(id_)
    yield Finding(span, f"文件夹编号 `{regulation}` 加上 `{id_}` 共 {length} 个字符，最多 {_LONGEST} 个", "把编号改短")


class _Ids(Struct):
    """What a site's files define."""

    site: dict[tuple[str, str], Any] = field(default_factory=dict)
    own: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    """The regulation of each duty with an id of the whole site."""
    same: dict[tuple[str, str, str], tuple[str, Any]] = field(default_factory=dict)
    """Own records that stand elsewhere just so: the id they go by, and the record they are the same as."""

    def find_same(self) -> None:
        """Find the records of folders that repeat others word for word."""
        first: dict[tuple[str, str], list[tuple[str, Any]]] = {}
        for (kind, id_), entity in self.site.items():
            first.setdefault((kind, id_), []).append((id_, entity))
        for kind in _MERGED:  # sources first: terms name them
            for (own_kind, regulation, id_), entity in self.own.items():
                if own_kind != kind:
                    continue
                known = first.setdefault((kind, id_), [])
                names = getattr(entity, "sources", ())
                shared = all(
                    ("source", regulation, s) not in self.own or ("source", regulation, s) in self.same for s in names
                )
                same = next((one for one in known if one[1] == entity), None) if shared else None
                if same:
                    self.same[kind, regulation, id_] = same
                else:
                    known.append((f"{regulation}{JOINT}{id_}", entity))


class Folders:
    """Which ids each travelling folder defines, and what an id means where it stands."""

    def __init__(self, files: Iterable[ReadFile]) -> None:
        files = list(files)
        self.travelling = frozenset(f.regulation for f in files if f.regulation and f.kind.name in _OWN_FILES)
        self._contents = [(file.regulation, file.parsed.content) for file in files]

    @cached_property
    def _ids(self) -> _Ids:
        """Found when the first is asked for: in most sites nothing is named out of another folder."""
        found = _Ids()
        for regulation, content in sorted(self._contents, key=lambda one: one[0] in self.travelling):
            for kind, entity in defined(content):
                if regulation in self.travelling:
                    found.own.setdefault((kind, regulation, entity.id), entity)
                else:
                    found.site.setdefault((kind, entity.id), entity)
                    if kind == "duty":
                        found.home.setdefault(entity.id, regulation)
        found.find_same()
        return found

    def same_as(self, file: ReadFile, entity: Entity) -> Any:
        """Return the record elsewhere that an own record, as it was read, repeats word for word, or None."""
        kind = _kind_of(type(entity)) if file.regulation in self.travelling else ""
        found = self._ids.same.get((kind, file.regulation, getattr(entity, "id", ""))) if kind else None
        return found[1] if found and self._ids.own[kind, file.regulation, entity.id] is entity else None  # type: ignore[attr-defined]

    def is_too_long(self, file: ReadFile, id_: str) -> bool:
        """Whether an id of a file is too long outside its folder."""
        return file.regulation in self.travelling and len(file.regulation) + len(JOINT) + len(id_) > _LONGEST

    def outside(self, file: ReadFile, value: Any) -> Any:
        """Return a file's content with the ids it defines and names as the whole site knows them."""
        if not self.travelling and not file.names_others:
            return value
        return self._entity_or(value, file.regulation)

    def _entity_or(self, value: Any, regulation: str) -> Any:
        if isinstance(value, tuple):
            return self._tuple(value, lambda one: self._entity_or(one, regulation))
        return self._entity(value, regulation) if isinstance(value, Entity) else value

    def _entity(self, entity: Entity, regulation: str) -> Entity:
        changed = {}
        for name, value in entity:
            new = self._value(type(entity), name, value, regulation)
            if new is not value:
                changed[name] = new
        return entity.model_copy(update=changed) if changed else entity

    def _value(self, owner: type, field: str, value: Any, regulation: str) -> Any:
        if isinstance(value, tuple):
            return self._tuple(value, lambda one: self._value(owner, field, one, regulation))
        if isinstance(value, Entity):
            return self._entity(value, regulation)
        if isinstance(value, Citation):
            if value.kind not in ("duty", "term"):
                return value
            id_ = self.meant(value.kind, value.id, regulation)
            return value if id_ == value.id else Citation(value.kind, id_)
        kind = "source" if field == "sources" else _field_kind(owner, field)
        if isinstance(value, dict):
            named = {self.meant(kind, key, regulation): one for key, one in value.items()} if kind else value
            return value if named == value else named
        if type(value) is not str:
            return value
        if kind:
            new = self.meant(kind, value, regulation)
        elif field == "id" and (defined := _kind_of(owner)):
            new = self._known_as(defined, regulation, value)
        else:
            new = (
                _TERM_LINK.sub(lambda m: f"[[{self.meant('term', m[1], regulation)}]]", value)
                if "[[" in value
                else value
            )
        return value if new == value else new

    @staticmethod
    def _tuple(values: tuple[Any, ...], change: Any) -> tuple[Any, ...]:
        changed = tuple(change(one) for one in values)
        return changed if any(a is not b for a, b in zip(values, changed, strict=True)) else values

    def _known_as(self, kind: str, regulation: str, id_: str) -> str:
        if (kind, regulation, id_) in self._ids.same:
            return self._ids.same[kind, regulation, id_][0]
        return f"{regulation}{JOINT}{id_}" if (kind, regulation, id_) in self._ids.own else id_

    def meant(self, kind: str, written: str, regulation: str) -> str:
        """Return the id that a name means in a regulation's folder ("" outside); an unknown one as written."""
        named, slash, local = written.rpartition("/")
        implemented = kind == "implemented"
        kind = "duty" if implemented else kind
        if slash:
            if (kind, named, local) in self._ids.own:
                return self._known_as(kind, named, local)
            is_theirs = (kind, local) in self._ids.site and (kind != "duty" or self._ids.home.get(local) == named)
            return local if is_theirs and not implemented else written
        if (kind, regulation, local) in self._ids.own:
            return self._known_as(kind, regulation, local)
        if (kind, local) in self._ids.site:
            return local
        owners = [r for r in self.travelling if (kind, r, local) in self._ids.own]
        return self._known_as(kind, owners[0], local) if len(owners) == 1 else local

    def as_written(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a diagnostic whose words name ids as the trainer writes them where the fault stands."""
        for regulation in self.travelling:
            joint = re.compile(rf"(?<![a-z0-9-]){re.escape(regulation)}{JOINT}(?=[a-z0-9])")
            inside = diagnostic.span.file.startswith(f"data/regulations/{regulation}/")
            name = "" if inside else f"{regulation}/"
            message, help_ = joint.sub(name, diagnostic.message), joint.sub(name, diagnostic.help)
            if (message, help_) != (diagnostic.message, diagnostic.help):
                diagnostic = replace(diagnostic, message=message, help=help_)
        return diagnostic


def defined(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every entity within a file's content that has an id of its own, with its kind."""
    if isinstance(value, tuple):
        for one in value:
            yield from defined(one)
    elif isinstance(value, Entity):
        kind = _kind_of(type(value))
        if kind:
            yield kind, value
        for name in _holding(type(value)):
            yield from defined(getattr(value, name))


@lru_cache(maxsize=256)
def _holding(type_: type[Entity]) -> tuple[str, ...]:
    """Return the fields under which entities of a type hold others; asking each of thousands is slow."""
    names = ("bank", "questions", "duties", "key_points", "groups")
    return tuple(name for name in names if name in type_.model_fields or hasattr(type_, name))


@lru_cache(maxsize=256)
def _kind_of(type_: type) -> str:
    return next((_DEFINED[base.__name__] for base in type_.__mro__ if base.__name__ in _DEFINED), "")


@lru_cache(maxsize=1024)
def _field_kind(owner: type, field: str) -> str:
    return next((_NAMED[base.__name__, field] for base in owner.__mro__ if (base.__name__, field) in _NAMED), "")
