"""Lists the golden cases by outcome, and on `--write` records in each file which are still misses.

python -m tools.golden_status [--write] [--faults]
"""

import argparse
import re
from pathlib import Path

from tests.golden.cases import Case, claims_of, golden_files, read_cases
from tests.golden.marks import Mark, constructions, mark

CASE = re.compile(r"(?m)^- case: (?P<name>.+)\n(?:  miss: true\n)?")


def main() -> None:
    """Runs every case, prints what comes out and rewrites the marks where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="record which cases are misses")
    parser.add_argument("--faults", action="store_true", help="print what is wrong in each case")
    options = parser.parse_args()
    marks: dict[str, Mark] = {}
    every: list[Case] = []
    for (language, name), path in golden_files().items():
        cases = read_cases(path)
        found = {case.case: mark(case, claims_of(case, language)) for case in cases}
        print(f"{language} {name:10} {summary(list(found.values()))}")
        for case in cases:
            print_case(case, found[case.case], options.faults)
        if options.write:
            record(path, found)
        marks |= found
        every += cases
    for shows, (right, asked) in constructions(every, lambda case: marks[case.case].is_whole).items():
        print(f"{shows:24} {right:3} of {asked}")
    print("all:", summary(list(marks.values())))


def summary(marks: list[Mark]) -> str:
    """Returns how many cases are whole, and the share of right slots."""
    right, asked = sum(each.right for each in marks), sum(each.asked for each in marks)
    return f"{sum(each.is_whole for each in marks)} of {len(marks)} whole, {100 * right / max(asked, 1):.1f} % of slots"


def print_case(case: Case, result: Mark, faults: bool) -> None:
    """Prints a case that does not come out as recorded, or any that is not whole where faults are asked for."""
    if case.miss == result.is_whole:
        print(f"  {'right at last' if result.is_whole else 'NO LONGER RIGHT'}: {case.case}")
    if faults and not result.is_whole:
        print(f"  {case.case} ({100 * result.share:.0f} %): {case.text.strip()}")
        for fault in result.faults:
            print(f"      {fault}")


def record(path: Path, marks: dict[str, Mark]) -> None:
    """Rewrites the `miss` marks of one file and leaves all else as it is."""

    def line(match: re.Match[str]) -> str:
        name = match["name"].strip()
        return f"- case: {name}\n" + ("" if marks[name].is_whole else "  miss: true\n")

    path.write_text(CASE.sub(line, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
