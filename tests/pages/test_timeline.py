"""The line of time and its feed: amendments and developments in one order."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime

from mingze.model import Amendment, AmendmentKind, Catalog, Development, SiteSettings
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
    site = dataclasses.replace(catalog(), developments={})
    assert "《示例法》修正" in rendered(site).html["about/currency/index.html"]
    assert "about/currency/index.html" not in rendered(dataclasses.replace(site, amendments={})).html


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
    site = dataclasses.replace(catalog(), amendments={}, developments={"c": development("c", None)})
    assert feed_file(site) is None
    assert "feed.xml" not in rendered(site).html["about/currency/index.html"]
