from __future__ import annotations

import re
from collections import Counter

from mingze.model import Verification
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site

STATUTE = ("mz-clause__text", "mz-paragraph", "mz-item", "mz-sub")


def statute_nodes(tree: Node) -> list[Node]:
    return [node for class_ in STATUTE for node in tree.find(class_)]


def badge_of(node: Node) -> str:
    """Return the badge a reader sees for a passage: its own, or that of its block, article or page."""
    for above in node.above():
        own = [n for n in above.children if isinstance(n, Node) and "mz-badge" in n.attributes.get("class", "")]
        heads = [
            n for n in above.children if isinstance(n, Node) and (n.tag in ("h1", "h3") or n.find("mz-clause__head"))
        ]
        for badge in [*own, *(b for head in heads for b in head.find("mz-badge"))]:
            return badge.text()
    return ""


def test_the_standing_of_a_passage_is_shown_wherever_its_text_is(site: Site) -> None:
    wanted = {c.text: c.verification for r in site.catalog.regulations.values() for c in r.clauses.values() if c.text}
    shown: Counter[str] = Counter()
    for path, tree in site.trees.items():
        for node in statute_nodes(tree):
            text = next((t for t in sorted(wanted, key=len, reverse=True) if t in node.text()), None)
            if text is None:
                assert node.text() in {d.text for d in site.catalog.duties.values()}, f"{path}: {node.text()}"
                continue
            shown[text] += 1
            assert badge_of(node) == wanted[text].label, f"{path}: {text}"
    assert all(shown[text] >= 2 for text in wanted), "in the full text and on the article's page"


def test_a_passage_is_shown_nowhere_without_its_standing(site: Site) -> None:
    passages = [c for r in site.catalog.regulations.values() for c in r.clauses.values() if len(c.text) > 8]
    for path, tree in site.trees.items():
        # a question may ask for a passage word by word: its basis carries the badge
        asked = tree.find("mz-question")
        inside = "\n".join(node.text() for node in [*statute_nodes(tree), *asked])
        everything = tree.text()
        for clause in passages:
            if everything.count(clause.text) > inside.count(clause.text):
                # commentary may repeat sound text beside the passage itself
                assert clause.verification.is_quotable, f"{path}: {clause.text}"
                assert clause.text in inside, f"{path}: {clause.text}"


def test_no_doubtful_text_stands_in_quotation_marks(site: Site) -> None:
    clauses = [c for r in site.catalog.regulations.values() for c in r.clauses.values()]
    sound = "\n".join(c.text for c in clauses if c.verification.is_quotable)
    doubtful = [c.text for c in clauses if not c.verification.is_quotable]
    assert doubtful
    for path, tree in site.trees.items():
        text = tree.text()
        for passage in doubtful:
            for match in re.finditer(re.escape(passage), text) if passage else ():
                assert text[: match.start()].rstrip()[-1:] not in '“‘「『"', f"{path}: {passage}"
                assert text[match.end() :].lstrip()[:1] not in '”’」』"', f"{path}: {passage}"
        for node in statute_nodes(tree):
            text = text.replace(node.text(), "")
        for quoted in re.findall("“([^“”]{12,})”", text):
            words = quoted.strip("。；，、")
            assert words in sound or not any(words in passage for passage in doubtful), f"{path}: {quoted}"


def test_uncertain_phrases_are_marked_wherever_their_passage_is_shown(site: Site) -> None:
    clauses = [c for r in site.catalog.regulations.values() for c in r.clauses.values() if c.uncertain]
    assert clauses
    for path, tree in site.trees.items():
        for node in statute_nodes(tree):
            for clause in clauses:
                if clause.text in node.text():
                    dotted = "".join(n.text() for n in node.find("mz-uncertain"))
                    assert all(phrase in dotted for phrase in clause.uncertain), f"{path}: {clause.key}"


def test_the_page_about_the_site_counts_articles_by_standing(real: Site) -> None:
    rows = [n for n in real.trees["about/index.html"].walk() if n.tag == "tr"]
    counts = {
        cells[0].text(): int(cells[1].text())
        for row in rows
        if len(cells := [c for c in row.walk() if c.tag == "td"]) == 3
    }
    articles = [a for r in real.catalog.regulations.values() for a in r.all_articles]
    assert counts == {v.label: n for v in Verification if (n := sum(a.verification is v for a in articles))}
    assert sum(counts.values()) == 29


def test_text_before_a_check_against_the_official_text_says_so(real: Site) -> None:
    assert "未与官方原文逐字核对" in real.html["about/index.html"]
