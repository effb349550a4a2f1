"""Files to a typed Catalog, with every fault of the whole tree and the place of every entity."""

from mingze.loading.excerpts import line_reader
from mingze.loading.files import FileKind, kind_of
from mingze.loading.load import Loaded, load_catalog
from mingze.loading.origins import Gaps, Origins

__all__ = ["FileKind", "Gaps", "Loaded", "Origins", "kind_of", "line_reader", "load_catalog"]
