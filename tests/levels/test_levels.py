"""What a lower level takes over and adds is computed from the texts, numbers folded, through three levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.handouts import content
from mingze.handouts.blocks import ParagraphBlock
from mingze.handouts.books import Books
from mingze.handouts.slides import role_deck
from mingze.handouts.slides.kinds import ComparisonSlide, DutySlide
from mingze.levels.inherited import LevelKind, inherited
from mingze.levels.instrument_levels import InstrumentLevels
from mingze.levels.number_folding import level_folded, numbers_folded_with_places
from mingze.levels.stated import stated
from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.pages import Renderer, plan_pages
from mingze.search.all_records import find_records
from mingze.text.word_marks import word_marks
from mingze.views.runs import plain
from mingze.views.study import own_level
from mingze.views.view import Views
from tests.conftest import real_catalog
from tests.levels.three_levels import three_levels


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return load_catalog(three_levels(tmp_path_factory.mktemp("levels") / "三级")).catalog


@pytest.fixture(scope="module")
def views(catalog: Catalog) -> Views:
    return Views(catalog)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("处五万元以上十万元以下的罚款", "处5万元以上10万元以下的罚款"),
        ("处50000元的罚款", "处五万元的罚款"),
        ("每年不少于两次", "每年至少二次"),
        ("不得超过三十日", "不超过30日"),
        ("百分之五", "百分之5"),
    ],
)
def test_numbers_written_otherwise_are_the_same(one: str, other: str) -> None:
    assert level_folded(one) == level_folded(other)
    assert inherited(one, [other]).kind is LevelKind.COPIED


@pytest.mark.parametrize(("one", "other"), [("每年两次", "每年三次"), ("五万元", "十五万元"), ("十日内", "十五日内")])
def test_other_numbers_are_not(one: str, other: str) -> None:
    assert level_folded(one) != level_folded(other)


def test_marks_of_folded_numbers_stand_in_the_text_as_it_was_written() -> None:
    before, after = "处一百二十万元罚款，每年不少于十次", "处120万元罚款，每季度至少10次；"
    pieces = word_marks(before, after, numbers_folded_with_places)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after
    assert pieces[0].after.startswith("处120万元罚款，每")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主持会议每季度至少研究一次安全生产工作", {"次数": ("每季度至少研究一次",)}),
        ("每年给书记讲一堂课", {"次数": ("每年",)}),
        ("至少每半年组织一次演练", {"次数": ("至少每半年组织一次",)}),
        ("自收到之日起十五个工作日内答复", {"期限": ("自收到之日起十五个工作日内",)}),
        ("在1小时内报告，年底前完成", {"期限": ("1小时内", "年底前")}),
        ("处五万元以上十万元以下的罚款", {"金额": ("五万元以上十万元以下",)}),
        ("每年不少于二十学时", {"次数": ("每年",), "数量": ("不少于二十学时",)}),
        ("提取不低于百分之五", {"比例": ("不低于百分之五",)}),
        ("每一项职责都要有人办，第十五条所列的", {}),
    ],
)
def test_what_a_text_fixes_is_told_as_it_stands(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert stated(text) == found


def test_three_kinds_are_told_from_the_texts() -> None:
    upper = "把安全生产纳入党委议事日程，及时组织研究解决安全生产重大问题；"
    assert inherited(upper.replace("；", "。"), [upper]).kind is LevelKind.COPIED
    found = inherited(longer := upper.replace("及时", "每季度"), [upper])
    assert found.kind is LevelKind.ADAPTED
    assert "".join(c for c, taken in zip(longer, found.taken, strict=True) if not taken) == "每季度"
    new = inherited("到乡镇听取安全生产工作汇报，当场交办。", [upper])
    assert new.kind is LevelKind.ADDED
    assert not any(new.taken)
    assert inherited(upper, []).kind is LevelKind.ADDED


def marked(views: Views, duty: str) -> str:
    told = views.duty(views.catalog.duties[duty]).levels
    assert told
    runs = told.clause.passages[0].runs
    return "".join(f"[{run.text}]" if run.change == "added" else run.text for run in runs)


def test_added_words_are_marked_and_no_word_is_changed(views: Views) -> None:
    assert marked(views, "sheng-1") == "把安全生产纳入议事日程，[每年至少召开两次会议，]及时研究解决重大问题；"
    for duty in views.catalog.duties.values():
        told = views.duty(duty)
        if told.levels:
            assert [plain(p.runs) for p in told.levels.clause.passages] == [plain(p.runs) for p in told.clause.passages]


def test_numbers_of_three_levels_stand_in_a_row(views: Views) -> None:
    told = views.duty(views.catalog.duties["xian-1"]).levels
    assert told
    assert [row.told for row in told.rows] == [
        "次数：国家 未写次数 → 省级 每年至少召开两次 → 县级 每季度召开一次".partition("：")[2]
    ]
    assert [(one.level, one.name) for one in told.uppers] == [
        ("国家", "《国家示范规定》第一条第（一）项"),
        ("省级", "《某省实施细则》第一条第（一）项"),
    ]


def test_each_level_is_called_by_its_name(views: Views) -> None:
    duties = views.catalog.duties
    labels = {id_: told.label for id_ in duties if (told := views.duty(duties[id_]).levels)}
    assert labels == {
        "xian-1": "改写上级", "xian-2": "本级增加", "xian-3": "本级增加",
        "sheng-1": "改写上级", "sheng-2": "改写上级", "sheng-3": "省级增加", "sheng-4": "照录上级",
    }  # fmt: skip


def test_the_readers_own_level_comes_first_and_is_counted(views: Views, catalog: Catalog) -> None:
    assert [part.regulation for part in catalog.assignments_of("leader")] == ["xian", "sheng", "guojia"]
    own = own_level(views, catalog.roles["leader"])
    assert own
    assert (own.own, own.all, own.above) == (3, 11, frozenset({"sheng", "guojia"}))


def test_two_instruments_side_by_side(views: Views) -> None:
    shown = views.beside("sheng", "guojia")
    assert dict(shown.counts) == {"照录上级": 1, "改写上级": 2, "省级增加": 1}
    assert [one.name for one in shown.unanswered] == ["《国家示范规定》第一条第（三）项"]
    lead, first, _, third, last = shown.parts[0].passages
    assert (lead.kind, lead.uppers) == ("", ())
    assert [row.told for row in first.rows] == ["国家 未写次数 → 省级 每年至少召开两次"]
    assert not third.uppers
    assert not last.rows  # 五万元 and 5万元 are one


def test_what_nobody_wrote_down_is_found_by_likeness(tmp_path: Path) -> None:
    found = Views(load_catalog(three_levels(tmp_path / "site", {})).catalog).beside("sheng", "guojia")
    said = [[name for (name, _), _ in passage.uppers] for passage in found.parts[0].passages]
    assert said == [
        [],
        *([f"《国家示范规定》第一条第（{n}）项"] for n in "一二"),
        [],
        ["《国家示范规定》第一条第（四）项"],
    ]


def test_duties_alone_say_what_an_instrument_carries_out(tmp_path: Path) -> None:
    root = three_levels(tmp_path / "site")
    place = root / "data/regulations/xian/regulation.yml"
    place.write_text(place.read_text("utf-8").replace("implements:\n  - sheng\n", ""), "utf-8")
    catalog = load_catalog(root).catalog
    assert InstrumentLevels(catalog).above("xian") == ["guojia", "sheng"]
    page = next(page for page in plan_pages(catalog) if page.path == "regulation/xian/index.html")
    html = Renderer(catalog).render(page)
    assert "beside-sheng/index.html" in html
    assert "落实：" not in html


def test_on_paper_the_word_stands_before_what_is_added(views: Views, catalog: Catalog) -> None:
    told = views.duty(catalog.duties["xian-1"])
    quoted = content.marked_clause(told)
    assert plain(quoted.passages[0].runs) == "〔增〕每季度召开一次会议，研究解决重大问题；"
    notes = [plain(block.runs) for block in content.duty(told, 1) if isinstance(block, ParagraphBlock)]
    assert "次数：国家 未写次数 → 省级 每年至少召开两次 → 县级 每季度召开一次" in notes
    assert any(note.startswith("改写上级　落实《国家示范规定》第一条第（一）项、《某省实施细则》") for note in notes)
    ids = [document.id for document in Books(catalog).besides()]
    assert ids == ["beside-sheng-guojia", "beside-xian-guojia", "beside-xian-sheng"]


def test_on_slides_and_in_searches_too(views: Views, catalog: Catalog) -> None:
    slides = role_deck(views, catalog.roles["leader"]).slides
    first = next(slide for slide in slides if isinstance(slide, DutySlide))
    assert first.label == "主要负责人　改写上级"
    assert plain(first.clause.passages[0].runs) == "每季度召开一次会议，研究解决重大问题；"
    assert {run.change for run in first.clause.passages[0].runs} == {"added", "inherited"}
    assert any("画线的是本级增加的" in note for note in first.notes)
    beside = next(slide for slide in slides if isinstance(slide, ComparisonSlide) and "与上级相比" in slide.title)
    assert beside.head == ("", "国家", "省级", "县级")
    paths = {record.url.partition("#")[2]: record.path for record in find_records(catalog) if record.kind == "duty"}
    assert [id_ for id_, path in paths.items() if path.endswith("本级增加")] == ["xian-1", "xian-2", "xian-3"]


def test_a_site_of_one_level_says_nothing_of_levels() -> None:
    catalog = real_catalog()
    views = Views(catalog)
    assert not InstrumentLevels(catalog).are_several
    assert all(views.duty(duty).levels is None for duty in catalog.duties.values())
    assert own_level(views, next(iter(catalog.roles.values()))) is None
