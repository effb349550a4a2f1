"""What decks hold, and how text that is too long for one slide is dealt out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mingze.handouts.blocks import Box, Picture, PictureStep
from mingze.handouts.content import with_gaps
from mingze.handouts.deck.fill import footer
from mingze.handouts.deck.picture import rows_of
from mingze.handouts.slides import role_deck, whole_deck
from mingze.handouts.slides.kinds import Deck, DutySlide, Foot, QuestionSlide
from mingze.handouts.slides.room import Style, Text, count_lines, deal, height_of, shorten
from mingze.handouts.slides.show_of_hands import HallQuestions
from mingze.model import Catalog
from mingze.views import prose
from mingze.views.runs import Run, plain
from mingze.views.view import Views
from tests.conftest import real_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def test_sources_without_room_in_the_footer_stand_in_the_notes() -> None:
    words, rest = footer("2026年", Foot("核对过", tuple(f"第{n}个很长的来源的题名" for n in range(20))))
    assert words == "2026年　核对过\n来源：第0个很长的来源的题名等20种，见备注"
    assert rest[0].endswith("第19个很长的来源的题名")


def test_two_or_three_questions_follow_each_group_of_duties(catalog: Catalog) -> None:
    for role in catalog.roles.values():
        deck = role_deck(Views(catalog), role)
        kinds = "".join("D" if isinstance(s, DutySlide) else "Q" for s in deck.parts[1].slides if is_either(s))
        groups = re.findall(r"D+Q*", kinds)
        assert groups
        assert all(re.fullmatch(r"D{1,3}Q{2,3}", group) for group in groups), kinds
        stems = [plain(s.stem) for s in deck.slides if isinstance(s, QuestionSlide)]
        assert len(stems) == len(set(stems))
        names = {s.title.split("　")[-1] for s in deck.parts[1].slides if isinstance(s, QuestionSlide)}
        assert names == {"单项选择题", "多项选择题", "判断题"}


def test_a_group_is_asked_whole_behind_its_dossier(catalog: Catalog) -> None:
    seen = 0
    for role in catalog.roles.values():
        slides = role_deck(Views(catalog), role).slides
        stems = {plain(s.stem): n for n, s in enumerate(slides) if isinstance(s, QuestionSlide)}
        for group in catalog.groups.values():
            asked = [stems.get(plain(with_gaps(prose.inline(q.stem, catalog.terms)))) for q in group.questions]
            if not any(asked):
                continue
            seen += 1
            first = asked[0]
            assert first is not None
            assert asked == list(range(first, first + len(asked)))
            assert slides[first - 1].title == f"材料　{group.title}"
    assert seen


def is_either(slide: object) -> bool:
    return isinstance(slide, DutySlide | QuestionSlide)


def test_withheld_banks_are_never_asked(catalog: Catalog) -> None:
    banks = {
        id_: bank.model_copy(update={"bank": bank.bank.model_copy(update={"answers": "withheld"})})
        for id_, bank in catalog.banks.items()
    }
    withheld = replace(catalog, banks=banks)
    assert not [slide for slide in whole_deck(Views(withheld)).slides if isinstance(slide, QuestionSlide)]


def test_no_question_comes_twice(catalog: Catalog) -> None:
    duty = catalog.duties["safety-deputy-5"]
    chooser = HallQuestions(Views(catalog))
    asked = [question.id for _ in range(9) for question in chooser.on_duties([duty])]
    assert len(asked) > 5
    assert len(set(asked)) == len(asked)


def test_questions_that_give_each_other_away_are_not_asked_in_one_deck(catalog: Catalog) -> None:
    duty = catalog.duties["safety-deputy-5"]
    all_ids = tuple(catalog.questions)
    banks = {
        id_: bank.model_copy(
            update={"questions": tuple(q.model_copy(update={"apart_from": all_ids}) for q in bank.questions)}
        )
        for id_, bank in catalog.banks.items()
    }
    assert len(list(HallQuestions(Views(replace(catalog, banks=banks))).on_duties([duty]))) == 1


def test_large_picture_goes_on_several_slides_with_every_box_once() -> None:
    boxes = tuple(Box(f"第{n}条", "概括的话" * 8, "部分待核对") for n in range(40))
    picture = Picture(
        "图", (PictureStep("起", boxes[:1]), PictureStep("承", boxes[1:35]), PictureStep("合", boxes[35:])), joined=True
    )
    pages = rows_of(picture)
    assert len(pages) > 1
    assert [box for page in pages for row in page for box in row.boxes] == list(boxes)


_WORDS = st.text(st.sampled_from("安全生产责任，。；“”（）A b9W<\n"), min_size=1, max_size=300)


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=8))
def test_dealt_out_texts_keep_every_word_and_fit(words: list[str]) -> None:
    style = Style(24, 0.9, before=6, hanging=1.6)
    texts = [Text((Run(w[:7], bold=True), Run(w[7:]))) for w in words]
    pages = deal(texts, 600, 300, style)
    joined: list[str] = []
    for text in (t for page in pages for t in page):
        if text.goes_on:
            joined[-1] += plain(text.runs)
        else:
            joined.append(plain(text.runs))
    assert joined == words
    assert all(height_of(page, 600, style) <= 300 for page in pages)


@given(_WORDS, st.integers(4, 30))
def test_shortened_words_fit(words: str, em: int) -> None:
    assert count_lines(shorten(words, em), em) == 1


def test_deck_of_each_role_holds_its_own_duties(catalog: Catalog) -> None:
    for role in catalog.roles.values():
        deck: Deck = role_deck(Views(catalog), role)
        assert deck.id == f"slides-{role.id}"
        duties = [d for a in catalog.assignments_of(role.id) for d in a.duties]
        assert [s.title.split("　")[1] for s in deck.slides if isinstance(s, DutySlide)] == [d.title for d in duties]
