"""Clauses: the pieces of a sentence that each tell of one thing."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from sitrep.extract.words import status_words

CLAUSE_DEPENDENCIES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"})
VERBAL = frozenset({"VERB", "AUX"})
ANSWERING = frozenset({"to", "for", "of"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


def clause_roots(parse: Doc) -> list[int]:
    """Returns for each token the index of the head of its clause."""
    roots = [-1] * len(parse)
    for token in parse:
        climb(token, roots)
    return roots


def climb(token: Token, roots: list[int]) -> int:
    """Returns the clause head of `token` and remembers it for all tokens on the way."""
    path = []
    while roots[token.i] < 0 and not heads_clause(token):
        path.append(token.i)
        token = token.head
    found = roots[token.i] if roots[token.i] >= 0 else token.i
    for index in (*path, token.i):
        roots[index] = found
    return found


def heads_clause(token: Token) -> bool:
    """Whether a token is the head of a clause of its own; an open complement ("began to shell") belongs to the clause above.

    So is a noun for what the clause above answers.
    """
    if token.head == token:
        return True
    if token.dep_ == "conj":
        return token.pos_ in VERBAL and token.head.pos_ in VERBAL
    if token.dep_ == "pobj":
        return is_answered(token)
    return token.dep_ in CLAUSE_DEPENDENCIES and (token.pos_ in VERBAL or token.dep_ in {"ccomp", "advcl", "relcl"})


def is_answered(noun: Token) -> bool:
    """Whether a noun names the deed that another one answers ("in retaliation for the raids"), which is told by itself."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ANSWERING and noun.head.head.lemma_.lower() in status_words().answers


def sentence_numbers(parse: Doc) -> list[int]:
    """Returns for each token the number of its sentence."""
    numbers = [0] * len(parse)
    for number, sentence in enumerate(parse.sents):
        for token in sentence:
            numbers[token.i] = number
    return numbers


def subjects(verb: Token) -> list[Token]:
    """Returns the grammatical subjects of a verb; one that it shares with the verb it continues counts, in an infinitive who is asked to.

    For "that" and "who" it is the noun that they point to ("the group that killed five").
    """
    found = crammed_subject(verb) or [referent(child) for child in verb.children if child.dep_ in SUBJECTS]
    if found or verb.dep_ not in {"conj", "xcomp", "advcl"} or verb.head == verb:
        return found
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and (asked := objects(verb.head)):
        return asked
    return subjects(verb.head) if verb.head.pos_ in VERBAL else []


def referent(noun: Token) -> Token:
    """Returns the noun that a relative pronoun points to, other words themselves."""
    return noun.head.head if noun.tag_ in {"WDT", "WP"} and noun.head.dep_ == "relcl" else noun


def crammed_subject(verb: Token) -> list[Token]:
    """Returns the name right before a verb that the parser took for an apposition ("the drones Russia launched")."""
    name = verb.doc[verb.i - 1] if verb.i else verb
    if name.dep_ != "appos" or name.pos_ != "PROPN" or verb.tag_ not in {"VBD", "VBN"}:
        return []
    between = verb.doc[name.head.i + 1 : name.i]
    return [] if name.head.i > name.i or any(token.is_punct for token in between) else [name]


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, as a participle after its noun too ("a boy killed by a mine")."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in SUBJECTS for c in verb.children) and is_passive(verb.head)


def objects(verb: Token) -> list[Token]:
    """Returns the direct objects of a verb, through the open complement it governs too."""
    return [child for child in verb.children if child.dep_ in {"dobj", "obj", "dative"}]


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Returns the objects of the named prepositions that hang on a token, chains of prepositions included ("from under the rubble")."""
    return [
        noun
        for child in token.children
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in prepositions
        for noun in child.children
        if noun.dep_ in {"pobj", "pcomp"}
    ]


def conjuncts(token: Token) -> list[Token]:
    """Returns a token and everything joined to it by "and", commas and the like."""
    return [token, *token.conjuncts]


def noun_words(token: Token) -> Iterator[Token]:
    """Yields the tokens of the noun phrase that `token` heads, without relative clauses and participles after it."""
    for child in token.subtree:
        if not any(step.dep_ in {"relcl", "acl", "appos", "prep", "conj", "cc"} for step in steps(child, token)):
            yield child


def steps(token: Token, top: Token) -> Iterator[Token]:
    """Yields `token` and its ancestors below `top`."""
    while token not in (top, token.head):
        yield token
        token = token.head


def stretch(tokens: list[Token]) -> tuple[int, int]:
    """Returns the offsets in code points from the first to the last of `tokens`, without what stands at the ends for nothing.

    Such are space, quotation marks and commas, and at the end words that lead on to others ("hit the top floor of", "was cut, and").
    """
    kept = sorted(tokens, key=lambda token: token.i)
    while len(kept) > 1 and (kept[0].is_punct or kept[0].is_space):
        kept.pop(0)
    while len(kept) > 1 and (kept[-1].is_punct or kept[-1].is_space or leads_on(kept[-1])):
        kept.pop()
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def leads_on(token: Token) -> bool:
    """Whether a word says nothing without those after it: a conjunction, a preposition before its noun, an article."""
    return token.pos_ == "CCONJ" or (token.pos_ in {"ADP", "DET"} and any(each.i > token.i for each in (token.head, *token.children)))


def covering(parse: Doc, start: int, end: int) -> Span | None:
    """Returns the tokens at the offsets `[start, end)`, None where there are none."""
    return parse.char_span(start, end, alignment_mode="expand") if start < end else None


def is_ranked(noun: Token) -> bool:
    """Whether a noun is set above others of its kind, so that whose it is only says among which ("Ukraine's largest plant")."""
    return any(
        child.tag_ == "JJS" or (child.lower_ == "most" and child.tag_ == "RBS")
        for each in noun.children
        for child in (each, *each.children)
    )
