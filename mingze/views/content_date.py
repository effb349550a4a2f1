"""When the content of a site was made: the date that documents and exported files carry."""

from __future__ import annotations

import datetime

from mingze.model import Catalog


def content_epoch(catalog: Catalog) -> int:
    """Return the date of the content in seconds since 1970: that of the regulation compiled or checked last.

    Documents carry it as the time they were made, so that they change only when what they hold does.
    """
    days = [r.checked_on or r.compiled_on for r in catalog.regulations.values()]
    latest = max(days, default=datetime.date(1980, 1, 1))
    return int(datetime.datetime.combine(latest, datetime.time(), datetime.UTC).timestamp())
