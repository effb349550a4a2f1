"""Question groups: how they are read, where their dossiers stand on pages and in banks' files, what is kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.banks.drawn import draw_paper
from mingze.handouts.blocks import Dossier, PaperItem
from mingze.handouts.exams import Exams
from mingze.model import QuestionType
from mingze.pages.paper_data import paper_data, practice_data
from mingze.text.dossier import DossierLines, DossierParagraph, DossierTable, blocks, texts
from mingze.views.runs import plain
from tests.pages.group_bank import FILES, GROUP_BANK
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL
from tests.pages.test_bank_files import data_in, files_of

BANK = "quizzes/groups/index.html"


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write({**SMALL, **FILES}, tmp_path_factory.mktemp("groups")))


def with_bank(bank: str, folder: Path) -> Site:
    return load(write({**SMALL, **FILES, "quizzes/banks/groups.yml": bank}, folder))


def test_a_dossier_is_read_as_paragraphs_tables_and_numbered_lines() -> None:
    found = blocks("一\n二\n\n｜甲｜乙｜\n|:--|--:|\n|1||\n\n1. 甲\n　　续\n2、乙\n\n3万元的支出。")
    assert found == (
        DossierParagraph("一\n二"),
        DossierTable(("甲", "乙"), (("1", ""),)),
        DossierLines((1, 2), ("甲\n续", "乙")),
        DossierParagraph("3万元的支出。"),
    )
    assert texts("|甲|乙|\n|1||\n\n1. 丙") == ["甲", "乙", "1", "丙"]
    assert not DossierLines((1, 3), ("甲", "乙")).in_order


def test_a_group_knows_its_questions_and_a_question_its_group(groups: Site) -> None:
    bank = groups.catalog.banks["groups"]
    assert [entry.id for entry in bank.questions] == ["g-0", "g-x"]
    assert [item.id for item in bank.items] == ["g-0", "g-1", "g-2", "g-3"]
    group = groups.catalog.groups["g-x"]
    assert group.type is QuestionType.GROUP
    assert {groups.catalog.group_of[q.id].id for q in group.questions} == {"g-x"}
    assert "g-0" not in groups.catalog.group_of
    assert "g-x" not in groups.catalog.questions


def test_a_bank_shows_the_dossier_once_above_its_questions_which_lead_back_to_it(groups: Site) -> None:
    tree = groups.trees[BANK]
    (dossier,) = tree.find("mz-dossier")
    assert "三个月的<记录>" in dossier.text()
    assert [node.text() for node in dossier.walk() if node.tag == "th"][:2] == ["月份", "演练"]
    assert [node.text() for node in dossier.walk() if node.tag == "li"] == ["听取汇报，定了期限。", "散会。"]
    box = tree.by_id("g-x")
    inside = [node.attributes.get("id") for node in box.walk() if node.tag == "fieldset"]
    assert inside == ["g-1", "g-2", "g-3"]
    ways = {
        id_: [a.attributes["href"] for a in tree.by_id(id_).walk() if "data-look" in a.attributes]
        for id_ in inside
        if id_
    }
    assert ways == {"g-1": [], "g-2": ["#g-x"], "g-3": ["#g-x"]}
    numbers = [node.text() for node in tree.find("mz-question__number")]
    assert numbers == ["1.", "2.", "3.", "4."]


def test_a_question_of_a_group_that_stands_alone_has_its_dossier_with_it(groups: Site) -> None:
    for path, tree in groups.trees.items():
        if path == BANK:
            continue
        for field in (node for node in tree.walk() if node.attributes.get("data-question") in ("g-1", "g-2", "g-3")):
            assert len(field.find("mz-dossier--folded")) == 1, path
    assert groups.trees["roles/leader/index.html"].find("mz-dossier--folded")


def test_the_banks_file_holds_the_dossier_once_and_no_key(groups: Site) -> None:
    files = files_of(groups.catalog)
    text = files["assets/questions/groups.js"]
    data = data_in(text, "questions", "groups")
    assert list(data["groups"]) == ["g-x"]
    assert {id_: one.get("group") for id_, one in data["questions"].items()} == {
        "g-0": None, "g-1": "g-x", "g-2": "g-x", "g-3": "g-x",
    }  # fmt: skip
    assert text.count("听取汇报") == 1
    assert "密封" not in text
    assert "groups" not in data_in(files["assets/questions/leader.js"], "questions", "leader")


def test_another_dossier_is_another_edition_of_its_questions(groups: Site, tmp_path: Path) -> None:
    changed = with_bank(GROUP_BANK.replace("散会。", "会后再议。"), tmp_path)
    before, after = (
        data_in(files_of(site.catalog)["assets/questions/groups.js"], "questions", "groups")["editions"]
        for site in (groups, changed)
    )
    assert {id_ for id_ in before if before[id_] != after[id_]} == {"g-1", "g-2", "g-3"}


def test_a_withheld_bank_shows_the_dossier_and_keeps_its_keys(tmp_path: Path) -> None:
    site = with_bank(GROUP_BANK.replace("title: 材料题库\n", "title: 材料题库\n  answers: withheld\n"), tmp_path)
    assert "听取汇报" in site.html[BANK]
    files = files_of(site.catalog)
    assert "assets/answers/groups.js" not in files
    for name, text in {**site.html, **files}.items():
        assert "密封" not in text, name


def test_pages_that_draw_know_the_groups(groups: Site) -> None:
    catalog = groups.catalog
    data = paper_data(catalog, catalog.papers["material"])
    judge, group = data["sections"]
    assert "groups" not in judge
    assert (group["count"], group["banks"], group["groups"]) == (3, {"groups": ["g-x"]}, {"g-x": ["g-1", "g-2", "g-3"]})
    assert data["types"] == {"g-1": "single", "g-2": "order", "g-3": "short"}
    assert catalog.papers["material"].full_marks == 8.5
    practised = practice_data(catalog)["questions"]
    assert (practised["g-1"]["group"], "group" in practised["g-0"]) == ("g-x", False)


def test_a_paper_prints_the_dossier_before_its_first_question_and_numbers_go_on(groups: Site) -> None:
    catalog = groups.catalog
    drawn = draw_paper(catalog, catalog.papers["material"], "1", "A")
    exams = Exams(catalog)
    parts = [b for b in exams.question_paper(drawn).sections[0].blocks if isinstance(b, Dossier | PaperItem)]
    assert [b.title if isinstance(b, Dossier) else b.number for b in parts] == [1, "三个月的<记录>", 2, 3, 4]
    items = [b for b in parts if isinstance(b, PaperItem)]
    assert [item.points for item in items] == [1, 2.5, 2.5, 2.5]
    assert plain(items[1].stem).startswith("（单项选择题）")
    assert plain(items[0].stem).startswith("单独的一题")
    key = str(exams.key(drawn))
    assert all(words in key for words in ("密封的解析一", "密封的解析二", "密封的参考答案"))
