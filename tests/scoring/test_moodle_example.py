"""Moodle's own example: 25 attempts at 7 questions, with statistics worked out in a spreadsheet.

The numbers are those of Moodle's test fixtures ``mod/quiz/report/statistics/tests/fixtures/results00.csv`` (marks) and
``qstats00.csv`` (expected statistics of the questions), and of ``stats_from_steps_walkthrough_test.php`` (expected
statistics of the quiz), https://github.com/moodle/moodle. Moodle writes percentages and marks of 7; we write shares.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from mingze.scoring.analysis import Analysis, analyse

MARKS = """
1 1 1 1 1 0 1
1 1 1 1 .5 1 0
1 1 1 1 .5 0 1
0 0 1 1 1 0 0
1 0 1 0 0 1 .5
1 1 1 1 .5 0 .5
0 1 1 1 .5 1 .5
1 1 1 0 .5 1 .5
1 0 1 1 1 1 1
0 1 1 0 .5 1 .5
.8 0 1 1 .5 1 .5
1 1 1 0 .5 1 1
1 0 1 1 .5 1 .5
1 0 1 1 1 0 .5
0 0 1 1 0 1 1
1 0 1 0 .5 1 1
.8 0 1 1 .5 0 1
1 0 1 1 0 1 .5
1 0 1 1 .5 0 .5
0 1 1 0 .5 1 0
1 1 .3333333 1 .5 0 .5
1 1 1 0 .5 0 .5
1 1 1 1 0 1 .5
0 0 1 0 .5 1 1
0 0 1 1 1 1 1
"""
# facility, sd, effective weight, discrimination index, discriminative efficiency (the last three in per cent)
QUESTIONS = [
    (0.704, 0.4513682901, 21.2922742344, -7.0650767526, -9.4550536967),
    (0.48, 0.5099019514, 18.8979800309, -28.8982125772, -36.7834118938),
    (0.973333332, 0.13333334, 4.443012573, -9.1230674268, -21.6545012165),
    (0.68, 0.4760952286, 18.9347251357, -22.6306444113, -31.4411395613),
    (0.52, 0.3055050463, 11.1450138688, -17.6997047674, -21.1794802584),
    (0.64, 0.4898979486, 9.8081339177, -45.3785178421, -56.9365974439),
    (0.62, 0.331662479, 15.4788602394, -5.6543166602, -6.5043742058),
]


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    rows = [[Fraction(mark) for mark in line.split()] for line in MARKS.split("\n") if line]
    assert [len(rows), len(rows[0])] == [25, 7]
    return analyse(rows, [1] * 7)


@pytest.mark.parametrize("slot", range(7))
def test_questions_have_moodles_statistics(analysis: Analysis, slot: int) -> None:
    item, (facility, sd, weight, discrimination, efficiency) = analysis.items[slot], QUESTIONS[slot]
    assert item.facility == pytest.approx(facility, rel=1e-6)
    assert item.sd == pytest.approx(sd, rel=1e-6)
    assert item.discrimination == pytest.approx(discrimination / 100, rel=1e-5)
    assert item.efficiency == pytest.approx(efficiency / 100, rel=1e-5)
    assert item.weights.effective == pytest.approx(weight / 100, rel=1e-5)
    assert item.weights.intended == pytest.approx(1 / 7)


def test_the_quiz_has_moodles_statistics(analysis: Analysis) -> None:
    paper = analysis.paper
    assert (paper.people, paper.complete) == (25, True)
    assert paper.mean == pytest.approx(4.617333332 / 7, rel=1.5e-5)
    assert paper.median == pytest.approx(4.5 / 7, rel=1.5e-5)
    assert paper.sd == pytest.approx(0.8117265554 / 7, rel=1.5e-5)
    assert paper.skewness == pytest.approx(-0.092502502, rel=1.5e-5)
    assert paper.kurtosis == pytest.approx(-0.7073968557, rel=1.5e-5)
    assert paper.alpha == pytest.approx(-0.872230935542, rel=1.5e-5)
    assert paper.error_ratio == pytest.approx(1.368294900795, rel=1.5e-5)
    assert paper.standard_error == pytest.approx(1.1106813066 / 7, rel=1.5e-5)
