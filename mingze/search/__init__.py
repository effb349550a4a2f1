"""The search index: what can be found on a site and where it stands, made from the catalog. Knows no MkDocs."""

from mingze.search.all_records import find_records
from mingze.search.divided import FOLDER, INDEX, divided_scripts
from mingze.search.emit import search_data
from mingze.search.record import KINDS, Record
from mingze.search.written import written_records

__all__ = ["FOLDER", "INDEX", "KINDS", "Record", "divided_scripts", "find_records", "search_data", "written_records"]
