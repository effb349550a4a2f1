"""A site's content as a data package: a wheel that holds files and no program (PEP 427), the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from pathlib import Path

from mingze.loading.base_site import LOCK
from mingze.loading.files import DRAFTS, kind_of, list_files
from mingze.model import SiteSettings
from mingze.office.zipped import zip_entry

_NAME = re.compile(r"[a-z](?:[a-z0-9-]{0,60}[a-z0-9])?")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){0,4}")
_EPOCH = 315_532_800
"""1980-01-01: the same content gives the same bytes, whenever it is packed."""


class NotPacked(ValueError):
    """A package of this name or version cannot be made; the message is Chinese."""


def version_of(site: SiteSettings) -> str:
    """Return an edition as a version: 2026年11月 → 2026.11, 2026年11月 第2版 → 2026.11.2. Raises `NotPacked`."""
    numbers = [str(int(one)) for one in re.findall(r"[0-9]+", site.edition)]
    if not numbers:
        raise NotPacked(f"版本“{site.edition}”里没有数字，用 --version 写明，如 --version 2026.11")
    return ".".join(numbers[:5])


def data_package(root: Path, site: SiteSettings, name: str, version: str) -> tuple[str, bytes]:
    """Return the wheel's file name and bytes. Raises `NotPacked`."""
    if not _NAME.fullmatch(name):
        raise NotPacked(f"包名 `{name}` 不合用：小写字母开头，只用小写字母、数字和连字符，如 mingze-base-anquan")
    if not _VERSION.fullmatch(version):
        raise NotPacked(f"版本 `{version}` 不合用：用点隔开的数字，如 2026.11")
    module = name.replace("-", "_")
    files = {f"{module}/__init__.py": f'"""{site.title}（{site.edition}）：学习站的内容，只有数据。"""\n'.encode()}
    for file in list_files(root):
        if kind_of(file) and file != LOCK and not file.startswith(DRAFTS):
            files[f"{module}/{file}"] = (root / file).read_bytes()
    info = f"{module}-{version}.dist-info"
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: {site.title} {site.edition}\n"
    ).encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: mingze\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as wheel:
        for path in sorted(files):
            wheel.writestr(zip_entry(path, _EPOCH), files[path], compresslevel=6)
    return f"{module}-{version}-py3-none-any.whl", out.getvalue()


def _record(files: dict[str, bytes], itself: str) -> bytes:
    lines = []
    for path, data in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(data)}")
    return ("\n".join([*lines, f"{itself},,"]) + "\n").encode()
