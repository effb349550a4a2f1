"""Invented instruments and files that hold them, made when a test needs them."""

from __future__ import annotations

import io
import zipfile

from mingze.importing.files import read_bytes
from mingze.importing.regulation import RegulationDraft, make_draft
from mingze.importing.regulation.regulation_draft import ArticleDraft

RULES = """\
某市沟渠养护办法

（2020年3月5日某市人民政府令第12号公布　根据2023年6月1日《某市人民政府关于修改部分规章的决定》修正）

目　录
第一章　总则
第二章　养护
第三章　附则

第一章　总　则
第一条　为了养护沟渠，制定本办法。
第二条　本办法适用于本市的沟渠。
沟渠包括下列各处：
（一）明沟；
（二）暗渠：
1．砖砌的；
2．混凝土的；
（三）其他沟渠。
前款所称其他沟渠由市人民政府公布。
第二章　养护
第一节　单位
第三条　养护单位每月巡查一次。
第三条之一　养护单位记录巡查。
第二节　个人
第四条　任何人不得填埋沟渠。
第三章　附则
第五条　本办法自2020年5月1日起施行。
附件：沟渠名录
"""
"""An instrument that has everything: history, contents, sections, 之一, items, subs, text behind a list, an annex."""


def draft_of(text: str, name: str = "办法.txt") -> RegulationDraft:
    """Import a text."""
    return make_draft(read_bytes(name, text.encode("utf-8")))


def outline(draft: RegulationDraft) -> list[str]:
    """Write a draft's structure, a line a part: what it is by its number, then its words."""
    out: list[str] = []
    for article in draft.articles:
        out += _article(article)
    for chapter in draft.chapters:
        out.append(f"ch{chapter.number} {chapter.title}")
        for article in chapter.articles:
            out += _article(article)
        for section in chapter.parts:
            out.append(f"sec{section.number} {section.title}")
            for article in section.articles:
                out += _article(article)
    return out


def _article(article: ArticleDraft) -> list[str]:
    inserted = f"z{article.inserted}" if article.inserted else ""
    out = [f"art{article.number}{inserted}" + (f" 【{article.title}】" if article.title else "")]
    for paragraph in article.paragraphs:
        out.append(f"  {paragraph.text}")
        for n, item in enumerate(paragraph.inner, 1):
            out.append(f"    ({n}) {item.text}")
            out += [f"      {k}. {sub.text}" for k, sub in enumerate(item.inner, 1)]
    return out


def codes(draft: RegulationDraft) -> list[str]:
    """Return the codes of what was guessed, each once, in the order of the lines."""
    return list(dict.fromkeys(guess.code for guess in draft.guesses))


def reasons(draft: RegulationDraft) -> list[tuple[str, str]]:
    """Return what was left out and why."""
    return [(one.text, one.reason) for one in draft.left_out]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str, list_: int = 0, level: int = 0, style: str = "") -> str:
    """Return a paragraph of a Word file; ``list_`` is its number id."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>' if list_ else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def level(n: int, format_: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def word_file(body: str, **parts: str | bytes) -> bytes:
    """Return a .docx; ``parts`` are other parts of the folder ``word``, by name without ending."""
    kinds = {"numbering", "styles", "footnotes", "endnotes", "comments", "header1", "footer1"}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document {W} xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>",
        )
        relations = ""
        for name, given in parts.items():
            kind, file, content = "aFChunk", name.replace("_", "."), given
            if name in kinds:
                kind, file = name.rstrip("1"), f"{name}.xml"
                root = _ROOTS.get(kind, kind)
                content = f"<w:{root} {W}>{given!s}</w:{root}>"
            relations += f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{file}"/>'
            package.writestr(f"word/{file}", content)
        package.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
    return made.getvalue()


_ROOTS = {"header": "hdr", "footer": "ftr"}
