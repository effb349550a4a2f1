"""XML of other programs, read within bounds: no entities, no addresses followed, no bombs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from mingze.importing.files.encodings import check_size
from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.bank_limits import check_count

MOST_BYTES = 64 * 1024 * 1024
"""Of a document that is read element by element, its pictures with it."""
MOST_PARTS = 50_000
_MOST_TAGS = 200_000
"""Of one question, or of one part of a package: they become a tree."""
MOST_PART = 16 * 1024 * 1024
MOST_ALL = 200 * 1024 * 1024
_AGAIN = "从原来的系统重新导出一份"


def elements(name: str, data: bytes, tag: str) -> Iterator[Any]:
    """Yield the elements of a name one after another, each emptied when the next is asked for.

    Raises `ImportRefused` as `parse` does; the whole document is never held.
    """
    if len(data) > MOST_BYTES:
        raise ImportRefused(name, f"文件有 {len(data) // 1024 // 1024} MB，超过 64 MB", "分成几个小一些的文件")
    if len(data) <= _SMALL:
        check_size(name, data)
    _check_tags(name, data, tag)
    reading = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    count = 0
    try:
        for _, element in reading:
            _refuse_doctype(name, element)
            check_count(name, count := count + 1)
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        line, _ = error.position
        raise ImportRefused(f"{name}:{line}", f"XML 不完整（{error.msg}）", _AGAIN) from None
    if reading.root is not None:
        _refuse_doctype(name, reading.root)


def _check_tags(name: str, data: bytes, tag: str = "") -> None:
    """Raise `ImportRefused` for more tags than fit, between one end of an element and the next."""
    end, at = f"</{tag}>".encode() if tag else b"", 0
    while at < len(data):
        found = data.find(end, at) if end else -1
        until = len(data) if found < 0 else found + len(end)
        if data.count(b"<", at, until) > _MOST_TAGS:
            raise ImportRefused(name, "一道题里的标签太多，不像是题库", _AGAIN)
        at = until


_SMALL = 32 * 1024 * 1024


def _refuse_doctype(name: str, element: Any) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise ImportRefused(name, "XML 里有 DOCTYPE 或实体声明，可能是恶意文件", "不要打开它；" + _AGAIN)


def parse(name: str, data: bytes) -> Any:
    """Return the root of a document. Raises `ImportRefused` for what is not well-formed, declares entities or is large.

    Elements know their line (``sourceline``).
    """
    check_size(name, data)
    _check_tags(name, data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, strip_cdata=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, _ = error.position
        raise ImportRefused(f"{name}:{line}", f"XML 不完整（{error.msg}）", _AGAIN) from None
    _refuse_doctype(name, root)
    return root


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """Return the children of a name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def first(element: Any, *path: str) -> Any | None:
    """Return the first element at a path of names; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def below(element: Any, *names: str) -> list[Any]:
    """Return everything below an element that has one of these names, in the order of the document."""
    return [one for one in element.iter() if one is not element and local(one) in names]


def text_at(element: Any, *path: str) -> str:
    """Return the text at a path of names, "" where there is none."""
    found = first(element, *path)
    return (found.text or "") if found is not None else ""


def inner_html(element: Any, leave_out: frozenset[str] = frozenset()) -> str:
    """Return what stands within an element as HTML without namespaces, without the elements of these names."""
    out = [_escaped(element.text)]
    for child in element:
        name = local(child)
        if name and name not in leave_out:
            attributes = "".join(f' {etree.QName(key).localname}="{_escaped(value)}"' for key, value in child.items())
            out.append(f"<{name}{attributes}>{inner_html(child, leave_out)}</{name}>")
        out.append(_escaped(child.tail))
    return "".join(out)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Bundle:
    """A zip in memory, read within bounds; nothing of it is put on the disk. Raises `ImportRefused`."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        check_size(name, data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ImportRefused(name, "文件损坏，打不开", _AGAIN) from None
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_ALL:
            raise ImportRefused(name, "解开以后太大，或者部件太多", "分成几个小一些的文件")
        self.names = [part.filename for part in parts if not part.is_dir()]

    def read(self, part: str, most: int = 0) -> bytes:
        """Return a part's bytes, at most ``most`` whatever the package says of its size. Raises `ImportRefused`."""
        most = most or MOST_PART
        try:
            with self._zip.open(part) as opened:
                data = opened.read(most + 1)
        except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
            raise ImportRefused(f"{self.name}:{part}", "部件读不出来", _AGAIN) from None
        if len(data) > most:
            words = f"部件解开以后超过 {most // 1024 // 1024} MB"
            raise ImportRefused(f"{self.name}:{part}", words, "分成几个小一些的文件")
        return data
