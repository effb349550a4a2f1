"""A list of duties in any file, a blog page even, to a draft of duty files."""

from mingze.importing.duties.duty_lines import DutyList, read_duties

__all__ = ["DutyList", "read_duties"]
