"""Tells at once that files change, where the system tells it: a preview need not wait for its next look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_WRITTEN = ("created", "modified", "moved", "deleted", "closed")
"""What is heard of; that a file was opened and read is told too, and it is the preview itself that reads."""


class Watch(FileSystemEventHandler):
    """Calls somebody from a thread of its own whenever something below some folders is written.

    Network drives and full tables of the system tell nothing; whoever is called looks by itself too, now and then.
    """

    def __init__(self, folders: Iterable[Path], changed: Callable[[], None]) -> None:
        """Watch those of the folders that are there."""
        self._changed = changed
        self._observer = Observer()
        try:
            for folder in folders:
                if folder.is_dir():
                    self._observer.schedule(self, str(folder), recursive=True)
            self._observer.start()
        except OSError:  # as many are watched as the system allows
            self._observer.unschedule_all()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what the system tells."""
        if event.event_type in _WRITTEN:
            self._changed()

    def close(self) -> None:
        """Watch no more."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
