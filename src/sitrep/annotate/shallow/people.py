"""People and bodies: names in any case led to their usual English form, with the office that stands before them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.model.actors import Actor, ActorKind
from sitrep.model.outlines import Sentence, Word
from sitrep.packs.phrases import Hit
from sitrep.packs.romanising import romanised
from sitrep.packs.tongue_packs import Body, Region
from sitrep.packs.tongues import Tongue, adjective_stem

ROLE_REACH = 9
LIKE = 4
OF_REGION = {"Governor's office": "Regional Military Administration", "Prosecutor's office": "Regional Prosecutor's Office"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or some body named at the words `[first, last)`; `role` are the words of an office that stand before."""

    first: int
    last: int
    name: str
    kind: ActorKind
    side: str | None = None
    role: tuple[int, int] | None = None

    @property
    def is_person(self) -> bool:
        """Whether it is one human being."""
        return self.kind == "person"


def find_people(words: Sequence[Word], plains: Sequence[str], tongue: Tongue, sentences: Sequence[Sentence]) -> list[Mention]:
    """Returns the people and bodies of a text in order; later surnames take the full name given anywhere."""
    found: list[Mention] = []
    for sentence in sentences:
        people = _people(words, plains, tongue, sentence)
        taken = {index for each in people for index in range(each.first, each.last)}
        found += people
        found += [each for each in _bodies(words, plains, tongue, sentence) if not taken & set(range(each.first, each.last))]
    found += _surnames_alone(words, plains, tongue, sentences, found)
    return sorted(_in_full(words, found), key=lambda each: each.first)


def _surnames_alone(
    words: Sequence[Word], plains: Sequence[str], tongue: Tongue, sentences: Sequence[Sentence], found: Sequence[Mention]
) -> list[Mention]:
    """Returns the places at which somebody whom the text names in full is named by surname alone, in any case."""
    stems = {
        plains[each.last - 1][: max(LIKE, len(plains[each.last - 1]) - 2)]: each
        for each in found
        if each.is_person and each.last - each.first > 1
    }
    taken = {index for each in found for index in range(each.first, each.last)}
    alone = []
    for sentence in sentences:
        for index in range(sentence.first, sentence.last):
            if index in taken or not words[index].is_capital:
                continue
            whole = next(
                (each for stem, each in stems.items() if plains[index].startswith(stem) and len(plains[index]) <= len(stem) + 5), None
            )
            if whole:
                alone.append(
                    Mention(index, index + 1, whole.name, "person", whole.side, _role(plains, tongue, sentence, index) or whole.role)
                )
    return alone


def _people(words: Sequence[Word], plains: Sequence[str], tongue: Tongue, sentence: Sentence) -> list[Mention]:
    """Returns the people of a sentence: a first name with a surname, or a surname that the pack knows."""
    found: list[Mention] = []
    index = sentence.first
    while index < sentence.last:
        mention = _person_at(words, plains, tongue, sentence, index)
        if mention:
            found.append(mention)
        index = mention.last if mention else index + 1
    return found


def _person_at(words: Sequence[Word], plains: Sequence[str], tongue: Tongue, sentence: Sentence, index: int) -> Mention | None:
    if not words[index].is_capital:
        return None
    first_name = tongue.first_names.at(plains, index, sentence.last)
    if first_name and index + 1 < sentence.last and words[index + 1].is_capital:
        return _named(words, plains, tongue, sentence, first_name)
    known = tongue.persons.at(plains, index, sentence.last)
    if known:
        return Mention(index, known.last, known.value.name, "person", known.value.side, _role(plains, tongue, sentence, index))
    role = _role(plains, tongue, sentence, index)
    surname = tongue.persons.at(plains, index + 1, sentence.last) if index + 1 < sentence.last and words[index + 1].is_capital else None
    if surname and len(words[index].text) > LIKE and role:
        return Mention(index, surname.last, surname.value.name, "person", surname.value.side, role)
    before_name = index + 2 < sentence.last and words[index + 2].is_capital and tongue.first_names.at(plains, index + 1) is not None
    if before_name:
        return None  # "міський голова Києва Віталій Кличко"
    if role and role[1] == index and index + 1 < sentence.last and words[index + 1].is_capital and _is_name(words, plains, tongue, index):
        name = " ".join(romanised(words[i].text, tongue.code) for i in (index, index + 1))
        return Mention(index, index + 2, name, "person", None, role)
    if role and role[1] == index and len(words[index].text) > 4 and _looks_like_surname(plains[index], tongue):
        return Mention(index, index + 1, _surname(words[index].text, "", tongue), "person", None, role)
    return None


def _is_name(words: Sequence[Word], plains: Sequence[str], tongue: Tongue, index: int) -> bool:
    """Whether two words with capitals behind an office are a name, and no place."""
    pair = [plains[index], plains[index + 1]]
    return (
        all(
            tongue.regions.at([each], 0) is None
            and tongue.states.at([each], 0) is None
            and tongue.bodies.at([each], 0) is None
            and adjective_stem(each, tongue) is None
            for each in pair[:1]
        )
        and len(words[index].text) > 2
        and len(words[index + 1].text) > 3
        and not words[index].text.isupper()
    )


def _looks_like_surname(plain: str, tongue: Tongue) -> bool:
    return plain.endswith(tongue.people.surnames) and tongue.regions.at([plain], 0) is None and tongue.states.at([plain], 0) is None


def _named(words: Sequence[Word], plains: Sequence[str], tongue: Tongue, sentence: Sentence, first: Hit[str]) -> Mention:
    """Returns a person told by first name and surname, with a patronymic between them left out."""
    last = first.last
    if last + 1 < sentence.last and words[last + 1].is_capital and plains[last].endswith(tongue.people.patronymics):
        last += 1
    known = tongue.persons.at(plains, last, sentence.last)
    role = _role(plains, tongue, sentence, first.first)
    if known and same_first_name(known.value.name.split()[0], first.value, tongue):
        return Mention(first.first, known.last, known.value.name, "person", known.value.side, role)
    surname = _surname(words[last].text, plains[first.first], tongue)
    return Mention(first.first, last + 1, f"{first.value} {surname}", "person", None, role)


def same_first_name(known: str, read: str, tongue: Tongue) -> bool:
    """Whether two English forms are of one first name, of which one may be Ukrainian and the other Russian."""
    return known[:2] == read[:2] or tongue.people.other_forms.get(read, "")[:3] == known[:3]


def _surname(text: str, first_plain: str, tongue: Tongue) -> str:
    """Returns a surname in the dictionary's form in Latin letters; the ending of the first name tells whether it stands in another case."""
    if is_oblique(first_plain, tongue):
        for ending, base in tongue.people.surname_endings:
            if text.endswith(ending) and len(text) > len(ending) + 2:
                return romanised(text[: len(text) - len(ending)] + base, tongue.code)
    return romanised(text, tongue.code)


def is_oblique(first_plain: str, tongue: Tongue) -> bool:
    """Whether a first name stands in another case than the dictionary's, as far as its ending shows."""
    known = tongue.people
    if not first_plain or first_plain.endswith(known.upright):
        return False
    return first_plain.endswith(known.oblique + known.genitive)


def _role(plains: Sequence[str], tongue: Tongue, sentence: Sentence, index: int) -> tuple[int, int] | None:
    """Returns the words of the office that stands right before a name: from its noun up to the name."""
    for at in range(index - 1, max(sentence.first, index - ROLE_REACH) - 1, -1):
        if (
            plains[at] in {",", ".", "»", "«", ":", ";", "—", "–"}
            or plains[at] in tongue.grammar.stops
            or tongue.speech.at(plains, at) is not None
        ):
            return None
        hit = tongue.roles.at(plains, at, index)
        if hit and hit.last <= index:
            wider = tongue.roles.at(plains, at - 1, index) if at > sentence.first else None
            return (at - 1 if wider and wider.last > at else at), index
    return None


def _bodies(words: Sequence[Word], plains: Sequence[str], tongue: Tongue, sentence: Sentence) -> list[Mention]:
    """Returns the offices, forces and ministries of a sentence; one of a region is named with it."""
    found = []
    for hit in tongue.bodies.find(plains, sentence.first, sentence.last):
        name, side = hit.value.name, hit.value.side
        if name in OF_REGION:
            region, last = _region_of(plains, tongue, hit)
            full = f"{region.name} {OF_REGION[name]}" if region else OF_REGION[name]
            found.append(Mention(min(hit.first, last - 1), max(hit.last, last), full, hit.value.kind, region.country if region else None))
            continue
        if words[hit.first].is_capital or len(hit.value.words) > 1 or hit.last - hit.first > 1:
            found.append(Mention(hit.first, hit.last, name, hit.value.kind, side))
    return found


def _region_of(plains: Sequence[str], tongue: Tongue, hit: Hit[Body]) -> tuple[Region | None, int]:
    """Returns the region whose adjective stands before a body or in it, or whose name follows, and where it ends."""
    for at in (*range(max(0, hit.first - 2), hit.last + 2),):
        if at < len(plains) and (found := tongue.region_adjectives.at(plains, at) or tongue.regions.at(plains, at)):
            word = tongue.place_words.at(plains, at + 1) if at + 1 < len(plains) else None
            return found.value, word.last if word and word.value == "region_words" else at + 1
    return None, hit.last


def _in_full(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
    """Returns the mentions with surnames alone given the full name that the text has for somebody of that surname."""
    full = [each for each in mentions if each.is_person and " " in each.name]
    found = []
    for each in mentions:
        if each.is_person and " " not in each.name:
            whole = next((one for one in full if one.name.split()[-1][:LIKE] == each.name[:LIKE]), None)
            found.append(
                Mention(each.first, each.last, whole.name, each.kind, whole.side or each.side, each.role or whole.role) if whole else each
            )
        else:
            found.append(each)
    return found


def as_actor(words: Sequence[Word], text: str, mention: Mention) -> Actor:
    """Returns a mention as an actor, with the words of its office."""
    start, end = words[mention.first].start, words[mention.last - 1].end
    role = text[words[mention.role[0]].start : words[mention.role[1] - 1].end] if mention.role else None
    return Actor(mention.name, mention.kind, mention.side, start, end, text[start:end], role, None, mention.side)
