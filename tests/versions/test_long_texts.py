"""Long texts and comparisons stand on several pages: every article on one, every old link leads to it."""

from __future__ import annotations

import datetime
import posixpath
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from bench.axe import violations
from mingze.handouts.blocks import Quotation, TableBlock
from mingze.handouts.books import Books
from mingze.handouts.make import site_jobs
from mingze.model import (
    Amendment,
    Catalog,
    ClauseKey,
    Level,
    PassageChange,
    PassageChangeKind,
    Regulation,
    SiteSettings,
    Version,
)
from mingze.model.amendment import AmendmentKind
from mingze.model.regulation import Chapter
from mingze.pages import Renderer, plan_pages
from mingze.pages.assets import early_script, manifest, script, style_sheet
from mingze.search import find_records
from mingze.versions.steps import steps_of
from mingze.views.downloads import Download
from mingze.views.long_texts import clause_address, comparison_stretches, stretches_in_force, text_stretches
from tests.pages.rendered_site import Site
from tests.versions.instruments import made

SIZE = 90
LIMIT = 76_000
"""Bytes that a page of 150 kB has beside the frame of every page."""
OLDER, CHANGES = "regulation/law/2017-11-05/index.html", "regulation/law/changes-2024-07-01/index.html"
BESIDE = "regulation/law/beside-nation/index.html"
IN_FORCE = "regulation/nation/index.html"
TEXT_PARTS = re.compile("regulation/nation/text-")
TOLD = (
    *(f"regulation/law/{name}" for name in ("2017-", "changes-", "beside-", "art5/", "art20/")),
    *(f"regulation/nation/{name}" for name in ("index", "text-")),
    "regulation/index.html",
)


def _long(verb: str, size: int = SIZE, id_: str = "law") -> Regulation:
    """Return a text of three chapters; each article has two 项, so that long links have something to point at."""
    words = [
        f"第{n}号闸口由值守的人每班{verb}，先看水位标尺再看闸门的橡胶垫，记在第{n}号簿子上，{'按先后写清楚，' * 6}\n"
        f"-第{n}号簿子写满了交到档案室；\n-第{n}号闸口的钥匙一式两把，{verb}时带一把。"
        for n in range(1, size + 1)
    ]
    plain = made(*words)
    cut = size // 6
    pieces = (plain.articles[:cut], plain.articles[cut : size - 2], plain.articles[size - 2 :])
    chapters = tuple(
        Chapter(number=n, title=title, articles=articles)
        for n, (title, articles) in enumerate(zip(("总则", "闸口", "附则"), pieces, strict=True), 1)
    )
    return plain.model_copy(update={"id": id_, "articles": (), "chapters": chapters})


def _catalog(size: int = SIZE) -> Catalog:
    old, new = _long("查看", size), _long("检查", size - 1).model_copy(update={"implements": ("nation",)})
    keys = [ClauseKey("law", article=n) for n in range(1, size + 1)]
    changed = [PassageChange(kind=PassageChangeKind.CHANGED, old=(k,), new=(k,)) for k in keys[:-1]]
    parts = [replace(k, item=item) for k in keys[:-1] for item in (1, 2)]
    changed += [PassageChange(kind=PassageChangeKind.CHANGED, old=(k,), new=(k,)) for k in parts]
    changed.append(PassageChange(kind=PassageChangeKind.DELETED, old=(keys[-1],), new=()))
    day = datetime.date(2024, 7, 1)
    amendment = Amendment(date=day, kind=AmendmentKind.REVISION, effective=day, map=tuple(changed))
    before = Version(since=datetime.date(2017, 11, 5), **{name: getattr(old, name) for name in Regulation.model_fields})
    lower = new.model_copy(update={"level": Level.COUNTY, "short_title": "细则"})
    return Catalog(
        SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"}),
        regulations={"law": lower, "nation": _long("巡查", size, "nation")},
        versions={"law": (before,)},
        amendments={"law": (amendment,)},
    )


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """Return what keeps the comparisons of the long texts, which take longer than all their pages."""
    return Renderer(_catalog())


@pytest.fixture(scope="module")
def site(renderer: Renderer) -> Site:
    """Return the site with what is told in parts rendered, and two articles that lead there."""
    catalog = renderer.views.catalog
    pages = {page.path: page for page in plan_pages(catalog)}
    told = [path for path in pages if path.startswith(TOLD)]
    return Site(catalog, pages, {path: renderer.render(pages[path]) for path in told}, {})


def test_short_texts_are_not_cut() -> None:
    catalog = _catalog(12)
    (only,) = steps_of(catalog, "law")
    assert not text_stretches(only.old)
    assert not stretches_in_force(only.new)
    assert not comparison_stretches(only)
    pages = {page.path: page for page in plan_pages(catalog)}
    assert {OLDER, CHANGES, BESIDE} <= pages.keys()
    assert not [path for path, page in pages.items() if page.is_part]


def test_every_article_stands_on_one_part_and_none_is_heavy(site: Site) -> None:
    for first, anchor in ((OLDER, "art{}"), (CHANGES, "art{}"), (BESIDE, "art{}"), (IN_FORCE, "art{}")):
        folder = posixpath.dirname(first)
        parts = [path for path, page in site.pages.items() if page.is_part and path.startswith(f"{folder}/")]
        assert len(parts) > 2
        for n in range(1, SIZE):
            holding = [path for path in parts if f'id="{anchor.format(n)}"' in site.html[path]]
            assert len(holding) == 1, (first, n)
            assert f'id="{anchor.format(n)}"' in site.html[first], "an old link lands"
        for path in (first, *parts):
            assert len(site.html[path].encode()) < LIMIT, path


def test_parts_are_called_by_chapter_and_lead_to_one_another(site: Site) -> None:
    parts = [page for path, page in site.pages.items() if page.is_part and path.startswith("regulation/law/2017")]
    assert [page.path.split("/")[-2] for page in parts][:2] == ["ch1", "ch2"]
    assert parts[0].title == "第一章　总则"
    assert re.fullmatch("第二章　闸口（第十六条至第.+条）", parts[1].title)
    neighbours = [(page.previous, page.following) for page in parts]
    ways = [tuple(link.path if link else "" for link in pair) for pair in neighbours]
    assert ways[0] == ("", parts[1].path)
    assert ways[-1] == (parts[-2].path, "")
    assert parts[0].trail[-1].path == OLDER
    assert sum(map(int, re.findall(r"文字有改 (\d+) 条", site.html[CHANGES]))) == SIZE - 1
    assert "删去 1 条" in site.html[CHANGES]
    assert "上级有、这里没有对应文字的" in site.html[BESIDE]


def test_every_way_between_them_leads_somewhere(site: Site) -> None:
    for path, html in site.html.items():
        for target, anchor in re.findall(r'href="([^"#]*)(?:#([^"]*))?"', html):
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert page in site.pages, (path, target)
            if anchor and page in site.html:
                assert f'id="{anchor}"' in site.html[page], (path, target, anchor)


def test_the_text_in_force_leads_by_chapter_and_its_articles_keep_their_pages(site: Site) -> None:
    parts = [page for path, page in site.pages.items() if TEXT_PARTS.match(path)]
    slugs = [page.path.split("/")[-2] for page in parts]
    assert slugs[:2] == ["text-ch1", "text-ch2"]
    assert slugs[2].startswith("text-ch2-art")
    assert parts[1].title.startswith("第二章　闸口（第十六条至")
    assert all(page.trail[-1].path == IN_FORCE and page.texts == ("nation",) for page in parts)
    articles = [path for path in site.pages if re.fullmatch(r"regulation/nation/art\d+/index\.html", path)]
    assert len(articles) == SIZE, "a part takes no article's address"
    first = site.html[IN_FORCE]
    assert {f'id="ch{n}"' in first for n in (1, 2, 3)} == {True}
    assert {f'id="art{n}-item2"' in first for n in (1, 30, SIZE)} == {True}
    assert "mz-article" not in first, "the first page tells no text"
    assert "第1号闸口由值守的人" in site.html[parts[0].path]


def test_ways_to_a_chapter_in_force_lead_to_its_part(site: Site) -> None:
    address = clause_address(site.catalog, ClauseKey("nation", chapter=3))
    page, _, anchor = address.partition("#")
    assert TEXT_PARTS.match(page)
    assert f'id="{anchor}"' in site.html[page]
    assert f'href="{address.removeprefix("regulation/")}"' in site.html["regulation/index.html"]
    records = find_records(site.catalog, site.pages.values())
    chapters = [one.url for one in records if one.kind == "clause" and one.url.startswith(IN_FORCE[:-10])]
    assert address in chapters
    assert f"{IN_FORCE}#ch3" not in chapters


def test_a_long_text_without_chapters_is_cut_between_articles(site: Site) -> None:
    whole = site.catalog.regulations["nation"]
    plain = whole.model_copy(update={"articles": tuple(whole.all_articles), "chapters": ()})
    slugs = [one.slug for one in stretches_in_force(plain)]
    assert slugs[0] == "text-art1"
    assert len(slugs) > 1
    catalog = replace(site.catalog, regulations={"nation": plain}, versions={}, amendments={})
    paths = [page.path for page in plan_pages(catalog)]
    assert len(paths) == len(set(paths))
    assert {f"regulation/nation/{slug}/index.html" for slug in slugs} < set(paths)


def test_what_cites_an_older_passage_or_finds_it_leads_to_its_part(site: Site) -> None:
    key = ClauseKey.parse("art30-item2@2017-11-05", "law")
    page, _, anchor = clause_address(site.catalog, key).partition("#")
    assert site.pages[page].is_part
    assert anchor == "art30-item2"
    assert 'id="art30-item2"' in site.html[page]
    records = find_records(site.catalog, site.pages.values())
    (found,) = [one for one in records if one.kind == "older" and one.title.startswith("第三十条")]
    assert found.url == f"{page}#art30"
    assert not [one for one in records if one.kind == "page" and site.pages[one.url].is_part]
    assert re.search(
        r'href="[^"]*changes-2024-07-01/ch2/index.html#art20"', site.html["regulation/law/art20/index.html"]
    )


def test_on_paper_it_is_one_document(site: Site, renderer: Renderer) -> None:
    books = Books(site.catalog, renderer.views)
    (document,) = books.amendments()
    (table,) = [block for block in document.sections[0].blocks if isinstance(block, TableBlock)]
    assert len(table.rows) >= SIZE
    names = [job.name for job in site_jobs(site.catalog)]
    texts = [f"text-{id_}.{end}" for id_ in ("law", "nation") for end in ("pdf", "docx")]
    changes = ["changes-law-2024-07-01.pdf", "changes-law-2024-07-01.docx"]
    assert names[:6] == [*texts, *changes], "without any duty too"
    whole = next(one for one in books.texts() if one.id == "text-nation")
    assert sum(isinstance(block, Quotation) for block in whole.sections[0].blocks) == SIZE
    text = Download("downloads/files/text-nation.docx", "text", whole.title, "Word", 1024)
    first = next(page for page in plan_pages(site.catalog, [text]) if page.path == IN_FORCE)
    assert 'files/text-nation.docx" download' in renderer.render(first)
    file = Download(f"downloads/files/{changes[0]}", "amendment", "修改对照", "PDF", 1024)
    page = next(page for page in plan_pages(site.catalog, [file]) if page.path == CHANGES)
    assert "整份打印：" in renderer.render(page)
    assert "整份打印：" not in site.html[CHANGES]


def test_a_link_made_to_the_whole_page_is_led_on(site: Site, browser: Browser, tmp_path: Path) -> None:
    more = manifest().asset("parts.js").content()
    for path in (p for p in site.html if p.startswith(("regulation/law/2017", "regulation/nation/"))):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f'<meta charset="utf-8"><meta name="mingze-site" content="t"><script>{early_script()}</script>'
        body = f'<div id="main_">{site.html[path]}</div><script>{script()}{more}</script>'
        file.write_text(f"<!doctype html>{head}{body}", "utf-8")
    page = browser.new_page()
    page.goto(f"{(tmp_path / OLDER).as_uri()}#art30-item2")
    page.wait_for_url(re.compile(r"/2017-11-05/ch2/index\.html#art30-item2$"))
    page.goto(f"{(tmp_path / IN_FORCE).as_uri()}#art30-item2")
    page.wait_for_url(re.compile(r"/nation/text-ch2/index\.html#art30-item2$"))
    page.goto((tmp_path / OLDER).as_uri())
    assert page.locator(".mz-parts").count() == 1, "without an anchor the first page stays"
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_style_tag(content=style_sheet() + manifest().asset("parts.css").content())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert not violations(page, within="#main_")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
