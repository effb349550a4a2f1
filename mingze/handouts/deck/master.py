"""An empty presentation with our master: theme, layouts, footer, table style. A trainer restyles a deck there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.presentation import PresentationPart
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart
from pptx.presentation import Presentation as Presentation_
from pptx.util import Mm

from mingze.handouts.deck import look
from mingze.handouts.deck.look import Frame, Layout, Slot
from mingze.handouts.slides.text import Style

TABLE_STYLE_ID = "{6B1F3C52-7D0A-4E8B-9C55-2A4D3E6F7081}"
_NS = nsdecls("a", "p", "r")
_COLOURS = {"dk1": look.INK, "lt1": "FFFFFF", "dk2": look.INK, "lt2": "F4F1EE", "accent1": look.RED}
_ACCENTS = {"accent2": "4D4D4D", "accent3": "7A7A7A", "accent4": "A65E2E", "accent5": "2F5D50", "accent6": "2B4A6F"}
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_FACES = '<a:latin typeface="+{0}-lt"/><a:ea typeface="+{0}-ea"/><a:cs typeface="+{0}-cs"/>'


def blank_presentation() -> Presentation_:
    """Return a presentation of 16:9 without slides, with our master and layouts only."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Mm(look.WIDTH), Mm(look.HEIGHT)
    part = presentation.part
    _drop(part)
    size = presentation.element.find(qn("p:sldSz"))
    size.attrib.pop("type", None)
    _write_master(presentation)
    for _ in look.LAYOUTS[len(presentation.slide_layouts) :]:
        _add_layout(presentation.slide_master.part)
    for layout, ours in zip(presentation.slide_layouts, look.LAYOUTS, strict=True):
        element = layout.element
        element.attrib.pop("type", None)
        element.replace(element.find(qn("p:cSld")), parse_xml(_layout(ours)))
    set_faces(presentation.slide_master.part.part_related_by(RT.THEME))
    part.part_related_by(RT.TABLE_STYLES).blob = _TABLE_STYLES.encode()
    for lang in presentation.element.iter(qn("a:defRPr")):
        if lang.get("lang"):
            lang.set("lang", "zh-CN")
    return presentation


def _add_layout(master: SlideMasterPart) -> None:
    """Add a copy of the first layout: the template of the library has eleven."""
    listed = master._element.get_or_add_sldLayoutIdLst()
    first = master.slide_master.slide_layouts[0].part
    package = master.package
    name = package.next_partname("/ppt/slideLayouts/slideLayout%d.xml")
    layout = SlideLayoutPart(name, first.content_type, package, deepcopy(first._element))
    layout.relate_to(master, RT.SLIDE_MASTER)
    entry = deepcopy(listed[0])
    # ids are of one row with the master's own: 2147483648 and up
    entry.set("id", str(max(int(known.get("id")) for known in listed) + 1))
    entry.rId = master.relate_to(layout, RT.SLIDE_LAYOUT)
    listed.append(entry)


def set_faces(theme: Part) -> None:
    """Give a theme part our typeface and colours: everything else takes them from there."""
    xml = theme.blob.decode("utf-8")
    for tag in ("latin", "ea"):
        xml = re.sub(
            rf'(<a:(?:major|minor)Font>.*?<a:{tag} typeface=")[^"]*', rf"\g<1>{look.FACE}", xml, flags=re.DOTALL
        )
    xml = re.sub(r'(<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{look.FACE}", xml)
    for name, value in {**_COLOURS, **_ACCENTS}.items():
        colour = f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        xml = re.sub(rf"<a:{name}>.*?</a:{name}>", colour, xml, flags=re.DOTALL)
    if isinstance(theme, XmlPart):  # the theme of the notes
        theme._element = parse_xml(xml.encode("utf-8"))
    else:
        theme.blob = xml.encode("utf-8")


def _drop(part: PresentationPart) -> None:
    """Drop the template's own preview picture and printer settings."""
    for rels in (part.package._rels, part.rels):
        for id_ in [id_ for id_, rel in rels.items() if rel.reltype in (RT.THUMBNAIL, RT.PRINTER_SETTINGS)]:
            rels.pop(id_)


def _write_master(presentation: Presentation_) -> None:
    master = presentation.slide_master.element
    title, body = look.POINTS[1]["title"], look.POINTS[1]["body"]
    rule = Frame(look.FOOT.left, look.FOOT.top - 1, look.WIDTH - 2 * look.FOOT.left, 0.3)
    shapes = (
        _bar(2, rule, "tx1", 'lumMod="50000" lumOff="50000"'),
        _placeholder(3, title),
        _placeholder(4, body),
        _furniture(_inherited(5, "页脚", "ftr", 3, _text("")), look.FOOT, "l"),
        _furniture(_inherited(6, "页码", "sldNum", 4, _NUMBER), look.PAGE_NUMBER, "r"),
    )
    background = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    tree = f"<p:cSld {_NS}>{background}<p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"
    master.replace(master.find(qn("p:cSld")), parse_xml(tree))
    styles = master.find(qn("p:txStyles"))
    title_style = f"<p:titleStyle {_NS}>{_level(1, title, title.levels[0], 'mj')}</p:titleStyle>"
    levels = "".join(_level(n, body, _deeper(body.levels[0], n), "mn") for n in range(1, 6))
    styles.replace(styles.find(qn("p:titleStyle")), parse_xml(title_style))
    styles.replace(styles.find(qn("p:bodyStyle")), parse_xml(f"<p:bodyStyle {_NS}>{levels}</p:bodyStyle>"))


def _deeper(style: Style, level: int) -> Style:
    return style if level == 1 else Style(24, style.spacing, style.before, style.hanging)


def _layout(layout: Layout) -> str:
    shapes = [_bar(n, bar, "accent1") for n, bar in enumerate(layout.bars, 20)]
    shapes += (_placeholder(n, slot) for n, slot in enumerate(layout.slots, 2))
    shapes += (
        _inherited(10, "页脚", "ftr", 11, _text("")),
        _inherited(11, "页码", "sldNum", 12, _NUMBER),
    )
    return f"<p:cSld {_NS} name={quoteattr(layout.name)}><p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"


def _placeholder(id_: int, slot: Slot) -> str:
    levels = "".join(_level(n, slot, style) for n, style in enumerate(slot.levels, 1))
    line = '<a:ln w="25400"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln>' if slot.boxed else ""
    fill = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>' if slot.boxed else ""
    inset = int(Mm(slot.inset))
    insets = " ".join(f'{side}="{inset}"' for side in ("lIns", "tIns", "rIns", "bIns"))
    idx = f' idx="{slot.idx}"' if slot.idx else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name={quoteattr(slot.name)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{slot.type}"{idx}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_place(slot.frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{line}</p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" {insets} anchor="{slot.anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{levels}</a:lstStyle>{_text(slot.prompt)}</p:txBody></p:sp>"
    )


def _level(number: int, slot: Slot, style: Style, faces: str = "") -> str:
    indent = int(style.hanging * style.size * 12700)
    bullet = f'<a:buFont typeface="Arial"/><a:buChar char="{slot.bullet}"/>' if slot.bullet else "<a:buNone/>"
    colour = f'<a:solidFill><a:schemeClr val="{"accent1" if slot.red else "tx1"}"/></a:solidFill>'
    return (
        f'<a:lvl{number}pPr marL="{indent}" indent="{-indent}" algn="l" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="{round(style.spacing * 100_000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef>{bullet}'
        f'<a:defRPr sz="{round(style.size * 100)}" b="{int(slot.bold)}">{colour}{_FACES.format(faces) if faces else ""}'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


def _furniture(item: str, frame: Frame, align: str) -> str:
    """Write the master's own footer or page number from what its layouts say of it."""
    style = look.FOOT_STYLE
    level = (
        f'<a:lvl1pPr algn="{align}" eaLnBrk="1" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="{round(style.spacing * 100_000)}"/></a:lnSpc>'
        f'<a:defRPr sz="{round(style.size * 100)}"><a:solidFill><a:schemeClr val="accent2"/></a:solidFill></a:defRPr>'
        "</a:lvl1pPr>"
    )
    place = f'<p:spPr>{_place(frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
    body = f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle>{level}</a:lstStyle>'
    return item.replace("<p:spPr/>", place).replace("<a:bodyPr/><a:lstStyle/>", body)


def _inherited(id_: int, name: str, type_: str, idx: int, text: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{type_}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def furniture(id_: int, footer: str) -> Iterable[str]:
    """Return a slide's own footer and page number as XML: the program shows only those a slide has itself."""
    if footer:
        yield _inherited(id_, "页脚", "ftr", 11, _text(footer, "l")).replace("<p:sp>", f"<p:sp {_NS}>", 1)
    yield _inherited(id_ + 1, "页码", "sldNum", 12, _NUMBER).replace("<p:sp>", f"<p:sp {_NS}>", 1)


def _bar(id_: int, frame: Frame, colour: str, change: str = "") -> str:
    changes = "".join(f"<a:{name} val={value}/>" for name, _, value in (c.partition("=") for c in change.split()))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="线"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_place(frame)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}">{changes}</a:schemeClr></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _place(frame: Frame) -> str:
    left, top, width, height = (int(Mm(n)) for n in (frame.left, frame.top, frame.width, frame.height))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _text(words: str, align: str = "") -> str:
    properties = (
        f'<a:pPr algn="{align}"/>' if align else ""
    )  # LibreOffice centres footers that do not say it themselves
    said = '<a:rPr lang="zh-CN" altLang="en-US"/>'
    lines = (f"<a:r>{said}<a:t>{escape(line)}</a:t></a:r>" for line in words.split("\n") if line)
    return f'<a:p>{properties}{f"<a:br>{said}</a:br>".join(lines)}<a:endParaRPr lang="zh-CN" altLang="en-US"/></a:p>'


_NUMBER = (
    '<a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="zh-CN"/>'
    '<a:t>‹#›</a:t></a:fld><a:endParaRPr lang="zh-CN"/></a:p>'
)
_EDGE = '<a:ln w="12700"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>'
_EDGES = "".join(f"<a:{side}>{_EDGE}</a:{side}>" for side in ("left", "right", "top", "bottom", "insideH", "insideV"))
_WORDS = '<a:tcTxStyle{}><a:fontRef idx="minor"/><a:schemeClr val="{}"/></a:tcTxStyle>'
_HEAD_WORDS = _WORDS.format(' b="on"', "accent1")
_TABLE_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<a:tblStyleLst {nsdecls("a")} def="{TABLE_STYLE_ID}"><a:tblStyle styleId="{TABLE_STYLE_ID}" styleName="讲义表">'
    f"<a:wholeTbl>{_WORDS.format('', 'tx1')}<a:tcStyle><a:tcBdr>{_EDGES}</a:tcBdr></a:tcStyle></a:wholeTbl>"
    f"<a:firstRow>{_HEAD_WORDS}<a:tcStyle><a:tcBdr/>"
    '<a:fill><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:fill></a:tcStyle></a:firstRow>'
    "</a:tblStyle></a:tblStyleLst>"
)
