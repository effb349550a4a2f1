"""Rules on keys and values, put into words from what pydantic reports."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mingze.diagnostics import Diagnostic, Finding, Mended, Span, rule
from mingze.loading.files import FileKind
from mingze.loading.mending import as_id, as_integer, as_letters, as_list, likely, with_key, with_value
from mingze.loading.walk import real_path, walk
from mingze.model import QuestionType
from mingze.source import Path, SourceFile
from mingze.source.key_names import key_shown, keys_meant
from mingze.values.choices import Choice


@rule()
def missing_key(span: Span, key: str, help_: str) -> Iterator[Finding]:
    """必需的键都写了，并且有内容。

    没有编号、标题、来源之类的内容，页面就不完整，别处也引用不到。

    改法：在提示的这一段里补上这个键；每个键的意思见“数据格式”。
    """
    yield Finding(span, f"这里缺少 {key_shown(key)}，或者它是空的", help_)


@rule()
def unknown_key(source: SourceFile, span: Span, key: str, known: list[str], beside: list[str]) -> Iterator[Finding]:
    """只用格式里有的键。

    键名写错，内容就不会出现在站上，而且没有人察觉。键是英文，中文写的键也会提示用哪个英文。

    改法：改成提示中的键名；多余的就删掉。
    """
    near = likely(key, known) or next(iter(difflib.get_close_matches(key.lower(), known, 1, 0.6)), "")
    meant = [near] if near else keys_meant(key, known)
    if not meant:
        help_ = f"删掉它；这里可以用的键有 {'、'.join(map(key_shown, known))}"
        yield Finding(span, f"不认识键 `{key}`", help_)
        return
    if meant[0] in beside:
        words = f"多半是 {key_shown(meant[0])}，这一段里已经写过它；把内容并到那里，再删掉这个键"
        yield Finding(span, f"不认识键 `{key}`", words)
        return
    mended = with_key(source, span, meant[0])
    others = f"（也可能是 {'、'.join(map(key_shown, meant[1:]))}）" if meant[1:] else ""
    why = f"有一个名称相近的键 {key_shown(meant[0])}" if near else f"键用英文写：{key_shown(meant[0])}{others}"
    yield Finding(span, f"不认识键 `{key}`", f"{why}；{mended.advice}", mended=mended)


@rule()
def wrong_shape(span: Span, message: str, help_: str, mended: Mended | None = None) -> Iterator[Finding]:
    """该写文字的地方写文字，该写列表的地方写列表。

    列表每项一行，以 `- ` 开头；一段内容里有“冒号加空格”时，YAML 会把它当作键和值。

    改法：按提示改成文字、列表或“键: 值”；正文用 `|` 另起一行写。
    """
    yield Finding(span, message, f"{help_}；{mended.advice}" if mended else help_, mended=mended)


@rule()
def bad_value(span: Span, message: str, help_: str, mended: Mended | None = None) -> Iterator[Finding]:
    """值符合格式：编号、日期、数字、条款和可选的词各有写法。

    编号要当文件夹名和网址用，条款要能对应到条文，所以写法固定。可选的词写英文或对应的中文都可以。

    改法：按提示的写法改。
    """
    yield Finding(span, message, f"{help_}；{mended.advice}" if mended else help_, mended=mended)


_SHAPES = {
    "string_type": ("这里应该是一段文字", "正文用 `|` 另起一行写；列表项写成 `- |`"),
    "tuple_type": ("这里应该是列表", "每项一行，各以 `- ` 开头"),
    "list_type": ("这里应该是列表", "每项一行，各以 `- ` 开头"),
    "model_type": ("这里应该是一组“键: 值”", "每个键一行，写成 `键: 值`，左边对齐"),
    "model_attributes_type": ("这里应该是一组“键: 值”", "每个键一行，写成 `键: 值`，左边对齐"),
    "dict_type": ("这里应该是一组“键: 值”", "每个键一行，写成 `键: 值`，左边对齐"),
}


def explain(kind: FileKind, source: SourceFile, detail: ErrorDetails) -> Iterator[Diagnostic]:
    """Put one of pydantic's errors into words, at the place it is about; a missing key points at its parent."""
    path = real_path(source.values, detail["loc"])
    error, context = detail["type"], detail.get("ctx", {})
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if error in ("missing", "union_tag_not_found"):
        key = str(context.get("discriminator", name)).strip("'")
        if path and path[-1] == key:
            return missing_key(source.key_span(path), key, f"在 `{key}: ` 后面写上内容")
        return missing_key(source.span(path), key, f"补上 `{key}: `，写上内容")
    if error == "extra_forbidden":
        beside = next((list(v) for _, v in _objects(source.values, detail["loc"])), list(_top_keys(source)))
        known = _known_keys(kind, source.values, detail["loc"])
        return unknown_key(source, source.key_span(path), name, known, beside)
    if error == "union_tag_invalid":
        path = (*path, str(context["discriminator"]).strip("'"))
    span = source.span(path)
    if error in _SHAPES:
        mended = as_list(source, path, detail["input"]) if error == "tuple_type" else None
        return wrong_shape(span, *_SHAPES[error], mended)
    if error in ("enum", "literal_error", "union_tag_invalid"):
        return _not_a_choice(kind, source, detail, path)
    words = _value_words(error, context, detail["input"], name)
    if name == "[key]":
        return bad_value(source.key_span(path), *words)
    return bad_value(span, *words, _meant_value(source, path, error, detail["input"], words[1]))


def _not_a_choice(kind: FileKind, source: SourceFile, detail: ErrorDetails, path: Path) -> Iterator[Diagnostic]:
    """Tell a word that is none of a closed list: which it may mean, or all of them with their meaning."""
    given = str(detail.get("ctx", {}).get("tag", detail["input"]))
    if given == QuestionType.GROUP and detail["type"] == "union_tag_invalid":
        nested = "材料题里面不能再有材料题", "把里面的小题移出来，另成一道材料题，与外面的并列"
        return bad_value(source.span(path), *nested)
    choice: type[Choice] = QuestionType if detail["type"] == "union_tag_invalid" else _choice_at(kind, detail["loc"])
    meant = choice.meant_by(given)
    message = f"“{given}”不在可选的词里"
    if len(meant) == 1:
        mended = with_value(source, path, meant[0].value)
        return bad_value(source.span(path), message, f"有一个相近的词 `{meant[0].value}`（{meant[0].label}）", mended)
    if meant:
        words = " 或 ".join(f"`{m.value}`（{m.label}）" for m in meant)
        return bad_value(source.span(path), f"“{given}”不清楚是哪一种", f"写明是哪一种：{words}")
    return bad_value(source.span(path), message, f"可以写 {'、'.join(m.shown for m in choice)}，写英文或中文都可以")


def _choice_at(kind: FileKind, location: tuple[str | int, ...]) -> type[Choice]:
    types: list[Any] = [kind.type]
    for step in location:
        types = [inner for type_ in types for inner in _step_into(type_, step)]
    return next(choice for type_ in types for choice in _choices(type_))


def _choices(type_: Any) -> list[type[Choice]]:
    if isinstance(type_, type) and issubclass(type_, Choice):
        return [type_]
    return [choice for argument in get_args(type_) for choice in _choices(argument)]


def _meant_value(source: SourceFile, path: Path, error: str, value: Any, advice: str) -> Mended | None:
    """Return the line with the value that must have been meant, where one can be told."""
    if not isinstance(value, str):
        return None
    text = ""
    if error in ("int_parsing", "int_type", "int_from_float"):
        text = as_integer(value)
    elif error == "value_error" and advice.startswith("编号只能"):
        text = as_id(value)
    elif error == "value_error" and advice.startswith("答案写选项的字母"):
        text = as_letters(value)
    elif error == "value_error" and advice.startswith("网址") and re.match(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", value):
        text = f"https://{value}"
    elif error == "value_error" and (quoted := re.search("写成 ?`([^`]+)`|后面不空格：`([^`]+)`", advice)):
        text = quoted[1] or quoted[2]
    return with_value(source, path, text) if text and text != value else None


def _value_words(error: str, context: dict[str, Any], value: Any, name: str) -> tuple[str, str]:
    shown = f"`{name}` 的值" if name and not name.isdecimal() else "这一项"
    if isinstance(value, str) and 0 < len(value) <= 40:
        shown = f"“{value}”"
    match error:
        case "value_error":
            return f"{shown}不合格式", str(context.get("error", ""))
        case "string_too_short" | "too_short":
            least = int(context.get("min_length", 1))
            if least > 1 and name == "questions":
                return (
                    f"材料题只有 {len(value)} 道小题，至少要有 {least} 道",
                    "补一道小题；只有一道的，把材料写进题干，单独成题",
                )
            if least > 1:
                return f"这里至少要有 {least} 项", f"补到 {least} 项"
            return "这里是空的", "写上内容；用不着的就删掉这个键"
        case "string_too_long":
            return f"这段文字有 {len(value)} 个字，最多 {context.get('max_length')} 个", "改得短一些，或分成几段"
        case "too_long" if name == "questions":
            most = context.get("max_length")
            return f"材料题有 {len(value)} 道小题，最多 {most} 道", "减少几道，或分成两道材料题"
        case "too_long":
            return f"这里有 {len(value)} 项，最多 {context.get('max_length')} 项", "减少几项"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{shown}不是整数", "写一个整数，如 60"
        case "greater_than_equal":
            return f"{shown}太小了", f"最小是 {context.get('ge')}"
        case "less_than_equal":
            return f"{shown}太大了", f"最大是 {context.get('le')}"
    return f"{shown}不合格式", "对照“数据格式”的说明修改"


def _known_keys(kind: FileKind, values: Any, location: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the model at an unknown key's place has."""
    types: list[Any] = [kind.type]
    for step in location[:-1]:
        types = [inner for type_ in types for inner in _step_into(type_, step)]
    models = [m for type_ in types for m in _models(type_)]
    tag = next((v.get("type") for _, v in _objects(values, location) if isinstance(v.get("type"), str)), None)
    keys: dict[str, None] = {}
    for model in models:
        literal = get_args(model.model_fields["type"].annotation) if "type" in model.model_fields else ()
        if literal and tag is not None and tag not in {str(x) for x in literal}:
            continue
        keys.update(dict.fromkeys(model.model_fields))
    return sorted(keys, key=lambda key: key == "allow")  # the exception stands last


def _top_keys(source: SourceFile) -> Iterator[str]:
    return (key for key in (source.values if isinstance(source.values, dict) else ()))


def _objects(values: Any, location: tuple[str | int, ...]) -> list[tuple[str | int, dict[str, Any]]]:
    return [(s, v) for s, v in walk(values, location[:-1]) if isinstance(v, dict)][-1:]


def _models(type_: Any) -> list[type[BaseModel]]:
    """Return the models a type stands for: itself, or the members of a union or annotation."""
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        return [type_]
    if get_origin(type_) is tuple or get_origin(type_) is dict:
        return []
    return [m for argument in get_args(type_) for m in _models(argument)]


def _step_into(type_: Any, step: str | int) -> list[Any]:
    if isinstance(step, int):
        return _entries(type_)
    models = _models(type_)
    found = [m.model_fields[step].annotation for m in models if step in m.model_fields]
    return found or [type_]  # a union tag, which is no step in the values


def _entries(type_: Any) -> list[Any]:
    if get_origin(type_) is tuple:
        return [get_args(type_)[0]]
    return [e for argument in get_args(type_) for e in _entries(argument)]
