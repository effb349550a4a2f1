"""QTI 2.1: valid by IMS's own schema, and marked by its items as the site marks."""

from __future__ import annotations

import gzip
import io
import itertools
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import prepare
from mingze.exchange.questions.qti_item import identifier
from mingze.views.runs import plain
from tests.exchange.words import words_of

SCHEMAS = Path(__file__).parent / "xsd"
Q = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1", "cp": "http://www.imsglobal.org/xsd/imscp_v1p1"}


@pytest.fixture(scope="session")
def qti_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("schemas") / "schemas"
    shutil.copytree(SCHEMAS, folder)
    file = folder / "qtiv2p1" / "imsqti_v2p1.xsd"
    file.write_bytes(gzip.decompress(file.with_suffix(".xsd.gz").read_bytes()))
    return etree.XMLSchema(etree.parse(file))


def files_of(batch: Batch) -> dict[str, bytes]:
    prepared = prepare("qti21", batch)
    assert prepared.left_out == ()
    with zipfile.ZipFile(io.BytesIO(prepared.data())) as package:
        return {name: package.read(name) for name in package.namelist()}


def items_of(batch: Batch) -> dict[str, Any]:
    return {name[6:-4]: etree.fromstring(data) for name, data in files_of(batch).items() if name.startswith("items/")}


@pytest.fixture(scope="module")
def hard_items(hard_batch: Batch) -> dict[str, Any]:
    return items_of(hard_batch)


def inner(element: Any) -> str:
    return words_of(etree.tostring(element, encoding="unicode", with_tail=False))


def test_every_file_is_valid(batch: Batch, qti_schema: Any) -> None:
    files = files_of(batch)
    assert len(files) == len(batch.questions) + 2
    for name, data in files.items():
        if name != "imsmanifest.xml":
            assert qti_schema.validate(etree.fromstring(data)), (name, qti_schema.error_log.last_error)


def test_the_schema_sees_what_is_wrong(hard_batch: Batch, qti_schema: Any) -> None:
    data = files_of(hard_batch)["items/hard-1.xml"].replace(b'maxChoices="1"', b'maxChoices="one"')
    assert not qti_schema.validate(etree.fromstring(data))


def test_the_manifest_names_every_file_and_the_test_every_item(batch: Batch) -> None:
    files = files_of(batch)
    manifest, test = etree.fromstring(files["imsmanifest.xml"]), etree.fromstring(files["test.xml"])
    assert set(manifest.xpath("//cp:file/@href", namespaces=Q)) == set(files) - {"imsmanifest.xml"}
    assert test.xpath("//q:assessmentItemRef/@href", namespaces=Q) == [f"items/{one.id}.xml" for one in batch.questions]
    for group in test.xpath("//q:assessmentSection[@keepTogether]", namespaces=Q):
        own = {one.id for one in batch.questions if one.group and f"G-{one.group.id}" == group.get("identifier")}
        assert {ref.get("identifier") for ref in group} == {identifier(id_) for id_ in own}


def test_every_text_of_a_question_is_there(batch: Batch) -> None:
    items = items_of(batch)
    for one in batch.questions:
        item = items[one.id]
        body = inner(item.find("q:itemBody", Q)).replace("\n", "")
        for part in plain(one.view.stem).split("（　　）") if one.gaps else [plain(one.view.stem)]:
            assert part.strip() in body, one.id
        if one.view.type != "judge":
            for _, alternative, _ in one.alternatives:
                assert plain(alternative.runs) in body
                assert plain(alternative.feedback) in body
        told = item.xpath("q:modalFeedback[@identifier='EXPLANATION']", namespaces=Q)
        assert [inner(element).strip() for element in told] == ["\n".join(map(plain, one.reasons))]


def test_no_identifier_begins_with_a_digit() -> None:
    assert [identifier(one) for one in ("ac-1", "1-ac", "-x")] == ["ac-1", "Q_1-ac", "Q_-x"]


def test_pinned_hint_feedback_and_facts(hard_items: dict[str, Any]) -> None:
    item = hard_items["hard-1"]
    assert item.xpath("string(//q:choiceInteraction/@shuffle)", namespaces=Q) == "false"
    assert hard_items["hard-2"].xpath("string(//q:choiceInteraction/@shuffle)", namespaces=Q) == "true"
    assert item.xpath("string(//q:feedbackInline[@identifier='A'])", namespaces=Q).startswith("不是=50%：见 ~x~")
    assert (
        inner(item.xpath("q:modalFeedback[@identifier='ASKED']", namespaces=Q)[0]).strip() == "想一想 {大括号} 的用法。"
    )
    facts = item.xpath("//q:p[@class='mingze-fact']/text()", namespaces=Q)
    assert facts[-2:] == ["来源:s1", "不同卷:hard-2"]
    raters = hard_items["hard-8"].xpath("//q:rubricBlock[contains(@view, 'scorer')]", namespaces=Q)
    assert "说到 A#1（2分）\n说到 B（1.5分）" in inner(raters[0])


def test_the_right_order_is_not_the_one_shown(hard_items: dict[str, Any]) -> None:
    shown = hard_items["hard-7"].xpath("//q:simpleChoice/@identifier", namespaces=Q)
    assert sorted(shown) == ["S1", "S2", "S3", "S4"] != shown


def marked(item: Any, responses: dict[str, list[str]]) -> float:
    """Run the few expressions of response processing that our items use."""
    declared = {d.get("identifier"): d for d in item.findall("q:responseDeclaration", Q)}

    def right(name: str) -> list[str]:
        return [v.text for v in declared[name].findall("q:correctResponse/q:value", Q)]

    def mapped(name: str) -> float:
        mapping = declared[name].find("q:mapping", Q)
        entries = {e.get("mapKey").lower(): float(e.get("mappedValue")) for e in mapping}
        wrong = float(mapping.get("defaultValue"))
        total = sum(entries.get(value.lower(), wrong) for value in dict.fromkeys(responses[name]))
        return max(total, float(mapping.get("lowerBound")))

    def value(expression: Any) -> Any:
        kind, name = etree.QName(expression).localname, expression.get("identifier")
        if kind == "baseValue":
            return float(expression.text) if expression.get("baseType") == "float" else expression.text
        if kind == "sum":
            return sum(map(value, expression))
        if kind == "mapResponse":
            return mapped(name)
        if kind == "match":
            ordered = declared[name := expression[0].get("identifier")].get("cardinality") == "ordered"
            given, wanted = responses[name], right(name)
            return given == wanted if ordered else sorted(given) == sorted(wanted)
        return bool(responses.get(name))

    score = 0.0

    def run(rules: Any) -> None:
        nonlocal score
        for rule in rules:
            kind = etree.QName(rule).localname
            if kind == "setOutcomeValue" and rule.get("identifier") == "SCORE":
                score = value(rule[0])
            elif kind == "responseCondition":
                branch, *others = rule
                run(branch[1:] if value(branch[0]) else itertools.chain.from_iterable(others))

    run(item.find("q:responseProcessing", Q))
    return score


def subsets(letters: str) -> list[str]:
    return ["".join(some) for n in range(1, len(letters) + 1) for some in itertools.combinations(letters, n)]


def test_a_choice_earns_what_it_earns_on_the_site(batch: Batch) -> None:
    items = items_of(batch)
    for one in batch.questions:
        if one.view.type in ("single", "multiple"):
            letters = "".join(letter for letter, _, _ in one.alternatives)
            for chosen in subsets(letters) if one.view.type == "multiple" else letters:
                share = one.question.mark(chosen, one.gives_partial_marks)
                assert share is not None
                earned = marked(items[one.id], {"RESPONSE": list(chosen)})
                assert earned == pytest.approx(float(share)), (one.id, chosen)


def test_gaps_pairs_steps_and_verdicts_earn_the_same(hard_batch: Batch, hard_items: dict[str, Any]) -> None:
    by_id: dict[str, Carried] = {one.id: one for one in hard_batch.questions}
    two = {"RESPONSE1": ["丙/丁"], "RESPONSE2": ["不是"]}
    assert marked(hard_items["hard-5"], two) == by_id["hard-5"].question.mark(["丙/丁", "不是"]) == 0.5
    assert marked(hard_items["hard-4"], {"RESPONSE": ["A=B~{C}"]}) == 1
    assert marked(hard_items["hard-6"], {"RESPONSE": ["L1 R1", "L2 R3", "L3 R2"]}) == pytest.approx(1 / 3)
    assert marked(hard_items["hard-7"], {"RESPONSE": ["S1", "S2", "S3", "S4"]}) == 1
    assert marked(hard_items["hard-7"], {"RESPONSE": ["S2", "S1", "S3", "S4"]}) == 0
    assert marked(hard_items["hard-3"], {"RESPONSE": ["false"]}) == 1
    hinted = {"RESPONSE": ["B"], "HINTREQUEST": ["true"]}
    assert marked(hard_items["hard-1"], hinted) == 0
    assert marked(hard_items["hard-1"], {"RESPONSE": ["B"]}) == 1
