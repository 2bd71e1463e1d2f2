"""Actors: people, bodies, forces and states, each under its fullest name."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from sitrep.annotate.bodies import Body, find_bodies
from sitrep.annotate.leaders import country_of_leader
from sitrep.annotate.people import Person, find_people
from sitrep.annotate.phrases import text_of
from sitrep.annotate.roles import body_kind
from sitrep.annotate.rosters import Known, find_known
from sitrep.annotate.toponyms import size_words
from sitrep.model.actors import Actor
from sitrep.model.places import Place

ACTING = frozenset({"nsubj", "nsubjpass", "pobj", "poss", "dobj", "conj"})


def find_actors(parse: Doc, places: Sequence[Place]) -> tuple[Actor, ...]:
    """Returns every mention of an actor, in text order; a mention inside a longer one is left out.

    People and bodies take their country and side from `places` and known bodies named in their role or phrase.
    """
    known = find_known(parse)
    here = Surroundings(parse, places, known)
    bodies = [body for body in find_bodies(parse) if not here.is_region(body)]
    people = find_people(parse, here.taken)
    found = [
        *(here.of_person(person) for person in people),
        *(here.of_known(one) for one in known),
        *(here.of_body(body) for body in bodies),
        *here.states(),
    ]
    return tuple(outermost(found))


def outermost(actors: Sequence[Actor]) -> Iterator[Actor]:
    """Yields the mentions that lie in no longer one, in text order; of two at the same words the first given."""
    reach = -1
    for actor in sorted(actors, key=lambda one: (one.start or 0, -(one.end or 0))):
        if (actor.end or 0) > reach:
            yield actor
            reach = actor.end or 0


class Surroundings:
    """The places and known bodies of one text, to tell the country and side of whatever stands beside them."""

    def __init__(self, parse: Doc, places: Sequence[Place], known: Sequence[Known]) -> None:
        """Notes which tokens each place and known body covers."""
        self.parse = parse
        self.places: list[tuple[Span, Place]] = []
        for place in places:
            span = parse.char_span(place.start, place.end, alignment_mode="expand")
            if span is not None:
                self.places.append((span, place))
        self.country_at = {token.i: place.country for span, place in self.places for token in span if place.country}
        self.known_at = {token.i: one for one in known for token in one.span}
        named = {token.i for span, place in self.places if place.geonames or place.country or is_called_place(span) for token in span}
        self.taken = frozenset(named | set(self.known_at))

    def country(self, span: Span) -> str | None:
        """Returns the country of the first place or known body in `span`."""
        for index in range(span.start, span.end):
            if index in self.country_at:
                return self.country_at[index]
            if index in self.known_at and self.known_at[index].country:
                return self.known_at[index].country
        return None

    def side(self, span: Span) -> str | None:
        """Returns the armed group named in `span`, else its country."""
        groups = (self.known_at[index].title for index in range(span.start, span.end) if is_group(self.known_at.get(index)))
        return next(groups, None) or self.country(span)

    def of_person(self, person: Person) -> Actor:
        """Returns a person as an actor."""
        span, role = person.span, person.role
        known = country_of_leader(person.name)
        country = (self.country(role) if role is not None else None) or known
        side = (self.side(role) if role is not None else None) or known
        return Actor(
            person.name,
            "person",
            country,
            *words_of(span),
            role=text_of(self.parse, role.start, role.end) if role is not None else None,
            organisation=organisation_in(role),
            side=side,
        )

    def of_body(self, body: Body) -> Actor:
        """Returns a body as an actor, under its phrase."""
        name = text_of(self.parse, body.span.start, body.span.end)
        return Actor(name, body.kind, self.country(body.span), *words_of(body.span), side=self.side(body.span))

    def is_region(self, body: Body) -> bool:
        """Whether a body is a place with the word for its kind after it ("the Artibonite department")."""
        noun = body.span.root
        return noun.is_lower and size_words().get(noun.lower_) == "region" and noun.i > body.span.start and noun.i - 1 in self.country_at

    def of_known(self, one: Known) -> Actor:
        """Returns a known body as an actor."""
        side = one.title if one.kind == "armed-group" else one.country
        return Actor(one.name, one.kind, one.country, *words_of(one.span), side=side)

    def states(self) -> Iterator[Actor]:
        """Yields the countries and seats of government that act or are acted on."""
        for span, place in self.places:
            acts = place.use == "metonym" or (place.precision == "country" and place.use == "literal" and span.root.dep_ in ACTING)
            if acts and place.country:
                yield Actor(place.name, "state", place.country, *words_of(span), side=place.country)


def is_called_place(span: Span) -> bool:
    """Whether the words before a name say that it is a place's ("the city of Arnava")."""
    before = span.doc[max(0, span.start - 2) : span.start]
    return len(before) == 2 and before[1].lower_ == "of" and before[0].lower_ in size_words()


def is_group(one: Known | None) -> bool:
    """Whether a known body is an armed group."""
    return one is not None and one.kind == "armed-group"


def words_of(span: Span) -> tuple[int, int, str]:
    """Returns start, end and text of a mention, in code points."""
    return span.start_char, span.end_char, span.text


def organisation_in(role: Span | None) -> str | None:
    """Returns the body named in a role: after "of" or "for", else before the office ("Gaza health ministry spokesman")."""
    if role is None:
        return None
    for token in role:
        if token.dep_ == "prep" and token.lower_ in {"of", "for", "at", "from", "with"} and token.i + 1 < role.end:
            rest = role.doc[token.i + 1 : role.end]
            if any(body_kind(word) or word.ent_type_ == "ORG" for word in rest):
                start = rest.start + (rest[0].lower_ in {"the", "a", "an"})
                return text_of(role.doc, start, rest.end)
    last = max((token.i for token in role[:-1] if body_kind(token)), default=None)
    return text_of(role.doc, role.start, last + 1) if last is not None else None
