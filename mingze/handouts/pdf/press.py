"""PDF by typst: one template for every document, in normal and in large print.

The template (``document.typ`` beside this module) lays out the outline it gets as JSON. Every file is PDF/UA-1: typst
then stops at skipped heading levels and at characters that no font has.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst

from mingze.handouts.blocks import Document, Qr
from mingze.handouts.runs import GAP

_TEMPLATES = Path(__file__).parent
_NO_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed')
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class PressFailed(Exception):
    """A document was not printed; the message says in Chinese what is wrong."""


@dataclass(frozen=True)
class Faces:
    """The typefaces of all documents, by their families' names, and the folders with their files.

    A family that no folder has is looked for among the system's fonts.
    """

    body: str = "Noto Serif SC"
    heading: str = "Noto Sans SC"
    folders: tuple[Path, ...] = (pylopdf_fonts_zh_cn.serif_path().parent,)


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
            "document": json.dumps(document, ensure_ascii=False, default=_plain),
            "large": "true" if large else "false",
            "body-face": self._faces.body,
            "heading-face": self._faces.heading,
            "gap": GAP,
        }
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                format="pdf", pdf_standards="ua-1", timestamp=epoch, sys_inputs=inputs
            )
        except typst.TypstError as error:
            raise PressFailed(f"《{document.title}》没有印成：{_reason(error.message)}") from error
        if warnings:
            raise PressFailed(f"《{document.title}》没有印成：{'；'.join(str(w.message) for w in warnings)}")
        assert isinstance(pdf, bytes)
        return pdf


def _reason(message: str) -> str:
    """Say in Chinese what an author can mend; what else stops typst is a fault of the template."""
    glyph = _NO_GLYPH.search(message)
    return f"字体里没有“{glyph[1]}”，请换一个写法，或者在资料里改掉这个字符" if glyph else message


def _fonts(folders: Iterable[Path], *, system: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders]
    )


def _require(wanted: Iterable[str], found: Iterable[str]) -> None:
    there = set(found)
    missing = [name for name in sorted(wanted) if name not in there]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        raise PressFailed(f"没有找到字体{names}：请安装这个字体，或者改用默认字体（Noto Serif SC、Noto Sans SC）")


def _plain(part: Any) -> dict[str, object]:
    """Return a dataclass as a mapping: its type's name under ``block``, its fields, the picture of a QR code."""
    name = _CAMEL.sub("-", type(part).__name__).lower()
    data = {"block": name, **{field.name: getattr(part, field.name) for field in fields(part)}}
    return {**data, "svg": _svg(part.url)} if isinstance(part, Qr) else data


def _svg(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=0, scale=4)
    return out.getvalue().decode("utf-8")
