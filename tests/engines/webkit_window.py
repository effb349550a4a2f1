#!/usr/bin/python3
"""A WebKitGTK window of any width for WebKitWebDriver; run by the system's Python, which has GTK.

Debian's own test browser is never narrower than 447 px. What is printed becomes a file below ``ENGINE_FILES``; with
``ENGINE_NO_SCRIPT`` pages run no script.
"""
# mypy: ignore-errors

import os
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 - the versions must be chosen first

FILES = os.environ["ENGINE_FILES"]
windows = []
context = WebKit2.WebContext.get_default()
context.set_automation_allowed(True)
settings = WebKit2.Settings()
settings.set_allow_file_access_from_file_urls(False)
# without a graphics card what composes layers would be a program for 3D: a fifth of the time of every page
settings.set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)
if os.environ.get("ENGINE_NO_SCRIPT"):
    settings.set_enable_javascript_markup(False)


def open_view(related=None):
    given = {"related_view": related} if related else {"web_context": context}
    view = WebKit2.WebView(is_controlled_by_automation=True, settings=settings, **given)
    window = Gtk.Window()
    window.add(view)
    window.set_default_size(360, 740)
    window.set_decorated(False)
    view.connect("create", lambda opener, action: open_view(opener))
    view.connect("close", lambda closed: window.destroy())
    view.connect("notify::title", print_to_file)
    window.show_all()
    windows.append(window)
    return view


def print_to_file(view, _):
    """Print a page that asks for it by its title: under a driver ``window.print()`` does nothing."""
    if view.get_title() != "print":
        return
    paper = Gtk.PrintSettings()
    paper.set_printer("Print to File")
    paper.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    paper.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, f"file://{FILES}/printed.part")
    operation = WebKit2.PrintOperation(web_view=view, print_settings=paper)
    operation.connect("finished", lambda done: Path(FILES, "printed.part").replace(Path(FILES, "printed.pdf")))
    print_to_file.running = operation  # the collector must not take it
    operation.print_()


def begun(context, session):
    info = WebKit2.ApplicationInfo.new()
    info.set_name("MiniBrowser")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", lambda session: open_view())


def download(context, begun):
    begun.connect("decide-destination", lambda file, name: file.set_destination(f"file://{FILES}/{name}") or True)


context.connect("automation-started", begun)
context.connect("download-started", download)
Gtk.main()
