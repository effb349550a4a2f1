"""Make sure the programs that tests drive are there: chromium, pdftotext and Chinese fonts.

Run by `make test` before pytest. On Debian as root it installs what is missing; elsewhere it says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = {"chromium": "chromium", "openssl": "openssl", "pdftotext": "poppler-utils"}
FONT_PACKAGE = "fonts-noto-cjk"
SHELL = "chromium-headless-shell"
"""The same browser without its windows: Debian has it, others may not; without it tests take longer."""


def missing_packages() -> list[str]:
    missing = [package for program, package in PACKAGES.items() if shutil.which(program) is None]
    if not _has_chinese_font():
        missing.append(FONT_PACKAGE)
    return missing


def _has_chinese_font() -> bool:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return False
    return bool(subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())


def main() -> int:
    missing = missing_packages()
    if not missing:
        _install_shell()
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"测试需要这些系统软件：{'、'.join(missing)}", file=sys.stderr)
        print(f"Debian、Ubuntu：sudo apt-get update && sudo {' '.join(command)}", file=sys.stderr)
        print("macOS：brew install chromium openssl poppler，并安装 Noto Sans CJK 字体", file=sys.stderr)
        return 1
    print(f"安装测试需要的系统软件：{'、'.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], [*command, "-qq"]):
        done = subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            print(f"没有装上：{' '.join(step)} 退出码 {done.returncode}", file=sys.stderr)
            return 1
    _install_shell()
    return 0


def _install_shell() -> None:
    if shutil.which(SHELL) is None and shutil.which("apt-get") is not None and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", SHELL], capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
