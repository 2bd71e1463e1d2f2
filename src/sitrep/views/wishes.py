"""Wishes: what many commands let their users ask for, one value a group of options."""

import msgspec

from sitrep.views import options


class FilterWishes(msgspec.Struct, frozen=True):
    """The filters as they were typed; each but the days may hold several values, divided by commas."""

    since: options.Since = None
    until: options.Until = None
    type: options.Type = None
    mode: options.Mode = None
    place: options.Place = None
    actor: options.Actor = None
    munition: options.Munition = None
    source: options.Source = None
    status: options.Status = None
    scope: options.Scope = None


class Look(msgspec.Struct, frozen=True):
    """How the user wants to look at a record, as it was typed: by another rule of the figures shown, or as known at a time."""

    database: options.Database = None
    rule: options.Rule = None
    as_known: options.AsKnown = None


class Hand(msgspec.Struct, frozen=True):
    """Whose judgement it is, as it was typed, why, and whether it is a machine's suggestion."""

    author: options.Author = None
    reason: options.Reason = None
    suggestion: options.Suggestion = False
