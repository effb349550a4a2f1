"""What changed since a regulation was issued, who it reaches, and how the banks cover it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

GUIDANCE = {
    "data/currency.yml": """\
- id: renamed
  title: 局改了名
  kind: institution
  date: 2019-03
  then: 旧<局>
  now: 新局
  text: |
    照录旧名。
  concerns:
    - art2-item1
    - art2
  standing: unverified
  sources:
    - s1
- id: law-2021
  title: 法律修正
  kind: basis
  date: 2021-06-10
  text: |
    改了第三条。
  standing: source
- id: law-2018
  title: 法律修订
  kind: basis
  date: 2018
  text: |
    整部修订。
  standing: verified
""",
    "data/regulations/reg/scope.yml": """\
groups:
  - id: heads
    title: 负责人
    reach: direct
    cites: art2
    posts:
      - 局长
      - 镇长
    roles:
      - leader
    text: |
      逐项对照。
  - id: likewise
    title: 其他人
    reach: reference
    text: |
      参照执行。
""",
}


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write({**SMALL, **GUIDANCE}, tmp_path_factory.mktemp("guided")))


def test_developments_stand_by_kind_the_newest_first(guided: Site) -> None:
    page = guided.html["about/currency/index.html"].partition("feed.xml")[2]
    order = [page.index(text) for text in ("依据文件的变化<", "法律修正", "法律修订", "机构名称：", "局改了名")]
    assert order == sorted(order)
    assert "2019年3月" in page
    assert "旧&lt;局&gt;" in page
    assert 'href="../../regulation/reg/art2/index.html#art2-item1"' in page


def test_a_development_stands_once_with_the_article_it_concerns_and_with_no_other(guided: Site) -> None:
    article = guided.html["regulation/reg/art2/index.html"]
    assert article.count("局改了名") == 1
    assert "照录旧名。" in article
    assert "待核" in article[article.index("局改了名") :]
    assert "about/currency/index.html" in article
    assert "法律修正" not in article
    assert "局改了名" not in guided.html["regulation/reg/art1/index.html"]


def test_what_applies_and_what_is_followed_by_analogy_are_kept_apart(guided: Site) -> None:
    page = guided.html["scope/index.html"]
    direct, reference = page.index(">适用</h2>"), page.index(">参照执行</h2>")
    assert direct < page.index("局长、镇长") < reference < page.index(">其他人</h3>")
    assert 'href="../roles/leader/index.html"' in page
    assert 'href="../regulation/reg/art2/index.html"' in page
    assert "条文没有写到" not in page
    assert page.index('href="#heads"') < direct
    assert "scope/index.html" in guided.html["index.html"]
    assert "scope/index.html" in guided.html["roles/index.html"]


def test_without_a_guide_nothing_leads_to_it(small: Site) -> None:
    assert "scope/index.html" not in small.html["index.html"]
    assert "scope/index.html" not in small.html["roles/index.html"]
    assert "scope/index.html" not in small.html


def test_the_coverage_page_marks_what_is_short(site: Site, tmp_path: Path) -> None:
    from mingze.banks.coverage import cover

    coverage = cover(site.catalog)
    page = site.html["about/coverage/index.html"]
    for role in coverage.roles:
        for duty in role.duties:
            assert f"roles/{role.role.id}/index.html#{duty.duty.id}" in page
            for shortfall in duty.shortfalls:
                assert shortfall in page
    assert page.count("mz-coverage__short") == len(coverage.short)
