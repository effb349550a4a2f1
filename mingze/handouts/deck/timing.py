"""What appears on a slide by a click: ``p:timing`` of PresentationML (ECMA-376 part 1, 19.5)."""

from __future__ import annotations

from itertools import count

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide

_START = '<p:stCondLst><p:cond delay="{}"/></p:stCondLst>'
_TURN = '<p:{0}CondLst><p:cond evt="on{1}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:{0}CondLst>'


def reveal_shape(slide: Slide, shape_id: int) -> None:
    """Let a shape appear by a click."""
    _add(slide, [f'<p:spTgt spid="{shape_id}"/>'], f'<p:bldP spid="{shape_id}" grpId="0" animBg="1"/>')


def reveal_paragraphs(slide: Slide, shape_id: int, paragraphs: int) -> None:
    """Let a shape's paragraphs appear one by one, each by a click."""
    targets = [
        f'<p:spTgt spid="{shape_id}"><p:txEl><p:pRg st="{n}" end="{n}"/></p:txEl></p:spTgt>' for n in range(paragraphs)
    ]
    _add(slide, targets, f'<p:bldP spid="{shape_id}" grpId="0" build="p"/>')


def _add(slide: Slide, targets: list[str], build: str) -> None:
    ids = count(3)
    clicks = "".join(_click(target, *(next(ids) for _ in range(4))) for target in targets)
    timing = parse_xml(
        f"<p:timing {nsdecls('p')}><p:tnLst><p:par>"
        '<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{clicks}</p:childTnLst></p:cTn>{_TURN.format('prev', 'Prev')}{_TURN.format('next', 'Next')}"
        f"</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst><p:bldLst>{build}</p:bldLst></p:timing>"
    )
    # its place in the schema is after the colour map, before any extension
    slide.element.find(qn("p:clrMapOvr")).addnext(timing)


def _click(target: str, outer: int, inner: int, effect: int, change: int) -> str:
    """Write one click that makes a target visible; the four numbers are ids of its time nodes."""
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold">{_START.format("indefinite")}<p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold">{_START.format(0)}<p:childTnLst>'
        f'<p:par><p:cTn id="{effect}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" grpId="0" '
        f'nodeType="clickEffect">{_START.format(0)}<p:childTnLst>'
        f'<p:set><p:cBhvr><p:cTn id="{change}" dur="1" fill="hold">{_START.format(0)}</p:cTn>'
        f"<p:tgtEl>{target}</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        '<p:to><p:strVal val="visible"/></p:to></p:set>'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )
