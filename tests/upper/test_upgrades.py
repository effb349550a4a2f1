"""A county's site of forty lines: it has all of the base, says what it adds, and survives every upgrade of it."""

from __future__ import annotations

import copy
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from mingze.build import build_site
from mingze.checks import check_site
from mingze.checks.upper_passages import upper_text
from mingze.cli import main
from mingze.loading import load_catalog
from mingze.model import Catalog
from tests.conftest import ROOT, make_buildable
from tests.importing.amending.amended_site import BASE, SENTENCES, Text, amend, law_yaml, run
from tests.importing.amending.made_amendments import AMENDMENTS, changed_text
from tests.pages.html_tree import parse
from tests.upper.two_floors import write

SMALL_COUNTY = {
    "data/site.yml": """\
id: xian
title: 某县学习站
edition: 2026年11月
base:
  name: ../国家站
  version: 2026年11月
""",
    "data/sources.yml": """\
- id: xian-list
  title: 某县安全生产职责清单
  kind: official
""",
    "data/regulations/xian/regulation.yml": """\
id: xian
title: 某县安全生产职责清单
short_title: 县清单
level: county
compiled_on: 2026-11-01
""",
    "data/regulations/xian/duties/party-secretary.yml": """\
sources:
  - xian-list
duties:
  - id: xian-secretary-1
    title: 每季度听一次汇报
    text: 每季度听取一次安全生产工作汇报。
    implements:
      - anquan-zerenzhi/party-secretary-2
""",
    "data/regulations/xian/commentary/party-secretary.yml": """\
explanations:
  - duty: xian-secretary-1
    plain: 县里写明了次数：一年四回，一回也不能少，回回有记录。
""",
    "data/regulations/anquan-zerenzhi/additions/government-head.yml": """\
additions:
  - duty: government-head-6
    actions:
      - 每月带队检查一次，当场定下谁改、哪天改完。
""",
    "data/regulations/anquan-zerenzhi/additions/safety-deputy.yml": """\
additions:
  - duty: safety-deputy-1
    actions:
      - 每周一上午开调度会，先看上周没有改完的。
""",
}


@pytest.mark.usefixtures("_no_printing")
def test_forty_lines_on_the_base_are_a_whole_site(tmp_path: Path) -> None:
    assert sum(text.count("\n") for text in SMALL_COUNTY.values()) <= 40
    base = tmp_path / "国家站"
    shutil.copytree(ROOT / "data", base / "data")
    root = tmp_path / "县站"
    write(root, SMALL_COUNTY)
    assert main(["base", "upgrade", "--root", str(root), "--write"]) == 0
    assert check_site(root)[1] == []
    built = build_site(make_buildable(root)).site
    national = load_catalog(base).catalog
    pages = {role: (built / f"roles/{role}/index.html").read_text("utf-8") for role in national.roles}
    for duty in national.duties:
        assert f'id="{duty}"' in pages[national.role_of(duty).id]
    for regulation in national.regulations.values():
        for key in {clause.article_key.local for clause in regulation.clauses}:
            assert (built / f"regulation/{regulation.id}/{key}/index.html").is_file()
    added = {
        "party-secretary": "每季度听取一次",
        "government-head": "每月带队检查一次，当场定下",
        "safety-deputy": "每周一上午开调度会",
    }
    for role, page in pages.items():
        text = parse(page).text()
        assert [words for words in added.values() if words in text] == [
            words for r, words in added.items() if r == role
        ]


def national(root: Path, text: Text = BASE) -> Path:
    """Write a base: a law, a duty for each passage that has words of its own, an explanation for each duty."""
    posts = "roles:\n  - role: head\n    cites:\n" + "".join(f"      - art{n + 1}\n" for n in range(len(text)))
    write(
        root,
        {
            "data/site.yml": "id: guojia\ntitle: 国家站\nedition: 第1版\n",
            "data/roles.yml": "- id: head\n  name: 主要负责人\n",
            "data/regulations/law/regulation.yml": law_yaml(text).replace("articles:", f"{posts}articles:", 1),
        },
    )
    clauses = load_catalog(root).catalog.regulations["law"].clauses
    keys = [key.local for key, clause in clauses.items() if not clause.children]
    duties = "".join(f"- id: d-{n}\n  title: 第{n}件事\n  cites: {key}\n" for n, key in enumerate(keys))
    told = "".join(f"- duty: d-{n}\n  plain: 这里用自己的话把第{n}件事讲明白。\n" for n in range(len(keys)))
    folder = "data/regulations/law"
    write(
        root,
        {f"{folder}/duties/head.yml": f"duties:\n{duties}", f"{folder}/commentary/head.yml": f"explanations:\n{told}"},
    )
    return root


def county(root: Path, base: Catalog) -> Path:
    """Write a site with a duty for each of the base, an addition to each, and a question on each passage."""
    duties = "".join(
        f"- id: xian-{d}\n  title: 县里的{d}\n  text: 县里照{d}办。\n  implements:\n    - law/{d}\n"
        for d in base.duties
    )
    told = "".join(f"- duty: xian-{d}\n  plain: 县里怎样照{d}办，这里写得明明白白。\n" for d in base.duties)
    added = "".join(f"- duty: {d}\n  actions:\n    - 县里给{d}添的做法，照着做。\n" for d in base.duties)
    asked = "".join(
        f"- id: ask-{n}\n  type: judge\n  stem: 第{n}处说的是不是这样。\n  answer: 对\n  explanation: 条文这样写。\n"
        f"  cites:\n    - law/{key.local}\n"
        for n, key in enumerate(base.regulations["law"].clauses)
    )
    settings_ = "id: xian\ntitle: 县站\nedition: 第1版\nbase:\n  name: ../base\n  version: 第1版\n"
    regulation = "id: xian\ntitle: 县清单\nshort_title: 县清单\nlevel: county\ncompiled_on: 2026-11-01\n"
    folder = "data/regulations/xian"
    files = {
        "data/site.yml": settings_,
        f"{folder}/regulation.yml": regulation,
        f"{folder}/duties/head.yml": f"sources:\n  - s\nduties:\n{duties}",
        "data/sources.yml": "- id: s\n  title: 县文件\n  kind: official\n",
        f"{folder}/commentary/head.yml": f"explanations:\n{told}",
        "data/regulations/law/additions/head.yml": f"additions:\n{added}",
        "quizzes/banks/asked.yml": f"bank:\n  title: 县里的题\nquestions:\n{asked}",
    }
    write(root, files)
    return root


def rests_on(site: Catalog, base: Catalog) -> dict[str, str | None]:
    """Return the words of the base that each thing of the county rests on, by the name it is told under."""
    out = {}
    for duty in site.duties.values():
        for named in duty.implements:
            out[f"职责 {duty.id}《{duty.title}》"] = upper_text(base, named)
            out[f"给 {named.rpartition('/')[2]} 的补充"] = upper_text(base, named)
    for question in site.questions.values():
        (cited,) = question.cites
        out[f"题 {question.id}"] = upper_text(base, str(cited.clause))
    return out


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(AMENDMENTS)
@example([("item", 1)])
@example([("insert", 0), ("words", 6)])  # the last article has another number and other words
@example([("delete", 1), ("split", 1), ("no-item", 3)])
@example([("merge", 0), ("move", 2), ("item", 1)])
def test_an_upgrade_names_everything_that_rests_on_other_words_now_and_nothing_else(
    ops: list[tuple[str, int]],
) -> None:
    text, spare = copy.deepcopy(BASE), list(SENTENCES[11:])
    for op, at in ops:
        changed_text(text, op, at, spare)
    if text == BASE:
        return
    with tempfile.TemporaryDirectory() as folder:
        base = national(Path(folder) / "base")
        root = county(Path(folder) / "xian", load_catalog(base).catalog)
        assert run("base", "upgrade", "--root", root, "--write")[0] == 0
        site = load_catalog(root).catalog
        before = rests_on(site, load_catalog(base).catalog)
        status, said = amend(base, text, "--write", "--confirm", "全部")
        assert status == 0, said
        without_the_deleted(base)
        after = rests_on(site, load_catalog(base).catalog)
        affected = {name for name, words in before.items() if words != after[name]}
        status, said = run("base", "upgrade", "--root", root)
        assert set(re.findall("要看：(.*)（", said)) == affected, said
        is_sound = run("check", "--root", base)[0] == 0  # an item that was put in has no duty there yet
        assert status == (0 if is_sound and None not in after.values() else 1), "what points nowhere stops it"


def without_the_deleted(base: Path) -> None:
    """Do what the base's keeper does: duties whose clause is gone go too."""
    folder = base / "data/regulations/law"
    duties = (folder / "duties/head.yml").read_text("utf-8")
    gone = re.findall(r"- id: (d-\d+)\n  title: .*\n  cites: .*@.*\n", duties)
    (folder / "duties/head.yml").write_text(re.sub(r"- id: .*\n  title: .*\n  cites: .*@.*\n", "", duties), "utf-8")
    told = (folder / "commentary/head.yml").read_text("utf-8")
    for id_ in gone:
        told = re.sub(rf"- duty: {id_}\n  plain: .*\n", "", told)
    (folder / "commentary/head.yml").write_text(told, "utf-8")
