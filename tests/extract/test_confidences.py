"""Confidences: what a claim says of its own chances."""

from sitrep.extract.confidences import SIGNS, weights
from tests.extract.conftest import Read


def test_a_counted_attack_is_surer_than_a_bare_one(read: Read) -> None:
    """Figures and an attacker are what claims that were right had."""
    counted = read("Russia launched 62 drones at Ukraine overnight, the Ukrainian air force said.")[0]
    bare = read("Explosions were heard near Kherson.")
    assert 0.8 <= counted.confidence <= 1
    assert all(claim.confidence < counted.confidence for claim in bare)


def test_every_sign_has_its_weight() -> None:
    """A sign without a weight would break on the first claim that shows it; a weight without a sign would do nothing."""
    assert set(SIGNS) == set(weights().signs)
