from __future__ import annotations

import copy
from typing import Any

import pytest

from mingze.loading.files import KINDS
from tests.core_yaml import as_text
from tests.schema_validators import errors

BY_NAME = {kind.name: kind for kind in KINDS}
GOOD: dict[str, Any] = {
    "site": {
        "id": "site",
        "title": "站名",
        "edition": "2026年",
        "url": "",
        "edit_url": None,
        "citation_style": "plain",
    },
    "additions": {"role": "r", "additions": [{"duty": "d-1", "actions": ["每周一去看。"]}]},
    "base-lock": {
        "edition": "2026年",
        "upgrades": [
            {"date": "2026-12-01", "base": "站", "before": "2025年", "edition": "2026年", "changed": ["《规》第一条"]}
        ],
        "passages": {"reg/art1": "条文。"},
    },
    "roles": [{"id": "r", "name": "岗位", "short_name": "岗", "order": 1, "aliases": ["一把手"]}],
    "themes": [{"id": "t", "title": "主题"}],
    "glossary": [
        {
            "id": "t",
            "name": "术语",
            "standing": "source",
            "definition": "释义",
            "members": [{"text": "一", "cites": ["reg/art5-item1", "duty-1", "term:x", "case:y"]}],
        }
    ],
    "sources": [{"id": "s", "title": "题", "kind": "news", "date": 2018}],
    "currency": [
        {
            "id": "renamed",
            "title": "局改名",
            "kind": "institution",
            "date": "2019-03",
            "then": "旧名",
            "now": "新名",
            "text": "改了",
            "concerns": "reg/art5",
            "standing": "source",
        }
    ],
    "scope": {"groups": [{"id": "heads", "title": "负责人", "reach": "direct", "roles": ["r"], "text": "看"}]},
    "reviewed": {"texts": {"q1": "0badcafe"}},
    "case": {
        "id": "c",
        "title": "案例",
        "place": "某地",
        "date": "2018-06",
        "kinds": ["宣讲"],
        "historical": True,
        "figures": [{"value": 400, "of": "人"}],
        "text": "做法",
        "sources": ["s"],
    },
    "regulation": {
        "id": "reg",
        "title": "规定",
        "short_title": "规定",
        "compiled_on": "2026-11-21",
        "roles": [{"role": "r", "cites": "art5"}, {"role": "q", "cites": ["art6", "art7"]}],
        "chapters": [
            {
                "number": 1,
                "title": "章",
                "articles": [
                    {
                        "number": "5z1",
                        "verification": "verified",
                        "paragraphs": [
                            {"text": "文", "items": ["项", {"text": "项", "subs": ["目"], "uncertain": ["项"]}]}
                        ],
                    }
                ],
            }
        ],
    },
    "version": {
        "title": "规定",
        "short_title": "规定",
        "compiled_on": "2026-11-21",
        "since": "2018-04-08",
        "articles": [{"number": 1, "verification": "verified", "paragraphs": [{"text": "文"}]}],
    },
    "amendments": [
        {
            "date": "2024年6月28日",
            "kind": "修正",
            "by": "常务委员会",
            "effective": "2024-07-01",
            "map": [{"kind": "拆分", "old": "art8", "new": ["art8", "art49"], "confirmed": "否", "note": "说明"}],
        }
    ],
    "duties": {"role": "r", "duties": [{"id": "r-1", "cites": "art5-item1", "title": "职责", "keywords": ["词"]}]},
    "commentary": {
        "role": "r",
        "key_points": [
            {
                "id": "k",
                "title": "要点",
                "kind": "must-do",
                "standing": "clause",
                "points": [{"text": "点", "duties": ["r-1"]}],
            }
        ],
        "explanations": [{"duty": "r-1", "plain": "解读", "actions": ["做"], "caution": ""}],
    },
    "article-commentary": {"explanations": [{"clause": "art20", "plain": "解读"}]},
    "bank": {
        "bank": {"id": "b", "title": "题库", "answers": "withheld"},
        "questions": [
            {
                "id": "q1",
                "type": "single",
                "stem": "题",
                "options": ["甲", {"text": "乙", "feedback": "错"}],
                "answer": "A",
                "explanation": "解",
            },
            {"id": "q2", "type": "judge", "stem": "题", "answer": True, "explanation": "解", "depth": 3},
            {"id": "q3", "type": "blank", "stem": "题", "answers": [["甲"], [5]], "explanation": "解"},
        ],
    },
    "paper": {
        "paper": {"id": "p", "title": "试卷", "minutes": 60},
        "sections": [{"type": "single", "count": 10, "points": 2, "banks": ["b"], "bank_quotas": {"b": 3}}],
    },
}


@pytest.mark.parametrize("kind", list(BY_NAME))
def test_a_good_file_of_every_kind_validates(kind: str) -> None:
    assert not errors(kind, GOOD[kind])


MISSING = object()
BROKEN: list[tuple[str, tuple[str | int, ...], object]] = [
    # a missing key
    ("site", ("title",), MISSING),
    ("roles", (0, "id"), MISSING),
    ("glossary", (0, "standing"), MISSING),
    ("case", ("sources",), MISSING),
    ("regulation", ("compiled_on",), MISSING),
    ("currency", (0, "text"), MISSING),
    ("scope", ("groups", 0, "reach"), MISSING),
    ("duties", ("duties", 0, "title"), MISSING),
    ("bank", ("questions", 0, "answer"), MISSING),
    ("bank", ("questions", 0, "type"), MISSING),
    ("paper", ("sections",), MISSING),
    # an unknown key
    ("site", ("titel",), "站名"),
    ("themes", (0, "name"), "主题"),
    ("sources", (0, "url"), "https://example.org"),
    ("regulation", ("chapters", 0, "articles", 0, "items"), ["项"]),
    ("article-commentary", ("role",), "r"),
    ("bank", ("questions", 1, "options"), ["甲", "乙"]),
    # a wrong type
    ("site", ("title",), ["站名"]),
    ("roles", (), {"id": "r"}),
    ("roles", (0, "order"), "高"),
    ("roles", (0, "aliases"), "一把手"),
    ("case", ("historical",), "也许"),
    ("commentary", ("explanations", 0, "plain"), {"text": "解读"}),
    ("bank", ("questions", 0), "题"),
    ("paper", ("paper", "minutes"), "一小时"),
    # a word that is none of those allowed
    ("site", ("citation_style",), "round"),
    ("glossary", (0, "standing"), "sure"),
    ("sources", (0, "kind"), "blog"),
    ("currency", (0, "kind"), "news"),
    ("scope", ("groups", 0, "reach"), "maybe"),
    ("regulation", ("level",), "town"),
    ("regulation", ("chapters", 0, "articles", 0, "verification"), "checked"),
    ("commentary", ("key_points", 0, "kind"), "hint"),
    ("bank", ("bank", "answers"), "hidden"),
    ("bank", ("questions", 0, "type"), "essay"),
    ("bank", ("questions", 1, "answer"), "也许"),
    ("paper", ("sections", 0, "type"), "essay"),
    # an id that cannot be a folder or an address
    ("site", ("id",), "Site"),
    ("roles", (0, "id"), "../r"),
    ("themes", (0, "id"), "主题"),
    ("duties", ("duties", 0, "id"), "r_1"),
    ("case", ("id",), "x" * 65),
    # a clause key or citation of another form
    ("duties", ("duties", 0, "cites"), "那一条"),
    ("article-commentary", ("explanations", 0, "clause"), "art0"),
    ("glossary", (0, "members", 0, "cites", 0), "term:"),
    # a date of another form
    ("regulation", ("compiled_on",), "去年11月21日"),
    ("sources", (0, "date"), "18-6"),
    # a list or text that is empty or too long
    ("roles", (), []),
    ("site", ("title",), ""),
    ("case", ("kinds",), []),
    ("duties", ("duties",), []),
    ("bank", ("questions",), []),
    ("bank", ("questions", 0, "options"), ["甲"]),
    ("bank", ("questions", 2, "answers", 0), []),
    ("paper", ("sections", 0, "banks"), []),
    ("roles", (0, "name"), "长" * 201),
    # a number out of range
    ("roles", (0, "order"), 0),
    ("bank", ("questions", 1, "depth"), 4),
    ("paper", ("sections", 0, "points"), 101),
]  # fmt: skip


def broken(kind: str, path: tuple[str | int, ...], value: object) -> Any:
    document = copy.deepcopy(GOOD[kind])
    if not path:
        return value
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    if value is MISSING:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return document


@pytest.mark.parametrize(("kind", "path", "value"), BROKEN)
def test_a_broken_file_is_rejected(kind: str, path: tuple[str | int, ...], value: object) -> None:
    assert errors(kind, broken(kind, path, value))


@pytest.mark.parametrize(("kind", "path", "value"), BROKEN)
def test_what_the_schema_rejects_the_model_rejects_too(kind: str, path: tuple[str | int, ...], value: object) -> None:
    adapter = BY_NAME[kind].adapter()
    context = {"regulation": "reg"}
    adapter.validate_python(as_text(GOOD[kind]), context=context)
    with pytest.raises(ValueError):
        adapter.validate_python(as_text(broken(kind, path, value)), context=context)


@pytest.mark.parametrize("id_", [5, "5", "007", 7])
def test_an_id_that_editors_take_for_a_number_validates_as_it_is_read(id_: object) -> None:
    assert not errors("themes", [{"id": id_, "title": "主题"}])
