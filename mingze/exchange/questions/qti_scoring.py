"""What an item of QTI 2.1 declares and how its response is marked: as the site marks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingze.exchange import as_html
from mingze.exchange.questions.carried import Carried
from mingze.questions import Choosing, Filling, Judging, Pairing, Sequencing, Writing

RESPONSE = "RESPONSE"


def declarations(one: Carried) -> Iterator[str]:
    """Yield the declarations of responses and outcomes."""
    yield from _responses(one)
    if one.hint:
        yield '<responseDeclaration identifier="HINTREQUEST" cardinality="single" baseType="boolean"/>'
    yield f'<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="{one.marks:g}">'
    yield "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
    if _has_feedback(one):
        yield f'<outcomeDeclaration identifier="FEEDBACK" cardinality="{_cardinality(one)}" baseType="identifier"/>'
    if one.reasons:
        yield '<outcomeDeclaration identifier="SOLUTION" cardinality="single" baseType="identifier"/>'
    if one.hint:
        yield '<outcomeDeclaration identifier="HINT" cardinality="single" baseType="identifier"/>'


def processing(one: Carried) -> Iterator[str]:
    """Yield how a response is marked, and which feedback is shown."""
    yield "<responseProcessing>"
    if one.hint:
        yield '<responseCondition><responseIf><variable identifier="HINTREQUEST"/>'
        yield _set("HINT", '<baseValue baseType="identifier">ASKED</baseValue>')
        yield "</responseIf><responseElse>"
    yield from _marking(one)
    if _has_feedback(one):
        yield _set("FEEDBACK", f'<variable identifier="{RESPONSE}"/>')
    if one.reasons:
        yield _set("SOLUTION", '<baseValue baseType="identifier">EXPLANATION</baseValue>')
    if one.hint:
        yield "</responseElse></responseCondition>"
    yield "</responseProcessing>"


def _responses(one: Carried) -> Iterator[str]:
    match one.interaction:
        case Choosing():
            mapped = ((letter, one.marks / len(one.key_letters)) for letter in one.key_letters)
            mapping = _mapping(mapped, one.marks) if one.gives_partial_marks else ""
            yield _declaration(_cardinality(one), "identifier", one.key_letters, mapping)
        case Judging(right=right):
            yield _declaration("single", "identifier", ["true" if right else "false"])
        case Filling(accepted=accepted):
            share = one.marks / len(accepted)
            for name, words in zip(gap_names(len(accepted)), accepted, strict=True):
                mapping = _mapping((word, share) for word in dict.fromkeys(words))
                yield _declaration("single", "string", words[:1], mapping, name)
        case Pairing(pairs=pairs):
            rights = list(dict.fromkeys(right for _, right in pairs))
            keys = [f"L{n} R{rights.index(right) + 1}" for n, (_, right) in enumerate(pairs, 1)]
            mapping = _mapping((key, one.marks / len(keys)) for key in keys)
            yield _declaration("multiple", "directedPair", keys, mapping)
        case Sequencing(steps=steps):
            yield _declaration("ordered", "identifier", [f"S{n}" for n in range(1, len(steps) + 1)])
        case Writing():
            yield f'<responseDeclaration identifier="{RESPONSE}" cardinality="single" baseType="string"/>'


def gap_names(count: int) -> list[str]:
    """Return what the responses of gaps are called."""
    return [RESPONSE] if count == 1 else [f"{RESPONSE}{n}" for n in range(1, count + 1)]


def _declaration(cardinality: str, base: str, right: Sequence[str], mapping: str = "", name: str = RESPONSE) -> str:
    values = "".join(f"<value>{as_html.escaped(value)}</value>" for value in right)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>"
    )


def _mapping(shares: Iterator[tuple[str, float]], wrong: int | float = 0) -> str:
    """Return what each part of a response earns; whatever else there is takes ``wrong`` off, never below nothing."""
    entries = "".join(
        f'<mapEntry mapKey="{as_html.escaped(key)}" mappedValue="{share:.12g}" caseSensitive="false"/>'
        for key, share in shares
    )
    return f'<mapping lowerBound="0" defaultValue="{-wrong:g}">{entries}</mapping>'


def _marking(one: Carried) -> Iterator[str]:
    full = f'<baseValue baseType="float">{one.marks:g}</baseValue>'
    right = f'<match><variable identifier="{RESPONSE}"/><correct identifier="{RESPONSE}"/></match>'
    match one.interaction:
        case Writing():
            return  # somebody rates it
        case Filling(accepted=accepted):
            names = gap_names(len(accepted))
            parts = "".join(f'<mapResponse identifier="{name}"/>' for name in names)
            yield _set("SCORE", f"<sum>{parts}</sum>" if len(names) > 1 else parts)
        case Pairing():
            yield from _if_else(right, full, f'<mapResponse identifier="{RESPONSE}"/>')
        case Choosing() if one.gives_partial_marks:
            yield from _if_else(right, full, f'<mapResponse identifier="{RESPONSE}"/>')
        case _:
            yield from _if_else(right, full, '<baseValue baseType="float">0</baseValue>')


def _if_else(condition: str, then: str, otherwise: str) -> Iterator[str]:
    yield f"<responseCondition><responseIf>{condition}{_set('SCORE', then)}</responseIf>"
    yield f"<responseElse>{_set('SCORE', otherwise)}</responseElse></responseCondition>"


def _set(outcome: str, value: str) -> str:
    return f'<setOutcomeValue identifier="{outcome}">{value}</setOutcomeValue>'


def _has_feedback(one: Carried) -> bool:
    return isinstance(one.interaction, Choosing) and any(each.feedback for _, each, _ in one.alternatives)


def _cardinality(one: Carried) -> str:
    return "multiple" if isinstance(one.interaction, Choosing) and one.interaction.several else "single"
