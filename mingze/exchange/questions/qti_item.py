"""A question as an item of QTI 2.1 (IMS Question and Test Interoperability, final release of 31 August 2012)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingze.exchange import as_html
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.qti_scoring import RESPONSE, declarations, processing
from mingze.questions import GAP, Choosing, Filling, Judging, Pairing, Sequencing, Writing
from mingze.views.runs import Runs

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = f'xmlns="{NAMESPACE}" xmlns:xsi="{_INSTANCE}" xsi:schemaLocation="{NAMESPACE} {SCHEMA}"'
PREFIX = "Q_"
"""Before an id that begins with what no identifier may begin with; no id of ours holds an underscore."""
FACT_CLASS, MODEL_CLASS = "mingze-fact", "mingze-model-answer"


def identifier(id_: str) -> str:
    """Return an id as an identifier, which begins with a letter; the schema does not see to that."""
    return id_ if id_[0].isalpha() else f"{PREFIX}{id_}"


def item(one: Carried, base: str) -> bytes:
    """Return a question as a file; its parts stand as on a page: programs that do not shuffle must not show the key."""
    title = as_html.escaped(one.name)
    lines = [
        HEAD,
        f'<assessmentItem {SPACES} identifier="{identifier(one.id)}" title="{title}" xml:lang="zh-CN"'
        ' adaptive="false" timeDependent="false" toolName="mingze">',
        *declarations(one),
        "<itemBody>",
        *_body(one, base),
        "</itemBody>",
        *processing(one),
        *_modal(one, base),
        "</assessmentItem>",
        "",
    ]
    return "\n".join(lines).encode()


def _body(one: Carried, base: str) -> Iterator[str]:
    if one.group:
        yield as_html.dossier(one.group, base)
    yield from _interaction(one, as_html.inline(one.view.stem, base), base)
    if one.hint:
        yield '<p><endAttemptInteraction responseIdentifier="HINTREQUEST" title="提示" countAttempt="false"/></p>'
    if one.view.reference:
        yield f'<rubricBlock view="scorer tutor author" class="{MODEL_CLASS}">'
        yield as_html.paragraphs(one.view.reference, base)
        yield f"<ol>{''.join(f'<li>{as_html.inline(point.marked, base)}</li>' for point in one.view.points)}</ol>"
        yield "</rubricBlock>"
    facts = "".join(f'<p class="{FACT_CLASS}">{as_html.escaped(f"{name}:{words}")}</p>' for name, words in one.facts)
    yield f'<rubricBlock view="author tutor">{facts}</rubricBlock>'


def _interaction(one: Carried, stem: str, base: str) -> Iterator[str]:
    prompt = f"<prompt>{stem}</prompt>"
    match one.interaction:
        case Choosing(several=several, pinned=pinned):
            most, mixed = (0 if several else 1), _flag(not pinned)
            yield f'<choiceInteraction responseIdentifier="{RESPONSE}" shuffle="{mixed}" maxChoices="{most}">{prompt}'
            for letter, alternative, _ in one.alternatives:
                yield _choice(letter, as_html.inline(alternative.runs, base), alternative.feedback, base)
            yield "</choiceInteraction>"
        case Judging():
            yield f'<choiceInteraction responseIdentifier="{RESPONSE}" shuffle="false" maxChoices="1">{prompt}'
            yield _choice("true", "对") + _choice("false", "错")
            yield "</choiceInteraction>"
        case Filling(accepted=accepted):
            yield f"<p>{_with_gaps(stem, accepted)}</p>"
        case Pairing(pairs=pairs):
            yield from _matching(one, pairs, prompt)
        case Sequencing(steps=steps):
            yield f'<orderInteraction responseIdentifier="{RESPONSE}" shuffle="true">{prompt}'
            for n in one.mixed(len(steps)):
                yield _choice(f"S{n + 1}", as_html.escaped(steps[n]))
            yield "</orderInteraction>"
        case Writing():
            yield f'<extendedTextInteraction responseIdentifier="{RESPONSE}" expectedLength="500">{prompt}'
            yield "</extendedTextInteraction>"


def _choice(name: str, html: str, feedback: Runs = (), base: str = "") -> str:
    told = as_html.inline(feedback, base)
    inside = f'<feedbackInline outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">{told}</feedbackInline>'
    return f'<simpleChoice identifier="{name}">{html}{inside if told else ""}</simpleChoice>'


def _with_gaps(stem: str, accepted: Sequence[Sequence[str]]) -> str:
    """Return a stem whose gaps are places to write in; what has none in its stem follows it."""
    names = iter([RESPONSE] if len(accepted) == 1 else [f"{RESPONSE}{n + 1}" for n in range(len(accepted))])
    longest = [max(len(word) for word in words) + 5 for words in accepted]

    def entry(name: str, length: int) -> str:
        return f'<textEntryInteraction responseIdentifier="{name}" expectedLength="{length}"/>'

    entries = iter([entry(name, length) for name, length in zip(names, longest, strict=True)])
    return GAP.sub(lambda gap: next(entries, gap[0]), stem) + "".join(entries)


def _matching(one: Carried, pairs: Sequence[tuple[str, str]], prompt: str) -> Iterator[str]:
    count = len(pairs)
    rights = list(dict.fromkeys(right for _, right in pairs))
    yield f'<matchInteraction responseIdentifier="{RESPONSE}" shuffle="true" maxAssociations="{count}">{prompt}'
    yield "<simpleMatchSet>"
    yield from (_associable(f"L{n}", left, 1) for n, (left, _) in enumerate(pairs, 1))
    yield "</simpleMatchSet>"
    yield "<simpleMatchSet>"
    shown = dict.fromkeys(pairs[n][1] for n in one.mixed(count))
    yield from (_associable(f"R{rights.index(right) + 1}", right, count) for right in shown)
    yield "</simpleMatchSet>"
    yield "</matchInteraction>"


def _associable(name: str, text: str, most: int) -> str:
    words = as_html.escaped(text)
    return f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{words}</simpleAssociableChoice>'


def _modal(one: Carried, base: str) -> Iterator[str]:
    if one.reasons:
        yield '<modalFeedback outcomeIdentifier="SOLUTION" showHide="show" identifier="EXPLANATION" title="解析">'
        yield as_html.paragraphs(one.reasons, base)
        yield "</modalFeedback>"
    if one.hint:
        yield '<modalFeedback outcomeIdentifier="HINT" showHide="show" identifier="ASKED" title="提示">'
        yield as_html.paragraphs(one.hint, base)
        yield "</modalFeedback>"


def _flag(yes: bool) -> str:
    return "true" if yes else "false"
