"""People: named persons, with their office, under the fullest name that the text gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.phrases import complemented, core, text_of, without_article
from sitrep.annotate.roles import body_kind, english_roles, is_office, title_before

PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "bint", "ben", "de", "da", "del", "di", "der", "van", "von", "ul", "ur", "ud", "-", "’", "'"}
)
SPEAKING = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at the tokens `span`; `role` are the words that tell the office, `titled` that a title stands before it."""

    span: Span
    role: Span | None
    titled: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of a person: `name` is the fullest in the document, `role` the words of the text, None where it tells none."""

    span: Span
    name: str
    role: Span | None


def find_people(parse: Doc, taken: frozenset[int]) -> list[Person]:
    """Returns every mention of a named person, in text order; `taken` are the indexes of tokens that name places or bodies."""
    names = [name for start, end in runs(parse) if (name := name_in(parse, start, end, taken))]
    full: dict[str, Span] = {}
    people = []
    for name in names:
        words = text_of(parse, name.span.start, name.span.end)
        if " " in words:
            full.setdefault(words, name.span)
    surnames = {words.rpartition(" ")[2]: words for words in reversed(full)}
    givens = {words.partition(" ")[0]: words for words in reversed(full)}
    for name in names:
        words = text_of(parse, name.span.start, name.span.end)
        fullest = words if " " in words else surnames.get(words) or suffixed(words, full) or givens.get(words)
        if fullest or name.titled or looks_like_person(name.span, taken):
            people.append(Person(name.span, fullest or words, name.role))
    return with_roles(people)


def suffixed(words: str, full: dict[str, Span]) -> str | None:
    """Returns the first full name that ends in `words` ("al-Sharaa")."""
    return next((name for name in full if name.endswith(" " + words)), None)


def with_roles(people: Sequence[Person]) -> list[Person]:
    """Returns the mentions, each with the role that the document first gives its person."""
    roles: dict[str, Span] = {}
    for person in people:
        if person.role is not None:
            roles.setdefault(person.name, person.role)
    return [replace(person, role=person.role or roles.get(person.name)) for person in people]


def runs(parse: Doc) -> Iterator[tuple[int, int]]:
    """Yields runs of capitalised proper nouns as token ranges, particles inside them included."""
    start = None
    for token in parse:
        named = token.pos_ == "PROPN" and token.text[0].isupper() and not token.is_punct
        if named and start is None:
            start = token.i
        elif start is not None and not named and not joins(token):
            yield start, token.i
            start = None
    if start is not None:
        yield start, len(parse)


def joins(token: Token) -> bool:
    """Whether a token that is no proper noun stands inside a name ("bin" in "Mohammed bin Salman")."""
    following = token.i + 1
    if token.lower_ not in PARTICLES or following >= len(token.doc):
        return False
    after = token.doc[following]
    return after.text[0].isupper() or (after.text == "-" and not after.whitespace_)


def name_in(parse: Doc, start: int, end: int, taken: frozenset[int]) -> Name | None:
    """Returns the name in a run of proper nouns: what follows its last title; None where nothing does or it is no person's."""
    begin = start
    for index in range(start, end):
        if title_before([token.lower_ for token in parse[max(0, index - 2) : index + 1]]):
            begin = index + 1
    begin = begin if begin < end else start
    while begin > start and begin < end and parse[begin].is_punct:
        begin += 1
    before = [token.lower_ for token in parse[max(0, begin - 3) : begin]]
    titled = bool(title_before(before))
    span = parse[begin:end]
    if not titled and (any(body_kind(token) or is_office(token) for token in span) or any(index in taken for index in range(begin, end))):
        return None
    role = role_of(span)
    if titled or role is not None or len(span) == 1 or looks_like_person(span, taken):
        return Name(span, role, titled)
    return None


def looks_like_person(span: Span, taken: frozenset[int]) -> bool:
    """Whether a name without a title is a person's: the model says so, or it is a full name that acts."""
    if any(token.i in taken for token in span):
        return False
    head = span.root
    if sum(token.ent_type_ == "PERSON" for token in span) * 2 > len(span):
        return True
    return len(span) in {2, 3} and head.dep_ in SPEAKING and head.head.lemma_ in {"say", "tell", "write", "add", "post", "warn"}


def role_of(name: Span) -> Span | None:
    """Returns the words that tell the office of the person named: before the name, or in apposition."""
    head = name.root
    before = core(head)
    role = without_article(name.doc[before.start : name.start]) if before.start < name.start else None
    if role is not None and any(is_title(token) for token in role):
        return trimmed(role)
    if head.dep_ == "appos" and head.i > head.head.i and is_title(head.head):
        return without_article(complemented(head.head))
    beside = next((child for child in head.rights if child.dep_ == "appos" and is_title(child)), None)
    return without_article(complemented(beside)) if beside is not None else None


def is_title(token: Token) -> bool:
    """Whether a word is an office or a title other than a courtesy."""
    roles = english_roles()
    return token.lower_ in roles.offices or (token.lower_ in roles.titles and token.lower_ not in roles.courtesies)


def trimmed(role: Span) -> Span | None:
    """Returns a role without courtesies and commas at its ends, None where nothing is left."""
    start, end = role.start, role.end
    courtesies = english_roles().courtesies
    while end > start and (role.doc[end - 1].lower_ in courtesies or role.doc[end - 1].is_punct):
        end -= 1
    return role.doc[start:end] if end > start else None
