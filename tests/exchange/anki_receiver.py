"""Anki's own importer (package ``anki``, AGPL 3; for tests only), in a process of its own.

``python anki_receiver.py FOLDER FILE…`` imports packages and texts one after another and prints what is there then.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

KINDS = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")


def main(folder: str, *files: str) -> None:
    from anki.collection import (
        Collection,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
        ImportCsvRequest,
    )

    collection = Collection(str(Path(folder) / "collection.anki2"))
    logs = []
    for file in files:
        if file.endswith(".apkg"):
            options = ImportAnkiPackageOptions()
            done = collection.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options))
        else:
            metadata = collection.get_csv_metadata(path=file, delimiter=None)
            if (model := collection.models.by_name("明责题目")) is not None:
                metadata.global_notetype.id = model["id"]
                metadata.global_notetype.field_columns[:] = range(3, 3 + len(model["flds"]))
            done = collection.import_csv(ImportCsvRequest(path=file, metadata=metadata))
        logs.append({kind: len(getattr(done.log, kind, ())) for kind in KINDS})
    print(json.dumps({"logs": logs, "notes": [_note(collection, id_) for id_ in collection.find_notes("")]}))
    collection.close()


def _note(collection: Any, id_: int) -> dict[str, Any]:
    note = collection.get_note(id_)
    (card,) = note.cards()
    return {
        "guid": note.guid,
        "fields": dict(note.items()),
        "tags": note.tags,
        "deck": collection.decks.name(card.did),
        "front": card.question(),
        "back": card.answer(),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
