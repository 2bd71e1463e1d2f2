"""Rulings: what people decided since events were computed last, and the claims that it turns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.attachments import Attachment, attach, standing
from sitrep.store.bulk import write_rows
from sitrep.store.queries import batches, claims_of
from sitrep.store.refreshing import judged_claims, ruled
from sitrep.store.tables import attachments, decisions, judgements


@dataclass(frozen=True, slots=True)
class Ruling:
    """The claims that documents which came and decisions turn: known ones as they were `before`, all as they are `now`, and those `gone`.

    `decided` are the decisions (numbers), `about` all judgements (ids) that name one of the documents, `attached` those that stand.
    """

    decided: tuple[int, ...]
    about: tuple[str, ...]
    attached: tuple[Attachment, ...]
    before: tuple[Claim, ...]
    now: tuple[Claim, ...]
    gone: frozenset[str]

    @property
    def documents(self) -> set[str]:
        """The documents (ids) of all these claims."""
        return {claim.document for claim in (*self.before, *self.now)}

    def touches(self, event: Event) -> bool:
        """Whether an event held a claim that is turned, so that it is to be found by other words."""
        return any(claim.id in event.claims for claim in self.before)


def ruling_of(connection: Connection, arrived: Sequence[Document]) -> Ruling:
    """Returns what has turned since events were computed last; `arrived` are the documents that came."""
    decided = set(connection.scalars(select(decisions.c.judgement)))
    found = connection.execute(select(judgements.c.number, judgements.c.body).order_by(judgements.c.number))
    made = {row.number: rows.JUDGEMENTS.decode(row.body) for row in found}
    new = {report.id for report in arrived}
    named = new | _named_by((made[number] for number in decided), {each.id: each for each in made.values()})
    about = [each for each in made.values() if not named.isdisjoint(_named(each))]
    claims = {key: claims_of(connection, key) for key in sorted(named.union(*map(_named, about)))}
    then = _attached([each for number, each in made.items() if number not in decided], named, claims)
    today = _attached(list(made.values()), named, claims)
    turned = {claim for _, claim in _pairs(then) ^ _pairs(today)}
    touched = [claim for key in sorted(named - new) for claim in claims[key] if claim.id in turned]
    now = tuple(ruled([*(claim for report in arrived for claim in claims[report.id]), *touched], judged_claims(today)))
    gone = frozenset(claim.id for claim in touched) - {claim.id for claim in now}
    before = tuple(ruled(touched, judged_claims(then)))
    return Ruling(tuple(decided), tuple(each.id for each in about), tuple(today), before, now, gone)


def keep_ruling(connection: Connection, ruling: Ruling) -> None:
    """Keeps to which claims the judgements apply now."""
    for batch in batches(ruling.about):
        connection.execute(delete(attachments).where(attachments.c.judgement.in_(batch)))
    pairs = dict.fromkeys((each.judgement.id, claim) for each in ruling.attached for claim in each.targets)
    write_rows(connection, attachments, list(pairs))


def _attached(made: Sequence[Judgement], named: set[str], claims: Mapping[str, Sequence[Claim]]) -> list[Attachment]:
    """Returns the judgements that stand and name one of some documents (ids), with their claims; `claims` are today's by document."""
    held = standing(made)
    taken = {each.claim for judgement in held for each in (*judgement.targets, *judgement.others)}
    return [attach(each, claims, taken) for each in held if not named.isdisjoint(_named(each))]


def _named(judgement: Judgement) -> set[str]:
    """Returns the documents (ids) that a judgement names."""
    return {each.document for each in (*judgement.targets, *judgement.others)}


def _named_by(made: Iterable[Judgement], by_id: Mapping[str, Judgement]) -> set[str]:
    """Returns the documents (ids) that judgements name, or those which they take back, or which these had taken back."""
    found: set[str] = set()
    for judgement in made:
        each: Judgement | None = judgement
        while each is not None:
            found |= _named(each)
            each = by_id.get(each.undoes or "")
    return found


def _pairs(attached: Iterable[Attachment]) -> set[tuple[str, str]]:
    """Returns which judgement is about which claim (ids)."""
    return {(each.judgement.id, claim) for each in attached for claim in (*each.targets, *each.others)}
