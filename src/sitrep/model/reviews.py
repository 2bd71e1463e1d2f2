"""Reviews: what people say of a claim."""

from typing import Literal

import msgspec

Verdict = Literal["accepted", "rejected", "corrected"]


class Review(msgspec.Struct, frozen=True):
    """The last verdict on a claim: who gave it, when (UTC) and why, and the judgement (id) it stands in."""

    verdict: Verdict
    author: str
    at: str
    judgement: str
    reason: str | None = None
