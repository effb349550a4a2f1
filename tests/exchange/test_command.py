"""What `mingze export questions` says and writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingze.cli import main
from mingze.exchange.format_names import QUESTION_FORMATS
from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from tests.conftest import snapshot


def export(root: Path, *arguments: str) -> int:
    return main(["export", "questions", *arguments, "--root", str(root)])


@pytest.fixture
def secret_site(hard_site: Path, tmp_path: Path) -> Path:
    import shutil

    root = shutil.copytree(hard_site, tmp_path / "site")
    file = root / "quizzes" / "banks" / "hard.yml"
    file.write_text(file.read_text("utf-8").replace("answers: shown", "answers: withheld"), "utf-8")
    return root


@pytest.mark.parametrize("name", QUESTION_FORMATS)
def test_the_same_content_gives_the_same_bytes(name: str, hard_batch: Batch) -> None:
    assert prepare(name, hard_batch).data() == prepare(name, hard_batch).data()


@pytest.mark.parametrize("name", QUESTION_FORMATS)
def test_every_question_arrives_or_is_named(name: str, batch: Batch) -> None:
    prepared = prepare(name, batch)
    assert {*prepared.left_out, *(one.id for one in prepared.batch.questions)} == {one.id for one in batch.questions}
    assert len(prepared.left_out) + len(prepared.batch.questions) == len(batch.questions)
    assert all(loss.reason for loss in prepared.losses)


def test_without_a_folder_it_only_tells(hard_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(hard_site)
    assert export(hard_site, "gift", "--bank", "hard") == 0
    said = capsys.readouterr().out
    assert said.startswith("GIFT 文本：10 题，写得进 10 题\n装不下的：\n  材料题：")
    assert "  提示：GIFT 没有提示（1 题：hard-1）" in said
    assert snapshot(hard_site) == before


def test_it_writes_into_the_folder_after_telling(
    hard_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(hard_site, "moodle", "--out", str(tmp_path / "出")) == 0
    assert [file.name for file in (tmp_path / "出").iterdir()] == ["shili-study.xml"]
    assert capsys.readouterr().out.endswith(f"写好了：{tmp_path / '出' / 'shili-study.xml'}\n")


def test_losses_are_told_to_programs_too(hard_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(hard_site, "aiken", "--bank", "hard", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["questions"], told["exported"]) == (10, 2)
    assert {"question": "hard-2", "field": "整道题", "reason": "Aiken 没有多选题，写进去会被读成单选"} in told["losses"]


def test_a_withheld_bank_goes_out_only_on_request(
    secret_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert export(secret_site, "moodle", "--bank", "hard", "--out", str(out)) == 2
    assert "不公布答案；文件里会有答案，真要导出就加上 --withheld" in capsys.readouterr().err
    assert not out.exists()
    assert export(secret_site, "moodle", "--out", str(out)) == 0
    assert "题库 hard 不公布答案，没有导出" in capsys.readouterr().err
    assert b"hard-1" not in (out / "basics.xml").read_bytes()
    assert export(secret_site, "moodle", "--withheld", "--out", str(out)) == 0
    assert b"<idnumber>hard-1<" in (out / "shili-study.xml").read_bytes()


def test_a_paper_goes_out_as_drawn(hard_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(hard_site, "aiken", "--paper", "mock", "--seed", "7", "--form", "b", "--out", str(tmp_path)) == 0
    text = (tmp_path / "mock-7-B.aiken.txt").read_text("utf-8")
    assert text.startswith("主要负责人多久组织一次演练？\nA. 每")
    letter = text.split("ANSWER: ")[1][0]
    assert f"{letter}. 每月" in text
    assert export(hard_site, "aiken", "--paper", "mock") == 2
    assert "写明种子" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--bank", "nix"], "没有编号为 nix 的题库；有：basics、hard"),
        (["--paper", "nix", "--seed", "1"], "没有编号为 nix 的试卷；有：mock"),
        (["--paper", "mock", "--bank", "hard"], "--bank 和 --paper 只写一个"),
        (["--seed", "1"], "--seed 是试卷的种子，写明 --paper"),
        (["--paper", "mock", "--seed", "!"], "种子"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: list[str], words: str, hard_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(hard_site, "gift", *arguments) == 2
    assert words in capsys.readouterr().err
