"""Judge: the forms by which people accept, reject, correct, merge, split and undo; each decision bears its author."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.judgements import Change, signed
from sitrep.views import judging
from sitrep.views.judging import Decision, read_change
from sitrep.views.options import listed
from sitrep.views.translating import told
from sitrep.views.wishes import Hand
from sitrep.views.words import review_words
from sitrep.views.workbench.routes import Action, Form
from sitrep.views.workbench.visits import Visit
from sitrep.views.workbench.ways import own_way

FIELD = "field:"
LOCK = threading.Lock()  # between what a person saw and what they decide nobody else decides


def hand_of(visit: Visit, form: Form) -> Hand:
    """Returns who decides, and why."""
    return Hand(visit.user.name, form.get("reason", "").strip() or None)


def accept(visit: Visit, form: Form) -> Response:
    """Says that claims are right."""
    return _keep(visit, form, lambda: judging.verdict(visit.record, "accept", listed(form.get("ids")), hand_of(visit, form)))


def reject(visit: Visit, form: Form) -> Response:
    """Says that claims are none."""
    return _keep(visit, form, lambda: judging.verdict(visit.record, "reject", listed(form.get("ids")), hand_of(visit, form)))


def correct(visit: Visit, form: Form) -> Response:
    """Sets fields of a claim right."""
    claim = visit.record.claim(form.get("ids", ""))
    if claim is None:
        raise WrongUsage(f"{form.get('ids')!r}: no claim has this id any more; load the page again")
    changes = typed_changes(claim, form)
    if not changes:
        raise WrongUsage("nothing was changed; change a field, or accept the claim as it is")
    return _keep(visit, form, lambda: judging.correction(visit.record, claim.id, changes, hand_of(visit, form)))


def merge(visit: Visit, form: Form) -> Response:
    """Says that events are one."""
    return _keep(visit, form, lambda: judging.union(visit.record, merged_ids(form), hand_of(visit, form)))


def merged_ids(form: Form) -> Sequence[str]:
    """Returns the events that a form makes one."""
    return (*listed(form.get("ids")), *listed(form.get("other")))


def split(visit: Visit, form: Form) -> Response:
    """Says that some claims of an event are an event of their own."""
    chosen = [value for name, value in form.items() if name.startswith("claim-")]
    if not chosen:
        raise WrongUsage("choose the claims that tell of another happening")
    return _keep(visit, form, lambda: judging.division(visit.record, form.get("event", ""), chosen, hand_of(visit, form)))


def undo(visit: Visit, form: Form) -> Response:
    """Takes a judgement back: anybody their own, an admin that of others too."""
    return _keep(visit, form, lambda: own_withdrawal(visit, judging.withdrawal(visit.record, form.get("ids", ""), hand_of(visit, form))))


def own_withdrawal(visit: Visit, decision: Decision) -> Decision:
    """Returns the decision to take a judgement back, to somebody who may.

    Raises: HTTPException.
    """
    undone = decision.judgement.undoes
    author = next((each.author for each in visit.record.judgements() if each.id == undone), None)
    if author != visit.user.name and visit.user.role != "admin":
        raise HTTPException(403, told("this was decided by {author}; they or an admin can take it back", author=author))
    return decision


def typed_changes(claim: Claim, form: Form) -> list[Change]:
    """Returns the fields of a correction form that differ from the claim; `change` holds further ones as FIELD=VALUE, one a line."""
    plain = msgspec.to_builtins(claim)
    changes = []
    for name, value in form.items():
        field = name.removeprefix(FIELD)
        if name.startswith(FIELD) and value.strip() != shown_value(plain, field):
            changes.append(Change(field, None) if not value.strip() else read_change(f"{field}={value.strip()}"))
    return [*changes, *(read_change(line.strip()) for line in form.get("change", "").splitlines() if line.strip())]


def shown_value(plain: Mapping[str, Any], field: str) -> str:
    """Returns the value of a claim's field as a correction form shows it; an actor or speaker by name, "" for none.

    >>> plain = {"actor": {"name": "Russia"}, "figures": [{"low": 5}]}
    >>> shown_value(plain, "actor"), shown_value(plain, "figures.0.low")
    ('Russia', '5')
    """
    here: Any = plain
    for step in field.split("."):
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, Sequence) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return ""
    if isinstance(here, Mapping):
        here = here.get("name")
    return "" if here is None else str(here)


def _keep(visit: Visit, form: Form, decide: Any) -> Response:
    """Keeps a decision, and answers with it as JSON, or with the way back to where it was made."""
    with LOCK:
        _check_unseen(visit, form)
        decision: Decision = decide()
        judgement = signed(decision.judgement)
        visit.record.judge(judgement)
    visit.bench.wake()
    if "application/json" in visit.request.headers.get("accept", ""):
        return JSONResponse({"judgement": judgement.id, "done": decision.done, "author": judgement.author})
    return RedirectResponse(own_way(form.get("back")) or f"/about/judgements#{judgement.id}", 303)


def _check_unseen(visit: Visit, form: Form) -> None:
    """Passes a decision on a claim that is judged as it was when it was shown; `seen` is the judgement (id) that was shown, if any.

    Raises: HTTPException.
    """
    if "seen" not in form:
        return
    claim = visit.record.claim(form.get("ids", ""))
    held = claim.review if claim else None
    if held is not None and held.judgement != form["seen"]:
        raise HTTPException(409, told("this claim was {review} while you looked at it; nothing was changed", review=review_words(held)))


ACTIONS = tuple(Action(f"/judge/{act.__name__}", act) for act in (accept, reject, correct, merge, split, undo))
