from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from mingze.checks import check_site
from mingze.model import Catalog, Verification
from mingze.model.fields import ID_PATTERN
from mingze.pages import Page, Renderer, plan_pages, prose

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "pages"
DOCS = ROOT / "docs"
WRITTEN_BY_HAND = {p.relative_to(DOCS).with_suffix(".html").as_posix() for p in DOCS.glob("*/index.md")}

# --- a site small enough to be read here ---------------------------------------------------------------------------

SMALL = {
    "data/site.yml": """\
id: small
title: 小<站>
organisation: 示例办公室
edition: 2026年
edit_url: https://example.org/edit/
""",
    "data/roles.yml": """\
- id: leader
  name: 主要负责人
  short_name: 负责人
  order: 1
  aliases:
    - 一把手
- id: deputy
  name: 分管负责人
  short_name: 分管
  order: 2
- id: clerk
  name: 办事员
  short_name: 办事员
  order: 3
""",
    "data/themes.yml": """\
- id: drill
  title: 演练<与>培训
""",
    "data/sources.yml": """\
- id: s1
  title: 示例来源
  kind: commentary
  date: 2018-04
  note: |
    个人解读。
""",
    "data/glossary.yml": """\
- id: three-lists
  name: 三张清单
  standing: unverified
  definition: |
    三张清单，见[[two-lists]]和 **原文**。
  members:
    - text: 责任清单
      cites:
        - art2-item1
    - text: 任务清单
      cites:
        - leader-2
        - term:two-lists
  not_to_confuse:
    - two-lists
  sources:
    - s1
- id: two-lists
  name: 两张清单
  standing: source
  definition: |
    两张清单。
- id: chongqing
  name: 重庆做法
  reading: chóng qìng zuò fǎ
  standing: verified
  definition: |
    <b>重庆</b>的做法。
""",
    "data/regulations/reg/regulation.yml": """\
id: reg
title: 示例规定
short_title: 规定
issued_by:
  - 示例市
effective: 2026-01-01
compiled_on: 2026-11-21
roles:
  - role: leader
    cites: art2
chapters:
  - number: 1
    title: 总则
    articles:
      - number: 1
        verification: single-copy
        sources:
          - s1
        note: |
          只有一份副本。
        paragraphs:
          - text: |
              第一款的文字适用于各单位。
          - text: |
              第二款的文字由镇街参照执行。
            verification: reconstructed
            uncertain:
              - 参照执行
  - number: 2
    title: 职责
    sections:
      - number: 1
        title: 负责人
        articles:
          - number: 2
            title: 职责清单
            verification: source-text
            sources:
              - s1
            paragraphs:
              - text: |
                  主要负责人的职责包括下列各项：
                items:
                  - |
                    每月组织一次<演练>&检查；
                  - text: |
                      每季度听取一次汇报；
                    verification: unverified
                    note: |
                      这一项没有找到副本。
                    uncertain:
                      - 一次汇报
                  - text: |
                      负责下列培训工作：
                    subs:
                      - |
                        新任职的培训；
                      - text: |
                          每年一次的复训。
                        verification: reconstructed
          - number: 2z1
            verification: unverified
            paragraphs:
              - text: |
                  后来增加的一条没有副本。
""",
    "data/regulations/reg/duties/leader.yml": """\
role: leader
duties:
  - id: leader-1
    cites: art2-item1
    title: 组织演练
    themes:
      - drill
    keywords:
      - 每月
      - <演练>&
  - id: leader-2
    cites: art2-item2
    title: 听取汇报
  - id: leader-3
    cites: art2-item3
    title: 抓好培训
""",
    "data/regulations/reg/duties/deputy.yml": """\
role: deputy
duties:
  - id: deputy-1
    title: 现场检查
    text: |
      每周到现场检查。
    keywords:
      - 每周
    sources:
      - s1
""",
    "data/regulations/reg/commentary/leader.yml": """\
role: leader
summary: |
  一把手的职责，见[[three-lists]]。
key_points:
  - id: yearly
    title: 每年的事
    kind: must-do
    standing: commentator
    text: |
      归纳如下。
    points:
      - text: 演练
        duties:
          - leader-1
      - text: 适用
        clauses:
          - art1-para1
    correction: |
      来源写作每年，应为每月。
    sources:
      - s1
explanations:
  - duty: leader-1
    plain: |
      **演练**不是演戏，
      要真演真练。

      第二段。
    actions:
      - 定好时间
      - |
        通知 A 组
        和 B 组
    evidence:
      - 记录
    caution: |
      演练不是检查。
    sources:
      - s1
  - duty: leader-2
    plain: |
      听汇报要提问题，不能只听不问。
  - duty: leader-3
    plain: |
      培训要有计划，新人先训后上岗。
""",
    "data/regulations/reg/commentary/deputy.yml": """\
role: deputy
explanations:
  - duty: deputy-1
    plain: |
      到现场去看，不在办公室里听。
""",
    "data/regulations/reg/commentary/articles.yml": """\
explanations:
  - clause: art2
    plain: |
      这一条说的是负责人的事。
  - clause: art1-para2
    plain: |
      镇街也照此办理。
""",
    "quizzes/banks/leader.yml": """\
bank:
  id: leader
  title: 负责人自测
questions:
  - id: l-1
    type: single
    stem: |
      多久组织一次演练？
    options:
      - 每月
      - text: 每年
        feedback: |
          每年太少。
    answer: A
    explanation: |
      依据条文。
    hint: |
      想想条文。
    cites:
      - leader-1
      - art2-item1
  - id: l-2
    type: blank
    stem: |
      每（　　）听取一次汇报。
    answers:
      - - 季度
        - 季
    explanation: |
      按季度。
    sources:
      - s1
    cites:
      - leader-2
  - id: l-3
    type: match
    stem: |
      连一连。
    pairs:
      - left: 演练
        right: 每月
      - left: 汇报
        right: 每季度
    explanation: |
      见条文。
    cites:
      - leader-1
  - id: l-4
    type: order
    stem: |
      排一排。
    sequence:
      - 计划
      - 实施
      - 总结
    explanation: |
      先后有序。
    cites:
      - leader-1
  - id: l-5
    type: short
    stem: |
      怎样演练？
    reference: |
      真演真练。
    points:
      - text: 真演
        score: 5
    explanation: |
      见条文。
    cites:
      - art2
""",
    "quizzes/banks/exam.yml": """\
bank:
  id: exam
  title: 考试题
  answers: withheld
questions:
  - id: e-1
    type: multiple
    stem: |
      哪些要做？
    options:
      - text: 演练甲
        feedback: |
          密封的反馈一
      - 汇报乙
      - text: 休息丙
        feedback: |
          密封的反馈二
    answer: AB
    explanation: |
      密封的解析一
    cites:
      - leader-1
  - id: e-2
    type: judge
    stem: |
      汇报每季度一次。
    answer: 对
    explanation: |
      密封的解析二
    cites:
      - art2
  - id: e-3
    type: blank
    stem: |
      每（　　）组织。
    answers:
      - - 密封的答案
    explanation: |
      密封的解析三
    cites:
      - leader-1
  - id: e-4
    type: short
    stem: |
      怎样检查？
    reference: |
      密封的参考答案
    points:
      - text: 密封的得分点
        score: 5
    explanation: |
      密封的解析四
    cites:
      - deputy-1
  - id: e-5
    type: single
    stem: |
      选一个。
    options:
      - 甲项
      - 乙项
    answer: B
    explanation: |
      密封的解析五
    cites:
      - deputy-1
""",
}

# --- reading HTML --------------------------------------------------------------------------------------------------

VOID = {"br", "input", "img", "hr", "meta", "link"}


@dataclass(eq=False)
class Node:
    """An element with its children in order."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find(self, class_: str) -> list[Node]:
        return [node for node in self.walk() if class_ in node.attributes.get("class", "").split()]

    def by_id(self, id_: str) -> Node:
        (found,) = [node for node in self.walk() if node.attributes.get("id") == id_]
        return found

    def above(self) -> Iterator[Node]:
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self.here = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"attribute twice in <{tag}>"
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(html: str) -> Node:
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    assert builder.here is builder.top, f"<{builder.here.tag}> is not closed"
    return builder.top


@dataclass(frozen=True)
class Site:
    """A catalog with its pages rendered and read."""

    catalog: Catalog
    pages: dict[str, Page]
    html: dict[str, str]
    trees: dict[str, Node]


def rendered(catalog: Catalog) -> Site:
    renderer = Renderer(catalog)
    pages = plan_pages(catalog)
    html = {page.path: renderer.render(page) for page in pages}
    assert len(html) == len(pages), "two pages at one address"
    return Site(catalog, {page.path: page for page in pages}, html, {path: parse(text) for path, text in html.items()})


def load(root: Path) -> Site:
    loaded, diagnostics = check_site(root)
    assert not [d for d in diagnostics if d.is_error]
    assert loaded.catalog is not None
    return rendered(loaded.catalog)


def write(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def real() -> Site:
    return load(ROOT)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write(SMALL, tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="module")
def empty() -> Site:
    from mingze.model import SiteSettings

    return rendered(Catalog(SiteSettings.model_validate({"id": "s", "title": "空站", "edition": "版"})))


@pytest.fixture(scope="module", params=["real", "small"])
def site(request: pytest.FixtureRequest) -> Site:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


# --- every page ----------------------------------------------------------------------------------------------------


def test_the_site_has_a_page_for_every_role_article_and_bank(site: Site) -> None:
    expected = {f"roles/{id_}/index.html" for id_ in site.catalog.roles}
    expected |= {f"quizzes/{id_}/index.html" for id_ in site.catalog.banks}
    for regulation in site.catalog.regulations.values():
        expected.add(f"regulation/{regulation.id}/index.html")
        expected |= {f"regulation/{regulation.id}/art{a.number}/index.html" for a in regulation.articles}
    assert expected <= set(site.pages)
    fixed = {
        "index.html",
        *(f"{p}/index.html" for p in ("roles", "regulation", "key-points", "glossary", "quizzes", "about", "faults")),
    }
    assert set(site.pages) == expected | fixed


def test_every_page_has_one_main_heading_a_title_and_a_description(site: Site) -> None:
    for path, tree in site.trees.items():
        headings = [node for node in tree.walk() if node.tag == "h1"]
        assert len(headings) == 1, path
        assert headings[0].text().strip(), path
        assert site.pages[path].title, path
        assert site.pages[path].description, path


def test_headings_skip_no_level(site: Site) -> None:
    for path, tree in site.trees.items():
        before = 0
        for node in tree.walk():
            if re.fullmatch("h[1-6]", node.tag):
                level = int(node.tag[1])
                assert level <= before + 1, f"{path}: {node.text()}"
                before = level


def test_no_id_occurs_twice_on_a_page(site: Site) -> None:
    for path, tree in site.trees.items():
        ids = Counter(node.attributes["id"] for node in tree.walk() if "id" in node.attributes)
        assert not [id_ for id_, count in ids.items() if count > 1], path
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+|letter_#", id_) for id_ in ids), path


def test_the_ids_of_the_frame_cannot_be_those_of_entities() -> None:
    frame = [p.read_text("utf-8") for p in sorted((ROOT / "mingze" / "web" / "overrides").rglob("*.html"))]
    ids = [id_ for text in frame for id_ in re.findall(r'\bid="([^"]+)"', text)]
    assert ids
    assert not [id_ for id_ in ids if re.fullmatch(ID_PATTERN, id_)]


def test_every_internal_link_leads_to_a_page_and_an_id_that_exist(site: Site) -> None:
    base = "https://example.org/portal/"
    ids = {path: {n.attributes["id"] for n in tree.walk() if "id" in n.attributes} for path, tree in site.trees.items()}
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
            name = target.removeprefix(base)
            if name in WRITTEN_BY_HAND:
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


def test_pages_load_nothing_and_run_nothing(site: Site) -> None:
    for path, tree in site.trees.items():
        for node in tree.walk():
            assert node.tag not in {"script", "style", "iframe", "object", "embed", "img", "link", "base", "meta"}, path
            assert not [
                a for a in node.attributes if a.startswith("on") or a in ("style", "src", "action", "formaction")
            ], path


def test_pages_of_quizzes_give_clickers_no_way_to_leave(site: Site) -> None:
    for path, tree in site.trees.items():
        assert not [n for n in tree.walk() if n.attributes.get("rel") in ("prev", "next")], path


def test_the_trail_of_a_page_leads_up_to_the_home_page(site: Site) -> None:
    for path, page in site.pages.items():
        assert ("mz-trail" in site.html[path]) == (path != "index.html")
        if path != "index.html":
            assert page.trail[0].path == "index.html"
            assert all(step.path in site.pages for step in page.trail)
            (trail,) = site.trees[path].find("mz-trail")
            assert [n.text() for n in trail.walk() if n.tag == "li"] == [
                *(step.title for step in page.trail),
                page.title,
            ]


def test_an_empty_site_still_renders(empty: Site) -> None:
    assert "还没有岗位。" in empty.html["roles/index.html"]
    assert "还没有术语。" in empty.html["glossary/index.html"]
    assert "还没有题库。" in empty.html["quizzes/index.html"]
    assert "还没有来源。" in empty.html["about/index.html"]


# --- roles and duties ----------------------------------------------------------------------------------------------


def test_the_real_site_has_24_duties_on_5_role_pages(real: Site) -> None:
    assert len(real.catalog.duties) == 24
    assert len(real.catalog.roles) == 5


def test_every_duty_is_an_anchor_on_its_roles_page_followed_by_its_explanation(site: Site) -> None:
    for id_ in site.catalog.duties:
        tree = site.trees[f"roles/{site.catalog.role_of(id_).id}/index.html"]
        section = tree.by_id(id_)
        plain = site.catalog.explanations[id_].plain
        assert plain is not None
        opening = prose.plain(plain.strip().split("\n\n")[0], site.catalog.terms)[:12]
        assert len(opening) > 5
        (explained,) = section.find("mz-plain")
        assert explained.text().startswith(opening)
        (clause,) = section.find("mz-clause__text")
        assert clause.text() == site.catalog.duty_text(site.catalog.duties[id_])


def test_the_duties_of_a_role_stand_in_the_order_of_the_text(site: Site) -> None:
    for role in site.catalog.roles.values():
        sections = site.trees[f"roles/{role.id}/index.html"].find("mz-duty")
        expected = [duty.id for a in site.catalog.assignments_of(role.id) for duty in a.duties]
        assert [section.attributes["id"] for section in sections] == expected


def test_neighbours_link_to_each_other(site: Site) -> None:
    chains = [
        [f"roles/{id_}/index.html" for id_ in site.catalog.roles],
        [f"quizzes/{id_}/index.html" for id_ in site.catalog.banks],
    ]
    chains += [
        [f"regulation/{regulation.id}/art{article.number}/index.html" for article in regulation.articles]
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


def test_keywords_are_emphasised_in_the_duty(site: Site) -> None:
    for id_, duty in site.catalog.duties.items():
        section = site.trees[f"roles/{site.catalog.role_of(id_).id}/index.html"].by_id(id_)
        (text,) = section.find("mz-clause__text")
        bold = "".join(node.text() for node in text.walk() if node.tag == "strong")
        assert all(keyword in bold for keyword in duty.keywords), id_


def test_a_duty_from_an_item_with_sub_items_shows_them_too(small: Site) -> None:
    (clause,) = small.trees["roles/leader/index.html"].by_id("leader-3").find("mz-clause")
    assert [node.text().split()[0] for node in clause.find("mz-sub")] == ["1．新任职的培训；", "2．每年一次的复训。"]


def test_a_role_without_duties_says_so(small: Site) -> None:
    assert "这个岗位还没有职责。" in small.html["roles/clerk/index.html"]


def test_a_key_point_always_shows_its_standing(site: Site) -> None:
    for key_point in site.catalog.key_points.values():
        shown = [
            n
            for path, tree in site.trees.items()
            for n in tree.find("mz-callout")
            if n.attributes.get("id", "").endswith(key_point.id)
        ]
        assert shown, key_point.id
        assert site.trees["key-points/index.html"].by_id(key_point.id) in shown
        for node in shown:
            (standing,) = node.find("mz-callout__standing")
            assert standing.text() == key_point.standing.label


# --- statutory text and its standing -------------------------------------------------------------------------------

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
    articles = [a for r in real.catalog.regulations.values() for a in r.articles]
    assert counts == {v.label: n for v in Verification if (n := sum(a.verification is v for a in articles))}
    assert sum(counts.values()) == 29


def test_text_before_a_check_against_the_official_text_says_so(real: Site) -> None:
    assert "未与官方原文逐字核对" in real.html["about/index.html"]


# --- questions -----------------------------------------------------------------------------------------------------


def test_every_question_stands_on_its_banks_page(site: Site) -> None:
    for id_ in site.catalog.questions:
        tree = site.trees[f"quizzes/{site.catalog.bank_of[id_].id}/index.html"]
        node = tree.by_id(id_)
        assert (node.tag, node.attributes["data-question"]) == ("fieldset", id_)


def test_a_shown_question_has_its_key_explanation_and_basis_behind_a_summary(site: Site) -> None:
    for id_, question in site.catalog.questions.items():
        bank = site.catalog.bank_of[id_]
        if bank.bank.answers == "shown":
            node = site.trees[f"quizzes/{bank.id}/index.html"].by_id(id_)
            (answer,) = node.find("mz-answer")
            assert answer.tag == "details"
            assert prose.plain(question.explanation.split("\n\n")[0], site.catalog.terms) in answer.text()
            assert "依据：" in answer.text()
            assert "答案" in answer.text()


def test_the_sources_a_question_rests_on_are_named_with_its_answer(small: Site) -> None:
    (answer,) = small.trees["quizzes/leader/index.html"].by_id("l-2").find("mz-answer")
    assert "示例来源" in answer.text()


def test_a_withheld_bank_gives_nothing_away_on_any_page(small: Site) -> None:
    for path, html in small.html.items():
        assert "密封" not in html, path
    for path, tree in small.trees.items():
        for question in tree.find("mz-question"):
            if question.attributes["data-question"].startswith("e-"):
                assert not question.find("mz-answer"), path
                assert "答案" not in question.text(), path
                for node in question.walk():
                    assert not {"checked", "selected", "data-answer", "data-key"} & set(node.attributes)
                    assert node.tag != "input" or node.attributes.get("value") in {None, "0", "1", "2", "true", "false"}


def test_withheld_questions_differ_in_nothing_but_what_a_learner_may_see(small: Site, tmp_path: Path) -> None:
    """Another key gives the same page."""
    other = {
        **SMALL,
        "quizzes/banks/exam.yml": SMALL["quizzes/banks/exam.yml"]
        .replace("answer: AB", "answer: BC")
        .replace(": 对", ": 错")
        .replace("answer: B\n", "answer: A\n")
        .replace("密封的答案", "另一个"),
    }
    changed = load(write(other, tmp_path))
    assert changed.catalog.banks["exam"] != small.catalog.banks["exam"]
    assert changed.html == small.html


def test_letters_of_options_follow_their_order(small: Site) -> None:
    question = small.trees["quizzes/leader/index.html"].by_id("l-1")
    assert [n.text() for n in question.find("mz-option__letter")] == ["A.", "B."]
    assert [n.attributes["value"] for n in question.walk() if n.tag == "input"] == ["0", "1"]
    (key,) = question.find("mz-answer__key")
    assert key.text() == "答案：A"


def test_the_key_of_a_matching_or_ordering_question_fits_what_is_printed(site: Site) -> None:
    for id_, question in site.catalog.questions.items():
        bank = site.catalog.bank_of[id_]
        tree = site.trees[f"quizzes/{bank.id}/index.html"].by_id(id_)
        if bank.bank.answers == "withheld":
            continue
        if tree.attributes["data-type"] == "match":
            left = [n.text() for n in tree.find("mz-match__left")[0].walk() if n.tag == "li"]
            right = [n.text() for n in tree.find("mz-match__right")[0].walk() if n.tag == "li"]
            key = dict(
                part.split("—") for part in tree.find("mz-answer__key")[0].text().removeprefix("答案：").split("\u3000")
            )
            found = {left[int(number) - 1]: right["ABCDEFGHIJ".index(letter)] for number, letter in key.items()}
            assert found == {pair.left: pair.right for pair in getattr(question, "pairs", ())}
        elif tree.attributes["data-type"] == "order":
            printed = [n.text() for n in tree.find("mz-order")[0].walk() if n.tag == "li"]
            letters = tree.find("mz-answer__key")[0].text().removeprefix("答案：").split(" → ")
            sequence = list(getattr(question, "sequence", ()))
            assert [printed["ABCDEFGHIJ".index(letter)] for letter in letters] == sequence
            assert printed != sequence


def test_at_most_three_questions_stand_with_a_duty_and_all_of_them_are_on_it(site: Site) -> None:
    for id_ in site.catalog.duties:
        section = site.trees[f"roles/{site.catalog.role_of(id_).id}/index.html"].by_id(id_)
        shown = [node.attributes["data-question"] for node in section.find("mz-question")]
        on_it = {question.id for question in site.catalog.questions_citing("duty", id_)}
        assert len(set(shown)) == len(shown) == min(3, len(on_it))
        assert set(shown) <= on_it


# --- what authors type is text -------------------------------------------------------------------------------------


def test_names_titles_and_statutes_are_escaped(small: Site) -> None:
    assert "小&lt;站&gt;" in small.html["index.html"]
    assert "小<站>" not in "".join(small.html.values())
    assert "演练&lt;与&gt;培训" in small.html["roles/leader/index.html"]
    assert "&lt;演练&gt;&amp;检查；" in small.html["regulation/reg/art2/index.html"]


def test_every_text_field_may_hold_markup_without_it_coming_alive(tmp_path: Path) -> None:
    sign = "<script>alert(1)</script>\"'{{7*7}}"
    kinds = r"^( *(?:- )?(?:name|title|short_name|short_title|organisation|edition|left|of|value|place|reading): )(.+)$"
    files = {
        name: re.sub(kinds, lambda m: f"{m[1]}'{m[2]}{sign.replace(chr(39), chr(39) * 2)}'", text, flags=re.MULTILINE)
        for name, text in SMALL.items()
    }
    files = {
        name: re.sub(r"^( +)((?!<)[^\s:-][^:\n]*[。，])$", rf"\1\2{sign}", text, flags=re.MULTILINE)
        for name, text in files.items()
    }
    site = load(write(files, tmp_path))
    joined = "".join(site.html.values())
    assert "<script" not in joined
    assert joined.count("&lt;script&gt;") > 100
    assert "{{7*7}}" in joined
    for tree in site.trees.values():
        for node in tree.walk():
            assert not [a for a in node.attributes if not re.fullmatch("[a-z-]+", a)]


def test_the_edit_link_names_the_data_file(small: Site, real: Site) -> None:
    assert (
        'href="https://example.org/edit/data/regulations/reg/commentary/leader.yml"'
        in small.html["roles/leader/index.html"]
    )
    assert 'href="https://example.org/edit/quizzes/banks/exam.yml"' in small.html["quizzes/exam/index.html"]
    if real.catalog.site.edit_url is None:
        assert "mz-edit" not in "".join(real.html.values())


def test_terms_stand_under_their_initials_in_the_order_of_their_pinyin(small: Site) -> None:
    entries = [n.attributes["id"] for n in small.trees["glossary/index.html"].find("mz-term-entry")]
    assert entries == ["chongqing", "two-lists", "three-lists"]
    assert re.findall(r'id="letter_(.)"', small.html["glossary/index.html"]) == ["C", "L", "S"]


def test_rendering_twice_gives_the_same_bytes(small: Site) -> None:
    assert rendered(small.catalog).html == small.html


# --- golden pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("role.html", "roles/leader/index.html"),
        ("article.html", "regulation/reg/art2/index.html"),
        ("glossary.html", "glossary/index.html"),
    ],
)
def test_the_page_is_the_reviewed_one(small: Site, name: str, path: str) -> None:
    """Set UPDATE_GOLDEN=1 to write the files anew, then review the difference."""
    # blank lines come from the templates' own layout and mean nothing
    html = "\n".join(line.rstrip() for line in small.html[path].split("\n") if line.strip()) + "\n"
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(html, encoding="utf-8", newline="\n")
    assert html == golden.read_text("utf-8")
