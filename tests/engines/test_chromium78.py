"""The walk in Chromium 78, and in it without dialogs, as iOS 15.3 and Firefox 97 are."""

from tests.engines.drivers import Chromium78
from tests.engines.walk import Walk


class TestChromium78(Walk):
    engine_class = Chromium78
