"""Where everything stands on the site. Ids are URLs and anchors (DESIGN 9); these functions are their only source.

On a page the ids of its main subject are bare (a duty on its role's page); ids of anything beside it carry a prefix
with an underscore, which no id may hold, so the two never meet.
"""

from __future__ import annotations

from mingze.model import Catalog, Citation, ClauseKey

HOME = "index.html"
ROLES = "roles/index.html"
REGULATIONS = "regulation/index.html"
KEY_POINTS = "key-points/index.html"
GLOSSARY = "glossary/index.html"
QUIZZES = "quizzes/index.html"
PRACTICE = "practice/index.html"
HALL = "hall/index.html"
COMPARE = "compare/index.html"
ACCOUNTABILITY = "accountability/index.html"
CASES = "cases/index.html"
DOWNLOADS = "downloads/index.html"
SEARCH = "search/index.html"
PROGRESS = "progress/index.html"
ABOUT = "about/index.html"
DESIGN = "about/design/index.html"
FAULTS = "faults/index.html"
SCOPE = "scope/index.html"
CURRENCY = "about/currency/index.html"
FEED = "about/currency/feed.xml"
COVERAGE = "about/coverage/index.html"
OFFLINE = "offline/index.html"
WITHIN_UNITS = (
    KEY_POINTS,
    QUIZZES,
    PRACTICE,
    HALL,
    COMPARE,
    COVERAGE,
    PROGRESS,
    DOWNLOADS,
    SEARCH,
    ABOUT,
    ACCOUNTABILITY,
)
"""The pages that each unit of a divided site has of its own."""


def role(role_id: str) -> str:
    """Page of a role."""
    return f"roles/{role_id}/index.html"


def duty(catalog: Catalog, duty_id: str) -> str:
    """Anchor of a duty on its role's page. Raises ``KeyError`` for an unknown duty."""
    return f"{role(catalog.assignment_of(duty_id).role)}#{duty_id}"


def unit(unit_id: str) -> str:
    """Hub page of a unit (`mingze.views.units`): its posts, and the ways to what else it has."""
    return f"units/{unit_id}/index.html"


def within(unit_id: str, whole: str) -> str:
    """Page of a unit that says of it what ``whole`` says of an undivided site: ``units/<id>/compare/index.html``.

    Raises ``ValueError`` for a page that no unit has.
    """
    if whole not in WITHIN_UNITS:
        raise ValueError(whole)
    return f"units/{unit_id}/{whole.split('/')[-2]}/index.html"


def regulation(regulation_id: str) -> str:
    """Page with a regulation's full text."""
    return f"regulation/{regulation_id}/index.html"


def version(regulation_id: str, since: str) -> str:
    """Page with a regulation's full text as it stood since a day."""
    return f"regulation/{regulation_id}/{since}/index.html"


def comparison(regulation_id: str, effective: str) -> str:
    """Page that lays two texts of a regulation side by side; the newer one holds since a day."""
    return f"regulation/{regulation_id}/changes-{effective}/index.html"


def beside(regulation_id: str, upper_id: str) -> str:
    """Page that lays a regulation beside one of a higher level."""
    return f"regulation/{regulation_id}/beside-{upper_id}/index.html"


def part(first: str, slug: str) -> str:
    """Page with a part of a long text whose first page is ``first``: ``regulation/<id>/2018-04-08/ch2/index.html``."""
    return f"{first.removesuffix('index.html')}{slug}/index.html"


def clause(key: ClauseKey) -> str:
    """Page of a clause's article with the clause's anchor; for a chapter or an older text, its anchor in that text.

    The older text's first page leads on where it is told in parts (`mingze.views.long_texts.clause_address`).
    """
    if key.chapter:
        return f"{regulation(key.regulation)}#{key.local}"
    if key.as_of:
        return f"{version(key.regulation, key.as_of)}#{key.local}"
    page = f"regulation/{key.regulation}/{key.article_key.local}/index.html"
    return page if key == key.article_key else f"{page}#{key.local}"


def development(development_id: str) -> str:
    """Anchor of a development on the page that tells what changed."""
    return f"{CURRENCY}#{development_id}"


def upgrade(upgrade_id: str) -> str:
    """Anchor of a change of what the site stands on, on the page that tells what changed."""
    return f"{CURRENCY}#{upgrade_id}"


def bank(bank_id: str, part: int = 1) -> str:
    """Page of a question bank; of a long one, that of one of its parts."""
    return f"quizzes/{bank_id}/index.html" if part == 1 else f"quizzes/{bank_id}/{part}/index.html"


def paper(paper_id: str) -> str:
    """Page on which a paper is sat."""
    return f"papers/{paper_id}/index.html"


def question(bank_id: str, question_id: str, part: int = 1) -> str:
    """Anchor of a question on its bank's page; which part it is in says `mingze.views.bank_parts`."""
    return f"{bank(bank_id, part)}#{question_id}"


def key_point(key_point_id: str) -> str:
    """Anchor of a key point on the page of all key points."""
    return f"{KEY_POINTS}#{key_point_id}"


def term(term_id: str) -> str:
    """Anchor of a term in the glossary."""
    return f"{GLOSSARY}#{term_id}"


def case(case_id: str) -> str:
    """Anchor of a case on the page of all cases."""
    return f"{CASES}#{case_id}"


def theme(theme_id: str) -> str:
    """Row of a theme in the comparison of the roles."""
    return f"{COMPARE}#{theme_id}"


def source(source_id: str) -> str:
    """Anchor of a source on the page about the site."""
    return f"{ABOUT}#source_{source_id}"


def citation(catalog: Catalog, cited: Citation) -> str:
    """Where a citation leads, or "" where the site has no page for it."""
    if cited.clause is not None:
        return clause(cited.clause)
    if cited.kind == "duty" and cited.id in catalog.duties:
        return duty(catalog, cited.id)
    if cited.kind == "term" and cited.id in catalog.terms:
        return term(cited.id)
    if cited.kind == "case" and cited.id in catalog.cases:
        return case(cited.id)
    return ""
