"""Which passage became which: real and made pairs of texts, compared by hand."""

from __future__ import annotations

from mingze.model import PassageChangeKind
from mingze.versions.proposal import Proposed, propose
from mingze.versions.text_tree import text_tree
from tests.versions.instruments import made, real

KIND = PassageChangeKind
BY_HAND = {
    **{n: [n] for n in (*range(1, 8), *range(9, 24))},
    8: [8, 49],  # the 款 on the army is an article of its own
    24: [],
    25: [],
    **{n: [n - 2] for n in range(26, 43)},
    43: [41],
    44: [41],
    **{n: [n - 3] for n in (45, 46, 47, 48)},
    49: [47],  # behind a new 款
    50: [48],
    51: [50],
    52: [51],
}
"""会计法 2017 → 2024, every article, compared by hand."""


def lines(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, list[str], list[str], bool]]:
    return [
        (one.kind.value, [k.local for k in one.old], [k.local for k in one.new], one.sure)
        for one in propose(made(*old), made(*new))
    ]


def article_pairs(found: list[Proposed], articles: list[int]) -> dict[int, tuple[set[int], bool]]:
    """Return for each old article the new ones it became, and whether that is sure."""
    out = {n: ({n}, True) for n in articles}
    told = {n for one in found for n in (key.article for key in one.old)}
    for n in told:
        of_it = [one for one in found if any(key.article == n for key in one.old)]
        whole = [one for one in of_it if any(key.article == n and key == key.article_key for key in one.old)]
        out[n] = (
            {key.article for one in whole or of_it for key in one.new} or (set() if whole else {n}),
            all(one.sure for one in of_it),
        )
    return out


def test_a_law_compared_by_hand_is_aligned_or_marked_and_nothing_is_wrong_without_a_mark() -> None:
    old, new = real("accounting-2017.md"), real("accounting-2024.md")
    found = article_pairs(propose(old, new), [article.key.article for article in text_tree(old)])
    wrong = {n: found[n] for n, right in BY_HAND.items() if found[n][0] != set(right)}
    assert {n: one for n, one in wrong.items() if one[1]} == {}, "wrong and not marked"
    assert len(wrong) <= 0.05 * len(BY_HAND)
    unsure = [n for n, (_, sure) in found.items() if not sure]
    assert len(unsure) <= 5  # people look at little, so they look at it


def test_equal_numbers_do_not_mislead() -> None:
    old, new = real("accounting-2017.md"), real("accounting-2024.md")
    by_number = sum(BY_HAND[n] == [n] for n in BY_HAND)
    found = article_pairs(propose(old, new), list(BY_HAND))
    assert sum(found[n][0] == set(BY_HAND[n]) for n in BY_HAND) > 2 * by_number - 10


A = "主要负责人每月组织一次应急演练，演练以后当场讲评。"
B = "分管负责人每周检查一次生产现场，发现隐患立即整改。"
C = "考核结果每年向全体职工公布，接受职工监督。"
D = "建立安全生产档案，由专人保管，保存期限不少于三年。"


def test_an_article_that_is_put_in_moves_the_numbers_of_those_behind_it() -> None:
    assert lines((A, B, C), (A, D, B, C)) == [
        ("new", [], ["art2"], True),
        ("same", ["art2"], ["art3"], True),
        ("same", ["art3"], ["art4"], True),
    ]


def test_an_article_that_is_gone_is_told_as_gone() -> None:
    assert ("deleted", ["art2"], [], True) in lines((A, B, C), (A, C))


def test_words_of_an_item_change_and_its_neighbours_stay() -> None:
    old = f"职责如下：\n-{A}\n-{B}\n-{C}"
    new = f"职责如下：\n-{A}\n-{D}\n-{B.replace('每周', '每三天')}\n-{C}"
    assert lines((old,), (new,)) == [
        ("changed", ["art1"], ["art1"], True),
        ("new", [], ["art1-item2"], True),
        ("changed", ["art1-item2"], ["art1-item3"], True),
        ("same", ["art1-item3"], ["art1-item4"], True),
    ]


def test_an_article_split_in_two_and_two_merged_in_one() -> None:
    assert lines((f"{A}\n{B}", C), (A, B, C))[:2] == [
        ("split", ["art1"], ["art1", "art2"], True),
        ("same", ["art1-para1"], ["art1"], True),
    ]
    assert ("merged", ["art1", "art2"], ["art1"], True) in lines((A, B, C), (f"{A}\n{B}", C))


def test_what_goes_to_another_article_is_moved() -> None:
    old = (f"甲的职责：\n-{A}\n-{B}", f"乙的职责：\n-{C}")
    new = (f"甲的职责：\n-{A}", f"乙的职责：\n-{C}\n-{B}")
    assert ("moved", ["art1-item2"], ["art2-item2"], True) in lines(old, new)


def test_articles_that_change_places_are_moved() -> None:
    assert KIND.MOVED.value in {kind for kind, *_ in lines((A, B, C, D), (D, A, B, C))}


def test_a_single_paragraph_that_gets_another_keeps_its_words() -> None:
    assert lines((A,), (f"{D}\n{A}",)) == [
        ("new", [], ["art1-para1"], True),
        ("same", ["art1"], ["art1-para2"], True),
    ]


def test_what_was_rewritten_in_its_place_is_for_somebody_to_confirm() -> None:
    found = lines((A, B, C), (A, "分管负责人应当带队检查现场，及时消除事故隐患并记录。", C))
    assert found == [("changed", ["art2"], ["art2"], False)]


def test_what_went_on_in_other_words_is_not_told_as_surely_gone() -> None:
    """Quoted from 国境卫生检疫法 (1986 and 2024): what is gone and what is new are one matter, in other words."""
    kept = ["第一 条文照旧，说的是宗旨。", "海关设立专门的机构，负责各处口岸的日常管理。"]
    old = "入境的交通工具和人员，必须在最先到达的国境口岸的指定地点接受检疫。"
    new = "进境出境的人员、交通运输工具、货物、物品，应当分别在最先到达的口岸和最后离开的口岸接受检疫查验。"
    fees = "办理前款事项，按照物价部门核定的价格收取工本费。"
    lines = propose(made(kept[0], old, fees, kept[1]), made(kept[0], kept[1], new))
    sure = {(line.kind.value, *(key.local for key in (*line.old, *line.new))): line.sure for line in lines}
    assert sure["deleted", "art2"] is False
    assert sure["new", "art3"] is False
    assert sure["deleted", "art3"] is True, "nothing in the new text has words to spare for it"
