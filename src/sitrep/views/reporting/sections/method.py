"""Method: by which rules the report was made."""

import sitrep
from sitrep.model.datasets import Dataset
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import Value, fill, plain
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Piece, Section
from sitrep.views.reporting.style import style, template
from sitrep.views.words import counted, rule_words

SHOWN = 12


def method(desk: Desk, rule: str) -> Section:
    """Returns how figures were read, chosen, added and compared."""
    program = (Piece(f"sitrep {sitrep.__version__}", "name"),)
    items = [fill(template(name), {"program": program, "rule": plain(rule_words(rule))}) for name in style().method]
    items += [fill(template("method_dataset"), dataset_words(each)) for each in desk.material.datasets]
    blocks: tuple[Block, ...] = (Paragraph(fill(template("method_lead"), {"program": program})), Bullets(tuple(items)))
    return Section("method", style().sections["method"], blocks)


def dataset_words(dataset: Dataset) -> dict[str, Value]:
    """Returns of what a dataset was made, in words; checksums by their beginnings, as `sitrep batch` prints them."""
    libraries = ", ".join(f"{name} {version}" for name, version in sorted(dataset.libraries.items()))
    return {
        "dataset": (Piece(dataset.checksum[:SHOWN], "name"),),
        "software": (Piece(dataset.software, "name"),),
        "libraries": (Piece(libraries, "name"),),
        "inputs": f"{counted(dataset.inputs, 'file')} ({size_words(dataset.inputs_bytes)})",
        "inputs_checksum": (Piece(dataset.inputs_checksum[:SHOWN], "name"),),
        "reports": counted(dataset.reports, "report"),
        "claims": counted(dataset.claims, "claim"),
    }


def size_words(many: int) -> str:
    """Returns a number of bytes in the unit that suits it.

    >>> size_words(6_400), size_words(1_250_000_000)
    ('6.4 kB', '1,250.0 MB')
    """
    return f"{many / 1e3:,.1f} kB" if many < 1e6 else f"{many / 1e6:,.1f} MB"
