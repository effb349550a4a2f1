"""What around the server keeps phones away, in words that say where to press: addresses, port, firewall, sleep."""

from __future__ import annotations

import ipaddress
import subprocess
import sys
from collections.abc import Callable, Sequence

from mingze.live.serve import Serving, addresses, listen

Run = Callable[[Sequence[str]], str]
_WINDOWS = (
    "防火墙：第一次启动时 Windows 会问，要让“专用网络”通过"
    "（旧一些的 Windows 勾上“专用网络”，点“允许访问”；新的点“允许”）。"
    "点过“取消”的，到 Windows 安全中心 → 防火墙和网络保护 → 允许应用通过防火墙，找到 Python，勾上“专用”"
)
_MAC = "防火墙：系统问“要不要接受传入的网络连接”，点“允许”"
_LINUX = (
    "防火墙：开着 ufw 的，运行 sudo ufw allow {port}/tcp；"
    "开着 firewalld 的，运行 sudo firewall-cmd --add-port={port}/tcp"
)
_PUBLIC = (
    "网络：Windows 把现在的网络当成“公用网络”，手机会打不开。"
    "到 设置 → 网络和 Internet → 正在用的 WLAN 或以太网 → 属性，选“专用网络”"
)
_PRIVATE_TOO = (
    "网络：新连的 Wi-Fi，Windows 先当“公用网络”，手机会打不开；在 设置 → 网络和 Internet → 它的属性 里选“专用网络”"
)
_SLEEP = {
    "win32": "睡眠：插上电源。程序开着，电脑不会自己睡；合上盖子还是会睡：控制面板 → 电源选项 → 选择关闭盖子的功能，"
    "接通电源时选“不采取任何操作”",
    "darwin": "睡眠：插上电源，不要合上盖子；系统设置 → 显示器或电池里打开“防止自动进入睡眠”",
}
_SLEEP_ELSEWHERE = "睡眠：插上电源，不要合上盖子；系统设置的“电源”里关掉自动挂起"


def address_words(serving: Serving) -> str:
    """Say what phones open, and which of several addresses."""
    reached = [f"{one}h" for one in addresses(serving.host, serving.port, serving.names)]
    if not reached:
        return "手机的网址：没有。这台电脑没有连上路由器，或者还没有从路由器拿到地址：重新连一次，再试"
    if _is_alone(serving.host):
        return f"手机的网址：没有。--host {serving.host} 只有这台电脑自己打得开，去掉它再启动"
    if len(reached) == 1 or serving.names:
        return "手机的网址：" + "、".join(reached)
    return f"手机的网址：{reached[0]}。打不开的，试 " + "、".join(reached[1:]) + "（虚拟机、VPN 也占地址，先关掉它们）"


def port_words(serving: Serving) -> str:
    """Say whether the port is free; "" where it is."""
    try:
        listen(serving.host, serving.port).close()
    except OSError as error:
        why = error.strerror or error
        return f"端口：{serving.port} 用不了（{why}）。可能已经开着一个现场答题：关掉它，或者用 --port 换一个"
    return ""


def firewall_words(port: int, platform: str = sys.platform, run: Run | None = None) -> list[str]:
    """Say what to allow, and on Windows whether the network counts as a public one."""
    if platform == "win32":
        is_public = _is_public(run or _output)
        return [_WINDOWS, *([_PRIVATE_TOO] if is_public is None else [_PUBLIC] if is_public else [])]
    return [_MAC if platform == "darwin" else _LINUX.format(port=port)]


def sleep_words(platform: str = sys.platform) -> str:
    """Say how to keep the computer awake."""
    return _SLEEP.get(platform, _SLEEP_ELSEWHERE)


def _is_public(run: Run) -> bool | None:
    """Return whether Windows counts a network it is in as public; None where it does not say."""
    try:
        said = run(["powershell", "-NoProfile", "-Command", "(Get-NetConnectionProfile).NetworkCategory"])
    except (OSError, subprocess.SubprocessError):
        return None
    kinds = said.split()
    return "Public" in kinds if kinds else None


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout


def _is_alone(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
