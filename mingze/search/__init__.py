"""The search index: what can be found on a site and where it stands, made from the catalog. Knows no MkDocs."""

from mingze.search.all_records import find_records
from mingze.search.divided import FOLDER, INDEX, DividedSearch, dealt_out, divided_scripts, unit_search
from mingze.search.emit import examples, search_data
from mingze.search.grams import bucket_count
from mingze.search.record import KINDS, Record
from mingze.search.search_on_demand import SearchOnDemand
from mingze.search.shards import SITE, by_unit
from mingze.search.unit_grams import UnitGrams
from mingze.search.unit_records import UnitRecords
from mingze.search.written import written_records

__all__ = [
    "FOLDER",
    "INDEX",
    "KINDS",
    "SITE",
    "DividedSearch",
    "Record",
    "SearchOnDemand",
    "UnitGrams",
    "UnitRecords",
    "bucket_count",
    "by_unit",
    "dealt_out",
    "divided_scripts",
    "examples",
    "find_records",
    "search_data",
    "unit_search",
    "written_records",
]
