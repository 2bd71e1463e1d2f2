"""Outages: drafts of DISRUPT, where a service and what became of it stand together."""

from sitrep.extract.shallow.attacks import set_places, set_time
from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.scenes import Scene
from sitrep.model.claims import Service, ServiceName, ServiceStatus
from sitrep.model.outlines import Sentence
from sitrep.packs.phrases import Hit

ORDER: tuple[ServiceStatus, ...] = ("being-restored", "restored", "reduced", "lost")
REACH = 8
CLOSE = 2


def outage_drafts(scene: Scene, number: int, sentence: Sentence) -> list[Draft]:
    """Returns the draft of a failing or returning service in a sentence, in a list of at most one."""
    if scene.tells_of_weather:
        return []
    plains, first, last = scene.outline.plains, sentence.first, sentence.last
    services = scene.tongue.services.find(plains, first, last)
    outcomes = scene.tongue.outcomes.find(plains, first, last)
    told = {
        service.value: outcome
        for service in services
        if (outcome := nearest(service, [each for each in outcomes if abs(each.first - service.first) <= REACH])) is not None
    }
    near = any(abs(outcome.first - service.first) <= CLOSE for service in services for outcome in outcomes if service.value in told)
    outright = (near and outcomes[0].first != services[0].first) or any(
        hit.value.type == "DISRUPT" for hit in scene.triggers_in(first, last)
    )
    figures = [each for each in scene.figures(first, last) if each.measure == "without-service"]
    if not told or not (outright or figures or any(each.value != "lost" for each in told.values()) or "transport" in told):
        return []
    draft = Draft("DISRUPT", number, sentence.paragraph, [(first, last)])
    draft.services = [Service(service, outcome.value) for service, outcome in told.items()]
    draft.status = "ongoing" if any(each.status == "being-restored" for each in draft.services) else "occurred"
    draft.figures, draft.source = figures, scene.speaker(sentence)
    set_places(scene, draft, first, last)
    set_time(scene, draft, sentence, (first, last))
    draft.note("services", "shallow.outages.outage_drafts", "a service and what became of it stand together", scene.offsets(first, last))
    return [draft]


def nearest(service: Hit[ServiceName], outcomes: list[Hit[ServiceStatus]]) -> Hit[ServiceStatus] | None:
    """Returns what became of a service: work on it before its return, that before its loss."""
    return min(outcomes, key=lambda each: (ORDER.index(each.value), abs(each.first - service.first)), default=None)
