"""Composition: a report put together from the material, section by section; a pure function."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from sitrep.merge.reconciliation import LATEST
from sitrep.views.reporting.cleaning import cleaned
from sitrep.views.reporting.counting import count, count_reports
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.footnotes import Ledger
from sitrep.views.reporting.material import Material
from sitrep.views.reporting.ordering import in_order
from sitrep.views.reporting.phrasing import fill, plain, with_marks
from sitrep.views.reporting.reports import Block, Fact, Piece, Pieces, Remark, Report, Section
from sitrep.views.reporting.scenes import day, span
from sitrep.views.reporting.sections.diplomacy import diplomacy
from sitrep.views.reporting.sections.disagreements import disagreements
from sitrep.views.reporting.sections.displacement import displacement
from sitrep.views.reporting.sections.gaps import gaps
from sitrep.views.reporting.sections.harm import harm
from sitrep.views.reporting.sections.highlights import highlights
from sitrep.views.reporting.sections.hostilities import hostilities
from sitrep.views.reporting.sections.key_figures import key_figures
from sitrep.views.reporting.sections.method import method
from sitrep.views.reporting.sections.outlook import outlook
from sitrep.views.reporting.sections.overview import overview
from sitrep.views.reporting.sections.services import services
from sitrep.views.reporting.sections.stated import stated_totals
from sitrep.views.reporting.slots import Slots
from sitrep.views.reporting.style import style, template

Draw = Callable[[Desk], Mapping[str, Sequence[Block]]]
PERSONAL = ("response", "funding", "contacts")


def no_pictures(_: Desk) -> Mapping[str, Sequence[Block]]:
    """Returns no pictures."""
    return {}


def compose(material: Material, slots: Slots, rule: str = LATEST, draw: Draw = no_pictures) -> Report:
    """Returns the report of some material with what a person added; `rule` chose the figures, `draw` makes the pictures."""
    desk = Desk(material, Ledger(material.claims, material.documents, masked=material.scope.mask))
    facts = header(desk, slots)
    made = (
        highlights(desk),
        key_figures(desk),
        overview(desk),
        hostilities(desk),
        harm(desk),
        services(desk),
        displacement(desk),
        diplomacy(desk),
        disagreements(desk),
        stated_totals(desk),
        gaps(desk),
        outlook(desk),
        *(Section(key, style().sections[key], ()) for key in PERSONAL),
        method(desk, rule),
    )
    pictures = draw(desk)
    whole = (with_text(replace(section, blocks=(*pictures.get(section.key, ()), *section.blocks)), slots) for section in made)
    sections = tuple(section for section in whole if section.blocks and section.key not in slots.leave_out)
    report = Report(
        title=slots.title or title_of(material),
        subtitle=(span(material.period.first, material.period.last),),
        facts=facts,
        sections=sections,
        notes=desk.ledger.notes,
        notes_title=style().sections["notes"],
        last_day=material.period.last.isoformat(),
        language=style().language,
    )
    return in_order(cleaned(report))


def title_of(material: Material) -> str:
    """Returns the usual title."""
    name = material.scope.name
    return template("title_of").replace("{subject}", name) if name else template("title")


def with_text(section: Section, slots: Slots) -> Section:
    """Returns a section with what a person wrote for it in front."""
    text = slots.text.get(section.key, "").strip()
    return replace(section, blocks=(Remark(text, slots.prepared_by), *section.blocks)) if text else section


def header(desk: Desk, slots: Slots) -> tuple[Fact, ...]:
    """Returns the lines under the title: period, cut-off, sources, scope, author."""
    material = desk.material
    facts = [
        Fact(template("fact_period"), (span(material.period.first, material.period.last),)),
        Fact(template("fact_cutoff"), cutoff(material)),
        Fact(template("fact_sources"), sources(desk)),
    ]
    if filters := filter_words(material):
        facts.append(Fact(template("fact_scope"), filters))
    if slots.prepared_by:
        facts.append(Fact(template("fact_author"), (Piece(slots.prepared_by, "person"),)))
    return tuple(facts)


def cutoff(material: Material) -> Pieces:
    """Returns up to when reports were read."""
    if material.cutoff is None:
        return plain(template("no_cutoff"))
    moment = dt.datetime.fromisoformat(material.cutoff)
    told = day(moment.date()).text
    if len(material.cutoff) > len("2025-12-07"):
        zone = moment.tzname() or ""
        told = f"{told}, {moment:%H:%M} {zone}".strip()
    return fill(template("cutoff_words"), {"moment": (Piece(told, "day"),)})


def sources(desk: Desk) -> Pieces:
    """Returns how many reports of how many outlets were read."""
    material = desk.material
    outlets = [each.publisher or "" for each in material.published]
    values = {
        "reports": count_reports(desk, material.published),
        "outlets": count(desk, outlets, (template("outlet"), template("outlets")), "counted_outlets"),
        "told": count_reports(desk, material.told_in),
    }
    return with_marks(fill(template("sources_words" if outlets else "no_sources_words"), values))


def filter_words(material: Material) -> Pieces:
    """Returns by what the events were filtered, "" where by nothing."""
    filters, conflict = material.scope.filters, material.scope.conflict
    asked = [*filters.place, *filters.actor, *filters.source, *filters.munition, *((conflict.title,) if conflict else ())]
    return fill(template("scope_filters"), {"filters": (Piece(", ".join(asked), "name"),)}) if asked else ()
