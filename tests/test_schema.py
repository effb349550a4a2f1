from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import BaseModel

from mingze.loading.files import KINDS, FileKind, kind_of, list_files
from mingze.schema import schema_of, write_schemas
from mingze.source import read_source_file

ROOT = Path(__file__).parent.parent
BY_NAME = {kind.name: kind for kind in KINDS}
VALIDATORS = {kind.name: Draft202012Validator(schema_of(kind)) for kind in KINDS}


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors use: only true/false, null, integers and floats are not text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own name


def _resolve(tag: str, pattern: str, convert: Any) -> None:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), None)

    def construct(loader: CoreLoader, node: yaml.ScalarNode) -> Any:
        return convert(loader.construct_scalar(node))

    CoreLoader.add_constructor(f"tag:yaml.org,2002:{tag}", construct)


_resolve("null", "~|null|Null|NULL|", lambda text: None)
_resolve("bool", "true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true")
_resolve("int", "[-+]?[0-9]+", int)
_resolve("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float)


def as_editor(text: str) -> Any:
    return yaml.load(text, Loader=CoreLoader)


def errors(kind: str, document: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATORS[kind].iter_errors(document)]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("010", 10),
        ("1.10", 1.1),
        ("2018-04-08", "2018-04-08"),
        ("~", None),
        ("true", True),
        ("12:30", "12:30"),
        ("'5'", "5"),
    ],
)
def test_the_loader_of_these_tests_follows_the_core_schema(typed: str, value: object) -> None:
    loaded = as_editor(f"key: {typed}\n")["key"]
    assert (type(loaded), loaded) == (type(value), value)


REAL_FILES = list_files(ROOT)


def test_there_are_real_files_to_validate() -> None:
    assert len(REAL_FILES) > 15


@pytest.mark.parametrize("file", REAL_FILES)
def test_every_real_file_validates_against_the_schema_of_its_kind(file: str) -> None:
    found = kind_of(file)
    assert found is not None
    assert not errors(found[0].name, as_editor((ROOT / file).read_text("utf-8")))


@pytest.mark.parametrize("file", REAL_FILES)
def test_what_the_reader_reads_validates_too(file: str) -> None:
    """Our reader sees only text; numbers and flags are the only difference to what editors see."""
    source, faults = read_source_file(ROOT, ROOT / file)
    assert source is not None
    assert not faults
    assert _texts(source.values) == _texts(as_editor((ROOT / file).read_text("utf-8")))


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _texts(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_texts(v) for v in value]
    if isinstance(value, str):
        return value
    return (
        ""
        if value is None
        else {True: "true", False: "false"}.get(value, str(value))
        if isinstance(value, bool)
        else str(value)
    )


GOOD: dict[str, Any] = {
    "site": {
        "id": "site",
        "title": "站名",
        "edition": "2026年",
        "url": "",
        "edit_url": None,
        "citation_style": "plain",
    },
    "roles": [{"id": "r", "name": "岗位", "short_name": "岗", "order": 1, "aliases": ["一把手"]}],
    "themes": [{"id": "t", "title": "主题"}],
    "glossary": [
        {
            "id": "t",
            "name": "术语",
            "standing": "source",
            "definition": "释义",
            "members": [{"text": "一", "cites": ["reg/art5-item1", "duty-1", "term:x", "case:y"]}],
        }
    ],
    "sources": [{"id": "s", "title": "题", "kind": "news", "date": 2018}],
    "case": {
        "id": "c",
        "title": "案例",
        "place": "某地",
        "date": "2018-06",
        "kinds": ["宣讲"],
        "historical": True,
        "figures": [{"value": 400, "of": "人"}],
        "text": "做法",
        "sources": ["s"],
    },
    "regulation": {
        "id": "reg",
        "title": "规定",
        "short_title": "规定",
        "compiled_on": "2026-11-21",
        "roles": [{"role": "r", "cites": "art5"}, {"role": "q", "cites": ["art6", "art7"]}],
        "chapters": [
            {
                "number": 1,
                "title": "章",
                "articles": [
                    {
                        "number": "5z1",
                        "verification": "verified",
                        "paragraphs": [
                            {"text": "文", "items": ["项", {"text": "项", "subs": ["目"], "uncertain": ["项"]}]}
                        ],
                    }
                ],
            }
        ],
    },
    "duties": {"role": "r", "duties": [{"id": "r-1", "cites": "art5-item1", "title": "职责", "keywords": ["词"]}]},
    "commentary": {
        "role": "r",
        "key_points": [
            {
                "id": "k",
                "title": "要点",
                "kind": "must-do",
                "standing": "clause",
                "points": [{"text": "点", "duties": ["r-1"]}],
            }
        ],
        "explanations": [{"duty": "r-1", "plain": "解读", "actions": ["做"], "caution": ""}],
    },
    "article-commentary": {"explanations": [{"clause": "art20", "plain": "解读"}]},
    "bank": {
        "bank": {"id": "b", "title": "题库", "answers": "withheld"},
        "questions": [
            {
                "id": "q1",
                "type": "single",
                "stem": "题",
                "options": ["甲", {"text": "乙", "feedback": "错"}],
                "answer": "A",
                "explanation": "解",
            },
            {"id": "q2", "type": "judge", "stem": "题", "answer": True, "explanation": "解", "depth": 3},
            {"id": "q3", "type": "blank", "stem": "题", "answers": [["甲"], [5]], "explanation": "解"},
        ],
    },
    "paper": {
        "paper": {"id": "p", "title": "试卷", "minutes": 60},
        "sections": [{"type": "single", "count": 10, "points": 2, "banks": ["b"], "bank_quotas": {"b": 3}}],
    },
}


@pytest.mark.parametrize("kind", list(BY_NAME))
def test_a_good_file_of_every_kind_validates(kind: str) -> None:
    assert not errors(kind, GOOD[kind])


MISSING = object()
BROKEN: list[tuple[str, tuple[str | int, ...], object]] = [
    # a missing key
    ("site", ("title",), MISSING),
    ("roles", (0, "id"), MISSING),
    ("glossary", (0, "standing"), MISSING),
    ("case", ("sources",), MISSING),
    ("regulation", ("compiled_on",), MISSING),
    ("regulation", ("chapters", 0, "articles", 0, "verification"), MISSING),
    ("duties", ("duties", 0, "title"), MISSING),
    ("commentary", ("role",), MISSING),
    ("bank", ("questions", 0, "answer"), MISSING),
    ("bank", ("questions", 0, "type"), MISSING),
    ("paper", ("sections",), MISSING),
    # an unknown key
    ("site", ("titel",), "站名"),
    ("themes", (0, "name"), "主题"),
    ("sources", (0, "url"), "https://example.org"),
    ("regulation", ("chapters", 0, "articles", 0, "items"), ["项"]),
    ("article-commentary", ("role",), "r"),
    ("bank", ("questions", 1, "options"), ["甲", "乙"]),
    # a wrong type
    ("site", ("title",), ["站名"]),
    ("roles", (), {"id": "r"}),
    ("roles", (0, "order"), "高"),
    ("roles", (0, "aliases"), "一把手"),
    ("case", ("historical",), "是"),
    ("commentary", ("explanations", 0, "plain"), {"text": "解读"}),
    ("bank", ("questions", 0), "题"),
    ("paper", ("paper", "minutes"), "一小时"),
    # a word that is none of those allowed
    ("site", ("citation_style",), "round"),
    ("glossary", (0, "standing"), "sure"),
    ("sources", (0, "kind"), "blog"),
    ("regulation", ("level",), "town"),
    ("regulation", ("chapters", 0, "articles", 0, "verification"), "checked"),
    ("commentary", ("key_points", 0, "kind"), "hint"),
    ("bank", ("bank", "answers"), "hidden"),
    ("bank", ("questions", 0, "type"), "essay"),
    ("bank", ("questions", 1, "answer"), "也许"),
    ("paper", ("sections", 0, "type"), "essay"),
    # an id that cannot be a folder or an address
    ("site", ("id",), "Site"),
    ("roles", (0, "id"), "../r"),
    ("themes", (0, "id"), "主题"),
    ("duties", ("duties", 0, "id"), "r_1"),
    ("case", ("id",), "x" * 65),
    ("bank", ("questions", 0, "id"), ""),
    # a clause key or citation of another form
    ("duties", ("duties", 0, "cites"), "第五条"),
    ("article-commentary", ("explanations", 0, "clause"), "art0"),
    ("glossary", (0, "members", 0, "cites", 0), "term:"),
    # a date of another form
    ("regulation", ("compiled_on",), "2026年11月21日"),
    ("sources", (0, "date"), "2018-6"),
    # a list or text that is empty or too long
    ("roles", (), []),
    ("site", ("title",), ""),
    ("case", ("kinds",), []),
    ("duties", ("duties",), []),
    ("bank", ("questions",), []),
    ("bank", ("questions", 0, "options"), ["甲"]),
    ("bank", ("questions", 2, "answers", 0), []),
    ("paper", ("sections", 0, "banks"), []),
    ("roles", (0, "name"), "长" * 201),
    # a number out of range
    ("roles", (0, "order"), 0),
    ("bank", ("questions", 1, "depth"), 4),
    ("paper", ("sections", 0, "points"), 101),
]  # fmt: skip


def broken(kind: str, path: tuple[str | int, ...], value: object) -> Any:
    document = copy.deepcopy(GOOD[kind])
    if not path:
        return value
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    if value is MISSING:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return document


def as_text(value: Any) -> Any:
    """Write a document as our reader hands it over: every scalar as text."""
    return _texts(value)


@pytest.mark.parametrize(("kind", "path", "value"), BROKEN)
def test_a_broken_file_is_rejected(kind: str, path: tuple[str | int, ...], value: object) -> None:
    assert errors(kind, broken(kind, path, value))


@pytest.mark.parametrize(("kind", "path", "value"), BROKEN)
def test_what_the_schema_rejects_the_model_rejects_too(kind: str, path: tuple[str | int, ...], value: object) -> None:
    adapter = BY_NAME[kind].adapter()
    context = {"regulation": "reg"}
    adapter.validate_python(as_text(GOOD[kind]), context=context)
    with pytest.raises(ValueError):
        adapter.validate_python(as_text(broken(kind, path, value)), context=context)


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
    assert [
        f"{m.__name__}.{name}" for m in models for name, field in m.model_fields.items() if not field.description
    ] == []


def test_a_schema_is_written_for_every_kind_with_the_files_it_is_for(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "new" / "schemas")
    assert [p.name for p in written] == [*(f"{kind.name}.schema.json" for kind in KINDS), "vscode-settings.json"]
    for kind, path in zip(KINDS, written, strict=False):
        assert json.loads(path.read_text("utf-8")) == schema_of(kind)
        assert b"\r" not in path.read_bytes()
    mapping = json.loads(written[-1].read_text("utf-8"))["yaml.schemas"]
    assert set(mapping) == {f"./schemas/{kind.name}.schema.json" for kind in KINDS}
    assert mapping["./schemas/bank.schema.json"] == ["quizzes/banks/*.yml"]


@pytest.mark.parametrize("id_", [5, "5", "007", 7])
def test_an_id_that_editors_take_for_a_number_validates_as_it_is_read(id_: object) -> None:
    assert not errors("themes", [{"id": id_, "title": "主题"}])
