from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

from mingze.pages.feed import feed_file
from tests.conftest import ROOT
from tests.pages.rendered_site import Site

DOCS = ROOT / "docs"
WRITTEN_BY_HAND = {p.relative_to(DOCS).with_suffix(".html").as_posix() for p in DOCS.glob("*/index.md")}


def test_every_internal_link_leads_to_a_page_and_an_id_that_exist(site: Site) -> None:
    base = "https://example.org/portal/"
    ids = {path: {n.attributes["id"] for n in tree.walk() if "id" in n.attributes} for path, tree in site.trees.items()}
    feed = feed_file(site.catalog) or ("",)
    broken = []
    seen = 0
    for path, tree in site.trees.items():
        for node in tree.walk():
            href = node.attributes.get("href")
            if href is None or urlsplit(href).scheme:
                continue
            seen += 1
            assert not href.startswith("/"), f"{path}: {href}"
            target, anchor = urldefrag(urljoin(base + path, href))
            name = target.removeprefix(base).partition("?")[0]
            if name in WRITTEN_BY_HAND or name == feed[0]:
                continue
            if name not in ids or (anchor and anchor not in ids[name]):
                broken.append(f"{path}: {href}")
    assert seen > 100
    assert not broken


def test_references_within_a_page_name_ids_of_that_page(site: Site) -> None:
    for path, tree in site.trees.items():
        ids = {node.attributes["id"] for node in tree.walk() if "id" in node.attributes}
        for node in tree.walk():
            for name in ("aria-labelledby", "for"):
                if name in node.attributes:
                    assert node.attributes[name] in ids, f"{path}: {node.attributes[name]}"


def test_pages_of_quizzes_give_clickers_no_way_to_leave(site: Site) -> None:
    for path, tree in site.trees.items():
        assert not [n for n in tree.walk() if n.attributes.get("rel") in ("prev", "next")], path


def test_the_trail_of_a_page_leads_up_to_the_home_page(site: Site) -> None:
    for path, page in site.pages.items():
        assert ("mz-breadcrumb" in site.html[path]) == (path != "index.html")
        if path != "index.html":
            assert page.trail[0].path == "index.html"
            assert all(step.path in site.pages for step in page.trail)
            (trail,) = site.trees[path].find("mz-breadcrumb")
            assert [n.text() for n in trail.walk() if n.tag == "li"] == [
                *(step.title for step in page.trail),
                page.title,
            ]


def test_neighbours_link_to_each_other(site: Site) -> None:
    chains = [
        [f"roles/{id_}/index.html" for id_ in site.catalog.roles],
        [f"quizzes/{id_}/index.html" for id_ in site.catalog.banks],
    ]
    chains += [
        [f"regulation/{regulation.id}/art{article.number}/index.html" for article in regulation.all_articles]
        for regulation in site.catalog.regulations.values()
    ]
    for chain in chains:
        for n, path in enumerate(chain):
            ways = {}
            for name in ("previous", "next"):
                found = site.trees[path].find(f"mz-pager__{name}")
                assert len(found) <= 1
                ways[name] = (
                    urljoin(f"https://x/{path}", found[0].attributes["href"]).removeprefix("https://x/")
                    if found
                    else None
                )
            assert ways["previous"] == (chain[n - 1] if n else None)
            assert ways["next"] == (chain[n + 1] if n + 1 < len(chain) else None)


def test_the_edit_link_names_the_data_file(small: Site, real: Site) -> None:
    assert (
        'href="https://example.org/edit/data/regulations/reg/commentary/leader.yml"'
        in small.html["roles/leader/index.html"]
    )
    assert 'href="https://example.org/edit/quizzes/banks/exam.yml"' in small.html["quizzes/exam/index.html"]
    if real.catalog.site.edit_url is None:
        assert "mz-edit" not in "".join(real.html.values())
