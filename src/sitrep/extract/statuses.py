"""Statuses: whether what a draft tells of happened, goes on, is planned, conditional or denied."""

from spacy.tokens import Token

from sitrep.extract.clauses import SUBJECTS, VERBAL
from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.words import StatusWords, status_words
from sitrep.model.claims import Status


def set_status(context: Context, draft: Draft) -> None:
    """Gives a draft its status, read from the verbs around its first word."""
    draft.status, why, word = status_of(context, draft)
    draft.note("status", "statuses.status_of", why, word)


def status_of(context: Context, draft: Draft) -> tuple[Status, str, Token | None]:
    """Returns the status of a draft, and why, by which word."""
    words = status_words()
    seed = draft.mentions[0].token if draft.mentions else draft.seeds[0]
    stated = next((mention.trigger.status for mention in draft.mentions if mention.trigger.status), None)
    verbs = [seed, *governors(seed, context)]
    if stated:
        return stated, "the trigger's own", seed
    if denied(context, draft, verbs, words):
        return "denied", "negated, or in the mouth of who denies it", seed
    if planned := next((verb for verb in verbs if is_planned(verb, words)), None):
        return "planned", "in the future, or under a word of planning", planned
    if possible := next((verb for verb in verbs if is_conditional(verb, words)), None):
        return "conditional", "under a condition, or only possible", possible
    if lasting := next((verb for verb in verbs[:2] if goes_on(verb, words)), None):
        return "ongoing", "a word or a tense of what goes on", lasting
    return "occurred", "nothing around it says otherwise", None


def governors(token: Token, context: Context) -> list[Token]:
    """Returns the verbs above a token within its own clause, and the one that opens onto it as a complement."""
    found = []
    for above in token.ancestors:
        if above.pos_ in VERBAL:
            found.append(above)
        if context.roots[above.i] != context.roots[token.i]:
            break
    return found


def denied(context: Context, draft: Draft, verbs: list[Token], words: StatusWords) -> bool:
    """Whether the draft is what somebody denies, or stands negated."""
    attribution = context.attribution(draft.zone)
    if attribution and attribution.speaker and attribution.speaker.verb:
        verb = attribution.speaker.verb.lower()
        if any(verb.startswith(denial[:4]) for denial in words.denials):
            return True
    if any(verb.lemma_.lower() in words.denials for verb in verbs):
        return True
    return any(child.dep_ == "neg" for verb in verbs[:1] if verb.pos_ in VERBAL for child in verb.children)


def is_planned(verb: Token, words: StatusWords) -> bool:
    """Whether a word stands in the future or under a word of planning."""
    if any(child.lower_ in words.future and child.dep_ == "aux" for child in verb.children):
        return True
    if any(child.lower_ in words.planned and child.dep_ == "amod" for child in verb.children):
        return True
    above = verb.head
    infinitive = verb.dep_ in {"xcomp", "advcl", "acl"} and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return infinitive and above.lemma_.lower() in words.plans


def is_conditional(verb: Token, words: StatusWords) -> bool:
    """Whether a word stands under a condition or as only possible; what "can no longer" be is so already."""
    if any(child.lower_ in words.conditional and child.dep_ == "mark" for child in verb.children):
        return True
    ended = any(child.dep_ == "advmod" and child.lower_ == "longer" for child in verb.children)
    return verb.pos_ in VERBAL and not ended and any(child.lower_ in words.possible and child.dep_ == "aux" for child in verb.children)


def goes_on(verb: Token, words: StatusWords) -> bool:
    """Whether a word tells of what goes on: a present progressive, or a word for it."""
    if verb.lemma_.lower() in words.ongoing:
        return True
    if any(child.lower_ in words.ongoing and child.dep_ == "amod" for child in verb.children):
        return True
    present = any(child.dep_ in {"aux", "auxpass"} and child.lower_ in {"is", "are", "'s", "’s", "'re", "’re"} for child in verb.children)
    return verb.tag_ == "VBG" and present and any(child.dep_ in SUBJECTS for child in verb.children)
