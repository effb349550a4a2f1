"""The walk in Firefox ESR."""

from tests.engines.drivers import Firefox
from tests.engines.walk import Walk


class TestFirefox(Walk):
    engine_class = Firefox
