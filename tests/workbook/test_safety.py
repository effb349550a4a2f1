"""Files made to do harm, and broken ones: refused in words, in bounded memory and time, never with a traceback."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.conftest import ROOT
from tests.workbook.desk import Desk, column_of

SHEET = "xl/worksheets/sheet2.xml"
LAST_ROW = 1_048_576
"""Of a sheet."""


def change_part(desk: Desk, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of the workbook's archive; a part that is not there is added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(desk.file) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        old = before.read(name) if name in before.namelist() else b""
        after.writestr(name, change(old))
    desk.file.write_bytes(out.getvalue())


def refused(desk: Desk, code: str) -> str:
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 2, said
    assert f"错误[{code}]" in said
    assert "= 修改：" in said
    assert "Traceback" not in said
    assert desk.sources() == before
    return said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 .xlsx"),
        ("编号,标题\n".encode("gbk"), "不是 .xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "旧的 .xls 文件，或者加了密码"),
        (b"PK\x03\x04" + bytes(60), "不是 .xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused(desk: Desk, data: bytes, words: str) -> None:
    desk.file.write_bytes(data)
    assert words in refused(desk, "not-a-workbook")


def test_a_file_that_is_not_there_is_told(desk: Desk) -> None:
    assert "打不开这个文件" in refused(desk, "not-a-workbook")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95, 0.999])
def test_a_truncated_file_is_refused(desk: Desk, keep: float) -> None:
    desk.export("duties")
    data = desk.file.read_bytes()
    desk.file.write_bytes(data[: int(len(data) * keep)])
    refused(desk, "not-a-workbook")


def test_a_broken_sheet_is_refused(desk: Desk) -> None:
    desk.export("duties")
    change_part(desk, SHEET, lambda old: old[: len(old) // 2])
    refused(desk, "not-a-workbook")


def test_entities_are_refused(desk: Desk) -> None:
    desk.export("duties")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    change_part(desk, SHEET, lambda old: old.replace(b"<worksheet", bomb + b"<worksheet", 1))
    refused(desk, "unsafe-part")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_an_encoding_that_could_hide_a_declaration_is_refused(desk: Desk, encoding: str) -> None:
    desk.export("duties")
    change_part(desk, SHEET, lambda old: old.decode().encode(encoding))
    refused(desk, "unsafe-part")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(desk: Desk) -> None:
    desk.export("duties")
    change_part(desk, "xl/media/big.bin", lambda _: bytes(250_000_000))
    assert desk.file.stat().st_size < 2_000_000
    refused(desk, "workbook-too-large")


def test_too_many_parts_are_refused(desk: Desk) -> None:
    desk.export("duties")
    with zipfile.ZipFile(desk.file, "a") as archive:
        for n in range(2500):
            archive.writestr(f"xl/media/{n}.bin", b"")
    refused(desk, "workbook-too-large")


def test_a_formula_is_not_trusted(desk: Desk) -> None:
    desk.export("duties")
    place = desk.set("职责", "leader-1", "标题", '="组织"&"演练"')
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 1
    assert f"错误[formula-in-cell] 这一格是公式，不是文字\n --> {place}" in said
    assert desk.sources() == before


def test_text_that_looks_like_a_formula_stays_text(desk: Desk) -> None:
    path = desk.root / "data/glossary.yml"
    path.write_text(path.read_text("utf-8").replace("班前查设备", '=HYPERLINK("http://x","y") +1 @SUM -2'), "utf-8")
    desk.export("terms")

    def look(book: Workbook) -> None:
        page = book["术语"]
        cell = page.cell(2, column_of(page, "释义"))
        assert cell.data_type == "s"
        assert str(cell.value).startswith("=HYPERLINK")

    desk.edit(look)
    desk.export("terms")  # openpyxl, unlike table programs, makes a formula of it when it saves
    assert "没有要写的" in desk.take_in()[1]


def test_macros_links_and_pictures_are_left_out_and_told(desk: Desk) -> None:
    desk.export("duties")
    change_part(desk, "xl/vbaProject.bin", lambda _: b"Attack")
    change_part(desk, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    change_part(desk, "xl/media/image1.png", lambda _: b"PNG")
    status, said = desk.take_in()
    assert status == 0
    assert "宏（不运行，也不读）" in said
    assert "指向别的文件的链接（不跟过去）" in said
    assert "  图片\n" in said


LIMITED = """
import resource
import sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from pathlib import Path
from mingze.workbook.faults import Refused
from mingze.workbook.grid import read_workbook
try:
    book = read_workbook(Path(sys.argv[1]))
    print(sum(len(grid.cells) for grid in book.sheets))
except Refused as refusal:
    print(refusal.fault.code)
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def read_apart(file: Path) -> tuple[str, int]:
    """Read a workbook in a process of its own; returns what came out and the most memory it took, in MB.

    ``ru_maxrss`` would still show what the process that started it had.
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), file], cwd=ROOT, capture_output=True, text=True, check=True
    )
    out, memory = run.stdout.split()
    return out, int(memory)


def rows_of(row: bytes, numbers: range) -> Callable[[bytes], bytes]:
    """Return a change that puts a row down so often."""

    def change(old: bytes) -> bytes:
        rows = b"".join(row.replace(b"#", b"%d" % n) for n in numbers)
        return old.replace(b"</sheetData>", rows + b"</sheetData>")

    return change


def test_a_sheet_painted_to_the_last_row_takes_little_memory(desk: Desk) -> None:
    desk.export("duties")
    wanted, before = read_apart(desk.file)
    painted = b'<row r="#" s="1" customFormat="1" ht="20"><c r="A#" s="1"/></row>'
    change_part(desk, SHEET, rows_of(painted, range(LAST_ROW - 100_000, LAST_ROW + 1)))
    found, memory = read_apart(desk.file)
    assert found == wanted
    assert memory < before + 20, "kept, each of 100,000 rows would take far more than 160 bytes"


def test_a_sheet_full_of_cells_is_refused_in_little_memory(desk: Desk) -> None:
    desk.export("duties")
    cells = "".join(f'<c r="{get_column_letter(n)}#" t="str"><v>x</v></c>' for n in range(1, 1001))
    change_part(desk, SHEET, rows_of(f'<row r="#">{cells}</row>'.encode(), range(100, 301)))
    found, memory = read_apart(desk.file)
    assert found == "workbook-too-large"
    assert memory < 300


def test_many_shared_texts_take_little_memory(desk: Desk) -> None:
    desk.export("duties")
    texts = b"".join(b"<si><t>%d</t></si>" % n for n in range(600_000))
    change_part(desk, "xl/sharedStrings.xml", lambda old: old.replace(b"</sst>", texts + b"</sst>"))
    _, memory = read_apart(desk.file)
    assert memory < 300


def test_a_merged_area_as_large_as_a_sheet_costs_nothing(desk: Desk) -> None:
    desk.export("duties")
    merged = b'<mergeCells count="1"><mergeCell ref="X200:XFD1048576"/></mergeCells>'
    change_part(desk, SHEET, lambda old: old.replace(b"<autoFilter", merged + b"<autoFilter"))
    assert desk.take_in()[0] == 0
