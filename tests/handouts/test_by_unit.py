"""Hand-outs of a site divided into units: each unit has its own, and no file grows with the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.cli import main
from mingze.handouts.make import FOLDER, Job, site_jobs
from mingze.pages import Renderer
from mingze.pages.site_plan import plan_pages
from mingze.views import routes
from mingze.views.division import division_of
from mingze.views.downloads import Download
from tests.pages.divided_site import divided
from tests.pages.rendered_site import Site, load, write


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write(divided(), tmp_path_factory.mktemp("divided")))


@pytest.fixture(scope="module")
def jobs(big: Site) -> list[Job]:
    return list(site_jobs(big.catalog))


def test_every_unit_has_what_a_whole_site_has_once(big: Site, jobs: list[Job]) -> None:
    names = [job.name for job in jobs]
    assert len(set(names)) == len(names)
    for unit in division_of(big.catalog).units:
        own = {job.name for job in jobs if job.unit == unit.id}
        wanted = (f"booklet-{unit.id}.pdf", f"slides-{unit.id}.pptx", f"session-kit-{unit.id}.docx")
        assert own.issuperset((*wanted, f"theme-drill-{unit.id}.pdf"))
        assert {job.role for job in jobs if job.unit == unit.id} == {"", *unit.roles}
    assert {job.name for job in jobs if not job.unit} >= {"booklet.pdf", "session-kit.pdf"}, "what belongs to all"


def test_the_command_makes_those_of_one_unit_and_says_which_there_are(
    big: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mingze.handouts.workshop.Workshop.make", lambda self, job: job.name.encode())
    root = write(divided(), tmp_path / "site")
    out = tmp_path / "out"
    assert main(["handouts", "--root", str(root), "--unit", "baihe", "--out", str(out)]) == 0
    made = {file.name for file in out.iterdir()}
    assert {"booklet-baihe.pdf", "handout-baihe-6.docx", "slides-baihe-0.pptx"} <= made
    assert not any("anyang" in name or "firm" in name for name in made)
    capsys.readouterr()
    assert main(["handouts", "--root", str(root), "--unit", "白河", "--out", str(out)]) == 2
    assert "没有编号为 白河 的单位；有：anyang（安阳县清单）、baihe（白河县清单）" in capsys.readouterr().err


def test_a_post_stands_beside_those_of_its_unit_alone(jobs: list[Job]) -> None:
    for name in ("slides-anyang-0.pptx", "theme-drill-anyang.docx", "booklet-anyang.docx", "session-kit-anyang.docx"):
        (job,) = (job for job in jobs if job.name == name)
        told = repr(job.source)
        assert "安阳县1号岗位" in told
        assert "白河县" not in told
        assert "青峰公司" not in told
    (booklet,) = (job for job in jobs if job.name == "booklet-firm--2.pdf")
    assert booklet.title == "青峰公司清单（二）学习手册"


def test_a_units_page_of_downloads_lists_its_files_and_the_sites_the_rest(big: Site, jobs: list[Job]) -> None:
    renderer = Renderer(big.catalog)
    files = [
        Download(f"{FOLDER}/{job.name}", job.group, job.title, job.format, 1, job.role, unit=job.unit) for job in jobs
    ]
    pages = {page.path: page for page in plan_pages(big.catalog, files)}
    for unit in ("", "anyang", "firm--2"):
        page = pages[routes.within(unit, routes.DOWNLOADS) if unit else routes.DOWNLOADS]
        html = renderer.render(page)
        listed = {job.name for job in jobs if f'/{job.name}"' in html}
        assert listed == {job.name for job in jobs if job.unit == unit}
