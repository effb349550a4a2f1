"""Where the site is that a command is given, and what to do where it is not: packed, a folder further up or down."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every command asks this module where its site is
    from zipfile import ZipInfo

_PACKED = frozenset({".zip", ".rar", ".7z", ".whl", ".gz", ".tar"})
_DATA = "data"
_IS_UTF8 = 0x800
_RUN_THERE = "请在站点文件夹里运行，或用 --root 指明"


def find_root(given: Path | None) -> Path | None:
    """Return the site's folder: the given one, or the nearest folder upwards that holds ``data/``."""
    if given is not None:
        return given.resolve() if (given / _DATA).is_dir() else None
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / _DATA).is_dir()), None)


def is_packed(path: Path) -> bool:
    """Whether a path names an archive, whatever it is called, or something inside one."""
    return _archive(path) is not None


def unpack_first(path: Path) -> str:
    """Say in Chinese what to do with a packed site, one line; which folder comes of it where the archive tells."""
    archive = _archive(path) or path
    if archive.suffix.lower() == ".whl":
        return f"{archive} 是数据包，不是站点文件夹：在自己的站里写 data/site.yml 的 base，再对自己的站运行"
    inside = _site_within(archive)
    if inside is None:
        return f"{archive} 是压缩包，里面也没有 data/site.yml，不是一个站点"
    folder = f"“{inside}”文件夹" if inside else "里面有 data 的那个文件夹"
    return (
        f"{archive} 是压缩包，先解压（右键，“全部解压缩”或“解压到…”），再到解压出来的{folder}里运行，或用 --root 写它"
    )


def no_site(given: Path | None) -> str:
    """Say in Chinese that there is no site, and where one seems to be meant; one line."""
    if given is None:
        here = Path.cwd()
        found = _sites_in(here)
        hint = f"里面的“{found[0].name}”是站点，先 cd {found[0].name}" if len(found) == 1 else _RUN_THERE
        return f"在 {here} 没有找到站点：缺少 data/ 文件夹。{hint}"
    if is_packed(given):
        return unpack_first(given)
    said = f"在 {given} 没有找到站点：缺少 data/ 文件夹。"
    if not given.exists():
        return f"没有这个文件夹：{given}。{_RUN_THERE}"
    above = next((folder for folder in given.resolve().parents if (folder / _DATA / "site.yml").is_file()), None)
    if above:
        return f"{said}站点是上面的 {above}，用 --root 写它"
    within = _sites_in(given) if given.is_dir() else []
    if len(within) == 1:
        return f"{said}里面的“{within[0].name}”有，用 --root 写 {within[0]}"
    return f"{said}{_RUN_THERE}"


def _sites_in(folder: Path) -> list[Path]:
    return sorted(one.parent.parent for one in folder.glob(f"*/{_DATA}/site.yml"))


def _archive(path: Path) -> Path | None:
    for one in (path, *path.parents):
        if one.is_file():
            return one if one.suffix.lower() in _PACKED or _is_packed(one) else None
    return None


def _is_packed(file: Path) -> bool:
    from zipfile import is_zipfile  # noqa: PLC0415  (as above)

    return is_zipfile(file)


def _named(entry: ZipInfo) -> str:
    """Return an entry's name; Windows packs Chinese names in GBK, which no flag tells."""
    if entry.flag_bits & _IS_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return entry.filename


def _site_within(archive: Path) -> str | None:
    """Return the folder in an archive that holds a site, "" for its top or where it cannot be read; None for none."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415  (as above)

    try:
        with ZipFile(archive) as opened:
            names = list(map(_named, opened.infolist()))
    except (OSError, BadZipFile):
        return ""
    found = [name for name in names if name == "data/site.yml" or name.endswith("/data/site.yml")]
    if not found:
        return None
    top = str(PurePosixPath(min(found, key=len)).parent.parent)
    return "" if top == "." or len(found) > 1 else top
