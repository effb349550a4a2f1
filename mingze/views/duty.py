"""A duty as every output tells it."""

from __future__ import annotations

EVIDENCE_NOTE = "“留痕”列的是办事时自然形成的材料，供对照和查找；不为留痕另造台账、报表和签到。"
"""Said once wherever 留痕 is read: records are those that work leaves by itself."""
