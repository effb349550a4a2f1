"""What README and the guides tell readers to type works, and prints what they quote."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from mingze.build import Extras, _Made
from mingze.cli import main
from mingze.host import Given
from mingze.pages import Renderer, plan_pages
from tests.conftest import ROOT, copy_site

_YAML = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FILE_LINE = re.compile(r"# (?P<file>[a-z/._-]+\.yml)(?P<more>（续）)?")
LOCAL = "data/regulations/qingshan-qingdan"
OWN = "data/regulations/changqing"
EARLY = ("data/roles.yml", "data/sources.yml", f"{OWN}/regulation.yml")


def blocks(page: str) -> list[str]:
    return _YAML.findall((ROOT / page).read_text("utf-8"))


def write(root: Path, file: str, text: str, append: bool = False) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if append else ""
    path.write_text(before + text, "utf-8")


def run(root: Path, command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main([command, "--root", str(root)])
    return status, capsys.readouterr().out.strip()


def quoted(page: str, output: str) -> bool:
    """Whether a page quotes an output; only the time a build took differs."""

    def loose(text: str) -> str:
        return re.sub(r"用时 [0-9.]+ 秒", "用时若干秒", text)

    return loose(output) in loose((ROOT / page).read_text("utf-8"))


def begin_as_told(folder: Path, page: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a site as a guide says; returns its folder."""
    said = re.search("^mingze (new .*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert said, f"{page} 没有说怎样新建"
    monkeypatch.chdir(folder)
    assert main(shlex.split(said[1])) == 0
    return folder / shlex.split(said[1])[1]


def make_few_pages(_: Path, site: Path, given: Given, __: Extras) -> _Made:
    """Stand in for MkDocs and what follows it: make the pages that show the list; the others are the real site's."""
    renderer = Renderer(given.catalog)
    shown = [
        page for page in plan_pages(given.catalog) if re.match("index|roles/party-secretary|.*qingshan", page.path)
    ]
    assert len(shown) > 2
    for page in shown:
        write(site, page.path, renderer.render(page))
    return _Made(None, {})


@pytest.mark.usefixtures("_no_printing")
def test_lesson_in_the_readme_goes_as_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingze.build._build_beside", make_few_pages)
    root = copy_site(tmp_path / "site")
    source, regulation, duties, commentary, bank = blocks("README.md")[:5]
    write(root, "data/sources.yml", source, append=True)
    write(root, f"{LOCAL}/regulation.yml", regulation)
    write(root, f"{LOCAL}/duties/party-secretary.yml", duties)
    status, said = run(root, "check", capsys)
    assert status == 1
    assert "duty-without-explanation" in said
    assert quoted("README.md", said), said
    write(root, f"{LOCAL}/commentary/party-secretary.yml", commentary)
    write(root, "quizzes/banks/qingshan.yml", bank)
    status, said = run(root, "check", capsys)
    assert (status, quoted("README.md", said)) == (0, True), said
    status, said = run(root, "build", capsys)
    assert (status, quoted("README.md", said.split("\n")[0])) == (0, True), said
    page = (root / "site/roles/party-secretary/index.html").read_text("utf-8")
    assert 'id="qingshan-party-secretary-1"' in page
    write(root, "quizzes/banks/qingshan.yml", bank.replace("  title: ", "  title：", 1))
    status, said = run(root, "check", capsys)
    assert (status, quoted("README.md", said)) == (1, True), said
    shutil.rmtree(root / LOCAL)
    (root / "quizzes/banks/qingshan.yml").unlink()
    status, said = run(root, "check", capsys)
    assert (status, quoted("README.md", said)) == (0, True), said


def test_examples_of_the_data_formats_make_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "site"
    for body in blocks("docs/authoring/index.md"):
        first, rest = body.split("\n", 1)
        named = _FILE_LINE.fullmatch(first)
        assert named, f"示例没有写明文件：{first}"
        write(root, named["file"], rest if named["more"] else body, append=bool(named["more"]))
    assert run(root, "check", capsys) == (0, "检查通过：0 个错误、0 个警告")


@pytest.mark.usefixtures("_no_printing")
def test_guide_to_an_own_regulation_goes_as_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "docs/own-regulation/index.md"
    root = begin_as_told(tmp_path, page, monkeypatch)
    assert run(root, "check", capsys)[0] == 0
    parts = blocks(page)
    duties = (f"{OWN}/duties/general-manager.yml", f"{OWN}/duties/workshop-head.yml")
    late = (
        f"{OWN}/commentary/general-manager.yml",
        f"{OWN}/commentary/workshop-head.yml",
        "quizzes/banks/general-manager.yml",
    )
    assert len(parts) == len(EARLY) + len(duties) + 1 + len(late)
    for file, text in zip(EARLY, parts, strict=False):
        write(root, file, text)
    status, said = run(root, "check", capsys)
    assert (status, quoted(page, said)) == (1, True), said
    for file, text in zip(duties, parts[3:], strict=False):
        write(root, file, text)
    status, said = run(root, "check", capsys)
    assert (status, quoted(page, said)) == (1, True), said
    write(root, duties[0], parts[5], append=True)
    for file, text in zip(late, parts[6:], strict=True):
        write(root, file, text)
    status, said = run(root, "check", capsys)
    assert (status, quoted(page, said)) == (0, True), said
    status, said = run(root, "build", capsys)
    assert (status, quoted(page, said.split("\n")[0])) == (0, True), said


def test_what_is_copied_along_from_another_site_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin_as_told(tmp_path, "docs/own-regulation/index.md", monkeypatch)
    kept = {name: (ROOT / name).read_text("utf-8") for name in ("quizzes/reviewed.yml", "docs/teaching/index.md")}
    for file, text in zip(EARLY, blocks("docs/own-regulation/index.md"), strict=False):
        write(root, file, text)
    write(root, f"{OWN}/regulation.yml", (root / f"{OWN}/regulation.yml").read_text("utf-8").partition("roles:")[0])
    for file, text in kept.items():
        write(root, file, text)
    _, said = run(root, "check", capsys)
    assert "reviewed-question-gone" in said
    assert re.search(r"dead-link.*\n *--> docs/teaching/index.md:\d+:\d+", said)
