"""Reasons: how a rule says what it did, and on which words."""

from spacy.tokens import Token

from sitrep.extract.contexts import Located
from sitrep.model.reasons import Reason, Slot

Words = Token | Located | None


def reason(slot: Slot, rule: str, why: str, words: Words = None) -> Reason:
    """Returns the reason that `rule` gives, with where the words stand that it rests on; none where they stand nowhere."""
    if isinstance(words, Token):
        return Reason(slot, rule, why, words.idx, words.idx + len(words))
    if words is None or words.start is None or words.end is None:
        return Reason(slot, rule, why)
    return Reason(slot, rule, why, words.start, words.end)
