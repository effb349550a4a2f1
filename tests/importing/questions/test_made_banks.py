"""Many banks typed at random: no question is lost, no key is wrong, and nearly every question is complete."""

from __future__ import annotations

from tests.importing.questions.conftest import Read
from tests.importing.questions.made_bank import made_bank

_BANKS = 60


def test_no_question_is_lost_no_key_wrong_and_97_in_100_are_complete(read: Read) -> None:
    total = complete = 0
    for seed in range(_BANKS):
        text, made = made_bank(seed)
        found = {(q.stem or "").replace("（　　）", "").rstrip("。"): q for q in read(text).questions}
        for one in made:
            total += 1
            question = found.get(one.stem)
            assert question is not None, (seed, one)
            assert question.answer in (None, one.answer), (seed, one)
            if question.answer and one.options:
                assert question.options == one.options, (seed, one)
            complete += question.is_complete and question.type == one.type
    assert complete >= 0.97 * total
