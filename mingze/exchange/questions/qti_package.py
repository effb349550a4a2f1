"""Questions as a package of QTI 2.1: an item a question, a test that puts them in their order, a manifest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from mingze.exchange import as_html
from mingze.exchange.questions.batch import Batch, BatchPart
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.qti_item import HEAD, SPACES, identifier, item
from mingze.office.zipped import zip_entry

_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
_PACKAGING_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
MANIFEST, TEST = "imsmanifest.xml", "test.xml"


def write(batch: Batch) -> bytes:
    """Return the package."""
    files = {MANIFEST: _manifest(batch), TEST: _test(batch)}
    files |= {_href(one): item(one, batch.base) for one in batch.questions}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(zip_entry(name, batch.epoch), data, compresslevel=6)
    return out.getvalue()


def _href(one: Carried) -> str:
    return f"items/{one.id}.xml"


def _manifest(batch: Batch) -> bytes:
    resources = [
        f'<resource identifier="RES-test" type="imsqti_test_xmlv2p1" href="{TEST}"><file href="{TEST}"/>',
        *(f'<dependency identifierref="RES-{one.id}"/>' for one in batch.questions),
        "</resource>",
        *(
            f'<resource identifier="RES-{one.id}" type="imsqti_item_xmlv2p1" href="{_href(one)}">'
            f'<file href="{_href(one)}"/></resource>'
            for one in batch.questions
        ),
    ]
    lines = [
        HEAD,
        f'<manifest xmlns="{_PACKAGING}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
        f' xsi:schemaLocation="{_PACKAGING} {_PACKAGING_SCHEMA}" identifier="MANIFEST-{batch.name}">',
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>",
        "<organizations/>",
        "<resources>",
        *resources,
        "</resources>",
        "</manifest>",
        "",
    ]
    return "\n".join(lines).encode()


def _test(batch: Batch) -> bytes:
    title = as_html.escaped(batch.title)
    lines = [
        HEAD,
        f'<assessmentTest {SPACES} identifier="{identifier(f"T-{batch.name}")}" title="{title}">',
        '<testPart identifier="PART" navigationMode="nonlinear" submissionMode="individual">',
        *(line for part in batch.parts for line in _section(part)),
        "</testPart>",
        "</assessmentTest>",
        "",
    ]
    return "\n".join(lines).encode()


def _section(part: BatchPart) -> Iterator[str]:
    """Yield a bank as a section; the questions of a group stay together in one of their own."""
    yield f'<assessmentSection identifier="S-{part.id}" title="{as_html.escaped(part.title)}" visible="true">'
    open_group = ""
    for one in part.questions:
        group = one.group.id if one.group else ""
        if open_group and group != open_group:
            yield "</assessmentSection>"
        if one.group and group != open_group:
            title = as_html.escaped(one.group.title)
            yield f'<assessmentSection identifier="G-{group}" title="{title}" visible="true" keepTogether="true">'
        open_group = group
        yield f'<assessmentItemRef identifier="{identifier(one.id)}" href="{_href(one)}"/>'
    yield "</assessmentSection>" * (2 if open_group else 1)


FORMAT = QuestionFormat(
    ".qti21.zip",
    write,
    lost={"不同卷": "记在给编写者看的说明里，别的系统组卷时不看"},
    remark="判断填空对错时，QTI 只不分大小写，不像本站那样不分全角半角；可以接受的写法都已写进去。",
)
