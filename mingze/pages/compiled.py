"""Templates compiled once a process, however many environments ask for them.

Compiling ours and the theme's takes longer than all else in the build of a small site; a preview builds over and over.
"""

from __future__ import annotations

from functools import cache
from types import CodeType

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache


class _Compiled(BytecodeCache):
    """Code by the template's name and file, and by its source: one that was changed is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled just now."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


def compile_once(environment: Environment, kind: str) -> None:
    """Let an environment share what others of its kind compile.

    Code depends on an environment's options, so that those of one ``kind`` must have the same, extensions excepted.
    """
    environment.bytecode_cache = _compiled(kind, *sorted(environment.extensions))


@cache
def _compiled(*_kind: str) -> _Compiled:
    return _Compiled()
