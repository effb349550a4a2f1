from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import BaseModel

from mingze.loading.files import KINDS, FileKind
from mingze.schema import said_of_fields, schema_of, write_schemas


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_valid_schema_with_its_title(kind: FileKind) -> None:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == kind.title


def models_in(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema.get("title", ""), schema
        for inner in schema.values():
            yield from models_in(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from models_in(inner)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_in_a_schema_is_described_in_chinese_and_every_object_closed(kind: FileKind) -> None:
    schema = schema_of(kind)
    models = list(models_in(schema))
    assert models
    for name, model in models:
        assert model["additionalProperties"] is False, name
        for field, inner in model["properties"].items():
            # pydantic leaves a description out where it says the same as the one of the type it refers to
            described = inner if "description" in inner else schema["$defs"][inner["$ref"].rpartition("/")[2]]
            assert re.search(r"[\u4e00-\u9fff√]", described.get("description", "")), f"{name}.{field}"


def test_every_field_of_every_model_is_described() -> None:
    from mingze.model import Entity

    def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for child in model.__subclasses__():
            yield child
            yield from below(child)

    models = [m for m in below(Entity) if m.__module__.startswith("mingze.model")]
    assert len(models) > 25
    assert [f"{m.__name__}.{name}" for m in models for name in m.model_fields if name not in said_of_fields(m)] == []


def test_a_schema_is_written_for_every_kind_with_the_files_it_is_for(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "new" / "schemas")
    assert [p.name for p in written] == [*(f"{kind.name}.schema.json" for kind in KINDS), "vscode-settings.json"]
    for kind, path in zip(KINDS, written, strict=False):
        assert json.loads(path.read_text("utf-8")) == schema_of(kind)
        assert b"\r" not in path.read_bytes()
    mapping = json.loads(written[-1].read_text("utf-8"))["yaml.schemas"]
    assert set(mapping) == {f"./schemas/{kind.name}.schema.json" for kind in KINDS}
    assert mapping["./schemas/bank.schema.json"] == ["quizzes/banks/*.yml", "data/regulations/*/banks/*.yml"]
