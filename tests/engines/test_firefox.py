"""The walk in Firefox ESR."""

from tests.engines.walk import Walk
from tests.engines.webdriver import Firefox


class TestFirefox(Walk):
    engine_class = Firefox
