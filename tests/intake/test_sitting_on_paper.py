"""People sit on paper: one shuffled heap with everything that goes wrong becomes their answer files."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from mingze.cli import main
from mingze.handouts.exams import Exams
from mingze.intake import take_in as reading
from mingze.intake.intake_records import Intake
from mingze.intake.known_sheets import KnownSheets
from mingze.intake.page_note import PageNote, note_of
from mingze.intake.settlement import copy_key, settlement_json
from mingze.roster.roster_person import RosterPerson
from mingze.sheets.sheet_layout import lay_out, lay_out_named
from tests.conftest import ROOT, real_catalog
from tests.intake.heap import (
    Sat,
    answered,
    as_pdf,
    blank_pages,
    changed,
    decisions,
    filled,
    named_pages,
    paper,
    printed,
    scan,
    scanned_well,
    tick,
)

NAMES = [family + given for family in "赵钱孙李周吴郑王" for given in "一二三"]
PEOPLE = [RosterPerson(name, f"青山县第{n % 4 + 1}科", f"26{n:04}") for n, name in enumerate(NAMES)]
ON_SPARE_SHEETS = (20, 21, 22, 23)
"""Who filled in the 考号, for their own sheet was lost."""
TICKED, LEFT_OUT, LOST, MIXED_UP = 6, 6, 3, 22
AGAIN, CHANGED_MIND, UNSURE_NUMBER, TWO_PAPERS = 6, 3, 21, 6
SOME = (LOST, AGAIN, UNSURE_NUMBER, MIXED_UP, 23)
"""To whom something happens; the others of the roster stay away, and sit in the long walk alone."""


@dataclass
class Sitting:
    folder: Path
    sat: dict[tuple[str, str], Sat]
    sources: dict[str, str]
    """Where what went wrong lies in the heap."""
    who: Collection[int]
    """Who sat."""
    output: list[str] = field(default_factory=list)

    def command(self, *extra: str, later: tuple[str, ...] = ()) -> list[str]:
        files = [str(self.folder / name) for name in ("扫描.pdf", "补.tif", "手机.jpg", "照片.heic", *later)]
        return ["read-sheets", *files, "--roster", str(self.folder / "名单.csv"), "--root", str(ROOT), *extra]


def form_of(n: int) -> str:
    return "AB"[n % 2]


def sheets_of_all() -> dict[int, Sat]:
    sat = {n: answered(paper(form_of(n)), seed=n) for n in range(24)}
    skipped = sat[LEFT_OUT].marks
    assert skipped["5"]
    once = answered(paper(form_of(LEFT_OUT)), seed=LEFT_OUT)
    once.marks["5"] = ""
    once.earned -= 2 if _is_right(once, skipped["5"]) else 0
    return sat | {LEFT_OUT: once}


def _is_right(sat: Sat, mark: str) -> bool:
    one = sat.drawn.sections[0].questions[4]
    return one.question.printed_key(one.parts, one.withheld) == mark


def pages_of_all(sat: dict[int, Sat], who: Collection[int]) -> Iterator[tuple[str, Image.Image]]:
    """Yield what everybody filled in, and what is not of these people or not of this paper."""
    own = [n for n in who if n not in ON_SPARE_SHEETS]
    stranger = RosterPerson("路人", "邻县", "990001"), paper("A")
    named = named_pages([*((PEOPLE[n], paper(form_of(n))) for n in own), stranger])
    for n in who:
        drawn = paper(form_of(n))
        sheet = lay_out_named(drawn) if n in own else lay_out(drawn)
        blanks = next(named) if n in own else blank_pages("mock", form_of(n), "2026")
        number = "" if n in own else PEOPLE[23 if n == MIXED_UP else n].number
        for page, blank in zip(sheet.pages, blanks, strict=True):
            marks = dict(sat[n].marks)
            digits = number
            if n == TICKED and page.number == 1:
                marks["3"] = ""
            if n == UNSURE_NUMBER and page.number == 2:
                digits = number[:5]
            picture = filled(blank, page, marks, n, digits)
            if n == TICKED and page.number == 1:
                tick(picture, next(row for row in page.rows if row.key == "3"), sat[n].marks["3"])
            yield f"{n}.{page.number}", picture
            if n == CHANGED_MIND and page.number == 1:
                yield "before", filled(blank, page, marks | {"1": next(m for m in "ABCD" if m != marks["1"])}, n)
    yield "stranger", filled(next(named)[0], lay_out_named(paper("A")).pages[0], sat[2].marks, 3)
    other = changed(paper("A"))
    old = next(printed(Exams(real_catalog()).question_paper(other), lay_out(other)))
    yield "edition", filled(old, lay_out(other).pages[0], sat[2].marks, 2, PEOPLE[2].number)


def heap_of(
    sat: dict[int, Sat], quick: Sat, who: Collection[int]
) -> tuple[list[tuple[str, Image.Image]], Image.Image, list[Image.Image]]:
    """Return the pages that were fed, the one that was forgotten, and a second paper."""
    heap = []
    for n, (tag, picture) in enumerate(pages_of_all(sat, who)):
        heap.append((tag, (scanned_well if n else scan)(picture, n)))
        if tag == f"{AGAIN}.1":
            clean = picture
    scans = dict(heap)
    heap = [(tag, picture.rotate(180) if n % 5 == 4 else picture) for n, (tag, picture) in enumerate(heap)]
    lost = scans[f"{LOST}.2"]
    heap = [(tag, picture) for tag, picture in heap if tag != f"{LOST}.2"]
    heap.append(("again", scanned_well(clean, 901)))
    over = scans[f"{CHANGED_MIND}.1"].copy()
    size = over.size
    heap.append(("blank", scanned_well(Image.new("L", clean.size, 255), 903)))
    over.paste(scans[f"{AGAIN}.1"].resize(size).crop((0, size[1] // 2, *size)), (0, size[1] // 2))
    heap.append(("over", over))
    words = Image.new("L", clean.size, 255)
    for y in range(300, 3000, 90):
        ImageDraw.Draw(words).rectangle((300, y, 2100, y + 30), fill=40)
    heap.append(("letter", scanned_well(words, 904)))
    heap.append(("blurred", scans[f"{LOST}.1"].resize((260, 368)).resize(size)))
    random.Random(5).shuffle(heap)
    second = lay_out(quick.drawn)
    extra = [
        scanned_well(filled(blank, page, quick.marks, 77, PEOPLE[TWO_PAPERS].number), 907)
        for page, blank in zip(second.pages, blank_pages("quick", "A", "77"), strict=True)
    ]
    return heap, lost, extra


@pytest.fixture(scope="module", params=[SOME, pytest.param(range(24), marks=pytest.mark.long)], ids=["some", "all"])
def sitting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    folder = tmp_path_factory.mktemp("收卷")
    sat, quick = sheets_of_all(), answered(paper("A", "quick", "77"), seed=77)
    heap, lost, extra = heap_of(sat, quick, request.param)
    as_pdf(folder / "扫描.pdf", [picture for _, picture in heap])
    as_pdf(folder / "补扫.pdf", [lost])
    extra[0].save(folder / "补.tif", save_all=True, append_images=extra[1:])
    (folder / "手机.jpg").write_bytes(b"not a picture")
    (folder / "照片.heic").write_bytes(b"ftypheic")
    lines = [f"{one.name},{one.unit},{one.number}\n" for one in PEOPLE]
    (folder / "名单.csv").write_text("姓名,单位,考号\n" + "".join(lines), "utf-8-sig")
    known = {(PEOPLE[n].number, sat[n].drawn.number): sat[n] for n in request.param}
    known[PEOPLE[TWO_PAPERS].number, quick.drawn.number] = quick
    # the sheet that was filled in with somebody else's 考号
    known[PEOPLE[23].number, sat[MIXED_UP].drawn.number] = sat[MIXED_UP]
    sources = {tag: f"扫描.pdf 第 {n} 页" for n, (tag, _) in enumerate(heap, 1)}
    return Sitting(folder, known, sources, request.param)


def told(sitting: Sitting, error: str) -> None:
    """Every page that went wrong is told by its place."""
    wanted = {
        "again": "是同一页，用了那一张",
        "before": "第 1 页有 2 张，读出的不一样",
        f"{CHANGED_MIND}.1": "第 1 页有 2 张，读出的不一样",
        "over": "两张纸叠在一起",
        "letter": "不是答题卡",
        "blurred": "拍糊了",
        "edition": "这里的题库和印卡时的不一样",
        "stranger": "不在名单里",
        f"{UNSURE_NUMBER}.2": "考号读作 2600",
    }
    for tag, words in wanted.items():
        places = [tag] if tag != "again" else ["again", f"{AGAIN}.1"]  # either of the two is as good
        lines = [
            line for line in error.splitlines() if line.startswith(tuple(f"{sitting.sources[p]}：" for p in places))
        ]
        assert len(lines) == 1, (tag, lines)
        assert words in lines[0]
    assert "手机.jpg：打不开" in error
    assert "照片.heic：是 HEIC 照片" in error
    assert f"{NAMES[LOST]}（青山县第4科，考号 260003） mock-2026-B-BS1H：缺第 2 页" in error
    assert (
        "有 mock-2026-A-87AK、mock-2026-B-BS1H 的卡各一份" in error or "有 mock-2026-B-BS1H、mock-2026-A-87AK" in error
    )
    for n in {*range(24)} - {*sitting.who} | {MIXED_UP}:
        one = PEOPLE[n]
        assert f"{one.name}（{one.unit}，考号 {one.number}）：没有答题卡" in error


@pytest.mark.usefixtures("_checked_once")
def test_a_shuffled_heap_becomes_the_answer_files_of_all(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Intake] = []
    take_in = reading.take_in

    def kept(*given: object, **named: object) -> Intake:
        seen.append(take_in(*given, **named))  # type: ignore[arg-type]
        return seen[-1]

    monkeypatch.setattr(reading, "take_in", kept)
    looked_at: list[str] = []

    def looked(source: str, image: Image.Image, known: KnownSheets) -> PageNote:
        looked_at.append(source)
        return note_of(source, image, known)

    monkeypatch.setattr(reading, "note_of", looked)
    out = sitting.folder / "答卷"
    assert main(sitting.command("--out", str(out))) == 1
    said = capsys.readouterr()
    told(sitting, said.err)
    assert len(list(csv.reader((out / "读卡情况.csv").read_text("utf-8-sig").splitlines()))) == 1 + len(seen[0].pages)
    names = [path.name for path in out.glob("*.json") if path.name[0] != "."]
    assert names == [f"答卷-{paper('A', 'quick', '77').number}-{PEOPLE[TWO_PAPERS].number}-{NAMES[TWO_PAPERS]}.json"]
    assert f"共 {len(sitting.sources) + 3} 页" in said.out

    (first,) = seen
    tags = [(f"{n}.{page}", n) for n in ON_SPARE_SHEETS if n in sitting.who for page in (1, 2)]
    owners = {sitting.sources[tag]: PEOPLE[n].number for tag, n in tags} | {sitting.sources["stranger"]: ""}
    settled = decisions(first, sitting.sat, owners)
    (conflict,) = first.conflicts
    assert conflict.rows == ("1",)
    good = conflict.sources.index(sitting.sources[f"{CHANGED_MIND}.1"])
    settled[copy_key(conflict.pictures)] = conflict.pictures[good]
    unsure = next(one for one in first.owners if one.source == sitting.sources[f"{UNSURE_NUMBER}.2"])
    assert PEOPLE[UNSURE_NUMBER].number in unsure.candidates
    rounds = settle_all(sitting, settled, seen, out)
    assert rounds <= 3
    assert sorted(looked_at) == sorted({one.source for one in seen[-1].pages if one.fate != "unopened"}), "each once"
    check_files(sitting, out)
    check_scores(sitting, out, capsys)


def settle_all(sitting: Sitting, settled: dict[str, object], seen: list[Intake], out: Path) -> int:
    """Settle what is asked until nothing is: pages that are claimed bring rows of their own."""
    for turn in range(1, 4):
        path = sitting.folder / "核对结果.json"
        path.write_text(settlement_json(real_catalog().site.id, settled), "utf-8")
        main(sitting.command("--settled", str(path), "--out", str(out), later=("补扫.pdf",)))
        if not any(sheet.held for sheet in seen[-1].sheets):
            return turn
        settled |= {key: value for key, value in decisions(seen[-1], sitting.sat).items() if key not in settled}
    return 9


def check_files(sitting: Sitting, out: Path) -> None:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in out.glob("答卷-*.json")}
    assert len(files) == len(sitting.who) + 1
    for n, person in [(n, PEOPLE[n]) for n in sitting.who]:
        sat = sitting.sat[person.number, paper(form_of(n)).number]
        data = files[f"答卷-{sat.drawn.number}-{person.number}-{person.name}.json"]
        assert [data[key] for key in ("who", "unit", "number", "form")] == [*_about(person), form_of(n)]
        answers = {id_: one["points"] if isinstance(one, dict) else one for id_, one in data["answers"].items()}
        assert answers == expected(sat), person.name


def _about(person: RosterPerson) -> list[str]:
    return [person.name, person.unit, person.number]


def expected(sat: Sat) -> dict[str, object]:
    out: dict[str, object] = {}
    number = 0
    for section in sat.drawn.sections:
        for one in section.questions:
            number += 1
            if number in sat.points:
                out[one.question.id] = sat.points[number]
            elif number in sat.words:
                out[one.question.id] = sat.words[number]
            else:
                keys = [key for key in sat.marks if key.partition(".")[0] == str(number)]
                marks = [sat.marks[key] for key in keys]
                out[one.question.id] = one.question.read_marks(marks, one.parts, one.withheld)
    return out


def check_scores(sitting: Sitting, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    files = [str(path) for path in out.glob("答卷-mock-*.json")]
    assert main(["score", *files, "--root", str(ROOT), "--out", str(sitting.folder / "成绩")]) == 0
    rows = list(csv.DictReader((sitting.folder / "成绩" / "各人.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(sitting.who)
    for row in rows:
        n = NAMES.index(row["姓名"])
        sat = sitting.sat[PEOPLE[n].number, paper(form_of(n)).number]
        assert (row["单位"], row["考号"].strip()) == (PEOPLE[n].unit, PEOPLE[n].number)
        assert float(row["得分"]) == pytest.approx(sat.earned), row["姓名"]
