"""Speakers: the source of a statement, resolved within the document."""

import functools
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.phrases import complemented, coordinated, core, text_of, without_adverb, without_article
from sitrep.annotate.quotations import Quotations
from sitrep.annotate.roles import body_kind, english_roles, is_office
from sitrep.annotate.statements import Statement, english_speech, saying_verbs
from sitrep.model.actors import Actor, ActorKind, Speaker
from sitrep.packs.gazetteer import entries
from sitrep.packs.spelling import fold

PERSONAL = frozenset({"he", "she", "him", "her"})
BODILY = frozenset({"it", "they", "them"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
UNNAMED = frozenset({"i", "we", "you", "us", "me"})
DEFINITE = frozenset({"the", "this", "these", "those", "its", "his", "her", "their"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
CITING = frozenset({"cite", "quote"})

JOINT_PAPERS = frozenset({"statement", "communique", "communiqué", "declaration"})


class Speakers:
    """Resolves the sources of one text in order, remembering who spoke and what was said."""

    def __init__(self, parse: Doc, actors: Sequence[Actor], quotations: Quotations) -> None:
        """Notes which actor each token belongs to."""
        self.parse = parse
        self.quotations = quotations
        self.actors = [actor for actor in actors if actor.start is not None]
        self.spans = [span_at(parse, actor) for actor in self.actors]
        self.at = {token.i: number for number, span in reversed(list(enumerate(self.spans))) for token in span}
        self.spoken: list[tuple[int, Actor]] = []
        self.said: set[int] = set()

    def resolve(self, statement: Statement) -> Speaker | None:
        """Returns who says a statement; None where the cue tells no saying or the source cannot be named."""
        outside = statement.source or statement.cue
        actor = joint_paper(statement) or (self.named(statement.source) if statement.source is not None else None)
        self.said.update(index for content in statement.contents for index in range(content.start, content.end))
        if actor is None or not tells_saying(statement) or is_heading(statement, actor):
            return None
        self.spoken.append((outside.start, actor))
        cited = self.cited(statement)
        channel = channel_of(statement)
        if cited is not None and statement.source is not None and is_outlet(statement.source):
            actor, cited, channel = cited, None, channel or actor.name
        quoted = self.quotations.inside[statement.contents[0].start] >= 0
        cites = cited.name if cited else None
        return Speaker(actor.name, actor.role, actor.organisation, actor.side, channel, verb_of(statement), cites, quoted)

    def cited(self, statement: Statement) -> Actor | None:
        """Returns whom the speaker passes on ("citing the governor"), None where nobody is named."""
        for token in statement.head.sent:
            if token.lemma_ in CITING and token.pos_ == "VERB" and not statement.says(token.i):
                source = next((child for child in token.rights if child.dep_ in {"dobj", "nsubj"}), None)
                if source is not None:
                    return self.named(coordinated(source))
        return self.named(statement.passed_on) if statement.passed_on is not None else None

    def named(self, source: Span) -> Actor | None:
        """Returns the actor that a source's words name: a person first, else a body, else the words themselves."""
        source = without_brackets(source)
        head = source.root
        word = head.lower_
        if source[0].lower_ in RELATIVE:
            verb = source[0].head
            return self.named(complemented(verb.head)) if verb.dep_ == "relcl" else None
        if word in PERSONAL | BODILY:
            return self.antecedent(head, word in PERSONAL)
        if word in UNNAMED or head.pos_ in {"PRON", "PUNCT"}:
            return None
        return self.person_in(source, head) or self.behind(source, head) or self.meant(source, head) or self.own(source, head)

    def person_in(self, source: Span, head: Token) -> Actor | None:
        """Returns the person that a source is: its head, or in apposition to an office that is."""
        if (number := self.at.get(head.i)) is not None and self.actors[number].kind == "person":
            return self.actors[number] if head in self.spans[number] and not coordinated_beyond(source, self.spans[number]) else None
        if not is_office(head):
            return self.surnamed(source) if number is None else None
        beside = [child for child in head.rights if child.dep_ == "appos"]
        inside = [token for token in source if token.i > head.i and token.dep_ in {"appos", "nsubj", "ROOT"}]
        after = list(self.parse[head.right_edge.i : head.right_edge.i + 1])
        numbers = [self.at[token.i] for token in (*beside, *inside, *after) if token.i in self.at]
        return next((self.actors[number] for number in numbers if self.actors[number].kind == "person"), None)

    def surnamed(self, source: Span) -> Actor | None:
        """Returns the person of the text whose name ends in the words of a source, however they are written ("LEE: …")."""
        end = f" {source.text.casefold()}"
        return next((actor for actor in self.actors if actor.kind == "person" and f" {actor.name.casefold()}".endswith(end)), None)

    def behind(self, source: Span, head: Token) -> Actor | None:
        """Returns who stands behind a medium: whose statement it is, else whoever spoke last."""
        if head.lower_ not in english_speech().media:
            return None
        whole = complemented(head)
        words = self.parse[min(source.start, whole.start) : max(source.end, whole.end)]
        inside = [self.actors[self.at[token.i]] for token in words if token.i in self.at and token.i != head.i]
        if inside:
            return inside[-1]
        return self.spoken[-1][1] if self.spoken and source[0].lower_ in DEFINITE and len(without_article(source)) == 1 else None

    def meant(self, source: Span, head: Token) -> Actor | None:
        """Returns the actor that a short definite phrase goes back to ("the ministry", "the region's governor"), None where none."""
        bare = without_article(source)
        if source[0].lower_ not in DEFINITE and not any(token.dep_ == "poss" for token in source):
            return None
        wanted = {token.lower_ for token in bare if token.dep_ in {"amod", "compound"} or (token.dep_ == "poss" and token.pos_ == "PROPN")}
        office, kind = is_office(head), body_kind(head)
        for number in (*self.before(head.i), *self.after(head.i)):
            actor, told = self.actors[number], self.spans[number].end <= head.i
            if office and actor.kind == "person" and actor.role and is_called(words_in(actor.role), head, wanted):
                return actor
            named = head.pos_ == "PROPN" and self.spans[number].root.pos_ != "PROPN"
            if (
                told
                and not named
                and kind
                and actor.kind != "person"
                and (len(bare) == 1 or wanted)
                and self.answers(actor, head, kind, wanted)
            ):
                return actor
        return next((one for _, one in reversed(self.spoken) if head.lower_ in words_in(one.name) and len(bare) == 1), None)

    def answers(self, actor: Actor, head: Token, kind: ActorKind, wanted: set[str]) -> bool:
        """Whether an actor can be called by a noun with the words before it: its name holds them, or it is the group or company meant."""
        name, collective = words_in(actor.name), english_roles().collective
        monitors = english_roles().monitors
        if not monitors.isdisjoint(wanted | {head.lower_}):
            return not monitors.isdisjoint(name)
        if wanted:
            return wanted <= name and head.lower_ in collective and head.lower_ not in name and not name.isdisjoint(collective)
        if head.lower_ in name:
            return actor.name.lower() != head.lower_
        return head.lower_ == "group" and actor.kind == kind

    def own(self, source: Span, head: Token) -> Actor:
        """Returns the source under its own words, with kind and side of whatever is named in it."""
        number = self.at.get(head.i)
        if head.pos_ in {"NOUN", "PROPN"} and (named := self.apposed(source, head) or self.bearer(source, head)) is not None:
            return named
        if head.pos_ == "NOUN" and (monitor := self.monitor(source, head)) is not None:
            return monitor
        if number is not None and not coordinated_beyond(source, self.spans[number]):
            return self.actors[number]
        bare = without_adverb(without_article(source))
        inside = [self.actors[self.at[token.i]] for token in source if token.i in self.at]
        side = next((actor.side for actor in inside if actor.side), None)
        country = next((actor.country for actor in inside if actor.country), None)
        kind = self.actors[number].kind if number is not None else body_kind(head) or ("person" if is_office(head) else None)
        return Actor(text_of(source.doc, bare.start, bare.end), kind, country, side=side)

    def apposed(self, source: Span, head: Token) -> Actor | None:
        """Returns the body that bears the name given beside a common noun ("the monitoring group Airwars"), None where none."""
        own = self.at.get(head.i)
        if head.pos_ != "NOUN":
            return None
        for token in (*source, *(child for child in head.rights if child.dep_ == "appos" and child.i >= source.end)):
            number = self.at.get(token.i)
            if number is None or number == own or token.i < head.i or token.pos_ != "PROPN":
                continue
            if token.dep_ in {"appos", "nsubj", "nsubjpass", "ROOT"} or (token.dep_ == "pobj" and token.head.i < source.start):
                return self.actors[number]
        return None

    def monitor(self, source: Span, head: Token) -> Actor | None:
        """Returns the only monitor that the text names, for one told of without its name ("a monitoring group based abroad")."""
        monitors = english_roles().monitors
        if not any(token.lower_ in monitors for token in source if head in {token, token.head}):
            return None
        named = [number for number, span in enumerate(self.spans) if span.root.pos_ == "PROPN"]
        known = {self.actors[number].name: self.actors[number] for number in named}
        found = [actor for name, actor in known.items() if not monitors.isdisjoint(words_in(name))]
        return found[0] if len(found) == 1 else None

    def bearer(self, source: Span, head: Token) -> Actor | None:
        """Returns the body named in the words for its kind ("the state-run Tass news agency", "the aviation authority, Avia")."""
        kind = body_kind(head)
        named = [token for token in source if token.pos_ == "PROPN" and token.head == head and token.text in english_speech().outlets]
        if head.lower_ in {"agency", "channel", "broadcaster", "outlet", "newspaper"} and named:
            return Actor(" ".join(token.text for token in named), "organisation")
        for child in head.rights:
            if head.pos_ == "NOUN" and kind and child.dep_ == "appos" and child.pos_ == "PROPN" and child.i not in self.at:
                words = without_article(core(child))
                return Actor(text_of(source.doc, words.start, words.end), kind)
        return None

    def is_unnamed_office(self, source: Span) -> bool:
        """Whether a source is an office told of as known, with nobody's name ("the country's health minister")."""
        definite = source[0].lower_ in DEFINITE or any(token.dep_ == "poss" for token in source)
        persons = (self.actors[self.at[token.i]] for token in source if token.i in self.at)
        return is_office(source.root) and definite and all(actor.kind != "person" or not actor.name.istitle() for actor in persons)

    def introduces(self, statement: Statement, speaker: Speaker) -> bool:
        """Whether a statement names its speaker in full for the first time, and without an office."""
        numbers = [number for number, actor in enumerate(self.actors) if actor.kind == "person" and actor.name == speaker.name]
        first = self.spans[numbers[0]] if numbers else None
        whole = first is not None and len(first) > 1 and not any(self.actors[number].role for number in numbers)
        start, end = statement.reach
        return whole and first is not None and start <= first.start < end

    def before(self, index: int) -> Iterator[int]:
        """Yields the actors before a token, the nearest first."""
        return (number for number in range(len(self.spans) - 1, -1, -1) if self.spans[number].end <= index)

    def after(self, index: int) -> Iterator[int]:
        """Yields the actors after a token, the nearest first."""
        return (number for number in range(len(self.spans)) if self.spans[number].start > index)

    def antecedent(self, pronoun: Token, personal: bool) -> Actor | None:
        """Returns whom a pronoun stands for: the nearest that spoke, or acts outside all that was said."""
        spoken = next(((at, actor) for at, actor in reversed(self.spoken) if (actor.kind == "person") == personal), None)
        acting = next((number for number in self.before(pronoun.i) if self.could_be(number, pronoun, personal)), None)
        if acting is None or (spoken is not None and spoken[0] >= self.spans[acting].start):
            return spoken[1] if spoken is not None else None
        return self.actors[acting]

    def could_be(self, number: int, pronoun: Token, personal: bool) -> bool:
        """Whether an actor can be what a pronoun stands for."""
        actor, span = self.actors[number], self.spans[number]
        return (
            (actor.kind == "person") == personal
            and span.root.dep_ in SUBJECT
            and span.start not in self.said
            and span.root.head.dep_ != "relcl"
        )


def span_at(parse: Doc, actor: Actor) -> Span:
    """Returns the tokens of an actor's mention."""
    span = parse.char_span(actor.start or 0, actor.end or 0, alignment_mode="expand")
    return span if span is not None else parse[0:0]


def coordinated_beyond(source: Span, span: Span) -> bool:
    """Whether a source names more than the mention in it: something joined to it by "and"."""
    return any(token.dep_ == "conj" and token.i >= span.end and token.head.i < span.end for token in source)


def is_called(role: set[str], head: Token, wanted: set[str]) -> bool:
    """Whether a person of such a role can be called by an office with the words before it; "leader" is any head of a state."""
    return wanted - english_roles().vague <= role and (
        head.lower_ in role or (head.lower_ == "leader" and not role.isdisjoint(english_roles().leaders))
    )


def words_in(name: str) -> set[str]:
    """Returns the words of a name in lower case.

    >>> sorted(words_in("Russia's Defence Ministry"))
    ['defence', 'ministry', 'russia']
    """
    return {word.lower().removesuffix("'s").removesuffix("’s") for word in name.split()}


def without_brackets(source: Span) -> Span:
    """Returns the words of a source before the short name in brackets that closes them; those before it where it stands alone."""
    marks = [token.i for token in source if token.text == "("]
    if not marks or source[-1].text not in {")", ","} or marks[0] == 0:
        return source
    if marks[0] > source.start:
        return source.doc[source.start : marks[0]]
    before = source.doc[marks[0] - 1]
    return source.doc[before.left_edge.i : before.i + 1]


def joint_paper(statement: Statement) -> Actor | None:
    """Returns the paper in which several sides speak as one ("they said in the joint statement"), None where there is none."""
    for token in statement.head.subtree:
        named = token.lemma_ in JOINT_PAPERS and token.dep_ == "pobj" and not statement.says(token.i)
        if named and any(child.lower_ == "joint" for child in token.children):
            return Actor(f"joint {token.lower_}", "organisation")
    return None


def tells_saying(statement: Statement) -> bool:
    """Whether a cue tells that somebody says something, not that he wants, backs or keeps silent about it."""
    speech = english_speech()
    if any(token.lower_ in speech.silences or token.lemma_ in speech.silences for token in statement.cue):
        return False
    return any(token.lemma_ in saying_verbs() or token.lower_ in {"according", "per", ":"} for token in statement.cue)


def is_heading(statement: Statement, actor: Actor) -> bool:
    """Whether a place before a colon only heads what is told of it ("Sudan: Thousands flee …")."""
    if statement.cue.text != ":" or is_quoted(statement):
        return False
    named = statement.source is not None and all(token.ent_type_ == "GPE" for token in statement.source)
    return named or actor.kind == "state" or (" " not in actor.name and bool(entries(fold(actor.name))))


def is_quoted(statement: Statement) -> bool:
    """Whether what is said begins with a quotation mark."""
    first = statement.contents[0].start
    return any(token.tag_ == "``" for token in statement.head.doc[max(0, first - 1) : first + 1])


def is_outlet(source: Span) -> bool:
    """Whether a source is a news medium."""
    return any(token.text in english_speech().outlets for token in source)


def verb_of(statement: Statement) -> str:
    """Returns the word that tells the saying, as written."""
    return " ".join(statement.cue.text.split()) if statement.head.lower_ == "according" else statement.head.text


@functools.cache
def channels() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns the channels, each with the pattern of its words."""
    return tuple((re.compile(r"\b(?:" + "|".join(map(re.escape, one.words)) + r")\b"), one.name) for one in english_speech().channels)


def channel_of(statement: Statement) -> str | None:
    """Returns where it was said, as the sentence tells outside what is said."""
    words = " ".join(token.text for token in statement.head.sent if not statement.says(token.i))
    return next((name for pattern, name in channels() if pattern.search(words)), None)
