from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from mingze.model.regulation import Chapter
from mingze.views.boards import PICTURED, pictures
from mingze.views.view import Views
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "accountability/index.html"
FOLDER = "data/regulations/reg"
CHAPTERS = """\
  - number: 3
    title: 考核
    board: assessment
    articles:
      - number: 3
        gist: 年底考核
        verification: single-copy
        paragraphs:
          - text: |
              每年年底考核一次。
      - number: 3z1
        gist: 结果公开
        group: 结果
        verification: single-copy
        paragraphs:
          - text: |
              结果向全体人员公开。
      - number: 3z2
        gist: 结果存档
        group: 结果
        verification: single-copy
        paragraphs:
          - text: |
              第三条之一的结果存入档案。
  - number: 4
    title: 追究
    board: accountability
    articles:
      - number: 4
        gist: 追究情形
        group: 情形与方式
        verification: unverified
        paragraphs:
          - text: |
              有下列情形之一的，追究责任：
            items:
              - |
                没有演练的情形；
              - text: |
                  没有汇报的情形。
                verification: reconstructed
      - number: 5
        gist: 追究方式
        group: 情形与方式
        verification: reconstructed
        paragraphs:
          - text: |
              对第四条所列情形，给予通报。
      - number: 6
        gist: 从重追究
        group: 举措
        verification: single-copy
        paragraphs:
          - text: |
              造成严重后果的从重追究。
      - number: 7
        gist: 补救从轻
        group: 举措
        verification: single-copy
        paragraphs:
          - text: |
              依照《某法》第六条、本规定第六条之一补救的可以从轻。
      - number: 8
        verification: single-copy
        paragraphs:
          - text: |
              由上级单位决定怎样追究。
"""
NOTES = """\
  - clause: art4
    plain: |
      讲什么情形要追究，文字待核对，这里只讲大意。
key_points:
  - id: two-ways
    title: 两种举措
    kind: list
    standing: commentator
    points:
      - text: 从重
        clauses:
          - art6
    sources:
      - s1
  - id: elsewhere
    title: 别处的要点
    kind: list
    standing: commentator
    points:
      - text: 适用范围
        clauses:
          - art1-para1
    sources:
      - s1
"""
TERM = """\
- id: two-measures
  name: 两种举措
  standing: source
  definition: |
    从重和从轻。
  members:
    - text: 从重追究
      cites:
        - art6
    - text: 补救从轻
      cites:
        - art7
  sources:
    - s1
"""


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {
        **SMALL,
        f"{FOLDER}/regulation.yml": SMALL[f"{FOLDER}/regulation.yml"] + CHAPTERS,
        f"{FOLDER}/commentary/articles.yml": SMALL[f"{FOLDER}/commentary/articles.yml"] + NOTES,
        "data/glossary.yml": SMALL["data/glossary.yml"] + TERM,
    }
    return load(write(files, tmp_path_factory.mktemp("boards")))


def steps(site: Site) -> list[tuple[str, list[str]]]:
    (picture,) = pictures(Views(site.catalog))
    return [(s.title, [b.article.local for b in s.boxes]) for board in picture.boards for s in board.steps]


def own_text(site: Site, name: str) -> Node:
    (found,) = [n for n in site.trees[PAGE].find("mz-board-article") if n.attributes["id"].endswith(f"_{name}")]
    return found


def test_neighbours_of_one_group_make_a_step(boards: Site) -> None:
    assert steps(boards) == [
        ("", ["art3"]),
        ("结果", ["art3z1", "art3z2"]),
        ("情形与方式", ["art4", "art5"]),
        ("举措", ["art6", "art7"]),
        ("", ["art8"]),
    ]


def test_the_real_picture_goes_from_the_cases_to_who_decides(real: Site) -> None:
    assert steps(real) == [
        ("", [f"art{n}" for n in range(10, 16)]),
        ("", ["art16", "art17"]),
        ("问责情形与方式", ["art18", "art19"]),
        ("五种新举措", [f"art{n}" for n in range(20, 25)]),
        ("定责与分工", ["art25", "art26"]),
    ]


@pytest.mark.parametrize("name", ["real", "boards"])
def test_every_article_is_a_box_with_number_gist_and_badge(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    (regulation,) = site.catalog.regulations.values()
    articles = [a for c in regulation.chapters if c.board in PICTURED for a in c.all_articles]
    boxes = site.trees[PAGE].find("mz-box")
    assert len(boxes) == len(articles) > 0
    for box, article in zip(boxes, articles, strict=True):
        clause = next(c for k, c in regulation.clauses.items() if k.local == f"art{article.number}")
        assert box.find("mz-box__number")[0].text() == clause.key.label()
        assert [n.text() for n in box.find("mz-box__gist")] == ([article.gist] if article.gist else [])
        assert [n.text() for n in box.find("mz-badge")] == [article.verification.label]


def test_only_accountability_is_joined_by_arrows(boards: Site, real: Site) -> None:
    for site in (boards, real):
        (picture,) = pictures(Views(site.catalog))
        assert [b.chapter.topics for b in picture.boards if b.joined] == [("accountability",)]
        (flow,) = site.trees[PAGE].find("mz-flow")
        assert len(flow.find("mz-flow__step")) == 3
        assert len(site.trees[PAGE].find("mz-boxes__next")) == len(flow.find("mz-boxes__next")) == 1


def test_a_box_takes_up_the_one_before_only_where_its_text_names_it(boards: Site, real: Site) -> None:
    for site, expected in ((boards, ["art3z2", "art5"]), (real, ["art19"])):
        (picture,) = pictures(Views(site.catalog))
        assert [b.article.local for board in picture.boards for b in board.boxes if b.takes_up] == expected


def test_every_article_is_also_told_in_words(real: Site) -> None:
    (picture,) = pictures(Views(real.catalog))
    for board in picture.boards:
        for box in board.boxes:
            told = own_text(real, box.article.local).text()
            assert box.article.gist in told
            assert box.article.badge.label in told
            assert box.explanations, box.article.local
            assert own_text(real, box.article.local).find("mz-item") == [] or box.article.local == "art18"


def test_items_stand_with_their_numbers_and_standing(boards: Site) -> None:
    items = own_text(boards, "art4").find("mz-item")
    assert [n.text() for n in items] == ["（一）没有演练的情形；", "（二）没有汇报的情形。 部分待核对"]
    assert not [n for n in items if "id" in n.attributes]
    (head,) = own_text(boards, "art4").find("mz-clause__head")
    assert head.text().endswith("待核对")


def test_key_points_and_counted_terms_are_those_that_cite_the_articles(boards: Site, real: Site) -> None:
    (picture,) = pictures(Views(boards.catalog))
    assert [t.term.id for t in picture.terms] == ["two-measures"]
    assert [k.id for k in picture.key_points] == ["two-ways"]
    (picture,) = pictures(Views(real.catalog))
    assert {"three-systems", "three-inclusions", "two-rewards", "five-measures"} <= {t.term.id for t in picture.terms}
    assert "five-inclusions" not in {t.term.id for t in picture.terms}
    assert [k.id for k in picture.key_points] == ["three-systems", "three-inclusions", "two-rewards", "five-measures"]
    for counted in picture.terms:
        assert f"glossary/index.html#{counted.term.id}" in real.html[PAGE]


def test_a_counted_term_shows_the_standing_of_doubtful_articles(real: Site) -> None:
    (terms,) = real.trees[PAGE].find("mz-counted")
    told = dict(zip(*([n.text() for n in terms.walk() if n.tag == tag] for tag in ("dt", "dd")), strict=True))
    assert "第十一条 部分待核对" in next(text for name, text in told.items() if name.startswith("三项制度"))
    assert "待核对" not in next(text for name, text in told.items() if name.startswith("尽职免责"))


def test_a_site_without_boards_has_no_such_page(small: Site, empty: Site) -> None:
    for site in (small, empty):
        assert PAGE not in site.html
        assert not [path for path, html in site.html.items() if PAGE in html]


def test_doubtful_text_is_shown_on_the_page_with_its_badge_only(boards: Site) -> None:
    from tests.pages import test_text_standing as standing

    standing.test_the_standing_of_a_passage_is_shown_wherever_its_text_is(boards)
    standing.test_a_passage_is_shown_nowhere_without_its_standing(boards)
    standing.test_no_doubtful_text_stands_in_quotation_marks(boards)


def test_a_board_of_another_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        Chapter.model_validate({"number": "1", "title": "章", "board": "punishment"})


def test_the_steps_run_down_on_a_phone_and_across_on_a_wide_screen(real_site: Path, browser: Browser) -> None:
    corners = "() => [...document.querySelectorAll('.mz-flow > li')].map(e => e.getBoundingClientRect().toJSON())"
    for width in (320, 1280):
        context = browser.new_context(viewport={"width": width, "height": 740})
        page = context.new_page()
        page.goto((real_site / PAGE).as_uri())
        boxes = page.evaluate(corners)
        near, far = ("right", "left") if width == 1280 else ("bottom", "top")
        assert all(one[near] + 20 < other[far] for one, other in itertools.pairwise(boxes))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        context.close()
