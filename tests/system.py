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
    return 0


if __name__ == "__main__":
    sys.exit(main())
