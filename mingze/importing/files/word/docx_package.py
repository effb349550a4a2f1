"""A .docx as a package of parts, opened within bounds: nothing is unpacked to disk, run, or fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cached_property
from typing import Any

from lxml import etree
from msgspec import Struct

from mingze.importing.files.file_lines import ImportRefused

MAX_PARTS = 4000
MAX_PART = 64 * 1024 * 1024
"""Bytes of one part unpacked; the main part of the longest real law is under 3 MB."""
_BAD = "文件损坏，或者不是 Word 文件"
_AGAIN = "在 Word 或 WPS 里打开，另存为新的 .docx 再来"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"


class Relation(Struct, frozen=True):
    """What a part names by an id."""

    target: str
    """The part's name in the package, or an address outside it."""
    kind: str
    """The last word of its type: ``footnotes``, ``aFChunk`` …"""
    is_external: bool


class DocxPackage:
    """The parts of a Word file. Raises `ImportRefused` for what is no Word file, too large, or holds macros."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ImportRefused(name, _BAD, _AGAIN) from None
        parts = self._zip.infolist()
        if len(parts) > MAX_PARTS:
            raise ImportRefused(name, f"里面有 {len(parts)} 个部件，超过 {MAX_PARTS} 个", _AGAIN)
        self.names = {part.filename for part in parts}
        if any(posixpath.basename(part).lower() == "vbaproject.bin" for part in self.names):
            raise ImportRefused(name, "文件里有宏", "在 Word 或 WPS 里打开，另存为 .docx（不带宏）")

    def read(self, part: str) -> bytes:
        """Return a part's bytes, no more than `MAX_PART` whatever the package says of its size."""
        try:
            with self._zip.open(part) as opened:
                data = opened.read(MAX_PART + 1)
        except KeyError:
            raise ImportRefused(self.name, f"缺少部件 {part}", _AGAIN) from None
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, EOFError, ValueError):
            raise ImportRefused(self.name, f"{_BAD}（部件 {part}）", _AGAIN) from None
        except Exception as error:  # zlib's own error, which has no public base
            if type(error).__module__ != "zlib":
                raise
            raise ImportRefused(self.name, f"{_BAD}（部件 {part}）", _AGAIN) from None
        if len(data) > MAX_PART:
            raise ImportRefused(self.name, f"部件 {part} 解开后超过 {MAX_PART // 1024 // 1024} MB", _AGAIN)
        return data

    def tree(self, part: str) -> Any:
        """Return a part's XML. A declaration of a document type, which Word never writes, is refused."""
        data = self.read(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ImportRefused(self.name, f"部件 {part} 里有文档类型声明，不是 Word 写的", _AGAIN)
        data = data.replace(_STRICT, W[1:-1].encode()).replace(_STRICT_RELATIONS, R[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise ImportRefused(self.name, f"{_BAD}（部件 {part}）", _AGAIN) from None

    @cached_property
    def main(self) -> str:
        """The part that holds the text."""
        kinds = {relation.kind: relation.target for relation in self.relations("").values()}
        main = kinds.get("officeDocument", "word/document.xml")
        if main not in self.names:
            raise ImportRefused(self.name, "是压缩包，不是 Word 文件", "先解压；表格请用 Excel 的导入")
        return main

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part ("" for the package) names, by id."""
        folder, _, file = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.names:
            return {}
        out = {}
        for one in self.tree(rels).iter(_RELATIONS):
            target, external = one.get("Target", ""), one.get("TargetMode") == "External"
            place = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            out[one.get("Id", "")] = Relation(place, one.get("Type", "").rpartition("/")[2], external)
        return out

    def related(self, kind: str) -> list[str]:
        """Return the parts of a kind that the main part names and that exist."""
        found = self.relations(self.main).values()
        return [r.target for r in found if r.kind == kind and not r.is_external and r.target in self.names]
