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
from sitrep.views.wishes import Hand
from sitrep.views.words import counted


def begun(hand: Hand, action: Action) -> Judgement:
    """Returns the beginnings of a judgement, made now."""
    return Judgement(action, author_name(hand.author), this_moment(), reason=hand.reason, suggested=hand.suggestion)


class Decision(msgspec.Struct, frozen=True):
    """A judgement that is ready to be kept, and what was done in words."""

    judgement: Judgement
    done: str


def judge_claims(action: Action, identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that claims are right ("accept") or none ("reject"), and returns the exit code."""
    with open_record(database) as record:
        return _keep(record, verdict(record, action, identifiers, hand), messages)


def correct(identifier: str, typed: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Sets fields of a claim right, and returns the exit code.

    Raises: WrongUsage for a field or value that a claim cannot have.
    """
    changes = tuple(map(read_change, typed))
    with open_record(database) as record:
        return _keep(record, correction(record, identifier, changes, hand), messages)


def merge(identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that events are one, and returns the exit code.

    Raises: WrongUsage for less than two events.
    """
    with open_record(database) as record:
        return _keep(record, union(record, identifiers, hand), messages)


def split(event: str, identifiers: Sequence[str], hand: Hand, database: str | None, messages: Messages) -> int:
    """Says that some claims of an event are an event of their own, and returns the exit code.

    Raises: WrongUsage where a claim is not of the event, or none would be left in it.
    """
    with open_record(database) as record:
        return _keep(record, division(record, event, identifiers, hand), messages)


def undo(identifier: str, hand: Hand, database: str | None, messages: Messages) -> int:
    """Takes a judgement back, and returns the exit code.

    Raises: WrongUsage where it is taken back already.
    """
    with open_record(database) as record:
        return _keep(record, withdrawal(record, identifier, hand), messages)


def verdict(record: Record, action: Action, identifiers: Sequence[str], hand: Hand) -> Decision:
    """Returns the decision that claims, or all claims of events, are right or none.

    Raises: WrongUsage for an id that is unknown.
    """
    whole = dict.fromkeys(whole_id(record, each) for each in identifiers)
    claims = {claim.id: claim for each in whole for claim in _claims(record, each)}
    judged = msgspec.structs.replace(begun(hand, action), targets=_targets(record, list(claims.values())))
    return Decision(judged, f"{counted(len(claims), 'claim')} {action}ed")


def correction(record: Record, identifier: str, changes: Sequence[Change], hand: Hand) -> Decision:
    """Returns the decision that fields of a claim are otherwise.

    Raises: WrongUsage for a field or value that a claim cannot have.
    """
    claim = record.claims_by_id([whole_id(record, identifier, "c")])[0]
    _check_kind(corrected(claim, changes))
    judged = msgspec.structs.replace(begun(hand, "correct"), targets=_targets(record, [claim]), changes=tuple(changes))
    told = ", ".join(f"{each.field}={msgspec.json.encode(each.value).decode()}" for each in changes)
    return Decision(judged, f"{claim.id} corrected: {told}")


def union(record: Record, identifiers: Sequence[str], hand: Hand) -> Decision:
    """Returns the decision that events are one.

    Raises: WrongUsage for less than two events.
    """
    events = list(dict.fromkeys(whole_id(record, each, "e") for each in identifiers))
    if len(events) < 2:
        raise WrongUsage("at least two events are needed to make them one")
    claims = [claim for event in events for claim in _claims(record, event)]
    judged = msgspec.structs.replace(begun(hand, "merge"), targets=_targets(record, claims))
    return Decision(judged, f"{counted(len(events), 'event')} made one, of {counted(len(claims), 'claim')}")


def division(record: Record, event: str, identifiers: Sequence[str], hand: Hand) -> Decision:
    """Returns the decision that some claims of an event are an event of their own.

    Raises: WrongUsage where a claim is not of the event, or none would be left in it.
    """
    whole = whole_id(record, event, "e")
    held = {claim.id: claim for claim in _claims(record, whole)}
    wanted = list(dict.fromkeys(whole_id(record, each, "c") for each in identifiers))
    if foreign := [each for each in wanted if each not in held]:
        raise WrongUsage(f"{', '.join(foreign)}: not of event {whole}; its claims are {', '.join(held)}")
    if len(wanted) == len(held):
        raise WrongUsage(f"event {whole} would be left without a claim; name only those that tell of another happening")
    rest = [claim for key, claim in held.items() if key not in wanted]
    targets, others = _targets(record, [held[key] for key in wanted]), _targets(record, rest)
    judged = msgspec.structs.replace(begun(hand, "split"), targets=targets, others=others)
    return Decision(judged, f"{counted(len(wanted), 'claim')} taken out of event {whole}")


def withdrawal(record: Record, identifier: str, hand: Hand) -> Decision:
    """Returns the decision that a judgement is taken back.

    Raises: WrongUsage where it is taken back already.
    """
    whole = whole_judgement_id(record, identifier)
    if whole in taken_back(record.judgements()):
        raise WrongUsage(f"{whole}: is taken back already; `sitrep judge log` tells by whom")
    return Decision(msgspec.structs.replace(begun(hand, "undo"), undoes=whole), f"{whole} taken back")


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


def _keep(record: Record, decision: Decision, messages: Messages) -> int:
    """Keeps a decision, prints its id, tells what was done, and returns the exit code."""
    whole = signed(decision.judgement)
    record.judge(whole)
    write(f"{whole.id}\n".encode())
    how = "suggested by" if whole.suggested else "by"
    messages.note(f"{decision.done}, {how} {whole.author}; `sitrep judge undo {whole.id}` takes it back")
    return 0
