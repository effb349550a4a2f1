"""Waiting until a page has nothing left to do, for tests that something does not happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

COUNT_TIMERS = """
  (() => {
    const later = window.setTimeout, forget = window.clearTimeout, due = window.due = new Set();
    window.setTimeout = (act, after, ...more) => {
      const id = later(() => { due.delete(id); if (typeof act === "function") act(...more); }, after);
      due.add(id);
      return id;
    };
    window.clearTimeout = id => { due.delete(id); forget(id); };
  })();
"""
"""A script to run before the page's own: `wait_until_quiet` then knows what is to come."""


def wait_until_quiet(page: Page) -> None:
    """Wait until a loaded page is idle and, where its timers are counted, none is left."""
    page.evaluate("new Promise(done => requestIdleCallback(done, { timeout: 2000 }))")
    # within one evaluation: a policy may forbid what polls from outside
    page.evaluate(
        """async () => {
          while (window.due && window.due.size) await new Promise(done => requestIdleCallback(done, { timeout: 50 }));
        }"""
    )
    page.evaluate("new Promise(done => requestIdleCallback(done, { timeout: 2000 }))")
