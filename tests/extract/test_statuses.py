"""Statuses: what happened, and what did not."""

import pytest

from tests.extract.conftest import Read


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia attacked Odesa with drones on Monday.", "occurred"),
        ("Russia will attack Odesa with drones this winter, officials said.", "planned"),
        ("Israeli forces are shelling Rafah with artillery, residents said.", "ongoing"),
        ("Russia did not attack the school in Kramatorsk.", "denied"),
    ],
)
def test_the_verb_tells_the_status(read: Read, text: str, status: str) -> None:
    """A plan or a denial that is read as a fact is the worst of errors."""
    assert [claim.status for claim in read(text) if claim.type == "ASSAULT"] == [status]


def test_what_is_only_allowed_has_not_happened(read: Read) -> None:
    """Leave to strike is no strike."""
    assert not [claim for claim in read("Allies let Ukraine use the missiles to strike airfields in Russia.") if claim.type == "ASSAULT"]
