"""Make the folder of a list: its duties by post, its posts among those of the site, ids that stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct, field

from mingze.dates import build_day
from mingze.loading import Loaded
from mingze.model import Level
from mingze.source import Value
from mingze.values.choices import plain_word
from mingze.workbook.cell_text import clean
from mingze.workbook.changes import Changes, FileChanges
from mingze.workbook.faults import CellFault, Place
from mingze.workbook.lists.cell_duties import title_of
from mingze.workbook.lists.found import EnterpriseList, ListedDuty
from mingze.workbook.new_ids import LONGEST_FOLDER, longest_in, new_id
from mingze.workbook.record_fields import Values, list_of, text_of
from mingze.workbook.yaml_edit import Editor, apply, fresh_file

_SOURCE = "list"
_LONGEST_LINE = 200
_LONGEST_SHORT = 20


class ListDraft(Struct):
    """What taking a list in writes, and how it stands to what is there."""

    folder: str
    title: str
    changes: Changes = field(default_factory=Changes)
    new: list[tuple[str, str, ListedDuty]] = field(default_factory=list)
    """Duties that come in: their post's name, their id, what the list says."""
    same: int = 0
    gone: list[tuple[str, str]] = field(default_factory=list)
    """Duties of the folder that the list no longer has: id and text."""
    new_posts: dict[str, str] = field(default_factory=dict)
    """Ids of posts that the site did not have, by name."""


def make_draft(root: Path, loaded: Loaded, found: EnterpriseList, id_: str = "", title: str = "") -> ListDraft:
    """Work out the files of a list; nothing is written."""
    title = title or found.title or PurePath(found.workbook.name).stem
    regulation = id_ or new_id(title, "", (), LONGEST_FOLDER)
    draft = ListDraft(f"data/regulations/{regulation}", title)
    known = loaded.catalog.regulations.get(regulation)
    if known is not None and known.chapters:
        message = f"`{regulation}` 是《{known.title}》，有条文，不是单位的清单"
        fault = CellFault("value-not-known", Place(found.workbook.name), message, "用 --id 另起一个编号")
        draft.changes.faults.append(fault)
        return draft
    if found.items:
        maker = _Maker(root, loaded, draft)
        posts = maker.add_posts(found)
        if known is None:
            maker.add_frame(regulation)
        for name, items in found.posts.items():
            maker.add_duties(name, posts[name], items)
        _find_gone(loaded, draft, found, posts)
    return draft


class _Maker:
    """Puts a list into files of a site."""

    def __init__(self, root: Path, loaded: Loaded, draft: ListDraft) -> None:
        self.root, self.loaded, self.draft = root, loaded, draft
        self.longest = longest_in(PurePath(draft.folder).name)
        self.taken = {id_.rpartition("--")[2] for id_ in loaded.catalog.duties}

    def add_posts(self, found: EnterpriseList) -> dict[str, str]:
        """Add the posts that the site does not have; returns the id of each, known ones by any of their names."""
        roles = self.loaded.catalog.roles
        names: dict[str, str] = {}
        for role in roles.values():
            for name in (role.name, role.short_name, *role.aliases):
                names.setdefault(plain_word(name), role.id)
        out: dict[str, str] = {}
        for name in found.posts:
            id_ = names.get(plain_word(name))
            if id_ is None:
                id_ = new_id(name, "", {*roles, *out.values()})
                self.draft.new_posts[name] = id_
            out[name] = id_
        last = max((role.order for role in roles.values()), default=0)
        records: list[dict[str, Value]] = [
            {"id": id_, "name": name[:_LONGEST_LINE], "short_name": name[:_LONGEST_LINE], "order": str(last + n)}
            for n, (name, id_) in enumerate(self.draft.new_posts.items(), 1)
        ]
        if records:
            self._add("data/roles.yml", records)
        return out

    def add_frame(self, regulation: str) -> None:
        """Add what says what the list is, and where it comes from."""
        day, title = f"{build_day():%Y-%m-%d}", self.draft.title[:_LONGEST_LINE]
        short, level = self.draft.title[:_LONGEST_SHORT], Level.UNIT.value
        self._write(
            f"{self.draft.folder}/regulation.yml",
            {"id": regulation, "title": title, "short_title": short, "compiled_on": day, "level": level},
        )
        source: dict[str, Value] = {"id": _SOURCE, "title": title, "kind": "compilation", "date": day}
        self._write(f"{self.draft.folder}/sources.yml", [source])

    def add_duties(self, name: str, role: str, items: list[ListedDuty]) -> None:
        """Add the duties of one post that its file does not have yet; the same text is the same duty."""
        file = f"{self.draft.folder}/duties/{role}.yml"
        there = {clean(text_of(one, "text")) for one in _entries(self.loaded, file)}
        records: list[dict[str, Value]] = []
        for item in items:
            wording = item.wording
            if wording.text in there:
                self.draft.same += 1
                continue
            there.add(wording.text)
            short = title_of(wording.text)
            id_ = new_id(short, role, self.taken, self.longest)
            self.taken.add(id_)
            title = f"{item.side}：{short}" if item.side else short
            record: dict[str, Value] = {"id": id_, "title": title, "text": wording.text}
            record |= {"frequency": wording.frequency} if wording.frequency else {}
            record |= {"standard": wording.standard} if wording.standard else {}
            records.append({**record, "sources": [_SOURCE]})
            self.draft.new.append((name, id_, item))
        if records and file in self.loaded.origins.files:
            self._add(file, records)
        elif records:
            self._write(file, {"role": role, "duties": list(records)})

    def _add(self, file: str, records: list[dict[str, Value]]) -> None:
        source = self.loaded.origins.files.get(file)
        if source is None:
            self._write(file, records)
            return
        before = (self.root / file).read_bytes()
        path = () if isinstance(source.values, list) else ("duties",)
        edits = list(Editor(source).add(path, records, None))
        self.draft.changes.files[file] = FileChanges(file, before, apply(before, edits))

    def _write(self, file: str, values: Mapping[str, Value] | Sequence[Mapping[str, Value]]) -> None:
        self.draft.changes.files[file] = FileChanges(file, None, fresh_file(values))


def _entries(loaded: Loaded, file: str) -> Iterator[Values]:
    source = loaded.origins.files.get(file)
    values: Mapping[str, Value] = source.values if source and isinstance(source.values, dict) else {}
    return (one for one in list_of(values.get("duties")) if isinstance(one, dict))


def _find_gone(loaded: Loaded, draft: ListDraft, found: EnterpriseList, posts: Mapping[str, str]) -> None:
    listed = {(posts[item.post], item.wording.text) for item in found.items}
    for file in loaded.origins.files:
        if file.startswith(f"{draft.folder}/duties/"):
            role = PurePath(file).stem
            for one in _entries(loaded, file):
                if (role, clean(text_of(one, "text"))) not in listed:
                    draft.gone.append((text_of(one, "id"), clean(text_of(one, "text"))))
