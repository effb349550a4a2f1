"""An amendment as YAML: its entry in ``amendments.yml``, and as a file to confirm, with the texts beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mingze.diagnostics import Diagnostic
from mingze.loading.files import KINDS
from mingze.loading.parse import parse_file
from mingze.model import Amendment, ClauseKey, PassageChange
from mingze.source import SourceFile, read_source
from mingze.source.yaml_text import block, comment, scalar
from mingze.values.named import Named
from mingze.versions.text_tree import TextNode

_KIND = next(kind for kind in KINDS if kind.name == "amendments")
_LONGEST = 60
_HEAD = """由 mingze amend 提出的对应。写着 `confirmed: 否` 的，请对着上面的文字看一看：
对的改成“是”，不对的改正 kind、old、new。没有列出的条款，条号和文字都没有变。
改好以后：mingze amend 新文件 --map 这个文件 --write"""


class MapRefused(Exception):
    """A map cannot be used; the message, in Chinese, says where and why."""


def entry_yaml(amendment: Amendment) -> str:
    """Return an amendment as an entry of ``amendments.yml``."""
    return "\n".join([*_facts(amendment), *_lines(amendment.map, None)]) + "\n"


def proposal_yaml(amendment: Amendment, old: dict[ClauseKey, TextNode], new: dict[ClauseKey, TextNode]) -> str:
    """Return the same with the words of both texts beside every line that somebody must confirm."""
    head = [comment(line) for line in _HEAD.split("\n")]
    return "\n".join([*head, *_facts(amendment), *_lines(amendment.map, (old, new))]) + "\n"


def _facts(amendment: Amendment) -> Iterator[str]:
    yield f"- date: {amendment.date}"
    yield f"  kind: {amendment.kind.label}"
    if amendment.by:
        yield f"  by: {scalar(amendment.by)}"
    yield f"  effective: {amendment.effective}"
    if amendment.note:
        yield from block("note:", amendment.note, 2)
    if amendment.sources:
        yield "  sources:"
        yield from (f"    - {id_}" for id_ in amendment.sources)


def _lines(
    changes: Iterable[PassageChange], texts: tuple[dict[ClauseKey, TextNode], dict[ClauseKey, TextNode]] | None
) -> Iterator[str]:
    first = True
    for change in changes:
        if first:
            yield "  map:"
            first = False
        if texts and not change.confirmed:
            yield from _words("旧", change.old, texts[0])
            yield from _words("新", change.new, texts[1])
        yield f"    - kind: {change.kind.value}"
        for name, keys in (("old", change.old), ("new", change.new)):
            if len(keys) == 1:
                yield f"      {name}: {keys[0].local}"
            elif keys:
                yield f"      {name}:"
                yield from (f"        - {key.local}" for key in keys)
        if not change.confirmed:
            yield "      confirmed: 否"
        if change.note:
            yield from block("note:", change.note, 6)


def _words(which: str, keys: Iterable[ClauseKey], texts: dict[ClauseKey, TextNode]) -> Iterator[str]:
    for key in keys:
        node = texts.get(key)
        words = node.whole.replace("\n", " ") if node else ""
        shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        yield comment(f"{which} {key.label()}：{shown}", 4)


class LinePlaces(Struct, frozen=True):
    """Where a line of a map says which passages it joins, and whether somebody has seen it: file and line, or cell."""

    old: str
    new: str
    confirmed: str


class GivenMap(Struct, frozen=True):
    """A map that somebody was given to confirm, read back."""

    amendment: Amendment
    places: tuple[LinePlaces, ...]
    """One for each line of the map."""
    heading: str
    """Where a line that is missing would stand."""
    left_out: tuple[str, ...] = ()
    """What of a workbook was not read, in words."""


def amendment_in(source: SourceFile, regulation: str) -> tuple[Amendment | None, list[Diagnostic]]:
    """Return the one amendment of a file, or None and what is wrong with it. Raises `MapRefused` for several."""
    parsed = parse_file(_KIND, source, regulation, Named())
    told = [fault for fault in parsed.faults if fault.is_error]
    if told:
        return None, told
    if not isinstance(parsed.content, tuple) or len(parsed.content) != 1:
        raise MapRefused(f"{source.file}：这个文件里只写一次修改")
    amendment: Amendment = parsed.content[0]
    return amendment, []


def read_map(name: str, data: bytes, regulation: str) -> GivenMap:
    """Read a file to confirm: one amendment. Raises `MapRefused`, which says all that is wrong."""
    source, faults = read_source(name, data)
    told = [f for f in faults if f.is_error]
    found = None
    if source is not None and not told:
        found, told = amendment_in(source, regulation)
    if source is None or found is None:
        words = (f"{fault.span}：{fault.message}（修改：{fault.help}）" for fault in told)
        raise MapRefused("\n".join(words))
    lines = (tuple(str(source.span((0, "map", n, key))) for key in _PLACED) for n in range(len(found.map)))
    return GivenMap(found, tuple(LinePlaces(*line) for line in lines), str(source.span((0,))))


_PLACED = ("old", "new", "confirmed")
