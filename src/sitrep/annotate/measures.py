"""Measures: what befell a counted thing, read from the words that govern it."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sitrep.annotate.counted_nouns import Counted
from sitrep.annotate.items import MUNITIONS, PEOPLE
from sitrep.annotate.senses import measure_pack, own_word, sense_of, sense_of_noun, sense_of_verb, takes_particle
from sitrep.model.figures import Item, Measure

DEEPEST_CLIMB = 6
LONGEST_STATE = 4
LONGEST_PREDICATE = 7
LONGEST_MODIFIER = 9
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
SAME_PHRASE = frozenset({"conj", "appos", "nummod", "quantmod", "npadvmod", "nmod", "compound", "amod", "dep", "pcomp", "advmod", "meta"})
THINGS_SUFFER: frozenset[Measure] = frozenset({"destroyed", "damaged", "intercepted", "launched"})
CLAUSES = frozenset({"conj", "ccomp", "ROOT", "advcl", "dep", "parataxis"})
MODIFIER_TAGS = frozenset({"IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "PRP$", "CD"})


def measure_of(parse: Doc, counted: Counted, start: int) -> Measure | None:
    """Returns the measure of the count that begins at token `start`, None where nothing tells.

    Regions over which something was destroyed are affected, not destroyed.
    """
    found = _measure_of(parse, counted, start)
    return "affected" if counted.item == "region" and found in THINGS_SUFFER else found


def _measure_of(parse: Doc, counted: Counted, start: int) -> Measure | None:
    """Returns the measure that the words around a count tell, whatever is counted."""
    token, item = parse[counted.head], counted.item
    said, lastly = said_directly(parse, counted, start), sense_of("lastly", token.lemma_.lower(), item)
    if lastly == "killed" and said != "other":
        return lastly
    return said or lastly or _around(token, item)


def said_directly(parse: Doc, counted: Counted, start: int) -> Measure | None:
    """Returns the measure that a verb, a state or an event noun ties to the count itself, None where none does."""
    token, item, end = parse[counted.head], counted.item, counted.end
    if _is_whole(parse, start):
        own = own_word(token, item) or _participle_after(parse, token, end, item)
        return own or ("launched" if item in MUNITIONS else None)
    said = _said_after(parse, end, item) or own_word(token, item) or _verb_before(parse, start, item)
    if said is not None:
        return said
    if not counted.named and (participle := _participle_at(parse, end, item)):
        return participle
    if item in MUNITIONS:
        return _climb(token, item, DEEPEST_CLIMB) or _participle_after(parse, token, end, item)
    near = None if token.dep_ in SAME_PHRASE else _climb(token, item, DEEPEST_CLIMB)
    return near or _participle_after(parse, token, end, item) or _climb(token, item, DEEPEST_CLIMB)


def _is_whole(parse: Doc, start: int) -> bool:
    """Whether a part of the count goes before it: "24 out of 27 drones"."""
    at = start - 1
    while at > 1 and parse[at].tag_ in {"DT", "PRP$"}:
        at -= 1
    return at > 0 and parse[at].lower_ == "of" and (parse[at - 1].tag_ == "CD" or parse[at - 1].lower_ == "out")


def _said_after(parse: Doc, end: int, item: Item | None) -> Measure | None:
    """Reads what a finite phrase after the count says of it: "were killed", "are dead", "died", "remain without power"."""
    at = _predicate(parse, end)
    first, finite, passive = at, False, False
    passing = measure_pack().passing
    while at < len(parse) and at < first + LONGEST_PREDICATE and (parse[at].lower_ in passing or parse[at].tag_ == "RB"):
        finite = finite or parse[at].tag_ in {"VBD", "VBZ", "VBP", "MD"}
        passive = passive or parse[at].lemma_ == "be" or parse[at].lower_ in {"reported", "feared", "left"}
        at += 1
    if at >= len(parse) or parse[at].is_punct:
        return None
    if parse[at].tag_ in {"VBN", "VBD"} and not finite and parse[at].dep_ in CLAUSES and _may_be_passive(parse[at]):
        passive = True
    return _said_by(parse[at], item, passive, finite)


def _predicate(parse: Doc, end: int) -> int:
    """Returns where the predicate begins: over modifiers that a plural verb ends ("floors of a building were damaged")."""
    if end >= len(parse) or parse[end].tag_ != "IN" or parse[end - 1].tag_ not in {"NNS", "NNPS"}:
        return end
    at = end
    while at < len(parse) and at < end + LONGEST_MODIFIER and parse[at].tag_ in MODIFIER_TAGS:
        at += 1
    return at if at < len(parse) and parse[at].lower_ in {"were", "are", "have"} else end


def _may_be_passive(verb: Token) -> bool:
    """Whether a verb without auxiliaries can be a participle ("12 wounded in the raid")."""
    if verb.tag_ == "VBD" and not (verb.lower_.endswith("ed") or verb.lower_ == verb.lemma_):
        return False
    return not any(child.dep_ in {"dobj", "nsubj"} and child.i > verb.i for child in verb.children)


def _said_by(word: Token, item: Item | None, passive: bool, finite: bool) -> Measure | None:
    """Reads one word as what is said of a count before it."""
    if word.tag_ == "IN" and (finite or word.lower_ == "without"):
        return _state_near(word, item)
    if passive and word.tag_ in {"VBN", "VBD", "JJ"} and (found := sense_of_verb("object", word, item)):
        return found
    if word.tag_ in {"JJ", "NN", "NNP", "VBG"} or passive:
        state = sense_of("state", word.lower_, item)
        if state is not None:
            return state
    if word.tag_ in {"VBD", "VBZ", "VBP", "VB"} or (finite and not passive and word.tag_ in {"VBN", "VBG"}):
        return sense_of_verb("subject", word, item)
    return None


def _state_near(preposition: Token, item: Item | None) -> Measure | None:
    """Reads a state after a preposition: "without electricity", "under the rubble", "among those killed"."""
    near = preposition.doc[preposition.i + 1 : preposition.i + 1 + LONGEST_STATE]
    return next((found for word in near if (found := sense_of("state", word.lower_, item))), None)


def _verb_before(parse: Doc, start: int, item: Item | None) -> Measure | None:
    """Reads a transitive verb right before the count: "killing five", "shot down 20"."""
    at = start - 1
    skipped = measure_pack().between
    while at > 0 and at > start - LONGEST_STATE and (parse[at].dep_ in {"prt", "det", "poss"} or parse[at].lower_ in skipped):
        at -= 1
    if at > 0 and at == start - 1 and takes_particle(parse[at - 1], parse[at].lower_):
        at -= 1
        return sense_of("object", f"{parse[at].lemma_.lower()} {parse[at + 1].lower_}", item)
    if at >= 0 and at == start - 1 and parse[at].tag_ in {"NNS", "NNPS", "NNP"} and parse[at].lower_.endswith("s"):
        headline = sense_of("object", parse[at].lower_[:-1], item)
        return headline if headline in measure_pack().of_people else None
    if at < 0 or not parse[at].tag_.startswith("VB"):
        return None
    return sense_of_verb("object", parse[at], item)


def _participle_at(parse: Doc, end: int, item: Item | None) -> Measure | None:
    """Reads a participle or state right after a bare number: "10 more injured", "three critically hurt"."""
    passing = measure_pack().passing
    at = end
    while at < min(end + LONGEST_STATE, len(parse)) and (parse[at].lower_ in passing or parse[at].tag_ == "RB"):
        at += 1
    if at >= len(parse):
        return None
    is_participle = parse[at].tag_ in {"VBN", "VBD"} and _may_be_passive(parse[at])
    found = sense_of_verb("object", parse[at], item) if is_participle else None
    return found or next((m for word in parse[end : at + 1] if (m := sense_of("state", word.lower_, item))), None)


def _climb(token: Token, item: Item | None, steps: int) -> Measure | None:
    """Follows the grammar from a count up to the word that governs it."""
    if steps == 0 or token.head == token:
        return sense_of("object", token.lemma_.lower(), item) if token.tag_ in {"VBN", "VBD"} else None
    head = token.head
    if token.dep_ in {"dobj", "dative"} or token.dep_ in PASSIVE_SUBJECTS:
        return sense_of_verb("object", head, item) or _complement(token, head, item) or _of_tally(head, item)
    if token.dep_ == "nsubj":
        return _of_subject(token, head, item)
    if token.dep_ == "pobj":
        return _of_preposition(token, head, item, steps)
    if token.dep_ == "attr":
        return _of_tally(head, item)
    if token.dep_ in SAME_PHRASE:
        return own_word(head, item) or _climb(head, item, steps - 1)
    return None


def _of_subject(token: Token, verb: Token, item: Item | None) -> Measure | None:
    """Reads the verb whose subject is counted."""
    auxiliaries = {child.lemma_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBN" and ("be" in auxiliaries or not auxiliaries):
        return sense_of_verb("object", verb, item)
    return sense_of_verb("subject", verb, item) or _complement(token, verb, item)


def _complement(token: Token, verb: Token, item: Item | None) -> Measure | None:
    """Reads what completes a verb after the count: "left dead", "is believed to have died", "remain in hospital"."""
    leaves = verb.lemma_ in measure_pack().leaving
    for child in verb.children:
        if child.i <= token.i and not (leaves and child.lower_ == "among"):
            continue
        if child.dep_ in {"acomp", "oprd", "attr", "advmod"} and (state := sense_of("state", child.lower_, item)):
            return state
        if child.dep_ == "prep" and leaves and (state := _state_near(child, item)):
            return state
        if child.dep_ in {"xcomp", "ccomp", "oprd"} and (found := _of_subject(token, child, item)):
            return found
    return None


def _of_preposition(token: Token, preposition: Token, item: Item | None, steps: int) -> Measure | None:
    """Reads "death of five", "attacked with five", "hit by five", "the toll rose to five"."""
    governor, word = preposition.head, preposition.lower_
    if word == "of":
        noun = sense_of_noun(governor, item) or own_word(governor, item)
        return noun or (_climb(governor, item, steps - 1) if governor.tag_[:2] in {"NN", "CD", "IN", "DT", "JJ"} else None)
    if word == "from" and item not in PEOPLE:
        return sense_of_noun(governor, item) if item in MUNITIONS else None
    if governor.tag_.startswith("VB"):
        if word == "including" and steps == DEEPEST_CLIMB and any(child.dep_ in PASSIVE_SUBJECTS for child in governor.children):
            return sense_of_verb("object", governor, item)
        if word == "by" and (found := sense_of_verb("subject", governor, item)):
            return found
        tallied = _of_tally(governor, item) if word in {"to", "at", "from"} else None
        return tallied or sense_of_verb("tied", governor, item)
    if governor.tag_.startswith("NN"):
        return sense_of_noun(governor, item) or _climb(governor, item, steps - 1)
    return _climb(governor, item, steps - 1) if governor.dep_ in {"prep", "pcomp", "conj"} else None


def _of_tally(verb: Token, item: Item | None) -> Measure | None:
    """Reads the subject or object that a count is the value of: "the death toll rose to five", "bringing the number of dead to five",
    "those released included five".
    """
    pack = measure_pack()
    before = verb.nbor(-1) if verb.i and verb.lemma_ in pack.counting else None
    if before is not None and before.tag_ in {"VBN", "VBD"} and (told := sense_of_verb("object", before, item)):
        return told
    for child in verb.children:
        counts_off = child.lemma_.lower() in pack.tallies or verb.lemma_ in pack.counting
        if child.dep_ not in {"nsubj", "nsubjpass", "dobj"} or not counts_off:
            continue
        for word in _telling(child):
            found = sense_of("noun", word.lower_, item) or sense_of("state", word.lower_, item)
            if found is not None:
                return found
    return None


def _telling(noun: Token) -> Iterator[Token]:
    """Yields the words that say what a tally is of, the noun itself last: "death toll", "number of wounded", "those released"."""
    for child in noun.children:
        if child.dep_ in {"compound", "amod", "acl", "nmod"}:
            yield child
        elif child.lower_ in {"of", "for"}:
            yield from child.subtree
    yield noun


def _participle_after(parse: Doc, token: Token, end: int, item: Item | None) -> Measure | None:
    """Reads a participle or relative clause after the count: "people killed in", "drones that were launched"."""
    if (
        end < len(parse)
        and parse[end].tag_ in {"VBN", "VBD"}
        and _may_be_passive(parse[end])
        and (found := sense_of_verb("object", parse[end], item))
    ):
        return found
    for child in token.children:
        found = _of_modifier(child, item)
        if found is not None:
            return found
    return None


def _of_modifier(child: Token, item: Item | None) -> Measure | None:
    if child.dep_ == "acl":
        return sense_of_verb("object" if child.tag_ == "VBN" else "subject", child, item)
    if child.dep_ == "relcl":
        return _of_relative(child, item)
    return sense_of("state", child.lower_, item) if child.dep_ == "amod" else None


def _of_relative(verb: Token, item: Item | None) -> Measure | None:
    """Reads a relative clause: its own subject makes the count its object."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None and subject.tag_ in {"WP", "WDT"} and subject.dep_ == "nsubj":
        return _of_subject(subject, verb, item)
    return sense_of_verb("object", verb, item)


def _around(token: Token, item: Item | None) -> Measure | None:
    """Falls back to the nearest words above the count, for munitions and people."""
    if item not in MUNITIONS and item not in PEOPLE:
        return None
    below = token
    for ancestor in token.ancestors:
        if below.dep_ in {"relcl", "acl"}:
            return None
        is_verb = ancestor.tag_.startswith("VB")
        found = _of_clause(ancestor, below, item) if is_verb else sense_of_noun(ancestor, item)
        if found is not None:
            return found
        below = ancestor
    return None


def _of_clause(verb: Token, below: Token, item: Item | None) -> Measure | None:
    """Reads a verb somewhere above the count, reached from its dependent `below`, and then its subject."""
    if below.dep_ == "nsubj":
        return sense_of_verb("subject", verb, item)
    found = sense_of_verb("object", verb, item) or sense_of_verb("subject", verb, item) or sense_of_verb("tied", verb, item)
    subjects = (child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.i != below.i)
    return found or next((noun for child in subjects if (noun := sense_of_noun(child, item))), None)
