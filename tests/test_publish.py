"""What is written beside the pages for servers and browsers."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from mingze.cli import main
from mingze.publish import finish_site, nginx_sample
from mingze.publish.policy import HEADERS, headers_file, policy
from mingze.swap import swap
from mingze.views import routes
from tests.conftest import ROOT, real_catalog, snapshot

GUIDE = ROOT / "docs/publishing/index.md"
STYLE, SCRIPT = "p{color:red}", '"use strict";\nalert(1)'


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def site_of(folder: Path, **pages: str) -> Path:
    """Write pages, ``roles_a`` as ``roles/a/index.html``, and the scripts they load."""
    files = {f"{name.replace('_', '/')}/index.html": text for name, text in pages.items()}
    for name, text in {"index.html": "<html>home", "assets/mingze.js": "1", "404.html": "<html>", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def edition(site: Path) -> dict[str, object]:
    script = (site / "sw.js").read_text("utf-8")
    found = re.match(r"const EDITION = (\{.*\});\n", script)
    assert found
    return dict(json.loads(found[1]))


def directives(text: str) -> dict[str, list[str]]:
    return {rule.split()[0]: rule.split()[1:] for rule in text.split("; ")}


def test_policy_names_each_script_and_style_of_the_pages_once_and_no_data(tmp_path: Path) -> None:
    page = (
        f"<style>{STYLE}</style><script>{SCRIPT}</script><script src=a.js defer></script>"
        '<script type="application/json">{"a": 1}</script><script type="text/javascript">2</script>'
    )
    rules = directives(policy(site_of(tmp_path, a=page, b=page)))
    assert rules["script-src"] == ["'self'", *sorted([source(SCRIPT), source("2")])]
    assert rules["style-src"] == ["'self'", source(STYLE)]
    assert rules["default-src"] == rules["base-uri"] == ["'none'"]
    assert "'unsafe-inline'" not in policy(tmp_path)


def test_policy_knows_tags_as_browsers_do(tmp_path: Path) -> None:
    page = (
        "<SCRIPT>1</Script\n><ſcript>2</ſcript><scripted>3</scripted><script×>4</script×><style\tmedia=print>5</STYLE>"
        "<script/>6</script><styles>7</styles><scriptы>8</scriptы><script async TYPE=Module>九</script>"
        "<script>never closed"
    )
    rules = directives(policy(site_of(tmp_path, a=page)))
    assert rules["script-src"] == ["'self'", *sorted(map(source, ("1", "6", "九")))]
    assert rules["style-src"] == ["'self'", source("5")]


def test_policy_hashes_what_browsers_parse(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    (site / "index.html").write_bytes(b"<script>1\r\n2</script>")
    assert source("1\n2") in policy(site)


def test_real_policy_is_one_short_line(real_site: Path) -> None:
    text = policy(real_site)
    assert "\n" not in text
    assert len(text) < 1000  # Cloudflare Pages takes 2,000 characters a line, nginx 4,096
    assert len(re.findall("sha256", text)) == 3


def test_headers_file_gives_every_file_the_headers(real_site: Path) -> None:
    lines = (real_site / "_headers").read_text("utf-8").split("\n")
    assert lines[0] == "/*"
    assert lines[1] == f"  Content-Security-Policy: {policy(real_site)}"
    assert lines[2:-1] == [f"  {name}: {value}" for name, value in HEADERS.items()]
    assert headers_file(policy(real_site)) == "\n".join(lines)


def test_guide_shows_the_nginx_configuration_as_it_is_written(real_site: Path) -> None:
    def without_hashes(text: str) -> str:
        return re.sub(r"'sha256-[^']+'", "'sha256-…'", text)

    written = nginx_sample(real_site, "/aqzr/", "/srv/www/aqzr/")
    assert f"```\n{without_hashes(written)}```" in GUIDE.read_text("utf-8")


def test_nginx_configuration_at_the_top_of_a_server_needs_no_redirection(tmp_path: Path) -> None:
    written = nginx_sample(site_of(tmp_path), "/", "/srv/www/")
    assert "return 301" not in written
    assert "root /srv/www/;" in written
    assert "error_page 404 /404.html;" in written
    assert '"default-src' in written


@pytest.mark.parametrize(("path", "address"), [("/", "/"), ("aqzr", "/aqzr/"), ("/a/b/", "/a/b/")])
def test_command_writes_the_configuration_for_a_place(
    path: str, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_of(tmp_path / "built")
    assert main(["nginx", "--root", str(ROOT), "--site", str(site), "--path", path, "--folder", "/srv/x"]) == 0
    assert capsys.readouterr().out == nginx_sample(site, address, "/srv/x/")


def test_command_without_a_built_site_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nginx", "--root", str(ROOT), "--site", str(tmp_path)]) == 2
    assert "mingze build" in capsys.readouterr().err


def test_worker_lists_what_it_may_keep_with_its_fingerprint(tmp_path: Path) -> None:
    site = site_of(tmp_path, regulation="<html>r")
    (site / "downloads/files").mkdir(parents=True)
    (site / "downloads/files/a.pdf").write_bytes(b"%PDF")
    (site / "sitemap.xml").write_text("<x/>")
    finish_site(site, worker=True)
    files = edition(site)["files"]
    assert files == {
        path: hashlib.sha256((site / path).read_bytes()).hexdigest()[:16]
        for path in ("assets/mingze.js", "index.html", "regulation/index.html")
    }


def test_worker_keeps_the_shell_at_once_and_a_bank_with_its_role(real_site: Path) -> None:
    found = edition(real_site)
    shell, along, files = found["shell"], found["along"], found["files"]
    assert isinstance(shell, list)
    assert isinstance(along, dict)
    assert isinstance(files, dict)
    needed = {
        routes.HOME,
        routes.ROLES,
        routes.QUIZZES,
        routes.PRACTICE,
        routes.PROGRESS,
        routes.SEARCH,
        routes.OFFLINE,
    }
    needed |= {routes.role("safety-deputy"), "assets/search.js", "assets/search-client.js", "assets/exam.js"}
    assert needed <= set(shell) <= set(files)
    assert not [path for path in shell if path.startswith(("regulation/", "quizzes/c", "assets/answers/"))]
    kept = along[routes.role("safety-deputy")]
    page = (real_site / routes.role("safety-deputy")).read_text("utf-8")
    banks = [one for one in real_catalog().banks if f"/quizzes/{one}/index.html" in page]
    assert "safety-deputy" in banks
    assert sorted(kept) == sorted(
        file for one in banks for file in (routes.bank(one), f"assets/questions/{one}.js", f"assets/answers/{one}.js")
    )
    assert {path for paths in along.values() for path in paths} <= set(files)


def test_worker_keeps_all_that_a_hall_without_a_network_may_ask_for(real_site: Path) -> None:
    found = edition(real_site)
    shell, along = found["shell"], found["along"]
    assert isinstance(shell, list)
    assert isinstance(along, dict)
    assert not [path for path in shell if "hall" in path]
    wanted = ["hall.css", "hall.js", "hall-lesson.js", "hall-result.js", "lesson.js", "answers/cases.js"]
    assert {f"assets/{name}" for name in wanted} <= set(along[routes.HALL])


def test_shell_is_small_enough_for_a_phone_bill(real_site: Path) -> None:
    shell = edition(real_site)["shell"]
    assert isinstance(shell, list)
    packed = sum(len(gzip.compress((real_site / path).read_bytes(), 6)) for path in shell)
    assert packed < 500_000


def test_same_files_are_the_same_edition_and_others_another(tmp_path: Path) -> None:
    first, same, other = (site_of(tmp_path / name, roles="<html>one") for name in ("first", "same", "other"))
    (other / "roles/index.html").write_text("<html>two")
    for site in (first, same, other):
        finish_site(site, worker=True)
    assert (first / "sw.js").read_bytes() == (same / "sw.js").read_bytes()
    assert edition(first)["version"] != edition(other)["version"]


def test_site_that_wants_no_worker_writes_one_that_goes(minimal_copy: Path) -> None:
    settings = minimal_copy / "data/site.yml"
    settings.write_text(settings.read_text("utf-8") + "offline: false\n", "utf-8")
    assert main(["build", "--root", str(minimal_copy), "--no-handouts"]) == 0
    script = (minimal_copy / "site/sw.js").read_text("utf-8")
    assert "unregister" in script
    assert "EDITION" not in script
    assert 'data-module="offline"' not in (minimal_copy / "site/index.html").read_text("utf-8")


def test_packed_copies_hold_the_same_and_are_the_same_each_time(tmp_path: Path) -> None:
    site = site_of(tmp_path / "a", roles="<html>" + "长" * 2000)
    finish_site(site, worker=True, compress=True)
    first = snapshot(site)
    packed = {name for name in first if name.endswith(".gz")}
    assert packed == {"roles/index.html.gz", "sw.js.gz"}  # the others are too small to gain
    for name in packed:
        assert gzip.decompress(first[name]) == first[name.removesuffix(".gz")]
    again = site_of(tmp_path / "b", roles="<html>" + "长" * 2000)
    finish_site(again, worker=True, compress=True)
    assert snapshot(again) == first


def test_old_packed_copies_do_not_outlive_their_site(tmp_path: Path) -> None:
    old, new = site_of(tmp_path / "site", roles="旧" * 2000), site_of(tmp_path / "new", roles="新" * 2000)
    finish_site(old, worker=True, compress=True)
    finish_site(new, worker=True)
    swap(new, old)
    assert not list((tmp_path / "site").rglob("*.gz"))


def test_no_page_carries_a_style_or_a_handler_of_its_own(real_site: Path) -> None:
    found = {
        path.relative_to(real_site).as_posix()
        for path in real_site.rglob("*.html")
        if re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", path.read_text("utf-8"))
    }
    assert found == set()


def test_every_role_has_its_page_in_the_shell(real_site: Path) -> None:
    shell = edition(real_site)["shell"]
    assert isinstance(shell, list)
    assert {routes.role(id_) for id_ in real_catalog().roles} <= set(shell)
