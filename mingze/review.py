"""Remember which clauses a question or commentary was written on, so that a change of their text is noticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from mingze.model import Catalog
from mingze.model.fingerprints import fingerprint_of, reviewable

FILE = "quizzes/reviewed.yml"
_HEAD = """# 由 mingze reviewed 写，不用手改：出题、写解读（或看过）时，所依据条文的指纹。
# 条文以后改了，mingze check 会提醒哪些题、解读和要点要对着新的条文再看一遍。
"""


class Review(Struct, frozen=True):
    """What one run of ``mingze reviewed`` did, by part of the file."""

    recorded: Mapping[str, tuple[str, ...]]
    """What was recorded: the new and those named."""
    stale: Mapping[str, tuple[str, ...]]
    """What rests on changed clauses and nobody named: it keeps its old fingerprint."""


def record(catalog: Catalog, root: Path, named: Iterable[str] = ()) -> Review:
    """Write the fingerprints of what is not recorded yet and of what is named; what is gone is dropped.

    Questions and key points are named by their ids, explanations by their duty or clause (``art5``, where one
    regulation has it). Raises ``KeyError`` for a name of nothing, ``OSError`` where the file cannot be written.
    """
    wanted = {_known(catalog, name) for name in named}
    parts: dict[str, dict[str, str]] = {}
    recorded, stale = {}, {}
    for part, entries in reviewable(catalog).items():
        before = catalog.reviewed.get(part, {})
        now = {id_: found for id_, one in entries.items() if (found := fingerprint_of(catalog, one))}
        keep = {id_ for id_, found in now.items() if before.get(id_, found) != found and id_ not in wanted}
        parts[part] = {id_: before[id_] if id_ in keep else found for id_, found in now.items()}
        recorded[part] = tuple(id_ for id_ in now if id_ not in keep and before.get(id_) != now[id_])
        stale[part] = tuple(id_ for id_ in now if id_ in keep)
    (root / FILE).parent.mkdir(exist_ok=True)
    (root / FILE).write_text(reviewed_yaml(parts), "utf-8", newline="\n")
    return Review(recorded, stale)


def reviewed_yaml(parts: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of the file."""
    out = _HEAD
    for part, prints in parts.items():
        if prints:
            out += f"{part}:\n" + "".join(f"  {id_}: {prints[id_]}\n" for id_ in sorted(prints))
    return out


def unknown_names(catalog: Catalog, named: Iterable[str]) -> list[str]:
    """Return the names that mean nothing that can be recorded."""
    out = []
    for name in named:
        try:
            _known(catalog, name)
        except KeyError:
            out.append(name)
    return out


def _known(catalog: Catalog, name: str) -> str:
    known = {id_ for part in reviewable(catalog).values() for id_ in part}
    if name in known:
        return name
    found = [id_ for id_ in known if id_.partition("/")[2] == name]
    if len(found) != 1:
        raise KeyError(name)
    return found[0]
