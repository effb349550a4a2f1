"""What an upload has to send: the files that differ from what the server was given last.

``mingze uploaded`` notes what a site holds at the moment; from then on every build writes beside the site, in
``changed.txt``, what differs from that, and in ``gone.txt`` what is to be deleted behind it. Lines that begin with #
are remarks, as rsync and rclone read them (``--files-from``).
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from mingze.kept.prints import NONE_OWN, Entry, files_below, taken

CHANGED, GONE = "changed.txt", "gone.txt"
_HEAD = "# mingze："
_HEADS = {
    CHANGED: f"{_HEAD}上次 mingze uploaded 以后变了的文件，照这个次序上传\n",
    GONE: f"{_HEAD}已经没有了的文件，上传以后在服务器上删\n",
}
_HERE = "site"
_LAST = ("sw.js", "_headers")
"""The service worker comes last: what it names must be there."""


class UploadList(Struct, frozen=True):
    """What has to be sent, in the order in which readers meet no page without its files, and what to delete then."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]


def note_uploaded(site: Path) -> int:
    """Note that the server has a site as it stands now, and remove the lists. Returns how many files it holds.

    Raises ``OSError``.
    """
    prints = _fingerprints(site)
    record = _record(site)
    part = record.with_name(f"{record.name}.part")
    part.write_text(json.dumps(prints, ensure_ascii=False, indent=0, sort_keys=True), "utf-8")
    part.replace(record)
    for name in _HEADS:
        if _is_ours(site.parent / name):
            (site.parent / name).unlink()
    return len(prints)


def write_upload_list(
    site: Path, known: Callable[[], Mapping[str, str]] | None = None, own: Mapping[str, Entry] = NONE_OWN
) -> UploadList | None:
    """Write both lists beside a site whose upload was noted once; None where none was, or the note is damaged.

    ``known`` tells the fingerprints of all its files, where somebody has them (`mingze.kept.prints.file_print`);
    ``own`` are those of some, which are not read again as long as their times tell of no change. Raises ``OSError``,
    a ``FileExistsError`` where a file of somebody else's has the name of a list.
    """
    before = _uploaded(site)
    if before is None:
        return None
    now = known() if known else _fingerprints(site, own)
    changed = sorted((name for name, print_ in now.items() if before.get(name) != print_), key=_turn)
    found = UploadList(tuple(changed), tuple(sorted(before.keys() - now.keys())))
    for name, lines in ((CHANGED, found.changed), (GONE, found.gone)):
        path = site.parent / name
        if path.exists() and not _is_ours(path):
            raise FileExistsError(errno.EEXIST, "那里有别的同名文件，请换一个名字", str(path))
        part = path.with_name(f".{name}.part")
        part.write_text(_HEADS[name] + "".join(f"{line}\n" for line in lines), "utf-8")
        part.replace(path)
    return found


def steps_after(site: Path, upload: UploadList | None) -> Iterator[str]:
    """Yield what there is to say of a site that was built: what to upload, where that was asked for, where to look."""
    if upload:
        lists = f"名单在 {site.parent / CHANGED} 和 {GONE}"
        yield f"要上传 {len(upload.changed)} 个文件，删 {len(upload.gone)} 个；{lists}"
    yield f"看一看：用浏览器打开 {site / 'index.html'}（双击即可，不用服务器）"


def _turn(name: str) -> tuple[bool, bool, str]:
    return name in _LAST, name.endswith(".html"), name


def _record(site: Path) -> Path:
    return site.parent / f".{site.name}-uploaded.json"


def _uploaded(site: Path) -> Mapping[str, str] | None:
    try:
        said = json.loads(_record(site).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and all(isinstance(one, str) for one in said.values()) else None


def _fingerprints(site: Path, own: Mapping[str, Entry] = NONE_OWN) -> dict[str, str]:
    mine = {f"{_HERE}/{name}": entry for name, entry in own.items()}
    return files_below(taken({_HERE: site}, {}, 0, mine), _HERE)


def _is_ours(path: Path) -> bool:
    try:
        return path.read_text("utf-8").startswith(_HEAD)
    except (OSError, ValueError):
        return False
