"""The walk in WebKitGTK."""

from tests.engines.drivers import WebKit
from tests.engines.walk import Walk


class TestWebKit(Walk):
    engine_class = WebKit
