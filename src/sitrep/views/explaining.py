"""Explanations in print: claim by claim, each slot with its value and the rules that gave it."""

from collections.abc import Callable, Sequence
from typing import get_args

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.reasons import Reason, Refusal, Slot
from sitrep.pipeline import ExplainedClaims
from sitrep.views.screens import cell, screen, stacked
from sitrep.views.words import actor_words, bounds_words, count_words, days_words, place_words, publication_words, quoted, speaker_words

EVIDENCE_LENGTH = 200
QUOTE_LENGTH = 40
RULE_WIDTH = 24

VALUES: dict[Slot, Callable[[Claim], str]] = {
    "type": lambda claim: claim.type,
    "status": lambda claim: claim.status,
    "mode": lambda claim: claim.mode or "",
    "when": lambda claim: days_words(claim.when),
    "scope": lambda claim: claim.scope.replace("_", " "),
    "places": lambda claim: place_words(claim.places),
    "actor": lambda claim: actor_words([claim.actor]),
    "target": lambda claim: actor_words([claim.target]),
    "source": lambda claim: speaker_words(claim.source, None) if claim.source else "the outlet itself",
    "participants": lambda claim: actor_words(claim.participants),
    "figures": lambda claim: "; ".join(map(figure_words, claim.figures)),
    "services": lambda claim: "; ".join(f"{each.service} {each.status}" for each in claim.services),
    "confidence": lambda claim: f"{claim.confidence:.2f}",
}


def print_explained(reading: ExplainedClaims) -> None:
    """Prints the claims of one document with their reasons, then the words that became none."""
    console = screen()
    document = reading.document
    console.print(cell(document.title or document.id, "bold"))
    console.print(cell(f"{document.publisher or 'outlet unknown'}, {publication_words(document.published)}\n", "dim"))
    for claim, explanation in zip(reading.claims, reading.explanations, strict=True):
        console.print(cell(quoted(" … ".join(span.text for span in claim.evidence), EVIDENCE_LENGTH), "italic"))
        console.print(reasons_table(claim, explanation.reasons))
    if reading.passed_over:
        _print_passed_over(console, reading.passed_over)


def reasons_table(claim: Claim, reasons: Sequence[Reason]) -> Table:
    """Returns a table with a row for each slot that has a value or a reason."""
    table = _frame("Slot", "Value and why")
    for slot in get_args(Slot):
        own = [each for each in reasons if each.slot == slot]
        value = VALUES[slot](claim)
        if value or own:
            rows = [(cell(value or "none", "bold"), cell("")), *((_why(each), cell(each.rule, "dim")) for each in own)]
            for number, (why, rule) in enumerate(rows):
                table.add_row(cell(slot if number == 0 else ""), why, rule)
    return table


def _print_passed_over(console: Console, refusals: Sequence[Refusal]) -> None:
    """Prints the words that became no claim, each with the rule that passed it over."""
    console.print(cell("Passed over", "bold"))
    table = _frame("Words", "Why")
    for each in refusals:
        table.add_row(stacked([cell(quoted(each.text, QUOTE_LENGTH)), cell(each.type, "dim")]), cell(each.why), cell(each.rule, "dim"))
    console.print(table)


def _frame(first: str, second: str) -> Table:
    """Returns an empty table of three columns: what, why, and the rule."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first, min_width=12, overflow="fold")
    table.add_column(second, overflow="fold")
    table.add_column("Rule", max_width=RULE_WIDTH, overflow="fold")
    return table


def _why(reason: Reason) -> Text:
    """Returns the words that a reason rests on and what they show."""
    words = f"{quoted(reason.text, QUOTE_LENGTH)} " if reason.text else ""
    return cell(f"{words}{reason.why}")


def figure_words(figure: Figure) -> str:
    """Returns a figure as it is counted."""
    return count_words(figure, bounds_words(figure.low, figure.high, figure.approx))
