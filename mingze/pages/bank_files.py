"""Banks as script files, which pages load when a paper or a practice run wants questions of them.

Scripts and not JSON: a page opened from a disk may load a script, but may not read a file. What tells the key stands in
a file of its own, so that an examination has it nowhere before it is handed in, and a withheld bank nowhere at all.

Both files hold the fingerprint of each question as it is shown: a site published anew meanwhile hands out one file of
each edition, and an answer kept on a device may have been given to other options.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from mingze.model import (
    Bank,
    BaseQuestion,
    Blank,
    Catalog,
    Judge,
    Match,
    MultipleChoice,
    Order,
    ShortAnswer,
    SingleChoice,
)
from mingze.pages.page import Page
from mingze.pages.player import player_data
from mingze.pages.render import Renderer
from mingze.views.question import key_text, shuffled, token

ROOT = Page("index.html", "", "")
"""Links in these files count from the site's root; the page that shows them puts its own way there in front."""


def bank_files(catalog: Catalog, renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file: ``assets/questions/<bank>.js`` and ``assets/answers/<bank>.js``.

    Each calls ``mingze.quiz.bank(kind, bank, data)`` with data and named fragments of HTML, which ``quiz/build.js``
    puts together. A question is ``{type, label, stem, hint?, pinned?, group?}`` and its parts as they stand on pages:
    ``options``, ``gaps`` (how many), ``left`` and ``right`` sides or ``steps`` (both as pairs of token and text). An
    answer is what marks it (`player_data`) and what explains it: ``explanation``, ``cites``, ``clauses``, ``sources``,
    and by type ``words`` (the key), ``wrong`` (reasons by option), ``points`` and ``reference``. Beside them stand the
    ``traditional`` characters of the bank, ``editions`` by question, and ``groups`` with their dossiers.
    """
    parts = renderer.module("quiz/question.html", ROOT)
    dossiers = renderer.module("quiz/dossier.html", ROOT)
    for bank in catalog.banks.values():
        groups = {group.id: packed(str(dossiers.dossier(group))) for group in bank.groups}
        questions = {q.id: _question(catalog, q, parts) for q in bank.items}
        shown = {q.id: packed(str(parts.question(q, "", answered=False, dossier="apart"))) for q in bank.items}
        editions = {
            id_: edition_of(shown[id_] + groups.get(question.get("group", ""), ""))
            for id_, question in questions.items()
        }
        data = {"questions": questions, "editions": editions, **({"groups": groups} if groups else {})}
        yield f"assets/questions/{bank.id}.js", _script("questions", bank, data)
        if bank.bank.answers == "shown":
            marking = player_data(bank.items, catalog)
            answers = {q.id: {**marking["questions"][q.id], **_explained(q, parts)} for q in bank.items}
            data = {"questions": answers, "traditional": marking["traditional"], "editions": editions}
            yield f"assets/answers/{bank.id}.js", _script("answers", bank, data)


def _question(catalog: Catalog, question: BaseQuestion, parts: Any) -> dict[str, Any]:
    withheld = catalog.bank_of[question.id].bank.answers == "withheld"
    group = catalog.group_of.get(question.id)
    return {
        "type": question.type.value,
        "label": question.type.label,
        "stem": packed(str(parts.words(question.stem))),
        **_parts(question, parts, withheld=withheld),
        **({"hint": packed(str(parts.paragraphs(question.hint)))} if question.hint else {}),
        **({"group": group.id} if group else {}),
    }


def _parts(question: BaseQuestion, parts: Any, *, withheld: bool) -> dict[str, Any]:
    """Return what stands below the stem, in the order of pages."""
    if isinstance(question, SingleChoice | MultipleChoice):
        options = [packed(str(parts.words(option.text))) for option in question.options]
        return {"options": options, **({"pinned": True} if question.pinned else {})}
    if isinstance(question, Judge):
        return {"options": ["对", "错"]}
    if isinstance(question, Blank):
        return {"gaps": len(question.answers)}
    if isinstance(question, Match):
        right = _tokens(question, [pair.right for pair in question.pairs], withheld=withheld)
        return {"left": [pair.left for pair in question.pairs], "right": right}
    if isinstance(question, Order):
        return {"steps": _tokens(question, question.sequence, withheld=withheld)}
    return {}


def _tokens(question: BaseQuestion, texts: Sequence[str], *, withheld: bool) -> list[tuple[str, str]]:
    return [(token(question, texts[n]), texts[n]) for n in shuffled(question, texts, withheld)]


def _explained(question: BaseQuestion, parts: Any) -> dict[str, Any]:
    """Return what an answer shows beside what marks it."""
    fragments = {
        "explanation": parts.paragraphs(question.explanation),
        "cites": parts.cites(question),
        "clauses": parts.clauses(question),
        "sources": parts.sources_of(question),
    }
    out: dict[str, Any] = {name: html for name, text in fragments.items() if (html := packed(str(text)))}
    if isinstance(question, SingleChoice | MultipleChoice):
        wrong = {n: packed(str(parts.words(one.feedback))) for n, one in enumerate(question.options) if one.feedback}
        return {**out, **({"wrong": wrong} if wrong else {})}
    if isinstance(question, ShortAnswer):
        points = [packed(str(parts.point_words(point))) for point in question.points]
        return {**out, "reference": packed(str(parts.paragraphs(question.reference))), "points": points}
    return {**out, "words": key_text(question)}


def edition_of(html: str) -> str:
    """Return the fingerprint of a question as it is shown, its dossier too: eight hexadecimal digits."""
    return hashlib.sha256(html.encode()).hexdigest()[:8]


def packed(html: str) -> str:
    """Drop the lines' indentation; no element of these files keeps its white space."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def _script(kind: str, bank: Bank, data: Any) -> str:
    return script_call("mingze.quiz.bank", kind, bank.id, data)


def script_call(function: str, *given: Any) -> str:
    """Return a script of one line that calls a function of ours with plain data."""
    # U+2028 and U+2029 end a line in scripts before ES2019; "<!--" and "</script" would matter only inside HTML
    text = ",".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in given)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{function}({text});\n"
