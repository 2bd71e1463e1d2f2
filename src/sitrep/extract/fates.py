"""Fates: whom the words of a report on a crime tell of as dead or hurt."""

from spacy.tokens import Token

from sitrep.packs.types import Victims

OBJECTS = frozenset({"dobj", "nsubjpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OWN_WORDS = frozenset({"det", "compound", "amod", "nummod", "poss", "nmod"})
SINGULAR_TAGS = frozenset({"NN", "NNP", "PRP", "WP"})
UNSURE = frozenset({"would", "could", "might", "may", "can", "should", "if"})


def is_one(victim: Token) -> bool:
    """Returns whether a word names or describes one person: a singular, or an age ("a 17-year-old")."""
    return victim.tag_ in SINGULAR_TAGS or (victim.tag_ == "JJ" and victim.n_lefts > 0)


def several_dead(death: Token, words: Victims) -> int:
    """Returns how many a noun of death is of by itself: "double homicide" two, and so "murder-suicide"; 0 where it does not tell."""
    told = [words.multiples.get(child.lemma_.lower(), 0) for child in death.children]
    compounds = ("".join(token.lower_ for token in death.doc[first : first + 3]) for first in (death.i - 2, death.i) if first >= 0)
    return max([*told, *(words.multiples.get(compound, 0) for compound in compounds)])


def victim_of(token: Token, words: Victims) -> Token | None:
    """Returns whom a word tells of as dead, itself where it is a death of nobody named, None where it tells of none."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and (lemma in words.deadly or is_fatal(token, words)):
        by_somebody = any(child.dep_ == "agent" for child in token.children)
        return resolved(among(token, OBJECTS | SUBJECTS if by_somebody else OBJECTS), token)
    if token.pos_ == "VERB" and (lemma in words.dying or words.phrasal.get(lemma) in particles(token)):
        return resolved(among(token, SUBJECTS), token)
    if token.lower_ in words.lives and token.dep_ == "dobj" and token.head.lemma_.lower() in words.losing:
        return whose(token) if has_of(token) else resolved(among(token.head, SUBJECTS), token.head)
    if token.lower_ in words.dead and token.dep_ in ("acomp", "oprd", "advmod", "ccomp"):
        return resolved(among(token.head, SUBJECTS), token.head)
    if token.pos_ in ("NOUN", "PROPN") and (lemma in words.deaths or is_fatal(token, words)):
        return whose(token) or token
    return None


def resolved(found: Token | None, verb: Token) -> Token | None:
    """Returns a noun that stands to a verb, and for "who", or for none, the noun that the verb's clause hangs on."""
    return relative(verb) if found is None or found.tag_ in ("WP", "WDT") else found


def is_fatal(token: Token, words: Victims) -> bool:
    """Returns whether a word of attack is told to be deadly: "fatally shot", "the fatal shooting"."""
    return any(child.lemma_.lower() in words.fatal for child in token.children)


def among(token: Token, relations: frozenset[str]) -> Token | None:
    """Returns the first child of a word that stands to it in one of some relations, for a verb joined to another that of the other."""
    found = next((child for child in token.children if child.dep_ in relations), None)
    if found is None and token.dep_ == "conj" and token.head.pos_ == "VERB":
        return among(token.head, relations)
    return found


def relative(verb: Token) -> Token | None:
    """Returns the noun that a participle or a relative clause hangs on ("a man shot and killed in a car")."""
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return relative(verb.head)
    return verb.head if verb.dep_ in ("acl", "relcl") else None


def whose(death: Token) -> Token | None:
    """Returns whose death a noun tells of: "the death of Anna Bell", "Anna Bell's murder"."""
    for child in death.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ == "of":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def joined(victim: Token) -> list[Token]:
    """Returns those who are joined to a victim by "and", each of whom is one too."""
    return [other for other in victim.conjuncts if other.i > victim.i and is_one(other)]


def particles(verb: Token) -> set[str]:
    """Returns the little words that belong to a verb ("away" of "passed away")."""
    return {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod")}


def has_of(noun: Token) -> bool:
    """Returns whether "of" tells whose a thing is."""
    return any(child.lower_ == "of" for child in noun.children)


def is_sure(token: Token) -> bool:
    """Returns whether a word tells of what has been: not denied, not only possible."""
    return not any(child.dep_ == "neg" or child.lower_ in UNSURE for child in (*token.children, *token.head.children))


def hurt_by(token: Token, words: Victims) -> Token | None:
    """Returns whom a word tells of as shot or hurt, None where it tells of none: "shot his brother", "the shooting of a boy"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words.hurting:
        return resolved(among(token, OBJECTS), token)
    if token.pos_ == "VERB" and lemma in words.suffering and any(child.lemma_.lower() in words.harms for child in token.subtree):
        return resolved(among(token, SUBJECTS), token)
    if token.pos_ == "NOUN" and lemma in words.hurting_nouns and has_of(token):
        return whose(token)
    return None


def killer(token: Token, words: Victims) -> bool:
    """Returns whether a word is a doer who kills himself: "killed his wife and then himself", "turned the gun on himself"."""
    if token.lower_ not in words.selves:
        return False
    verb = next((above for above in token.ancestors if above.pos_ == "VERB"), None)
    if verb is None:
        return False
    lemma = verb.lemma_.lower()
    certain = lemma in words.deadly or is_fatal(verb, words) or (lemma in words.hurting and tells_of_suicide(token, words))
    return certain or (lemma == "turn" and any(child.lemma_.lower() in words.arms for child in verb.children))


def tells_of_suicide(token: Token, words: Victims) -> bool:
    """Returns whether the sentence of a word calls it a suicide."""
    return any(other.lower_ in words.suicides for other in token.sent)
