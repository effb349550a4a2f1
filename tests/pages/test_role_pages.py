from __future__ import annotations

from mingze.views import prose
from tests.pages.rendered_site import Site


def test_the_real_site_has_24_duties_on_5_role_pages(real: Site) -> None:
    assert len(real.catalog.duties) == 24
    assert len(real.catalog.roles) == 5


def test_every_duty_is_an_anchor_on_its_roles_page_followed_by_its_explanation(site: Site) -> None:
    for id_ in site.catalog.duties:
        tree = site.trees[f"roles/{site.catalog.role_of(id_).id}/index.html"]
        section = tree.by_id(id_)
        plain = site.catalog.explanations[id_].plain
        assert plain is not None
        opening = prose.plain(plain.strip().split("\n\n")[0], site.catalog.terms)[:12]
        assert len(opening) > 5
        (explained,) = section.find("mz-plain")
        assert explained.text().startswith(opening)
        (clause,) = section.find("mz-clause__text")
        assert clause.text() == site.catalog.duty_text(site.catalog.duties[id_])


def test_the_duties_of_a_role_stand_in_the_order_of_the_text(site: Site) -> None:
    for role in site.catalog.roles.values():
        sections = site.trees[f"roles/{role.id}/index.html"].find("mz-duty")
        expected = [duty.id for a in site.catalog.assignments_of(role.id) for duty in a.duties]
        assert [section.attributes["id"] for section in sections] == expected


def test_keywords_are_emphasised_in_the_duty(site: Site) -> None:
    for id_, duty in site.catalog.duties.items():
        section = site.trees[f"roles/{site.catalog.role_of(id_).id}/index.html"].by_id(id_)
        (text,) = section.find("mz-clause__text")
        bold = "".join(node.text() for node in text.walk() if node.tag == "strong")
        assert all(keyword in bold for keyword in duty.keywords), id_


def test_a_duty_from_an_item_with_sub_items_shows_them_too(small: Site) -> None:
    (clause,) = small.trees["roles/leader/index.html"].by_id("leader-3").find("mz-clause")
    assert [node.text().split()[0] for node in clause.find("mz-sub")] == ["1．新任职的培训；", "2．每年一次的复训。"]


def test_a_role_without_duties_says_so(small: Site) -> None:
    assert "这个岗位还没有职责。" in small.html["roles/clerk/index.html"]


def test_a_key_point_always_shows_its_standing(site: Site) -> None:
    for key_point in site.catalog.key_points.values():
        shown = [
            n
            for path, tree in site.trees.items()
            for n in tree.find("mz-callout")
            if n.attributes.get("id", "").endswith(key_point.id)
        ]
        assert shown, key_point.id
        assert site.trees["key-points/index.html"].by_id(key_point.id) in shown
        for node in shown:
            (standing,) = node.find("mz-callout__standing")
            assert standing.text() == key_point.standing.label
