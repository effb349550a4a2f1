"""Answer files scored against the banks, and item analysis: the command ``mingze score``."""

from mingze.scoring.report import Report, make_report
from mingze.scoring.sitting import Sitting, read_sitting
from mingze.scoring.terminal import as_text
from mingze.scoring.write import write_report

__all__ = ["Report", "Sitting", "as_text", "make_report", "read_sitting", "write_report"]
