"""A page filled into a frame of its neighbours must be what the templates print for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingze.build import build_site
from mingze.host.frames import FramedPage, may_share, menu_folders, stands_apart
from tests.conftest import ROOT, copy_county, make_buildable


def built(root: Path, out: Path) -> dict[str, str]:
    site = build_site(root, out).site
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}


def test_every_page_is_what_its_templates_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_buildable(copy_county(tmp_path / "site"))
    shutil.copy(ROOT / "mkdocs.yml", root)  # the menu that sites begin with
    filled = built(root, tmp_path / "filled")
    asked: list[bool] = []
    monkeypatch.setattr("mingze.host.pages.may_share", lambda config: asked.append(may_share(config)))  # None: no
    assert built(root, tmp_path / "printed") == filled
    assert asked
    assert all(asked)


def test_a_hook_that_has_the_last_word_on_pages_has_it_on_those_in_frames(tmp_path: Path) -> None:
    root = make_buildable(copy_county(tmp_path / "site"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("hooks:\n", "hooks:\n  - hooks/last.py\n"), "utf-8")
    (root / "hooks" / "last.py").write_text(
        'def on_post_page(output, page, config):\n    return output.replace("</body>", "<!-- 末尾 --></body>")\n',
        "utf-8",
    )
    pages = built(root, tmp_path / "out")
    assert [path for path, text in pages.items() if "<!-- 末尾 --></body>" not in text and path != "404.html"] == []


def test_a_page_in_its_frame_is_bytes_from_the_start() -> None:
    page = FramedPage.of([b"<p>", "甲".encode(), b"</p>"])
    assert page.strip()
    assert page.encode("utf-8", errors="xmlcharrefreplace") == "<p>甲</p>".encode()


def test_a_menu_that_names_a_page_keeps_it_and_what_is_above_it_out_of_shared_frames() -> None:
    menu = menu_folders(["index.html", "roles/index.html", "regulation/a/art1/index.html"])
    assert stands_apart("roles/x/index.html", menu)
    assert stands_apart("regulation/b/index.html", menu)
    named = ("roles/index.html", "index.html", "regulation/a/index.html", "regulation/a/art1/index.html")
    assert not any(stands_apart(address, menu) for address in named)
    assert stands_apart("units/x/hall/index.html", menu)
    named_unit = menu_folders(["index.html", "units/y/index.html"])  # ways to it are others from every folder of units
    assert not stands_apart("units/x/hall/index.html", named_unit)
