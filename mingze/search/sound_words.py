"""What letters may stand for on a large site: readings of its characters, and pairs of characters by their initials.

Letters are looked for in a shard as in any index. Elsewhere they are first made words of: pairs that follow one another
(安全, 全生, 生产 for ``aqsc``), the commonest first. Those words are then looked for like any others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from mingze.search.character_tables import folded_pairs, further_forms, is_chinese, readings_of, usual_first
from mingze.search.emit import as_script, sound

MOST = 1_500
"""Pairs for two initials, the commonest: about 4 kB packed."""
SECONDS = "aglsy"
"""Where the parts of the alphabet begin whose letters stand together in a file, as second initials: one file for each
two initials was five hundred, of a few hundred bytes each. Which file a pair is in hangs on no other pair."""


def letters_script(used: Mapping[str, Mapping[str, int]], held: Iterable[str]) -> str:
    """Return the script with the readings of characters and their other forms. It assigns ``mingze.searchLetters``:

    ``alphabet`` (Chinese characters that are held), ``sounds``, ``forms`` (not coded) and ``further``, as
    `mingze.search.emit.search_data` has them. ``used`` decides which readings are usual: how often each is used.
    """
    held = set(held)
    alphabet = sorted(filter(is_chinese, held))
    sounds = usual_first(used, alphabet)
    forms = folded_pairs(held)
    data = {
        "alphabet": "".join(alphabet),
        "sounds": " ".join(sound(*sounds[c]) if c in sounds else "" for c in alphabet),
        "forms": ["".join(forms), "".join(forms.values())],
        "further": "".join(further_forms(held)),
    }
    return as_script("mingze.searchLetters", data)


def chinese_pair(gram: int) -> str:
    """Return the two Chinese characters of a gram, "" for one of another sort."""
    first, second = gram & 0xFFFF, gram >> 16  # as gram_of has them
    return chr(first) + chr(second) if 0x3400 <= first <= 0x9FFF and 0x3400 <= second <= 0x9FFF else ""


def pair_scripts(counts: Mapping[str, int], named: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield, by the first initial and where the second stands in the alphabet, the script with the pairs they may mean.

    ``counts`` says in how many sections a pair stands; ``named`` are those in names, which letters are typed for most.
    The script ``al`` assigns ``mingze.searchPairs.al``, by two initials (``aq``) what these may stand for: the pairs,
    one after another, in groups parted by commas; names first, then each group half as common as the one before.
    """
    initials = _Initials()
    groups: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    highest = max(counts.values(), default=1).bit_length()
    for pair in sorted(counts):
        step = 0 if pair in named else 1 + highest - counts[pair].bit_length()
        for first in initials[pair[0]]:
            for second in initials[pair[1]]:
                groups[first + second][step].append(pair)
    files: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, steps in sorted(groups.items()):
        files[file_of(name)][name] = _joined(steps)
    for file, texts in files.items():
        yield file, as_script(f"(mingze.searchPairs=mingze.searchPairs||{{}}).{file}", texts)


def file_of(initials: str) -> str:
    """Return the name of the file that two initials stand in."""
    return initials[0] + max((one for one in SECONDS if one <= initials[1]), default=SECONDS[0])


def _joined(steps: Mapping[int, list[str]]) -> str:
    left = MOST
    out = []
    for step in range(max(steps) + 1):
        taken = steps.get(step, [])[:left]
        left -= len(taken)
        out.append("".join(taken))
    return ",".join(out).rstrip(",")


class _Initials(dict[str, str]):
    """The letters with which readings of a character begin."""

    def __missing__(self, character: str) -> str:
        self[character] = "".join(dict.fromkeys(reading[0] for reading in readings_of(character)))
        return self[character]
