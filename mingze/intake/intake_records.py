"""What is known of a heap of filled sheets: its pages, people, rows, and what waits for a person.

A page for people is made from an `Intake` alone. Everything that waits has a ``key``, under which its decision
stands in `核对结果.json` (`mingze.intake.settlement`), and ``settled``, the decision that holds now, None while it is
open. What is settled stays in the lists, so that a page can show it and have it changed.

Pictures are JPEG in grey. A ``picture`` is the fingerprint of a scanned page's pixels: scanned anew, it is another.
"""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct, field

from mingze.banks.drawn import DrawnPaper
from mingze.roster.roster_person import RosterPerson

PageFate = Literal[
    "read", "spare", "conflict", "owner", "unclear", "stranger",
    "blank", "foreign", "overlapping", "blurred", "edition", "aside", "unopened",
]  # fmt: skip
FATES: dict[PageFate, str] = {
    "read": "读出",
    "spare": "重复：和另一张读出的一样，没有用",
    "conflict": "两张不一样：同一页扫了几次，读出的不同，要选一张",
    "owner": "认不出是谁的",
    "unclear": "格子看不清，要人照图填，或者重扫",
    "stranger": "不在名单里",
    "blank": "空白",
    "foreign": "不是答题卡",
    "overlapping": "两张叠在一起",
    "blurred": "拍糊了",
    "edition": "题库在印卡以后改过，或者是别处的卷子",
    "aside": "核对时放在一边",
    "unopened": "打不开",
}
"""What becomes of a page: ``read`` and ``unclear`` give rows; ``conflict``, ``owner`` and ``stranger`` when settled."""

ROW_WHY = {
    "unanswered": "没有涂",
    "unclear": "整页格子看不清，照图填",
}
"""Why a row waits, beside `mingze.sheets.deciding.WHY`."""


class PictureSource(Protocol):
    """Something that keeps pictures: hundreds of pages have more than should stand in memory."""

    def read(self, at: int, length: int) -> bytes:
        """Return the bytes of a picture."""
        ...


class StoredPicture(Struct, frozen=True):
    """Where a picture is kept."""

    source: PictureSource
    at: int
    length: int


class Crop(Struct, frozen=True):
    """A picture to be shown; ``jpeg`` are its bytes."""

    kept: bytes | StoredPicture
    width: int
    height: int
    place: tuple[float, float, float, float] | None = None
    """Where on the page it was cut, in mm: x, y, width, height; None for a whole page."""

    @property
    def jpeg(self) -> bytes:
        """The picture, read anew each time: write it away and forget it."""
        if isinstance(self.kept, bytes):
            return self.kept
        return self.kept.source.read(self.kept.at, self.kept.length)


class Sitter(Struct, frozen=True):
    """Somebody who wrote: of the roster, or known by the 考号 they filled in alone."""

    key: str
    """The 考号 where there is one, else ``#`` and the serial: how owners are named in `核对结果.json`."""
    person: RosterPerson
    """Name, unit, number; without a roster only the number is not empty."""
    serial: str
    """Five characters on sheets that were printed for them."""

    @property
    def shown(self) -> str:
        """What people call them: 张三（财务科，考号 260001）."""
        about = "，".join(
            part for part in (self.person.unit, self.person.number and f"考号 {self.person.number}") if part
        )
        if not self.person.name:
            return about or self.key
        return f"{self.person.name}（{about}）" if about else self.person.name


class PageRecord(Struct, frozen=True):
    """A page of the input."""

    source: str
    """File and place, as users are told: ``扫描.pdf 第 3 页``."""
    picture: str
    """"" where no picture could be had."""
    fate: PageFate
    words: str
    """Why and what to do, "" where nothing need be told."""
    paper: str = ""
    """The 卷号, "" where unknown."""
    page: int = 0
    """Which page of its sheet, from 1 on; 0 where unknown."""
    sitter: str = ""
    """The key of whose it is, "" where unknown."""
    view: Crop | None = None
    """The whole page, small; for pages that a person must look at."""


class RowRecord(Struct, frozen=True):
    """A row of boxes of somebody's sheet: an answer, or a part of a match or order."""

    key: str
    """``row/<picture>/<row>``, see `mingze.intake.settlement`."""
    picture: str
    source: str
    sitter: str
    paper: str
    question: int
    """Its number on the paper, from 1 on."""
    part: int
    """Which part of a match or order, from 1 on; 0 where there is one answer."""
    letters: tuple[str, ...]
    """The marks printed in its boxes, in their order: A B C D, or √ ×."""
    several: bool
    """Whether more than one may be marked."""
    state: Literal["marked", "empty", "doubt"]
    """As it was read."""
    marks: str
    """What was read without doubt; "" otherwise."""
    why: tuple[str, ...]
    """Why a person must look: keys of `mingze.sheets.deciding.WHY` and `ROW_WHY`; empty where nobody must."""
    suggestion: str | None
    """What most likely was meant; "" for unanswered; None where nothing is suggested."""
    crop: Crop | None
    """Only where a person must look."""
    settled: str | None
    """What a person decided: letters in the order of ``letters``, "" for unanswered."""

    @property
    def asked(self) -> bool:
        """Whether a person must look."""
        return bool(self.why)

    @property
    def answer(self) -> str | None:
        """The marks that hold; None while they are open."""
        if self.settled is not None:
            return self.settled
        return None if self.asked else self.marks

    @property
    def label(self) -> str:
        """How it is called: 12, 23(1)."""
        return f"{self.question}({self.part})" if self.part else str(self.question)


class FieldRecord(Struct, frozen=True):
    """An answer in writing: gaps that a person types in, or a short answer that a person rates."""

    key: str
    """``gaps/…`` or ``points/…``."""
    kind: Literal["gaps", "points"]
    pictures: tuple[str, ...]
    """The pages it stands on: long answers go on on the next one."""
    sources: tuple[str, ...]
    sitter: str
    paper: str
    question: int
    stem: str
    """Plain text."""
    crops: tuple[Crop, ...]
    """One a page."""
    gaps: tuple[tuple[str, ...], ...]
    """For gaps the words that are accepted in each; empty for a short answer."""
    points: tuple[tuple[str, float], ...]
    """For a short answer its 得分点 with what each earns at most, as the bank has them; empty for gaps."""
    reference: str
    """The model answer, plain text; "" for gaps."""
    bare: bool
    """Whether there is hardly any ink in it: most likely nothing was written. Only suggested."""
    settled: tuple[str | None, ...] | tuple[float, ...] | None
    """What a person entered: the words of each gap (None: left empty), or the points of each 得分点."""


class OwnerRecord(Struct, frozen=True):
    """A page of which it is not plain whose it is."""

    key: str
    """``owner/<picture>``."""
    picture: str
    source: str
    paper: str
    page: int
    why: str
    """In words."""
    number: str
    """The 考号 as read, ``?`` for a digit in doubt, ``_`` for an empty one; "" on a sheet printed for somebody."""
    candidates: tuple[str, ...]
    """Keys of sitters whom it may belong to, most likely first; the first is a suggestion."""
    names: Crop
    """What was written as name and unit."""
    digits: Crop | None
    """The 考号 grid; None on a sheet printed for somebody."""
    settled: str | None
    """The key of its owner; "" where it was set aside."""


class ConflictRecord(Struct, frozen=True):
    """Several scans of the same page of somebody's sheet that say different things."""

    key: str
    """``copy/<picture>+<picture>…``, the pictures in the order of the alphabet."""
    pictures: tuple[str, ...]
    """In the order they came."""
    sources: tuple[str, ...]
    sitter: str
    paper: str
    page: int
    rows: tuple[str, ...]
    """Which rows differ: ``12``, ``23.1``."""
    views: tuple[Crop, ...]
    """The pages, small, beside ``pictures``."""
    names: tuple[Crop, ...]
    """What was written as name and unit: two people may have filled in the same 考号 (then settle ``owner/…``)."""
    settled: str | None
    """The picture that holds."""


class SheetOutcome(Struct, frozen=True):
    """Somebody's sheet of one paper."""

    sitter: str
    paper: str
    pages: tuple[int, ...]
    """The pages that are there."""
    missing: tuple[int, ...]
    open: int
    """How many decisions of people it waits for."""
    file: str
    """Its answer file, "" while it is held back."""
    held: str
    """Why it is held back, in words."""


class PaperRecord(Struct, frozen=True):
    """A form of a paper of which sheets were read."""

    number: str
    """The 卷号."""
    title: str
    drawn: DrawnPaper


class Intake(Struct, frozen=True):
    """A heap of filled sheets as it was read and settled."""

    site: str
    """The site's id."""
    papers: dict[str, PaperRecord] = field(default_factory=dict)
    """By 卷号."""
    sitters: dict[str, Sitter] = field(default_factory=dict)
    """By key: the roster's people in its order, or who was found."""
    pages: tuple[PageRecord, ...] = ()
    """Every page of the input, in its order."""
    owners: tuple[OwnerRecord, ...] = ()
    conflicts: tuple[ConflictRecord, ...] = ()
    rows: tuple[RowRecord, ...] = ()
    """Of every sheet's pages that hold, whether anybody must look or not."""
    fields: tuple[FieldRecord, ...] = ()
    sheets: tuple[SheetOutcome, ...] = ()
    absent: tuple[str, ...] = ()
    """Keys of people of the roster of whom there is no page."""
    told: tuple[str, ...] = ()
    """What else users must know, in words: decisions that no longer hold, a roster's faults."""
    decisions: dict[str, object] = field(default_factory=dict)
    """Everything that `核对结果.json` said, of other scans too: a page begins with it, so that nothing is lost."""
