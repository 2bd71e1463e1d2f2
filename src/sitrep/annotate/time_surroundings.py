"""Surroundings: what the words around a phrase of time say about it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from sitrep.annotate.tenses import Lean, lean_of, noun_lean
from sitrep.annotate.time_packs import TimePack
from sitrep.annotate.time_phrases import Phrase
from sitrep.annotate.time_words import Item

ATTRIBUTES = frozenset({"poss", "compound", "nmod", "nummod", "amod"})


class Surroundings:
    """The parse of one text and its row of words, asked about the phrases in it."""

    def __init__(self, parse: Doc, items: list[Item], phrases: list[Phrase], pack: TimePack) -> None:
        self.parse = parse
        self.text = parse.text
        self.items = items
        self.ahead = pack.ahead
        self.since = frozenset(pack.words["since"])
        self.starts = [token.idx for token in parse]
        self.days = [phrase for phrase in phrases if phrase.meaning == "day" and not phrase.has("today")]
        self.day_starts = [phrase.items[0].start for phrase in self.days]
        self.taken = {item.start for phrase in phrases if phrase.meaning != "since_conflict" for item in phrase.items}

    def top(self, phrase: Phrase) -> Token:
        """Returns the word of a phrase whose governor lies outside."""
        first = max(bisect_right(self.starts, phrase.items[0].start) - 1, 0)
        last = bisect_right(self.starts, phrase.items[-1].start)
        inside = self.parse[first:last]
        return next((token for token in inside if token.head == token or not first <= token.head.i < last), inside[0])

    def before(self, phrase: Phrase) -> Item | None:
        """Returns the word before a phrase, None at the beginning of the text."""
        return self.items[phrase.first - 1] if phrase.first else None

    def lean(self, phrase: Phrase) -> Lean:
        """Returns whether the words around a phrase look ahead; before a term ("until Friday") the present does."""
        token = self.top(phrase)
        if token.dep_ in ATTRIBUTES and token.head.pos_ in ("NOUN", "PROPN"):
            return noun_lean(token.head, self.ahead)
        lean = lean_of(token, self.ahead)
        item = self.before(phrase)
        word = self.text[item.start : item.end].lower() if item else ""
        deferred = word in self.ahead.limits and any(verb.lemma_ in self.ahead.deferring for verb in token.ancestors)
        if word not in self.ahead.until and not deferred:
            return lean
        return "future" if deferred or lean != "past" else "present"

    def begins_period(self, phrase: Phrase) -> bool:
        """Whether a phrase tells since when: right after "since" or "so far", or in a clause of "since"."""
        item = self.before(phrase)
        if item is not None and item.category in ("since", "far"):
            return True
        token = self.top(phrase)
        verbs = 0
        for word in token.ancestors:
            if word.lower_ in self.since and word.i < token.i:
                return not any(child.idx in self.taken for child in word.children)
            if word.pos_ in ("VERB", "AUX"):
                verbs += word.dep_ != "xcomp"
                if any(child.lower_ in self.since and child.dep_ == "mark" and child.i < token.i for child in word.children):
                    return verbs == 1
        return False

    def saying_days(self, phrase: Phrase) -> Iterator[Phrase]:
        """Yields the days named in the same sentence for the verb that a phrase depends on ("said Saturday that ... overnight")."""
        token = self.top(phrase)
        above = {token.i, *(word.i for word in token.ancestors)}
        for other in self.beside(phrase):
            verb = next((word for word in self.top(other).ancestors if word.pos_ in ("VERB", "AUX")), None)
            if verb is not None and verb.i in above:
                yield other

    def is_quoted(self, phrase: Phrase) -> bool:
        """Whether a phrase stands in quotation marks that open in its own sentence."""
        said = self.text[self.top(phrase).sent.start_char : phrase.items[0].start]
        opened, closed = max(said.rfind("“"), said.rfind("``")), max(said.rfind("”"), said.rfind("''"))
        return opened > closed or said.count('"') % 2 == 1

    def beside(self, phrase: Phrase) -> Iterable[Phrase]:
        """Returns the other phrases of the same sentence that name a day."""
        sentence = self.top(phrase).sent
        first, last = bisect_left(self.day_starts, sentence.start_char), bisect_left(self.day_starts, sentence.end_char)
        return (other for other in self.days[first:last] if other is not phrase)
