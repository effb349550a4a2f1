"""The walk in WebKitGTK."""

from tests.engines.walk import Walk
from tests.engines.webdriver import WebKit


class TestWebKit(Walk):
    engine_class = WebKit
