"""Questions and key points that are added within a unit are built with it, and counted on the site's first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.divided_site import write_warned
from bench.edits import built
from mingze.renewal.whole import NotProved
from tests.renewal.test_renewal import BANK, OF_ANOTHER, edit, prove_as_clean, renewed

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site in units that was built; what a question is about that comes to unit-1 is asked there already."""
    folder = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZE_CACHE", str(folder / "cache"))
        root = write_warned(folder / "site")
        status, said = built(root)
        assert status == 0, said
        yield root


BLANK = """\
  - id: q-blank
    type: blank
    stem: |
      每年检查（　　）次。
    answers:
      - - 两
    explanation: |
      照自己的清单看。
    cites:
      - post-20-1
"""


MULTIPLE = """\
  - id: q-multiple
    type: multiple
    stem: |
      每年检查哪几样（　　）？
    options:
      - text: 门窗
      - text: 水电
      - text: 天气
      - text: 心情
    answer: AB
    explanation: |
      照自己的清单看。
    cites:
      - post-20-1
"""


def question(id_: str, about: str = "post-20-1", stem: str = "", more: str = "") -> Change:
    """Return what adds a question to a bank."""
    text = f"""\
  - id: {id_}
    type: judge
    stem: |
      {stem or f"添的一题，每年检查，编号{id_}。"}
    answer: 错
    explanation: |
      照自己的清单看。
    cites:
      - {about}
{more}"""
    return lambda bank: f"{bank.rstrip()}\n{text}"


def key_point(id_: str) -> Change:
    """Return what adds a key point to a commentary."""
    text = f"""\
key_points:
  - id: {id_}
    title: 添的要点
    kind: caution
    standing: commentator
    text: |
      添的要点写在这里。
"""
    return lambda commentary: commentary.replace("key_points:\n", text, 1)


def test_what_is_added_gives_the_bytes_of_a_clean_build(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = root / "site/index.html"
    asked = int(page.read_text("utf-8").partition(" 道题")[0].rpartition(">")[2])
    for n, (file, change) in enumerate(
        [(BANK, question("q-new-1")), (BANK, question("q-new-2")), (OF_ANOTHER, key_point("point-new"))], 1
    ):
        edit(root, file, change)
        assert renewed(root) == (file,)
        assert f">{asked + min(n, 2)} 道题，" in page.read_text("utf-8")
    status, said = built(root)
    assert status == 0
    assert f"题目 {asked + 2} · " in said
    prove_as_clean(root)
    edit(root, BANK, question("q-new-3"))
    edit(root, OF_ANOTHER, key_point("point-new-2"))
    assert set(renewed(root)) == {BANK, OF_ANOTHER}
    prove_as_clean(root)


def test_a_bank_on_several_pages_says_which_questions_each_has_now(root: Path) -> None:
    for n in range(40):
        edit(root, BANK, question(f"q-many-{n}"))
    assert built(root)[0] == 0
    page = root / "site/quizzes/unit-1/2/index.html"
    before = page.read_text("utf-8").partition("</title>")[0]
    for n in range(2):  # each page has half of them
        edit(root, BANK, question(f"q-last-{n}"))
        assert renewed(root) == (BANK,)
    assert page.read_text("utf-8").partition("</title>")[0] != before
    prove_as_clean(root)


@pytest.mark.parametrize(
    ("file", "change", "reason"),
    [
        (BANK, question("q-0-0"), "duplicate-id"),  # another unit's question
        (BANK, question("basics-1"), "duplicate-id"),  # everybody's
        (BANK, question("q-14-0"), "duplicate-id"),  # its own
        (OF_ANOTHER, key_point("point-0"), "duplicate-id"),
        (BANK, question("q-law-2", "law/art1"), "references"),  # shown with an article that all share
        (BANK, question("q-of-0", "post-0-1"), "references"),
        (BANK, question("q-none", "post-99-1"), "references"),
        (BANK, question("q-first", "post-16-1"), "references"),  # a duty that no question was about
        (BANK, question("q-link", more="    hint: |\n      见[自测](quizzes/index.html)。\n"), BANK),
        (BANK, question("q-apart", more="    apart_from:\n      - q-14-0\n"), BANK),
        (BANK, question("q-source", more="    sources:\n      - unit-0\n"), BANK),
        (BANK, question("q-same", stem="各单位每年检查两次。"), "duplicate-stem"),
        (BANK, lambda text: f"{text.rstrip()}\n{BLANK}", BANK),  # its answers have keys of their own
        (BANK, lambda text: f"{text.rstrip()}\n{MULTIPLE}", "ids"),  # the first of its type in this unit
        (BANK, lambda text: text.replace("  - id: q-15-0\n", "  - id: q-renamed\n", 1), "ids"),
        (BANK, lambda text: text[: text.rindex("  - id: ")], "ids|references"),  # one is gone
    ],
)
def test_what_others_may_see_of_it_is_built_whole(root: Path, file: str, change: Change, reason: str) -> None:
    before = edit(root, file, change)
    try:
        with pytest.raises(NotProved, match=reason):
            renewed(root)
    finally:
        (root / file).write_text(before, "utf-8")
