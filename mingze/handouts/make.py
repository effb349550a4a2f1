"""Every file a site hands out, made only when what it holds has changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from mingze.banks.drawn import blueprint
from mingze.handouts import slides
from mingze.handouts.blocks import Document
from mingze.handouts.books import Books
from mingze.handouts.exams import Exams
from mingze.handouts.file_key import file_key
from mingze.handouts.sheet_drawing import SheetOwner
from mingze.model import Catalog
from mingze.sheets.sheet_parts import DIGITS
from mingze.views.content_date import content_epoch
from mingze.views.downloads import Download

if TYPE_CHECKING:
    from mingze.handouts.pdf import Press

FOLDER = "downloads/files"
"""Where the files stand below the site's root."""
FORMS = "AB"
_SPARE = 50_000_000
"""Bytes of files that the cache holds beside those in use: about four editions of the real site."""
Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, how many are made in all, and the file's name."""


@dataclass(frozen=True)
class Job:
    """One file to make."""

    name: str
    group: str
    title: str
    format: str
    role: str
    source: Any
    """The document or deck it is made from; the same source gives the same bytes."""
    variant: str
    """``pdf``, ``pdf-large``, ``docx`` or ``pptx``."""


@dataclass(frozen=True)
class Made:
    """A file that was made or still stood in the cache."""

    job: Job
    file: Path
    fresh: bool
    """Whether it was made just now."""


class Workshop:
    """Makes files; fonts are loaded once, and only if something must be made."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.epoch = content_epoch(catalog)
        self._own = threading.local()

    def make(self, job: Job) -> bytes:
        """Return the file's bytes."""
        # each is slow to load, and made only what has changed
        if job.variant == "pptx":
            from mingze.handouts import deck  # noqa: PLC0415

            return deck.pptx(job.source, epoch=self.epoch)
        if job.variant == "docx":
            from mingze.handouts import word  # noqa: PLC0415

            return word.docx(job.source, epoch=self.epoch)
        return self._press().pdf(job.source, large=job.variant == "pdf-large", epoch=self.epoch)

    def write(self, files: Mapping[Path, Job], progress: Progress | None = None) -> None:
        """Make files on every core (typst leaves Python's lock alone); each appears whole or not at all.

        Raises ``OSError`` where one cannot be written, and what `make` raises; files not yet begun are then left out.
        """
        with ThreadPoolExecutor(_cores()) as pool:
            started = {pool.submit(self._write, file, job): job for file, job in files.items()}
            try:
                for done, one in enumerate(as_completed(started), 1):
                    one.result()
                    if progress:
                        progress(done, len(files), started[one].name)
            finally:
                pool.shutdown(cancel_futures=True)

    def make_all(self, jobs: Sequence[Job], cache_folder: Path, progress: Progress | None = None) -> list[Made]:
        """Return all files, those whose content is unchanged from the cache.

        What no job needs stays there for another branch or a change taken back, until there is too much of it. Raises
        ``OSError`` where the cache cannot be written.
        """
        cache_folder.mkdir(parents=True, exist_ok=True)
        files = [
            cache_folder / f"{file_key(job.source, job.variant, self.epoch)}.{job.variant.partition('-')[0]}"
            for job in jobs
        ]
        with FileLock(cache_folder / ".lock"):  # another build waits, and then finds its files
            fresh = {file: job for file, job in zip(files, jobs, strict=True) if not file.is_file()}
            self.write(fresh, progress)
            for file in set(files).difference(fresh):
                file.touch()
            _forget(set(cache_folder.glob("[0-9a-f]*.*")).difference(files))
        return [Made(job, file, file in fresh) for file, job in zip(files, jobs, strict=True)]

    def _write(self, file: Path, job: Job) -> None:
        part = file.with_name(f"{file.name}.part")
        part.write_bytes(self.make(job))
        part.replace(file)

    def _press(self) -> Press:
        """Return the press of this thread: typst's compiler serves one at a time."""
        from mingze.handouts.pdf import Press  # noqa: PLC0415  (as the others)

        if not hasattr(self._own, "press"):
            self._own.press = Press()
        press: Press = self._own.press
        return press


def site_jobs(catalog: Catalog) -> Iterator[Job]:
    """Yield the files a site offers: hand-outs, kit, slides, and the papers whose keys may be seen.

    A site that is only begun, without any duty, offers nothing.
    """
    if not catalog.duties:
        return
    books, exams = Books(catalog), Exams(catalog)
    for role in books.roles():
        document = books.role(role)
        yield from _document_jobs(document, "role", role.id, large=True)
        shown = slides.role_deck(books.views, role)
        yield Job(f"slides-{role.id}.pptx", "role", document.title, "幻灯片", role.id, shown, "pptx")
    booklet = books.booklet()
    yield from _document_jobs(booklet, "whole", large=True)
    yield Job("slides.pptx", "whole", booklet.title, "幻灯片", "", slides.whole_deck(books.views), "pptx")
    for document in books.themes():
        yield from _document_jobs(document, "theme")
    yield from _document_jobs(books.kit(), "kit")
    for document in books.amendments():
        yield from _document_jobs(document, "amendment")
    for document in books.besides():
        yield from _document_jobs(document, "level")
    for paper in catalog.papers.values():
        if catalog.withholds(paper):
            continue
        plan = blueprint(catalog, paper)
        for form in FORMS:
            drawn = plan.draw(edition_seed(catalog), form)
            yield from _document_jobs(exams.question_paper(drawn), "paper")
            yield from _document_jobs(exams.key(drawn), "key")


def paper_jobs(catalog: Catalog, paper_id: str, seed: str, forms: Sequence[str], digits: int = DIGITS) -> Iterator[Job]:
    """Yield the files of one paper: question paper with answer sheet, and key, of each form as PDF and Word.

    The sheet's 考号 has ``digits`` digits. Raises ``KeyError`` for an unknown paper, ``ValueError`` with a Chinese
    message for a seed, form or number of digits that cannot be.
    """
    exams, plan = Exams(catalog), blueprint(catalog, catalog.papers[paper_id])
    for form in forms:
        drawn = plan.draw(seed, form)
        yield from _document_jobs(exams.question_paper(drawn, digits), "paper")
        yield from _document_jobs(exams.key(drawn), "key")


def named_sheet_jobs(
    catalog: Catalog, paper_id: str, seed: str, owners: Sequence[tuple[str, SheetOwner]]
) -> Iterator[Job]:
    """Yield the file with a sheet for each owner, who is named with the form (卷别) they get; as PDF alone.

    Raises as `paper_jobs` does.
    """
    plan = blueprint(catalog, catalog.papers[paper_id])
    drawn = {form: plan.draw(seed, form) for form in dict.fromkeys(form for form, _ in owners)}
    document = Exams(catalog).named_sheets((drawn[form], owner) for form, owner in owners)
    yield Job(f"{document.id}.pdf", "paper", document.title, "PDF", "", document, "pdf")


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
        )
        for one in made
    )


def edition_seed(catalog: Catalog) -> str:
    """Return the seed of the papers a site offers: the digits of its edition; each edition has papers of its own."""
    digits = "".join(c for c in catalog.site.edition if c.isascii() and c.isdigit())
    return digits[:32] or "1"


def _document_jobs(document: Document, group: str, role: str = "", large: bool = False) -> Iterator[Job]:
    def job(name: str, format_: str, variant: str) -> Job:
        return Job(name, group, document.title, format_, role, document, variant)

    yield job(f"{document.id}.pdf", "PDF", "pdf")
    if large:
        yield job(f"{document.id}-large.pdf", "PDF 大字版", "pdf-large")
    yield job(f"{document.id}.docx", "Word", "docx")


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
