"""sitrep reads news reports on armed conflict and diplomacy into a record whose every figure shows its words and its speaker."""

__version__ = "0.2.0"
