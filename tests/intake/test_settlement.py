"""What people decided is read as it was saved; a file that is no such file says so, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.intake.settlement import copy_key, field_key, owner_key, read_settlement, row_key, settlement_json
from mingze.scoring.json_file import BadFile

ONE, OTHER = "9f2c51d07ab3e846", "0b7711f2ac905d3e"
DECISIONS = {
    row_key(ONE, "12"): "AC",
    row_key(ONE, "23.1"): "",
    field_key("gaps", [ONE], 31): ["应急管理局", None],
    field_key("points", [ONE, OTHER], 36): [3, 0, 1.5],
    owner_key(OTHER): "260001",
    copy_key([ONE, OTHER]): OTHER,
}


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "核对结果.json"
    path.write_text(settlement_json("aqzr", DECISIONS), "utf-8")
    assert read_settlement(path, "aqzr").decisions == DECISIONS
    assert copy_key([ONE, OTHER]) == copy_key([OTHER, ONE]) == f"copy/{OTHER}+{ONE}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "1:2：这里应当是双引号"),
        ("[]", "没有写明 format"),
        ('{"format": "mingze-answers/1"}', "只认 mingze-settled/1"),
        ('{"format": "mingze-settled/1", "site": "other", "settled": {}}', "站点 `other` 的核对结果，这里是 aqzr"),
        ('{"format": "mingze-settled/1", "site": "aqzr", "settled": []}', "没有 settled"),
        (settlement_json("aqzr", {"row/12": "A"}), "`row/12`：认不出是哪一处的裁定"),
        (settlement_json("aqzr", {f"row/{ONE}/12": ["A"]}), "应当是文字"),
        (settlement_json("aqzr", {f"owner/{ONE}/12": "A"}), "认不出是哪一处"),
        (settlement_json("aqzr", {f"gaps/{ONE}/12": [1]}), "空着的写 null"),
        (settlement_json("aqzr", {f"points/{ONE}/12": [None]}), "应当是一个数"),
        (settlement_json("aqzr", {f"points/{ONE}/12": [True]}), "应当是一个数"),
        (settlement_json("aqzr", {f"row/{n}": "" for n in range(5)}), "还有 2 处。请在核对页上重新存一次"),
    ],
)
def test_what_is_no_settlement_says_why(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "核对结果.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadFile) as refusal:
        read_settlement(path, "aqzr")
    assert words in str(refusal.value)
