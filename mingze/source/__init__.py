"""Text to plain values: YAML as people type it, every scalar a string, every value with its place (DESIGN 6)."""

from mingze.source.nodes import Path, SourceFile, Value
from mingze.source.read import read_bytes, read_source
from mingze.source.read_later import SourceReadLater

__all__ = ["Path", "SourceFile", "SourceReadLater", "Value", "read_bytes", "read_source"]
