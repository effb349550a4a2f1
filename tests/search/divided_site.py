"""A small site that is divided into units all the same: nine offices of five posts each, and what belongs to all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from bench.synthetic_site import Words
from mingze.model import Catalog, Level, Role
from mingze.pages.assets import early_script, manifest, script, style_sheet
from mingze.search import INDEX, Record, dealt_out, divided_scripts
from mingze.views import routes
from mingze.views.units import Unit
from tests.conftest import real_catalog

PLACES = ("青江县", "临安县", "平原县", "南川县", "东河县", "北岭县", "西湖县", "长沙县", "新丰县")
POSTS = ("教育局主要负责人", "民政局分管负责人", "交通局值班负责人", "水利局驻点负责人", "商务局科室负责人")
ODD = ("按GB/T 9704—2012行文", "在APP上登记", "备1.5米水带和3%泡沫", "拨打12345热线", "执行2026-01-05的“三个必须”")
KINDS_OF_QUERIES = (
    *(
        "交通局值班负责人",
        "青江民政头儿",
        "9704",
        "1.5米",
        "15米",
        "12345热线",
        "2026-01-05的三个必须",
        "水",
        "三个“必须”",
    ),
    *("教育 青江", "南川县交通局值班负责人", "火星探测车", "追溯措施"),
)
"""Names, numbers, marks, several words, what is nowhere."""
GLUED = Record(
    "clause",
    "第七条第（四）项",
    "regulation/unit-4/art7/index.html#art7-item4",
    "《食品安全责任制规定》",
    "落实冷链食品追溯措施。",
    key="art7-item4",
)
HTML = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>分单位的站</title>
<meta name="mingze-site" content="divided"><meta name="viewport" content="width=device-width, initial-scale=1">
<style>{style}</style><script>{early}</script></head><body><a href="search/index.html" data-search>搜索</a>
<main class="mz-page"><h1>分单位的站</h1></main><script src="assets/mingze.js"></script></body></html>
"""


@cache
def catalog() -> Catalog:
    roles = {
        f"post-{n}-{m}": Role(
            id=f"post-{n}-{m}",
            name=place + post,
            short_name=post,
            aliases=(f"{place[:2]}{post[:2]}头儿",),
            order=n * 9 + m + 1,
        )
        for n, place in enumerate(PLACES)
        for m, post in enumerate(POSTS)
    }
    return replace(real_catalog(), roles=roles)


@cache
def units() -> tuple[Unit, ...]:
    return tuple(
        Unit(
            *(f"unit-{n}", f"unit-{n}", f"{place}清单", f"{place}安全生产职责清单", "", Level.COUNTY),
            *(tuple(f"post-{n}-{m}" for m in range(len(POSTS))), (f"unit-{n}",), (f"bank-{n}",), ()),
        )
        for n, place in enumerate(PLACES)
    )


@cache
def records() -> tuple[Record, ...]:
    words = Words(9)
    found = [Record("term", f"术语{words.name(4)}", f"glossary/index.html#t{n}", "", words.about(60)) for n in range(8)]
    for n, unit in enumerate(units()):
        title = "食品安全责任制规定" if n == 4 else unit.title
        found.append(Record("clause", title, routes.regulation(unit.id), "全文", also=(unit.name,)))
        for m, id_ in enumerate(unit.roles):
            role = catalog().roles[id_]
            also = (role.short_name, *role.aliases)
            found.append(Record("role", role.name, routes.role(id_), "", "\n".join(also), words.about(60), also, id_))
            for k in range(3):
                body = words.about(80) + (f"{ODD[(n + m) % len(ODD)]}。" if k == m % 3 else "")
                path = f"{role.name} › 《{unit.name}》{k + 1}"
                url = f"{routes.role(id_)}#d{n}-{m}-{k}"
                found.append(Record("duty", words.name(8), url, path, body, words.about(150), role=id_))
        found += [
            Record("question", "单选题", f"quizzes/bank-{n}/index.html#q{m}", f"{PLACES[n]}自测", words.line(30))
            for m in range(4)
        ]
        if n == 4:
            found.append(GLUED)
    return tuple(found)


def write(folder: Path) -> Path:
    """Write the site's scripts and its home page; returns the folder."""
    assets = {asset.path: asset.content() for asset in manifest().assets if asset.subject == "search"}
    files = {**dict(divided_scripts(catalog(), dealt_out(records(), units()))), **assets, "assets/mingze.js": script()}
    assert INDEX in files
    files["index.html"] = HTML.format(style=style_sheet(), early=early_script())
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder
