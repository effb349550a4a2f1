"""Field types shared by all entities: ids, prose, references. All of them read the text that was typed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Struct
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from mingze.text import line_joins
from mingze.values.choices import NO, YES, either, plain_word
from mingze.values.clause import CLAUSE_PATTERN, ClauseKey
from mingze.values.named import CHINESE_CLAUSE, Named, read_clause, several_regulations

ID_PATTERN = "[a-z0-9-]{1,64}"
MAX_LINE = 200
MAX_PROSE = 5000
"""Python-Markdown is quadratic on some texts (3.8 s for 5,000 brackets); nothing a reader would read is longer."""

# File names Windows keeps for itself: an id becomes a folder name
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})
_IS_ID = re.compile(ID_PATTERN)
_IS_REF = re.compile(rf"(?:{ID_PATTERN}/)?{ID_PATTERN}")
_IS_CLAUSE = re.compile(CLAUSE_PATTERN)
_DATE_PATTERN = (
    r"[0-9]{4}(?:年|(?:-[0-9]{1,2}){0,2}|(?:/[0-9]{1,2}){1,2}|(?:\.[0-9]{1,2}){1,2}|年[0-9]{1,2}月(?:[0-9]{1,2}日)?)"
)
_IS_DATE = re.compile(_DATE_PATTERN)


class Entity(BaseModel):
    """Base of everything that is read from YAML: closed, frozen, fields documented beneath them.

    What stands beneath a field is read when somebody asks for schemas (`mingze.schema`): reading all of it took a
    fifth of a second of every command.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, val_json_bytes="utf8", defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        """Treat `key:` with nothing behind it as not written."""
        if isinstance(data, dict) and "" in data.values():
            return {key: value for key, value in data.items() if value != ""}
        return data


def _check_id(text: str) -> str:
    if not isinstance(text, str) or not _IS_ID.fullmatch(text):
        raise ValueError("编号只能用小写英文字母、数字和连字符，1 到 64 个字符")
    if text in _RESERVED:
        raise ValueError("这个编号是 Windows 的保留名，不能作文件夹名，请换一个")
    return text


def _check_duty_id(text: str) -> str:
    if _IS_CLAUSE.fullmatch(_check_id(text)):
        raise ValueError("职责编号不能写成条款的样子（如 art5），引用时会分不清")
    return text


def _check_ref(text: str) -> str:
    owner, slash, local = text.rpartition("/") if isinstance(text, str) else ("", "", text)
    if slash:
        _check_id(owner)
    return f"{owner}{slash}{_check_id(local)}"


def _check_flag(value: Any) -> bool:
    flag = value if isinstance(value, bool) else either(value, YES, NO)
    if flag is None:
        raise ValueError("写 是 或 否（也可以写 true 或 false）")
    return flag


def _date_parts(text: Any) -> list[int]:
    """Split a date into year, month and day as far as it names them: 2018-06-15, 2018/6/15, 2018年6月15日, 2018."""
    plain = plain_word(text)
    if not _IS_DATE.fullmatch(plain):
        raise ValueError
    return [int(part) for part in re.findall("[0-9]+", plain)]


def _check_partial_date(text: Any) -> str:
    try:
        parts = _date_parts(text)
        datetime.date(*(*parts, 1, 1)[:3])
    except ValueError:
        raise ValueError("日期写成 2018、2018-06 或 2018-06-15") from None
    return "-".join(f"{part:02}" for part in parts)


def _check_date(text: Any) -> datetime.date:
    if isinstance(text, datetime.date):
        return text
    try:
        parts = _date_parts(text)
        if len(parts) != 3:
            raise ValueError
        return datetime.date(*parts)
    except ValueError:
        raise ValueError("日期写成 2018-04-08 的样子") from None


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _regulation_in(context: Mapping[str, Any] | None) -> str:
    """Return the regulation that an unqualified clause key means in the file being read ("" where none is known)."""
    return str((context or {}).get("regulation", ""))


def _named_in(info: ValidationInfo) -> Named:
    """Return the names of the site being read; none are known where a value is typed by itself."""
    named: Named = (info.context or {}).get("named") or Named()
    return named


def _reference(kind: str) -> PlainValidator:
    """Read a reference: an id, or the name of what it means where only one thing has it."""

    def read(text: Any, info: ValidationInfo) -> str:
        if isinstance(text, str) and not text.isascii():
            return _named_in(info).one(kind, text, _regulation_in(info.context))
        return _check_ref(text)

    return PlainValidator(read)


def _link_terms(text: str, info: ValidationInfo) -> str:
    """Write ``[[term-id]]`` where an author wrote ``[[the term's name]]``."""
    if "[[" not in text:
        return text
    named, own = _named_in(info), _regulation_in(info.context)
    return _TERM_LINK.sub(lambda m: m[0] if m[1].isascii() else f"[[{named.one('term', m[1], own)}]]", text)


_TERM_LINK = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def _parse_clause(text: Any, info: ValidationInfo) -> ClauseKey:
    if isinstance(text, ClauseKey):
        return text
    if isinstance(text, str) and not text.isascii():
        found = read_clause(text, _regulation_in(info.context), _named_in(info))
        if found is not None:
            return found
    owner, slash, local = str(text).rpartition("/")
    if not isinstance(text, str) or not _IS_CLAUSE.fullmatch(local) or (slash and not _IS_ID.fullmatch(owner)):
        raise ValueError("条款写成 第五条第（六）项 或 art5-item6 的样子（条 art、款 para、项 item、目 sub）")
    try:
        return ClauseKey.parse(text, _regulation_in(info.context))
    except ValueError:
        raise ValueError(several_regulations(ClauseKey.parse(local, "-"), _named_in(info))) from None


class Citation(Struct, frozen=True):
    """What a question, term or case rests on: a clause, or another entity by its id."""

    kind: Literal["clause", "duty", "term", "case"]
    id: str
    """The text of the reference: a clause key with its regulation, or an id."""
    clause: ClauseKey | None = None


def _parse_citation(text: Any, info: ValidationInfo) -> Citation:
    if isinstance(text, Citation):
        return text
    if isinstance(text, dict) and len(text) == 1 and next(iter(text)) in ("term", "case"):
        kind, name = next(iter(text.items()))
        raise ValueError(f"冒号后面不空格：`{kind}:{name}`")
    if not isinstance(text, str) or not text.strip():
        raise ValueError(_CITATION_FORMS)
    text = text.strip()
    if text.startswith(("term：", "case：")):
        raise ValueError(f"冒号用半角，后面不空格：`{text.replace('：', ':', 1)}`")
    kind, colon, name = text.replace("：", ":", 1).partition(":")
    named_kind = _CITED.get(kind)
    if colon and named_kind and not name.isascii():
        name = _named_in(info).one(named_kind, name, _regulation_in(info.context))
    if colon and named_kind and (_IS_REF.fullmatch(name) or not name.isascii()):
        return Citation(named_kind, name.strip())
    if _IS_CLAUSE.fullmatch(text.rpartition("/")[2]):
        key = _parse_clause(text, info)
        return Citation("clause", str(key), key)
    if _IS_REF.fullmatch(text):
        return Citation("duty", text)
    if not text.isascii() and (found := read_clause(text, _regulation_in(info.context), _named_in(info))):
        return Citation("clause", str(found), found)
    raise ValueError(_CITATION_FORMS)


_CITATION_FORMS = "引用写成条款（第五条第（六）项 或 art5-item6）、职责编号、term:术语编号 或 case:案例编号"
_CITED: dict[str, Literal["term", "case"]] = {"term": "term", "术语": "term", "case": "case", "案例": "case"}


def _text_schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


def _id_schema(pattern: str) -> WithJsonSchema:
    """Accept what editors take for a number too: `id: 001`."""
    return WithJsonSchema({"anyOf": [{"type": "string", "pattern": f"^(?:{pattern})$"}, {"type": "integer"}]})


Id: TypeAlias = Annotated[str, PlainValidator(_check_id), _id_schema(ID_PATTERN)]
Ref: TypeAlias = Annotated[str, PlainValidator(_check_ref), _id_schema(rf"(?:{ID_PATTERN}/)?{ID_PATTERN}")]
"""The id of something elsewhere; of something in a regulation's folder with ids of its own, ``regulation-id/id``."""
DutyId: TypeAlias = Annotated[str, PlainValidator(_check_duty_id), _id_schema(ID_PATTERN)]
Line: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_LINE), AfterValidator(line_joins.join)]
"""A short text: a title, a name, one entry of a list; typed over several lines, it is one."""
Prose: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_PROSE), AfterValidator(_link_terms)]
"""Text with inline Markdown (emphasis, links, ``[[term-id]]``); a blank line separates paragraphs."""
Statute: TypeAlias = Annotated[
    str, Field(min_length=1, max_length=MAX_PROSE), AfterValidator(line_joins.join_paragraphs)
]
"""Statutory text: shown as it stands, never through Markdown; where an author's lines end says nothing."""
Flag: TypeAlias = Annotated[
    bool, PlainValidator(_check_flag), WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": [*YES, *NO]}]})
]
_REFERENCE = _id_schema(rf"(?:{ID_PATTERN}/)?{ID_PATTERN}|.*[^\x00-\x7f].*")
RoleRef: TypeAlias = Annotated[str, _reference("role"), _REFERENCE]
ThemeRef: TypeAlias = Annotated[str, _reference("theme"), _REFERENCE]
TermRef: TypeAlias = Annotated[str, _reference("term"), _REFERENCE]
SourceRef: TypeAlias = Annotated[str, _reference("source"), _REFERENCE]
BankRef: TypeAlias = Annotated[str, _reference("bank"), _REFERENCE]
RegulationRef: TypeAlias = Annotated[str, _reference("regulation"), _REFERENCE]
Date: TypeAlias = Annotated[
    datetime.date, PlainValidator(_check_date), _text_schema(_DATE_PATTERN), PlainSerializer(str)
]
PartialDate: TypeAlias = Annotated[
    str,
    PlainValidator(_check_partial_date),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": rf"^{_DATE_PATTERN}$"}, {"type": "integer"}]}),
]
ClauseRef: TypeAlias = Annotated[
    ClauseKey,
    PlainValidator(_parse_clause),
    PlainSerializer(str),
    _text_schema(rf"(?:{ID_PATTERN}/)?(?:{CLAUSE_PATTERN}|{CHINESE_CLAUSE})"),
]
CitationRef: TypeAlias = Annotated[
    Citation,
    PlainValidator(_parse_citation),
    PlainSerializer(lambda c: c.id if c.kind in ("clause", "duty") else f"{c.kind}:{c.id}"),
    _id_schema(
        rf"(?:{ID_PATTERN}/)?(?:{CLAUSE_PATTERN}|{CHINESE_CLAUSE})|(?:(?:term|case):)?(?:{ID_PATTERN}/)?{ID_PATTERN}"
        r"|(?:term|case|术语|案例)[:：].*[^\x00-\x7f].*"
    ),
]
ClauseRefs: TypeAlias = Annotated[tuple[ClauseRef, ...], BeforeValidator(_as_list, json_schema_input_type=Any)]
"""One clause key or a list of them."""


class Allowance(Entity):
    """一条检查在这里不算问题。"""

    rule: Line
    """问题代码，如 duplicate-option。"""
    reason: Line
    """为什么这样写是对的，给以后看的人。"""


class Allowing(Entity):
    """Base of what holds prose: rules that judge words by pattern may be overruled beside them."""

    allow: tuple[Allowance, ...] = ()
    """哪些检查在这里不算问题：问题代码和理由。"""
