"""References as a trainer reads and types them: names and clauses in Chinese, with the id where a name is long."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from mingze.loading import Loaded, kind_of
from mingze.loading.files import DRAFTS
from mingze.loading.gather_names import gather_names
from mingze.model import ClauseKey
from mingze.source import SourceFile, read_bytes, read_source
from mingze.values.choices import plain_word
from mingze.values.clause import CLAUSE_PATTERN
from mingze.values.fields import ID_PATTERN
from mingze.values.named import Named, read_clause
from mingze.workbook.faults import CannotRead

_BY_NAME = frozenset({"role", "theme", "bank", "regulation"})
"""Kinds shown by their name alone: there are few, and trainers know them so."""
_TITLES = {
    "role": "岗位", "theme": "主题", "bank": "题库", "regulation": "规定", "source": "来源", "term": "术语",
    "case": "案例", "duty": "职责",
}  # fmt: skip
_CUT = 18
_REFERENCE = re.compile(rf"(?:{ID_PATTERN}/)?{ID_PATTERN}")
_CLAUSE = re.compile(rf"(?:{ID_PATTERN}/)?(?:{CLAUSE_PATTERN})")
_PREFIXES = {"术语": "term", "term": "term", "案例": "case", "case": "case"}


class References:
    """Shows references of one site and reads them back; a ``regulation`` is the folder they stand in, "" for none."""

    def __init__(self, loaded: Loaded, root: Path | None = None) -> None:
        self.loaded = loaded
        self._root = root
        self.catalog = loaded.catalog
        self._announced: dict[str, dict[str, str]] = {}

    def announce(self, kind: str, id_: str, name: str) -> None:
        """Let references name what is to be made along with them."""
        self._announced.setdefault(kind, {})[plain_word(name)] = id_

    def ids(self, kind: str) -> list[str]:
        """Return the ids of everything of a kind, what is to be made last."""
        return list(dict.fromkeys([*self._names[kind], *self._announced.get(kind, {}).values()]))

    @cached_property
    def drafts(self) -> Mapping[str, SourceFile]:
        """Files of ``quizzes/drafts/``, which loading passes by; none where the site's folder was not given."""
        folder = self._root / DRAFTS if self._root else None
        out = {}
        for place in sorted(folder.glob("*.yml")) if folder and folder.is_dir() else ():
            file = f"{DRAFTS}{place.name}"
            data, _ = read_bytes(self._root or place, file)
            source, faults = read_source(file, data) if data is not None else (None, [])
            if source is not None and not any(fault.is_error for fault in faults):
                out[file] = source
        return out

    def source_of(self, file: str) -> SourceFile | None:
        """Return a file of the site, or of its drafts, as it was read."""
        return self.loaded.origins.files.get(file) or self.drafts.get(file)

    @cached_property
    def named(self) -> Named:
        """Names of everything, as loading gathers them."""
        return gather_names(
            [
                (kind, source, parts)
                for file, source in self.loaded.origins.files.items()
                for kind, parts in [kind_of(file) or (None, {})]
                if kind
            ]
        )

    @cached_property
    def _names(self) -> dict[str, Mapping[str, str]]:
        catalog = self.catalog
        return {
            "role": {k: v.name for k, v in catalog.roles.items()},
            "theme": {k: v.title for k, v in catalog.themes.items()},
            "bank": {k: v.bank.title for k, v in catalog.banks.items()},
            "regulation": {k: v.title for k, v in catalog.regulations.items()},
            "source": {k: v.title for k, v in catalog.sources.items()},
            "term": {k: v.name for k, v in catalog.terms.items()},
            "case": {k: v.title for k, v in catalog.cases.items()},
            "duty": {k: v.title for k, v in catalog.duties.items()},
        }

    def own_regulation(self, regulation: str) -> str:
        """Return the regulation that an unqualified clause means in a folder, or on a site with only one."""
        if regulation or len(self.catalog.regulations) != 1:
            return regulation
        return next(iter(self.catalog.regulations))

    def meant(self, kind: str, written: str, regulation: str) -> str:
        """Return the id by which the whole site knows a reference."""
        return self.loaded.folders.meant(kind, written, regulation)

    def name(self, kind: str, written: str, regulation: str) -> str:
        """Return what a reference is called, "" where nothing has that id."""
        id_ = written if written in self._names[kind] else self.meant(kind, written, regulation)
        return self._names[kind].get(id_, "")

    def names(self, kind: str) -> list[str]:
        """Return the names of everything of a kind, for drop-down lists."""
        return list(dict.fromkeys(self._names[kind].values()))

    def show(self, kind: str, written: str, regulation: str) -> str:
        """Return a reference as a cell shows it; one that leads nowhere, or is a name already, as it was written."""
        written = written.strip()
        name = self.name(kind, written, regulation)
        if not name:
            return written
        if kind in _BY_NAME and len(self.named.of(kind, name)) == 1:
            return name
        return f"{written} {name if len(name) <= _CUT else name[:_CUT] + '…'}"

    def read(self, kind: str, text: str, regulation: str) -> str:
        """Return the id that a cell's text means. Raises `CannotRead` where it means none, or several."""
        head = unicodedata.normalize("NFKC", text.split(maxsplit=1)[0]) if text.split() else ""
        rest = text[len(text.split(maxsplit=1)[0]) :].strip() if head else ""
        if _REFERENCE.fullmatch(head) and (name := self.name(kind, head, regulation)):
            if rest and not plain_word(name).startswith(plain_word(rest.rstrip("…"))):
                raise CannotRead(
                    f"编号 `{head}` 是“{name}”，后面写的却是“{rest}”", "只留编号，或只留名称", "value-not-known"
                )
            return head
        if announced := self._announced.get(kind, {}).get(plain_word(text)):
            return announced
        found = self.named.of(kind, text)
        own = tuple(i for i in found if regulation and i.startswith(f"{regulation}/"))
        found = own or tuple(i for i in found if "/" not in i) or found
        if len(found) == 1:
            return found[0].removeprefix(f"{regulation}/") if own else found[0]
        if found:
            raise CannotRead(f"“{text}”有几个：{'、'.join(found)}", "写编号", "value-not-known")
        raise CannotRead(f"没有叫“{text}”的{_TITLES[kind]}", self._advice(kind, text), "value-not-known")

    def _advice(self, kind: str, text: str) -> str:
        names = self._names[kind]
        near = difflib.get_close_matches(text, [*names.values(), *names], 3, 0.5)
        if near:
            return f"相近的有：{'、'.join(near)}"
        if len(names) <= 12:
            return f"可以写：{'、'.join(names.values()) or '（还没有，先在 YAML 里写）'}"
        return "写编号，或一字不差的名称"

    def show_clause(self, written: str, regulation: str) -> str:
        """Return a clause key as statutes write it: 第五条第（二）项, with its regulation where there are several."""
        own = self.own_regulation(regulation)
        key = self._clause(written.strip(), own)
        if key is None:
            return written.strip()
        label = key.label(self.catalog.citation_style)
        if key.regulation == own:
            return label
        found = self.catalog.regulations.get(key.regulation)
        return f"《{found.title}》{label}" if found else written.strip()

    def read_clause(self, text: str, regulation: str) -> str:
        """Return the clause key that a cell's text means. Raises `CannotRead`."""
        own = self.own_regulation(regulation)
        try:
            key = self._clause(text, own)
        except ValueError as error:
            raise CannotRead(str(error), "写成 第五条第（二）项 的样子", "value-not-known") from None
        if key is None:
            raise CannotRead(f"“{text}”不是条款", "写成 第五条第（二）项 的样子")
        return key.local if key.regulation == regulation else str(key)

    def _clause(self, text: str, own: str) -> ClauseKey | None:
        if not text.isascii():
            return read_clause(text, own, self.named)
        return ClauseKey.parse(text, own) if _CLAUSE.fullmatch(text) and ("/" in text or own) else None

    def show_citation(self, written: str, regulation: str) -> str:
        """Return what a question or term rests on as a cell shows it: a clause, a duty, 术语：…, 案例：…."""
        kind, colon, name = written.strip().replace("：", ":", 1).partition(":")
        if colon and (known := _PREFIXES.get(kind)):
            return f"{_TITLES[known]}：{self.show(known, name, regulation)}"
        try:
            if self._clause(written.strip(), self.own_regulation(regulation)):
                return self.show_clause(written, regulation)
        except ValueError:
            return written.strip()
        return self.show("duty", written, regulation)

    def read_citation(self, text: str, regulation: str) -> str:
        """Return the reference that a cell's text means. Raises `CannotRead`."""
        kind, colon, name = text.replace("：", ":", 1).partition(":")
        if colon and (known := _PREFIXES.get(kind.strip())):
            return f"{known}:{self.read(known, name.strip(), regulation)}"
        if re.match(rf"《|第?[0-9零〇一二两三四五六七八九十百千]+[条章]|(?:{ID_PATTERN}/)?(?:art|ch)\d", text):
            return self.read_clause(text, regulation)
        return self.read("duty", text, regulation)


def ids_in(texts: Iterable[str]) -> list[str]:
    """Return the first word of each text: the id where a name stands behind it."""
    return [text.split()[0] for text in texts if text.split()]
