"""Make sure the programs that tests drive are there: chromium, other engines, pdftotext and Chinese fonts.

Run by `make test` before pytest. On Debian as root it installs what is missing; elsewhere it says what to install.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"chromium": "chromium", "openssl": "openssl", "pdftotext": "poppler-utils"}
FONT_PACKAGE = "fonts-noto-cjk"
ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""What `tests/engines` walks through the site with; Chromium 78 comes by npm, which a locked wheel brings."""
DATABASE, FRONT = "postgresql", "nginx"
"""What the live hall's tests start for themselves: `tests/live/cluster.py`, `tests/live/test_nginx.py`."""
WINDOW = ("python3-gi", "gir1.2-webkit2-4.1")
"""For the window that WebKitWebDriver fills: `tests/engines/webkit_window.py`."""
SHELL = "chromium-headless-shell"
"""The same browser without its windows: Debian has it, others may not; without it tests take longer."""


def missing_packages() -> list[str]:
    wanted = {**PACKAGES, **ENGINES} if _is_debian() else PACKAGES
    missing = [package for program, package in wanted.items() if shutil.which(program) is None]
    if _is_debian() and not _opens_windows():
        missing += WINDOW
    if _is_debian() and not any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        missing.append(DATABASE)
    if _is_debian() and shutil.which(FRONT, path="/usr/sbin:/usr/bin") is None:
        missing.append(FRONT)
    if not _has_chinese_font():
        missing.append(FONT_PACKAGE)
    return missing


def _has_chinese_font() -> bool:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return False
    return bool(subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())


def _is_debian() -> bool:
    """Whether the other engines can be had: their tests are skipped elsewhere."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and shutil.which("apt-get") is not None


def _opens_windows() -> bool:
    """Whether the system's Python, which is not the tests' own, has WebKitGTK."""
    asked = "import gi; gi.require_version('WebKit2', '4.1')"
    python = Path("/usr/bin/python3")
    return python.is_file() and not subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode


def main() -> int:
    missing = missing_packages()
    if not missing:
        return _install_rest()
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"测试需要这些系统软件：{'、'.join(missing)}", file=sys.stderr)
        print(f"Debian、Ubuntu：sudo apt-get update && sudo {' '.join(command)}", file=sys.stderr)
        print(
            "macOS：brew install chromium openssl poppler，并安装 Noto Sans CJK 字体；tests/engines 只在 Debian 上运行",
            file=sys.stderr,
        )
        return 1
    print(f"安装测试需要的系统软件：{'、'.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], [*command, "-qq"]):
        done = subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            print(f"没有装上：{' '.join(step)} 退出码 {done.returncode}", file=sys.stderr)
            return 1
    return _install_rest()


def _install_rest() -> int:
    """Install what is no package of the system, or not everywhere."""
    _install_shell()
    if not _is_debian():
        return 0
    root = Path(__file__).parent.parent
    return subprocess.run([sys.executable, "-m", "tests.engines.chromium78"], cwd=root, check=False).returncode


def _install_shell() -> None:
    if shutil.which(SHELL) is None and shutil.which("apt-get") is not None and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", SHELL], capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
