"""Speakers: who says so, as a sentence names them."""

from msgspec.structs import replace

from sitrep.model.actors import Speaker
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.views.reporting.phrasing import fill, plain
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.style import style, template


def says(claim: Claim, document: Document) -> Pieces:
    """Returns who says so, to end a sentence: "according to Mayor Olha Bondar", or "the Example Wire reported"."""
    source = asserting(claim)
    if source is None:
        return fill(template("reported" if document.publisher else "attributed"), {"speaker": outlet(document)})
    return fill(template("attributed"), {"speaker": speaker(source)})


def who(claim: Claim, document: Document) -> Pieces:
    """Returns who says so, to begin a sentence."""
    source = claim.source
    if source is None:
        return outlet(document)
    named = speaker(replace(source, channel=None))
    return (*named, *plain(",")) if any(piece.kind == "plain" and piece.text == ", " for piece in named) else named


def asserting(claim: Claim) -> Speaker | None:
    """Returns the speaker who vouches for a claim; None for the outlet, also where the speaker only denies a part in it."""
    source = claim.source
    if source is not None and claim.status != "denied" and (source.verb or "").casefold() in style().speakers.not_asserting:
        return None
    return source


def outlet(document: Document) -> Pieces:
    """Returns the outlet."""
    name = document.publisher
    return (Piece(name, "name"),) if name else plain(template("unnamed_outlet"))


def speaker(source: Speaker) -> Pieces:
    """Returns a speaker with role, and whom he passes on.

    >>> from sitrep.views.reporting.phrasing import text_of
    >>> text_of(speaker(Speaker("Olha Bondar", role="Mayor"))), text_of(speaker(Speaker("regional governor")))
    ('Mayor Olha Bondar', 'the regional governor')
    """
    role = lowered(source.role or source.organisation or "")
    named: Pieces = (Piece(with_article(source.name), "name"),)
    if role and role.casefold() not in source.name.casefold():
        if source.role and not style().speakers.after_name & set(role.casefold().split()):
            named = (Piece(f"the {role} {source.name}" if is_common(role) else f"{role} {source.name}", "name"),)
        else:
            named = (Piece(source.name, "name"), *plain(", "), Piece(with_article(role), "name"))
    cited = (*plain(", citing "), Piece(with_article(source.cites), "name")) if source.cites else ()
    return (*named, *cited, *channel(source))


def channel(source: Speaker) -> Pieces:
    """Returns through what somebody speaks: "on Telegram", "in a statement"; nothing where that is the speaker."""
    if not source.channel or source.channel.casefold() == source.name.casefold():
        return ()
    is_piece = source.channel.casefold() in style().speakers.spoken_in
    return (*plain(f" in {indefinite(source.channel)} " if is_piece else " on "), Piece(source.channel, "name"))


def indefinite(word: str) -> str:
    """Returns the article before a noun that was not named before.

    >>> indefinite("official"), indefinite("Ukrainian official"), indefinite("US official")
    ('an', 'a', 'a')
    """
    return "an" if word[0].casefold() in "aeio" or (word[0] == "u" and not word.startswith(("uni", "use"))) else "a"


def with_article(name: str) -> str:
    """Returns a name with the article that a body or a common noun takes.

    >>> [with_article(name) for name in ("Ukrainian air force", "Hamas", "officials", "Russia's defence ministry", "city's water company")]
    ['the Ukrainian air force', 'Hamas', 'officials', "Russia's defence ministry", "the city's water company"]
    """
    name = lowered(name)
    rules, words = style().speakers, name.replace("’", "'").split()
    if not words or words[0].casefold() in rules.determined:
        return name
    if any(name.startswith(known) for known in style().places.articles):
        return f"the {name}"
    head = head_word(words)
    owner = next((word for word in words[:-1] if "'s" in word or word.endswith("s'")), None)
    if owner is not None:
        return f"the {name}" if words[0][0].islower() or owner.casefold().removesuffix("'s") in rules.bodies else name
    if head.islower():
        return plural_or_the(name, head)
    if head.casefold() in rules.bodies or (name.isupper() and 1 < len(name) < 6 and name not in rules.plain_capitals):
        return f"the {name}"
    return name


def lowered(name: str) -> str:
    """Returns a common noun that a sentence began with in small letters ("local officials"); a name as it is."""
    first, *rest = name.split(" ")
    return name[0].lower() + name[1:] if first.casefold() in style().speakers.lowered and all(word[:1].islower() for word in rest) else name


def plural_or_the(name: str, head: str) -> str:
    """Returns a common noun: bare in the plural, else with the article that it takes."""
    if is_plural(head):
        return name
    return f"{indefinite(name)} {name}" if head.casefold() in style().speakers.unnamed else f"the {name}"


def head_word(words: list[str]) -> str:
    """Returns the word that a name is about: the last one before "of", "in" and the like."""
    for index, word in enumerate(words):
        if index and word.casefold() in (*style().speakers.after_name, "from", "on", "close", "familiar", "which"):
            return words[index - 1]
    return words[-1]


def is_plural(word: str) -> bool:
    """Whether a noun is in the plural."""
    rules = style().speakers
    return word.casefold() in rules.plural or (word.endswith("s") and not word.endswith(rules.singular_s))


def is_common(role: str) -> bool:
    """Whether a role takes an article before a name: a common noun with words about it ("local governor")."""
    return role[0].islower() and " " in role and "'" not in role.replace("’", "'")
