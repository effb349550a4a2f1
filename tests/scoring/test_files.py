from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.scoring import Sitting, make_report, read_sitting
from mingze.scoring.json_file import MAX_BYTES, BadFile, clean, parse_json

MINIMAL = Path(__file__).parents[1] / "sites" / "minimal"
ANSWERS: dict[str, Any] = {
    "basics-1": "A",
    "basics-2": "AB",
    "basics-3": True,
    "basics-4": ["季度"],
    "basics-5": [0, 1],
    "basics-6": [0, 1, 2],
    "basics-7": {"text": "每月", "points": [2]},
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(MINIMAL).catalog


def export(folder: Path, name: str, answers: Any = ANSWERS, **changes: Any) -> Path:
    data = {
        "format": "mingze-answers/1",
        "site": "shili-study",
        "paper": None,
        "seed": "s",
        "form": "A",
        "who": "",
        "answers": answers,
        **changes,
    }
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def told(sitting: Sitting) -> list[str]:
    return [str(fault) for fault in sitting.faults]


def test_all_types_are_marked(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "a.json", who="张三")
    sitting = read_sitting([tmp_path], catalog)
    assert told(sitting) == []
    assert [item.question.id for item in sitting.items] == list(ANSWERS)
    assert sitting.marks == [[Fraction(1)] * 7]


def test_items_are_led_back_to_what_they_rest_on(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "a.json")
    first, second, *_ = read_sitting([tmp_path], catalog).items
    assert first.address == "quizzes/basics/index.html#basics-1"
    assert (first.references[0].name[:4], first.references[0].address) == (
        "第二条第",
        "roles/leader/index.html#leader-1",
    )
    assert second.references[0].address == "regulation/shili/art2/index.html"


def test_faulty_files_are_all_told_and_the_sound_ones_scored(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "01.json", who="张三")
    export(tmp_path, "02.json", who=" 张 三 ")
    export(tmp_path, "03.json", who="李四", site="other")
    export(tmp_path, "04.json", who="王五", format="mingze-answers/2")
    export(tmp_path, "05.json", who="赵六", paper="lost")
    export(tmp_path, "06.json", who="孙七", answers=[])
    export(tmp_path, "07.json", who=["周八"])
    (tmp_path / "08.json").write_text('{\n  "format": "mingze-answers/1",\n  "site" "minimal"}', "utf-8")
    (tmp_path / "09.json").write_bytes('{"format": "张"}'.encode("gbk"))
    (tmp_path / "10.json").write_text("[]", "utf-8")
    (tmp_path / "11.json").write_text('{"format": ' + "[" * 10_000 + "}", "utf-8")
    (tmp_path / "12.json").write_bytes(b" " * (MAX_BYTES + 1))
    (tmp_path / "13.json").write_text("", "utf-8")
    (tmp_path / "14.json").write_text('{"who": "a", "who": "b"}', "utf-8")
    (tmp_path / "15.json").write_text('{"format": NaN}', "utf-8")
    (tmp_path / "16.json").write_text('{"format": ' + "9" * 5000 + "}", "utf-8")
    (tmp_path / "17.json").write_bytes('{"format": 1}'.encode("utf-16"))
    export(tmp_path, "18.json", answers={})
    sitting = read_sitting([tmp_path, tmp_path / "lost.json"], catalog)
    assert told(sitting) == [
        "02.json：和 01.json 是同一个人（张 三）的；重名的，请各加上单位",
        "03.json：站点是 `other`，这里是 shili-study",
        "04.json：format 是 `mingze-answers/2`，这个版本只认 mingze-answers/1",
        "05.json：试卷是 `lost`，站上没有",
        "06.json：没有 answers，或者它不是一组题号和答案",
        "07.json：who 应当是文字",
        "08.json：3:10：名称后面少了半角冒号",
        "09.json：文件不是 UTF-8 编码，请用原来导出的文件，不要另存",
        "10.json：不是答卷：没有写明 format",
        "11.json：1:31：括号套得太深，超过 20 层",
        "12.json：文件超过 5 MB，不是一份答卷",
        "13.json：1:1：这里少了值，或者文件没有写完",
        "14.json：名称 `who` 写了两次",
        "15.json：不能有 NaN",
        "16.json：有一个数字太长",
        "17.json：文件是 UTF-16 编码，请用原来导出的文件，不要另存",
        "18.json：一道题也没有作答",
        "lost.json：没有这个文件",
    ]
    assert [person.file for person in sitting.people] == ["01.json"]


def test_unknown_questions_and_bad_responses_are_told_and_not_counted(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "a.json", {**ANSWERS, "basics-1": "Z", "gone": "A", "<b>\x1b[31m": 1})
    export(tmp_path, "b.json", {"gone": "A"})
    sitting = read_sitting([tmp_path], catalog)
    assert told(sitting) == [
        "a.json：题库里没有这些题：`gone`、`<b> [31m`，没有计分",
        "a.json：题 `basics-1` 的答案写得不对，没有计分：应当是选项的字母（A 到 B），不重复",
        "b.json：题库里没有这些题：`gone`，没有计分",
    ]
    assert [person.file for person in sitting.people] == ["a.json"]
    assert sitting.marks == [[None, *[Fraction(1)] * 6]]


def test_files_are_found_below_folders_and_counted_once(catalog: Catalog, tmp_path: Path) -> None:
    path = export(tmp_path, "一组/a.json", who="甲")
    export(tmp_path, "二组/b.JSON", who="乙")
    export(tmp_path, ".hidden.json", who="丙")
    (tmp_path / "空").mkdir()
    sitting = read_sitting([path, tmp_path, tmp_path / "空"], catalog)
    assert sorted(person.file for person in sitting.people) == ["一组/a.json", "二组/b.JSON"]
    assert told(sitting) == [f"{tmp_path / '空'}：文件夹里没有 .json 文件"]


def test_an_order_of_files_changes_nothing(catalog: Catalog, tmp_path: Path) -> None:
    paths = [export(tmp_path, f"{n}.json", {**ANSWERS, "basics-1": "AB"[n % 2]}, who=f"{n}") for n in range(5)]
    one, other = (make_report(read_sitting(order, catalog)) for order in (paths, paths[::-1]))
    assert [found.statistics for found in one.items] == [found.statistics for found in other.items]
    assert one.analysis.paper == other.analysis.paper


PAPER = """\
paper:
  id: mock
  title: 示例试卷
  minutes: 30
sections:
"""
SECTION = """\
  - type: {}
    count: 1
    points: {}
    banks:
      - basics
"""


@pytest.fixture(scope="module")
def with_paper(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    root = tmp_path_factory.mktemp("paper") / "site"
    shutil.copytree(MINIMAL, root)
    sections = [SECTION.format(*section) for section in (("single", 2), ("judge", 1), ("blank", 4))]
    (root / "quizzes/papers/mock.yml").write_text(PAPER + "".join(sections), "utf-8")
    return load_catalog(root).catalog


def test_a_paper_says_what_its_questions_count(with_paper: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "a.json", paper="mock")
    sitting = read_sitting([tmp_path], with_paper)
    assert sitting.title == "示例试卷"
    assert sitting.marks == [[Fraction(2), Fraction(1), Fraction(4)]]
    assert told(sitting) == ["a.json：试卷 `mock` 不考这些题：`basics-2`、`basics-5`、`basics-6`、`basics-7`，没有计分"]


def test_a_question_left_out_of_a_paper_earns_nothing(with_paper: Catalog, tmp_path: Path) -> None:
    asked = {id_: ANSWERS[id_] for id_ in ("basics-1", "basics-3", "basics-4")}
    left_out = {"basics-3": True, "basics-4": ["季度"]}
    export(tmp_path, "a.json", {**asked, "gone": "A"}, paper="mock")
    export(tmp_path, "b.json", left_out, paper="mock")
    export(tmp_path, "c.json", {**left_out, "basics-1": None}, paper="mock", seed="own")
    export(tmp_path, "d.json", left_out, paper="mock", seed="other")
    assert [row[0] for row in read_sitting([tmp_path], with_paper).marks] == [2, 0, 0, None]


def test_practice_counts_only_what_a_file_names(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "a.json", {"basics-1": "A"})
    export(tmp_path, "b.json", {"basics-3": True})
    assert read_sitting([tmp_path], catalog).marks == [[Fraction(1), None], [None, Fraction(1)]]


def test_papers_are_counted_one_by_one(catalog: Catalog, tmp_path: Path) -> None:
    for name in "abc":
        export(tmp_path, f"{name}.json", {"basics-1": "A"}, paper=None if name == "b" else "mock")
    sitting = read_sitting([tmp_path], catalog)
    assert [person.file for person in sitting.people] == ["a.json", "c.json"]
    assert told(sitting) == ["b.json：是平时练习的答卷，多数是试卷 `mock` 的；请分开统计"]


def test_short_answers_count_once_they_are_rated(catalog: Catalog, tmp_path: Path) -> None:
    unrated = {**ANSWERS, "basics-7": {"text": "每月", "points": [None]}}
    empty = {**ANSWERS, "basics-7": {"text": "", "points": [None]}}
    export(tmp_path, "a.json", unrated, who="甲")
    export(tmp_path, "b.json", empty, who="乙")
    sitting = read_sitting([tmp_path], catalog)
    assert [row[6] for row in sitting.marks] == [None, None]
    export(tmp_path, "c.json", who="丙")
    sitting = read_sitting([tmp_path], catalog)
    assert [row[6] for row in sitting.marks] == [None, 0, 1]
    assert "简答题 `basics-7` 有 1 份没有评分，没有计入" in make_report(sitting).warnings


def test_part_of_a_multiple_choice_earns_part_where_the_bank_says_so(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(MINIMAL, root)
    bank = root / "quizzes/banks/basics.yml"
    bank.write_text(
        bank.read_text("utf-8").replace("title: 示例题库", "title: 示例题库\n  multiple_scoring: partial"), "utf-8"
    )
    export(tmp_path / "in", "a.json", {"basics-2": "A"})
    assert read_sitting([tmp_path / "in"], load_catalog(root).catalog).marks == [[Fraction(1, 2)]]


def test_like_files_without_a_name_are_pointed_out(catalog: Catalog, tmp_path: Path) -> None:
    for name in ("a.json", "a(1).json"):
        export(tmp_path, name)
    sitting = read_sitting([tmp_path], catalog)
    assert told(sitting) == []
    assert any("a(1).json、a.json 都没有姓名，答案完全相同" in warning for warning in make_report(sitting).warnings)


def test_nothing_at_all_is_a_report_too(catalog: Catalog, tmp_path: Path) -> None:
    report = make_report(read_sitting([tmp_path], catalog))
    assert (report.analysis.paper.people, report.items) == (0, ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,}', "1:9："),
        ('{"a": [1,\n2', "2:2："),
        ('{"a": "x', "1:7："),
        ('{"a": "\n"}', "1:8："),
        ('{"a": "\\x"}', "1:8："),
        ("{} {}", "1:4："),
        ("{'a': 1}", "1:2："),
    ],
)
def test_json_faults_have_a_place_and_chinese_words(text: str, place: str) -> None:
    with pytest.raises(BadFile, match=r"[一-龥]{4}") as raised:
        parse_json(text)
    assert str(raised.value).startswith(place)


def test_brackets_in_texts_are_not_depth() -> None:
    assert parse_json('{"a": "' + "[" * 100 + '\\"{"}') == {"a": "[" * 100 + '"{'}


def test_foreign_texts_are_made_safe_to_show() -> None:
    assert clean("张\x1b[31m三\u202e\ud800\n李") == "张 [31m三 李"
    assert clean("很" * 100) == "很" * 60 + "…"
