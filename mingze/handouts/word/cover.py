"""Cover and table of contents of a Word document."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.blocks import Document
from mingze.handouts.word.xml import el, instruction, paragraph, run

_TOC = r'TOC \o "1-2" \h \z'
_NOTE = "在目录上点右键，选“更新域”（WPS 里选“更新目录”），就会写上页码，这一行随之消失。"


def cover(document: Document) -> list[BaseOxmlElement]:
    """Return the cover: title, edition, how far the text was checked, who hands it out."""
    made = [paragraph("Title", run(document.title)), paragraph("Subtitle", run(document.edition))]
    if document.checked:
        made.append(paragraph("CoverNote", run(document.checked)))
    if document.organisation:
        made.append(paragraph("CoverMaker", run(document.organisation)))
    return made


def contents(entries: Iterable[tuple[int, str, str]]) -> list[BaseOxmlElement]:
    """Return the table of contents: a field that shows headings at once, and their pages when brought up to date.

    No writer of Word files knows where pages end, so the numbers are left to the program that opens it.
    """
    lines = [
        el("p", el("pPr", el("pStyle", val=f"Toc{level}")), el("hyperlink", run(words), anchor=mark, history=1))
        for level, words, mark in entries
    ]
    lines.append(paragraph("TocNote", run(_NOTE)))
    opening = [
        el("r", el("fldChar", fldCharType="begin")),
        instruction(_TOC),
        el("r", el("fldChar", fldCharType="separate")),
    ]
    lines[0][1:1] = opening
    lines[-1].append(el("r", el("fldChar", fldCharType="end")))
    gallery = el("docPartObj", el("docPartGallery", val="Table of Contents"), el("docPartUnique"))
    # the frame gives Word's and WPS's button 更新目录; after it, a paragraph for the section to end in
    frame = el("sdt", el("sdtPr", gallery), el("sdtContent", paragraph("TocTitle", run("目录")), *lines))
    return [frame, paragraph("Gap")]
