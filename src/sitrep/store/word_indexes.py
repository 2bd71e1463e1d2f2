"""Word indexes: full-text search with the same words and the same answers on SQLite (FTS5) and PostgreSQL (tsvector).

Both index what `folded` makes of a text, so that neither database's own idea of a word matters. An index holds no text: FTS5 is
contentless, PostgreSQL gets a finished tsvector. Changing `folded` is a change of the record's form and needs a migration.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, Connection, TableClause, bindparam, column, literal_column, table

from sitrep.errors import WrongUsage
from sitrep.store.bulk import copy_rows
from sitrep.store.terms import folded

# PostgreSQL's limits: a tsvector holds 1 MB, a word 2 kB, positions up to 16,383 and 255 of them a word.
MOST_CHARACTERS = 400_000
LONGEST_WORD = 255
LAST_POSITION = 16_383
POSITIONS_A_WORD = 255

PIECE = re.compile(r'(?P<without>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class WordIndex:
    """An index over columns of folded words, a row for each number."""

    name: str
    columns: tuple[str, ...]

    @property
    def table(self) -> TableClause:
        """The index as a table to join; `number` in PostgreSQL, `rowid` in SQLite, is the number of the row."""
        return _table(self)

    def creation(self, dialect: str) -> Iterator[str]:
        """Yields the statements that make it."""
        if dialect == "sqlite":
            named = ", ".join(self.columns)
            yield f"CREATE VIRTUAL TABLE {self.name} USING fts5({named}, content='', tokenize='unicode61 remove_diacritics 0')"
        else:
            named = ", ".join(f"{name} tsvector NOT NULL" for name in self.columns)
            yield f"CREATE TABLE {self.name} (number bigint PRIMARY KEY, {named})"
            yield from (f"CREATE INDEX {self.name}_{name} ON {self.name} USING gin ({name})" for name in self.columns)

    def add(self, connection: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Indexes rows: a number, and for each column the folded words."""
        if not rows:
            return
        if connection.dialect.name == "postgresql":
            vectors = ((number, *map(vector, texts)) for number, texts in rows)
            copy_rows(connection, self.name, ("number", *self.columns), vectors)
        else:
            named, marks = ", ".join(self.columns), ", ".join("?" * (1 + len(self.columns)))
            statement = f"INSERT INTO {self.name} (rowid, {named}) VALUES ({marks})"  # noqa: S608 - names of our own
            connection.exec_driver_sql(statement, [(number, *map(shortened, texts)) for number, texts in rows])

    def remove(self, connection: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Takes rows out; FTS5 must be told the very words that went in."""
        if not rows:
            return
        if connection.dialect.name == "postgresql":
            statement = f"DELETE FROM {self.name} WHERE number = %s"  # noqa: S608 - a name of our own
            connection.exec_driver_sql(statement, [(number,) for number, _ in rows])
        else:
            named, marks = ", ".join(self.columns), ", ".join("?" * (1 + len(self.columns)))
            statement = f"INSERT INTO {self.name} ({self.name}, rowid, {named}) VALUES ('delete', {marks})"  # noqa: S608 - names of our own
            connection.exec_driver_sql(statement, [(number, *map(shortened, texts)) for number, texts in rows])

    def clear(self, connection: Connection) -> None:
        """Takes everything out."""
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DELETE FROM {self.name}")  # noqa: S608 - a name of our own
        else:
            connection.exec_driver_sql(f"INSERT INTO {self.name} ({self.name}) VALUES ('delete-all')")  # noqa: S608 - a name of our own

    def purge(self, connection: Connection) -> None:
        """Writes the index anew without the words that were taken out: FTS5 only marks them as gone."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"INSERT INTO {self.name} ({self.name}) VALUES ('optimize')")  # noqa: S608 - a name of our own

    def number(self, dialect: str) -> ColumnElement[int]:
        """Returns the column by which it is joined and ordered."""
        return self.table.c.number if dialect == "postgresql" else self.table.c.rowid

    def matches(self, wanted: Mapping[str, "Query"], dialect: str) -> ColumnElement[bool]:
        """Returns the condition that each of some columns fits its query."""
        if dialect == "postgresql":
            fitting = [
                literal_column(f"{self.name}.{name}").op("@@")(_tsquery(f"{self.name}_{name}", query)) for name, query in wanted.items()
            ]
            found: ColumnElement[bool] = fitting[0]
            for each in fitting[1:]:
                found &= each
            return found
        words = " AND ".join(f"{{{name}}} : ({query.fts5})" for name, query in wanted.items())
        return literal_column(self.name).op("MATCH")(bindparam(f"{self.name}_words", words, unique=True))


@functools.cache
def _table(index: WordIndex) -> TableClause:
    """Returns an index as the one table that all parts of a query mean."""
    return table(index.name, column("rowid"), column("number"), *(column(name) for name in index.columns))


DOCUMENT_WORDS = WordIndex("document_words", ("words",))
CLAIM_WORDS = WordIndex("claim_words", ("words",))
EVENT_WORDS = WordIndex("event_words", ("place", "actor", "munition", "source", "scope", "span"))
WORD_INDEXES = (DOCUMENT_WORDS, CLAIM_WORDS, EVENT_WORDS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; the last one may be only begun."""

    words: tuple[str, ...]
    begun: bool = False

    @property
    def fts5(self) -> str:
        """The phrase as FTS5 writes it."""
        return f'"{" ".join(self.words)}"{" *" if self.begun else ""}'

    @property
    def tsquery(self) -> str:
        """The phrase as PostgreSQL writes it."""
        quoted = [f"'{word}'" for word in self.words]
        return f"({' <-> '.join(quoted)}{':*' if self.begun else ''})"


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives, each a list of phrases that must all stand there and one of phrases that must not."""

    alternatives: tuple[tuple[tuple[Phrase, ...], tuple[Phrase, ...]], ...]

    @property
    def fts5(self) -> str:
        """The query as FTS5 writes it."""
        return " OR ".join(
            "(" + " AND ".join(each.fts5 for each in wanted) + "".join(f" NOT {each.fts5}" for each in unwanted) + ")"
            for wanted, unwanted in self.alternatives
        )

    @property
    def tsquery(self) -> str:
        """The query as PostgreSQL writes it."""
        return " | ".join(
            "(" + " & ".join([*(each.tsquery for each in wanted), *(f"!{each.tsquery}" for each in unwanted)]) + ")"
            for wanted, unwanted in self.alternatives
        )


def read_query(typed: str) -> Query:
    """Returns what a person asks for: all the words, in any order; "words in a row"; -word to leave out; begin* for a beginning.

    >>> read_query('Kyiv "ballistic missiles" -drone hosp*').fts5
    '("kyiv" AND "ballistic missiles" AND "hosp" * NOT "drone")'

    Raises: WrongUsage where no word is asked for, or one that is too long.
    """
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for piece in PIECE.finditer(typed):
        text = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        if words := tuple(folded(text).split()):
            if long := next((word for word in words if len(word) > LONGEST_WORD), None):
                raise WrongUsage(f"{long[:40]}…: a word of {len(long)} characters; none of more than {LONGEST_WORD} is ever found")
            (unwanted if piece["without"] else wanted).append(Phrase(words, piece["word"] is not None and text.endswith("*")))
    if not wanted:
        raise WrongUsage(f"{typed!r}: at least one word to look for is needed")
    return Query(((tuple(wanted), tuple(unwanted)),))


def any_phrase(texts: Iterable[str]) -> Query | None:
    """Returns the query for any of some names, None where none of them has a word."""
    phrases = [Phrase(words) for text in texts if (words := tuple(folded(text).split()))]
    return Query(tuple(((phrase,), ()) for phrase in phrases)) if phrases else None


def shortened(words: str) -> str:
    """Returns folded words as far as they are indexed: of a very long text the first part, then each further word once.

    >>> shortened(" kyiv kyiv ")
    'kyiv kyiv'
    """
    if len(words) <= LONGEST_WORD:
        return words.strip()
    kept = [word for word in words.split() if len(word) <= LONGEST_WORD]
    text = " ".join(kept)
    if len(text) <= MOST_CHARACTERS:
        return text
    head = text[: MOST_CHARACTERS * 3 // 4].rsplit(" ", 1)[0]
    text = f"{head} {' '.join(dict.fromkeys(text[len(head) :].split()))}"
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS].rsplit(" ", 1)[0]


def vector(words: str) -> str:
    """Returns folded words as a tsvector in PostgreSQL's own notation.

    >>> vector(" kyiv was hit kyiv ")
    "'kyiv':1,4 'was':2 'hit':3"
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(shortened(words).split(), 1):
        at = places[word]
        if len(at) < POSITIONS_A_WORD:
            at.append(min(position, LAST_POSITION))
    return " ".join(f"'{word}':{','.join(map(str, dict.fromkeys(at)))}" for word, at in places.items())


def _tsquery(name: str, query: Query) -> ColumnElement[str]:
    """Returns a query as PostgreSQL takes it."""
    bound: BindParameter[str] = bindparam(name, query.tsquery, unique=True)
    return bound.op("::")(literal_column("tsquery"))
