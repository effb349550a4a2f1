"""QR codes made in the page are those that `segno` makes, module by module."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import segno
import segno.encoder

from mingze.pages.assets import manifest
from tests.quiz import ask, page_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_BYTES = 4200
"""Packed, with the panel that shows the code."""
FIT = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412)
"""Bytes that fit into versions 1 to 15 at level M (ISO/IEC 18004:2015, table 7)."""
LONGEST = FIT[-1]
LINK = "http://10.1.2.3/zhuanlan/xuexi/roles/party-secretary/index.html#party-secretary-1"
CHARACTERS = "安全生产责任制（一）aZ09/:%?#-_&=é😀"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("qr")
    with page_with(browser, folder, "common/qr.js") as page:
        yield page


@pytest.fixture(autouse=True)
def padded_by_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let segno fill up to whole bytes only (7.4.10): 1.6 adds a zero byte, which no reader looks at, to whole ones."""

    def fill_up(buffer: segno.encoder.Buffer, version: int, length: int) -> None:
        buffer.extend([0] * (-length % 8))  # type: ignore[no-untyped-call]

    monkeypatch.setattr(segno.encoder, "write_padding_bits", fill_up)


def drawn_by_segno(text: str) -> list[str]:
    code = segno.make(text, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    return ["".join(map(str, row)) for row in code.matrix]


def drawn_by_page(page: Page, texts: list[str]) -> list[list[str]]:
    function = "texts => texts.map(text => mingze.qr(text).map(row => row.map(Number).join('')))"
    drawn: list[list[str]] = ask(page, function, texts)
    return drawn


@pytest.mark.parametrize(
    "texts",
    [
        [LINK, "第五条第（一）项 贯彻决策部署", "😀", "\n", "a b"],
        ["a" * length for most in FIT for length in (most, most + 1) if length <= LONGEST],
        ["9" * LONGEST, "9" * (LONGEST - 1), "责" * (LONGEST // 3)],
    ],
    ids=["a link, words, an emoji", "every version", "the longest"],
)
def test_the_page_draws_what_segno_draws(page: Page, texts: list[str]) -> None:
    assert drawn_by_page(page, texts) == [drawn_by_segno(text) for text in texts]


def test_each_version_is_filled_to_its_last_byte(page: Page) -> None:
    filled = drawn_by_page(page, ["a" * most for most in FIT])
    assert [(len(code) - 17) // 4 for code in filled] == list(range(1, len(FIT) + 1))


@pytest.mark.parametrize("count", [25, pytest.param(300, marks=pytest.mark.long)])
def test_the_page_draws_what_segno_draws_of_texts_by_chance(count: int, page: Page) -> None:
    chance = random.Random(18004)
    texts = ["".join(chance.choices(CHARACTERS, k=chance.randint(1, 150))) for _ in range(count)]
    assert drawn_by_page(page, texts) == [drawn_by_segno(text) for text in texts]


def test_a_text_that_is_too_long_has_no_code(page: Page) -> None:
    assert ask(page, "texts => texts.map(mingze.qr)", ["a" * (LONGEST + 1), "责" * 138]) == [None, None]


def test_a_drawn_code_has_a_name_and_four_modules_of_white_around_it(page: Page) -> None:
    shown = ask(
        page,
        """text => {
          const svg = mingze.qr.draw(mingze.qr(text), "这一条的二维码");
          document.body.append(svg);
          const box = svg.querySelector("path").getBBox();
          return [svg.getAttribute("viewBox"), box.x, box.y, box.width, box.height, svg.getAttribute("aria-label")];
        }""",
        "a",
    )
    assert shown == ["0 0 29 29", 4, 4, 21, 21, "这一条的二维码"]
    assert page.get_by_role("img", name="这一条的二维码").count() == 1


def test_the_script_is_small() -> None:
    assert len(gzip.compress(manifest().asset("share.js").content().encode(), 9)) <= MOST_BYTES
