"""The garbage collector, held off while many values are made of which none is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Holds the collector of reference cycles off within the block; what is not in a cycle is freed as ever.

    Merging and storing make no cycles, and the collector would go through all values again and again, the more often the more there are.
    Reading a document makes some, which are few and go after it, while each look at them takes in all that the program knows of languages.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
