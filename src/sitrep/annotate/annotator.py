"""All annotators over one document."""

from sitrep.annotate.actors import find_actors
from sitrep.annotate.attributions import find_attributions
from sitrep.annotate.figures import find_figures
from sitrep.annotate.noise import find_noise
from sitrep.annotate.parse import parse
from sitrep.annotate.places import find_places
from sitrep.annotate.times import find_times
from sitrep.model.readings import Annotations, Reading
from sitrep.model.texts import Document


def annotate(document: Document, *, sparing: bool = False) -> Reading:
    """Returns the document with its parse and everything found in it; with `sparing`, little of what stands far from any possible claim."""
    noise = find_noise(document.text)
    tree = parse(document.text, [each.end for each in noise if each.kind == "dateline" and each.end is not None], sparing=sparing)
    places = find_places(tree)
    times = find_times(tree, document.published_at)
    figures = find_figures(tree, times)
    actors = find_actors(tree, places)
    attributions = find_attributions(tree, actors, noise)
    return Reading(document, tree, Annotations(places, times, figures, actors, attributions, noise))
