"""Chromium 78, by its own protocol: drivers of today do not speak to it."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from tests.engines.chromium78 import PROGRAM
from tests.engines.engine import Engine, Fault, soon
from tests.ports import free_port

_KEYS = {"Escape": 27, "Enter": 13, "ArrowDown": 40, "PageDown": 34}


class Chromium78(Engine):
    """Chromium of 2019, by its own protocol: drivers of today do not speak to it."""

    name = "Chromium 78"

    def __init__(self, scripts: bool = True) -> None:
        import websocket

        self.files = Path(tempfile.mkdtemp(prefix="engine-"))
        self._port = free_port()
        flags = [
            "--headless",
            "--hide-scrollbars",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--lang=zh-CN",
        ]
        flags += ["--disable-background-networking", "--no-first-run", "--window-size=1024,768"]
        flags += [f"--user-data-dir={self.files}/profile", f"--remote-debugging-port={self._port}", "about:blank"]
        # the leader of a group of its own, so that all its processes end with it
        self._process = subprocess.Popen(
            [str(PROGRAM), *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._connect = websocket.create_connection
        self._sockets: dict[str, Any] = {}
        self._count = 0
        self._scripts = scripts
        self.to_window(soon(self._begun, f"{self.name} does not start: {PROGRAM}")[0])
        self.version = self._get("/json/version")["Browser"]

    def _begun(self) -> list[str]:
        with contextlib.suppress(OSError):
            return self.windows()
        return []

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{path}", timeout=5) as answer:
            return json.load(answer)

    def windows(self) -> list[str]:
        return [page["id"] for page in self._get("/json/list") if page["type"] == "page"]

    def to_window(self, window: str) -> None:
        if window not in self._sockets:
            address = f"ws://127.0.0.1:{self._port}/devtools/page/{window}"
            self._sockets[window] = self._connect(address, timeout=30, suppress_origin=True)
        self._socket = self._sockets[window]
        self._command("Page.enable")
        self._command("Page.setDownloadBehavior", behavior="allow", downloadPath=str(self.files))
        if not self._scripts:
            self._command("Emulation.setScriptExecutionDisabled", value=True)

    def close_window(self) -> None:
        self._command("Page.close")

    def _command(self, method: str, **given: Any) -> Any:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": given}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise Fault(f"{self.name}: {method}: {answer['error']['message']}")
                return answer["result"]

    def _open(self, address: str) -> None:
        with contextlib.suppress(Fault):
            self.js("window.engineLeft = true")
        self._command("Page.navigate", url=address)
        if "#" not in address:
            self.wait("!window.engineLeft")

    def _evaluate(self, body: str) -> str | None:
        found = self._command(
            "Runtime.evaluate", expression=f"(function () {{{body}}})()", returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in found:
            raise Fault(f"{self.name}: {found['exceptionDetails'].get('exception', {}).get('description')}")
        value: str | None = found["result"].get("value")
        return value

    def _tap(self, selector: str, n: int) -> None:
        x, y = self.js(
            f"""var b = document.querySelectorAll({json.dumps(selector)})[{n}].getBoundingClientRect();
            return [b.left + b.width / 2, b.top + b.height / 2]"""
        )
        for kind, count in (("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 1)):
            button = "left" if count else "none"
            self._command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=count)

    def type(self, text: str) -> None:
        for character in text:
            self._command("Input.dispatchKeyEvent", type="char", text=character)

    def key(self, name: str) -> None:
        code = _KEYS.get(name) or ord(name.upper())
        text = "\r" if name == "Enter" else "" if name in _KEYS else name
        where = name if name in _KEYS else f"{'Digit' if name.isdigit() else 'Key'}{name.upper()}"
        given = {"key": name, "code": where, "windowsVirtualKeyCode": code}
        self._command("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **given)
        self._command("Input.dispatchKeyEvent", type="keyUp", **given)

    def _reload(self) -> None:
        self._command("Page.reload")

    def size(self, width: int, height: int) -> None:
        self._command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        self.wait(f"innerWidth === {width}")

    def screenshot(self) -> bytes:
        return base64.b64decode(self._command("Page.captureScreenshot", format="png")["data"])

    def printed(self) -> bytes:
        return base64.b64decode(self._command("Page.printToPDF", preferCSSPageSize=True)["data"])

    def close(self) -> None:
        for connection in self._sockets.values():
            connection.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        shutil.rmtree(self.files, ignore_errors=True)
