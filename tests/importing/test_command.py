"""``mingze import`` as it is typed: preview first, written only when asked, never over what is there."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.cli import main
from mingze.importing.codes import GUESSES
from mingze.loading import load_catalog
from tests.conftest import MINIMAL
from tests.importing.samples import RULES
from tests.importing.test_duties import PAGE

ID = "mou-shi-gou-qu-yang-hu-ban-fa"
FILE = f"data/regulations/{ID}/regulation.yml"
DUTIES = """\
某市责任制规定
第一条　为了落实责任，制定本规定。
第二条　示例单位主要负责人安全生产职责主要包括：
（一）认真贯彻执行各项规定；
（二）每月组织一次演练，及时改正问题。
第三条　沟渠巡查员按照职责分工，负责沟渠的日常巡查。
第四条　本规定自公布之日起施行。
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return saved(tmp_path, RULES)


def saved(folder: Path, text: str, name: str = "办法.txt") -> Path:
    place = folder / name
    place.write_text(text, "utf-8")
    return place


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_without_write_nothing_is_written(site: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site)
    assert run("import", "regulation", rules, "--root", site) == 0
    assert tree(site) == before
    said = capsys.readouterr().out
    assert "《某市沟渠养护办法》" in said
    assert "3 章，2 节，6 条" in said
    assert "逐字写回：一致" in said
    assert f"没有写入；加 --write 写到：{FILE}" in said


def test_what_is_written_loads_and_passes_the_check(
    site: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "regulation", rules, "--root", site, "--write") == 0
    assert "新写的文件检查通过" in capsys.readouterr().out
    loaded, found = check_site(site)
    assert [d for d in found if d.span.file == FILE] == []
    assert [str(a.number) for a in loaded.catalog.regulations[ID].all_articles] == ["1", "2", "3", "3z1", "4", "5"]


def test_the_report_for_programs_has_exactly_its_keys(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no site is needed
    assert run("import", "regulation", rules, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {key: value for key, value in told.items() if not isinstance(value, list)} == {
        "id": ID,
        "title": "某市沟渠养护办法",
        "chapters": 3,
        "sections": 2,
        "articles": 6,
        "paragraphs": 8,
        "items": 3,
        "subs": 2,
        "annexes": 1,
        "round_trip": True,
    }
    assert [key for key, value in told.items() if isinstance(value, list)] == ["front_matter", "left_out", "guesses"]
    assert told["front_matter"][0] == "某市沟渠养护办法"
    assert told["left_out"][0] == {"line": 5, "text": "目　录", "reason": "contents"}
    assert told["guesses"][0] == {"line": 28, "code": "annex", "message": "从“附件：沟渠名录”起是附件"}


def test_pasted_text_is_read_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RULES.encode("utf-8"))))
    assert run("import", "regulation", "-", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 6


def test_a_file_that_is_there_is_shown_what_would_change_and_kept(
    site: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "regulation", rules, "--root", site, "--write") == 0
    before = tree(site)
    changed = saved(tmp_path, RULES.replace("不得填埋", "不得堵塞"), "新.txt")
    capsys.readouterr()
    assert run("import", "regulation", changed, "--root", site, "--write") == 1
    captured = capsys.readouterr()
    assert f"{FILE} 已经有了" in captured.out
    changes = [line.replace(" ", "") for line in captured.out.split("\n") if line.startswith(("  -", "  +"))]
    assert changes[:2] == ["-任何人不得填埋沟渠。", "+任何人不得堵塞沟渠。"]
    assert "--replace" in captured.err
    assert tree(site) == before
    assert run("import", "regulation", changed, "--root", site, "--write", "--replace") == 0
    assert "不得堵塞" in (site / FILE).read_text("utf-8")


def test_a_disk_that_refuses_leaves_everything_as_it_was(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site)
    real = os.replace
    calls: list[Path] = []

    def refuse(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    monkeypatch.setattr("mingze.importing.writing.os.replace", refuse)
    assert run("import", "regulation", saved(tmp_path, DUTIES), "--root", site, "--roles", "--write") == 1
    assert "No space" in capsys.readouterr().err
    assert tree(site) == before
    assert not (site / "data" / "regulations" / "mou-shi-ze-ren-zhi-gui-ding").exists()


def test_roles_are_proposed_and_what_is_left_to_write_is_listed_by_the_check(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = saved(tmp_path, DUTIES)
    assert run("import", "regulation", rules, "--root", site, "--id", "zrz", "--roles", "--write") == 0
    said = capsys.readouterr().out
    assert "示例单位主要负责人（leader，站上已有）　art2" in said
    assert "沟渠巡查员（gou-qu-xun-cha-yuan，新岗位）　art3" in said
    loaded, found = check_site(site)
    catalog = loaded.catalog
    assert catalog.roles["gou-qu-xun-cha-yuan"].name == "沟渠巡查员"
    made = [d for a in catalog.assignments if a.regulation == "zrz" for d in a.duties]
    assert [(d.title, str(d.cites)) for d in made] == [
        ("认真贯彻执行各项规定", "zrz/art2-item1"),
        ("每月组织一次演练", "zrz/art2-item2"),
        ("负责沟渠的日常巡查", "zrz/art3"),
    ]
    own = [d.code for d in found if "/zrz/" in d.span.file]
    assert own == ["duty-without-explanation"] * 3


@pytest.mark.parametrize(("old", "start"), [("  - id: a\r\n    name: 甲\r\n", "  - id: leader"), ("[]", "")])
def test_posts_are_added_as_the_file_is_written_or_not_at_all(
    old: str, start: str, site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = site / "data" / "roles.yml"
    kept = (
        re.sub("^", "  ", roles.read_text("utf-8"), flags=re.MULTILINE).rstrip().replace("\n", "\r\n") if start else old
    )
    roles.write_bytes(kept.encode("utf-8"))
    status = run("import", "duties", saved(tmp_path, PAGE), "--root", site, "--id", "goulist", "--write")
    if not start:
        assert status == 1
        assert "加不进新岗位" in capsys.readouterr().err
        assert roles.read_bytes() == old.encode()
        return
    assert status == 0
    text = roles.read_bytes().decode("utf-8")
    assert text.startswith(kept + "\r\n  - id: gou-zhang\r\n    name: 沟长\r\n")
    assert {"leader", "deputy", "gou-zhang"} <= set(load_catalog(site).catalog.roles)


def test_a_second_copy_verifies_what_it_has_too(
    site: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = saved(
        tmp_path, RULES.replace("每月巡查", "每季巡查").replace("不得填埋沟渠。", "不得填埋沟渠."), "另一份.txt"
    )
    assert run("import", "regulation", rules, "--root", site, "--compare", second, "--write") == 0
    said = capsys.readouterr().out
    assert "与“另一份.txt”逐字比对：一致 4 条，只差标点 1 条，文字不同 1 条" in said
    assert "［月｜季］" in said
    regulation = load_catalog(site).catalog.regulations[ID]
    assert {str(a.number): a.verification.value for a in regulation.all_articles} == {
        "1": "verified",
        "2": "verified",
        "3": "single-copy",
        "3z1": "verified",
        "4": "single-copy",
        "5": "verified",
    }


def test_duties_of_a_page_become_a_list(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = saved(tmp_path, PAGE, "博客.txt")
    assert run("import", "duties", page, "--root", site, "--id", "goulist", "--write") == 0
    assert "3 个岗位，6 项职责" in capsys.readouterr().out
    loaded, found = check_site(site)
    duties = [d for a in loaded.catalog.assignments if a.regulation == "goulist" for d in a.duties]
    assert [d.text for d in duties][:2] == ["认真贯彻执行各项规定;", "每月巡查一次,及时处理;"]
    assert {d.code for d in found if "/goulist/" in d.span.file} == {"duty-without-explanation"}


def test_duties_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "duties", saved(tmp_path, PAGE, "博客.txt"), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["duties"], len(told["posts"])) == (6, 3)
    assert told["lines"] == 6 + 3 + len(told["left_out"])


@pytest.mark.parametrize("kind", ["regulation", "duties"])
def test_what_cannot_be_imported_is_told_in_chinese(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", kind, tmp_path / "无.docx") == 1
    assert "没有这个文件" in capsys.readouterr().err
    assert run("import", kind, saved(tmp_path, "没有条文，也没有职责。")) == 1
    assert "没有读出" in capsys.readouterr().err
    assert run("import", kind, saved(tmp_path, RULES), "--id", "大写") == 2
    assert "编号只能用" in capsys.readouterr().err


def test_writing_needs_a_site(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("import", "regulation", rules, "--write") == 2
    assert "没有找到站点" in capsys.readouterr().err
    assert run("import", "regulation", rules, "--root", tmp_path / "nowhere") == 2


@pytest.mark.parametrize("code", GUESSES)
def test_every_code_of_an_import_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", code) == 0
    assert capsys.readouterr().out.startswith(f"提示[{code}] 导入时：{GUESSES[code]}\n")
