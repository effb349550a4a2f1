"""Counts of what a site holds."""

from __future__ import annotations

from mingze.model import Catalog


def count(catalog: Catalog, pages: int) -> dict[str, int]:
    """Count the entities of a catalog; ``pages`` is the number of pages the site will have."""
    per_duty = [len(catalog.questions_citing("duty", id_)) for id_ in catalog.duties]
    return {
        "regulations": len(catalog.regulations),
        "articles": sum(len(r.all_articles) for r in catalog.regulations.values()),
        "roles": len(catalog.roles),
        "duties": len(catalog.duties),
        "explanations": len(catalog.explanations),
        "key_points": len(catalog.key_points),
        "terms": len(catalog.terms),
        "themes": len(catalog.themes),
        "cases": len(catalog.cases),
        "banks": len(catalog.banks),
        "questions": len(catalog.questions),
        "min_questions_per_duty": min(per_duty, default=0),
        "pages": pages,
    }


LABELS = {
    "regulations": "规定",
    "articles": "条",
    "roles": "岗位",
    "duties": "职责",
    "explanations": "解读",
    "key_points": "要点",
    "terms": "术语",
    "themes": "主题",
    "cases": "案例",
    "banks": "题库",
    "questions": "题目",
    "min_questions_per_duty": "每项职责最少题数",
    "pages": "页面",
}
