"""Fits the weights of `packs/confidence.toml` on annotated reports, and checks each half of them with weights from the other.

python -m tools.fit_confidence GOLD_DIR
"""

import argparse
import itertools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from sitrep.extract.confidences import SIGNS, signs_of
from sitrep.model.claims import Claim
from sitrep.pipeline import read_claims
from sitrep.views.evaluation.command import read_report
from sitrep.views.evaluation.scores import paired
from sitrep.views.evaluation.scorings import scored_claim, scored_gold

NAMES = ("base", *SIGNS)
RIDGE = 2.0  # claims: how many it takes to believe in a sign
ROUNDS = 25
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

Judged = tuple[Claim, bool]


def main() -> None:
    """Prints how well weights from one half hold on the other, then the weights from all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    reports = [judged_claims(path) for path in sorted(parser.parse_args().gold.glob("*.yaml"))]
    halves = [[each for report in reports[half::2] for each in report] for half in (0, 1)]
    held_out = [(chance(fit(halves[1 - half]), claim), right) for half in (0, 1) for claim, right in halves[half]]
    print_reliability(held_out)
    for name, weight in zip(NAMES, fit(halves[0] + halves[1]), strict=True):
        print(f"{name} = {weight:.2f}")


def judged_claims(path: Path) -> list[Judged]:
    """Returns the claims read from one annotated report, each with whether an annotated one of its type rests on the same words."""
    report = read_report(path)
    gold = [scored_gold(claim, report.document.text) for claim in report.gold.claims or ()]
    claims = read_claims(report.document).claims
    right = {found for _, found in paired(gold, [scored_claim(claim) for claim in claims])}
    return [(claim, number in right) for number, claim in enumerate(claims)]


def row_of(claim: Claim) -> list[float]:
    """Returns 1 for the base, and for each sign whether the claim shows it."""
    shown = signs_of(claim)
    return [1.0, *(float(name in shown) for name in SIGNS)]


def fit(judged: Sequence[Judged]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Returns the weights of a logistic regression by Newton's method, those of signs drawn to zero."""
    signs = np.array([row_of(claim) for claim, _ in judged])
    right = np.array([float(good) for _, good in judged])
    ridge = np.diag([0.0, *(RIDGE for _ in SIGNS)])
    weights = np.zeros(len(NAMES))
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (right - chances) - ridge @ weights
        weights += np.linalg.solve((signs * (chances * (1 - chances))[:, None]).T @ signs + ridge, slope)
    return weights


def chance(weights: "np.ndarray[tuple[int], np.dtype[np.float64]]", claim: Claim) -> float:
    """Returns the confidence that some weights give a claim."""
    return 1 / (1 + math.exp(-float(np.dot(row_of(claim), weights))))


def print_reliability(judged: Sequence[tuple[float, bool]]) -> None:
    """Prints the share of right claims for each span of confidence, and the mean squared error."""
    for low, high, inside in spans(judged):
        said, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
        print(f"{low:.1f} to {high:.1f}: {len(inside):4} claims, said {said:.2f}, right {right:.2f}")
    print(f"mean squared error {sum((said - right) ** 2 for said, right in judged) / len(judged):.4f}")


def spans(judged: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, list[tuple[float, bool]]]]:
    """Yields the spans of confidence that hold claims, with these."""
    for low, high in itertools.pairwise(EDGES):
        if inside := [each for each in judged if low <= each[0] < high]:
            yield low, high, inside


if __name__ == "__main__":
    main()
