"""Modes: in which way an event of a type happened, and with which weapons."""

from collections.abc import Container

from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.counts import MUNITIONS
from sitrep.extract.drafts import Draft
from sitrep.model.claims import Weapon
from sitrep.model.figures import Figure, Item

AIR_ITEMS = frozenset({"missile", "ballistic-missile", "cruise-missile", "guided-bomb", "munition"})
PRIORITY = ("suicide-attack", "unconventional", "targeted")
LAST = ("abduct", "clash", "capture")
FIRED = frozenset({"drone", "aerial", "heavy-weapons", "explosives"})


def set_mode(context: Context, draft: Draft) -> None:
    """Gives a draft its mode: that of its trigger, else what its words and weapons show."""
    shown = shown_modes(context, draft)
    if draft.type.name != "ASSAULT":
        stated = next((mention.trigger.mode for mention in draft.mentions if mention.trigger.mode), None)
        draft.mode = stated or next(iter(shown), None) or contact_mode(draft)
        note_mode(draft, {stated})
        return
    if "explosives" in shown and draft.actor and draft.actor.kind == "state":
        shown = ["aerial" if mode == "explosives" else mode for mode in shown]
    stated_modes = {mention.trigger.mode for mention in draft.mentions if mention.trigger.mode}
    draft.mode = assault_mode(shown, stated_modes)
    note_mode(draft, stated_modes)


def note_mode(draft: Draft, stated: Container[str | None]) -> None:
    """Notes whether the trigger, or the words and weapons beside it, gave a draft its mode."""
    if draft.mode is None:
        return
    why = "the trigger's own" if draft.mode in stated else "its words, or the weapons or parties beside it, show it"
    draft.note("mode", "modes.set_mode", why, draft.seeds[0])


def assault_mode(shown: list[str], stated: set[str]) -> str | None:
    """Returns the mode of an attack: drones only are drone, with missiles aerial; fighting and taking ground yield to what is fired."""
    fired = [mode for mode in shown if mode in FIRED]
    for mode in PRIORITY:
        if mode in shown or mode in stated:
            return mode
    if "aerial" in fired:
        return "aerial"
    return min([*fired, *sorted(stated), *shown], key=lambda mode: (mode not in FIRED, mode in LAST), default=None)


def shown_modes(context: Context, draft: Draft) -> list[str]:
    """Returns the modes whose words stand in the draft's clauses or its figures, in the order of the type's pack."""
    tokens = draft.tokens(context) if draft.type.modes_by == "clause" else near_words(draft)
    lemmas = {word for token in tokens for word in (token.lemma_.lower(), token.lower_)}
    phrases = {f"{token.nbor(-1).lower_} {token.lemma_.lower()}" for token in tokens if token.i > 0}
    items: set[Item] = {each.value.item for each in draft.figures if not is_planted(draft, each)}
    found = []
    for name, mode in draft.type.modes.items():
        by_item = draft.type.name == "ASSAULT" and ((name == "drone" and "drone" in items) or (name == "aerial" and items & AIR_ITEMS))
        if by_item or any(word in lemmas or word in phrases for word in mode.words):
            found.append(name)
    return found


def is_planted(draft: Draft, figure: Anchored[Figure]) -> bool:
    """Whether a count of munitions is one of bombs or charges, which need not come from the air."""
    return figure.value.item == "munition" and figure.head.lemma_.lower() in draft.type.modes["explosives"].words


def near_words(draft: Draft) -> list[Token]:
    """Returns the words of a draft and those that hang on them."""
    seeds = [mention.token for mention in draft.mentions]
    return [*seeds, *(child for token in seeds for child in token.children if child.dep_ in {"compound", "amod", "dobj", "prep", "obj"})]


def contact_mode(draft: Draft) -> str | None:
    """Returns meeting for two sides, multilateral for three countries or more; None for other types."""
    if draft.type.name != "CONSULT" or not draft.participants:
        return None
    countries = {actor.country or actor.side for actor in draft.participants if actor.country or actor.side}
    return "multilateral" if len(countries) > 2 else "meeting"


def set_weapons(draft: Draft) -> None:
    """Gives an attack draft the munitions that its figures count."""
    if draft.type.name != "ASSAULT":
        return
    draft.weapons = [
        Weapon(noun_of(each.head), each.value.item, each.value.start, each.value.end)
        for each in draft.figures
        if each.value.item in MUNITIONS
    ]


def noun_of(token: Token) -> str:
    """Returns the words that name a munition, without number."""
    words = [child.text for child in token.children if child.dep_ in {"amod", "compound"} and child.i < token.i and not child.like_num]
    return " ".join([*words, token.text])
