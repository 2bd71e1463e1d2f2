"""All annotators over one document."""

from collections.abc import Sequence

from sitrep.annotate.actors import find_actors
from sitrep.annotate.attributions import find_attributions
from sitrep.annotate.figures import find_figures
from sitrep.annotate.noise import find_noise
from sitrep.annotate.parse import parse
from sitrep.annotate.places import find_places
from sitrep.annotate.times import find_times
from sitrep.model.actors import Attribution
from sitrep.model.readings import Annotations, Noise, Reading
from sitrep.model.texts import Document


def annotate(document: Document) -> Reading:
    """Returns the document with its parse and everything found in it."""
    tree = parse(document.text)
    noise = find_noise(tree)
    places = find_places(tree)
    times = find_times(tree, document.published_at)
    figures = find_figures(tree, times)
    actors = find_actors(tree, places)
    attributions = find_attributions(tree, [actor for actor in actors if not in_noise(actor.start or 0, noise)])
    attributions = tuple(each for each in attributions if not in_noise(start_of(each), noise))
    return Reading(document, tree, Annotations(places, times, figures, actors, attributions, noise))


def in_noise(offset: int, noise: Sequence[Noise]) -> bool:
    """Whether the code point at `offset` is no part of the report."""
    return any(each.start <= offset < each.end for each in noise)


def start_of(attribution: Attribution) -> int:
    """Returns the offset of an attribution's cue, else of its source or content."""
    first = attribution.cue or attribution.source or attribution.content
    return first.start if first else 0
