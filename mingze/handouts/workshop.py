"""Files made from outlines: each once, on every core, kept until what it holds changes.

A run that is stopped loses the files it was at; the next one goes on from those that stand.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock
from msgspec import Struct
from msgspec.structs import replace

from mingze.handouts.file_key import file_key
from mingze.handouts.make import FOLDER, Job
from mingze.model import Catalog
from mingze.views.content_date import content_epoch
from mingze.views.downloads import Download

if TYPE_CHECKING:
    from mingze.handouts.pdf import Press

_SPARE = 50_000_000
"""Bytes of files that the cache holds beside those in use: about four editions of the real site."""
_MANY = 200
"""From so many files on, processes of their own make them: slides and Word keep Python's lock. Fewer are done before
the processes have loaded what they need."""
_WAITING = 4
"""Outlines that wait for each core: what is made is made from few at a time, however many there are."""
Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, how many are made in all, and the file's name."""


class Made(Struct, frozen=True):
    """A file that was made or still stood in the cache; its job without the outline."""

    job: Job
    file: Path
    fresh: bool
    """Whether it was made just now."""


class Maker:
    """Turns outlines into bytes; fonts are loaded once a thread, and only if something is printed."""

    def __init__(self, epoch: int) -> None:
        """``epoch`` is the date of the content, in seconds since 1970."""
        self._epoch = epoch
        self._own = threading.local()

    def make(self, job: Job) -> bytes:
        """Return the file's bytes; raises `mingze.handouts.pdf.PressFailed`."""
        # each is slow to load, and made only what has changed
        if job.variant == "pptx":
            from mingze.handouts import deck  # noqa: PLC0415

            return deck.pptx(job.source, epoch=self._epoch)
        if job.variant == "docx":
            from mingze.handouts import word  # noqa: PLC0415

            return word.docx(job.source, epoch=self._epoch)
        return self._press().pdf(job.source, large=job.variant == "pdf-large", epoch=self._epoch)

    def _press(self) -> Press:
        """Return the press of this thread: typst's compiler serves one at a time."""
        from mingze.handouts.pdf import Press  # noqa: PLC0415  (as the others)

        if not hasattr(self._own, "press"):
            self._own.press = Press()
        press: Press = self._own.press
        return press


class Workshop:
    """Makes the files of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.epoch = content_epoch(catalog)
        self._maker = Maker(self.epoch)

    def make(self, job: Job) -> bytes:
        """Return the file's bytes."""
        return self._maker.make(job)

    def write(self, files: Mapping[Path, Job], progress: Progress | None = None) -> None:
        """Make files on every core; each appears whole or not at all.

        Raises ``OSError`` where one cannot be written, and what `make` raises; files not yet begun are then left out.
        """
        self._write_all(iter(files.items()), len(files), progress)

    def make_all(
        self,
        jobs: Callable[[], Iterable[Job]],
        cache_folder: Path,
        progress: Progress | None = None,
        *,
        partly: bool = False,
    ) -> list[Made]:
        """Return all files in the order of their jobs, those whose content is unchanged from the cache.

        ``jobs`` is asked twice, first for what is needed and then, where something is missing, for the outlines of
        that alone: so never more than a few are held. What no job needs stays there for another branch or a change
        taken back, until there is too much of it; with ``partly``, where the jobs are not all there are, for ever.
        Raises ``OSError`` where the cache cannot be written.
        """
        cache_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(cache_folder / ".lock"):  # another build waits, and then finds its files
            known = [(replace(job, source=None), self._place(job, cache_folder)) for job in jobs()]
            missing = [not file.is_file() for _, file in known]
            if any(missing):
                wanted = zip((file for _, file in known), jobs(), missing, strict=True)
                fresh = ((file, job) for file, job, is_missing in wanted if is_missing)
                self._write_all(fresh, sum(missing), progress)
            files = {file for _, file in known}
            for (_, file), is_missing in zip(known, missing, strict=True):
                if not is_missing:
                    file.touch()
            if not partly:
                _forget(set(cache_folder.glob("[0-9a-f]*.*")).difference(files))
        return [Made(job, file, fresh) for (job, file), fresh in zip(known, missing, strict=True)]

    def _place(self, job: Job, folder: Path) -> Path:
        return folder / f"{file_key(job.source, job.variant, self.epoch)}.{job.variant.partition('-')[0]}"

    def _write_all(self, files: Iterator[tuple[Path, Job]], total: int, progress: Progress | None) -> None:
        done = 0
        pool, write = self._pool(total)
        waiting: dict[Future[None], str] = {}
        try:
            while True:
                while len(waiting) < _WAITING * _cores() and (following := next(files, None)):
                    file, job = following
                    waiting[pool.submit(write, file, job)] = job.name
                if not waiting:
                    break
                ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for one in ready:
                    name = waiting.pop(one)
                    one.result()
                    done += 1
                    if progress:
                        progress(done, total, name)
        except BrokenProcessPool as error:
            from mingze.handouts.pdf import PressFailed  # noqa: PLC0415  (as above)

            words = "印制的程序被系统停掉了（多半是内存不够），关掉别的程序再运行一次；做好的文件都在，会接着做"
            raise PressFailed(words) from error
        finally:
            pool.shutdown(cancel_futures=True)

    def _pool(self, total: int) -> tuple[Executor, Callable[[Path, Job], None]]:
        """Return who makes so many files: threads (typst leaves Python's lock alone), or processes for very many."""
        if total < _MANY or _cores() == 1:
            return ThreadPoolExecutor(_cores()), partial(_write, self.make)
        apart = multiprocessing.get_context("spawn")  # as on Windows; a fork would have our threads' locks
        return ProcessPoolExecutor(_cores(), apart, _begin, (self.epoch,)), _write_apart


def downloads(made: Sequence[Made]) -> tuple[Download, ...]:
    """Return what pages need to link to the files."""
    return tuple(
        Download(
            f"{FOLDER}/{one.job.name}",
            one.job.group,
            one.job.title,
            one.job.format,
            one.file.stat().st_size,
            one.job.role,
            str(one.file),
            one.job.unit,
        )
        for one in made
    )


def put(made: Iterable[Made], folder: Path) -> None:
    """Copy files of the cache to where readers want them, under their names; those that stand there stay.

    Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        place = folder / one.job.name
        if place.is_file() and place.read_bytes() == one.file.read_bytes():
            continue  # it may be open in another program
        part = place.with_name(f"{place.name}.part")
        shutil.copyfile(one.file, part)
        part.replace(place)


_makers: list[Maker] = []
"""In a process that makes files: its maker."""


def _begin(epoch: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the work stops it from above
    _makers.append(Maker(epoch))


def _write_apart(file: Path, job: Job) -> None:
    _write(_makers[0].make, file, job)


def _write(make: Callable[[Job], bytes], file: Path, job: Job) -> None:
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(make(job))
    part.replace(file)


def _forget(unused: Iterable[Path]) -> None:
    """Remove the files that were used longest ago, all but `_SPARE` bytes."""
    spare = _SPARE
    for file in sorted(unused, key=lambda file: file.stat().st_mtime, reverse=True):
        spare -= file.stat().st_size
        if spare < 0:
            file.unlink(missing_ok=True)


def _cores() -> int:
    """Return how many files to make at once; more than four gain little and cost 60 MB each for the fonts."""
    return min(4, os.cpu_count() or 1)
