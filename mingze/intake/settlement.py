"""What people decided about sheets: the file `核对结果.json`, keyed by row and picture.

```json
{
  "format": "mingze-settled/1",
  "site": "aqzr",
  "settled": {
    "row/9f2c51d07ab3e846/12": "AC",
    "row/9f2c51d07ab3e846/23.1": "",
    "gaps/9f2c51d07ab3e846/31": ["应急管理局", null],
    "points/9f2c51d07ab3e846+0b7711f2ac905d3e/36": [3, 0, 1.5],
    "owner/77aa10cd2e94b5f3": "260001",
    "copy/0b7711f2ac905d3e+9f2c51d07ab3e846": "9f2c51d07ab3e846"
  }
}
```

- ``row/<picture>/<row>``: the letters marked, in the order of the boxes, "" for unanswered.
- ``gaps/<pictures>/<question>``: the words of each gap of the question, null where it was left empty.
- ``points/<pictures>/<question>``: what each 得分点 earned, as the bank weighs them.
- ``owner/<picture>``: the key of the person whose page it is (the 考号, or ``#`` and the serial); "" sets it aside. It
  may be given for any page, also for one whose 考号 was read: two people may have filled in the same.
- ``copy/<pictures>``: which of several scans of one page holds; its pictures stand in the order of the alphabet.

``<picture>`` is the fingerprint of a page's pixels, sixteen hexadecimal digits: a page scanned anew has another, and
what was decided about the old one no longer holds. ``<pictures>`` are joined by ``+``. What a file says of pictures
that are not there is kept: it holds again when they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mingze.scoring.json_file import BadFile, clean, read_json

SETTLED = "mingze-settled/1"
SETTLED_FILE = "核对结果.json"
CHECK_PAGE = "核对.html"
"""The page that gives it (`mingze.intake.check_page`)."""
_PICTURES = r"[0-9a-f]{16}(?:\+[0-9a-f]{16})*"
_KEY = re.compile(rf"(row|gaps|points|owner|copy)/({_PICTURES})(?:/([0-9]+(?:\.[0-9]+)?))?")
_NAMED = 3


class Settlement(Struct, frozen=True):
    """What was decided, by key."""

    decisions: Mapping[str, Any] = field(default_factory=dict)


def row_key(picture: str, row: str) -> str:
    """Name a row of a page."""
    return f"row/{picture}/{row}"


def field_key(kind: str, pictures: Iterable[str], question: int) -> str:
    """Name an answer in writing by the pages it stands on, in their order; ``kind`` is ``gaps`` or ``points``."""
    return f"{kind}/{'+'.join(pictures)}/{question}"


def owner_key(picture: str) -> str:
    """Name the question whose a page is."""
    return f"owner/{picture}"


def copy_key(pictures: Iterable[str]) -> str:
    """Name the choice among scans of one page."""
    return f"copy/{'+'.join(sorted(pictures))}"


def settlement_json(site: str, decisions: Mapping[str, Any]) -> str:
    """Write decisions as the file has them."""
    return json.dumps({"format": SETTLED, "site": site, "settled": dict(decisions)}, ensure_ascii=False, indent=1)


def read_settlement(path: Path, site: str) -> Settlement:
    """Read the decisions of a file. Raises `BadFile` with a Chinese message that names every place that is wrong."""
    data = read_json(path)
    if not isinstance(data, dict) or "format" not in data:
        raise BadFile(f"不是核对的结果：没有写明 format。请用核对页上存下来的 {SETTLED_FILE}")
    if data["format"] != SETTLED:
        raise BadFile(f"format 是 `{clean(str(data['format']))}`，这个版本只认 {SETTLED}")
    if data.get("site") != site:
        raise BadFile(f"是站点 `{clean(str(data.get('site')))}` 的核对结果，这里是 {site}")
    settled = data.get("settled")
    if not isinstance(settled, dict):
        raise BadFile("没有 settled，或者它不是一组名称和裁定")
    faults = [f"`{clean(key)}`：{problem}" for key, value in settled.items() if (problem := _problem(key, value))]
    if faults:
        more = f"；还有 {len(faults) - _NAMED} 处" if len(faults) > _NAMED else ""
        raise BadFile("；".join(faults[:_NAMED]) + more + "。请在核对页上重新存一次，不要手改")
    return Settlement(settled)


def _problem(key: str, value: Any) -> str:
    match = _KEY.fullmatch(key)
    if not match or bool(match[3]) != (match[1] in ("row", "gaps", "points")):
        return "认不出是哪一处的裁定"
    if match[1] in ("row", "owner", "copy"):
        return "" if isinstance(value, str) else "应当是文字"
    if not isinstance(value, list) or not value:
        return "应当是一个列表"
    if match[1] == "gaps":
        return "" if all(one is None or isinstance(one, str) for one in value) else "每个空应当是文字，空着的写 null"
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in value)
    return "" if numbers else "每个得分点应当是一个数"
