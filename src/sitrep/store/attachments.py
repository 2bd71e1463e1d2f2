"""Attachments: which claims of today a judgement is about, known again by their words and meaning when their ids have changed."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.judgements import Judgement, Target, target
from sitrep.model.texts import Span


@dataclass(frozen=True, slots=True)
class Attachment:
    """A judgement that stands, with the claims (ids) of its targets and others today, and the targets that no claim fits any more."""

    judgement: Judgement
    targets: tuple[str, ...]
    others: tuple[str, ...]
    loose: tuple[Target, ...]

    @property
    def bonds(self) -> tuple[Bond, ...]:
        """What it says of which claims are one event."""
        if self.judgement.action == "merge":
            return (Bond(self.targets, True, self.judgement),)
        if self.judgement.action == "split" and self.targets and self.others:
            apart = Bond((self.targets[0], self.others[0]), False, self.judgement)
            return Bond(self.targets, True, self.judgement), Bond(self.others, True, self.judgement), apart
        return ()


def standing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Returns the judgements that hold: those of people that no other one, itself holding, takes back."""
    undone = taken_back(judgements)
    return [each for each in judgements if not (each.suggested or each.undoes or each.id in undone)]


def taken_back(judgements: Sequence[Judgement]) -> set[str]:
    """Returns the ids of the judgements, undoings too, that another one takes back which is not taken back itself."""
    undone: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.undoes and not judgement.suggested and judgement.id not in undone:
            undone.add(judgement.undoes)
    return undone


def attach(judgement: Judgement, claims: Mapping[str, Sequence[Claim]], taken: Set[str] = frozenset()) -> Attachment:
    """Returns a judgement with the claims it is about today; `claims` holds those of each document (id) that it names.

    `taken` are claims (ids) that some judgement was made on: no other one is carried over to them.
    """
    types = {change.value for change in judgement.changes if change.field == "type"}
    found = {each: fitting(each, claims.get(each.document, ()), types, taken) for each in (*judgement.targets, *judgement.others)}
    return Attachment(
        judgement,
        tuple(claim.id for each in judgement.targets if (claim := found[each])),
        tuple(claim.id for each in judgement.others if (claim := found[each])),
        tuple(each for each, claim in found.items() if claim is None),
    )


def fitting(wanted: Target, claims: Sequence[Claim], corrected: set[str], taken: Set[str]) -> Claim | None:
    """Returns the claim that says what was judged: of the same type (or the one it was corrected to) and figures, in the same words.

    The one with the same id is taken first; else, of one place and not of another judgement (`taken`, ids), the one whose words are most
    alike; None where none fits.
    """
    alike = [claim for claim in claims if claim.type in {wanted.type, *corrected} and target(claim).figures == wanted.figures]
    same = next((claim for claim in alike if claim.id == wanted.claim), None)
    if same:
        return same
    near = [claim for claim in alike if claim.id not in taken and _share_place(wanted, claim)]
    shared = [(sum(_shared(a, b) for a in wanted.evidence for b in claim.evidence), claim) for claim in near]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _share_place(wanted: Target, claim: Claim) -> bool:
    """Whether a claim names a place of what was judged, or either names none."""
    places = {place.name for place in claim.places}
    return not places or not wanted.places or not places.isdisjoint(wanted.places)


def _shared(one: Span, other: Span) -> int:
    """Returns how many characters two quotations share: where one holds the other, or where they overlap in one text."""
    if one.text in other.text or other.text in one.text:
        return min(len(one.text), len(other.text))
    start, end = max(one.start, other.start), min(one.end, other.end)
    mine, theirs = one.text[start - one.start : end - one.start], other.text[start - other.start : end - other.start]
    return end - start if start < end and mine == theirs else 0
