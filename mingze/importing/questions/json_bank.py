"""Dumps of quiz apps: lists of objects whose keys are words for a stem, options and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.assembled import assembled
from mingze.importing.questions.bank_limits import bank_text, check_count
from mingze.importing.questions.exchanged.own_json import is_own, own_bank
from mingze.importing.questions.found_bank import FoundBank, LeftOutPart
from mingze.importing.questions.json_options import (
    OPTION_KEYS,
    options_of,
    plain_key,
    text_of_options,
    text_of_value,
    unpacked,
)
from mingze.importing.questions.json_positions import counted_from
from mingze.importing.questions.question_words import type_of
from mingze.importing.questions.raw_question import Placed, RawQuestion
from mingze.importing.questions.stem_text import label_in, without_asker, without_number
from mingze.importing.questions.text_cleaning import TextCleaner

_DEEPEST = 60
_MOST = 200_000
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEYS: dict[str, tuple[str, ...]] = {
    "stem": ("stem", "content", "question", "title", "q", "题干", "题目", "题目内容", "问题", "name", "text",
             "topic", "questiontext", "subject", "desc"),
    "type": ("typelabel", "typename", "题型", "questiontype", "qtype", "type", "题目类型", "kind"),
    "options": OPTION_KEYS,
    "answer": ("answer", "正确答案", "答案", "correctanswer", "rightanswer", "correct", "right", "key",
               "solution", "answers", "参考答案", "correctanswers"),
    "explanation": ("解析", "explanation", "analysis", "explain", "答案解析", "analyze", "note", "remark",
                    "parse", "notes"),
    "id": ("id", "guid", "uuid", "编号", "_id", "questionid", "idnumber", "题号"),
    "material": ("material", "材料", "passage", "共用题干", "背景材料"),
}  # fmt: skip


class _Entry(Struct, frozen=True):
    values: Mapping[str, Any]
    path: str
    material: str = ""
    section: str = ""
    """The name of a type under which it stands."""


def read_json_file(name: str, data: bytes) -> FoundBank:
    """Read a .json. Raises `ImportRefused` for what is no JSON, is nested too deep or holds no objects."""
    text, _ = bank_text(name, data)
    text = text.removeprefix("\ufeff").strip()
    if text[:1] == "{" and "\n{" in text:  # one object a line
        text = "[" + ",".join(line for line in text.splitlines() if line.strip()) + "]" if _is_lines(text) else text
    try:
        found = json.loads(text)
    except RecursionError:
        raise ImportRefused(name, "嵌套太深", "导出成一层的列表再来") from None
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise ImportRefused(place, "不是完整的 JSON", "核对这一处的引号、逗号和括号") from None
    if is_own(found):
        return own_bank(name, found)
    entries = list(_entries(found, "", 0))
    if not entries:
        raise ImportRefused(name, "里面没有题目：要有一个列表，每项是一道题", "核对文件是不是题库")
    check_count(name, len(entries))
    clean = TextCleaner.of(text[:200_000])
    raws, left_out = [], []
    for entry in entries:
        raw = _question(name, entry, clean)
        if raw is None:
            shown = json.dumps(entry.values, ensure_ascii=False)[:200]
            left_out.append(LeftOutPart(f"{name}:{entry.path}", shown, "没有题干和选项"))
        else:
            raws.append(raw)
    told = [*clean.notices, *counted_from(name, raws)]
    return assembled(name, "JSON", "项", len(entries), raws, left_out=left_out, notices=told)


def _is_lines(text: str) -> bool:
    return all(line.strip().startswith("{") for line in text.splitlines() if line.strip())


def _entries(value: Any, path: str, depth: int, material: str = "", section: str = "") -> Iterator[_Entry]:
    """Yield the objects that are questions, those within materials and sections too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for n, one in enumerate(value[:_MOST]):
            if isinstance(one, (dict, list)):
                yield from _entries(one, f"{path}[{n}]", depth + 1, material, section)
    elif isinstance(value, dict):
        keys = {plain_key(key): key for key in value}
        inner = [
            (key, part)
            for key, part in value.items()
            if plain_key(key)
            in (
                "questions",
                "data",
                "list",
                "children",
                "subquestions",
                "rows",
                "records",
                "items",
                "result",
                "题目",
                "小题",
                "sections",
            )
            and isinstance(part, (list, dict))
            and _holds_objects(part)
        ]
        is_question = any(k in keys for k in _KEYS["stem"]) and (
            any(k in keys for k in (*_KEYS["answer"], *_KEYS["options"], *_KEYS["type"])) or not inner
        )
        if inner and not (is_question and any(plain_key(k) in _KEYS["options"] for k, _ in inner)):
            about = text_of_value(_first(value, "material")) or text_of_value(_first(value, "stem"))
            for key, part in inner:
                yield from _entries(part, f"{path}.{key}" if path else key, depth + 1, about if depth else "")
        elif depth or is_question:
            yield _Entry(value, path or "[0]", material, section)
        else:
            for key, part in value.items():
                if isinstance(part, (list, dict)):
                    word = str(key) if type_of(str(key)) is not None else section
                    yield from _entries(part, f"{path}.{key}" if path else key, depth + 1, "", word)


def _holds_objects(part: Any) -> bool:
    if isinstance(part, dict):
        return any(isinstance(one, (dict, list)) for one in part.values())
    return any(isinstance(one, dict) and _first(one, "stem") is not None and len(one) > 1 for one in part)


def _key(values: Mapping[str, Any], meaning: str) -> str | None:
    keys = {plain_key(key): key for key in values}
    return next((keys[name] for name in _KEYS[meaning] if name in keys and values[keys[name]] not in (None, "")), None)


def _first(values: Mapping[str, Any], meaning: str) -> Any:
    key = _key(values, meaning)
    return values[key] if key is not None else None


def _question(name: str, entry: _Entry, clean: TextCleaner) -> RawQuestion | None:
    values, head = unpacked(entry.values), f"{name}:{entry.path}"

    def placed(key: str, value: Any, is_answer: bool = False) -> Placed:
        place = f"{head}.{key}"
        return Placed(clean.clean(text_of_value(value), place, is_answer), place)

    used: set[str] = set()
    stem_key = _key(values, "stem")
    options, option_keys = options_of(values, head, clean)
    if stem_key is None and not options:
        return None
    used |= {stem_key or "", *option_keys}
    raw = RawQuestion(head, placed(stem_key, values[stem_key]) if stem_key else Placed("", head), by_columns=False)
    raw.options = options
    if not options and (listed := text_of_options(values)):
        raw.options_text = placed(listed, values[listed])
        used.add(listed)
    for key in _answer_keys(values, option_keys):
        used.add(key)
        parts = values[key] if isinstance(values[key], list) else [values[key]]
        raw.answers += [one for part in parts if (one := placed(key, part, True)).text.strip()]
    type_key = _type_key(values)
    if type_key is not None:
        used.add(type_key)
        if type_of(text_of_value(values[type_key])) is not None:
            raw.type_word = placed(type_key, values[type_key])
    if (said := _key(values, "explanation")) and said not in used:
        used.add(said)
        raw.explanation = [placed(said, values[said])]
    if (own := _key(values, "id")) and own not in used:
        used.add(own)
        raw.id = text_of_value(values[own])
    material = text_of_value(_first(values, "material")) or entry.material
    if material:
        raw.material = raw.group = material
        used.add(_key(values, "material") or "")
    if entry.section:
        raw.section = Placed(entry.section, head)
    _take_stem(raw)
    raw.tags += [
        (str(key), _shown(value))
        for key, value in values.items()
        if key not in used and value not in (None, "", [], {})
    ]
    return raw


def _take_stem(raw: RawQuestion) -> None:
    text, raw.number = without_number(raw.stem.text)
    text, word, score = label_in(text)
    text, asked, who = without_asker(text)
    if word and raw.type_word is None:
        raw.type_word = Placed(word, raw.stem.place)
    if score:
        raw.tags.append(("分值", score))
    if asked:
        raw.tags.append((asked, who))
        raw.tell("no-counterpart", raw.stem.place, "题干末尾的出题单位另放，不算题干", "不用改", f"{asked}：{who}")
    raw.stem = Placed(text, raw.stem.place)


def _type_key(values: Mapping[str, Any]) -> str | None:
    keys = {plain_key(key): key for key in values}
    found = [keys[name] for name in _KEYS["type"] if name in keys and values[keys[name]] not in (None, "")]
    return next((key for key in found if type_of(text_of_value(values[key])) is not None), found[0] if found else None)


def _answer_keys(values: Mapping[str, Any], taken: set[str]) -> list[str]:
    keys = {plain_key(key): key for key in values}
    for name in _KEYS["answer"]:
        if name in keys and keys[name] not in taken and values[keys[name]] not in (None, "", []):
            return [keys[name]]
    return []


def _shown(value: Any) -> str:
    return text_of_value(value) if not isinstance(value, (dict, list)) else json.dumps(value, ensure_ascii=False)
