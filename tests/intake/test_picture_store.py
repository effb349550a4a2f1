"""Pictures are kept out of memory and read back as they were, as long as anybody has them."""

from __future__ import annotations

import gc

from mingze.intake.intake_records import Crop
from mingze.intake.picture_store import PictureStore
from tests.intake.noted import EMPTY, note


def test_pictures_are_read_back_when_asked_for() -> None:
    store = PictureStore()
    notes = [store.without_pictures(note(1, rows={"3": EMPTY, "4": EMPTY})) for _ in range(3)]
    other = store.without_pictures(note(2))
    assert not any(isinstance(crop.kept, bytes) for one in notes for crop in one.row_crops.values())
    del store
    gc.collect()
    assert [crop.jpeg for one in notes for crop in one.row_crops.values()] == [b"jpeg"] * 6
    assert other.view
    assert other.view.jpeg == b"jpeg"
    assert other.view == Crop(other.view.kept, 10, 10, (0, 0, 1, 1))
