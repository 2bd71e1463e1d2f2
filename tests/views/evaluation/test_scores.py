"""The scorer: its rules on claims of our own making, and its agreement with the reference scorer."""

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Service
from sitrep.model.events import Extraction
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Span
from sitrep.model.times import When
from sitrep.views.evaluation.boards import Board
from sitrep.views.evaluation.command import read_report
from sitrep.views.evaluation.scores import score_report
from sitrep.views.evaluation.scorings import GoldClaim, Number, Scored, read_gold, scored_claim, scored_gold

TEXT = "Shells hit Orikhiv on Monday. The mayor said at least 3 people died."
GOLD = GoldClaim(
    type="ASSAULT",
    mode="heavy-weapons",
    scope="incident",
    start="2025-12-01",
    end="2025-12-01",
    places=("Orikhiv",),
    actor="Russia",
    source="mayor of Orikhiv",
    figures=(Number("killed", "person", 3, None),),
    evidence="at least 3 people died",
)


def _scored(**changes: object) -> Scored:
    """Returns the gold claim as scored, with some of its fields changed."""
    return msgspec.structs.replace(scored_gold(GOLD, TEXT), **changes)


def _board(*system: Scored) -> Board:
    """Returns the board after one report with one gold claim."""
    board = Board()
    score_report("one", [_scored()], system, board)
    return board


def test_a_claim_like_the_gold_one_scores_full_marks() -> None:
    """The scorer must be able to award 1.0, or every figure it prints is in doubt."""
    board = _board(_scored())
    assert all(board.rows[name].f1 == 1.0 for name in ("figures", "figures_coarse", "usable", "claims", "core_claims", "claims_mode"))  # type: ignore[union-attr]
    assert board.errors == []


def test_a_child_counts_as_a_person_only_coarsely() -> None:
    """An item of the wrong grain is a miss among figures but no miss for use."""
    board = _board(_scored(figures=(Number("killed", "child", 3, None),)))
    assert (board.figures.hit, board.figures_coarse.hit, board.usable.hit) == (0, 1, 1)


@pytest.mark.parametrize(
    "changes", [{"source": None}, {"scope": "period_total"}, {"places": ("Kyiv",)}, {"actor": "Ukraine"}, {"start": None}]
)
def test_a_figure_is_usable_only_with_speaker_scope_place_actor_and_days(changes: dict[str, object]) -> None:
    """A number with the wrong speaker, scope, place, actor or day cannot be published as it stands."""
    assert _board(_scored(**changes)).usable.hit == 0


def test_evidence_must_overlap() -> None:
    """A claim read from elsewhere in the text is both a miss and one too many."""
    board = _board(_scored(spans=((0, 5),)))
    assert (board.claims.hit, board.claims.gold, board.claims.system) == (0, 1, 1)
    assert len(board.errors) == 2


def test_claims_in_a_quiet_report_are_counted() -> None:
    """Reports without claims show what the program makes up."""
    board = Board()
    score_report("quiet", [], [_scored()], board)
    assert board.quiet == 1


def test_evidence_that_differs_in_blanks_is_found() -> None:
    """Annotators copy from views that fold line breaks."""
    assert scored_gold(msgspec.structs.replace(GOLD, evidence="Monday.  The mayor"), TEXT).spans == ((22, 40),)


def _reference(shared: Path) -> ModuleType:
    """Returns the reference scorer as a module."""
    spec = importlib.util.spec_from_file_location("reference_scorer", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _perturbed(gold: GoldClaim, text: str, dice: random.Random) -> Claim:
    """Returns a claim of the program that is right in some things and wrong in others, by the dice."""

    def maybe(value: object, other: str) -> str | None:
        value = None if value is None else str(value)
        return dice.choice([value, value, value, other, None])

    scored = scored_gold(gold, text)
    start = dice.randrange(0, max(1, len(text) - 60)) if dice.random() < 0.3 or not scored.spans else scored.spans[0][0]
    end = min(len(text), start + dice.randrange(10, 60))
    actor, source, mode = maybe(gold.actor, "Utopia"), maybe(gold.source, "a spokesman"), maybe(gold.mode, "drone")
    places = [maybe(place, "Atlantis") for place in scored.places]
    first = maybe(scored.start, "2025-01-01")
    return Claim(
        id="c",
        document="d",
        type=dice.choice([gold.type, gold.type, gold.type, "ASSAULT"]),
        evidence=(Span(start, end, text[start:end]),),
        mode=mode,
        scope=dice.choice([scored.scope, "incident"]),  # type: ignore[list-item]
        when=When(first, maybe(scored.end, first or "2025-01-02")),
        places=tuple(Place(0, 1, "x", place) for place in places if place),
        actor=Actor(actor) if actor else None,
        source=Speaker(source) if source else None,
        participants=tuple(Actor(each) for each in scored.participants if dice.random() < 0.7),
        figures=tuple(
            Figure(0, 1, "x", dice.choice([each.item, "person"]), each.measure, each.low, each.high)  # type: ignore[list-item,arg-type]
            for each in scored.figures
            if dice.random() < 0.8
        ),
        services=tuple(Service(each.service, dice.choice([each.status, "lost"])) for each in scored.services),  # type: ignore[list-item,arg-type]
    )


@pytest.mark.shared
def test_agrees_with_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    """Figures that two scorers give differently could not be compared with anyone's."""
    dice, board, reference = random.Random(2), Board(), _reference(shared)  # noqa: S311 - no secret hangs on it
    theirs = reference.Board()
    for path in sorted((shared / "gold" / "dev").glob("*.yaml")):
        text = read_report(path).document.text
        gold = read_gold(path).claims or ()
        claims = tuple(_perturbed(claim, text, dice) for claim in gold if dice.random() < 0.9)
        answer = tmp_path / f"{path.stem}.json"
        answer.write_bytes(msgspec.json.encode(Extraction((), claims, (), ())))
        reference.score_report(path.stem, reference.gold_claims(path, text), reference.system_claims(answer), theirs)
        score_report(path.stem, [scored_gold(claim, text) for claim in gold], [scored_claim(claim) for claim in claims], board)
    rows = {name: row.row() for name, row in vars(theirs).items() if isinstance(row, reference.Tally | reference.Rate)}
    assert json.loads(msgspec.json.encode(board.rows)) == json.loads(json.dumps(rows))
    assert (board.quiet, len(board.errors)) == (theirs.quiet, len(theirs.errors))
    assert board.figures.hit > 100
