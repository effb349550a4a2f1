"""What the index holds, and what it must never hold."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from pydantic import BaseModel

from mingze.model import Catalog, QuestionGroup
from mingze.pages import Page, plan_pages
from mingze.questions import BaseQuestion
from mingze.search import KINDS, Record, find_records, search_data, written_records
from mingze.text import dossier
from mingze.views import prose, routes
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL
from tests.search.conftest import URLS, Ask

LARGEST = 75_000
"""Bytes of the real site's index, packed."""
AT_LEAST = 30
"""Characters of a note, a lesson, a development or a stem that are searched, up to its first link."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write(SMALL, tmp_path_factory.mktemp("small")))


def held(records: list[Record]) -> str:
    return "\n".join("\n".join((r.title, *r.also, r.path, r.body, r.more)) for r in records)


def begins(text: str) -> str:
    return text.partition("[[")[0][:AT_LEAST]


def said(catalog: Catalog) -> Iterator[str]:
    """Yield every text of the catalog that a reader may look up; of prose about the text, how it begins."""
    for regulation in catalog.regulations.values():
        yield from (regulation.title, *regulation.headings.values())
        yield from (clause.text for clause in regulation.clauses.values())
        yield from (begins(note) for clause in regulation.clauses.values() for note in clause.notes)
    for duty in catalog.duties.values():
        yield from (duty.title, catalog.duty_text(duty))
    for e in (*catalog.explanations.values(), *catalog.article_explanations.values()):
        yield from (e.plain or "", e.caution or "", *e.actions)
    for k in catalog.key_points.values():
        yield from (k.title, k.text or "", k.correction or "", *(point.text for point in k.points))
    for term in catalog.terms.values():
        yield from (term.name, term.definition, *(member.text for member in term.members))
    for case in catalog.cases.values():
        yield from (case.title, case.place, case.text, begins(case.lesson or ""), *(f.of for f in case.figures))
    for role in catalog.roles.values():
        yield from (role.name, role.short_name, *role.aliases)
    yield from (a.summary or "" for a in catalog.assignments)
    yield from (theme.title for theme in catalog.themes.values())
    yield from (begins(one.text) for one in catalog.developments.values())
    yield from (text for guide in catalog.scopes.values() for g in guide.groups for text in (g.title, g.text))
    yield from (begins(question.stem) for question in catalog.questions.values())


def test_everything_a_reader_may_look_up_is_in_a_record(catalog: Catalog, records: list[Record]) -> None:
    everything, missing = held(records), []
    for text in said(catalog):
        plain = (prose.plain(part, catalog.terms) for part in text.split("\n\n"))
        missing += [part for part in plain if part not in everything and text.strip() not in everything]
    assert missing == []


def test_every_record_leads_to_an_anchor_that_is_there(small: Site) -> None:
    found = find_records(small.catalog, small.pages.values())
    assert {record.kind for record in found} >= {"role", "duty", "clause", "key-point", "term", "question", "page"}
    for record in found:
        path, _, anchor = record.url.partition("#")
        ids = [node.attributes.get("id") for node in small.trees[path].walk()]
        assert not anchor or anchor in ids, record.url


def test_every_page_is_found_by_something(small: Site) -> None:
    reached = {record.url.partition("#")[0] for record in find_records(small.catalog, small.pages.values())}
    assert set(small.pages) - reached == {routes.SEARCH}


def _poisoned(question: BaseQuestion) -> BaseQuestion:
    """Change every text of a question but its stem."""

    def change(value: Any, name: str = "") -> Any:
        if isinstance(value, BaseModel):
            return value.model_copy(update={n: change(getattr(value, n), n) for n in type(value).model_fields})
        if isinstance(value, tuple):
            return tuple(change(one, name) for one in value)
        return f"{value}毒药" if isinstance(value, str) and name not in ("id", "type", "stem") else value

    changed = change(question)
    assert isinstance(changed, BaseQuestion)
    return changed.model_copy(update={"cites": question.cites, "type": question.type})


def _poisoned_entry(entry: BaseQuestion | QuestionGroup) -> BaseQuestion | QuestionGroup:
    """Change what is not to be found of a question, of a group its dossier too."""
    if not isinstance(entry, QuestionGroup):
        return _poisoned(entry)
    questions = tuple(map(_poisoned, entry.questions))
    return entry.model_copy(update={"dossier": f"{entry.dossier}毒药", "questions": questions})


def test_of_a_question_only_the_stem_is_in_the_index(catalog: Catalog) -> None:
    banks = {
        id_: bank.model_copy(update={"questions": tuple(map(_poisoned_entry, bank.questions))})
        for id_, bank in catalog.banks.items()
    }
    poisoned = replace(catalog, banks=banks)
    assert "毒药" in str(poisoned.questions)
    assert find_records(poisoned) == find_records(catalog)


def test_a_group_is_found_by_its_title_and_not_by_its_dossier(catalog: Catalog, ask: Ask) -> None:
    for bank in catalog.banks.values():
        for group in bank.groups:
            url = routes.question(bank.id, group.id)
            texts = [text for text in dossier.texts(group.dossier) if len(text) > 12]
            by_title, *by_text = ask([group.title, *texts], script=URLS)
            assert url in by_title
            assert all(url not in urls for urls in by_text), group.id


@pytest.mark.parametrize("one_in", [4, pytest.param(1, marks=pytest.mark.long)])
def test_no_option_answer_or_feedback_finds_its_question(
    one_in: int, catalog: Catalog, records: list[Record], ask: Ask
) -> None:
    texts: dict[str, list[str]] = {}
    for question in catalog.questions.values():
        url = routes.question(catalog.bank_of[question.id].id, question.id)
        texts[url] = [t for t in _parts(question) if t not in prose.plain(question.stem, catalog.terms)]
    # two of a question: that none of its parts is in the index, the test above shows of all questions
    asked = [(url, text) for url, parts in texts.items() for text in (*parts[:1], *parts[1:][-1:])][::one_in]
    assert len(asked) > 500 // one_in
    at = {record.url: record for record in records}
    found = ask([text for _, text in asked], script=URLS)
    for (url, text), urls in zip(asked, found, strict=True):
        # a text that is found nowhere is looked for without regard to its punctuation
        assert url not in urls or _words(text) in _words(held([at[url]])), (url, text)


def _words(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _parts(question: BaseQuestion) -> Iterator[str]:
    """Yield what stands in a question beside its stem, as far as it could be typed: Chinese, not just a word or two."""

    def walk(value: Any, name: str = "") -> Iterator[str]:
        if isinstance(value, BaseModel):
            for n in type(value).model_fields:
                if n not in ("id", "type", "stem", "cites", "sources"):
                    yield from walk(getattr(value, n), n)
        elif isinstance(value, tuple):
            for one in value:
                yield from walk(one, name)
        elif isinstance(value, str) and name != "answer":
            yield prose.plain(value, {})[:24].replace(" ", "")

    yield from (text for text in walk(question) if len(text) > 3)


def test_a_record_of_a_withheld_bank_is_its_stem_too(small: Site) -> None:
    withheld = [b for b in small.catalog.banks.values() if b.bank.answers == "withheld"]
    stems = {r.url: r.body for r in find_records(small.catalog) if r.kind == "question"}
    assert withheld
    for bank in withheld:
        for question in bank.items:
            plain = prose.plain(question.stem, small.catalog.terms)
            assert stems[routes.question(bank.id, question.id)] == plain


def test_a_section_of_a_hand_written_page_is_found_by_its_heading() -> None:
    code = "```\n## 不是标题\n```"
    text = f"# 发布\n\n先看这里。\n\n## 放到 `nginx`\n\n复制 *文件夹*。\n\n{code}\n\n## 放到 `nginx`\n"
    assert list(written_records("p/index.html", text)) == [
        Record("guide", "发布", "p/index.html", "", "先看这里。"),
        Record("guide", "放到 nginx", "p/index.html#nginx", "发布", "复制 文件夹。"),
        Record("guide", "放到 nginx", "p/index.html#nginx_1", "发布", ""),
    ]


def test_kinds_of_records_are_known(records: list[Record]) -> None:
    assert {record.kind for record in records} == set(KINDS) - {"older"}, "this site never changed a text"


def test_the_index_is_the_same_in_every_build_and_small(catalog: Catalog, records: list[Record]) -> None:
    data = search_data(catalog, records)
    assert data == search_data(catalog, list(records))
    assert len(gzip.compress(data.encode(), 6, mtime=0)) <= LARGEST


def test_pages_no_record_stands_for_are_found_by_their_titles(catalog: Catalog) -> None:
    pages = [*plan_pages(catalog), Page("extra/index.html", "附加", "x.html", "说明")]
    assert Record("page", "附加", "extra/index.html", "", "说明") in find_records(catalog, pages)


def test_statutory_text_is_found_with_the_badge_its_page_shows(catalog: Catalog, records: list[Record]) -> None:
    at = {record.url: record for record in records}
    for regulation in catalog.regulations.values():
        for clause in regulation.clauses.values():
            expected = (clause.verification.value, clause.verification.label)
            assert at[routes.clause(clause.key)].badge == expected, clause.key
    for duty in catalog.duties.values():
        text = catalog.clause(duty.cites) if duty.cites else None
        expected = (text.verification.value, text.verification.label) if text else ("", "")
        assert at[routes.duty(catalog, duty.id)].badge == expected, duty.id
    for term in catalog.terms.values():
        assert at[routes.term(term.id)].badge[1] == term.standing.label
