"""The line of time as an Atom feed (RFC 4287), so that whoever keeps a county's site learns of a change."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET

from mingze.model import Catalog
from mingze.pages.page import relative
from mingze.views import routes
from mingze.views.site import site_view
from mingze.views.timeline import TimelineEntry, timeline

_MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"


def feed_file(catalog: Catalog) -> tuple[str, str] | None:
    """Return path and text of the feed, None where nothing has a date.

    Ids are made of the site's id and the entry's, so that they stay when the address changes. Links are absolute where
    the site says its address; otherwise they count from the feed, as RFC 4287 allows.
    """
    entries = timeline(catalog)[:_MOST]
    if not entries:
        return None
    site = site_view(catalog)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _text(feed, "id", _urn(site.id, ""))
    _text(feed, "title", f"{site.title}：现行性与更新")
    _text(feed, "updated", max(_moment(entry.date) for entry in entries))
    _text(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", site.organisation or site.title)
    if site.url:
        _link(feed, "self", f"{site.url}/{routes.FEED}")
    _link(feed, "alternate", _address(site.url, routes.CURRENCY))
    for entry in entries:
        _entry(feed, site.id, site.url, entry)
    ET.indent(feed)
    return routes.FEED, f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _entry(feed: ET.Element, site: str, url: str, entry: TimelineEntry) -> None:
    made = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(made, "id", _urn(site, entry.id))
    _text(made, "title", entry.title)
    _text(made, "updated", _moment(entry.date))
    ET.SubElement(made, f"{{{_ATOM}}}category", {"term": entry.kind})
    _text(made, "summary", entry.summary)
    _link(made, "alternate", _address(url, entry.address))


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = words


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href})


def _address(url: str, path: str) -> str:
    return f"{url}/{path}" if url else relative(path, page_path=routes.FEED)


def _moment(date: str) -> str:
    """Write a date, its month or day the first where they are not known, as RFC 3339 does."""
    return f"{date}{'-01' * (2 - date.count('-'))}T00:00:00Z"


def _urn(site: str, entry: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"mingze:{site}/{entry}").urn
