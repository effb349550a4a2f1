"""A preview of a site in units reads an edited unit alone, and shows what a build of the whole site writes."""

from __future__ import annotations

import re
import shutil
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.divided_site import write_warned
from bench.edits import built, shown_otherwise
from mingze.diagnostics import Diagnostic
from mingze.kept.prints import Entry
from mingze.links import check_whole
from mingze.loading import Loaded
from mingze.loading.read_before import ReadBefore
from mingze.preview.editions import Editions
from mingze.preview.preview_server import PreviewServer
from mingze.renewal.known_site import KnownSite
from mingze.renewal.part import UnitPart
from tests.conftest import snapshot
from tests.renewal.test_grown import key_point, question

DUTIES = "data/regulations/unit-0/duties/post-3.yml"
COMMENTARY = "data/regulations/unit-0/commentary/post-3.yml"
OF_ANOTHER = "data/regulations/unit-1/commentary/post-15.yml"
LINKED = "data/regulations/unit-1/commentary/post-18.yml"
BANK = "quizzes/banks/unit-1.yml"
PLAIN = "plain: |\n      "
PAGE = "roles/post-3/index.html"


class Preview:
    """A preview of a site, and how often it has read the whole of it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.whole, self.said = root, 0, list[str]()

        def counted(root: Path, before: ReadBefore) -> tuple[Loaded, list[Diagnostic]]:
            self.whole += 1
            return check_whole(root, before)

        monkeypatch.setattr("mingze.preview.editions.check_whole", counted)
        monkeypatch.setattr("mingze.preview.editions._SETTLES", 0)
        self.editions = Editions(root, self.said.append)
        self.look()

    def look(self) -> bool:
        """Look at the files; whether that took less than the whole site."""
        before = self.whole
        assert self.editions.look()
        return self.whole == before

    def edit(self, file: str, change: Callable[[str], str]) -> str:
        """Change a file, and return what it held."""
        before = (self.root / file).read_text("utf-8")
        assert change(before) != before
        (self.root / file).write_text(change(before), "utf-8")
        return before

    def prove_as_built(self) -> None:
        """Compare everything with a clean build, and what is told of the data."""
        aside = self.root.parent / "clean"
        shutil.rmtree(aside, ignore_errors=True)
        status, said = built(self.root, "--force", "--out", str(aside))
        assert status == 0, said
        assert not self.editions.now.faults
        assert shown_otherwise(self.editions.now, snapshot(aside)) == []
        assert self.said[-1].partition("页面已经更新")[0].strip() in said

    def page(self, path: str = PAGE) -> str:
        """Return a page as it is shown."""
        assert self.editions.now.site
        body = self.editions.now.site.body(path)
        assert body
        return body.decode()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site in units, with warnings of every sort, and a page by hand in a unit's folder."""
    monkeypatch.setenv("MINGZE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")
    root = write_warned(tmp_path / "site")
    by_hand = root / "docs" / "units" / "unit-1" / "more.md"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("# 另有说明\n\n鸵鸟养殖场怎样检查。\n", "utf-8")
    return root


@pytest.fixture
def preview(root: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    return Preview(root, monkeypatch)


def words(more: str) -> Callable[[str], str]:
    """Return what puts words at the end of the first sentence of prose."""
    return lambda text: text.replace("。\n", f"，{more}。\n", 1)


def test_edits_within_units_show_what_a_build_writes(preview: Preview) -> None:
    before = preview.edit(DUTIES, words("改一处"))
    assert preview.look()
    assert "改一处" in preview.page()
    preview.prove_as_built()  # from now on somebody has searched, and asked how words are read
    (preview.root / DUTIES).write_text(before, "utf-8")
    assert preview.look()
    assert "改一处" not in preview.page()
    preview.edit(COMMENTARY, lambda text: text.replace("plain: |\n", f"{PLAIN}同行业的人应急处分龘字。\n", 1))
    preview.edit(OF_ANOTHER, words("见第二条"))
    assert preview.look()
    assert "龘" in preview.page("assets/readings.js")
    preview.edit(BANK, words("再问一次"))
    preview.edit(LINKED, lambda text: f"# 下移一行\n{text}")  # a warning of what looks across moves with it
    assert preview.look()
    assert f"{LINKED}:4:" in preview.said[-1]
    preview.prove_as_built()
    preview.edit(COMMENTARY, words("又一处"))
    assert preview.look()
    assert f"{LINKED}:4:" in preview.said[-1]


def test_a_unit_is_read_again_where_it_was_edited_again(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    read, asked = KnownSite.read, list[str]()

    def noted(self: KnownSite, unit_id: str) -> UnitPart:
        asked.append(unit_id)
        return read(self, unit_id)

    monkeypatch.setattr(KnownSite, "read", noted)
    for file, more in ((OF_ANOTHER, "改一处"), (DUTIES, "改一处"), (DUTIES, "改一处")):
        preview.edit(file, words(more))
        assert preview.look()
    assert asked == ["unit-1", "unit-0", "unit-0"]


def test_the_same_question_in_two_edited_units_is_told(preview: Preview) -> None:
    asked = "两个单位都来问的一道题。"
    for file, in_part in ((BANK, True), ("quizzes/banks/unit-2.yml", False)):
        preview.edit(
            file, lambda text: re.sub(r"(type: judge\n    stem: \|\n      ).*", rf"\g<1>{asked}", text, count=1)
        )
        assert preview.look() is in_part
    assert "duplicate-stem" in preview.editions.now.faults + preview.said[-1]


def test_a_unit_of_which_others_show_more_is_read_with_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names_another = root / COMMENTARY
    text = names_another.read_text("utf-8").replace("          - post-3-1\n", "          - post-15-1\n", 1)
    names_another.write_text(text, "utf-8")
    preview = Preview(root, monkeypatch)
    assert preview.editions.now.site, preview.said
    preview.edit(OF_ANOTHER, words("改一处"))
    assert not preview.look()
    preview.prove_as_built()


def test_a_post_that_the_menu_names_is_shown_as_it_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page shares no frame."""
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("nav:\n", "nav:\n  - 某岗: roles/post-3/index.md\n"), "utf-8"
    )
    preview = Preview(root, monkeypatch)
    assert "改一处" not in preview.page()
    preview.edit(DUTIES, words("改一处"))
    assert preview.look()
    assert "改一处" in preview.page()
    preview.prove_as_built()


def test_faults_in_a_unit_are_told_without_the_others_and_the_site_stays(preview: Preview) -> None:
    preview.edit(DUTIES, words("第一次"))
    assert preview.look()
    sound = preview.editions.now
    before = preview.edit(DUTIES, lambda text: text.replace("title: ", "title：", 1))
    other = preview.edit(OF_ANOTHER, lambda text: text.replace("plain: |", "plain：|", 1))
    assert preview.look()
    now = preview.editions.now
    assert f"{DUTIES}:" in now.faults
    assert f"{OF_ANOTHER}:" in now.faults
    assert "改成半角冒号" in now.faults
    assert "共 2 个错误" in now.faults
    assert (now.edition, now.number) == (sound.edition, sound.number + 1)
    assert "第一次" in preview.page()
    (preview.root / DUTIES).write_text(before, "utf-8")
    assert preview.look()
    assert f"{DUTIES}:" not in preview.editions.now.faults
    (preview.root / OF_ANOTHER).write_text(other, "utf-8")
    assert preview.look()
    assert preview.editions.now.edition > sound.edition
    preview.prove_as_built()


def test_what_is_added_is_counted_and_put_back(preview: Preview) -> None:
    before = preview.edit(BANK, question("q-new-1"))
    preview.edit(COMMENTARY, key_point("point-new"))
    assert preview.look()
    preview.prove_as_built()
    preview.edit("quizzes/banks/unit-2.yml", question("q-new-2", "post-30-1"))
    assert preview.look()
    preview.prove_as_built()
    (preview.root / BANK).write_text(before, "utf-8")
    assert preview.look()
    preview.prove_as_built()
    preview.edit(BANK, question("q-new-2"))  # as the other bank calls its new one
    assert not preview.look()
    assert "q-new-2" in preview.editions.now.faults


@pytest.mark.parametrize(
    ("file", "change"),
    [
        (DUTIES, lambda text: text.replace("    keywords:", "    frequency: 每月\n    keywords:", 1)),
        ("data/roles.yml", lambda text: text.replace("name: ", "name: 新", 1)),
        ("docs/units/unit-1/more.md", lambda text: text.replace("怎样", "如何", 1)),
        (COMMENTARY, lambda text: text.replace("plain: |\n", "plain: |\n      见[自测](quizzes/index.html)。\n", 1)),
        (BANK, lambda text: text.replace("    answer: ", "    # 一行\n    answer: ", 1)),
    ],
)
def test_whatever_others_may_see_is_read_with_them(preview: Preview, file: str, change: Callable[[str], str]) -> None:
    preview.edit(OF_ANOTHER, words("先改这里"))
    assert preview.look()
    preview.edit(file, change)
    only_lines = file == BANK
    assert preview.look() is only_lines
    preview.prove_as_built()


def test_what_takes_long_is_told(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("_QUIET", "_SELDOM"):
        monkeypatch.setattr(f"mingze.telling.{name}", -1)
    preview.edit(DUTIES, words("改一处"))
    assert preview.look()
    assert capsys.readouterr().err == ""
    preview.edit("data/roles.yml", lambda text: text.replace("name: ", "name: 新", 1))
    assert not preview.look()
    preview.page()
    said = capsys.readouterr().err
    assert "读文件" in said
    assert "检查" in said
    assert "做网页" not in said  # of which nobody knows how many will be asked for
    with PreviewServer(("127.0.0.1", 0), preview.editions) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/assets/search.js", timeout=60) as answer:
            assert answer.read()
    assert "做搜索 5/5\n" in capsys.readouterr().err


def test_a_new_file_and_one_that_is_gone_are_read_with_the_whole_site(preview: Preview) -> None:
    (preview.root / "data/regulations/unit-0/note.txt").write_text("不是数据\n", "utf-8")
    assert not preview.look()
    (preview.root / "data/regulations/unit-0/note.txt").unlink()
    assert not preview.look()
    (preview.root / COMMENTARY).unlink()
    assert not preview.look()
    assert "duty-without-explanation" in preview.editions.now.faults


def test_a_page_by_hand_in_the_place_of_a_units_page_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand = root / "docs" / "roles" / "post-3" / "index.md"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("# 自己写的一页\n", "utf-8")
    preview = Preview(root, monkeypatch)
    preview.edit(OF_ANOTHER, words("这里也改"))
    preview.edit(DUTIES, words("改一处"))
    assert not preview.look()
    assert "自己写的一页" in preview.page()
    assert "这里也改" in preview.page("roles/post-15/index.html")


def before_each_look_again(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]) -> list[Callable[[], object]]:
    """Have something done each time changed files are looked at again; return what is left to do."""
    left, looks_again = [*acts], Editions._taken_again

    def look_again(self: Editions, entries: dict[str, Entry]) -> dict[str, Entry]:
        if left:
            left.pop(0)()
        return looks_again(self, entries)

    monkeypatch.setattr(Editions, "_taken_again", look_again)
    return left


def test_a_file_that_is_still_being_written_is_waited_for(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program writes in two goes is not shown halfway."""
    text = preview.edit(DUTIES, lambda text: text[: len(text) // 2])
    whole = words("写完了")(text)
    left = before_each_look_again(monkeypatch, lambda: (preview.root / DUTIES).write_text(whole, "utf-8"), lambda: None)
    assert preview.look()
    assert not left
    assert "写完了" in preview.page()


def test_a_file_that_goes_while_it_is_looked_at_is_gone(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    preview.edit(COMMENTARY, words("马上就删"))
    before_each_look_again(monkeypatch, (preview.root / COMMENTARY).unlink)
    assert not preview.look()
    assert "duty-without-explanation" in preview.editions.now.faults
