"""A build after an edit within one unit makes that unit anew, and the site is the one that a clean build writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from filelock import FileLock, Timeout

import mingze.checks  # noqa: F401  (it defines all rules)
from bench.divided_site import write_warned
from bench.edits import AGAIN, built, differing
from bench.unit_edits import told
from mingze.checks.reach import ACROSS, WITHIN, code_of
from mingze.checks.subject import CHECKS
from mingze.diagnostics import Diagnostic, Severity, Span
from mingze.diagnostics.show import FORMATS, render, render_again, shown_by_file
from mingze.kept.build_notes import BuildNotes
from mingze.kept.build_record import BuildRecords
from mingze.kept.prints import file_print
from mingze.kept.site_lock import SiteLocked, holding, lock_of
from mingze.loading import load
from mingze.loading.read_along import shown_to
from mingze.pages.page import Page
from mingze.pages.render import Renderer
from mingze.renewal.facts import FactsFolder
from mingze.renewal.gather import note_outward
from mingze.renewal.outward import seen
from mingze.renewal.part import UnitPart, prove_sound
from mingze.renewal.put import Replacement
from mingze.renewal.renew import renew
from mingze.renewal.whole import NotProved
from mingze.source import read_source
from tests.conftest import snapshot

DUTIES = "data/regulations/unit-0/duties/post-3.yml"
COMMENTARY = "data/regulations/unit-0/commentary/post-3.yml"
OF_ANOTHER = "data/regulations/unit-1/commentary/post-15.yml"
LINKED = "data/regulations/unit-1/commentary/post-18.yml"
UNASKED = "data/regulations/unit-1/duties/post-16.yml"
BANK = "quizzes/banks/unit-1.yml"
PLAIN = "plain: |\n      "
ASKED = {"handouts": False, "compress": False, "format": "text"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site in units that was built, with warnings of every sort."""
    folder = tmp_path_factory.mktemp("renewal")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZE_CACHE", str(folder / "cache"))
        root = write_warned(folder / "site")
        status, said = built(root)
        assert status == 0, said
        yield root


def edit(root: Path, file: str, change: Callable[[str], str]) -> str:
    """Change a file, and return what it held."""
    before = (root / file).read_text("utf-8")
    assert change(before) != before
    (root / file).write_text(change(before), "utf-8")
    return before


def words(more: str) -> Callable[[str], str]:
    """Return what puts words at the end of the first sentence of prose."""
    return lambda text: text.replace("。\n", f"，{more}。\n", 1)


def explained(more: str) -> Callable[[str], str]:
    """Return what puts words into the first explanation."""
    return lambda text: text.replace("plain: |\n", f"{PLAIN}{more}。\n", 1)


def renewed(root: Path) -> tuple[str, ...]:
    """Build what was edited by itself, and return the files. Raises `NotProved`."""
    records = BuildRecords(root, root / "site", ASKED, dated=False)
    assert records.holds() is None
    found = records.edited()
    assert found
    renew(root, root / "site", records, *found)
    return found[1]


def test_edits_within_a_unit_give_the_bytes_of_a_clean_build(root: Path) -> None:
    for file, change in (
        (DUTIES, words("改一处")),
        (COMMENTARY, explained("同行业的人应急处分龘字")),  # words that are hard to read, and a character nobody had
        (OF_ANOTHER, words("见第二条")),
        (BANK, words("再问一次")),
    ):
        readings = (root / "site/assets/readings.js").read_text("utf-8")
        edit(root, file, change)
        assert renewed(root) == (file,)
        assert ((root / "site/assets/readings.js").read_text("utf-8") != readings) is (file == COMMENTARY)
    prove_as_clean(root)


def test_what_is_called_otherwise_within_a_unit_gives_the_bytes_of_a_clean_build(root: Path) -> None:
    letters = (root / "site/assets/search/letters.js").read_text("utf-8")
    for file, change in (
        (
            COMMENTARY,
            lambda text: text.replace("    title: ", "    title: 新", 1).replace("kind: must-do", "kind: list"),
        ),
        (BANK, lambda text: text.replace("    depth: 1", "    depth: 3", 1)),
        (DUTIES, lambda text: text.replace("title: ", f"title: {'重修重建重复重叠' * 9}", 1)),
    ):
        edit(root, file, change)
        assert renewed(root) == (file,)
    assert (root / "site/assets/search/letters.js").read_text("utf-8") != letters  # 重 is read chong more often now
    prove_as_clean(root)


def test_pages_of_posts_of_which_nothing_is_told_are_not_printed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[str] = set()
    render = Renderer.render

    def noted(renderer: Renderer, page: Page) -> str:
        made.add(page.path)
        return render(renderer, page)

    def printed(file: str, change: Callable[[str], str]) -> set[str]:
        made.clear()
        edit(root, file, change)
        assert renewed(root) == (file,)
        return {path.split("/")[1] for path in made if path.startswith("roles/")}

    monkeypatch.setattr(Renderer, "render", noted)
    everybody = {f"post-{n}" for n in range(14)}
    assert printed(DUTIES, words("只在自己页上")) == {"post-3"}
    assert printed(COMMENTARY, explained("只在自己页上")) == {"post-3"}
    assert printed("quizzes/banks/unit-0.yml", words("谁的题都在里面")) == everybody
    assert printed(DUTIES, lambda text: text.replace("title: ", "title: 换", 1)) == everybody
    assert printed(DUTIES, words("换过以后")) == {"post-3"}
    other = "data/regulations/unit-0/commentary/post-4.yml"
    edit(root, other, lambda text: text.replace("- post-4-1", "- post-4-1\n          - post-3-1", 1))
    assert built(root)[0] == 0
    assert printed(DUTIES, words("说到两个岗位")) == everybody
    prove_as_clean(root)


def prove_as_clean(root: Path) -> None:
    """Prove that the site is what a clean build writes, and that nothing is left to build."""
    status, said = built(root)
    assert status == 0
    assert AGAIN in said
    aside = root.parent / "clean"
    assert built(root, "--force", "--out", str(aside))[0] == 0
    assert differing(snapshot(root / "site"), snapshot(aside)) == []


@pytest.mark.parametrize(
    ("file", "change", "reason"),
    [
        ("data/roles.yml", lambda text: text.replace("post-3\n", "post-3x\n", 1), "units"),
        ("data/regulations/law/commentary/articles.yml", words("再说"), "units"),
        (DUTIES, lambda text: text.replace("    keywords:", "    frequency: 每月\n    keywords:", 1), DUTIES),
        (DUTIES, lambda text: text.replace("text: |\n", "text: |\n      见[[two-checks]]。", 1), DUTIES),
        (COMMENTARY, lambda text: text.replace("plain: |\n", f"{PLAIN}见[自测](quizzes/index.html)。", 1), COMMENTARY),
        (COMMENTARY, lambda _: "role: post-3\n", "duty-without-explanation"),
        (OF_ANOTHER, words("见[无](no.html)"), OF_ANOTHER),
        (LINKED, lambda text: text.replace("见[没有的](", "见没有的](", 1), LINKED),  # no link any more
        (BANK, lambda text: f"{text}- [", "yaml-syntax"),
    ],
)  # fmt: skip
def test_what_others_see_or_a_check_tells_is_built_whole(
    root: Path, file: str, change: Callable[[str], str], reason: str
) -> None:
    before, site = edit(root, file, change), snapshot(root / "site")
    try:
        with pytest.raises(NotProved, match=reason):
            renewed(root)
        assert differing(site, snapshot(root / "site")) == []
    finally:
        (root / file).write_text(before, "utf-8")


def test_warnings_of_other_files_are_told_again_and_those_of_the_unit_anew(root: Path) -> None:
    aside = root.parent / "told"
    for file, change, found in (
        (COMMENTARY, lambda text: text.replace("。\n", "，就按\n", 1), "post-3.yml"),  # one more
        (OF_ANOTHER, lambda text: text.replace("。\n", "，就按\n", 1), "post-15.yml"),
        (LINKED, lambda text: f"# 下移一行\n{text}", "post-18.yml:4"),  # of what looks across: it moved
        (UNASKED, lambda text: f"# 下移一行\n{text}", "post-16.yml:4"),
        (UNASKED, words("再查一遍"), "post-16.yml:4"),  # and is known where it is now
    ):
        edit(root, file, change)
        assert renewed(root) == (file,)
        again = built(root)[1]
        assert AGAIN in again
        assert found in told(again)
    edit(root, COMMENTARY, lambda text: text.replace("，就按\n", "。\n", 1))
    said = built(root)[1]
    assert AGAIN not in said
    assert "post-3.yml" not in told(said)  # gone
    assert told(said) == told(built(root, "--force", "--out", str(aside))[1])


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_is_shown_of_files_is_put_together_as_it_was(format_name: str) -> None:
    found = [
        Diagnostic("a-rule", severity, Span(file, line, 2, 3), "一", "二", note)
        for file in ("data/a.yml", "data/b.yml")
        for line, severity, note in ((1, Severity.WARNING, ""), (2, Severity.NOTE, "三"))
    ]
    for some in (found, found[:1], []):
        shown = shown_by_file(some, format_name, lambda file, line: f"{file}的第 {line} 行")
        whole = render(some, format_name, lambda file, line: f"{file}的第 {line} 行")
        assert render_again(shown.values(), format_name) == whole


def test_a_question_that_another_unit_may_ask_too_is_looked_at_with_the_others() -> None:
    part = cast("UnitPart", SimpleNamespace(stems=["b"], faults=[], unit=SimpleNamespace(id="u")))
    prove_sound(part, {"u": ["a"], "v": ["c"]})
    for stems in ({"u": ["a"], "v": ["b"]}, {"u": ["b"], "v": ["b"]}, {"u": ["a"], "v": ["a"]}):
        with pytest.raises(NotProved, match="duplicate-stem"):  # its `allow` may be of no use now, in either unit
            prove_sound(part, stems)


def test_the_same_question_in_another_bank_is_told(root: Path) -> None:
    mark = "type: judge\n    stem: |\n"
    asked = (root / "quizzes/banks/unit-2.yml").read_text("utf-8").partition(mark)[2].partition("\n")[0]
    before = edit(root, BANK, lambda text: text.replace(text.partition(mark)[2].partition("\n")[0], asked, 1))
    with pytest.raises(NotProved, match="duplicate-stem"):
        renewed(root)
    (root / BANK).write_text(before, "utf-8")


def test_a_question_that_an_article_of_all_shows_is_seen_by_others(root: Path) -> None:
    last = BuildRecords(root, root / "site", {}, dated=False)._read()
    assert last
    folder = FactsFolder(BuildRecords(root, root / "site", {}, dated=False).facts_of(last))
    assert folder.unit("unit-0").shown == ("q-law",)
    assert folder.site().open == ()
    before = edit(root, "quizzes/banks/unit-0.yml", lambda text: text.replace("各单位每年检查两次", "单位每年检查两次"))
    with pytest.raises(NotProved, match="unit-0"):
        renewed(root)
    (root / "quizzes/banks/unit-0.yml").write_text(before, "utf-8")


def test_a_page_by_hand_in_the_folder_of_a_unit_is_found_with_it_and_so_all_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGZE_CACHE", str(tmp_path / "cache"))
    root = write_warned(tmp_path / "site")
    by_hand = root / "docs" / "roles" / "post-15" / "more.md"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("# 另有说明\n\n鸵鸟养殖场怎样检查。\n", "utf-8")
    assert built(root)[0] == 0
    edit(root, OF_ANOTHER, words("改一处"))
    with pytest.raises(NotProved, match="units"):
        renewed(root)
    edit(root, COMMENTARY, words("改一处"))
    (root / OF_ANOTHER).write_text((root / OF_ANOTHER).read_text("utf-8").replace("，改一处。", "。", 1), "utf-8")
    assert renewed(root) == (COMMENTARY,)


def test_damaged_facts_are_none(root: Path, tmp_path: Path) -> None:
    last = BuildRecords(root, root / "site", {}, dated=False)._read()
    assert last
    whole = BuildRecords(root, root / "site", {}, dated=False).facts_of(last)
    shutil.copytree(whole, tmp_path / "facts")
    for file in (tmp_path / "facts").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    damaged = FactsFolder(tmp_path / "facts")
    of_units = (partial(damaged.unit, "unit-0"), partial(damaged.search, "unit-0"))
    for read in (damaged.site, damaged.stems, damaged.readings, *of_units):
        with pytest.raises(ValueError, match=r"json|unit-0"):
            read()


def test_a_build_that_dies_between_two_files_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(self: Replacement) -> None:
        path = next(path for path in self.files if path.endswith(".html"))
        (self._site / path).write_bytes(self.files[path])
        raise KeyboardInterrupt

    monkeypatch.setattr(Replacement, "put", put)
    edit(root, OF_ANOTHER, words("又改一处"))
    with pytest.raises(KeyboardInterrupt):
        renewed(root)
    records = BuildRecords(root, root / "site", ASKED, dated=False)
    assert records.holds() is None
    assert records.edited() is None  # a whole build follows, which clears up


def test_a_site_that_somebody_wrote_in_is_built_whole(root: Path) -> None:
    assert built(root)[0] == 0
    page = root / "site/roles/post-40/index.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<!-- by hand -->")
    edit(root, OF_ANOTHER, words("另改一处"))
    with pytest.raises(NotProved, match="site"):
        renewed(root)
    assert built(root)[0] == 0
    assert page.read_bytes() == before


def test_only_what_a_build_of_a_unit_has_read_must_stay_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put, before = Replacement.put, edit(root, OF_ANOTHER, words("先改一处"))
    status, said = built(root)
    assert status == 0, said

    def meanwhile(file: str, change: Callable[[str], str]) -> tuple[str, ...]:
        """Build an edit of one unit while somebody writes a file, and return what the next build finds edited."""

        def put_and_write(self: Replacement) -> None:
            put(self)
            edit(root, file, change)

        with monkeypatch.context() as patch:
            patch.setattr(Replacement, "put", put_and_write)
            edit(root, OF_ANOTHER, words("再改一处"))
            renewed(root)
        records = BuildRecords(root, root / "site", ASKED, dated=False)
        assert records.holds() is None
        found = records.edited()
        return found[1] if found and records.stands() else ()

    assert meanwhile(COMMENTARY, words("别人在改")) == (COMMENTARY,)  # of another unit: it waits for the next build
    assert renewed(root) == (COMMENTARY,)
    assert meanwhile("data/glossary.yml", lambda text: f"{text}# 别人在改\n") == ()  # all read it: nothing is known now
    (root / OF_ANOTHER).write_text(before, "utf-8")
    assert built(root)[0] == 0


def test_the_lock_is_that_of_every_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with holding(site):
        with pytest.raises(Timeout):
            FileLock(lock_of(site)).acquire(timeout=0)
        with pytest.raises(SiteLocked), holding(site):
            pass
    with FileLock(lock_of(site)).acquire(timeout=0), pytest.raises(SiteLocked), holding(site):
        pass


def test_every_rule_says_how_far_it_looks() -> None:
    codes = [code_of(check) for check in CHECKS]
    assert sorted(codes) == sorted([*ACROSS, *WITHIN])


def test_what_others_see_is_noted_of_every_file_that_is_let_go(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_MANY", 0)
    notes = BuildNotes()
    with shown_to(partial(note_outward, notes)):
        loaded = load.load_catalog(root)
    assert notes.seen.keys() == loaded.origins.files.keys()
    for file, noted in notes.seen.items():
        data = (root / file).read_bytes()
        source, _ = read_source(file, data)
        assert source
        assert noted == (file_print(data), seen(file, source.values, source.text.text, ()))
