"""Slides: what a trainer opens in PowerPoint or WPS, and that nothing of it runs off the slide."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pptx.oxml.ns import qn

from mingze.handouts import content, wording
from mingze.handouts.blocks import Quotation
from mingze.handouts.content import clause as clause_block
from mingze.handouts.content import with_gaps
from mingze.handouts.deck import pptx, slide_look
from mingze.handouts.slides import whole_deck
from mingze.loading import load_catalog
from mingze.model import LETTERS, Catalog, Duty, Judge, MultipleChoice, SingleChoice
from mingze.views import prose
from mingze.views.content_date import content_epoch
from mingze.views.regulation import checked_words
from mingze.views.runs import plain
from mingze.views.view import Views
from tests.conftest import COUNTY, real_catalog
from tests.handouts.deck_files import Read, opened, overfull, read
from tests.handouts.taken import taken
from tests.pages.rendered_site import write
from tests.pages.small_site import SMALL

EPOCH = 1_780_272_000
LONG = "各级各部门各单位应当按照规定落实安全生产责任，" * 60


def small_with(changes: dict[str, str], folder: Path) -> Catalog:
    """Load the small site with words replaced everywhere."""
    files = dict(SMALL)
    for old, new in changes.items():
        assert any(old in text for text in files.values())
        files = {name: text.replace(old, new) for name, text in files.items()}
    catalog = load_catalog(write(files, folder)).catalog
    assert catalog is not None
    return catalog


def county_posts() -> Catalog:
    """Load the county's site with the posts and the bank it adds to; the deck of the rest is the real site's."""
    catalog = load_catalog(COUNTY).catalog
    assert catalog.upper
    posts = {a.role for a in catalog.assignments if ("regulation", a.regulation) in catalog.upper.own}
    return replace(
        catalog,
        assignments=tuple(a for a in catalog.assignments if a.role in posts),
        banks={id_: bank for id_, bank in catalog.banks.items() if ("bank", id_) in catalog.upper.own},
        papers={},
    )


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    long = {
        "每月组织一次<演练>&检查；": f"每月组织一次<演练>&检查；{LONG}",
        "负责下列培训工作：": f"负责下列培训工作：{'没有标点的文字' * 70}",
        "定好时间": f"定好时间{LONG}{'一' * 400}",
        "- text: 演练\n": f"- text: {'演练很长' * 150}\n",
        "name: 主要负责人": f"name: {'主要负责人' * 30}",
        "title: 组织演练": f"title: {'组织演练<b>&amp;' * 15}",
        "title: 听取汇报": f"title: {'WWWWWWWWWW' * 19}",
        "edition: 2026年": f"edition: {'版本' * 90}\nurl: https://example.org/a/",
    }
    return {
        "real": real_catalog(),
        "county": county_posts(),
        "long": small_with(long, tmp_path_factory.mktemp("long")),
    }


@pytest.fixture(scope="module")
def files(catalogs: dict[str, Catalog], shared_folder: Path) -> dict[str, bytes]:
    def made(catalog: Catalog) -> bytes:
        deck, epoch = whole_deck(Views(catalog)), content_epoch(catalog)
        return taken(deck, "pptx", epoch, shared_folder, partial(pptx, deck, epoch=epoch))

    return {name: made(catalog) for name, catalog in catalogs.items()}


@pytest.fixture(scope="module")
def slides(files: dict[str, bytes]) -> dict[str, list[Read]]:
    return {name: read(data) for name, data in files.items()}


def in_layouts(slides: list[Read], layouts: tuple[slide_look.Layout, ...]) -> list[Read]:
    return [slide for slide in slides if slide.layout in layouts]


def title_and_label(slide: Read) -> tuple[str, str]:
    return uncounted(slide.title), slide.text("label")


def uncounted(title: str) -> str:
    return re.sub(r"（\d+/\d+）$", "", title)


def is_dossier(slide: Read) -> bool:
    """Whether a slide shows the dossier of a question group: a made-up case, which quotes nothing."""
    return slide.title.startswith("材料　")


def block_of(catalog: Catalog, duty: Duty) -> Quotation:
    return clause_block(Views(catalog).duty(duty).clause)


@pytest.mark.parametrize("site", ["real", "county", "long"])
def test_text_of_every_duty_stands_unbroken_under_its_number_and_badge(
    site: str, catalogs: dict[str, Catalog], slides: dict[str, list[Read]]
) -> None:
    catalog = catalogs[site]
    shown = [
        ("".join(slide.text("body") for slide in group), label)
        for (_, label), group in groupby(in_layouts(slides[site], slide_look.CLAUSES), key=title_and_label)
    ]
    assert len(shown) == len(catalog.duties)
    duties = [duty for role in catalog.roles for laid in catalog.assignments_of(role) for duty in laid.duties]
    for (text, label), duty in zip(shown, duties, strict=True):
        clause = block_of(catalog, duty)
        expected = "".join(f"{p.number}{plain(p.runs)}{f'〔{p.badge}〕' if p.badge else ''}" for p in clause.passages)
        assert text == expected
        assert catalog.duty_text(duty) in text
        assert f"{clause.label}{f'〔{clause.badge}〕' if clause.badge else ''}" in label


def test_a_text_for_several_slides_is_counted_in_their_titles(slides: dict[str, list[Read]]) -> None:
    titles = [
        slide.title for slide in in_layouts(slides["long"], slide_look.CLAUSES) if "第（一）项" in slide.text("label")
    ]
    assert len(titles) > 2
    assert [re.findall(r"（(\d+)/(\d+)）$", title) for title in titles] == [
        [(str(n), str(len(titles)))] for n in range(1, len(titles) + 1)
    ]


def test_keywords_are_bold_and_uncertain_words_dotted_and_explained(
    catalogs: dict[str, Catalog], slides: dict[str, list[Read]]
) -> None:
    catalog = catalogs["real"]
    seen = 0
    for slide, duty in zip(in_layouts(slides["real"], slide_look.CLAUSES), catalog.duties.values(), strict=True):
        written = list(slide.shape("body").element.iter(qn("a:r")))
        styles = [(r.find(qn("a:t")).text, r.find(qn("a:rPr")).get("b"), r.find(qn("a:rPr")).get("u")) for r in written]
        wanted = [
            (r.text, "1" if r.bold else None, r.uncertain) for p in block_of(catalog, duty).passages for r in p.runs
        ]
        assert [(t, b, u is not None) for t, b, u in styles] == wanted
        assert {u for _, _, u in styles} <= {None, "dottedHeavy"}
        doubtful = any(r[2] for r in wanted)
        assert ("加点线处待核对" in slide.text("label")) is doubtful
        seen += doubtful
    assert seen > 3


@pytest.mark.parametrize("site", ["real", "county", "long"])
def test_no_text_is_higher_than_its_frame(site: str, slides: dict[str, list[Read]]) -> None:
    assert not [words for slide in slides[site] for words in overfull(slide)]


@pytest.mark.parametrize("site", ["real", "county", "long"])
def test_tables_and_shapes_end_above_the_footer(site: str, slides: dict[str, list[Read]]) -> None:
    foot = slide_look.FOOT.top * 36000
    for slide in slides[site]:
        for shape in slide.slide.shapes:
            if shape.is_placeholder and shape.element.ph_type is not None and not shape.has_table:
                continue
            assert shape.left >= 0
            assert shape.left + shape.width <= 12192000
            assert shape.top + shape.height <= foot, (slide.title, shape.name)


@pytest.mark.parametrize("site", ["real", "county", "long"])
def test_every_slide_has_a_title_and_no_placeholder_is_empty(site: str, slides: dict[str, list[Read]]) -> None:
    for slide in slides[site]:
        assert slide.title.strip()
        for placeholder in slide.slide.placeholders:
            assert not placeholder.has_text_frame or placeholder.text_frame.text.strip(), slide.title


def test_text_is_large_enough_for_a_hall(files: dict[str, bytes]) -> None:
    presentation = opened(files["real"])
    master = presentation.slide_master.shapes
    assert all(int(r.get("sz")) >= 1800 for shape in master for r in shape.element.iter(qn("a:defRPr")))
    for layout in presentation.slide_layouts:
        for shape in (p for p in layout.shapes if p.is_placeholder):
            least = 3200 if shape.element.ph_type.name in ("TITLE", "CENTER_TITLE") else 2400
            assert all(int(r.get("sz")) >= least for r in shape.element.iter(qn("a:defRPr"))), layout.name
    for slide in presentation.slides:
        assert all(int(r.get("sz", 2400)) >= 2400 for r in slide.element.iter(qn("a:rPr")))


def test_typeface_and_colour_come_from_the_theme(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["real"])) as archive:
        themes = [archive.read(n).decode() for n in archive.namelist() if n.startswith("ppt/theme/")]
        slide = archive.read("ppt/slides/slide3.xml").decode()
    for theme in themes:
        fonts = re.findall(r'<a:(m\w+)Font>.*?<a:latin typeface="([^"]*)".*?<a:ea typeface="([^"]*)"', theme, re.DOTALL)
        assert fonts == [("major", "微软雅黑", "微软雅黑"), ("minor", "微软雅黑", "微软雅黑")]
    assert "typeface" not in slide
    assert "srgbClr" not in slide


def test_what_quotes_names_edition_date_and_sources(
    catalogs: dict[str, Catalog], slides: dict[str, list[Read]]
) -> None:
    catalog = catalogs["real"]
    checked = checked_words(Views(catalog).regulations)
    quoting = [
        s for s in slides["real"] if uncounted(s.title) not in ("内容", "来源", "课后请做") and not is_dossier(s)
    ]
    assert len(quoting) > 100
    for slide in quoting:
        assert catalog.site.edition in slide.footer
        assert checked in slide.footer
    for slide, duty in zip(in_layouts(slides["real"], slide_look.CLAUSES), catalog.duties.values(), strict=True):
        clause = catalog.clause(duty.cites) if duty.cites else None
        assert clause
        titles = [catalog.sources[id_].title for id_ in clause.sources]
        every = f"来源：{'；'.join(titles)}"
        some = f"来源：{titles[0]}等{len(titles)}种，见备注"
        assert every in slide.footer or (some in slide.footer and every in slide.notes)


def test_explanations_are_on_slides_or_in_the_notes(
    catalogs: dict[str, Catalog], slides: dict[str, list[Read]]
) -> None:
    catalog = catalogs["real"]
    points = {line for slide in in_layouts(slides["real"], slide_look.POINTS) for line in slide.paragraphs("body")}
    notes = "".join(line for slide in in_layouts(slides["real"], slide_look.CLAUSES) for line in slide.notes)
    views = Views(catalog)
    for explanation in catalog.explanations.values():
        blocks = list(content.explanation(views.explanation(explanation)))
        assert {plain(item) for b in blocks for item in getattr(b, "items", ())} <= points
        assert all(plain(b.runs) in notes for b in blocks if getattr(b, "kind", "") == "body")  # type: ignore[union-attr]
        assert not explanation.caution or "易混提醒：" in notes


def by_stem(catalog: Catalog, slide: Read) -> SingleChoice | MultipleChoice | Judge:
    stem = slide.paragraphs("body")[0]
    found = [q for q in catalog.questions.values() if plain(with_gaps(prose.inline(q.stem, catalog.terms))) == stem]
    assert len(found) == 1
    assert isinstance(found[0], SingleChoice | MultipleChoice | Judge)
    return found[0]


@pytest.mark.parametrize("site", ["real", "county"])
def test_answers_are_right_come_by_click_and_stand_in_the_notes(
    site: str, catalogs: dict[str, Catalog], slides: dict[str, list[Read]]
) -> None:
    catalog = catalogs[site]
    asked = in_layouts(slides[site], slide_look.QUESTIONS)
    assert asked
    for slide in asked:
        question = by_stem(catalog, slide)
        assert catalog.bank_of[question.id].bank.answers == "shown"
        options = dict(line.split("．", 1) for line in slide.paragraphs("body")[1:] if "．" in line)
        answer = next(line for line in slide.notes if line.startswith("答案：")).removeprefix("答案：")
        if isinstance(question, Judge):
            assert answer == ("√" if question.answer else "×")
        else:
            right = {question.options[LETTERS.index(letter)].text for letter in question.answer}
            assert {options[letter] for letter in answer} == right
            assert len(options) == len(question.options)
        assert slide.text("answer").startswith(f"答案：{answer}　依据：")
        assert any(line.startswith("解析：") for line in slide.notes)
        assert any(line.startswith("依据：") for line in slide.notes)
        assert slide.clicks == [str(slide.shape("answer").shape_id)]
        assert answer not in slide.title


def test_points_of_key_points_come_one_by_one(catalogs: dict[str, Catalog], slides: dict[str, list[Read]]) -> None:
    catalog = catalogs["real"]
    stepwise = [slide for slide in in_layouts(slides["real"], slide_look.POINTS) if slide.clicks]
    assert {uncounted(s.title) for s in stepwise} == {k.title for k in catalog.key_points.values()}
    for slide in stepwise:
        shape = slide.shape("body")
        paragraphs = len(slide.paragraphs("body"))
        assert slide.clicks == [f"{shape.shape_id}/{n}" for n in range(paragraphs)]
        builds = [(b.get("spid"), b.get("build")) for b in slide.slide.element.iter(qn("p:bldP"))]
        assert builds == [(str(shape.shape_id), "p")]
    for point in catalog.key_points.values():
        own = [s for s in stepwise if s.title.startswith(point.title)]
        assert point.standing.label in own[0].text("label")
        assert sum(len(s.paragraphs("body")) for s in own) == len(point.points)


@pytest.mark.parametrize("site", ["real", "long"])
def test_parts_of_a_slide_stand_in_the_order_of_the_schema(site: str, slides: dict[str, list[Read]]) -> None:
    order = [qn(f"p:{name}") for name in ("cSld", "clrMapOvr", "transition", "timing", "extLst")]
    properties = [qn(f"a:{n}") for n in ("lnSpc", "spcBef", "spcAft", "buFont", "buNone", "buAutoNum", "tabLst")]
    for slide in slides[site]:
        element = slide.slide.element
        places = [order.index(child.tag) for child in element]
        assert places == sorted(set(places))
        ids = [shape.get("id") for shape in element.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        nodes = [node.get("id") for node in element.iter(qn("p:cTn"))]
        assert len(nodes) == len(set(nodes))
        for paragraph in element.iter(qn("a:pPr")):
            found = [properties.index(child.tag) for child in paragraph]
            assert found == sorted(set(found))


def test_comparison_says_who_does_what(catalogs: dict[str, Catalog], slides: dict[str, list[Read]]) -> None:
    catalog = catalogs["real"]
    tables = [slide for slide in slides["real"] if slide.layout == slide_look.TABLE and not is_dossier(slide)]
    assert len(tables) >= len(catalog.themes)
    for slide in tables:
        theme = next(t for t in catalog.themes.values() if slide.title.startswith(f"{t.title}：各岗位"))
        table = slide.shape("table").table
        rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
        duties = [d for d in catalog.duties.values() if theme.id in d.themes]
        label = Views(catalog).names.label
        assert {(catalog.role_of(d.id).name, d.title, label(d.cites)) for d in duties if d.cites} == {
            tuple(row) for row in rows if row[2] != "—"
        }
        assert {row[0] for row in rows} == {role.name for role in catalog.roles.values()}
        notes = "".join(slide.notes)
        assert all(catalog.duty_text(d) in notes for d in duties)


def test_picture_is_made_of_boxes_joined_by_arrows_that_stick(slides: dict[str, list[Read]]) -> None:
    drawn = next(s for s in slides["real"] if s.layout == slide_look.DRAWING and "责任追究" in s.title)
    shapes: dict[int, Any] = {s.shape_id: s for s in drawn.slide.shapes}
    boxes = [s.text_frame.text for s in shapes.values() if not s.is_placeholder and s.has_text_frame]
    assert len([b for b in boxes if re.match("第.{1,4}条\n.*\n〔?(待核对|部分待核对|单一副本|据来源文本)〕?", b)]) == 9
    arrows = list(drawn.slide.element.iter(qn("p:cxnSp")))
    ends = [
        (
            shapes[int(a.find(f".//{qn('a:stCxn')}").get("id"))].name,
            shapes[int(a.find(f".//{qn('a:endCxn')}").get("id"))].name,
        )
        for a in arrows
    ]
    assert ends == [("问责情形与方式", "五种新举措"), ("五种新举措", "定责与分工")]


def test_opener_has_a_qr_code_only_on_a_site_with_an_address(slides: dict[str, list[Read]]) -> None:
    def pictures(site: str) -> list[str]:
        found = [s.element.xpath(".//p:nvPicPr/p:cNvPr/@descr") for read_ in slides[site] for s in read_.slide.shapes]
        return [str(text) for texts in found for text in texts]

    assert not pictures("real")
    assert "二维码：https://example.org/a/roles/leader/index.html" in pictures("long")


def test_cover_names_what_the_deck_rests_on_and_the_last_slide_what_to_do(
    catalogs: dict[str, Catalog], slides: dict[str, list[Read]]
) -> None:
    cover, contents, *_, last = slides["real"]
    for regulation in catalogs["real"].regulations.values():
        assert f"《{regulation.title}》" in cover.paragraphs("body")[0]
    roles = [role.name for role in catalogs["real"].roles.values()]
    assert [line for line in contents.paragraphs("body") if line in roles] == roles
    assert last.title == "课后请做"
    assert "对照本岗位的《履职自查表》" in last.text("body")


def test_a_gap_does_not_break(slides: dict[str, list[Read]]) -> None:
    stems = "".join(slide.paragraphs("body")[0] for slide in in_layouts(slides["real"], slide_look.QUESTIONS))
    assert wording.GAP in stems
    assert "　　" not in stems


def test_every_layout_is_listed_once_and_the_notes_master_with_that_of_the_slides(files: dict[str, bytes]) -> None:
    presentation = opened(files["real"])
    assert [layout.name for layout in presentation.slide_layouts] == [layout.name for layout in slide_look.LAYOUTS]
    ids = [e.get("id") for e in presentation.slide_master.element.iter(qn("p:sldLayoutId"))]
    ids += [e.get("id") for e in presentation.element.iter(qn("p:sldMasterId"))]
    assert len(ids) == len(set(ids)) == len(slide_look.LAYOUTS) + 1
    assert all(layout.slide_master.part is presentation.slide_master.part for layout in presentation.slide_layouts)
    order = [child.tag for child in presentation.element]
    assert order[:3] == [qn("p:sldMasterIdLst"), qn("p:notesMasterIdLst"), qn("p:sldIdLst")]
    (notes,) = presentation.element.iter(qn("p:notesMasterId"))
    assert presentation.part.related_part(notes.get(qn("r:id"))) is presentation.part.notes_master_part


def test_badges_of_one_picture_are_set_alike(slides: dict[str, list[Read]]) -> None:
    for slide in (s for s in slides["real"] if s.layout == slide_look.DRAWING):
        shapes: list[Any] = list(slide.slide.shapes)
        boxes = [s.text_frame.paragraphs for s in shapes if not s.is_placeholder and s.has_text_frame]
        assert len({words[2].text.startswith("〔") for words in boxes if len(words) == 3}) == 1


def test_parts_name_the_slides_in_the_sorter(files: dict[str, bytes], catalogs: dict[str, Catalog]) -> None:
    element = opened(files["real"]).element
    sections = element.xpath(".//*[local-name()='section']")
    assert [s.get("name") for s in sections] == [part.title for part in whole_deck(Views(catalogs["real"])).parts]
    listed = [s.get("id") for s in element.xpath(".//*[local-name()='section']//*[local-name()='sldId']")]
    assert listed == [s.get("id") for s in element.find(qn("p:sldIdLst"))]


def test_same_deck_gives_the_same_bytes(catalogs: dict[str, Catalog], files: dict[str, bytes]) -> None:
    again = whole_deck(Views(catalogs["long"]))
    assert pptx(again, epoch=content_epoch(catalogs["long"])) == files["long"]
    with zipfile.ZipFile(io.BytesIO(files["county"])) as archive:
        names = archive.namelist()
    assert not [n for n in names if "thumbnail" in n or "printer" in n]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    words = "]]></a:t>&lt;{0}%s“”𠮷</p:sp>"
    said = words.replace("&lt;", "")  # in prose it is a character written as an entity
    changes = {
        "title: 小<站>": f"title: '{words}'",
        "每季度听取一次汇报；": f"每季度听取一次汇报{words}；",
        "听汇报要提问题": f"{said}听汇报要提问题",
    }
    found = read(pptx(whole_deck(Views(small_with(changes, tmp_path))), epoch=EPOCH))
    assert found[0].title == words
    assert f"每季度听取一次汇报{words}；" in [slide.text("body") for slide in found]
    assert any(said in line for slide in found for line in slide.notes)


def test_empty_site_has_a_deck_that_opens() -> None:
    from mingze.model import SiteSettings

    catalog = Catalog(SiteSettings.model_validate({"id": "s", "title": "空站", "edition": "版"}))
    assert [slide.title for slide in read(pptx(whole_deck(Views(catalog)), epoch=0))] == ["空站"]


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice is not installed")
@pytest.mark.parametrize("site", ["real", "long"])
def test_libreoffice_shows_every_slide_and_no_text_in_the_footer(
    site: str, files: dict[str, bytes], slides: dict[str, list[Read]], tmp_path: Path
) -> None:
    (tmp_path / "deck.pptx").write_bytes(without_autofit(files[site]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "deck.pptx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=600)
    boxes = subprocess.run(["pdftotext", "-bbox", "deck.pdf", "-"], cwd=tmp_path, check=True, capture_output=True)
    pages = boxes.stdout.decode().split("<page ")[1:]
    assert len(pages) == len(slides[site])
    rule = slide_look.FOOT.top * slide_look.POINTS_PER_MM
    for page, slide in zip(pages, slides[site], strict=True):
        words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', page)
        assert words, slide.title
        crossing = [w for top, bottom, w in words if float(top) < rule - 4 and float(bottom) > rule + 2]
        assert not crossing, slide.title
        below = "".join(w for top, _, w in words if float(top) >= rule - 4)
        assert len(below) <= len(slide.footer.replace(" ", "")) + 6, (slide.title, below)


def without_autofit(data: bytes) -> bytes:
    """Return a file whose text is not shrunk where it has no room."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<a:normAutofit/>", b"<a:noAutofit/>"))
    return out.getvalue()
