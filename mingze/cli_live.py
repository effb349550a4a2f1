"""The command that serves a live hall: ``mingze live``."""

from __future__ import annotations

import argparse
import html
import importlib.util
import re
import sys
import webbrowser
from pathlib import Path

from mingze.exits import FAULTS, OK, USAGE
from mingze.live.engine import Engine, NotStored
from mingze.live.serve import Serving, addresses, allow_many_files, listen, open_engine, serve
from mingze.output import OutputRefused, check_output

_LEAST_KEY = 12
_TRIED = 20.0


def live(root: Path, options: argparse.Namespace) -> int:
    """Serve the built site and its halls until Ctrl+C; returns the exit status."""
    if options.answers:
        return _write_answers(root, options)
    site: Path = options.site or root / "site"
    if not (site / "hall" / "index.html").is_file():
        if (site / "index.html").is_file():
            print(f"{site} 里没有题，开不了现场答题；先写题库，再运行 mingze build", file=sys.stderr)
        else:
            print(f"在 {site} 没有找到生成好的站点；先运行 mingze build，或用 --site 指明", file=sys.stderr)
        return USAGE
    if importlib.util.find_spec("uvicorn") is None:
        print("还缺少程序包：请运行 pip install 'mingze[live]'", file=sys.stderr)
        return USAGE
    serving = _serving(root, site, options)
    if serving is None:
        return USAGE
    if options.check:
        return _check(serving)
    engine = _open(serving.database)
    if engine is None:
        return FAULTS
    try:
        listening = listen(serving.host, serving.port)
    except OSError as error:
        engine.close()
        print(
            f"{serving.port} 端口用不了（{error.strerror or error}）：可能已经开着一个，或用 --port 换一个",
            file=sys.stderr,
        )
        return USAGE
    _announce(serving)
    if not options.no_browser:
        webbrowser.open(serving.address)
    serve(serving, engine, listening)
    print("\n停了。已经保存的都在，再启动可以接着来。")
    return OK


def _open(database: str) -> Engine | None:
    try:
        return open_engine(database)
    except (NotStored, ImportError) as fault:
        print(f"打不开 {database}（{fault}）；用 --database 另指一个文件，或检查数据库", file=sys.stderr)
        return None


def _write_answers(root: Path, options: argparse.Namespace) -> int:
    """Write what an examination left; a server may go on meanwhile."""
    from mingze.live.exam_command import AnswersRefused, write_answers  # noqa: PLC0415 - others need nothing of it

    database = options.database or str(root / "live" / "hall.db")
    if not database.startswith(("postgresql://", "postgres://")) and not Path(database).is_file():
        print(f"没有 {database}：还没有考过，或用 --database 指明", file=sys.stderr)
        return USAGE
    try:
        folder = check_output(root, options.answers)
    except OutputRefused as refusal:
        print(str(refusal).replace("--out", "--answers"), file=sys.stderr)
        return USAGE
    engine = _open(database)
    if engine is None:
        return FAULTS
    try:
        print(write_answers(engine, options.code or "", folder))
    except (AnswersRefused, NotStored, OSError) as fault:
        print(fault, file=sys.stderr)
        return FAULTS
    finally:
        engine.close()
    return OK


def _check(serving: Serving) -> int:
    """Say what to know before a hall comes."""
    from mingze.live import surroundings  # noqa: PLC0415 - with the next
    from mingze.live.preflight import flush_seconds, flush_words, trial_engine, try_out  # noqa: PLC0415 - it wants uvicorn

    around = [surroundings.address_words(serving), surroundings.port_words(serving)]
    if not serving.is_shared:
        around += [*surroundings.firewall_words(serving.port), surroundings.sleep_words()]
    print("\n".join(filter(None, around)), flush=True)
    allow_many_files()
    try:
        with trial_engine(serving.database) as engine:
            print(flush_words(flush_seconds(engine)), flush=True)
            print(f"正在试 {_TRIED:.0f} 秒……", flush=True)
            found = try_out(serving.site, engine, _TRIED)
    except (NotStored, OSError, ImportError) as fault:
        print(f"{serving.database} 写不了（{fault}）；用 --database 另指一个地方，或检查数据库", file=sys.stderr)
        return FAULTS
    print(f"答 {found.answers} 次，最慢的百分之一要 {1000 * found.slowest:.0f} 毫秒")
    if not found.phones:
        print("这台电脑现在太忙，带不动手机：关掉别的程序，再试一次")
        return FAULTS
    print(f"这台电脑撑得住 {found.phones} 人。路由器带得动多少部手机，看它的说明")
    return OK


def _serving(root: Path, site: Path, options: argparse.Namespace) -> Serving | None:
    database = options.database or str(root / "live" / "hall.db")
    keys: dict[str, str] = {}
    for name, path in (("key", options.key_file), ("board_key", options.board_key_file)):
        if path is None:
            continue
        try:
            keys[name] = path.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            print(f"读不出 {path}（{error}）", file=sys.stderr)
            return None
        if len(keys[name]) < _LEAST_KEY:
            print(f"{path} 里的口令太短：至少 {_LEAST_KEY} 个字符", file=sys.stderr)
            return None
    return Serving(site, _title(site), database, options.host, options.port, tuple(options.name), **keys)


def _title(site: Path) -> str:
    """Return what the built site calls itself; the sources need not lie beside it."""
    found = re.search(r"<title>\s*(.*?)\s*</title>", (site / "index.html").read_text("utf-8"), re.DOTALL)
    return html.unescape(found[1]) if found else "现场答题"


def _announce(serving: Serving) -> None:
    print("现场答题开着。主持人在这台电脑上打开（启动时会自动打开）：")
    print(f"  {serving.address}")
    reached = addresses(serving.host, serving.port, serving.names)
    print("手机连同一个 Wi-Fi，打开：")
    for address in reached or ["（这台电脑没有连网：先连上路由器，再启动一次）"]:
        print(f"  {address}h" if address.startswith("http") else f"  {address}")
    print(f"用手机考试，监考人在这里开考场：\n  {serving.exam_address}")
    print(f"几个会场一起办，组织者在这里看：\n  {serving.board_address}")
    print(f"答案记在 {serving.database}。结束：按 Ctrl+C。", flush=True)
