"""The walk in Chromium 78, and in it without dialogs, as iOS 15.3 and Firefox 97 are."""

from tests.engines.devtools import Chromium78
from tests.engines.engine import Engine
from tests.engines.walk import Walk


class TestChromium78(Walk):
    engine_class = Chromium78


class TestWithoutDialogs:
    """iOS before 15.4 and Firefox before 98 know no ``<dialog>``: here the element has a name that no engine knows."""

    engine = Chromium78

    def test_closed_panels_cover_nothing_and_open_ones_work(self, engine: Engine, dialogless: str) -> None:
        engine.open(f"{dialogless}/index.html")
        assert not engine.shown(".mz-reading"), "the closed panel covers the page"
        engine.click("[data-reading=settings]")
        assert engine.shown(".mz-reading")
        assert engine.has(".mz-reading[role=dialog]")
        engine.click(".mz-reading [data-setting=mode] [data-choice=dark]")
        engine.wait("document.documentElement.getAttribute('data-mode') === 'dark'")
        engine.key("Escape")
        assert not engine.shown(".mz-reading"), "Escape leaves the panel on the screen"
        assert engine.js("return document.activeElement.getAttribute('data-reading')") == "settings"
        opener = engine.js(
            "return [].findIndex.call(document.querySelectorAll('[data-search]'), e => e.getClientRects().length)"
        )
        engine.click("[data-search]", opener)
        engine.type("议事日程")
        engine.wait("document.querySelectorAll('.mz-find .mz-hit').length")
        engine.back()
        engine.wait("!document.querySelector('.mz-find').hasAttribute('open')")
        assert not engine.shown(".mz-find"), "the way back leaves the search on the screen"
        engine.click("[data-search]", opener)
        engine.click(".mz-find [data-action=close]")
        assert not engine.shown(".mz-find"), "关闭 leaves the search on the screen"
        engine.wait("history.state === null")  # closing goes back, which would undo what is opened next
        engine.click(".mz-cards--roles a")
        engine.wait("/party-secretary/.test(location.href)")
