"""Banks as script files, which pages load when a paper or a practice run wants questions of them.

Scripts and not JSON: a page opened from a disk may load a script, but may not read a file. What tells the key stands in
a file of its own, so that an examination has it nowhere before it is handed in, and a withheld bank nowhere at all.

Both files hold the fingerprint of each question as it is shown: a site published anew meanwhile hands out one file of
each edition, and an answer kept on a device may have been given to other options.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

from mingze.model import Catalog
from mingze.pages.page import Page
from mingze.pages.player import player_data
from mingze.pages.quick_code import lending
from mingze.pages.render import Renderer
from mingze.text.compact_json import compact_json
from mingze.views.bank import BankView, bank_view
from mingze.views.question import QuestionView

ROOT = Page("index.html", "", "")
"""Links in these files count from the site's root; the page that shows them puts its own way there in front."""


def bank_files(
    catalog: Catalog, renderer: Renderer, only: Iterable[str] | None = None
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield path and maker of each file: ``assets/questions/<bank>.js`` and ``assets/answers/<bank>.js``.

    Each calls ``mingze.quiz.bank(kind, bank, data)`` with data and named fragments of HTML, which ``quiz/build.js``
    puts together. A question is ``{type, label, stem, hint?, pinned?, group?}`` and its parts as they stand on pages:
    ``options``, ``gaps`` (how many), ``left`` and ``right`` sides or ``steps`` (both as pairs of token and text). An
    answer is what marks it (`player_data`) and what explains it: ``explanation``, ``cites``, ``clauses``, ``sources``,
    and by type ``words`` (the key), ``wrong`` (reasons by option), ``points`` and ``reference``. Beside them stand the
    ``traditional`` characters of the bank, ``editions`` by question, and ``groups`` with their dossiers.

    ``only`` are the ids of the banks whose files alone are wanted.
    """
    parts = renderer.module("quiz/question.html", ROOT)
    dossiers = renderer.module("quiz/dossier.html", ROOT)

    @lru_cache(maxsize=1)  # both files of a bank are asked for one after the other
    def texts(bank_id: str) -> dict[str, str]:
        return _texts(bank_view(renderer.views, catalog.banks[bank_id]), parts, dossiers)

    def text(kind: str, bank_id: str) -> str:
        return texts(bank_id)[kind]

    for bank in map(catalog.banks.__getitem__, catalog.banks if only is None else only):
        for kind in ("questions", "answers") if bank.bank.is_open else ("questions",):
            yield f"assets/{kind}/{bank.id}.js", partial(text, kind, bank.id)


@lending()
def _texts(bank: BankView, parts: Any, dossiers: Any) -> dict[str, str]:
    """Return the text of each file of a bank by its kind."""
    groups = {e.dossier.id: packed(str(dossiers.dossier(e.dossier))) for e in bank.entries if e.dossier}
    questions = {q.id: _question(q, parts) for q in bank.questions}
    shown = {q.id: packed(str(parts.question(q, "", answered=False, dossier="apart"))) for q in bank.questions}
    editions = {
        id_: edition_of(shown[id_] + groups.get(question.get("group", ""), "")) for id_, question in questions.items()
    }
    data = {"questions": questions, "editions": editions, **({"groups": groups} if groups else {})}
    made = {"questions": _script("questions", bank, data)}
    if bank.name.is_open:
        marking = player_data(bank.questions)
        answers = {q.id: {**marking["questions"][q.id], **_explained(q, parts)} for q in bank.questions}
        data = {"questions": answers, "traditional": marking["traditional"], "editions": editions}
        made["answers"] = _script("answers", bank, data)
    return made


def _question(view: QuestionView, parts: Any) -> dict[str, Any]:
    return {
        "type": view.type,
        "label": view.label,
        "stem": packed(str(parts.words(view.stem))),
        **_parts(view, parts),
        **({"hint": packed(str(parts.paragraphs_of(view.hint)))} if view.hint else {}),
        **({"group": view.dossier.id} if view.dossier else {}),
    }


def _parts(view: QuestionView, parts: Any) -> dict[str, Any]:
    """Return what stands below the stem, in the order of pages."""
    shown: dict[str, Any] = dict(view.parts)
    if view.alternatives:
        shown["options"] = [packed(str(parts.words(one.runs))) for one in view.alternatives]
    if view.is_pinned:
        shown["pinned"] = True
    return shown


def _explained(view: QuestionView, parts: Any) -> dict[str, Any]:
    """Return what an answer shows beside what marks it."""
    fragments = {
        "explanation": parts.paragraphs_of(view.explanation),
        "cites": parts.cites(view),
        "clauses": parts.clauses(view),
        "sources": parts.sources_of(view),
    }
    out: dict[str, Any] = {name: html for name, text in fragments.items() if (html := packed(str(text)))}
    wrong = {n: packed(str(parts.words(one.feedback))) for n, one in enumerate(view.alternatives) if one.feedback}
    if wrong:
        out["wrong"] = wrong
    if view.reference:
        points = [packed(str(parts.words(point.marked))) for point in view.points]
        return {**out, "reference": packed(str(parts.paragraphs_of(view.reference))), "points": points}
    return {**out, "words": view.key}


def edition_of(html: str) -> str:
    """Return the fingerprint of a question as it is shown, its dossier too: eight hexadecimal digits."""
    return hashlib.sha256(html.encode()).hexdigest()[:8]


def packed(html: str) -> str:
    """Drop the lines' indentation; no element of these files keeps its white space."""
    return "\n".join(filter(None, map(str.strip, html.splitlines())))


def _script(kind: str, bank: BankView, data: Any) -> str:
    return script_call("mingze.quiz.bank", kind, bank.name.id, data)


def script_call(function: str, *given: Any) -> str:
    """Return a script of one line that calls a function of ours with plain data."""
    # U+2028 and U+2029 end a line in scripts before ES2019; "<!--" and "</script" would matter only inside HTML
    text = ",".join(map(compact_json, given))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{function}({text});\n"
