from __future__ import annotations

import re

from tests.pages.rendered_site import Site


def test_terms_stand_under_their_initials_in_the_order_of_their_pinyin(small: Site) -> None:
    entries = [n.attributes["id"] for n in small.trees["glossary/index.html"].find("mz-term-entry")]
    assert entries == ["chongqing", "two-lists", "three-lists"]
    assert re.findall(r'id="letter_(.)"', small.html["glossary/index.html"]) == ["C", "L", "S"]
