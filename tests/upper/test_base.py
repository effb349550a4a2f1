"""A site that stands on another has all of it and adds to it; what it rests on there is watched."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from mingze.build import build_site
from mingze.checks import check_site
from mingze.cli import main
from mingze.handouts import content
from mingze.handouts.blocks import Bullets, Heading
from mingze.loading import load_catalog
from mingze.search.all_records import find_records
from mingze.upper.base_package import data_package, version_of
from mingze.views.view import Views
from tests.conftest import COUNTY, ROOT, make_buildable, real_catalog, snapshot
from tests.upper.two_floors import city, town, write

LAW = "data/regulations/shili/regulation.yml"


@pytest.fixture
def upper(tmp_path: Path) -> Path:
    return city(tmp_path / "市 站")


@pytest.fixture
def site(tmp_path: Path, upper: Path) -> Path:
    root = town(tmp_path / "镇 站", f"../{upper.name}")
    assert main(["base", "upgrade", "--root", str(root), "--write"]) == 0
    return root


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def told(root: Path) -> list[str]:
    return [diagnostic.code for diagnostic in check_site(root)[1]]


def test_it_has_all_of_the_base_and_its_own(site: Path, upper: Path) -> None:
    base, both = load_catalog(upper).catalog, load_catalog(site).catalog
    assert not told(site)
    for name in ("roles", "terms", "sources", "cases", "duties", "explanations", "questions", "papers"):
        assert set(getattr(base, name)) <= set(getattr(both, name)), name
    assert both.site.title == "示例镇学习站"
    assert both.upper
    assert both.upper.named == (("示例学习站", "2026年1月"),)
    assert {id_ for kind, id_ in both.upper.own if kind == "duty"} == {"town-deputy-1"}
    assert ("regulation", "shili") not in both.upper.own
    assert [r.id for r in both.regulations.values()] == ["shili", "town"]


def test_a_zip_is_as_good_as_a_folder(site: Path, upper: Path) -> None:
    from_folder = load_catalog(site).catalog
    shutil.make_archive(str(upper), "zip", upper.parent, upper.name)
    edit(site / "data/site.yml", f"name: ../{upper.name}", f"name: ../{upper.name}.zip")
    from_archive = load_catalog(site).catalog
    assert from_archive.duties == from_folder.duties
    assert from_archive.regulations == from_folder.regulations
    assert not told(site)


@pytest.mark.parametrize(("content", "words"), [(b"PK nothing", "打不开"), (None, "里面要有一个 data/site.yml")])
def test_an_archive_that_is_no_site_is_told(site: Path, tmp_path: Path, content: bytes | None, words: str) -> None:
    (tmp_path / "empty").mkdir()
    shutil.make_archive(str(tmp_path / "else"), "zip", tmp_path / "empty")
    if content:
        (tmp_path / "else.zip").write_bytes(content)
    edit(site / "data/site.yml", "name: ../市 站", "name: ../else.zip")
    (found,) = [one for one in check_site(site)[1] if one.code == "base-not-found"]
    assert words in found.message


def test_an_archive_with_a_password_is_told(site: Path, upper: Path) -> None:
    place = Path(shutil.make_archive(str(upper), "zip", upper.parent, upper.name))
    packed = bytearray(place.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = packed.find(sign)
        while at >= 0:
            packed[at + flags] |= 1
            at = packed.find(sign, at + 4)
    place.write_bytes(packed)
    edit(site / "data/site.yml", f"name: ../{upper.name}", f"name: ../{upper.name}.zip")
    (found,) = [one for one in check_site(site)[1] if one.code == "base-not-found"]
    assert "有密码" in found.message


def test_what_is_wrong_in_the_base_is_for_its_editor(
    site: Path, upper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(upper / "data/regulations/shili/commentary/deputy.yml", "deputy-1", "deputy-9")
    assert main(["base", "upgrade", "--root", str(site)]) == 1
    assert "请编它的人改好" in capsys.readouterr().out


def test_three_floors(site: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "村 站",
        {"data/site.yml": "id: cun\ntitle: 村站\nedition: 一\nbase:\n  name: ../镇 站\n  version: 2026年2月\n"},
    )
    found = load_catalog(tmp_path / "村 站").catalog
    assert found.upper
    assert [title for title, _ in found.upper.named] == ["示例学习站", "示例镇学习站"]
    assert "town-deputy-1" in found.duties
    assert not told(tmp_path / "村 站")


def test_what_is_not_wanted_is_left_out(site: Path) -> None:
    with (site / "data/site.yml").open("a", encoding="utf-8") as file:
        file.write("  hide:\n    - mock\n    - basics-2\n")
    found = load_catalog(site).catalog
    assert not found.papers
    assert "basics-2" not in found.questions
    assert "basics-2" not in {one.id for one in found.banks["basics"].items}
    assert not told(site)


def test_a_changed_passage_names_what_rests_on_it(site: Path, upper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(upper / LAW, "分管负责人每周检查一次现场。", "分管负责人每半个月检查一次现场。")
    edit(upper / "data/site.yml", "2026年1月", "2026年3月")
    assert sorted(told(site)) == ["base-version-differs", "upper-text-changed", "upper-text-changed"]
    assert main(["base", "upgrade", "--root", str(site)]) == 0
    said = capsys.readouterr().out
    assert "shili/art3（《示范规定》第三条）、shili/deputy-1（《示范规定》职责“检查现场”（第三条））：改了" in said
    assert "（删去：周）（新增：半个月）" in said
    assert "职责 town-deputy-1《三天一查》（data/regulations/town/duties/deputy.yml:7:9）" in said
    assert "题 town-001" in said
    settings = (site / "data/site.yml").read_text("utf-8")
    assert main(["base", "upgrade", "--root", str(site), "--write"]) == 0
    assert not told(site)
    assert (site / "data/site.yml").read_text("utf-8") == settings.replace("2026年1月", "2026年3月")
    (upgrade,) = load_catalog(site).catalog.base_upgrades
    assert (upgrade.base, upgrade.before, upgrade.edition) == ("示例学习站", "2026年1月", "2026年3月")
    assert upgrade.changed == ("《示范规定》第三条", "《示范规定》职责“检查现场”（第三条）")
    lock = (site / "data/base.lock").read_text("utf-8")
    assert main(["base", "upgrade", "--root", str(site), "--write"]) == 0
    assert (site / "data/base.lock").read_text("utf-8") == lock, "nothing new is nothing to note"


def test_a_passage_that_moved_or_went_is_told(site: Path, upper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    law = (upper / LAW).read_text("utf-8")
    before, rest = law.split("      - number: 3\n")
    new = (
        "      - number: 3\n"
        + "        verification: verified\n        paragraphs:\n          - text: |\n              新的。\n"
    )
    later = rest.replace("number: 4", "number: 5")
    (upper / LAW).write_text(f"{before}{new}      - number: 4\n{later}", "utf-8")
    assert main(["base", "upgrade", "--root", str(site)]) == 0
    said = capsys.readouterr().out
    assert "shili/art3（《示范规定》第三条）" in said
    assert "：改了，原来的文字移到了 shili/art4\n" in said
    (upper / LAW).write_text(law.replace("number: 3", "number: 9"), "utf-8")
    assert main(["base", "upgrade", "--root", str(site), "--write"]) == 1
    said = capsys.readouterr().out
    assert "shili/art3（《示范规定》第三条）、shili/deputy-1" in said
    assert "：没有了，原来的文字移到了 shili/art9\n" in said
    assert "要看：职责 town-deputy-1《三天一查》" in said
    assert "没有这一条款" in said
    assert "art9" not in (site / "data/base.lock").read_text("utf-8")


def test_without_a_base_there_is_nothing_to_upgrade(upper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["base", "upgrade", "--root", str(upper)]) == 2
    assert "没有写 base" in capsys.readouterr().err


def test_a_site_is_packed_and_gives_the_same_bytes_again(tmp_path: Path, upper: Path) -> None:
    for _ in range(2):
        assert main(["base", "pack", "base-shili", "--root", str(upper), "--out", str(tmp_path / "dist")]) == 0
    (wheel,) = (tmp_path / "dist").iterdir()
    assert wheel.name == "base_shili-2026.1-py3-none-any.whl"
    packed = wheel.read_bytes()
    assert main(["base", "pack", "base-shili", "--root", str(upper), "--out", str(tmp_path / "again")]) == 0
    assert (tmp_path / "again" / wheel.name).read_bytes() == packed


def test_this_repositorys_content_is_a_package_that_a_county_stands_on(tmp_path: Path) -> None:
    name, data = data_package(ROOT, real_catalog().site, "mingze-base-anquan", version_of(real_catalog().site))
    (tmp_path / name).write_bytes(data)
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"), check=True)
    python = tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", tmp_path / name)
    subprocess.run(pip, check=True, capture_output=True)
    root = tmp_path / "县站"
    shutil.copytree(COUNTY, root)
    edit(root / "data/site.yml", "name: ../../..", "name: mingze-base-anquan")
    ours = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))
    environment = {**os.environ, "PYTHONPATH": ours, "PYTHONUTF8": "1"}
    run = (python, "-m", "mingze", "check", "--root", root)
    done = subprocess.run(run, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "检查通过：0 个错误、0 个警告\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [(["Base"], "包名 `Base` 不合用"), (["base-a", "--version", "x"], "版本 `x` 不合用")],
)
def test_a_name_that_is_none_is_told(
    upper: Path, tmp_path: Path, options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dist"
    assert main(["base", "pack", *options, "--root", str(upper), "--out", str(out)]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.usefixtures("_no_printing")
def test_its_pages_say_what_it_stands_on_and_are_mended_where_they_were_written(site: Path) -> None:
    make_buildable(site)
    with (site / "data/site.yml").open("a", encoding="utf-8") as file:
        file.write("edit_url: https://example.org/edit\n")
    built = build_site(site).site
    about = (built / "about/index.html").read_text("utf-8")
    assert "本站叠加在“示例学习站”（2026年1月）上" in about
    own, other = (built / f"regulation/{name}/index.html" for name in ("town", "shili"))
    assert "https://example.org/edit/data/regulations/town/regulation.yml" in own.read_text("utf-8")
    assert "https://example.org/edit" not in other.read_text("utf-8")


def test_only_its_own_records_go_into_its_workbook(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "书.xlsx"
    assert main(["workbook", "export", "--root", str(site), "--out", str(file), "--what", "duties"]) == 0
    with zipfile.ZipFile(file) as book:
        texts = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    texts = html.unescape(texts)
    assert "三天一查" in texts
    assert "检查现场" not in texts


def test_the_county_on_this_repositorys_content_is_sound_and_locked() -> None:
    loaded, diagnostics = check_site(COUNTY)
    assert not diagnostics
    found, national = loaded.catalog, real_catalog()
    assert set(national.duties) < set(found.duties)
    assert len(found.duties) == len(national.duties) + 8


def test_a_text_of_the_base_is_amended_there(site: Path, upper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = site.parent / "新文本.txt"
    new.write_text("示例市安全责任示范规定\n第一条　改过的。\n第二条　本规定自2026年5月1日起施行。\n", "utf-8")
    before = snapshot(site.parent)
    assert main(["amend", str(new), "--root", str(site), "--regulation", "shili", "--write"]) == 2
    said = capsys.readouterr().err
    assert "《示例市安全责任示范规定》在上级站点（示例学习站）里" in said
    assert "到上级站点的文件夹里运行 mingze amend" in said
    assert snapshot(site.parent) == before


ADDED = """\
additions:
  - duty: deputy-1
    actions:
      - |
        镇里每周一上午八点出发，先看上周没有改完的。
    caution: |
      市里写每周，镇里写三天，照三天办。
"""


@pytest.mark.usefixtures("_no_printing")
def test_what_is_added_stands_behind_the_explanation_under_its_own_name(site: Path) -> None:
    write(site, {"data/regulations/shili/additions/deputy.yml": ADDED})
    assert main(["base", "upgrade", "--root", str(site), "--write"]) == 0
    assert not told(site)
    make_buildable(site)
    built = build_site(site).site
    page = (built / "roles/deputy/index.html").read_text("utf-8")
    explained, _, added = page.partition("本级补充")
    assert "先看上周没有改完的" not in explained
    assert "先看上周没有改完的" in added
    assert "照三天办" in added
    catalog = load_catalog(site).catalog
    (view,) = Views(catalog).duty(catalog.duties["deputy-1"]).additions
    blocks = list(content.duty(Views(catalog).duty(catalog.duties["deputy-1"]), 1))
    assert Heading(3, "本级补充") in blocks
    assert Bullets(view.actions) in blocks
    (record,) = [one for one in find_records(catalog) if one.url.endswith("#deputy-1")]
    assert "先看上周没有改完的" in record.more


def test_an_addition_that_adds_nothing_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"data/regulations/shili/additions/deputy.yml": "additions:\n  - duty: deputy-1\n"})
    assert main(["check", "--root", str(site), "--format", "concise"]) == 1
    said = capsys.readouterr().out
    assert "data/regulations/shili/additions/deputy.yml:2:5" in said
    assert "写上 actions、evidence、caution 里的至少一样" in said


def test_an_addition_to_an_unknown_duty_is_told(site: Path) -> None:
    write(site, {"data/regulations/shili/additions/deputy.yml": ADDED.replace("deputy-1", "deputy-9")})
    assert "unresolved-reference" in told(site)
