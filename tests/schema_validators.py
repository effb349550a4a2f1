"""What a JSON Schema validator, as editors have one, says of a document."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from mingze.loading.files import KINDS
from mingze.schema import schema_of


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(next(one for one in KINDS if one.name == kind)))


def errors(kind: str, document: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in _validator(kind).iter_errors(document)]
