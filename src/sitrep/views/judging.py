"""`sitrep judge accept|reject|correct|merge|split|undo`: a person's decisions, kept."""

from collections.abc import Sequence

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.judgements import Action, Change, Judgement, Target, signed, target
from sitrep.model.times import this_moment
from sitrep.packs.types import event_types
from sitrep.store.attachments import taken_back
from sitrep.store.records import Record
from sitrep.store.verdicts import corrected
from sitrep.views.authors import author_name
from sitrep.views.identifiers import whole_id, whole_judgement_id
from sitrep.views.messages import Messages
from sitrep.views.output import write
from sitrep.views.records import open_record
from sitrep.views.words import counted


class Hand(msgspec.Struct, frozen=True):
    """Who decides and why, as it was typed; a suggestion is a machine's."""

    author: str | None = None
    reason: str | None = None
    suggestion: bool = False

    def judgement(self, action: Action) -> Judgement:
        """Returns the beginnings of a judgement, made now."""
        return Judgement(action, author_name(self.author), this_moment(), reason=self.reason, suggested=self.suggestion)


def accept(identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that claims are right, and returns the exit code."""
    return _judge_claims("accept", identifiers, hand, database, messages)


def reject(identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that claims are none, and returns the exit code."""
    return _judge_claims("reject", identifiers, hand, database, messages)


def correct(identifier: str, typed: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Sets fields of a claim right, and returns the exit code.

    Raises: WrongUsage for a field or value that a claim cannot have.
    """
    changes = tuple(map(read_change, typed))
    with open_record(database) as record:
        claim = record.claims_by_id([whole_id(record, identifier, "c")])[0]
        _check_kind(corrected(claim, changes))
        judged = msgspec.structs.replace(hand.judgement("correct"), targets=_targets(record, [claim]), changes=changes)
        return _keep(record, judged, f"{claim.id} corrected: {', '.join(typed)}", messages)


def merge(identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that events are one, and returns the exit code.

    Raises: WrongUsage for less than two events.
    """
    with open_record(database) as record:
        events = list(dict.fromkeys(whole_id(record, each, "e") for each in identifiers))
        if len(events) < 2:
            raise WrongUsage("at least two events are needed to make them one")
        claims = [claim for event in events for claim in _claims(record, event)]
        judged = msgspec.structs.replace(hand.judgement("merge"), targets=_targets(record, claims))
        return _keep(record, judged, f"{counted(len(events), 'event')} made one, of {counted(len(claims), 'claim')}", messages)


def split(event: str, identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that some claims of an event are an event of their own, and returns the exit code.

    Raises: WrongUsage where a claim is not of the event, or none would be left in it.
    """
    with open_record(database) as record:
        whole = whole_id(record, event, "e")
        held = {claim.id: claim for claim in _claims(record, whole)}
        wanted = list(dict.fromkeys(whole_id(record, each, "c") for each in identifiers))
        if foreign := [each for each in wanted if each not in held]:
            raise WrongUsage(f"{', '.join(foreign)}: not of event {whole}; its claims are {', '.join(held)}")
        if len(wanted) == len(held):
            raise WrongUsage(f"event {whole} would be left without a claim; name only those that tell of another happening")
        rest = [claim for key, claim in held.items() if key not in wanted]
        targets, others = _targets(record, [held[key] for key in wanted]), _targets(record, rest)
        judged = msgspec.structs.replace(hand.judgement("split"), targets=targets, others=others)
        return _keep(record, judged, f"{counted(len(wanted), 'claim')} taken out of event {whole}", messages)


def undo(identifier: str, hand: Hand, database: str | None, messages: Messages) -> int:
    """Takes a judgement back, and returns the exit code.

    Raises: WrongUsage where it is taken back already.
    """
    with open_record(database) as record:
        whole = whole_judgement_id(record, identifier)
        if whole in taken_back(record.judgements()):
            raise WrongUsage(f"{whole}: is taken back already; `sitrep judge log` tells by whom")
        return _keep(record, msgspec.structs.replace(hand.judgement("undo"), undoes=whole), f"{whole} taken back", messages)


def read_change(typed: str) -> Change:
    """Returns what was typed as FIELD=VALUE; the value is JSON, or a plain word where it is none.

    >>> read_change("figures.0.low=5"), read_change("status=planned")
    (Change(field='figures.0.low', value=5), Change(field='status', value='planned'))

    Raises: WrongUsage where there is no "=".
    """
    field, sign, value = typed.partition("=")
    if not sign or not field:
        raise WrongUsage(f"{typed!r}: FIELD=VALUE is expected, such as status=planned or figures.0.low=5")
    try:
        return Change(field, msgspec.json.decode(value.encode()))
    except msgspec.DecodeError:
        return Change(field, value)


def _judge_claims(action: Action, identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Keeps one judgement on some claims, and returns the exit code."""
    with open_record(database) as record:
        whole = dict.fromkeys(whole_id(record, each) for each in identifiers)
        claims = {claim.id: claim for each in whole for claim in _claims(record, each)}
        judged = msgspec.structs.replace(hand.judgement(action), targets=_targets(record, list(claims.values())))
        return _keep(record, judged, f"{counted(len(claims), 'claim')} {action}ed", messages)


def _claims(record: Record, identifier: str) -> list[Claim]:
    """Returns the claims of an event, or the one claim of that id."""
    event = record.event(identifier)
    return record.claims_by_id(event.claims if event else [identifier])


def _targets(record: Record, claims: Sequence[Claim]) -> tuple[Target, ...]:
    """Returns claims as judgements name them: as the program read them, without what people changed since."""
    return tuple(map(target, record.claims_as_read([claim.id for claim in claims])))


def _check_kind(claim: Claim) -> None:
    """Checks that a corrected claim has a type and mode that there are.

    Raises: WrongUsage.
    """
    types = {each.name: each for each in event_types(())}
    if claim.type not in types:
        raise WrongUsage(f"type={claim.type!r}: known are {', '.join(types)}")
    if claim.mode is not None and claim.mode not in types[claim.type].modes:
        raise WrongUsage(f"mode={claim.mode!r}: {claim.type} has the modes {', '.join(types[claim.type].modes) or '(none)'}")


def _keep(record: Record, judgement: Judgement, done: str, messages: Messages) -> int:
    """Keeps a judgement, prints its id, tells what was done, and returns the exit code."""
    whole = signed(judgement)
    record.judge(whole)
    write(f"{whole.id}\n".encode())
    how = "suggested by" if judgement.suggested else "by"
    messages.note(f"{done}, {how} {judgement.author}; `sitrep judge undo {whole.id}` takes it back")
    return 0
