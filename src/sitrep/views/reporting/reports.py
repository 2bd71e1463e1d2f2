"""Reports: what a situation report consists of, whatever it is written as."""

from typing import Literal

import msgspec

from sitrep.model.events import Bounds

Kind = Literal["plain", "number", "day", "name", "words", "mark", "person"]


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of a sentence that is of one kind.

    `plain` comes from the templates and holds no digit; `number` stands for `bounds` and is stated by the footnotes `notes`, or computed
    as they say; `day` is a date; `name` a name and `words` a quotation as they stand in a report; `mark` only refers to `notes`;
    `person` is what somebody wrote by hand. `counted` are the ids of what a counted number counts; `language` is that of `words`.
    """

    text: str = ""
    kind: Kind = "plain"
    notes: tuple[int, ...] = ()
    strong: bool = False
    bounds: Bounds | None = None
    counted: tuple[str, ...] = ()
    language: str | None = None


Pieces = tuple[Piece, ...]


class Quote(msgspec.Struct, frozen=True, tag="quote"):
    """A footnote: who says so (`speaker` None: the outlet), where, when, in which words, and the report's address.

    `claim` and `document` are ids; `review` is what a person says of the claim, "" where nobody has; `language` is that of the words.
    """

    number: int
    claim: str
    document: str
    speaker: str | None
    outlet: str
    date: str
    words: str
    link: str | None = None
    review: str = ""
    language: str | None = None

    @property
    def said_by(self) -> str:
        """Who says so, where and when, as far as each is known."""
        return ", ".join(part for part in (self.speaker, self.outlet, self.date) if part)


class Computation(msgspec.Struct, frozen=True, tag="computation"):
    """A footnote to a number that nobody states: how it was computed, from numbers that bear footnotes, or by counting."""

    number: int
    kind: Literal["sum", "difference", "count", "trend"]
    how: Pieces


Note = Quote | Computation


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """One paragraph; `quiet` ones explain and are set smaller."""

    pieces: Pieces
    quiet: bool = False


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """A list of short paragraphs."""

    items: tuple[Pieces, ...]


class Subheading(msgspec.Struct, frozen=True, tag="subheading"):
    """A heading within a section."""

    pieces: Pieces


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table with a caption; `widths` are shares of the width of the page, the first column heads its row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    widths: tuple[int, ...]


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A drawing as SVG with the text that stands for it."""

    svg: str
    alt: str
    caption: Pieces


class Remark(msgspec.Struct, frozen=True, tag="remark"):
    """What a person wrote, by whom ("" where not told)."""

    text: str
    author: str = ""


Block = Paragraph | Bullets | Subheading | Table | Picture | Remark


class Section(msgspec.Struct, frozen=True):
    """A section; `key` is its name in the style and in a person's file."""

    key: str
    title: str
    blocks: tuple[Block, ...]


class Fact(msgspec.Struct, frozen=True):
    """A line of the header."""

    name: str
    pieces: Pieces


class Report(msgspec.Struct, frozen=True):
    """A situation report; `notes` in the order of their numbers, `last_day` (ISO) is that of its period, by which its files are dated."""

    title: str
    subtitle: Pieces
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    notes_title: str
    last_day: str
    language: str = "en"
