"""A long bank is told on several pages, every question on one of them, and everything that leads to it knows which."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mingze.pages.bank_files import bank_files
from mingze.pages.render import Renderer
from mingze.publish import finish_site
from mingze.search.all_records import find_records
from mingze.views import routes
from mingze.views.bank_parts import MOST_QUESTIONS, bank_parts
from mingze.views.outline import outline
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

LONG = 130


def _question(id_: str, number: int) -> str:
    return f"""\
  - id: {id_}-{number}
    type: judge
    stem: |
      在 {id_} 里第{number}句说得对。
    answer: 对
    explanation: |
      依据条文。
    cites:
      - leader-1
"""


def _group(id_: str, number: int) -> str:
    asked = _question(id_, number).replace("\n  ", "\n      ").replace("  - id", "      - id", 1)
    asked += _question(id_, number + 1).replace("\n  ", "\n      ").replace("  - id", "      - id", 1)
    head = f"  - id: {id_}-g-{number}\n    type: group\n    title: 材料\n    dossier: |\n      一份材料。\n"
    return f"{head}    questions:\n{asked}"


def _bank(id_: str, answers: str) -> str:
    asked = "".join(_group(id_, n) if n == 44 else _question(id_, n) for n in range(1, LONG + 1) if n != 45)
    return f"bank:\n  id: {id_}\n  title: 长题库\n  answers: {answers}\nquestions:\n{asked}"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("long")
    kinds = (("long", "shown"), ("kept", "withheld"))
    banks = {f"quizzes/banks/{id_}.yml": _bank(id_, answers) for id_, answers in kinds}
    return load(write({**SMALL, **banks}, root))


def test_a_long_bank_has_several_pages_and_a_group_stands_on_one(long: Site) -> None:
    parts = bank_parts(long.catalog.banks["long"])
    assert [part.address for part in parts] == [routes.bank("long", n) for n in (1, 2, 3)]
    assert [(part.first, part.last) for part in parts] == [(1, 43), (44, 87), (88, 130)]
    asked = [id_ for part in parts for id_ in re.findall(r'data-question="([^"]+)"', long.html[part.address])]
    assert asked == [f"long-{n}" for n in range(1, LONG + 1)]
    second = long.html[parts[1].address]
    assert "长题库（第44—87题）" in second
    assert 'data-holds="本页"' in second
    assert '<strong aria-current="page">第44—87题</strong>' in second
    assert '<a href="../index.html">第1—43题</a>' in second
    assert long.pages[parts[0].address].following == long.pages[parts[2].address].previous
    assert re.findall(r'<span id="(long-[^"]+)"></span>', long.html[parts[0].address]) == [*parts[1].ids, *parts[2].ids]
    assert 'data-module="parts"' in long.html[parts[0].address]
    assert 'data-module="parts"' not in second
    assert 'class="mz-question__number">44.<' in second
    assert 'class="mz-question__number">43.<' not in second


def test_what_leads_to_a_question_leads_to_its_page(long: Site) -> None:
    def page_of(id_: str) -> str:
        asked = re.compile(f'<(?:fieldset|section)[^>]* id="{id_}"')
        return next(path for path, html in long.html.items() if path.startswith("quizzes/") and asked.search(html))

    told = outline(long.catalog)["questions"]
    assert {told[f"long-{n}"]["path"] for n in (1, 44, 45, 130)} == {
        f"{page_of(f'long-{n}')}#long-{n}" for n in (1, 44, 45, 130)
    }
    found = {one.url for one in find_records(long.catalog) if one.kind == "question"}
    assert {f"{page_of('long-g-44')}#long-g-44", f"{page_of('long-130')}#long-130"} <= found


def test_short_banks_and_those_that_keep_their_answers_stay_on_one_page(long: Site) -> None:
    assert len(bank_parts(long.catalog.banks["kept"])) == 1  # its answers become one file
    assert "data-holds" not in long.html[routes.bank("kept")]
    assert MOST_QUESTIONS < LONG
    assert len(bank_parts(long.catalog.banks["leader"])) == 1


def test_the_worker_keeps_all_pages_of_a_bank_with_it(long: Site, tmp_path: Path) -> None:
    files = {path: made() for path, made in bank_files(long.catalog, Renderer(long.catalog))}
    for path, text in {**long.html, **files}.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    finish_site(tmp_path, worker=True, offline=None, compress=False)
    edition = re.match(r"const EDITION = (\{.*\});\n", (tmp_path / "sw.js").read_text("utf-8"))
    assert edition
    along = json.loads(edition[1])["along"]
    parts = [routes.bank("long", n) for n in (1, 2, 3)]
    keys = ["assets/questions/long.js", "assets/answers/long.js"]
    assert along[parts[1]] == [parts[0], parts[2], *keys]
    assert set(parts) <= {path for paths in along.values() for path in paths}
