"""Bases of office files: folders of XML that a person can read, compare and open, zipped when a file is made of them.

A designer takes a base out as a file, changes it in Word, WPS, PowerPoint or Impress, and puts it back::

    python -m mingze.handouts.template_folders pack mingze/handouts/word/bases/official 讲义.docx
    python -m mingze.handouts.template_folders unpack 讲义.docx mingze/handouts/word/bases/official
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from mingze.office.zipped import in_order, zip_entry

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOISE = {f"{_WORD}{name}" for name in ("rsids", "proofErr", "lastRenderedPageBreak")}
"""What Word writes about its own sessions."""
_NOISE_ATTRIBUTES = ("rsid", "paraId", "textId")
_IDENTITY = ("styleId", "abstractNumId", "PartName", "name", "id")
"""Attributes that tell an element from others of its kind."""
_EPOCH = 0


@cache
def packed(folder: Path) -> bytes:
    """Return a base as the bytes of an office file, its XML without indents and comments; the same folder, the same
    bytes.

    Raises ``OSError`` where a file cannot be read, ``lxml.etree.XMLSyntaxError`` where one is not well-formed.
    """
    parts = {file.relative_to(folder).as_posix(): file.read_bytes() for file in _files(folder)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in in_order(parts):
            compact = _written(_parsed(parts[name], keep_comments=False)) if _is_xml(name) else parts[name]
            archive.writestr(zip_entry(name, _EPOCH), compact)
    return out.getvalue()


def unpack(data: bytes, folder: Path) -> None:
    """Put an office file back as a base: indented, without Word's marks of its sessions, with the comments it had.

    Files the office file does not hold are removed. Raises ``zipfile.BadZipFile``, ``lxml.etree.XMLSyntaxError``.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    made = {folder / name: _shown(part, folder / name) for name, part in parts.items()}
    for file in set(_files(folder)).difference(made):
        file.unlink()
    for file, part in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(part)


def _shown(part: bytes, file: Path) -> bytes:
    """Return a part as it stands in a folder, with the comments of the file that stands there now."""
    if not _is_xml(file.name):
        return part
    tree = _parsed(part)
    for element in list(tree.iter(*_NOISE)):
        element.getparent().remove(element)
    for element in tree.iter(etree.Element):
        for name in list(element.attrib):
            if etree.QName(name).localname.startswith(_NOISE_ATTRIBUTES):
                del element.attrib[name]
    etree.cleanup_namespaces(tree, keep_ns_prefixes=_spoken_of(tree))
    if file.is_file():
        _take_comments(_parsed(file.read_bytes()), tree)
    etree.indent(tree, space="  ")
    return _written(tree) + b"\n"


def _spoken_of(tree: etree._Element) -> list[str]:
    """Return the prefixes that attributes speak of by name: ``mc:Ignorable``, ``Requires``."""
    found = tree.xpath("//@*[local-name() = 'Ignorable' or local-name() = 'Requires']")
    return [prefix for words in found for prefix in words.split()]


def _take_comments(old: etree._Element, new: etree._Element) -> None:
    """Set comments before the elements they stood before, unless they stand there already."""
    places = {_identity(element): element for element in new.iter(etree.Element)}
    for comment in list(old.iter(etree.Comment)):
        after = comment.getnext()
        while after is not None and not isinstance(after.tag, str):
            after = after.getnext()
        place = places.get(_identity(after)) if after is not None else None
        if place is None or place is new:
            continue
        before = list(place.itersiblings(etree.Comment, preceding=True))
        if comment.text not in [one.text for one in before]:
            comment.tail = None
            place.addprevious(comment)


def _identity(element: etree._Element) -> tuple[str, ...]:
    """Return what an element is known by: its own name and attributes, and those of what it stands in."""
    steps = []
    for one in (element, *element.iterancestors()):
        told = {etree.QName(name).localname: value for name, value in one.attrib.items()}
        steps.append(str(one.tag) + next((str(told[name]) for name in _IDENTITY if name in told), ""))
    return tuple(steps)


def _parsed(data: bytes, *, keep_comments: bool = True) -> etree._Element:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=not keep_comments, resolve_entities=False)
    return etree.fromstring(data, parser)


def _written(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True))


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m mingze.handouts.template_folders", description="取出、放回 Word 和幻灯片的底版"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    pack = commands.add_parser("pack", help="把底版文件夹压成可以打开的文件")
    pack.add_argument("folder", type=Path, metavar="文件夹")
    pack.add_argument("file", type=Path, metavar="文件")
    back = commands.add_parser("unpack", help="把改好的文件放回底版文件夹")
    back.add_argument("file", type=Path, metavar="文件")
    back.add_argument("folder", type=Path, metavar="文件夹")
    options = parser.parse_args()
    if options.command == "pack":
        options.file.write_bytes(packed(options.folder))
    else:
        unpack(options.file.read_bytes(), options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
