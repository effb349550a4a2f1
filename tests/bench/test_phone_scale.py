"""What the bench of large sites on a slow phone makes of what a browser told."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path

from bench.phone_scale import LABELS, Seen, in_a_row, medians, posts_of, report


def test_answers_that_wait_for_one_another_are_counted_and_others_are_not() -> None:
    assert in_a_row([]) == 0
    together = [["client", 0, 300, 1], ["list", 5, 320, 1], ["shard", 6, 500, 1]]
    assert in_a_row(together) == 1
    assert in_a_row([*together, ["spread", 321, 480, 1]]) == 2
    assert in_a_row([["c", 610, 900, 1], ["a", 0, 300, 1], ["b", 301, 600, 1]]) == 3


def test_medians_are_taken_figure_by_figure_and_the_large_site_is_told_as_a_ratio() -> None:
    small, large = (medians([Seen(*(float(n * times) for _ in LABELS)) for n in (9, 1, 4)]) for times in (1, 3))
    assert astuple(small) == (4.0,) * len(fields(Seen))
    lines = report(small, large).splitlines()
    assert [line.split()[-3:] for line in lines[1:]] == [["4", "12", "3.00"]] * len(LABELS)
    nothing = Seen(*(0.0 for _ in LABELS))
    assert report(nothing, large).splitlines()[1].split()[-1] == "–"


def test_posts_are_taken_from_all_over_a_site(tmp_path: Path) -> None:
    for n in range(50):
        (tmp_path / "roles" / f"post-{n:03}").mkdir(parents=True)
        (tmp_path / "roles" / f"post-{n:03}" / "index.html").touch()
    (tmp_path / "roles" / "index.html").touch()
    assert posts_of(tmp_path) == [f"roles/post-{n:03}/index.html" for n in (0, 10, 20, 30, 40)]
