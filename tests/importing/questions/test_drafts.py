"""From a file to a draft to a bank: nothing by itself, and what somebody wrote stays."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetPicture
from PIL import Image

from mingze.checks import check_site
from mingze.cli import main
from mingze.loading import load_catalog
from tests.conftest import MINIMAL

TEXT = """\
一、单选题
1. 主要负责人多久组织一次演练（　）。
A. 每月
B. 每年
答案：A
解析：主要负责人每月组织一次演练。
2. 分管负责人多久检查一次现场（　）。
A. 每周
B. 每天
答案：C
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "site")
    return tmp_path / "site"


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def take_in(site: Path, text: str, *more: str) -> int:
    """Import a text as one file into the draft ``tk``."""
    place = site.parent / "题库 (1).txt"
    place.write_text(text, "utf-8")
    return run("import", "questions", place, "--bank", "tk", "--root", site, *more)


def draft(site: Path) -> Path:
    return site / "quizzes/drafts/tk.yml"


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def finish(site: Path, *, cites: str = "[a]") -> None:
    """Confirm a proposal for the first question, as a person would in the file."""
    text = draft(site).read_text("utf-8")
    draft(site).write_text(text.replace("    cites_proposed:", f"    cites: {cites}\n    cites_proposed:", 1), "utf-8")


def test_a_preview_says_what_there_is_and_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site)
    assert take_in(site, TEXT) == 0
    told = capsys.readouterr().out
    assert tree(site) == before
    assert "读出 2 题（单选题 2）" in told
    assert "一共 10 行 ＝ 读入 6（题目 5、标题和表头等 1）＋有错误的题 4＋没有收 0" in told
    assert "错误[answer-conflict] 答案 C 不在 A—B 里\n --> 题库 (1).txt:10" in told


def test_the_object_has_the_stated_keys(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert take_in(site, TEXT, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"questions", "left_out", "faults"}
    first, second = found["questions"]
    assert set(first) == {
        "type", "stem", "options", "answer", "answers", "pairs", "sequence", "explanation", "place", "id", "undecided",
        "cites_proposed",
    }  # fmt: skip
    assert second["answer"] is None
    assert second["undecided"] == [{"field": "answer", "reason": "答案 C 不在 A—B 里", "source_text": "C"}]
    assert first["cites_proposed"][0]["key"] == "shili/art2-item1"
    assert "组织一次演练" in first["cites_proposed"][0]["shared"]


def test_a_draft_is_work_to_do_and_no_part_of_the_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_catalog(site).catalog
    assert take_in(site, TEXT, "--write") == 0
    assert load_catalog(site).catalog.questions.keys() == before.questions.keys()
    assert not [d for d in check_site(site)[1] if d.is_error]
    capsys.readouterr()
    assert run("check", "--format", "concise", "--root", site) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "draft" in line]
    assert len(told) == 2
    assert "quizzes/drafts/tk.yml:10:9: 提示[draft-question-to-finish]" in told[0]
    assert "answer（答案 C 不在 A—B 里）、解析 explanation、依据 cites" in told[1]


def test_an_unreadable_draft_stops_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft(site).parent.mkdir()
    draft(site).write_text("draft:\n  id: tk\n  title: [\n", "utf-8")
    assert run("check", "--format", "concise", "--root", site) == 0
    assert "警告[unreadable-draft]" in capsys.readouterr().out
    assert take_in(site, TEXT, "--write") == 1
    assert "读不通" in capsys.readouterr().err


def test_a_finished_question_moves_to_its_bank_and_the_others_stay(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(site, TEXT, "--write")
    finish(site)
    assert run("import", "accept", "tk", "--root", site) == 0
    assert not (site / "quizzes/banks/tk.yml").exists()
    assert "2 题里，做完的 1 题，没有做完的 1 题" in capsys.readouterr().out
    assert run("import", "accept", "tk", "--write", "--root", site) == 0
    loaded, found = check_site(site)
    assert not [d for d in found if d.is_error]
    (question,) = [q for q in loaded.catalog.questions.values() if q.id.startswith("tk-")]
    assert str(question.cites[0].clause) == "shili/art2-item1"
    assert question.id not in draft(site).read_text("utf-8").split("questions:")[1]


def test_cites_are_confirmed_by_letter_at_the_command_too(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(site, TEXT, "--write")
    id_ = draft(site).read_text("utf-8").split("- id: ")[1].split("\n")[0]
    assert run("import", "accept", "tk", "--confirm", f"{id_}=a", "--write", "--root", site) == 0
    assert "shili/art2-item1" in (site / "quizzes/banks/tk.yml").read_text("utf-8")
    capsys.readouterr()
    assert run("import", "accept", "tk", "--confirm", "tk-none=a", "--root", site) == 1
    assert "草稿里没有这些题" in capsys.readouterr().err


def test_what_a_bank_may_not_hold_is_not_accepted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(site, TEXT, "--write")
    finish(site, cites="[shili/art9]")
    assert run("import", "accept", "tk", "--write", "--root", site) == 0
    assert "art9" in capsys.readouterr().out
    assert not (site / "quizzes/banks/tk.yml").exists()


def test_a_second_import_tells_new_changed_same_and_gone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(site, TEXT, "--write")
    capsys.readouterr()
    take_in(site, TEXT)
    assert "新 0、改了 0、相同 2、来源里没有了 0" in capsys.readouterr().out
    changed = TEXT.replace("答案：A", "答案：B").split("2. 分管")[0] + "2. 新的一题（　）。\nA. 一\nB. 二\n答案：A\n"
    take_in(site, changed)
    told = capsys.readouterr().out
    assert "新 1、改了 1、相同 0、来源里没有了 1" in told
    assert "答案 A → B" in told
    before = draft(site).read_bytes()
    take_in(site, changed, "--write")
    assert before != draft(site).read_bytes()
    take_in(site, changed)
    assert "新 0、改了 0、相同 2" in capsys.readouterr().out


def test_what_was_edited_in_yaml_wins(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(site, TEXT, "--write")
    draft(site).write_text(draft(site).read_text("utf-8").replace("      - 每年\n", "      - 每两年\n"), "utf-8")
    take_in(site, TEXT.replace("答案：A", "答案：B"), "--write")
    assert "在 YAML 里改过，来源也改了（选项" in capsys.readouterr().out
    assert "每两年" in draft(site).read_text("utf-8")
    assert "answer: A" in draft(site).read_text("utf-8")


def test_an_accepted_question_is_known_at_the_next_import(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(site, TEXT, "--write")
    finish(site)
    run("import", "accept", "tk", "--write", "--root", site)
    capsys.readouterr()
    take_in(site, TEXT)
    told = capsys.readouterr().out
    assert "新 0、改了 0、相同 2" in told
    assert "警告[repeated-question] 与题库里的 tk-" in told
    take_in(site, TEXT.replace("答案：A", "答案：B"))
    told = capsys.readouterr().out
    assert "来源改了；已经在题库里，没有动" in told
    assert "错误[same-stem-other-answer] 题库里的 tk-" in told


def test_ids_come_from_the_sources_own(site: Path) -> None:
    place = site.parent / "题.csv"
    place.write_text("编号,题干,题型,A,B,答案\nG-7,甲是（）。,单选题,一,二,A\n", "utf-8")
    run("import", "questions", place, "--bank", "tk", "--write", "--root", site)
    place.write_text("编号,题干,题型,A,B,答案\nG-7,甲其实是（）。,单选题,一,二,B\n", "utf-8")
    run("import", "questions", place, "--bank", "tk", "--write", "--root", site)
    text = draft(site).read_text("utf-8")
    assert text.count("- id: tk-g-7\n") == 1
    assert "甲其实是" in text


def test_a_material_moves_with_all_its_questions(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "根据以下材料，回答 1-2 题\n某单位每月组织一次演练。\n" + TEXT.replace("一、单选题\n", "").replace(
        "答案：C", "答案：A\n解析：分管负责人每周检查一次现场。"
    )
    take_in(site, text, "--write")
    finish(site)
    run("import", "accept", "tk", "--write", "--root", site)
    assert "同一材料的别的小题还没有做完" in capsys.readouterr().out
    written = draft(site).read_text("utf-8").replace("    cites_proposed:", "    cites: [a]\n    cites_proposed:")
    draft(site).write_text(written.replace("    cites: [a]\n    cites: [a]\n", "    cites: [a]\n"), "utf-8")
    run("import", "accept", "tk", "--write", "--root", site)
    catalog = load_catalog(site).catalog
    assert [len(group.questions) for group in catalog.groups.values() if group.id.startswith("tk")] == [2]


def test_pictures_are_kept_beside_the_draft(site: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["题干", "题型", "A", "B", "答案"])
    sheet.append(["如图，此标志表示（）。", "单选题", "禁烟", "禁火", "A"])
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "png")
    sheet.add_image(SheetPicture(picture), "G2")
    place = site.parent / "图.xlsx"
    book.save(place)
    assert run("import", "questions", place, "--bank", "tk", "--write", "--root", site) == 0
    (kept,) = (site / "quizzes/drafts/tk").iterdir()
    assert kept.name in draft(site).read_text("utf-8")
    assert kept.read_bytes().startswith(b"\x89PNG")
    assert not [d for d in check_site(site)[1] if d.is_error]


def test_the_template_is_read_back_whole(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = site.parent / "空白.xlsx"
    assert run("import", "questions", "--template", place) == 0
    assert run("import", "questions", "--template", place) == 2
    book = openpyxl.load_workbook(place)
    sheet = book["题目"]
    rows = [
        ["a1", "单选题", "甲是（）。", "1-2", "3-4", *[None] * 8, "A", "因为。"],
        ["a2", "填空题", "先（　　），后（　　）。", *[None] * 10, "登记\n入座||坐下", None],
        ["a3", "简答题", "简述。", *[None] * 10, "停借（2分）\n计费（1.5分）", None],
        ["a4", "判断题", "乙对。", *[None] * 10, "错", None],
    ]
    for n, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            sheet.cell(n, column).value = value
    book.save(place)
    capsys.readouterr()
    assert run("import", "questions", place, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["undecided"] for one in found["questions"]] == [[]] * 4
    assert [one["id"] for one in found["questions"]] == ["a1", "a2", "a3", "a4"]
    assert found["questions"][1]["answers"] == [["登记"], ["入座", "坐下"]]
    assert found["faults"] == []


def test_files_that_cannot_be_read_are_named_and_the_others_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = site.parent / "好.txt"
    good.write_text(TEXT, "utf-8")
    assert run("import", "questions", site.parent / "没有.txt", good, site.parent, "--root", site) == 1
    captured = capsys.readouterr()
    assert "没有这个文件" in captured.err
    assert "这是文件夹" in captured.err
    assert "读出 2 题" in captured.out
    assert run("import", "questions", good, "--bank", "不行") == 2
    assert run("import", "questions") == 2
