"""Desks: what the sections of a report are written from."""

import msgspec

from sitrep.model.claims import Claim
from sitrep.views.reporting.footnotes import Ledger
from sitrep.views.reporting.material import Material
from sitrep.views.reporting.phrasing import plain, quotation_marks
from sitrep.views.reporting.reports import Piece, Pieces, Quote
from sitrep.views.reporting.speakers import asserting, outlet, says, speaker, who


class Desk(msgspec.Struct, frozen=True):
    """What the sections are written from: the material, the footnotes so far, and the year that is not told."""

    material: Material
    ledger: Ledger

    @property
    def year(self) -> int:
        """The year that days are told without."""
        return self.material.period.last.year

    def says(self, claim: Claim) -> Pieces:
        """Returns who says so, to end a sentence."""
        return says(claim, self.material.document_of(claim))

    def who(self, claim: Claim) -> Pieces:
        """Returns who says so, to begin a sentence."""
        return who(claim, self.material.document_of(claim))

    def speaker(self, claim: Claim) -> Pieces:
        """Returns who vouches for a claim, for a cell of a table."""
        source = asserting(claim)
        return speaker(source) if source else outlet(self.material.document_of(claim))

    def quote(self, claim: Claim) -> Pieces:
        """Returns the mark of a claim's footnote."""
        return (Piece("", "mark", (self.ledger.quote(claim),)),)

    def words(self, claim: Claim) -> Pieces:
        """Returns the words of a claim in quotation marks, with the mark."""
        note = self.ledger.quote(claim)
        quoted = next(each for each in self.ledger.notes if each.number == note)
        assert isinstance(quoted, Quote), "a claim's footnote is a quotation"
        begin, end = quotation_marks(quoted.words)
        return (*plain(begin), Piece(quoted.words, "words", language=quoted.language), *plain(end), Piece("", "mark", (note,)))
