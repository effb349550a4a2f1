"""What a document is made of, whatever the format: blocks in sections. Writers lay them out and add nothing."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from mingze.views.runs import Runs


class Count(Struct, frozen=True):
    """A heading's place among those that a program can count."""

    kind: str
    """``headings`` (1, 2, …) or ``chapters`` (第一章, 第二章, …)."""
    place: int


class Heading(Struct, frozen=True):
    """A heading inside a section, level 2 to 4 (a section's own title is level 1)."""

    level: int
    text: str
    number: str = ""
    """What stands before it, like “1” or “一、”."""
    count: Count | None = None
    """The same for a program that counts; None where the number must be written out."""


class ParagraphBlock(Struct, frozen=True):
    """Running text. ``kind``: ``body``; ``note`` for small print; ``sources``; ``lead`` for a sentence above a list."""

    runs: Runs
    kind: str = "body"


class QuotedPassage(Struct, frozen=True):
    """A paragraph, item or sub-item of statutory text as it stands."""

    number: str
    """What stands before it: “（一）”, “1．”, "" for a paragraph."""
    runs: Runs
    badge: str = ""
    """Its badge in words where it differs from that of the whole."""
    checked: bool = True
    """Whether it may be quoted as it stands; for its badge alone."""


class Quotation(Struct, frozen=True):
    """Statutory text as it stands, under its number and its badge in words; never in quotation marks."""

    label: str
    badge: str
    checked: bool
    """Whether it may be quoted as it stands; otherwise the badge stands out."""
    passages: tuple[QuotedPassage, ...]


class Bullets(Struct, frozen=True):
    """A list; numbered where ``ordered``."""

    items: tuple[Runs, ...]
    ordered: bool = False


class TableBlock(Struct, frozen=True):
    """A table whose head repeats on every page and whose rows do not break."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    weights: tuple[int, ...]
    """Relative widths of the columns."""
    blank_rows: int = 0
    """Empty rows to write in, after the others."""
    row_height: float = 0
    """Least height of a row in mm; 0 as high as its text."""


class Lines(Struct, frozen=True):
    """Ruled lines to write on, ``gap`` mm apart."""

    count: int
    gap: float = 9


class Fields(Struct, frozen=True):
    """Named places to fill in, on one line as far as they fit: 单位：____."""

    names: tuple[str, ...]


class Box(Struct, frozen=True):
    """An article in a picture: its number, its gist, its badge in words."""

    label: str
    text: str
    badge: str
    items: tuple[str, ...] = ()
    checked: bool = True
    """Whether the article may be quoted as it stands."""


class PictureStep(Struct, frozen=True):
    """Boxes under one heading of a picture ("" for none)."""

    title: str
    boxes: tuple[Box, ...]


class Picture(Struct, frozen=True):
    """Steps under a title; joined by arrows where one follows from the other."""

    title: str
    steps: tuple[PictureStep, ...]
    joined: bool


class PaperOption(Struct, frozen=True):
    """One option of a question, or one part of a match or order."""

    letter: str
    runs: Runs


class PaperItem(Struct, frozen=True):
    """A question on a paper. ``type`` is a value of `mingze.questions.QuestionType`."""

    number: int
    type: str
    stem: Runs
    points: int | float
    options: tuple[PaperOption, ...] = ()
    """Options; for a match the right sides, for an order the steps."""
    lefts: tuple[Runs, ...] = ()
    """The left sides of a match."""
    lines: int = 0
    """Ruled lines for the answer, on a paper without an answer sheet."""
    layout: str = "options"
    """How what stands below the stem is laid out (`mingze.questions.Printed`)."""


class PaperHead(Struct, frozen=True):
    """What stands above a question paper."""

    title: str
    form: str
    minutes: int
    marks: int | float
    number: str
    """The 卷号."""
    sections: tuple[str, ...]
    """Names of the sections, for the table of marks."""


class Patch(Struct, frozen=True):
    """A rectangle at a place of a page, in mm, with what is printed in it."""

    x: float
    y: float
    w: float
    h: float
    text: str = ""
    kind: str = "words"
    """``title`` of the document; ``heading``; ``words``; a ``mark``, light, for it stands where something is marked."""
    align: str = "center"
    """``left``, ``center`` or ``right``; between top and bottom it stands in the middle."""
    stroke: float = 0
    """Thickness of its frame in points; 0 for none."""
    black: bool = False
    """Whether the rectangle is filled."""


class Stroke(Struct, frozen=True):
    """A line at a place of a page, in mm; ``thickness`` in points."""

    x: float
    y: float
    w: float
    h: float
    thickness: float


class SheetCode(Struct, frozen=True):
    """A QR code at a place of a page, in mm, without the white around it."""

    x: float
    y: float
    side: float
    words: str
    error: str
    """Its level of error correction."""


class SheetSide(Struct, frozen=True):
    """A page of which every part has its place."""

    number: int
    patches: tuple[Patch, ...]
    strokes: tuple[Stroke, ...]
    codes: tuple[SheetCode, ...]


class SheetBlock(Struct, frozen=True):
    """The pages of an answer sheet; it stands alone in its section, which has no running head of its own."""

    sides: tuple[SheetSide, ...]


Block: TypeAlias = (
    "Heading | ParagraphBlock | Quotation | Bullets | Callout | TableBlock | Lines | Fields | Picture | PaperItem"
    " | PaperHead | SheetBlock | Qr | Dossier"
)


class Callout(Struct, frozen=True):
    """A key point or caution set off from the text: its kind and standing in words, its title, what it says."""

    kind: str
    title: str
    standing: str
    blocks: tuple[Block, ...]


class Dossier(Struct, frozen=True):
    """The dossier of a question group in its frame: it stays with the question below it."""

    title: str
    blocks: tuple[ParagraphBlock | Bullets | TableBlock, ...]


class Qr(Struct, frozen=True):
    """A QR code with its address printed beneath; only on a site that has an address."""

    url: str
    caption: str


class SectionBlock(Struct, frozen=True):
    """A part of a document that begins on a page of its own (an odd one where ``odd``)."""

    title: str
    blocks: tuple[Block, ...]
    short: str = ""
    """What the running head says; the title where empty."""
    odd: bool = False


class Document(Struct, frozen=True):
    """A document with what must stand on each of its pages."""

    id: str
    """Its file's name without ending: ``handout-safety-deputy``."""
    title: str
    book: str
    """The running head: what the document belongs to."""
    edition: str
    checked: str
    """整理/核对 of the regulations quoted, in words; "" where nothing is quoted."""
    sections: tuple[SectionBlock, ...]
    cover: bool = False
    """Whether it has a cover and a table of contents."""
    paper: bool = False
    """Whether it is an examination paper: binding margin, sealing line, pages counted by section."""
    confidential: str = ""
    """A line on every page that says for whom it is: 阅卷用，请勿与试卷一并发放."""
    keywords: tuple[str, ...] = field(default=())
    organisation: str = ""
    """Who hands it out: on the cover and in the file's properties."""
