"""``mingze amend``: a new text is put in, citations follow their words, and what changed is told."""

from __future__ import annotations

import copy
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from mingze.loading import load_catalog
from tests.importing.amending.amended_site import (
    BASE,
    SENTENCES,
    Paragraph,
    Text,
    amend,
    cited,
    drafted,
    run,
    write_site,
)
from tests.importing.amending.made_amendments import AMENDMENTS, changed_text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


def everything(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def amended() -> Text:
    """An article put in, one split, one deleted, words changed."""
    text = copy.deepcopy(BASE)
    text[0][0].text = SENTENCES[0].replace("每月", "每季度")
    text[2:3] = [[text[2][0]], [text[2][1]]]
    del text[4]
    text.insert(1, [Paragraph(SENTENCES[12])])
    return text


def test_nothing_is_written_before_it_is_asked_for(root: Path) -> None:
    before = everything(root)
    status, said = amend(root, amended())
    assert status == 0
    assert "没有写入；加 --write" in said
    assert "新增 1" in said
    assert "拆分 1" in said
    assert "删去 1" in said
    assert everything(root) == before


def test_citations_follow_their_words(root: Path) -> None:
    before = cited(load_catalog(root).catalog)
    old = (root / "data/regulations/law/regulation.yml").read_bytes()
    status, said = amend(root, amended(), "--write", "--confirm", "全部")
    assert status == 0, said
    assert (root / "data/regulations/law/versions/2020-01-01.yml").read_bytes() == old
    after = cited(load_catalog(root).catalog)
    unchanged = [one for one, other in zip(before, after, strict=True) if sorted(one[1]) == sorted(other[1])]
    assert len(unchanged) > len(before) / 2
    told = run("check", "--root", root)[1]
    assert "q-0" in said, "the article whose words changed"
    assert "[cited-text-changed] 题 `q-0`" in told
    assert "[explanation-on-changed-clause] 解读 `law/art1`" in told
    assert "[cites-deleted-clause]" in told, "what rests on the deleted article stops the build"
    assert "2020年1月1日起的文本" in told
    assert "[amendment-map-broken]" not in told
    assert "[unresolved-reference]" not in told


def test_a_text_on_which_nothing_rests_yet_is_amended(root: Path) -> None:
    for file in ("quizzes/banks/all.yml", "data/regulations/law/commentary/articles.yml"):
        (root / file).unlink()
    status, said = amend(root, amended(), "--write", "--confirm", "全部")
    assert (status, said.split("\n")[-2]) == (0, "检查通过"), said
    assert not (root / "quizzes/reviewed.yml").exists()


def test_a_citation_in_chinese_stays_chinese(root: Path) -> None:
    text = copy.deepcopy(BASE)
    text.insert(0, [Paragraph(SENTENCES[12])])
    bank = root / "quizzes/banks/all.yml"
    before = re.findall("- 第(.)条(.*)", bank.read_text("utf-8"))
    amend(root, text, "--write")
    after = re.findall("- 第(.)条(.*)", bank.read_text("utf-8"))
    assert before
    assert after == [("零一二三四五六七八九"["零一二三四五六七八九".index(n) + 1], rest) for n, rest in before]
    assert "- law/art7" in bank.read_text("utf-8")


def test_reviewing_takes_the_warnings_away(root: Path) -> None:
    text = copy.deepcopy(BASE)
    text[0][0].text = SENTENCES[0].replace("每月", "每季度")
    amend(root, text, "--write", "--confirm", "全部")
    assert "explanation-on-changed-clause" in run("check", "--root", root)[1]
    assert run("reviewed", "art1", "q-0", "--root", root)[0] == 0
    told = run("check", "--root", root)[1]
    assert "`law/art1`" not in told
    assert "`q-0`" not in told


def rewritten() -> Text:
    text = copy.deepcopy(BASE)
    text[3][0].text = "设备检验不合格的，应当停止使用并作记录"
    return text


def test_what_is_not_sure_is_not_written_unconfirmed(root: Path) -> None:
    before = everything(root)
    status, said = amend(root, rewritten(), "--write")
    assert status == 1
    assert "请确认（1 处）" in said
    assert "旧：特种设备定期检验" in said
    assert everything(root) == before
    assert amend(root, rewritten(), "--write", "--confirm", "1")[0] == 0


def test_a_map_in_a_file_is_confirmed_there(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "map.yml"
    status, said = amend(root, rewritten(), "--map", place)
    assert status == 0
    assert "1 处要人看" in said
    text = place.read_text("utf-8")
    assert "# 旧 第四条：特种设备定期检验" in text
    assert amend(root, rewritten(), "--map", place, "--write")[0] == 1
    place.write_text(text.replace("confirmed: 否", "confirmed: 是"), "utf-8")
    assert amend(root, rewritten(), "--map", place, "--write")[0] == 0


def test_a_map_that_leaves_something_out_is_refused(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "map.yml"
    place.write_text("- date: 2026-11-01\n  kind: 修正\n  effective: 2026-12-01\n", "utf-8")
    status, said = amend(root, amended(), "--map", place, "--write")
    assert status == 2
    assert "对应与两份文本不符" in said
    assert "对应里没有写它的去向" in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--regulation", "nothing"), "没有编号为 nothing 的规定"),
        (("--effective", "2019-01-01"), "不在现在的文本（2020-01-01起）以后"),
        (("--effective", "明年"), "--effective 写成"),
        (("--kind", "废止"), "--kind 写"),
        (("--confirm", "9"), "--confirm 写序号"),
        (("--map", "data/map.yml"), "不能写到"),
    ],
)
def test_what_cannot_be_done_is_told(
    root: Path, options: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    before = everything(root)
    status, said = amend(root, amended(), *options)
    assert status == 2
    assert words in said
    assert everything(root) == before


_KILLED = """
import os, signal, sys
from pathlib import Path
import mingze.unfinished as unfinished
real, left = os.replace, [int(sys.argv[2])]
def replace(a, b):
    real(a, b)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
root = Path(sys.argv[1])
unfinished.change_all(root, {"data/a.yml": b"new", "data/b.yml": b"new", "data/more/c.yml": b"new"})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
@pytest.mark.parametrize("writes", [1, 2, 3])
def test_a_kill_between_two_files_leaves_what_was_there(tmp_path: Path, writes: int) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yml").write_text("old")
    (tmp_path / "data/b.yml").write_text("old")
    died = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), str(writes)], check=False, env=os.environ)
    assert died.returncode == -signal.SIGKILL
    run("check", "--root", tmp_path)
    found = {p.relative_to(tmp_path).as_posix(): p.read_text() for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {"data/a.yml": "old", "data/b.yml": "old"}
    assert not (tmp_path / "data/more").exists()


def test_a_disk_that_refuses_leaves_what_was_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root)
    real, done = os.replace, []

    def replace(source: Path, place: Path) -> None:
        done.append(place)
        if len(done) == 3:
            raise PermissionError(13, "Permission denied", str(place))
        real(source, place)

    monkeypatch.setattr(os, "replace", replace)
    status, said = amend(root, amended(), "--write", "--confirm", "全部")
    assert status == 1
    assert "站点没有动" in said
    assert everything(root) == before


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(AMENDMENTS)
def test_no_citation_points_at_another_text_without_being_listed(ops: list[tuple[str, int]]) -> None:
    text, spare = copy.deepcopy(BASE), list(SENTENCES[11:])
    for op, at in ops:
        changed_text(text, op, at, spare)
    if text == BASE:
        return
    with tempfile.TemporaryDirectory() as folder:
        root = write_site(Path(folder) / "site")
        old = load_catalog(root).catalog
        before, drafts = cited(old), drafted(root, old)
        status, said = amend(root, text, "--write", "--confirm", "全部")
        assert status == 0, said
        new = load_catalog(root).catalog
        after = cited(new)
        assert {name.rstrip("-0123456789") for name, _ in before} >= {"q", "kp", "case", "term", "later", "art"}
        checked = said.partition("写好了：")[2]
        for (name, words), (_, now) in zip(before, after, strict=True):
            told = f"`{name}`" in said or f" {name}　" in said or f" law/{name}　" in said
            assert told or set(words) == set(now), f"{name}: {words} → {now}\n{said}"
            if name.startswith(("q-", "kp-")) and set(words) != set(now):
                assert f"`{name}` 所依据的条文" in checked, "fingerprints in reviewed.yml are those of the old text"
        for (name, words, _), (_, now, proposed) in zip(drafts, drafted(root, new), strict=True):
            assert f"草稿里的题 `{name}`" in said or set(words) == set(now), f"{name}: {words} → {now}\n{said}"
            assert proposed == now[0], "what is proposed goes along"
        assert "[amendment-map-broken]" not in said
        assert "[unresolved-reference]" not in said
