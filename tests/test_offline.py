"""The offline edition: one archive that opens by double click."""

from __future__ import annotations

import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from mingze.cli import main
from mingze.model import SiteSettings
from mingze.office.common_piece import write_packed_file
from mingze.publish import Offline, bundle, finish_site
from mingze.publish.bundle import NOTE, OPENER, write_bundle
from mingze.views.downloads import OFFLINE_FILE, file_size_text, offline_name
from tests.conftest import snapshot
from tests.pages.html_tree import parse

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOWNLOADS_PAGE = "downloads/index.html"
SETTINGS = SiteSettings(id="a", title="甲：学习/站", edition="2026年11月", organisation="甲单位")
TOP = "甲：学习 站（离线版 2026年11月）"
UTF8_NAME = 0x800
LINKED = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)=["']?([^"'\s>]*)""")
"""What an element leads to or loads; the pages are read as trees in `tests/pages`, which takes ten times as long."""


@pytest.fixture(scope="module")
def archive(real_site: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(real_site / OFFLINE_FILE) as opened:
        yield opened


@pytest.fixture(scope="module")
def unpacked(real_site: Path, archive: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's one folder, unpacked to a USB stick."""
    stick = tmp_path_factory.mktemp("U 盘")
    archive.extractall(stick)
    (folder,) = stick.iterdir()
    return folder


def small_site(folder: Path, text: str = "<html>") -> Path:
    for name in ("index.html", DOWNLOADS_PAGE, "404.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "a.pdf").write_bytes(b"%PDF" * 100)
    return folder


def offline(cache: Path, epoch: int = 1780272000) -> Offline:
    return Offline(SETTINGS, epoch, cache)


def test_only_what_a_reader_opens_stands_beside_the_sites_folder(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir()} == {OPENER, NOTE, "site"}
    assert OPENER.endswith(".html")


def test_names_are_marked_as_utf8_and_what_is_linked_is_ascii(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        assert entry.flag_bits & UTF8_NAME
        inside = entry.filename.partition("/")[2]
        assert inside.isascii() or inside in (OPENER, NOTE)


def test_every_file_of_the_site_is_inside_but_what_servers_need(real_site: Path, unpacked: Path) -> None:
    outside = set(snapshot(real_site)) - set(snapshot(unpacked / "site"))
    assert outside == {"404.html", "_headers", "sw.js", OFFLINE_FILE}


def test_files_compressed_already_are_stored(archive: zipfile.ZipFile) -> None:
    kinds = {Path(entry.filename).suffix: entry.compress_type for entry in archive.infolist()}
    assert kinds[".pdf"] == kinds[".docx"] == kinds[".pptx"] == zipfile.ZIP_STORED
    assert kinds[".html"] == kinds[".js"] == zipfile.ZIP_DEFLATED


def test_note_reads_in_old_editors(unpacked: Path) -> None:
    note = (unpacked / NOTE).read_bytes()
    assert note.startswith(b"\xef\xbb\xbf")
    assert note.count(b"\n") == note.count(b"\r\n") > 10
    assert OPENER in note.decode("utf-8-sig")


def test_no_link_inside_is_dead(unpacked: Path) -> None:
    site = unpacked / "site"
    dead = set()
    pages = [unpacked / OPENER, *site.rglob("*.html")]
    for page in pages:
        targets = set(LINKED.findall(page.read_text("utf-8")))
        assert targets, page
        for target in targets:
            there = urlsplit(urljoin(page.as_uri(), unescape(target)))
            if there.scheme == "file" and not Path(unquote(there.path)).is_file():
                dead.add(f"{page.relative_to(unpacked)} → {target}")
    assert dead == set()


def test_page_of_downloads_offers_the_edition_with_its_true_size(real_site: Path) -> None:
    text = (real_site / DOWNLOADS_PAGE).read_text("utf-8")
    (link,) = [n for n in parse(text).walk() if n.attributes.get("href") == "files/offline.zip"]
    size = (real_site / OFFLINE_FILE).stat().st_size
    assert link.text() == f"压缩包 {file_size_text(size)}"
    assert link.attributes["download"] == "安全生产责任制学习站（离线版 2026年11月）.zip"
    assert "现在打开的就是离线版" not in text
    assert "<!--offline" not in text


def test_edition_says_that_it_is_the_offline_one(unpacked: Path) -> None:
    text = (unpacked / "site" / DOWNLOADS_PAGE).read_text("utf-8")
    assert "现在打开的就是离线版，内容是2026年11月的" in text
    assert "offline.zip" not in text
    assert "<!--offline" not in text


def test_same_site_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, now = [], time.time()
    for name, day in (("a", now), ("b", now + 86400)):  # a clock that leaks into the output would show
        site = small_site(tmp_path / name)
        for file in site.rglob("*"):
            os.utime(file, (day, day))
        monkeypatch.setattr(time, "time", lambda day=day: day)
        finish_site(site, worker=True, offline=offline(tmp_path / f"cache-{name}"))
        made.append((site / OFFLINE_FILE).read_bytes())
    assert made[0] == made[1]


def test_name_of_the_folder_can_stand_on_windows(tmp_path: Path) -> None:
    assert offline_name(SETTINGS) == TOP
    site = small_site(tmp_path / "site")
    finish_site(site, worker=True, offline=offline(tmp_path / "cache"))
    with zipfile.ZipFile(site / OFFLINE_FILE) as made:
        assert {name.partition("/")[0] for name in made.namelist()} == {TOP}


def test_archive_is_made_anew_only_where_something_changed(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for text, epoch in (("<html>", 0), ("<html>", 0), ("<html>2", 0), ("<html>2", 10**9)):
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        site = small_site(tmp_path / "site", text)
        before = {path: path.stat().st_mtime_ns for path in cache.glob("*.zip")}
        finish_site(site, worker=True, offline=offline(cache, epoch))
        after = {path: path.stat().st_mtime_ns for path in cache.glob("*.zip")}
        assert len(after) == 1, "old ones are removed"
        assert (after == before) == ((text, epoch) == ("<html>", 0) and bool(before))
        (made,) = after
        assert made.read_bytes() == (site / OFFLINE_FILE).read_bytes()


@pytest.mark.parametrize("damaged", [False, True])
def test_what_is_taken_from_the_last_archive_is_what_would_be_packed(
    damaged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, style = tmp_path / "cache", f"<style>{'a{b:c}' * 2000}</style>"
    site = small_site(tmp_path / "site", style)
    (site / "more.js").write_text("一" * 5000, "utf-8")
    finish_site(site, worker=True, offline=offline(cache))
    (kept,) = cache.glob("*.zip")
    if damaged:
        data = bytearray(kept.read_bytes())
        data[data.index(b"more.js") + 40] ^= 1
        kept.write_bytes(data)
    (site / "index.html").write_text(f"{style}别的", "utf-8")
    taken: list[bytes] = []

    def note(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes, ready: bytes) -> None:
        taken.append(ready)
        write_packed_file(archive, entry, content, ready)

    monkeypatch.setattr(bundle, "write_packed_file", note)
    shutil.copytree(site, tmp_path / "again")
    made = [tmp_path / "made.zip", tmp_path / "clean.zip"]
    bundle.write_bundle(site, made[0], offline(cache), {})
    assert bool(taken) != damaged
    bundle.write_bundle(tmp_path / "again", made[1], offline(tmp_path / "other"), {})
    assert made[0].read_bytes() == made[1].read_bytes()
    assert zipfile.ZipFile(made[0]).testzip() is None


def test_hostile_title_stays_text_on_the_page_to_open(tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"title": "<script>alert(1)</script>{{ 7*7 }}../"})
    site = small_site(tmp_path / "site")
    finish_site(site, worker=True, offline=Offline(settings, 0, tmp_path / "cache"))
    with zipfile.ZipFile(site / OFFLINE_FILE) as made:
        (page,) = [name for name in made.namelist() if name.endswith(OPENER)]
        text = made.read(page).decode()
        assert not [name for name in made.namelist() if name.startswith(("/", ".")) or ".." in name.split("/")]
    assert "<script>alert" not in text
    assert "{{ 7*7 }}" in text


@pytest.mark.usefixtures("_no_printing")
def test_command_writes_the_archive_alone(
    minimal_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert main(["offline", "--root", str(minimal_copy), "--out", str(out)]) == 0
    (made,) = out.iterdir()
    assert made.name == "示例学习站（离线版 2026年1月）.zip"
    assert capsys.readouterr().out.strip() == str(made)
    assert zipfile.ZipFile(made).testzip() is None
    assert not (minimal_copy / "site").exists()


def test_double_click_opens_the_site_and_tells_who_has_not_unpacked(
    unpacked: Path, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / OPENER).as_uri())
    page.wait_for_url("**/site/index.html")
    page.get_by_role("link", name="下载").first.click()
    page.get_by_text("现在打开的就是离线版").wait_for()
    assert {urlsplit(url).scheme for url in asked} == {"file"}
    assert not [url for url in asked if re.search(r"sw\.js|offline\.js", url)]
    shutil.copy(unpacked / OPENER, tmp_path / OPENER)  # as programs do that open one file of an archive
    page.goto((tmp_path / OPENER).as_uri())
    page.get_by_text("还没有解压").wait_for()
    context.close()


def test_builds_at_the_same_time_share_one_archive(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for n in range(40):
        (site / f"{n}.html").write_text(f"<p>{n}</p>" * 5000, "utf-8")
    targets = [tmp_path / f"{n}.zip" for n in range(6)]
    with ThreadPoolExecutor(len(targets)) as pool:
        list(pool.map(lambda to: write_bundle(site, to, offline(tmp_path / "cache"), {}), targets))
    assert len({to.read_bytes() for to in targets}) == 1
