"""Words: bounds, days, places and speakers as people write them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Service
from sitrep.model.events import Outage
from sitrep.model.places import Place
from sitrep.model.reviews import Review
from sitrep.model.times import When
from sitrep.packs.loader import load
from sitrep.views.messages import printable
from sitrep.views.translating import OWN, days, digits, gettext, kind_term, ngettext, read_in, term, told

BLANKS = re.compile(r"\s+")
LAST_NUMBER = re.compile(r"\d[\d,\s]*$")


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Items by name, in the singular and the plural, and what each rule shows."""

    items: dict[str, tuple[str, str]]
    rules: dict[str, str]


def wording() -> Wording:
    """Returns how values are written."""
    table: Wording = load("wording.toml", Wording)
    return table


def bounds_words(low: int | None, high: int | None, approx: bool = False) -> str:
    """Returns inclusive bounds in the shortest usual form.

    >>> bounds_words(5, 5), bounds_words(240, None), bounds_words(None, 70), bounds_words(30, 40), bounds_words(1200, 1200, approx=True)
    ('5', '≥ 240', '≤ 70', '30–40', '~ 1,200')
    """
    if low is None or high is None:
        return gettext("unknown") if low is high else f"≥ {digits(low)}" if low is not None else f"≤ {digits(high or 0)}"
    number = digits(low) if low == high else f"{digits(low)}–{digits(high)}"
    return f"~ {number}" if approx else number


def days_words(when: When) -> str:
    """Returns the days of a happening, "no date" where none is known.

    >>> days_words(When("2025-12-06", "2025-12-07")), days_words(When("2025-12-06", "2025-12-06")), days_words(When(None, "2025-12-07"))
    ('6–7 Dec 2025', '6 Dec 2025', 'up to 7 Dec 2025')
    """
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        return (
            gettext("no date") if first is last else told("from {day}", day=_day(first)) if first else told("up to {day}", day=_day(last))
        )
    if read_in() != OWN:
        return days(first, last)
    if first == last:
        return _day(last)
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    return f"{first.day}–{_day(last)}" if first.month == last.month else f"{first.day} {first:%b} – {_day(last)}"


def outage_words(outage: Outage) -> str:
    """Returns what became of a service, in the order of the days.

    >>> outage_words(Outage("power", lost="2025-12-05", restored="2025-12-08", days=3))
    'power lost 5 Dec 2025, restored 8 Dec 2025 (after 3 days)'
    """
    stages = (("lost", outage.lost), ("being restored", outage.being_restored), ("restored", outage.restored))
    known = ", ".join(f"{term(stage)} {days_words(When(day, day))}" for stage, day in stages if day)
    line = f"{term(outage.service)} {known or gettext('failed, on a day not told')}"
    if outage.days is None:
        return line
    after = told("after {days}", days=counted(outage.days, "day")) if outage.days else gettext("the same day")
    return f"{line} ({after})"


def _day(day: dt.date | None) -> str:
    """Returns one day."""
    if day is None or read_in() != OWN:
        return days(day, day) if day else ""
    return f"{day.day} {day:%b %Y}"


def publication_words(published: str | None) -> str:
    """Returns the day of publication, "no date" where it is unknown.

    >>> publication_words("2025-12-07T08:15:00Z")
    '7 Dec 2025'
    """
    return days_words(When(published, published)) if published else gettext("no date")


def place_words(places: Sequence[Place]) -> str:
    """Returns the names of places, each once, the most precise first."""
    return ", ".join(dict.fromkeys(place.name for place in places))


def place_line(place: Place) -> str:
    """Returns one place with its region and country.

    >>> place_line(Place(0, 5, "Izium", "Izium", country="UA", admin1="Kharkiv")), place_line(Place(0, 4, "Iran", "Iran", country="IR"))
    ('Izium (Kharkiv, UA)', 'Iran (IR)')
    """
    within = (place.admin1, None if place.precision == "country" else place.country)
    around = ", ".join(each for each in within if each and each != place.name)
    return f"{place.name} ({around})" if around else place.name


def kind_words(kind: str, mode: str | None, status: str) -> str:
    """Returns what happened and how, with its status where it is more than a plain fact.

    >>> kind_words("ASSAULT", "aerial", "occurred"), kind_words("CONSULT", None, "planned")
    ('ASSAULT aerial', 'CONSULT, planned')
    """
    what = f"{kind} {kind_term(mode)}" if mode else kind
    return what if status == "occurred" else f"{what}, {kind_term(status)}"


def actor_words(actors: Iterable[Actor | None]) -> str:
    """Returns the names of actors, each once."""
    return ", ".join(dict.fromkeys(actor.name for actor in actors if actor))


def speaker_words(source: Speaker | None, publisher: str | None) -> str:
    """Returns who says so: the speaker with role, and through whom; the outlet where nobody else is named.

    >>> speaker_words(Speaker("Vitalii Maletskyi", role="mayor"), "The Courier"), speaker_words(None, "The Courier")
    ('Vitalii Maletskyi (mayor)', 'The Courier itself')
    """
    if source is None:
        return told("{outlet} itself", outlet=publisher) if publisher else gettext("the report itself")
    role = source.role or source.organisation
    named = f"{source.name} ({role})" if role and role.casefold() not in source.name.casefold() else source.name
    named = told("{speaker}, citing {source}", speaker=named, source=source.cites) if source.cites else named
    return told("{speaker}, via {channel}", speaker=named, channel=source.channel) if source.channel else named


class Counting(Protocol):
    """Whatever counts something: a figure, a sum, a total."""

    @property
    def measure(self) -> str | None:
        """What became of it."""

    @property
    def item(self) -> str:
        """What is counted."""


def count_words(figure: Counting, bounds: str) -> str:
    """Returns a number with what it counts and what became of it.

    >>> from sitrep.model.figures import Figure
    >>> count_words(Figure(0, 1, "", "person", "killed", 6, 6), "6"), count_words(Figure(0, 1, "", "other", "hit", 1, 1), "1")
    ('6 people killed', '1 hit')
    """
    singular, plural = wording().items.get(figure.item, ("", ""))
    measure = "" if figure.measure in (None, "other") else term(figure.measure)
    if read_in() == OWN:
        return " ".join(part for part in (bounds, singular if bounds == "1" else plural, measure) if part)
    item = ngettext(singular, plural, _last_number(bounds)) if singular else ""
    return " ".join(part for part in (bounds, item, f"({measure})" if measure and item else measure) if part)


def _last_number(bounds: str) -> int:
    """Returns the number that a noun after bounds goes with, a large one where they name none."""
    found = LAST_NUMBER.search(bounds)
    return int("".join(filter(str.isdigit, found[0]))) if found else 100


def service_words(service: Service) -> str:
    """Returns a public service with what became of it."""
    return f"{term(service.service)} {term(service.status)}"


def rule_words(rule: str) -> str:
    """Returns what a rule shows; one that is not known by words stands as it is.

    >>> rule_words("conservative"), rule_words("one-side:UA")
    ('the least that is said', 'the last word of one side (UA)')
    """
    name, _, side = rule.partition(":")
    words = gettext(wording().rules.get(name, name))
    return f"{words} ({side})" if side else words


def review_words(review: Review | None) -> str:
    """Returns what a person says of a claim, "" where nobody has.

    >>> review_words(Review("corrected", "Olena", "2025-12-10T08:00:00+00:00", "j3f9", "a misprint"))
    'corrected by Olena on 10 Dec 2025: a misprint'
    """
    if review is None:
        return ""
    said = told("{verdict} by {author} on {day}", verdict=term(review.verdict), author=review.author, day=publication_words(review.at))
    return f"{said}: {review.reason}" if review.reason else said


def counted(number: int, noun: str) -> str:
    """Returns a number with its noun.

    >>> counted(1, "event"), counted(3, "event")
    ('1 event', '3 events')
    """
    return f"{digits(number)} {ngettext(noun, f'{noun}s', number)}"


def quoted(text: str, most: int = 200) -> str:
    """Returns words of a report in quotation marks on one line, cut at a word where they are longer than `most`.

    >>> quoted("more than\\n240 drones"), quoted("one two three", 8)
    ('“more than 240 drones”', '“one two …”')
    """
    line = BLANKS.sub(" ", printable(text.replace("\n", " "))).strip()
    if len(line) > most:
        line = line[:most].rsplit(" ", 1)[0] + " …"
    return f"“{line}”"
