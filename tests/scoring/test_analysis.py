from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from msgspec.structs import astuple

from mingze.scoring.analysis import Analysis, Matrix, analyse
from mingze.scoring.options import analyse_options, thirds

# 6 people, 5 items of 1 mark, worked out by hand with n - 1 = 5:
#
#        1  2  3  4  5   total  minus 3  squared  cubed  4th power
#   P1   1  1  1  1  1     5       2        4        8      16
#   P2   1  1  1  1  0     4       1        1        1       1
#   P3   1  1  1  0  0     3       0        0        0       0
#   P4   1  1  0  0  0     2      -1        1       -1       1
#   P5   1  0  0  0  1     2      -1        1       -1       1
#   P6   1  0  0  0  1     2      -1        1       -1       1
#   sum  6  4  3  2  3    18                8        6      20
#
# mean 18/6 = 3, median (2 + 3)/2 = 2.5, variance 8/5 = 1.6
# skewness: k3 = 6·6/(5·4) = 1.8, over 1.6^1.5
# kurtosis: k4 = 6·(7·20 - 3·5·8²/6)/(5·4·3) = 6·(140 - 160)/60 = -2, over 1.6² gives -0.78125
#
# item   variance       rest of the test   covariance with it   variance of it   with both sorted   with the total
#  1     0              4 3 2 1 1 1        0                    .                0                  0
#  2     (4/3)/5=4/15   4 3 2 1 2 2        (60-56)/30=2/15      32/30=16/15      (66-56)/30=1/3     (84-72)/30=0.4
#  3     1.5/5=0.3      4 3 2 2 2 2        (54-45)/30=0.3       21/30=0.7        0.3                (72-54)/30=0.6
#  4     (4/3)/5=4/15   4 3 3 2 2 2        (42-32)/30=1/3       20/30=2/3        1/3                (54-36)/30=0.6
#  5     1.5/5=0.3      4 4 3 2 1 1        (36-45)/30=-0.3      57/30=1.9        (66-45)/30=0.7     (54-54)/30=0
#
# discrimination = covariance / root of (variance · variance of the rest): item 2: (2/15)/(8/15) = 1/4
# efficiency = covariance / covariance with both sorted: item 2: (2/15)/(1/3) = 0.4
# alpha = 5/4 · (1 - (0 + 4/15 + 0.3 + 4/15 + 0.3)/1.6) = 5/4 · (1 - 17/24) = 35/96
MARKS = ["11111", "11110", "11100", "11000", "10001", "10001"]


def exact(rows: list[str]) -> list[list[Fraction]]:
    return [[Fraction(mark) for mark in row] for row in rows]


@pytest.fixture(scope="module")
def by_hand() -> Analysis:
    return analyse(exact(MARKS), [1] * 5)


def test_the_paper_is_as_worked_out_by_hand(by_hand: Analysis) -> None:
    paper = by_hand.paper
    assert (paper.people, paper.complete) == (6, True)
    assert paper.mean == pytest.approx(3 / 5)
    assert paper.median == pytest.approx(2.5 / 5)
    assert paper.sd == pytest.approx(math.sqrt(1.6) / 5)
    assert paper.skewness == pytest.approx(1.8 / 1.6**1.5)
    assert paper.kurtosis == pytest.approx(-0.78125)
    assert paper.alpha == pytest.approx(35 / 96)
    assert paper.error_ratio == pytest.approx(math.sqrt(61 / 96))
    assert paper.standard_error == pytest.approx(math.sqrt(61 / 96) * math.sqrt(1.6) / 5)


def test_the_items_are_as_worked_out_by_hand(by_hand: Analysis) -> None:
    pull = math.sqrt(0.4) + 2 * math.sqrt(0.6)
    expected = [
        (1, 0, None, None, 0),
        (2 / 3, math.sqrt(4 / 15), 1 / 4, 0.4, math.sqrt(0.4) / pull),
        (1 / 2, math.sqrt(0.3), 0.3 / math.sqrt(0.21), 1, math.sqrt(0.6) / pull),
        (1 / 3, math.sqrt(4 / 15), (1 / 3) / math.sqrt(8 / 45), 1, math.sqrt(0.6) / pull),
        (1 / 2, math.sqrt(0.3), -0.3 / math.sqrt(0.57), -3 / 7, 0),
    ]
    for item, (facility, sd, discrimination, efficiency, weight) in zip(by_hand.items, expected, strict=True):
        assert item.facility == pytest.approx(facility)
        assert item.sd == pytest.approx(sd)
        assert item.discrimination == (None if discrimination is None else pytest.approx(discrimination))
        assert item.efficiency == (None if efficiency is None else pytest.approx(efficiency))
        assert item.weights.intended == pytest.approx(1 / 5)
        assert item.weights.effective == pytest.approx(weight)


def test_an_item_against_the_total_has_no_effective_weight() -> None:
    # the last item goes to the two weakest: covariance with the total 3·(0·3 + 0·2 + 1·1) - 1·6 < 0
    weights = analyse(exact(["1110", "1100", "0001"]), [1] * 4).items[3].weights
    assert (weights.effective, weights.against) == (None, True)


def test_options_are_counted_among_all_and_among_the_thirds(by_hand: Analysis) -> None:
    # totals 5 4 3 2 2 2: the best two are P1 and P2; P4, P5 and P6 tie for the weakest two and all count
    chosen = [frozenset(c) for c in ({0}, {0, 1}, {1}, {0}, {2}, set[int]())]
    first, second, third, fourth = analyse_options(chosen, by_hand.totals, 4)
    assert astuple(first) == (3, 3 / 6, pytest.approx((5 + 4 + 2) / 15), 2 / 2, 1 / 3)
    assert astuple(second) == (2, 2 / 6, pytest.approx((4 + 3) / 10), 1 / 2, 0)
    assert astuple(third) == (1, 1 / 6, pytest.approx(2 / 5), 0, 1 / 3)
    assert astuple(fourth) == (0, 0, None, 0, 0)


def test_people_to_whom_an_item_was_not_put_do_not_count_for_its_options(by_hand: Analysis) -> None:
    (only,) = analyse_options([frozenset({0}), None, None, None, None, frozenset()], by_hand.totals, 1)
    assert astuple(only) == (1, 1 / 2, 1.0, None, None)


def test_there_are_no_thirds_where_totals_do_not_part_people() -> None:
    assert thirds([Fraction(1), Fraction(2)]) is None
    assert thirds([Fraction(1)] * 6) is None
    assert thirds([Fraction(n) for n in (1, 2, 3)]) == (frozenset({2}), frozenset({0}))


@pytest.mark.parametrize("rows", [[], ["1"], ["10"], ["11", "11"], ["10", "10", "10", "10"]])
def test_what_is_not_defined_is_none(rows: list[str]) -> None:
    found = analyse(exact(rows), [1] * len(rows[0]) if rows else [])
    assert found.paper.alpha is found.paper.skewness is found.paper.kurtosis is found.paper.standard_error is None
    assert all(item.discrimination is item.efficiency is None for item in found.items)


def test_thirds_of_a_mark_that_are_all_alike_do_not_vary() -> None:
    found = analyse([[Fraction(1, 3), Fraction(n % 2)] for n in range(7)], [1, 1])
    assert (found.items[0].sd, found.items[0].discrimination) == (0, None)


def test_marks_that_are_missing_leave_out_what_needs_all_of_them() -> None:
    rows: Matrix = [[Fraction(1), Fraction(1), None], [Fraction(0), Fraction(1), Fraction(2)], [None, None, None]]
    found = analyse(rows, [1, 1, 2])
    assert list(found.totals) == [Fraction(1), Fraction(3, 4), None]
    assert (found.paper.people, found.paper.complete, found.paper.alpha) == (2, False, None)
    assert [item.people for item in found.items] == [2, 2, 1]
    assert found.items[2].facility == 1
    assert all(item.weights.intended is item.weights.effective is None for item in found.items)


def draw(chance: random.Random) -> tuple[list[list[Fraction]], list[int]]:
    full = [chance.choice((1, 2, 4)) for _ in range(chance.randrange(2, 8))]
    people = chance.randrange(2, 20)
    return [[Fraction(chance.randrange(7), 6) * most for most in full] for _ in range(people)], full


def numbers(found: Analysis) -> list[object]:
    paper = astuple(found.paper)
    items = sorted(repr(astuple(item)) for item in found.items)
    return [[None if v is None else round(v, 9) for v in paper], items]


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_people_and_items_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    rows, full = draw(chance)
    columns = chance.sample(range(len(full)), len(full))
    moved = [[row[n] for n in columns] for row in chance.sample(rows, len(rows))]
    assert numbers(analyse(rows, full)) == numbers(analyse(moved, [full[n] for n in columns]))


@pytest.mark.parametrize("seed", range(40))
def test_numbers_stay_within_their_bounds(seed: int) -> None:
    rows, full = draw(random.Random(seed))
    rows = [[min(mark, Fraction(most)) for mark, most in zip(row, full, strict=True)] for row in rows]
    found = analyse(rows, full)
    for item in found.items:
        assert item.facility is not None
        assert 0 <= item.facility <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
        assert item.efficiency is None or item.efficiency <= 1
        if item.discrimination is not None and item.efficiency is not None:
            assert abs(item.discrimination) <= abs(item.efficiency) + 1e-9
    assert found.paper.alpha is None or found.paper.alpha <= 1 + 1e-12
    assert sum(item.weights.intended or 0 for item in found.items) == pytest.approx(1)
    effective = [item.weights.effective for item in found.items]
    assert not any(effective) or sum(w or 0 for w in effective) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(20))
def test_two_copies_of_one_item_agree_wholly(seed: int) -> None:
    chance = random.Random(seed)
    column = [Fraction(0), Fraction(1), *(Fraction(chance.randrange(4), 3) for _ in range(8))]
    found = analyse([[mark, mark] for mark in column], [1, 1])
    assert [item.discrimination for item in found.items] == [1, 1]
    assert [item.efficiency for item in found.items] == [1, 1]
    assert found.paper.alpha == pytest.approx(1)


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_beside_other_items_correlates_more_than_it_did_alone(seed: int) -> None:
    rows, full = draw(random.Random(seed))
    alone = analyse(rows, full).items[0].discrimination
    beside = analyse([[*row, row[0]] for row in rows], [*full, full[0]]).items[0].discrimination
    assert alone is None or beside is None or beside >= alone - 1e-9
