"""What a site offers other programs on its page of downloads."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.build import Extras, build_site
from mingze.checks import check_site
from mingze.exchange.format_names import LAW_FORMATS, QUESTION_FORMATS, TABLE_FORMATS
from mingze.exchange.offers import offered_files
from mingze.model.site import Export


def ask_for(root: Path, *exports: str) -> Path:
    file = root / "data" / "site.yml"
    file.write_text(file.read_text("utf-8").rstrip() + "\nexports:\n" + "".join(f"  - {e}\n" for e in exports), "utf-8")
    return root


def test_a_site_can_ask_for_every_format() -> None:
    tables = list(TABLE_FORMATS)
    kinds = {"questions": list(QUESTION_FORMATS), "text": list(LAW_FORMATS), "terms": tables, "duties": tables}
    assert {one.value for one in Export} == {f"{kind}-{name}" for kind, formats in kinds.items() for name in formats}


def test_every_format_that_is_asked_for_is_offered(minimal_copy: Path) -> None:
    loaded, diagnostics = check_site(ask_for(minimal_copy, *(one.value for one in Export)))
    assert [str(d) for d in diagnostics if d.is_error] == []
    files = list(offered_files(loaded.catalog))
    assert len(files) == len({one.name for one in files}) == len(Export)
    assert all(one.data and one.title and one.format for one in files)


def test_withheld_banks_are_in_no_file(minimal_copy: Path) -> None:
    bank = minimal_copy / "quizzes" / "banks" / "basics.yml"
    bank.write_text(bank.read_text("utf-8").replace("title: 示例题库", "title: 示例题库\n  answers: withheld"), "utf-8")
    catalog = check_site(ask_for(minimal_copy, "questions-moodle", "术语 Excel"))[0].catalog
    assert [one.name for one in offered_files(catalog)] == ["shili-study-terms.xlsx"]


@pytest.mark.usefixtures("_no_printing")
def test_the_page_of_downloads_links_to_them(minimal_copy: Path) -> None:
    root = ask_for(minimal_copy, "题目 Moodle", "text-akn")
    site = build_site(root, extras=Extras(handouts=True)).site
    page = (site / "downloads" / "index.html").read_text("utf-8")
    assert '<h2 id="group_exchange">给别的系统用</h2>' in page
    assert "题库（7 题，带答案）" in page
    for name in ("basics.xml", "shili.akn.xml"):
        assert f'href="files/{name}"' in page
        assert (site / "downloads" / "files" / name).stat().st_size > 500
