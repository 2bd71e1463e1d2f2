"""Reading for the extractor's tests: a text of our own becomes claims, or the parse and context that they are made from."""

from collections.abc import Callable

import pytest

from sitrep.annotate.annotator import annotate
from sitrep.extract.claims import extract_claims
from sitrep.extract.contexts import Context, make_context
from sitrep.model.claims import Claim
from sitrep.model.texts import Document

PUBLISHED = "2025-11-12"

Read = Callable[..., tuple[Claim, ...]]


@pytest.fixture
def read() -> Read:
    """Returns the reader of a text into claims; published on a Wednesday unless told otherwise."""

    def claims(text: str, published: str | None = PUBLISHED, packs: tuple[str, ...] = ()) -> tuple[Claim, ...]:
        return extract_claims(annotate(Document("d", text, published=published, language="en")), packs)

    return claims


@pytest.fixture
def context() -> Callable[[str], Context]:
    """Returns the maker of a text's context."""
    return lambda text: make_context(annotate(Document("d", text, published=PUBLISHED, language="en")))
