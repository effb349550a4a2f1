"""What each format of questions says of itself, and what it would lose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.exchange.format_names import QUESTION_FORMATS
from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.losses import WHOLE, Loss, losses_by_field
from mingze.questions import Interaction


def _nothing(_: Carried) -> Iterator[Loss]:
    yield from ()


class QuestionFormat(Struct, frozen=True):
    """A format of another program."""

    ending: str
    """Of its files: ``.xml``."""
    write: Callable[[Batch], bytes]
    """Writes a batch of questions that it can hold."""
    cannot: Mapping[type[Interaction], str] = field(default_factory=dict)
    """Ways of answering that it does not have, each with its reason: such questions are left out."""
    lost: Mapping[str, str] = field(default_factory=dict)
    """Fields (`mingze.exchange.questions.losses.fields_of`) that do not arrive, each with its reason."""
    also: Callable[[Carried], Iterator[Loss]] = _nothing
    """Yields what is lost of a question for other reasons; one whose field is `WHOLE` leaves it out."""
    remark: str = ""
    """What must be said of every file, "" for nothing."""


class Prepared(Struct, frozen=True):
    """What would be written, and what of the questions would not arrive."""

    format: QuestionFormat
    batch: Batch
    """Without the questions that are left out."""
    losses: tuple[Loss, ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of the questions that are left out."""
        return tuple(loss.question for loss in self.losses if loss.field == WHOLE)

    def data(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        return self.format.write(self.batch)

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return f"{self.batch.name}{self.format.ending}"


def prepare(name: str, batch: Batch) -> Prepared:
    """Find out what a format loses of a batch. Raises ``KeyError`` for an unknown format."""
    format_: QuestionFormat = import_module(QUESTION_FORMATS[name][1]).FORMAT
    losses = tuple(loss for one in batch.questions for loss in _losses(format_, one))
    out = {loss.question for loss in losses if loss.field == WHOLE}
    parts = (replace(part, questions=tuple(one for one in part.questions if one.id not in out)) for part in batch.parts)
    kept = replace(batch, parts=tuple(part for part in parts if part.questions))
    return Prepared(format_, kept, losses)


def _losses(format_: QuestionFormat, one: Carried) -> Iterator[Loss]:
    """Yield what is lost of a question; of one that is left out nothing else is told."""
    reason = format_.cannot.get(type(one.interaction))
    if reason:
        yield Loss(one.id, WHOLE, reason)
        return
    also = tuple(format_.also(one))
    whole = tuple(loss for loss in also if loss.field == WHOLE)
    yield from whole[:1] or (*losses_by_field(one, format_.lost), *also)
