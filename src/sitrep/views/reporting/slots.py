"""Slots: what a person adds to a report, kept in a file of its own, so that it survives when the report is made anew."""

from pathlib import Path

import msgspec

from sitrep.errors import InvalidPack, WrongUsage
from sitrep.packs.loader import read

USUAL = "report.toml"
BLANK = """# What you add to the situation report. `sitrep report` reads this file and never writes over it.
title = ""        # in place of the usual title
prepared_by = ""  # who answers for the report
leave_out = []    # sections to leave out, by their names below

# Your own words, set apart from the program's and marked as yours. Paragraphs are divided by an empty line.
[text]
"""


class Slots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's file: title and author of the report, text by section, sections to leave out."""

    title: str = ""
    prepared_by: str = ""
    leave_out: tuple[str, ...] = ()
    text: dict[str, str] = {}


def read_slots(wish: str | None, sections: dict[str, str]) -> Slots:
    """Returns a person's file; without a wish report.toml of the working folder, where there is one.

    Raises: WrongUsage for a file that is missing or does not fit.
    """
    path = Path(wish or USUAL)
    if not path.exists():
        if wish is None:
            return Slots()
        raise WrongUsage(f"{path}: there is no such file; `sitrep report --new-slots {path}` writes an empty one")
    try:
        slots = read(path, Slots)
    except InvalidPack as error:
        raise WrongUsage(f"{path}: {error}") from error
    unknown = sorted({*slots.text, *slots.leave_out} - {*sections})
    if unknown:
        raise WrongUsage(f"{path}: no section is called {', '.join(unknown)}; known are {', '.join(sections)}")
    return slots


def write_new(wish: str, sections: dict[str, str]) -> None:
    """Writes an empty file with a slot for every section.

    Raises: WrongUsage where it is there already or cannot be written.
    """
    path = Path(wish)
    lines = [f'{key} = ""  # {title}' for key, title in sections.items()]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(BLANK + "\n".join(lines) + "\n")
    except FileExistsError as error:
        raise WrongUsage(f"{path}: is there already; it is never written over") from error
    except OSError as error:
        raise WrongUsage(f"{path}: cannot be written ({error.strerror})") from error
