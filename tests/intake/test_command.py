"""The commands on paper: sheets for a roster are printed, filled ones read; what cannot be is said before any work."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from mingze.cli import main
from mingze.intake.kept_pages import KEPT_PAGES
from mingze.roster.roster_file import RosterRefused, roster_of
from mingze.roster.roster_person import RosterPerson, serials
from tests.conftest import ROOT, snapshot

pytestmark = pytest.mark.usefixtures("_checked_once")
ROSTER = "姓名,单位,考号,卷别\n李明,财务科,260001,\n王芳,安监科,260002,\n赵强,安监科,,b\n"


def paper(folder: Path, *extra: str) -> list[str]:
    return ["paper", "quick", "--seed", "7", "--root", str(ROOT), "--out", str(folder), *extra]


def read(folder: Path, *extra: str) -> list[str]:
    return ["read-sheets", str(folder / "扫描.pdf"), "--root", str(ROOT), "--out", str(folder / "答卷"), *extra]


def written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8-sig")
    return str(path)


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def test_a_sheet_is_printed_for_everybody_of_a_roster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(paper(tmp_path, "--roster", written(tmp_path / "名单.csv", ROSTER))) == 0
    assert str(tmp_path / "quick-7-sheets.pdf") in capsys.readouterr().out
    pages = texts(tmp_path / "quick-7-sheets.pdf")
    people = roster_of(tmp_path / "名单.csv")
    shown = [page for page in pages if page.strip()]
    assert ["quick-7-A" in page for page in shown] == [True, False, False]  # in turn; the roster says B for the third
    for page, person, serial in zip(shown, people, serials(people), strict=True):
        assert person.name in page
        assert f"编号：{serial}" in page
    assert len(pages) == 6  # on both sides of paper each begins in front


def test_a_name_that_no_typeface_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(paper(tmp_path, "--roster", written(tmp_path / "名单.csv", "姓名\n李\U0003134a\n"))) == 0
    assert "名单.csv:2：字体里没有“\U0003134a”，印成〔缺字〕，请手写补上" in capsys.readouterr().err


def test_a_number_that_finds_no_room_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = written(tmp_path / "名单.csv", "姓名,考号\n李明,12345678\n")
    assert main(paper(tmp_path, "--roster", roster, "--forms", "A")) == 0
    assert "考号有 8 位，不按人印的答题卡上只有 6 格；要用它，加 --digits 8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("roster", "words"),
    [
        ("姓名,考号\n李明,1\n王芳,1\n", "考号 1 有两个人（名单.csv:2、名单.csv:3）；一个考号只给一个人"),
        (
            "姓名,单位\n李明,财务科\n李明,财务科\n",
            "李明（财务科）写了两次（名单.csv:2、名单.csv:3）：是同一个人，删掉一行",
        ),
        ("姓名,卷别\n李明,C\n", "名单.csv:2：卷别 C 不在 A,B 里"),
        ("名,单位\n", "没有找到“姓名”一列"),
    ],
)
def test_a_roster_that_cannot_be_used_is_told(
    roster: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "名单.csv", roster)
    before = snapshot(tmp_path)
    assert main(paper(tmp_path, "--roster", path)) == 2
    assert words in capsys.readouterr().err
    if "卷别" not in words:
        assert main(read(tmp_path, "--roster", path)) == 2
        assert words in capsys.readouterr().err
    assert snapshot(tmp_path) == before


def test_what_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(read(tmp_path, "--roster", str(tmp_path / "没有.xlsx"))) == 2
    assert "没有这个名单" in capsys.readouterr().err
    assert main(read(tmp_path, "--settled", str(tmp_path / "没有.json"))) == 2
    assert "没有.json：没有这个文件" in capsys.readouterr().err
    assert main(read(tmp_path)) == 1
    said = capsys.readouterr()
    assert "扫描.pdf：没有这个文件" in said.err
    assert "共 1 页：打不开 1" in said.out


def test_what_was_read_is_kept_until_nothing_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("L", (60, 90), 255).save(tmp_path / "扫描.pdf")
    kept = tmp_path / "答卷" / KEPT_PAGES
    command, scan, *rest = read(tmp_path)
    assert main([command, scan, str(tmp_path / "没有.pdf"), *rest]) == 1
    assert len(list(kept.iterdir())) == 1
    assert main(read(tmp_path)) == 0
    assert not kept.exists()
    assert "共 1 页：空白 1" in capsys.readouterr().out


def test_without_the_extra_its_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "zxingcpp" else found(name))
    assert main(read(tmp_path)) == 2
    assert "pip install 'mingze[sheets]'" in capsys.readouterr().err


def test_a_serial_depends_on_the_person_alone() -> None:
    people = [RosterPerson(f"人{n}", "", str(n)) for n in range(3000)]
    made = dict(zip(people, serials(people), strict=True))
    assert len(set(made.values())) == 3000
    some = people[::-7]
    assert sum(made[one] == serial for one, serial in zip(some, serials(some), strict=True)) >= len(some) - 1
    assert {len(serial) for serial in made.values()} == {5}


def test_a_roster_is_read_with_its_places(tmp_path: Path) -> None:
    people = roster_of(Path(written(tmp_path / "名单.csv", ROSTER)))
    assert people[2] == RosterPerson("赵强", "安监科", "", "B", "名单.csv:4")
    written(tmp_path / "两列.csv", "序号,姓名,考号\n1,李明,260001\n")
    assert roster_of(tmp_path / "两列.csv")[0].number == "260001"
    with pytest.raises(RosterRefused, match="没有这个名单"):
        roster_of(tmp_path / "没有.csv")
