"""After an edit a keeper uploads what changed and nothing else, so that no page is ever without its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingze.build import BuildFailed, build_site
from mingze.cli import main
from mingze.publish import write_upload_list
from tests.conftest import copy_minimal, snapshot

COMMENTARY = "data/regulations/shili/commentary/deputy.yml"


def names(list_: Path) -> list[str]:
    return [line for line in list_.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_minimal(tmp_path_factory.mktemp("upload") / "小站")
    build_site(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "小站")


def edit(root: Path, old: str, new: str) -> None:
    file = root / COMMENTARY
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_what_is_sent_makes_the_old_copy_the_new_site(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = shutil.copytree(root / "site", root.parent / "server")
    assert main(["uploaded", "--root", str(root)]) == 0
    assert "记下了" in capsys.readouterr().out
    edit(root, "七天之内", "八天之内")
    (root / "docs/more.md").write_text("# 另一页\n", "utf-8")
    build_site(root)
    (root / "docs/more.md").unlink()
    edit(root, "八天之内", "九天之内")
    assert main(["build", "--no-handouts", "--root", str(root)]) == 0  # compared with what was sent, not built
    changed, gone = names(root / "changed.txt"), names(root / "gone.txt")
    assert f"要上传 {len(changed)} 个文件，删 {len(gone)} 个" in capsys.readouterr().out
    assert "more/index.html" not in changed
    for name in changed:
        (server / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "site" / name, server / name)
    for name in gone:
        (server / name).unlink()
    assert snapshot(server) == snapshot(root / "site")
    assert main(["uploaded", "--root", str(root)]) == 0
    assert not (root / "changed.txt").exists()
    assert not (root / "gone.txt").exists()


def test_an_edit_sends_its_pages_after_their_files_and_the_worker_last(root: Path) -> None:
    main(["uploaded", "--root", str(root)])
    edit(root, "七天之内", "八天之内")
    build = build_site(root)
    changed = names(root / "changed.txt")
    assert build.upload
    assert list(build.upload.changed) == changed
    assert changed[-1] == "sw.js"
    pages = [name for name in changed if name.endswith(".html")]
    assert "roles/deputy/index.html" in pages
    assert "glossary/index.html" not in pages
    assert changed[-1 - len(pages) : -1] == pages
    assert not names(root / "gone.txt")


def test_nobody_who_did_not_ask_gets_a_list(root: Path) -> None:
    assert build_site(root).upload is None
    assert not (root / "changed.txt").exists()
    (root / ".site-uploaded.json").write_text("{", "utf-8")
    assert write_upload_list(root / "site") is None


def test_a_file_of_somebody_else_is_not_touched(root: Path) -> None:
    main(["uploaded", "--root", str(root)])
    (root / "changed.txt").write_text("我的笔记", "utf-8")
    with pytest.raises(BuildFailed, match="那里有别的同名文件"):
        build_site(root)
    assert (root / "changed.txt").read_text("utf-8") == "我的笔记"
    main(["uploaded", "--root", str(root)])
    assert (root / "changed.txt").read_text("utf-8") == "我的笔记"


def test_without_a_site_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_minimal(tmp_path / "小站")
    assert main(["uploaded", "--root", str(root)]) == 2
    assert "先运行 mingze build" in capsys.readouterr().err
