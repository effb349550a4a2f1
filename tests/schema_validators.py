"""What a JSON Schema validator, as editors have one, says of a document."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from mingze.loading.files import KINDS
from mingze.schema import schema_of

VALIDATORS = {kind.name: Draft202012Validator(schema_of(kind)) for kind in KINDS}


def errors(kind: str, document: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATORS[kind].iter_errors(document)]
