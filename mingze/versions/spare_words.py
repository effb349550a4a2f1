"""Whether a passage without a partner is surely gone, or surely new: whether the other text has words to spare for it.

A passage that went on in other words is like none of the new ones: rewritten laws keep its matter and few of its pairs
of characters, and what is most like it is often another matter in the same official words. What tells is what the new
text says beyond the words of the passages that have a partner: where that holds little of a passage, it went nowhere.
A text that was changed in some places has little to spare, one written anew has much, and nothing in it is surely gone.
Rare words count more, by the passages of both texts that have them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from mingze.text.statute_words import bigrams, containment
from mingze.versions.text_tree import TextNode

_MOST_OF_GONE, _MOST_OF_NEW = 0.15, 0.1
"""The share of a passage's words, weighted, from which the other text may have to spare for it: somebody should look.

Read in 92 pairs of versions: of 53 told as gone below theirs all were, from it to .2 five of 17 went on elsewhere,
above more than a third; of 75 told as new below theirs all were, of some 20 from it to .15 one is an older sentence in
other words, to .2 three of 20.
"""


class SpareWords:
    """What each of two texts says beyond the words of those passages of the other that have a partner."""

    def __init__(
        self, texts: tuple[Sequence[TextNode], Sequence[TextNode]], gone: Iterable[TextNode], fresh: Iterable[TextNode]
    ) -> None:
        old, new = (_words(text) for text in texts)
        self._of_new = new - (old - _words(gone))
        self._of_old = old - (new - _words(fresh))
        passages = [set(bigrams(node.text)) for text in texts for top in text for node in top.walk() if node.text]
        found = Counter(pair for pairs in passages for pair in pairs)
        self._weights = {pair: math.log(len(passages) / count) for pair, count in found.items()}

    def is_gone(self, node: TextNode) -> bool:
        """Whether the new text has no words to spare in which an old passage could go on."""
        return self._share(node.grams, self._of_new) < _MOST_OF_GONE

    def is_new(self, node: TextNode) -> bool:
        """Whether the old text has no words to spare from which a new passage could come."""
        return self._share(node.grams, self._of_old) < _MOST_OF_NEW

    def _share(self, words: Counter[str], spare: Counter[str]) -> float:
        whole = self._weight(words)
        return self._weight(words & spare) / whole if whole else containment(words, spare)

    def _weight(self, words: Counter[str]) -> float:
        return sum(count * self._weights.get(pair, 0.0) for pair, count in words.items())


def _words(nodes: Iterable[TextNode]) -> Counter[str]:
    out: Counter[str] = Counter()
    for node in nodes:
        out.update(node.grams)
    return out
