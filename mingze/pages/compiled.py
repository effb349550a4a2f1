"""Templates compiled once, however many environments ask for them, and kept where Python keeps our modules; data that
ship with the program likewise.

Compiling ours and the theme's takes longer than all else in the build of a small site; a preview builds over and over,
and a build after one edit would do little else. What is compiled lies in the program's own ``__pycache__``, beside the
code of its modules, and is trusted as that is; where Python may not write there, it is compiled once a process.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

_DIGEST = 32
_COMPILER = ("quick_code.py", "compiled.py")
"""Our files that decide what code comes of a template."""


class _Compiled(BytecodeCache):
    """Code by the template's name and file, and by its source: one that was changed is compiled anew."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled before."""
        named = bucket.key, bucket.checksum
        if named not in self._code and isinstance(found := _kept(self._file(bucket)), CodeType):
            self._code[named] = found
        bucket.code = self._code.get(named)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled just now."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code
            if not sys.dont_write_bytecode:
                _keep(self._file(bucket), bucket.code)

    def _file(self, bucket: Bucket) -> Path:
        whose, made = _print(self._kind, bucket.key), _print(_compiler(), bucket.checksum)
        return _folder() / f"{whose}-{made}"


def made_once(name: str, source: bytes, make: Callable[[bytes], Any]) -> Any:
    """Return what is made of a source that ships with the program: plain data that `marshal` can hold.

    Made when there is none of the same source yet; ``name`` tells one such thing from others.
    """
    file = _folder() / f"{_print(name)}-{_print(_compiler(), hashlib.sha256(source).hexdigest())}"
    if (made := _kept(file)) is None:
        made = make(source)
        if not sys.dont_write_bytecode:
            _keep(file, made)
    return made


def compile_once(environment: Environment, kind: str) -> None:
    """Let an environment share what others of its kind compile.

    Code depends on an environment's options, so that those of one ``kind`` must have the same, extensions excepted.
    """
    environment.bytecode_cache = _compiled("\0".join((kind, *sorted(environment.extensions))))


@cache
def _compiled(kind: str) -> _Compiled:
    return _Compiled(kind)


def _print(*told: str) -> str:
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:_DIGEST]


@cache
def _compiler() -> str:
    """Return a fingerprint of whatever makes code of a template's source."""
    ours = (Path(__file__).with_name(name).read_bytes() for name in _COMPILER)
    told = (sys.version.encode(), jinja2.__version__.encode(), *ours)
    return hashlib.sha256(b"\0".join(told)).hexdigest()


@cache
def _folder() -> Path:
    return Path(importlib.util.cache_from_source(__file__)).parent / "templates"


def _kept(file: Path) -> Any:
    """Return what is kept in a file, None where there is none or it is cut short."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return None
    return marshal.loads(data[_DIGEST:])  # noqa: S302  (as Python loads the modules beside it)


def _keep(file: Path, made: Any) -> None:
    """Keep something in the place of what was made of an older source."""
    data = marshal.dumps(made)
    part = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(file)
        for old in file.parent.glob(f"{file.name.partition('-')[0]}-*"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError:
        return
