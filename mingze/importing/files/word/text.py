"""The body of a Word file as lines: insertions accepted, deletions and notes listed, tables as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from mingze.importing.files.encodings import decode
from mingze.importing.files.file_lines import ForeignText, Guess, ImportRefused, LeftOut, Line
from mingze.importing.files.html import page_text
from mingze.importing.files.mht import is_mht, page_of
from mingze.importing.files.word.docx_package import DocxPackage, R, W
from mingze.importing.files.word.numbering import Numbering

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {"tab": " ", "noBreakHyphen": "-", "softHyphen": "", "br": "\n", "cr": "\n", "ptab": " "}
_GONE = (f"{W}del", f"{W}moveFrom")
_MADE = (f"{W}ins", f"{W}moveTo")
_SILENT = (f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{_MC}Fallback", f"{W}sdtPr", f"{W}tblPr", f"{W}tblGrid")
_MOST_LINES = 100_000
MARKS = "⟦⟧"
"""Brackets that no text of this field has: ``⟦_word_⟧`` underlined, ``⟦!word!⟧`` red, ``⟦-word-⟧`` struck through,
``⟦@part@⟧`` a picture, ``⟦|table,row⟧`` before a table's row and ``⟦|⟧`` between its cells."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_ELSEWHERE = {
    "header": "header",
    "footer": "header",
    "footnotes": "footnote",
    "endnotes": "footnote",
    "comments": "comment",
}
"""Parts whose text is listed: the kind of relation, and why it is left out."""


def word_text(name: str, data: bytes, *, marked: bool = False) -> ForeignText:
    """Read a .docx. Raises `ImportRefused` for what is none, or is too large.

    ``marked`` keeps what questions need to know between `MARKS`: underlined, red and struck-through words, pictures by
    the part they are in, and the cells of a table's row with the lines in them.
    """
    package = DocxPackage(name, data)
    document = package.tree(package.main)
    body = document.find(f"{W}body")
    if body is None:
        raise ImportRefused(name, "Word 文件里没有正文", "在 Word 或 WPS 里打开，另存为新的 .docx 再来")
    part = {kind: next(iter(package.related(kind)), None) for kind in ("numbering", "styles")}
    trees = {kind: package.tree(found) if found else None for kind, found in part.items()}
    reader = _Reader(package, Numbering.read(trees["numbering"], trees["styles"]), is_marked=marked)
    reader.blocks(body)
    reader.flush()
    reader.elsewhere()
    return ForeignText(name, tuple(reader.lines), tuple(reader.left_out), tuple(reader.guesses), reader.is_page)


class _Reader(Struct):
    package: DocxPackage
    numbering: Numbering
    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    is_page: bool = False
    is_marked: bool = False
    _tables: int = 0
    _paragraph: int = 0
    _held: str = ""
    """The text of a paragraph whose end is deleted: the next one goes on."""
    _changed: bool = False

    @property
    def place(self) -> str:
        return f"{self.package.name}:第{self._paragraph}段"

    def blocks(self, holder: Any) -> None:
        """Read what stands in the body, in a cell or in a frame around them, in order."""
        for block in holder:
            if block.tag == f"{W}p":
                self._read_paragraph(block)
            elif block.tag == f"{W}tbl":
                self._table(block)
            elif block.tag == f"{W}altChunk":
                self._chunk(block)
            elif block.tag in _GONE:
                self._leave_out(_plain(block), "deleted")
            elif isinstance(block.tag, str) and block.tag not in _SILENT:
                self.blocks(block)
            if len(self.lines) > _MOST_LINES:
                raise ImportRefused(self.package.name, f"正文超过 {_MOST_LINES} 段", "把要导入的部分另存成一个文件")

    def flush(self) -> None:
        """Add what the last paragraph holds back."""
        if self._held:
            self._add(self._held)
            self._held = ""

    def elsewhere(self) -> None:
        """List the text of headers, footers, notes and comments."""
        for kind, reason in _ELSEWHERE.items():
            for part in self.package.related(kind):
                for paragraph in self.package.tree(part).iter(f"{W}p"):
                    text = _plain(paragraph).strip()
                    if text and not (kind in ("header", "footer") and text.isdigit()):
                        self.left_out.append(LeftOut(0, text, reason, f"{self.package.name}:{_PART_NAMES[kind]}"))

    def _read_paragraph(self, paragraph: Any) -> None:
        self._paragraph += 1
        number = self.numbering.number(paragraph)
        text = "".join(self._texts(paragraph))
        if number and text.strip():
            self.guesses.append(Guess(self._paragraph, "automatic-number", f"自动编号：{number.strip()}", self.place))
            text = number + text.lstrip()
        for frame in paragraph.iter(f"{W}txbxContent"):
            if not any(a.tag == f"{_MC}Fallback" for a in frame.iterancestors()):
                self.blocks(frame)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(f"{W}del") is not None:
            self._held += text
            return
        text, self._held = self._held + text, ""
        for line in text.split("\n"):
            self._add(line)

    def _add(self, text: str) -> None:
        if text.strip():
            self.lines.append(Line(self._paragraph, text, self.place))

    def _texts(self, holder: Any) -> Iterator[str]:
        """Yield the text of a paragraph as it reads with all changes accepted."""
        for node in holder:
            tag = node.tag
            if not isinstance(tag, str) or tag in _SILENT or tag == f"{W}txbxContent":
                continue
            if tag in _GONE:
                self._leave_out(_plain(node), "deleted")
                self._note_change()
                continue
            if tag in _MADE:
                self._note_change()
            if tag == f"{W}r" and node.find(f"{W}rPr/{W}vanish") is not None:
                self._leave_out(_plain(node), "hidden")
            elif tag == f"{W}t":
                yield node.text or ""
            elif tag == f"{W}r" and self.is_marked:
                yield self._marked_run(node)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                yield from self._pictures(node)
            elif tag == f"{W}sym":
                yield _symbol(node.get(f"{W}char", ""))
            elif tag.startswith(W) and tag[len(W) :] in _SIGNS:
                yield _SIGNS[tag[len(W) :]]
            else:
                yield from self._texts(node)

    def _marked_run(self, run: Any) -> str:
        """Return the text of a run between the marks of how it is set."""
        text = "".join(self._texts(run))
        properties = run.find(f"{W}rPr")
        if properties is None or not text:
            return text
        line = properties.find(f"{W}u")
        if line is not None and line.get(f"{W}val", "single") != "none":
            text = f"⟦_{text}_⟧"
        if _is_red(properties.find(f"{W}color")) and text.strip():
            text = f"⟦!{text}!⟧"
        if any(_is_on(properties.find(f"{W}{kind}")) for kind in ("strike", "dstrike")):
            text = f"⟦-{text}-⟧"
        return text

    def _pictures(self, holder: Any) -> Iterator[str]:
        """Yield the part of each picture, where they are asked for."""
        if not self.is_marked:
            return
        relations = self.package.relations(self.package.main)
        ids = [blip.get(f"{R}embed", "") for blip in holder.iter(_DRAWING)]
        ids += [data.get(f"{R}id", "") for data in holder.iter("{urn:schemas-microsoft-com:vml}imagedata")]
        for id_ in ids:
            relation = relations.get(id_)
            if relation and not relation.is_external and relation.target in self.package.names:
                yield f"⟦@{relation.target}@⟧"

    def _note_change(self) -> None:
        if not self._changed:
            self._changed = True
            words = "文件里有修订，插入的已接受，删除的列在“没有收的”里"
            self.guesses.append(Guess(self._paragraph, "tracked-change", words, self.place))

    def _leave_out(self, text: str, reason: str) -> None:
        if text.strip():
            self.left_out.append(LeftOut(self._paragraph, text.strip(), reason, self.place))

    def _table(self, table: Any) -> None:
        """Read a table as rows of text; its cells' lists count on, as Word's do."""
        self._tables += 1
        for number, row in enumerate(table.iter(f"{W}tr"), 1):
            cells = []
            for cell in (c for c in row.iter(f"{W}tc") if next(c.iterancestors(f"{W}tr")) is row):
                inner = _Reader(self.package, self.numbering, _paragraph=self._paragraph, is_marked=self.is_marked)
                inner.blocks(cell)
                inner.flush()
                self._paragraph = inner._paragraph
                self.left_out += inner.left_out
                self.guesses += [g for g in inner.guesses if g.code != "automatic-number"]
                cells.append(("\n" if self.is_marked else " ").join(line.text.strip() for line in inner.lines))
            if any(cells) and self.is_marked:
                row_text = f"⟦|{self._tables},{number}⟧{'⟦|⟧'.join(cells)}"
                self.lines.append(Line(self._paragraph, row_text, f"{self.package.name}:表{self._tables}行{number}"))
            elif any(cells):
                self._add(f"|{'|'.join(cells)}|")

    def _chunk(self, chunk: Any) -> None:
        """Read a page or text that Word was told to take in when it opens the file."""
        relation = self.package.relations(self.package.main).get(chunk.get(f"{R}id", ""))
        if relation is None or relation.is_external or relation.target not in self.package.names:
            self._leave_out(relation.target if relation else "altChunk", "external")
            return
        data = self.package.read(relation.target)
        page = page_of(self.package.name, data) if is_mht(data) else data
        text, _ = decode(self.package.name, page)
        found = page_text(self.package.name, text)
        self.is_page = True
        self.lines += found.lines
        self.left_out += found.left_out


_PART_NAMES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}


def _is_red(color: Any) -> bool:
    value = color.get(f"{W}val", "") if color is not None else ""
    try:
        red, green, blue = (int(value[n : n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return False
    return red > 170 and green < 100 and blue < 100


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _plain(node: Any) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t", f"{W}delText"))


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
