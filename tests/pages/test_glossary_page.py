from __future__ import annotations

import re

import pytest

from mingze.model import Term
from mingze.views.pinyin import ruby
from tests.pages.rendered_site import Site


def test_terms_stand_under_their_initials_in_the_order_of_their_pinyin(small: Site) -> None:
    entries = [n.attributes["id"] for n in small.trees["glossary/index.html"].find("mz-term-entry")]
    assert entries == ["chongqing", "two-lists", "three-lists"]
    assert re.findall(r'id="letter_(.)"', small.html["glossary/index.html"]) == ["C", "L", "S"]


def term(name: str, reading: str | None = None) -> Term:
    return Term.model_validate(
        {
            "id": "t",
            "name": name,
            "standing": "verified",
            "definition": "释义",
            **({"reading": reading} if reading else {}),
        }
    )


@pytest.mark.parametrize(
    ("name", "reading", "parts"),
    [
        ("行业监管", None, (("行", "háng"), ("业监管", ""))),
        ("一岗双责", None, (("一岗双责", ""),)),
        ("“三同时”", None, (("“三同时”", ""),)),
        ("12350", None, (("12350", ""),)),
        ("长效机制", "cháng xiào jī zhì", (("长", "cháng"), ("效机制", ""))),
        ("重庆做法", "chóng qìng zuò fǎ", (("重", "chóng"), ("庆做法", ""))),
        ("HAN阻隔防爆技术", None, (("HAN阻隔防爆技术", ""),)),
    ],
)
def test_characters_not_read_as_usual_carry_their_reading(
    name: str, reading: str | None, parts: tuple[tuple[str, str], ...]
) -> None:
    assert ruby(term(name, reading)) == parts
    assert "".join(text for text, _ in ruby(term(name, reading))) == name
