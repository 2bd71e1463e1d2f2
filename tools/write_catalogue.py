"""Writes what the workbench says into its catalogues, and keeps the translations that are there: python -m tools.write_catalogue."""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import jinja2.ext
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from sitrep.merge.sums import MEASURES
from sitrep.model.claims import Scope, ServiceName, ServiceStatus, Status
from sitrep.model.judgements import Action
from sitrep.packs.types import event_types
from sitrep.views.judgement_logs import State
from sitrep.views.pictures.palettes import palette
from sitrep.views.translating import LANGUAGES, OWN, SENTENCE, TERM
from sitrep.views.trending.gathering import KEYS
from sitrep.views.words import wording
from sitrep.views.workbench.interpreting import said_in_scripts
from sitrep.views.workbench.pages.charts import GROUPINGS
from sitrep.views.workbench.users import ROLES

SOURCES = Path(__file__).parent.parent / "src" / "sitrep"
VIEWS = SOURCES / "views"
CATALOGUES = VIEWS / "catalogues"
CALLS = ("_", "gettext", "ngettext", "told", "counted", "Page")
TABLES = {
    "views/coverages.py": ("WORDS",),
    "views/trending/sentences.py": ("SHIFTS", "CHANGES"),
    "views/sum_tables.py": ("BOUNDS",),
    "views/workbench/pages/charts.py": ("TITLES",),
}
STRINGS = {"views/workbench/pages/trends.py": ("READ",), "views/pictures/keys.py": ("ATTRIBUTION",)}
SAYING = ("Reason", "Issue", "_issue")  # calls that make a sentence for people
REFUSING = ("WrongUsage",)  # and those that tell a user what is wrong
MADE_IN = ("extract", "ingest", "merge", "pipeline.py", "store/verdicts.py")
REFUSED_IN = (
    "merge/reconciliation.py",
    "store/verdicts.py",
    "views/listing.py",
    "views/judging.py",
    "views/workbench/errands.py",
    "views/workbench/pages",
    "views/workbench/weeks.py",
)
SAID_IN = (
    *("views/workbench", "views/pictures", "views/trending/sentences.py"),
    *(f"views/{name}.py" for name in ("accounts", "coverages", "reasoning", "source_tables", "sum_tables", "translating", "words")),
)
SPOKEN_IN = ("merge/locations.py", "merge/explanations.py", "merge/timings.py", "extract/shallow/algebra.py", "ingest/encodings.py")
OTHER_TERMS = (
    "agreed",
    "compatible",
    "conflicting",
    "open",
    "closed",
    "accepted",
    "rejected",
    "corrected",
    "being restored",
    "events",
    "incidents",
)

HOLE, WORD = re.compile(r"\{\d+\}"), re.compile(r"[a-z]{2}")
STAMPS = (b'"POT-', b'"PO-R', b'"Project', b'"Report', b'"Last-T', b'"Language-Team', b'"Generated')  # headers that say nothing here

PHRASES = ("an unknown day", "an unknown place", "a person decided", "{0} more")
Message = str | tuple[str, str]


def messages() -> dict[tuple[str | None, Message], str]:
    """Returns all that is to be translated, by its context and text (or singular and plural), with the file it stands in."""
    found: dict[tuple[str | None, Message], str] = {}
    for name, message in (*_in_templates(), *_in_code(), *_in_tables(), *_in_scripts(), *_counted_items()):
        found.setdefault((None, message), name)
    for term in terms():
        found.setdefault((TERM, term), "terms")
    for name, sentence in sentences():
        found.setdefault((SENTENCE, sentence), name)
    return found


def terms() -> list[str]:
    """Returns the record's own terms, each once."""
    types = event_types(())
    modes = [mode for each in types for mode in each.modes]
    services = (*get_args(ServiceName), *get_args(ServiceStatus))
    fixed = (*get_args(Status), *get_args(Scope), *get_args(Action), *get_args(State), *ROLES, *KEYS, *GROUPINGS, *MEASURES)
    families = [family.name for family in palette().families]
    return sorted({*modes, *fixed, *families, *services, *OTHER_TERMS})


def sentences() -> Iterator[tuple[str, str]]:
    """Yields the sentences that other stages make, with a number in braces for each thing they name."""
    yield from (("merge", phrase) for phrase in PHRASES)
    for folders, calls in ((MADE_IN, SAYING), (REFUSED_IN, REFUSING)):
        for path in _modules(folders):
            name = path.relative_to(SOURCES).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in calls:
                    yield from ((name, form) for each in node.args for form in _sentences_in(each))
                elif name in SPOKEN_IN and isinstance(node, ast.JoinedStr):
                    yield from ((name, form) for form in _sentences_in(node))


def _sentences_in(node: ast.AST) -> Iterator[str]:
    """Yields the sentences that an argument may be."""
    if isinstance(node, ast.IfExp | ast.BoolOp):
        for each in ast.iter_child_nodes(node):
            yield from _sentences_in(each)
    form = _form(node)
    if form and " " in form.strip() and WORD.search(HOLE.sub("", form)):
        yield form


def _form(node: ast.AST) -> str | None:
    """Returns a string or f-string with numbers in braces for its values, None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, number = [], 0
    for each in node.values:
        if isinstance(each, ast.Constant):
            parts.append(str(each.value))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)


def _in_templates() -> Iterator[tuple[str, Message]]:
    """Yields what templates say."""
    for path in sorted((VIEWS / "workbench" / "templates").glob("*.html")):
        with path.open("rb") as stream:
            for _, call, said, _ in jinja2.ext.babel_extract(stream, CALLS, (), {"trimmed": "true", "trim_blocks": "true"}):
                yield from _said(path.name, call or "_", said)


def _in_code() -> Iterator[tuple[str, Message]]:
    """Yields what the code of views says."""
    for path in _modules(SAID_IN):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in CALLS:
                values = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
                yield from _said(path.relative_to(SOURCES).as_posix(), _name(node.func), values)


def _said(name: str, call: str, said: Sequence[object] | object) -> Iterator[tuple[str, Message]]:
    """Yields the message of one call: of a count the noun in singular and plural, of a page its title."""
    values = list(said) if isinstance(said, tuple | list) else [said]
    if call == "counted":
        yield from ((name, (noun, f"{noun}s")) for noun in values[-1:] if isinstance(noun, str) and noun)
    elif call == "Page":
        yield from ((name, title) for title in values[1:2] if isinstance(title, str))
    elif call == "ngettext":
        yield from ((name, (one, many)) for one, many in [values[:2]] if isinstance(one, str) and isinstance(many, str))
    elif values and isinstance(values[0], str) and values[0]:
        yield name, values[0]


def _in_tables() -> Iterator[tuple[str, Message]]:
    """Yields what stands in tables and constants of the code."""
    for name, wanted in {**TABLES, **STRINGS}.items():
        for node in ast.parse((SOURCES / name).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and _name(node.targets[0]) in wanted:
                values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                yield from ((name, str(each.value)) for value in values for each in ast.walk(value) if isinstance(each, ast.Constant))
    yield from (("views/trending/sentences.py", form) for form in ("day", "week"))
    yield from (("packs/wording.toml", rule) for rule in wording().rules.values())


def _in_scripts() -> Iterator[tuple[str, Message]]:
    """Yields what scripts say."""
    sentences, nouns = said_in_scripts()
    yield from (("scripts", each) for each in sentences)
    yield from (("scripts", (noun, f"{noun}s")) for noun in nouns)


def _counted_items() -> Iterator[tuple[str, Message]]:
    """Yields the nouns of what is counted."""
    yield from (("packs/wording.toml", pair) for pair in wording().items.values())
    yield from (("views/trending/sentences.py", (noun, f"{noun}s")) for noun in ("day", "week"))


def _modules(names: Iterable[str]) -> Iterator[Path]:
    """Yields the modules of some folders, and those that are named."""
    for name in names:
        path = SOURCES / name
        yield from [path] if path.suffix else sorted(path.rglob("*.py"))


def _name(node: ast.AST) -> str:
    """Returns the last name of what is called or assigned to."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def read(language: str) -> Catalog:
    """Returns the catalogue of a language as it stands, an empty one where there is none yet."""
    path = CATALOGUES / f"{language}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)


def renewed(language: str) -> Catalog:
    """Returns the catalogue with all that is said and nothing else, and the translations that are known of it."""
    old = read(language)
    new = Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment=f"# What the workbench says: {LANGUAGES[language]}.")
    for (context, message), name in sorted(messages().items(), key=lambda pair: (pair[0][0] or "", pair[1], str(pair[0][1]))):
        known = old.get(message[0] if isinstance(message, tuple) else message, context)
        keeps = known is not None and isinstance(known.id, tuple) == isinstance(message, tuple)
        new.add(message, known.string if keeps and known else None, auto_comments=[name], context=context)
    return new


def written(catalogue: Catalog) -> bytes:
    """Returns a catalogue as its file holds it, without the moment at which it was written."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=140)
    return b"".join(line for line in stream.getvalue().splitlines(keepends=True) if not line.startswith(STAMPS))


def untranslated(catalogue: Catalog) -> list[str]:
    """Returns the messages that have no translation, or one without all of its forms."""
    return [str(each.id) for each in catalogue if each.id and not (all(each.string) if isinstance(each.string, tuple) else each.string)]


def main() -> int:
    """Writes the catalogues and returns how many messages have no translation."""
    left = 0
    for language in LANGUAGES:
        if language == OWN:
            continue
        catalogue = renewed(language)
        (CATALOGUES / f"{language}.po").write_bytes(written(catalogue))
        missing = untranslated(catalogue)
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {len(missing)} without a translation\n")
        left += len(missing)
    return min(left, 1)


if __name__ == "__main__":
    raise SystemExit(main())
