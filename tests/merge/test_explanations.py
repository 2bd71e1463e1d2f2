"""Why claims are one event, in words."""

from typing import TYPE_CHECKING

from sitrep.merge.explanations import apart, why
from sitrep.model.bonds import Bond
from sitrep.model.judgements import Action, Judgement

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def test_a_likeness_is_told_in_words(build: "Builder") -> None:
    """A reader sees for each claim what brought it in, without knowing how the machine names things."""
    dead = (build.figure("killed", "person", 7),)
    claims = [build.claim("a", figures=dead), build.claim("b", figures=dead, places=(build.podil, build.kyiv))]
    (found,) = why(claims, build.documents(claims))
    assert (found.claim, found.like, found.comparison.verdict) == ("b-0", "a-0", "same")
    words = {reason.feature: reason.words for reason in found.comparison.reasons}
    assert words["place"] == "Kyiv and Podil, of which one lies in the other"
    assert words["time"] == "both on 6 Dec 2025"
    assert words["actor"] == "both by Russia"
    assert words["figures"] == "both give 7 people killed"


def test_names_that_two_reports_share_are_told(build: "Builder") -> None:
    """A claim that is like no other by itself came in by way of its report."""
    claims = [build.claim("a", mode="firearms"), build.claim("b", mode="firearms", places=(build.sumy,))]
    texts = ("They found Marta Quill on Larch Avenue.", "Nobody had seen Marta Quill since Monday.")
    documents = [build.document(name, text=text) for name, text in zip("ab", texts, strict=True)]
    (found,) = why(claims, documents)
    assert found.comparison.reasons[-1].words == "the reports name the same people and places: Marta and Quill"


def test_a_judgement_is_told(build: "Builder") -> None:
    """What a person decided is no likeness."""
    claims = [build.claim("a"), build.claim("b", places=(build.sumy,))]
    (found,) = why(claims, build.documents(claims), [Bond(("a-0", "b-0"), together=True)])
    assert found.comparison.reasons[-1].feature == "judgement"


def test_events_that_come_near_are_told_apart(build: "Builder") -> None:
    """The reader sees why the next town's attack, or the next night's, is another event."""
    claims = [build.claim("a"), build.claim("b", places=(build.sumy,)), build.claim("c", when=build.when("2025-12-09"))]
    found = apart(claims[:1], {"sumy": claims[1:2], "later": claims[2:]}, build.documents(claims))
    reasons = {one.event: one.comparison.reasons[-1].words for one in found}
    assert reasons == {"sumy": "other places: Kyiv and Sumy", "later": "the days differ: 6 Dec 2025 and 9 Dec 2025"}


def judged(action: Action) -> Judgement:
    """Returns a decision."""
    return Judgement(action, "Olena", "2025-12-09T08:00:00+00:00", reason="the mayor says so")


def test_who_held_claims_together_is_told(build: "Builder") -> None:
    """A reader must be able to ask the one who decided, and see what the machine made of it."""
    claims = [build.claim("a"), build.claim("b"), build.claim("c", places=(build.sumy,))]
    bond = Bond(("a-0", "c-0"), True, judged("merge"))
    _, found = why(claims, build.documents(claims), [bond])
    assert (found.claim, found.like, found.comparison.verdict) == ("c-0", "a-0", "different")
    assert found.comparison.reasons[-1].words == "Olena decided on 9 Dec 2025 (“the mayor says so”) that they are one"
    undone = Bond(("a-0", "c-0"), False, judged("split"))
    _, found = why(claims, build.documents(claims), [bond, undone])
    assert found.comparison.reasons[-1].feature != "judgement"


def test_who_kept_events_apart_is_told_first(build: "Builder") -> None:
    """What is alike in all but a person's opinion must not look like a whim of the machine."""
    claims = [build.claim("a"), build.claim("b"), build.claim("c", places=(build.podil,), mode="firearms")]
    bonds = [Bond(("a-0", "b-0"), False, judged("split"))]
    first, second = apart(claims[:1], {"e1": claims[2:], "e2": claims[1:2]}, build.documents(claims), bonds)
    assert (first.event, second.event) == ("e2", "e1")
    assert [reason.words for reason in first.comparison.reasons] == ["Olena decided on 9 Dec 2025 (“the mayor says so”) that they are two"]
