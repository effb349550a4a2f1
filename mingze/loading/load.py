"""Load a whole site: every file read, parsed and put together, every fault of the tree in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Span
from mingze.loading.assemble import Assembler, Contents, id_of, id_span
from mingze.loading.base_site import SETTINGS, Floor, Floors, floors_of
from mingze.loading.collector import collector_paused
from mingze.loading.files import DRAFTS, KINDS, FileKind, in_order, kind_of, list_files, missing_file
from mingze.loading.folders import Folders, ReadFile, defined, id_too_long_outside
from mingze.loading.gather_names import Read, gather_names, gives_names
from mingze.loading.hiding import numbers_mean, upon
from mingze.loading.one_file import parsed_as, read_whole, reading_of
from mingze.loading.origins import Gaps, Origins
from mingze.loading.parse import Parsed
from mingze.loading.places import belongs_at, misnamed_folders, misplaced_file, orphan_file
from mingze.loading.read_along import onlooker
from mingze.loading.read_before import ReadBefore
from mingze.model import Catalog
from mingze.source import SourceFile, SourceReadLater, read_bytes
from mingze.telling import Tally
from mingze.values.named import Named


class Loaded(Struct, frozen=True):
    """What loading a site gives: as much of the catalog as could be read, and all faults met on the way."""

    catalog: Catalog
    origins: Origins
    gaps: Gaps
    diagnostics: list[Diagnostic]
    folders: Folders
    """The regulations' folders with ids of their own."""
    floors: Floors = field(default_factory=Floors)
    """The sites it stands on."""
    named: Named = field(default_factory=Named)
    """What names stand for in it."""


def load_catalog(
    root: FilePath,
    home: FilePath | None = None,
    before: ReadBefore | None = None,
    only: Iterable[str] | None = None,
) -> Loaded:
    """Load the site below ``root``. Never raises for what the files hold; see ``diagnostics``.

    ``home`` is where the site lies whose copy ``root`` is: paths to a base are taken from there. ``before`` holds what
    this process has read of the site's files, and is brought up to date. ``only`` are the files that are read, as if no
    others were there; None for all.
    """
    with collector_paused():
        return _Loader(root, home or root, before).load(only)


_Way: TypeAlias = Callable[[], Read | None]


class _Loader:
    def __init__(self, root: FilePath, home: FilePath, before: ReadBefore | None) -> None:
        self.root, self.home = root, home
        self._before = before
        self.floors = Floors()
        self.origins = Origins()
        self.gaps = Gaps()
        self.diagnostics: list[Diagnostic] = []
        self.contents: Contents = {kind.name: [] for kind in KINDS}
        self._ways: dict[str, Callable[[], SourceFile | None]] = {}
        """How files without faults are read once more, which are not kept by then."""
        self._lets_go = False
        self._told: dict[str, set[int]] = {}
        """Lines with faults, by file."""
        self._merged: set[int] = set()
        self._named = Named()
        self.folders = Folders(())

    def load(self, only: Iterable[str] | None) -> Loaded:
        if self._before:
            self._before.begin()
        files = list_files(self.root) if only is None else in_order(only)
        meant = self._meant_places(files)
        self._lets_go = self._before is None and len(meant) > _MANY
        self.diagnostics += misnamed_folders(self.root)
        own = [(place, partial(self._read, file, place)) for file, place in meant.items()]
        for n, (place, read_settings) in enumerate(own):
            if place == SETTINGS:
                own[n] = place, partial(_found, read_settings())
        self.floors = floors_of(self.origins.files.get(SETTINGS), self.home)
        self.diagnostics += self.floors.faults
        places = set[str]()
        ways: list[tuple[str, str, _Way]] = []
        for floor in self.floors.floors:
            places.update(floor.files)
            only = _only_one(_regulations(places))
            ways += [(file, only, partial(self._read_brought, floor, file)) for file in floor.files]
        places.update(meant.values())
        regulations = _regulations(places)
        ways += [(place, _only_one(regulations), read) for place, read in own]
        read = list(self._typed(ways))
        self.origins.in_order(meant)
        self.folders = Folders(read)
        for one in read:
            self._keep(one)
        begun = places == {KINDS[0].globs[0]}  # settings alone: there is nobody to be named yet
        for kind in KINDS[:1] if begun else KINDS[:2]:  # the site's settings and its roles
            (file,) = kind.globs
            if file not in places:
                self.diagnostics += missing_file(file, kind.title)
                self.gaps.add_scope(kind.name, "")
        for regulation in regulations:
            expected = f"data/regulations/{regulation}/regulation.yml"
            if expected not in places:
                self.diagnostics += missing_file(expected, "规定")
                self.gaps.add_scope("regulation", regulation)
        assembler = Assembler(self.contents, self.origins, self.gaps, self._merged)
        catalog = assembler.catalog()
        self.diagnostics += assembler.diagnostics
        if self.floors.floors:
            catalog, faults = upon(catalog, self.floors, self.origins)
            self.diagnostics += faults
        if len(regulations) > 1:
            catalog = replace(catalog, numbers_mean=numbers_mean(catalog, self.origins))
        told = sorted(self.diagnostics, key=Diagnostic.sort_key)
        return Loaded(catalog, self.origins, self.gaps, told, self.folders, self.floors, self._named)

    def _typed(self, ways: Iterable[tuple[str, str, _Way]]) -> Iterator[ReadFile]:
        """Read and type files, given where each stands, the only regulation that its numbers can mean, and its reader.

        Those that say what names mean come first. The others, which are most of a site, are read one by one, and let
        go once they are typed.
        """
        waiting: list[tuple[str, _Way | Read | None]] = []
        for place, only, read in ways:
            known = kind_of(place)
            waiting.append((only, read() if known and gives_names(known[0]) else read))
        giving = [one for _, one in waiting if isinstance(one, tuple)]
        named = self._before.names(giving) if self._before else gather_names(giving)
        self._named = named
        tally = Tally("读文件", len(waiting))
        for n, (only, one) in enumerate(waiting):
            found = one() if callable(one) else one
            waiting[n] = only, None
            tally.one()
            if found and (typed := self._parse(*found, only, named)):
                yield typed

    def _meant_places(self, files: list[str]) -> dict[str, str]:
        """Return the files to be read, each with the path it should have: misplaced ones are read as if it were so."""
        places = {file: _as_named(file) for file in files if kind_of(file)}
        for file in files:
            if file in places:
                continue
            try:
                with (self.root / file).open("rb") as opened:
                    head = opened.read(_HEAD).decode("utf-8", "replace")
            except OSError:
                head = ""
            target = belongs_at(file, head)
            if target and kind_of(target) and target not in places.values():
                self.diagnostics += misplaced_file(file, target)
                places[file] = target
            elif not file.startswith(DRAFTS):
                self.diagnostics += orphan_file(file, places.values(), target)
        return places

    def _read(self, file: str, place: str) -> Read | None:
        return self._source(file, place, partial(read_bytes, self.root, file))

    def _read_brought(self, floor: Floor, file: str) -> Read | None:
        """Read a file of a site below; faults name it as it is found from here."""
        shown = f"{floor.shown}{file}"
        self.origins.brought.add(shown)
        return self._source(shown, file, partial(floor.read, file))

    def _source(self, file: str, place: str, read: Callable[[], tuple[bytes | None, list[Diagnostic]]]) -> Read | None:
        found = kind_of(place)
        assert found is not None
        kind, parts = found
        source: SourceFile | None = None
        data, faults = read()
        faults = [replace(one, span=Span(file)) for one in faults]
        if data is not None:
            make = partial(reading_of, kind, file, data)
            source, faults = self._before.reading(file, place, data, make) if self._before else make()
        self.diagnostics += faults
        if source is None:
            self.gaps.add_scope(kind.name, _scope(parts))
            return None
        self.origins.keep(source)
        self._told[file] = {d.span.line for d in faults}
        if self._lets_go and not faults:
            self._ways[file] = partial(read_whole, kind, file, parts, read)
            if data is not None and (looks := onlooker()):
                looks(source, data)
        return kind, source, parts

    def _parse(
        self, kind: FileKind, source: SourceFile, parts: dict[str, str], only_regulation: str, named: Named
    ) -> ReadFile | None:
        scope = _scope(parts)
        regulation = parts.get("regulation") or only_regulation
        self.origins.meant[source.file] = regulation
        make = partial(parsed_as, kind, source, parts, regulation, named)
        source, parsed = self._before.parsing(source, regulation, make) if self._before else make()
        if any(d.code == "wrong-shape" for d in parsed.faults):
            from mingze.source.closely import read_again  # noqa: PLC0415  (takes long to load, and is seldom wanted)

            again, slips = read_again(source)
            if slips:  # an entry that slid out of its list
                self.origins.keep(again)
                source, parsed = parsed_as(kind, again, parts, regulation, named)
                self.diagnostics += slips
                self._told[source.file] |= {d.span.line for d in slips}
        told = self._told[source.file]  # what a line's spelling explains is not told again
        self.diagnostics += [d for d in parsed.faults if d.span.line not in told]
        if parsed.content is None:
            self.gaps.add_scope(kind.name, scope)
            return None
        self._note_dropped(kind, source, parsed, scope)
        names_others = "/" in source.text.text
        way = self._ways.pop(source.file, None)
        if way and not parsed.faults:
            source = SourceReadLater(source, way)
            self.origins.keep(source)
        return ReadFile(kind, source, parsed, parts, scope, names_others)

    def _keep(self, file: ReadFile) -> None:
        """Keep a file's content with the ids the whole site knows, and the places of its entities."""
        content = self.folders.outside(file, file.parsed.content)
        self.origins.remember(content, file.source, file.parsed.original_path)
        self.contents[file.kind.name].append((file.source, content, file.parts))
        if isinstance(content, tuple):
            pairs = zip(file.parsed.content, content, strict=True)
            self._merged |= {id(known) for typed, known in pairs if self.folders.same_as(file, typed)}
        if file.regulation not in self.folders.travelling:
            return
        for (_, typed), (kind, known) in zip(defined(file.parsed.content), defined(content), strict=True):
            if self.folders.is_too_long(file, id_of(typed)):
                span = file.source.span(("bank", "id")) if kind == "bank" else id_span(self.origins, known)
                self.diagnostics += id_too_long_outside(span, file.regulation, id_of(typed))

    def _note_dropped(self, kind: FileKind, source: SourceFile, parsed: Parsed, scope: str) -> None:
        """Remember what the left-out entries are called; an entry without a readable id hides its whole file."""
        for path in parsed.dropped:
            value: Any = source.values
            for step in path:
                value = value[step]
            name = next(
                (value[k] for k in ("id", "duty", "clause", "role") if isinstance(value, dict) and k in value), ""
            )
            entry = str(path[0]) if path and isinstance(path[0], str) else kind.name
            self.gaps.add(entry, str(name), scope)
            for inner in value.get("questions") or () if isinstance(value, dict) else ():  # those of a group
                if isinstance(inner, dict) and "id" in inner:
                    self.gaps.add(entry, str(inner["id"]), scope)
            if not name:
                self.gaps.add_scope(entry, scope)
            if kind.name in ("regulation", "version"):
                self.gaps.add_scope(kind.name, scope)


def _found(found: Read | None) -> Read | None:
    """Hand over what was read before."""
    return found


def _as_named(file: str) -> str:
    """Return a data file's path with the ending written as everywhere."""
    return file[:-4] + ".yml" if file[-4:].lower() == ".yml" else file


_MANY = 500
"""With more files than these, texts are let go: a smaller site is read once and kept, however many places are told."""
_HEAD = 4000
"""So many bytes of a file show what it holds."""


def _scope(parts: Mapping[str, str]) -> str:
    """Name a file among those of its kind: by its regulation and stem, as far as its path tells them."""
    return "/".join(v for k in ("regulation", "stem") if (v := parts.get(k)))


def _regulations(places: Iterable[str]) -> list[str]:
    """Return the ids of the regulations that have files, sorted."""
    return sorted({m["regulation"] for f in places if (k := kind_of(f)) and (m := k[1]).get("regulation")})


def _only_one(regulations: list[str]) -> str:
    """Return what a clause means that names no regulation, "" where there are several.

    A site's files mean what they meant before another site came upon them.
    """
    return regulations[0] if len(regulations) == 1 else ""
