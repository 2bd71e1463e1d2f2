"""Reasons in print: why the claims of an event are one, each with its words, and why events near by are others."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sitrep.merge.explanations import Explanation, Separation
from sitrep.merge.reasons import Reason
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.views.accounts import Outlets
from sitrep.views.screens import cell
from sitrep.views.translating import gettext, retold, told
from sitrep.views.words import counted, days_words, kind_words, place_words, publication_words, quoted, speaker_words

LONGEST_QUOTE = 120


def print_reasons(
    console: Console,
    event: Event | None,
    claims: Sequence[Claim],
    outlets: Outlets,
    why: Iterable[Explanation],
    apart: Iterable[Separation],
) -> None:
    """Prints for each claim of an event why it is of the same happening as one before it; of a claim alone that it stands alone."""
    if event is None:
        console.print("a claim of no event: a total for a period, or history")
        return
    title = kind_words(event.type, event.mode, event.status)
    console.print(Text.assemble(cell(title, "bold"), cell(f"   {event.id}", "dim")))
    console.print(
        cell(f"{days_words(event.when)}, {place_words(event.places) or 'no place told'}: {counted(len(event.claims), 'claim')}\n")
    )
    numbers = {key: number for number, key in enumerate(event.claims, 1)}
    by_id = {claim.id: claim for claim in claims}
    reasons = {one.claim: one for one in why}
    for key in event.claims:
        if key in by_id:
            _print_claim(console, numbers[key], by_id[key], outlets)
            if key in reasons:
                like = reasons[key].like
                _print_because(console, f"the same as {numbers[like]}, because", reasons[key].comparison.reasons)
    _print_apart(console, apart)


def _print_claim(console: Console, number: int, claim: Claim, outlets: Outlets) -> None:
    """Prints who says what, where and when."""
    outlet = outlets.get(claim.document)
    publisher = outlet.publisher if outlet else None
    told = f"{publisher or 'outlet unknown'}, {publication_words(outlet.published if outlet else None)}"
    said = f", {speaker_words(claim.source, publisher)}" if claim.source else ""
    console.print(Text.assemble(cell(f"{number}  ", "bold"), cell(f"{told}{said}")))
    words = " … ".join(span.text for span in claim.evidence)
    console.print(Padding(cell(quoted(words, LONGEST_QUOTE), "italic"), (0, 0, 0, 3)))


def _print_because(console: Console, introduction: str, reasons: Iterable[Reason]) -> None:
    """Prints what speaks for it, and after a "but" what speaks against it."""
    console.print(Padding(cell(f"{introduction}: {because_words(reasons)}", "dim"), (0, 0, 0, 3)))


def because_words(reasons: Iterable[Reason]) -> str:
    """Returns what speaks for two claims being one, and after a "but" what speaks against it."""
    reasons = tuple(reasons)
    for_it = [retold(reason.words) for reason in reasons if reason.weight is not None and reason.weight > 0]
    brought = [retold(reason.words) for reason in reasons[-1:] if reason.feature in ("judgement", "names", "event")]
    against = [
        retold(reason.words) for reason in reasons if retold(reason.words) not in brought and (reason.weight is None or reason.weight < 0)
    ]
    line = "; ".join([*brought, *for_it]) or gettext("nothing speaks against it")
    return told("{line}; but {against}", line=line, against="; ".join(against)) if against else line


def against_words(reasons: Iterable[Reason]) -> str:
    """Returns what speaks against two events being one."""
    return "; ".join(retold(each.words) for each in reasons if each.weight is None or each.weight < 0) or gettext("too little in common")


def _print_apart(console: Console, apart: Iterable[Separation]) -> None:
    """Prints the events that come near, each with what makes it another one."""
    lines = list(apart)
    if lines:
        console.print(cell("\nOther events", "bold"))
    for one in lines:
        console.print(cell(f"{one.event[:9]}  {against_words(one.comparison.reasons)}"))
