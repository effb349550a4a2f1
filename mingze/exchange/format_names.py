"""Which formats there are, by name: what users call each and the module that writes it. Loads none of them."""

from __future__ import annotations

_QUESTIONS = "mingze.exchange.questions"
QUESTION_FORMATS: dict[str, tuple[str, str]] = {
    "moodle": ("Moodle XML", f"{_QUESTIONS}.moodle"),
    "gift": ("GIFT 文本", f"{_QUESTIONS}.gift"),
    "aiken": ("Aiken 文本", f"{_QUESTIONS}.aiken"),
    "qti21": ("QTI 2.1 题包", f"{_QUESTIONS}.qti_package"),
    "anki": ("Anki 卡片", f"{_QUESTIONS}.anki_deck"),
    "anki-text": ("Anki 文本", f"{_QUESTIONS}.anki_text"),
    "xlsx": ("Excel 工作簿", f"{_QUESTIONS}.xlsx"),
    "csv": ("CSV 表格", f"{_QUESTIONS}.csv_table"),
    "docx": ("Word 文档", f"{_QUESTIONS}.word_text"),
    "json": ("JSON", f"{_QUESTIONS}.json_text"),
}
"""Each module holds its `mingze.exchange.questions.formats.QuestionFormat` as ``FORMAT``."""
_LAW = "mingze.exchange.law"
LAW_FORMATS: dict[str, tuple[str, str]] = {
    "akn": ("Akoma Ntoso 3.0", f"{_LAW}.akoma_ntoso"),
    "jsonld": ("JSON-LD（schema.org）", f"{_LAW}.legislation"),
    "md": ("Markdown", f"{_LAW}.markdown_law"),
    "docx": ("Word 文档", f"{_LAW}.law_document"),
    "txt": ("纯文本", f"{_LAW}.plain_law"),
}
"""Each module holds its `mingze.exchange.law.law_format.LawFormat` as ``FORMAT``."""
TABLE_FORMATS: dict[str, str] = {"xlsx": "Excel 工作簿", "csv": "CSV 表格"}
"""Of terms and duties; written by `mingze.exchange.records`."""
