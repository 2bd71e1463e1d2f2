"""Tenses: whether the words around an expression put it behind or ahead."""

from typing import Literal

from spacy.tokens import Token

from sitrep.annotate.time_packs import Ahead

Lean = Literal["past", "present", "future", "open"]
LIMIT = 12  # steps up the tree; a longer way only means a broken parse


def lean_of(token: Token, ahead: Ahead) -> Lean:
    """Returns where the verb that governs `token` puts it; "open" where none does."""
    current = token
    for _ in range(LIMIT):
        lean = verb_lean(current, ahead) if current.pos_ in ("VERB", "AUX", "ADJ") else None
        if lean is not None:
            return lean
        if current.head == current:
            return "open"
        current = current.head
    return "open"


def verb_lean(verb: Token, ahead: Ahead) -> Lean | None:
    """Returns what one verb says of its time, None where the verb above it decides (infinitives, participles)."""
    if is_slated(verb, ahead) and verb.tag_ in ("VBN", "VBD", "JJ", "VBP", "VBZ"):
        return "past" if gone(verb) else "future"
    if verb.pos_ == "ADJ":
        return None
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(auxiliary.lower_ in ahead.modals for auxiliary in auxiliaries):
        return "past" if any(auxiliary.lemma_ == "have" for auxiliary in auxiliaries) else "future"
    if any(auxiliary.tag_ == "VBD" for auxiliary in auxiliaries) or verb.tag_ == "VBD":
        return "past"
    if any(auxiliary.tag_ == "TO" for auxiliary in auxiliaries):
        return infinitive_lean(verb, ahead)
    if any(auxiliary.lemma_ == "have" for auxiliary in auxiliaries):
        return "past"
    if verb.tag_ in ("VBZ", "VBP", "VB") or any(auxiliary.tag_ in ("VBZ", "VBP") for auxiliary in auxiliaries):
        return "present"
    return "past" if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "ROOT") else None


def infinitive_lean(verb: Token, ahead: Ahead) -> Lean:
    """Returns "future" for an infinitive under a word of plan or promise ("agreed to meet", "are to meet"), "present" for others."""
    governor = verb.head
    if governor.lemma_ == "be" and verb.dep_ == "xcomp" and governor.tag_ in ("VBZ", "VBP"):
        return "future"
    if governor.lemma_.lower() in ahead.prospects or governor.lemma_.lower() in ahead.slated:
        return "past" if gone(governor) else "future"
    return "present"


def is_slated(verb: Token, ahead: Ahead) -> bool:
    """Whether a word speaks of the future by itself ("due Friday", "set for Friday")."""
    lemma = verb.lemma_.lower()
    return lemma in ahead.slated or any(child.lower_ == ahead.slated_with.get(lemma) for child in verb.children)


def gone(verb: Token) -> bool:
    """Whether what was planned lies behind in turn ("had been due")."""
    return any(child.lower_ == "had" for word in (verb, verb.head) for child in word.children if child.dep_ in ("aux", "auxpass"))


def noun_lean(noun: Token, ahead: Ahead) -> Lean:
    """Returns where a happening lies that carries its day in its name ("Friday's summit"); "past" unless it is arranged beforehand."""
    lean = lean_of(noun, ahead)
    if noun.lemma_.lower() in ahead.occasions:
        return "present" if lean in ("open", "past") else lean
    return lean if noun.dep_ in ("nsubj", "nsubjpass") and lean == "past" else "past"
