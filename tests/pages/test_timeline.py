"""The line of time and its feed: amendments and developments in one order."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime
from pathlib import Path

from lxml import etree
from msgspec.structs import replace

from mingze.model import Amendment, AmendmentKind, BaseLock, BaseUpgrade, Catalog, Development, SiteSettings
from mingze.pages.feed import feed_file
from tests.pages.rendered_site import rendered
from tests.versions.instruments import made

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SETTINGS = {"id": "s", "title": "站 <1>", "edition": "版", "organisation": "安委办"}


def development(id_: str, day: str | None) -> Development:
    values = {
        "id": id_,
        "title": f"更新{id_}",
        "kind": "later",
        "date": day,
        "text": "讲了**什么**。",
        "standing": "source",
    }
    return Development.model_validate({key: value for key, value in values.items() if value})


def catalog(url: str = "") -> Catalog:
    law = made("第一条的文字在这里。")
    amendment = Amendment(
        date=date(2026, 2, 1), kind=AmendmentKind.AMENDMENT, effective=date(2026, 3, 1), by="市安委办"
    )
    return Catalog(
        SiteSettings.model_validate({**SETTINGS, **({"url": url} if url else {})}),
        regulations={"law": law},
        amendments={"law": (amendment,)},
        developments={id_: development(id_, day) for id_, day in (("a", "2019"), ("b", "2026-02-15"), ("c", None))},
    )


def test_everything_with_a_date_stands_in_one_line_the_newest_first() -> None:
    html = rendered(catalog()).html["about/currency/index.html"].partition("feed.xml")[0]
    assert re.findall('<time datetime="([^"]*)">', html) == ["2026-02-15", "2026-02-01", "2019"]
    assert "《示例法》修正" in html
    assert "更新c" not in html


def test_a_site_with_amendments_alone_has_the_page_too() -> None:
    site = replace(catalog(), developments={})
    assert "《示例法》修正" in rendered(site).html["about/currency/index.html"]
    assert "about/currency/index.html" not in rendered(replace(site, amendments={})).html


def with_upgrades(site: Catalog) -> Catalog:
    changes = (
        BaseUpgrade(date=date(2026, 2, 3), base="国家站", before="第1版", edition="第2版", changed=("《示例》第一条",)),
        BaseUpgrade(date=date(2026, 2, 10), base="国家站", before="第2版", edition="第2版"),
    )
    return replace(site, base_lock=BaseLock(edition="第2版", upgrades=changes))


def test_a_new_edition_of_the_base_stands_in_the_line_with_what_it_changed() -> None:
    html = rendered(with_upgrades(catalog())).html["about/currency/index.html"]
    line = html.partition("feed.xml")[0]
    assert re.findall('<time datetime="([^"]*)">', line) == [
        "2026-02-15",
        "2026-02-10",
        "2026-02-03",
        "2026-02-01",
        "2019",
    ]
    assert 'href="index.html#upgrade_1">“国家站”换版</a>' in line or 'href="#upgrade_1">“国家站”换版</a>' in line
    told = re.sub(r"<[^>]+>|\s", "", html.partition('id="upgrades_"')[2])
    assert "2026年2月3日“国家站”换版第1版→第2版。本站内容所依据的变了1处，已经对着新的条文看过：《示例》第一条" in told
    assert "“国家站”的条文有改动第2版。本站内容所依据的条文没有变。" in told
    summaries = [one.text for one in parsed(with_upgrades(catalog())).iterfind("a:entry/a:summary", ATOM)]
    assert "第1版 → 第2版。本站内容所依据的变了 1 处：《示例》第一条。" in summaries


RNG = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
"""The grammar of RFC 4287."""


def faults(feed: str) -> list[str]:
    """Return what is not as RFC 4287 asks: its grammar, then what no grammar says."""
    tree = etree.fromstring(feed.encode())
    told = [] if RNG.validate(tree) else [str(one) for one in RNG.error_log]
    for one in tree.iter(f"{{{ATOM['a']}}}feed", f"{{{ATOM['a']}}}entry"):
        links = [(a.get("rel", "alternate"), a.get("type"), a.get("hreflang")) for a in one.findall("a:link", ATOM)]
        alternates = [link for link in links if link[0] == "alternate"]
        if len(set(alternates)) != len(alternates) or not alternates:
            told.append("4.1.1, 4.1.2: one alternate link of a type, and one at least where there is no content")
    ids = [one.text for one in tree.iterfind(".//a:id", ATOM)]
    if len(set(ids)) != len(ids):
        told.append("4.2.6: an id is one thing's")
    return told


def test_the_feed_is_one_of_rfc_4287() -> None:
    for site in (with_upgrades(catalog()), catalog("https://a.example/x/")):
        found = feed_file(site)
        assert found
        assert faults(found[1]) == []
        for broken in (
            "<updated>.*?</updated>",
            "<id>.*?</id>",
            "<author>.*?</author>",
            "Z</updated>",
            '<link rel="alt.*?/>',
        ):
            spoiled = re.sub(broken, "</updated>" if broken[0] == "Z" else "", found[1], count=1, flags=re.DOTALL)
            assert spoiled != found[1]
            assert faults(spoiled), broken


def parsed(site: Catalog) -> ET.Element:
    found = feed_file(site)
    assert found
    assert found[0] == "about/currency/feed.xml"
    return ET.fromstring(found[1])


def test_the_feed_has_what_atom_asks_for() -> None:
    feed = parsed(catalog())
    assert feed.findtext("a:title", "", ATOM) == "站 <1>：现行性与更新"
    assert feed.findtext("a:author/a:name", "", ATOM) == "安委办"
    ids = [one.text or "" for one in feed.iterfind(".//a:id", ATOM)]
    assert len(set(ids)) == len(ids) == 4
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    moments = [one.text or "" for one in feed.iterfind(".//a:updated", ATOM)]
    assert [datetime.fromisoformat(one.replace("Z", "+00:00")).year for one in moments] == [2026, 2026, 2026, 2019]
    entries = feed.findall("a:entry", ATOM)
    assert [one.findtext("a:title", "", ATOM) for one in entries] == ["更新b", "《示例法》修正", "更新a"]
    assert entries[0].findtext("a:summary", "", ATOM) == "讲了什么。"
    assert all(one.find("a:link", ATOM) is not None for one in entries)


def test_links_are_absolute_only_where_the_address_is_known() -> None:
    def links(site: Catalog) -> list[str]:
        return [one.attrib["href"] for one in parsed(site).iterfind(".//a:link", ATOM)]

    assert links(catalog())[0] == "index.html"
    assert "index.html#b" in links(catalog())
    assert not [one for one in links(catalog()) if "://" in one]
    known = links(catalog("https://a.example/x/"))
    assert known[0] == "https://a.example/x/about/currency/feed.xml"
    assert all(one.startswith("https://a.example/x/") for one in known)


def test_nothing_with_a_date_is_no_feed() -> None:
    site = replace(catalog(), amendments={}, developments={"c": development("c", None)})
    assert feed_file(site) is None
    assert "feed.xml" not in rendered(site).html["about/currency/index.html"]
