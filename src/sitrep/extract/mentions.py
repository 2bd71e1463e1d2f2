"""Mentions: the words of a text that tell of an event of some type."""

from collections.abc import Iterator

from spacy.tokens import Token

from sitrep.extract.clauses import SUBJECTS, VERBAL, conjuncts, prepositional
from sitrep.extract.conditions import meets
from sitrep.extract.contexts import Context
from sitrep.extract.lexicons import Lexicon, Mention, in_other_sense
from sitrep.packs.types import EventType, Trigger

STRONG_SENSES = frozenset({"attack", "launch", "intercept", "clash", "capture"})
POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}


def find_mentions(context: Context, words: Lexicon) -> list[Mention]:
    """Returns the mentions of the text in order, those only whose conditions hold."""
    candidates = [mention for token in context.parse if token.i not in context.noise for mention in mentions_at(token, words)]
    strong = any(is_strong(mention, context, words) for mention in candidates)
    return [mention for mention in candidates if holds(mention, context, words, told_of_attack=strong)]


def mentions_at(token: Token, words: Lexicon) -> Iterator[Mention]:
    """Yields what one token may tell of, before conditions; a longer phrase ("shoot down") puts shorter ones of its type aside."""
    found = [
        (len(rest), event_type, trigger)
        for event_type, trigger, rest in known_at(token, words)
        if not in_other_sense(token, event_type.other_senses.get("en"))
    ]
    for length, event_type, trigger in found:
        if not any(other > length and kind.name == event_type.name for other, kind, _ in found):
            yield Mention(token, event_type, trigger)


def known_at(token: Token, words: Lexicon) -> list[tuple[EventType, Trigger, tuple[str, ...]]]:
    """Returns the triggers that a token has as its lemma and part of speech, with the words that hang on it, which are all there."""
    pos = POS.get(token.pos_)
    if pos is None or (pos == "VERB" and token.dep_ in {"amod", "compound"}):
        return []
    known = words.triggers.get((token.lemma_.lower(), pos), ())
    if token.tag_ == "VBG" and token.dep_ in SUBJECTS:
        known = (*known, *words.triggers.get((token.lower_, "NOUN"), ()))
    return [each for each in known if all(any(carries(child, word) for child in token.children) for word in each[2])]


def carries(child: Token, word: str) -> bool:
    """Whether a word that hangs on a trigger is the one looked for; a preposition before a date is none ("a call on Sunday")."""
    if child.lemma_.lower() != word and child.lower_ != word:
        return False
    return not any(noun.ent_type_ in {"DATE", "TIME"} for noun in child.children)


def is_strong(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether a mention shows by itself that the report tells of armed force."""
    if mention.type.name != "ASSAULT" or mention.trigger.sense not in STRONG_SENSES or not takes_object(mention):
        return False
    own = tuple(need for need in mention.trigger.needs if need in {"munition", "attack", "armed"})
    return not mention.trigger.needs or any(meets(need, mention, context, words) for need in own)


def holds(mention: Mention, context: Context, words: Lexicon, told_of_attack: bool) -> bool:
    """Whether the words that the trigger asks for are there and one of its conditions is met."""
    trigger = mention.trigger
    if trigger.sense in {"act", "accord"} and any(child.dep_ == "ccomp" and child.tag_ != "VBG" for child in mention.token.children):
        return False
    if trigger.sense == "contact" and is_beside_the_point(mention.token, context):
        return False
    if not takes_object(mention):
        return False
    if trigger.sentence and not any(token.lemma_.lower() in trigger.sentence for token in mention.token.sent):
        return False
    if not all(meets(need, mention, context, words) for need in trigger.also):
        return False
    return not trigger.needs or any(told_of_attack if need == "context" else meets(need, mention, context, words) for need in trigger.needs)


def told_by(mention: Mention, context: Context, words: Lexicon) -> str:
    """Returns in words what made a trigger count: its sense, and the first of its conditions that is met."""
    trigger = mention.trigger
    met = next((need for need in trigger.needs if need != "context" and meets(need, mention, context, words)), None)
    need = f"; {met!r} is met" if met else "; the report tells of attacks" if trigger.needs else ""
    return f"a {trigger.pos.lower()} of sense {trigger.sense!r}{need}"


def refusals(context: Context, words: Lexicon) -> Iterator[tuple[Mention, str]]:
    """Yields the words that a pack knows and that tell of nothing here, each with what its trigger asks for."""
    held = {(mention.token.i, mention.type.name) for mention in find_mentions(context, words)}
    for mention in (Mention(token, *known[:2]) for token in context.parse for known in known_at(token, words)):
        if (mention.token.i, mention.type.name) not in held:
            yield mention, refused(mention, context)


def refused(mention: Mention, context: Context) -> str:
    """Returns in words why a trigger does not count."""
    if mention.token.i in context.noise:
        return "no part of the report"
    other = in_other_sense(mention.token, mention.type.other_senses.get("en"))
    return "the words beside it give it another sense" if other else asked(mention)


def asked(mention: Mention) -> str:
    """Returns in words what a trigger asks for."""
    trigger = mention.trigger
    parts = [
        f"one of {', '.join(trigger.needs)}" if trigger.needs else "",
        f"all of {', '.join(trigger.also)}" if trigger.also else "",
        f"to govern one of {', '.join(trigger.objects)}" if trigger.objects else "",
        f"in its sentence one of {', '.join(trigger.sentence)}" if trigger.sentence else "",
    ]
    return f"the trigger asks for {' and '.join(part for part in parts if part) or 'another construction'}"


def takes_object(mention: Mention) -> bool:
    """Whether one of the words that a trigger must govern hangs on it; true where it need not govern any."""
    objects = mention.trigger.objects
    return not objects or any(token.lemma_.lower() in objects for token in governed(mention.token))


def is_beside_the_point(token: Token, context: Context) -> bool:
    """Whether talks only tell who a speaker or an envoy is ("sources familiar with the meeting", "envoy for negotiations")."""
    return token.i in context.reporting or (token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.pos_ not in VERBAL)


def governed(token: Token) -> list[Token]:
    """Returns the words that hang on a token as objects, complements, modifiers or subjects of its passive, and what is joined to those."""
    near = [child for child in token.children if child.dep_ not in {"punct", "det", "aux"}]
    deep = [grand for child in near for grand in child.children if child.dep_ in {"prep", "xcomp", "dobj", "ccomp"}]
    deep += [noun for child in (*near, *deep) if child.dep_ in {"dobj", "obj", "nsubjpass"} for noun in prepositional(child, "of", "in")]
    found = (joined for each in (*near, *deep) for joined in (each, *conjuncts(each)[1:]))
    return [each for each in found if each.dep_ != "prep"]
