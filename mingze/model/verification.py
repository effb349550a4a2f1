"""How far a text was compared with other copies, and the badge in words that says so everywhere (DESIGN 5)."""

from __future__ import annotations

from mingze.values.choices import Choice


class Verification(Choice):
    """How far a text was compared with other copies (DESIGN 5), best first; labels are the badges in words."""

    VERIFIED = "verified", "已核对", "已核"
    SINGLE_COPY = "single-copy", "单一副本"
    SOURCE_TEXT = "source-text", "据来源文本", "来源文本"
    RECONSTRUCTED = "reconstructed", "部分待核对", "部分待核"
    UNVERIFIED = "unverified", "待核对", "待核", "未核对"

    @property
    def meaning(self) -> str:
        """One sentence that says what the badge means."""
        return _MEANINGS[self]

    @property
    def is_quotable(self) -> bool:
        """Whether the text may stand in quotation marks and carry a question by itself."""
        return self not in (Verification.RECONSTRUCTED, Verification.UNVERIFIED)


_MEANINGS = {
    Verification.VERIFIED: "两份副本逐字一致；两份是不是同出一篇通稿，看这一条的说明。",
    Verification.SINGLE_COPY: "只找到一份副本，文字照录。",
    Verification.SOURCE_TEXT: "文字出自本站所据的来源，条号或个别标点据上下文补全。",
    Verification.RECONSTRUCTED: "主干有来源印证，部分文字没有找到副本，待核对。",
    Verification.UNVERIFIED: "没有找到可核对的副本，仅内容有转述印证，待核对。",
}
