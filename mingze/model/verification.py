"""How far a text was compared with other copies, and the badge in words that says so everywhere (DESIGN 5)."""

from __future__ import annotations

from enum import StrEnum


class Verification(StrEnum):
    """How far a text was compared with other copies (DESIGN 5)."""

    VERIFIED = "verified"
    SINGLE_COPY = "single-copy"
    SOURCE_TEXT = "source-text"
    RECONSTRUCTED = "reconstructed"
    UNVERIFIED = "unverified"

    @property
    def label(self) -> str:
        """The badge in words."""
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """One sentence that says what the badge means."""
        return _MEANINGS[self]

    @property
    def is_quotable(self) -> bool:
        """Whether the text may stand in quotation marks and carry a question by itself."""
        return self not in (Verification.RECONSTRUCTED, Verification.UNVERIFIED)


_LABELS = {
    Verification.VERIFIED: "已核对",
    Verification.SINGLE_COPY: "单一副本",
    Verification.SOURCE_TEXT: "据来源文本",
    Verification.RECONSTRUCTED: "部分待核对",
    Verification.UNVERIFIED: "待核对",
}
_MEANINGS = {
    Verification.VERIFIED: "两份副本逐字一致；两份是不是同出一篇通稿，看这一条的说明。",
    Verification.SINGLE_COPY: "只找到一份副本，文字照录。",
    Verification.SOURCE_TEXT: "文字出自本站所据的来源，条号或个别标点据上下文补全。",
    Verification.RECONSTRUCTED: "主干有来源印证，部分文字没有找到副本，待核对。",
    Verification.UNVERIFIED: "没有找到可核对的副本，仅内容有转述印证，待核对。",
}
