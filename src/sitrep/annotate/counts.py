"""Counts in the making: the words of a text, and what is known of each number in it so far."""

from dataclasses import dataclass

from spacy.tokens import Doc

from sitrep.annotate.counted_nouns import Counted
from sitrep.annotate.quantifiers import Quantity
from sitrep.model.figures import Figure, Item, Measure


@dataclass(frozen=True, slots=True)
class Tokens:
    """A parsed text with its tokens in small letters."""

    parse: Doc
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity, the noun that it counts, and what befell it; `whole` is a position in the list of counts of the text."""

    quantity: Quantity
    counted: Counted
    item: Item
    measure: Measure | None
    whole: int | None = None
    article: bool = False

    @property
    def start(self) -> int:
        """The first token of its words."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """The token after its words."""
        return max(self.counted.end, self.quantity.end)

    def figure(self, parse: Doc) -> Figure:
        """Returns the figure that it makes, with its words."""
        start, last = parse[self.start].idx, parse[self.end - 1]
        end = last.idx + len(last)
        bounds = self.quantity
        return Figure(
            start, end, parse[self.start : self.end].text, self.item, self.measure, bounds.low, bounds.high, bounds.approx, self.whole
        )
