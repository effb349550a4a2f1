"""PDF by typst: one template for every document, in normal and in large print.

The template (``document.typ`` beside this module) lays out the outline it gets as JSON. Every file is PDF/UA-1: typst
then stops at skipped heading levels and at characters that no font has. The latter are printed as 〔缺字〕 instead.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import segno
import typst
from msgspec import Struct
from msgspec.structs import asdict

from mingze.handouts import wording
from mingze.handouts.blocks import Document, PaperHead, Qr, SheetCode
from mingze.handouts.sheet_code import code_of
from mingze.handouts.wording import GAP
from mingze.text import glyphs

_TEMPLATES = Path(__file__).parent
_NO_PICTURE = re.compile(r'the text `"(.+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_WORDS = {
    "candidate": wording.CANDIDATE,
    "sealed": wording.SEALED,
    "sign": wording.SIGN,
    "numbers": wording.NUMBERS,
    "total": wording.TOTAL,
    "marked": wording.MARKED,
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class PressFailed(Exception):
    """A document was not printed; the message says in Chinese what is wrong."""


class Faces(Struct, frozen=True):
    """The typefaces of all documents, by their families' names, and the folders with their files.

    A family that no folder has is looked for among the system's fonts.
    """

    body: str = "Noto Serif SC"
    heading: str = "Noto Sans SC"
    folders: tuple[Path, ...] = tuple(dict.fromkeys(file.parent for file in glyphs.FILES))


class Press:
    """Prints documents; the fonts are loaded once.

    Raises `PressFailed` where a typeface is missing: typst itself would quietly take another one.
    """

    def __init__(self, faces: Faces | None = None) -> None:
        self._faces = faces or Faces()
        wanted = {self._faces.body, self._faces.heading}
        fonts = _fonts(self._faces.folders, system=False)
        if not wanted <= set(fonts.families()):
            fonts = _fonts(self._faces.folders, system=True)
        _require(wanted, fonts.families())
        self._compiler = typst.Compiler(_TEMPLATES / "document.typ", root=_TEMPLATES, font_paths=fonts)

    def pdf(self, document: Document, *, large: bool = False, epoch: int) -> bytes:
        """Return a document as PDF/UA-1, dated ``epoch`` (UNIX seconds); the same document gives the same bytes.

        Raises `PressFailed` where typst reports an error or a warning.
        """
        inputs = {
            "document": glyphs.printable(json.dumps(document, ensure_ascii=False, default=_plain)),
            "rare-faces": json.dumps(glyphs.FAMILIES),
            "large": "true" if large else "false",
            "body-face": self._faces.body,
            "heading-face": self._faces.heading,
            "gap": GAP,
            "words": json.dumps(_WORDS, ensure_ascii=False),
        }
        while True:
            try:
                pdf, warnings = self._compiler.compile_with_warnings(
                    format="pdf", pdf_standards="ua-1", timestamp=epoch, sys_inputs=inputs
                )
                break
            except typst.TypstError as error:
                without = _without(inputs["document"], error.message)
                if without == inputs["document"]:
                    raise PressFailed(f"《{document.title}》没有印成：{error.message}") from error
                inputs["document"] = without
        if warnings:
            raise PressFailed(f"《{document.title}》没有印成：{'；'.join(str(w.message) for w in warnings)}")
        assert isinstance(pdf, bytes)
        return pdf


def _without(document: str, message: str) -> str:
    """Put 〔缺字〕 for what typst says no font has: another typeface or typst has other characters."""
    found = _NO_PICTURE.search(message)
    if not found:
        return document
    words = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), found[1])
    return document.replace(words, glyphs.NO_GLYPH) if words.strip() else document


def _fonts(folders: Iterable[Path], *, system: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=True, font_paths=[str(folder) for folder in folders]
    )


def _require(wanted: Iterable[str], found: Iterable[str]) -> None:
    there = set(found)
    missing = [name for name in sorted(wanted) if name not in there]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        raise PressFailed(f"没有找到字体{names}：请安装这个字体，或者改用默认字体（Noto Serif SC、Noto Sans SC）")


def _plain(part: Any) -> dict[str, object]:
    """Return a record as a mapping: its type's name under ``block``, its fields, what they come to.

    That is the picture of a QR code, its black runs on an answer sheet, and the line beneath a paper's title.
    """
    name = _CAMEL.sub("-", type(part).__name__).lower()
    data = {"block": name, **asdict(part)}
    if isinstance(part, PaperHead):
        return {**data, "facts": wording.facts(part)}
    if isinstance(part, SheetCode):
        return {**data, **_black(part)}
    return {**data, "svg": _svg(part.url)} if isinstance(part, Qr) else data


def _svg(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=0, scale=4)
    return out.getvalue().decode("utf-8")


def _black(code: SheetCode) -> dict[str, object]:
    """Return how many modules a code has a side, and its runs of black: column, row, length."""
    rows = tuple(code_of(code).matrix)
    runs = []
    for y, row in enumerate(rows):
        x = 0
        for dark, same in groupby(row):
            length = len(list(same))
            if dark:
                runs.append((x, y, length))
            x += length
    return {"modules": len(rows), "runs": runs}
