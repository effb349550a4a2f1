from __future__ import annotations

import re
from pathlib import Path

from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL


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
    assert joined.count("<script") == joined.count('<script type="application/json" data-')
    assert joined.count("&lt;script&gt;") > 100
    assert "{{7*7}}" in joined
    for tree in site.trees.values():
        for node in tree.walk():
            assert not [a for a in node.attributes if not re.fullmatch("[a-z-]+", a)]
