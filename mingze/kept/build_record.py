"""What a finished build was made of and what it wrote, so that the next one can tell that it has nothing to do.

A record holds while everything is the same that decides what a build makes: every file it was made from, the program's
own files and the libraries, what was asked for, dates and settings of the environment; and every file it wrote. A
damaged record is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from mingze.dates import build_day, edited_at, source_date_epoch
from mingze.kept.cache_place import cache_folder
from mingze.kept.prints import NONE_OWN, Entry, are_untouched, clock_of, is_same, is_untouched, taken
from mingze.kept.standing import SITE, Standing, written_places

_PROGRAM = Path(__file__).parent.parent
_FOLDER = "builds"
_MOST = 20
"""Records of so many sites are kept."""
_FACTS = ".facts-"
_DATA = ("data~/", "quizzes~/")
_OWN = "program/"
_OF_A_FILE = 6
"""Parts of a regular file's entry."""
_VARIABLES = ("MINGZE_", "TYPST_", "SOURCE_DATE_EPOCH")


class BuildRecord(Struct, frozen=True):
    """One finished build."""

    asked: str
    """What was asked for and around it, as text."""
    sources: dict[str, str] = field(default_factory=dict)
    """Where else it took anything from, beside the places that every site has."""
    inputs: dict[str, Entry] = field(default_factory=dict)
    outputs: dict[str, Entry] = field(default_factory=dict)
    told: str = ""
    """What the check said, as it was printed."""
    summary: str = ""
    after: tuple[str, ...] = ()
    """What was printed after the summary."""
    facts: str = ""
    """The folder, beside the record, that holds what a build of one unit needs of the others; "" for none."""

    def input_print(self, file: str) -> str:
        """Return the fingerprint of what a data file held, by its way below the root; "" for one it was not made of."""
        entry = self.inputs.get(_input(file))
        return str(entry[0]) if entry else ""


class Said(Struct, frozen=True):
    """What a build has said: what the site holds, the next steps, what the check told; `BuildRecord` keeps it."""

    summary: str
    after: tuple[str, ...]
    told: str


class BuildRecords:
    """The record of the last build of one site to one place: `holds` before a build, `begun` and `finished` of it."""

    def __init__(self, root: Path, site: Path, asked: Mapping[str, object], *, dated: bool) -> None:
        """``asked`` are the options as plain values; ``dated``: whether the last edit's day is told."""
        self.asked_for = dict(asked)
        self._root, self._site = root, site
        self._file = cache_folder(root) / _FOLDER / f"{hashlib.sha256(os.fsencode(site)).hexdigest()[:16]}.json"
        around = {
            "options": self.asked_for,
            "site": str(site),
            "python": sys.version,
            "libraries": sorted(_libraries()),
            "environment": {name: os.environ[name] for name in sorted(os.environ) if name.startswith(_VARIABLES)},
            "day": str(build_day()),
            "epoch": source_date_epoch(root),
            "edited": edited_at(root) if dated else 0,
        }
        self._asked = json.dumps(around, ensure_ascii=False, sort_keys=True)
        self._inputs: dict[str, Entry] = {}
        self._clock = 0
        self._found: tuple[dict[str, Entry], dict[str, Entry]] | None = None
        """Inputs and outputs as `stands` found them."""
        self._edited: tuple[dict[str, Entry], Standing] | None = None
        """Inputs as `holds` found them, where some data files hold something else; and who looks at the outputs."""
        self._standing: list[int] = []
        self._check = ""
        self._known = self._read()

    def holds(self) -> BuildRecord | None:
        """Return the last build's record where a build now would make the same, and all it wrote still stands."""
        last = self._known
        if last is None or last.asked != self._asked or self._left_over():
            return None
        try:
            self._standing = self._stand()
            clock = clock_of(self._file.parent)
            standing = Standing(self._file, self._check, last.outputs, self._site, clock)
        except OSError:
            return None
        try:
            inputs = taken(self._places(last.sources), last.inputs, clock)
            if not is_same(inputs, last.inputs):
                if last.facts and _edited_data(inputs, last.inputs):
                    self._edited = inputs, standing
                else:
                    standing.stop()
                return None
            outputs = standing.outputs()
        except OSError:
            standing.stop()
            return None
        if not is_same(outputs, last.outputs):
            return None
        if inputs != last.inputs or outputs != last.outputs:  # the same in files that were touched: not read next time
            self.save(replace(last, inputs=inputs, outputs=outputs))
        return last

    def edited(self) -> tuple[BuildRecord, tuple[str, ...]] | None:
        """Return the last build's record and the data files that were edited since, by their way below the root.

        None unless `holds` found that what the site is made of is as it was but for these; whether what was written is,
        too, tells `stands`.
        """
        if self._known is None or self._edited is None:
            return None
        return self._known, _edited_data(self._edited[0], self._known.inputs)

    def stands(self) -> bool:
        """Whether all that the last build wrote is as it left it; to be asked once, where something is edited."""
        assert self._known
        assert self._edited
        (inputs, standing), self._edited = self._edited, None
        try:
            outputs = standing.outputs()
        except OSError:
            return False
        self._found = inputs, outputs
        return is_same(outputs, self._known.outputs)

    def forget(self) -> None:
        """Ask no longer what was edited."""
        if self._edited:
            self._edited[1].stop()
            self._edited = None

    def source(self, file: str) -> Path:
        """Return where a data file lies."""
        return self._root / file

    def facts_folder(self, made: str) -> Path:
        """Return the folder for the facts of a build; ``made`` tells it from other builds of the site."""
        return self._file.parent / f"{self._file.stem}{_FACTS}{made}"

    def facts_of(self, record: BuildRecord) -> Path:
        """Return the folder that a record leads to."""
        return self._file.parent / record.facts

    def is_last(self) -> bool:
        """Whether no other build has written the site or left a record since `holds` looked."""
        return self._stand() == self._standing

    def _stand(self) -> list[int]:
        found = [path.stat() for path in (self._site, self._file)]
        return [found[0].st_ino, found[1].st_ino, found[1].st_mtime_ns]

    def renewed(self, read: Iterable[str], written: Iterable[str], said: Said) -> bool:
        """Keep a record of a build that replaced some files of the site and left the others as `holds` found them.

        ``read`` are the data files that it has read, by their way below the root; ``written`` the files that it
        replaced, by their way below the site's. Returns False where nothing is kept: something that was read was
        written meanwhile. Raises ``OSError``.
        """
        assert self._known
        assert self._found
        inputs, outputs = self._found
        mine = {name: _PROGRAM / name.removeprefix(_OWN) for name in inputs if name.startswith(_OWN)}
        if not are_untouched(inputs, mine | {_input(file): self._root / file for file in read}):
            return False
        clock = clock_of(self._file.parent)
        beside = {name: path for name, path in self._written().items() if name != SITE}
        fresh = taken({**{f"{SITE}/{name}": self._site / name for name in written}, **beside}, {}, clock)
        now = {"summary": said.summary, "after": said.after, "told": said.told}
        return self.save(replace(self._known, inputs=inputs, outputs={**outputs, **fresh}, **now))

    def begun(self) -> None:
        """Note what is there before the build reads anything. Raises ``OSError``."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        known = self._known.inputs if self._known else {}
        self._clock = clock_of(self._file.parent)
        self._inputs = taken(self._places({}), known, self._clock)

    def finished(self, sources: Iterable[Path] | None, own: Mapping[str, Entry] = NONE_OWN) -> BuildRecord | None:
        """Return the record of a build that has just ended; None where nobody can know that it will hold.

        ``sources`` are further places it took from, None where it may have taken from anywhere. What was written while
        the build ran may be in its pages or not. ``own`` are fingerprints of the site's files that the build has taken
        (`read_own`), by their way below the site's root. Raises ``OSError``.
        """
        if sources is None or not is_untouched(self._inputs, self._places({})):
            return None
        more = {str(number): str(path) for number, path in enumerate(dict.fromkeys(sources))}
        beyond = taken(_named(more), {}, self._clock)
        if not all(entry[1] for entry in beyond.values()):  # perhaps changed after it was read
            return None
        mine = {f"{SITE}/{name}": entry for name, entry in own.items()}
        outputs = taken(self._written(), {}, clock_of(self._file.parent), mine)
        return BuildRecord(self._asked, more, {**self._inputs, **beyond}, outputs)

    def save(self, record: BuildRecord) -> bool:
        """Keep a record for next time; False where it cannot be written: the next build is a whole one then."""
        text = msgspec.json.encode(record)
        part = self._file.with_name(f".{self._file.name}-{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(b"%b\n%b" % (_check(text).encode(), text))
            part.replace(self._file)
            for old in sorted(self._file.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)[:-_MOST]:
                old.unlink(missing_ok=True)
                _forget(old)
            _forget(self._file, but=record.facts)
        except OSError:
            return False
        return True

    def _read(self) -> BuildRecord | None:
        try:
            check, _, text = self._file.read_bytes().partition(b"\n")
            self._check = check.decode("latin-1")
            if self._check != _check(text):
                return None
            return msgspec.json.decode(text, type=BuildRecord)
        except (OSError, ValueError):
            return None

    def _places(self, more: Mapping[str, str]) -> dict[str, Path]:
        own = {name: self._root / name.rstrip("~") for name in ("data~", "quizzes~", "docs", "hooks", "mkdocs.yml")}
        return {**own, "program": _PROGRAM, **_named(more)}

    def _written(self) -> dict[str, Path]:
        return written_places(self._site)

    def _left_over(self) -> bool:
        """Whether a build that died left something behind, which a whole one clears up."""
        try:
            names = os.listdir(self._site.parent)  # noqa: PTH208  (names alone)
        except OSError:
            return True
        return any(name.startswith((f".{self._site.name}-build-", f".{self._site.name}-old")) for name in names)


def _edited_data(inputs: Mapping[str, Entry], known: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return the data files that hold something else, by their way below the root; none where anything else differs."""
    if inputs.keys() != known.keys():
        return ()
    other = [name for name, entry in inputs.items() if entry[0] != known[name][0]]
    kinds = {len(entry) for name in other for entry in (inputs[name], known[name])}
    if kinds != {_OF_A_FILE} or not all(name.startswith(_DATA) for name in other):
        return ()
    return tuple(name.replace("~/", "/", 1) for name in other)


def _input(file: str) -> str:
    """Return the name that a data file has among the inputs."""
    return file.replace("/", "~/", 1)


def _forget(file: Path, but: str = "") -> None:
    """Remove the facts that belong to a record, except those that it leads to."""
    for folder in file.parent.glob(f"{file.stem}{_FACTS}*"):
        if folder.name != but:
            shutil.rmtree(folder, ignore_errors=True)


def _named(more: Mapping[str, str]) -> dict[str, Path]:
    return {f"beyond {name}": Path(path) for name, path in more.items()}


def _libraries() -> Iterable[str]:
    """Yield the names of installed distributions, which hold their versions."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  (names alone)
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _check(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
