"""The report as files: CSV for spreadsheets, HTML for reading and printing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mingze.model import SiteSettings
from mingze.office.defused import defused
from mingze.scoring.pictures import draw_histogram, draw_scatter
from mingze.scoring.report import Report
from mingze.scoring.report_tables import ReportTable, items_table, options_table, paper_table, people_table

CSV_FILES = {"全卷.csv": paper_table, "各人.csv": people_table, "各题.csv": items_table, "各选项.csv": options_table}
HTML_FILE = "报告.html"


def write_report(report: Report, site: SiteSettings, folder: Path) -> list[Path]:
    """Write the CSV tables and the HTML report into a folder; returns the files. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {name: to_csv(table(report)) for name, table in CSV_FILES.items()}
    contents[HTML_FILE] = to_html(report, site).encode()
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in contents]


def to_csv(table: ReportTable) -> bytes:
    """Write a table as CSV for WPS and Excel: UTF-8 with BOM, texts quoted, numbers as numbers, no live formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([[defused(cell) for cell in row] for row in (table.head, *table.rows)])
    return stream.getvalue().encode("utf-8-sig")


def to_html(report: Report, site: SiteSettings) -> str:
    """Render the report as one page without scripts that needs no other file."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        report=report,
        site=site,
        base=f"{site.url.rstrip('/')}/" if site.url else "",
        paper=paper_table(report),
        people=people_table(report),
        items=items_table(report),
        options=options_table(report),
        histogram=draw_histogram(report),
        scatter=draw_scatter(report),
    )
