"""JSON Schemas of every kind of data file, for editors that complete and check YAML while typing."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from mingze.loading.files import KINDS, FileKind
from mingze.loading.given_once import optional_keys
from mingze.model import Duty
from mingze.values.choices import Choice
from mingze.values.fields import Entity

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _AsTyped(GenerateJsonSchema):
    """Accept what an editor sees where our reader sees text: `1000` and `true` are texts too, `key:` is not written."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        out = super().str_schema(schema)
        if "pattern" in out:
            return out
        return {"anyOf": [out, {"type": "number"}, {"type": "boolean"}]}

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """List the Chinese names of a choice beside its English words."""
        out = super().enum_schema(schema)
        cls = schema["cls"]
        if issubclass(cls, Choice):
            out["enum"] = cls.typed()
        return out

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """The same for single members of a choice, as the types of questions are."""
        members = [member for member in schema["expected"] if isinstance(member, Choice)]
        if len(members) < len(schema["expected"]):
            return super().literal_schema(schema)
        return {"type": "string", "enum": [word for member in members for word in (member.value, *member.words)]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Say what fields are for, and let optional keys be left empty, as the reader does."""
        out = super().model_schema(schema)
        for name, text in said_of_fields(schema["cls"]).items():
            if name in out.get("properties", {}):
                out["properties"][name].setdefault("description", text)
        required = set(out.get("required", ())) - set(optional_keys(schema["cls"]))
        if "required" in out:
            out["required"] = [name for name in out["required"] if name in required]
        if schema["cls"] is Duty:  # one that is the same as another has its title
            out["required"].remove("title")
            out["anyOf"] = [{"required": ["title"]}, {"required": ["same_as"]}]
        for name, inner in out.get("properties", {}).items():
            if name not in required and inner.get("type") != "null":
                description = {k: inner.pop(k) for k in ("description", "title", "default") if k in inner}
                out["properties"][name] = {"anyOf": [inner, {"type": "null"}, {"const": ""}], **description}
        return out


def said_of_fields(model: type) -> dict[str, str]:
    """Return what stands beneath the fields of a model and of those it is made from, by their names."""
    found: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if not issubclass(cls, Entity):
            continue
        for field, beneath in pairwise(_bodies_in(cls.__module__)[cls.__name__]):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                found.pop(field.target.id, None)
                if isinstance(beneath, ast.Expr) and isinstance(text := getattr(beneath.value, "value", None), str):
                    found[field.target.id] = inspect.cleandoc(text)
    return found


@cache
def _bodies_in(module: str) -> dict[str, list[ast.stmt]]:
    """Return the bodies of a module's classes by their names; a module is read once for all its models."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}


def schema_of(kind: FileKind) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file."""
    body = TypeAdapter(kind.type).json_schema(schema_generator=_AsTyped, mode="validation")
    for choice in Choice.__subclasses__():  # said in Chinese, not by the docstring
        if choice.__name__ in body.get("$defs", {}):
            body["$defs"][choice.__name__]["description"] = "、".join(member.shown for member in choice)
    return {"$schema": _DIALECT, "title": kind.title, **{k: v for k, v in body.items() if k != "title"}}


def write_schemas(folder: Path) -> list[Path]:
    """Write ``<kind>.schema.json`` for every kind into a folder, and VS Code's mapping of files to them."""
    folder.mkdir(parents=True, exist_ok=True)
    written, mapping = [], {}
    for kind in KINDS:
        path = folder / f"{kind.name}.schema.json"
        _write(path, schema_of(kind))
        written.append(path)
        is_commentary = kind.name == "commentary"
        globs = [glob.replace("*.yml", "!(articles).yml") if is_commentary else glob for glob in kind.globs]
        mapping[f"./{folder.name}/{path.name}"] = globs
    settings = folder / "vscode-settings.json"
    _write(settings, {"yaml.schemas": mapping})
    return [*written, settings]


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
