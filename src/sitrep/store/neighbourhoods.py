"""Neighbourhoods: the claims near others and the events that hold them, as the record keeps them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.queries import batches, claims_by_id
from sitrep.store.refreshing import block
from sitrep.store.tables import blocks, documents, members


class Neighbourhood:
    """What a merge of claims that came or changed looks at, fetched by id or block; ids that are not known, or are `gone`, give nothing."""

    def __init__(self, connection: Connection, gone: Collection[str] = ()) -> None:
        self._connection = connection
        self._gone = frozenset(gone)

    def claims_under(self, keys: Collection[str]) -> set[str]:
        """Returns the ids of the claims in the events that have one of the block keys."""
        found: set[str] = set()
        for batch in batches(sorted(map(block, keys))):
            found.update(self._connection.scalars(select(blocks.c.claim).where(blocks.c.block.in_(batch))))
        return found

    def events_of(self, claims: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Returns the events (ids) that hold one of the claims (ids), each with the ids of all its claims."""
        events: set[str] = set()
        for batch in batches(sorted(claims)):
            events.update(self._connection.scalars(select(members.c.event).where(members.c.claim.in_(batch))))
        found: dict[str, list[str]] = {}
        for batch in batches(sorted(events)):
            for row in self._connection.execute(select(members).where(members.c.event.in_(batch))):
                found.setdefault(row.event, []).append(row.claim)
        return found

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """Returns the claims of those ids as people left them, without those they rejected."""
        found = claims_by_id(self._connection, sorted({*ids} - self._gone))
        return [claim for claim in found if claim.review is None or claim.review.verdict != "rejected"]

    def documents(self, ids: Collection[str]) -> list[Document]:
        """Returns the newest revisions of the documents of those ids."""
        found: list[Document] = []
        for batch in batches(sorted(ids)):
            wanted = select(documents).where(documents.c.id.in_(batch), documents.c.newest)
            found += map(rows.read_document, self._connection.execute(wanted))
        return found
