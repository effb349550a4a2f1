"""What the presenter mode draws its sessions from, as plain data for its page."""

from __future__ import annotations

from typing import Any

from mingze.banks.drawn import group_ids, together
from mingze.model import Catalog, QuestionType
from mingze.pages.paper_data import paper_data, practice_data
from mingze.questions import MODELS


def hall_data(catalog: Catalog, whole: Catalog | None = None) -> dict[str, Any]:
    """Return papers, banks, roles, themes and questions a session can be made of.

    That is `practice_data`, and beside it ``papers`` (each as `paper_data`), ``titles`` of papers and of ``banks`` by
    id, ``groups`` with their questions, ``apart``, ``hands`` (names of the types that are answered by raising hands),
    and the site's ``url`` ("" for none). A session reveals the key before everybody, so that banks and papers which
    keep it back are left out; ``withheld`` names them by their titles. Of a part of a divided site, ``whole`` is the
    catalog: banks of which the part holds only some questions are no banks to choose.
    """
    practice = practice_data(catalog, whole)
    shown_groups = dict.fromkeys(one["group"] for one in practice["questions"].values() if "group" in one)
    shown = [paper for paper in catalog.papers.values() if not catalog.withholds(paper)]
    own = (bank for bank in catalog.banks.values() if whole is None or bank is whole.banks[bank.id])
    banks = {bank.id: bank.bank for bank in own}
    hidden = [paper for paper in catalog.papers.values() if catalog.withholds(paper)]
    return {
        **practice,
        "url": catalog.site.url or "",
        "papers": [paper_data(catalog, paper) for paper in shown],
        "titles": {paper.id: paper.paper.title for paper in shown},
        "banks": {id_: bank.title for id_, bank in banks.items() if bank.is_open},
        "groups": {id_: list(group_ids(catalog, id_)) for id_ in shown_groups},
        "hands": [label for type_, label in practice["types"].items() if MODELS[QuestionType(type_)].is_closed],
        "apart": {id_: sorted(others) for id_, others in together(catalog, practice["questions"]).items()},
        "withheld": [
            *(bank.title for bank in banks.values() if not bank.is_open),
            *(paper.paper.title for paper in hidden),
        ],
    }
