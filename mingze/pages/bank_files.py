"""Banks as script files, which pages load when a paper or a practice run wants questions of them.

Scripts and not JSON: a page opened from a disk may load a script, but may not read a file. What tells the key stands in
a file of its own, so that an examination has it nowhere before it is handed in, and a withheld bank nowhere at all.

Both files hold the fingerprint of each question as it is shown: a site published anew meanwhile hands out one file of
each edition, and an answer kept on a device may have been given to other options.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from mingze.model import Bank, BaseQuestion, Catalog, MultipleChoice, SingleChoice
from mingze.pages.page import Page
from mingze.pages.player import player_data
from mingze.pages.render import Renderer

ROOT = Page("index.html", "", "")
"""Links in these files count from the site's root; the page that shows them puts its own way there in front."""


def bank_files(catalog: Catalog, renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file: ``assets/questions/<bank>.js`` and ``assets/answers/<bank>.js``.

    Each calls ``mingze.quiz.bank(kind, bank, data)``. A question is ``{html, pinned?, group?}``, an answer ``{html,
    key, partial?}`` beside the ``traditional`` characters of its bank (`player_data`); ``editions`` are by question,
    and ``groups`` hold their dossiers' HTML.
    """
    parts = renderer.module("quiz/question.html", ROOT)
    dossiers = renderer.module("quiz/dossier.html", ROOT)
    for bank in catalog.banks.values():
        groups = {group.id: packed(str(dossiers.dossier(group))) for group in bank.groups}
        questions = {
            q.id: _question(catalog, q, str(parts.question(q, "", answered=False, dossier="apart"))) for q in bank.items
        }
        editions = {
            id_: edition_of(question["html"] + groups.get(question.get("group", ""), ""))
            for id_, question in questions.items()
        }
        data = {"questions": questions, "editions": editions, **({"groups": groups} if groups else {})}
        yield f"assets/questions/{bank.id}.js", _script("questions", bank, data)
        if bank.bank.answers == "shown":
            marking = player_data(bank.items, catalog)
            answers = {
                q.id: {**marking["questions"][q.id], "html": packed(str(parts.answer(q, quoted=True)))}
                for q in bank.items
            }
            data = {"questions": answers, "traditional": marking["traditional"], "editions": editions}
            yield f"assets/answers/{bank.id}.js", _script("answers", bank, data)


def _question(catalog: Catalog, question: BaseQuestion, html: str) -> dict[str, Any]:
    pinned = isinstance(question, SingleChoice | MultipleChoice) and question.pinned
    group = catalog.group_of.get(question.id)
    return {
        "html": packed(html),
        **({"pinned": True} if pinned else {}),
        **({"group": group.id} if group else {}),
    }


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
