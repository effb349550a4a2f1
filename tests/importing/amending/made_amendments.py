"""Amendments made at random: articles put in, taken out, split, merged and moved, words and items changed."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.importing.amending.amended_site import Paragraph, Text


def changed_text(text: Text, op: str, at: int, spare: list[str]) -> None:
    """Change a text in one way at one place; ``spare`` are words for what is put in."""
    article = text[at % len(text)]
    paragraph = article[at % len(article)]
    if op == "insert":
        text.insert(at % (len(text) + 1), [Paragraph(spare.pop())])
    elif op == "delete" and len(text) > 2:
        text.remove(article)
    elif op == "split" and len(article) > 1:
        text[at % len(text) : at % len(text) + 1] = [article[:1], article[1:]]
    elif op == "merge" and at % len(text) + 1 < len(text):
        article += text.pop(at % len(text) + 1)
    elif op == "words":
        paragraph.text = paragraph.text.replace("，", "并且", 1) if "，" in paragraph.text else f"本{paragraph.text}"
    elif op == "item" and paragraph.items:
        paragraph.items.insert(at % (len(paragraph.items) + 1), spare.pop())
    elif op == "no-item" and len(paragraph.items) > 1:
        paragraph.items.pop(at % len(paragraph.items))
    elif op == "move" and len(text) > 2:
        text.append(text.pop(at % len(text)))


AMENDMENTS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "split", "merge", "words", "item", "no-item", "move"]), st.integers(0, 11)
    ),
    min_size=1,
    max_size=4,
)
