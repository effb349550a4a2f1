"""The command that shows a site while it is written: ``mingze serve``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import webbrowser
from pathlib import Path

from mingze.exits import OK, USAGE


def serve(root: Path, options: argparse.Namespace) -> int:
    """Serve the site as its files say it until Ctrl+C; returns the exit status."""
    settings = root / "mkdocs.yml"
    if not settings.is_file():
        print(f"在 {root} 没有找到 mkdocs.yml", file=sys.stderr)
        return USAGE
    print("正在读取和检查……", flush=True)
    from mingze.host import can_be_made_on_demand  # noqa: PLC0415  (takes a second to load)

    try:
        is_ours = can_be_made_on_demand(settings)
    except (Exception, SystemExit):  # a preview says what is wrong with settings, and waits until they are mended
        is_ours = True
    if not is_ours:
        return _by_mkdocs(root, options)
    return _serve(root, options)


def _serve(root: Path, options: argparse.Namespace) -> int:
    from mingze.preview.editions import Editions  # noqa: PLC0415
    from mingze.preview.preview_server import PreviewServer  # noqa: PLC0415

    editions = Editions(root.resolve(), lambda words: print(words, flush=True))
    try:
        server = PreviewServer((options.host, options.port), editions)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        print(f"{options.port} 端口用不了（{reason}）：可能已经开着一个，或用 --port 换一个", file=sys.stderr)
        return USAGE
    with server:
        address = f"http://{options.host}:{server.server_port}/"
        print(f"预览在 {address} 。改了文件，存盘后页面自己更新；按 Ctrl+C 结束", flush=True)
        server.follow()
        if not options.no_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\n预览结束了")
    return OK


def _by_mkdocs(root: Path, options: argparse.Namespace) -> int:
    """Leave a site with plug-ins or hooks of its own to MkDocs, which makes it whole after every change."""
    print("这个站点有自己的插件或 hooks，由 MkDocs 预览，每次整站重做", flush=True)
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"{options.host}:{options.port}"]
    try:
        return subprocess.call(command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    except KeyboardInterrupt:
        return OK
