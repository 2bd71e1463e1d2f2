"""Beginnings: the day that a total is counted from where its own words do not tell it."""

from collections.abc import Set

from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.words import scene_words
from sitrep.model.times import Time

FAR_BACK = 2  # sentences


def beginning_of(context: Context, time: Anchored[Time]) -> str | None:
    """Returns the day on which what a period is counted from began ("since the invasion"), by a date that the report gives with that word.

    A date beside the words goes before one elsewhere, where a year alone tells too little.
    """
    words = {token.lemma_.lower() for token in context.parse[time.first : time.last + 1]}
    wars = scene_words().wars
    names = wars if words & wars else words - {"since", "the"}
    dates = [each for each in context.times if is_date(each) and names_beginning(context, each, names)]
    here = [each for each in dates if context.sentences[each.first] == context.sentences[time.first]]
    best = next((each.value.covered[0] for each in (*here, *dates) if each in here or each.value.precision != "year"), None)
    return best[:10] if best else None


def is_date(time: Anchored[Time]) -> bool:
    """Whether a time is a date, to the year at least."""
    return time.value.first is not None and time.value.precision in {"day", "month", "year"}


def names_beginning(context: Context, time: Anchored[Time], names: Set[str]) -> bool:
    """Whether a date hangs on one of `names`, or on a verb or noun that has one as its subject or object."""
    for above in time.head.ancestors:
        near = [above, *(child for child in above.children if child.dep_ in {"nsubj", "nsubjpass", "dobj", "prep", "pobj"})]
        near += [grand for child in near if child.dep_ == "prep" for grand in child.children]
        if any(token.lemma_.lower() in names for token in near):
            return True
        if context.roots[above.i] == above.i:
            return False
    return False


def since_then(context: Context, draft: Draft) -> str | None:
    """Returns the day of the date told last before a bare "since" ("has since killed 200"), None where no such word stands there."""
    token = next((token for token in draft.tokens(context) if is_bare_since(token)), None)
    if token is None:
        return None
    before = [each for each in context.times if each.first < token.i and each.value.first and each.value.kind in {"span", "period"}]
    near = [each for each in before if context.sentences[token.i] - context.sentences[each.first] <= FAR_BACK]
    return near[-1].value.first[:10] if near and near[-1].value.first else None


def is_bare_since(token: Token) -> bool:
    """Whether "since" stands alone as an adverb."""
    return token.lower_ == "since" and token.dep_ == "advmod" and not any(token.children)
