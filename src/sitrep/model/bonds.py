"""Bonds: which claims a person has put into one event, or into different ones."""

import msgspec

from sitrep.model.judgements import Judgement


class Bond(msgspec.Struct, frozen=True):
    """A person's word on claims (ids): that all of them tell of one happening, or that no two of them do.

    Of an event that is split into two, each part is a bond of its own claims and one claim of each is a bond of claims kept apart.
    `judgement` is the decision that it stands in.
    """

    claims: tuple[str, ...]
    together: bool
    judgement: Judgement | None = None
