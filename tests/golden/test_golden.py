"""Golden cases hold what the program reads rightly, type by type, and show when it reads more or less."""

from pathlib import Path

import pytest

from sitrep.annotate.gate import is_relevant
from sitrep.packs.types import event_types
from tests.golden.cases import Case, claims_of, golden_files, read_cases
from tests.golden.marks import mark

FILES = golden_files()
FEWEST = {"en": 150, "uk": 80, "ru": 80}


@pytest.fixture(scope="module")
def every_case() -> list[tuple[str, Case]]:
    """All cases of all files, each with its language."""
    return [(language, case) for (language, _), path in FILES.items() for case in read_cases(path)]


@pytest.mark.parametrize(("language", "name"), FILES, ids=lambda part: str(part).lower())
def test_each_type_has_well_formed_cases(language: str, name: str) -> None:
    """A type without golden cases could break unseen; a case whose evidence does not stand in its text asks for nothing."""
    cases = read_cases(FILES[language, name])
    assert cases
    assert len({case.case for case in cases}) == len(cases)
    modes = {each.name: {None, *each.modes} for each in event_types()}
    for case in cases:
        for claim in case.claims:
            assert claim.mode in modes[claim.type], case.case
            assert (claim.evidence or case.text) in case.text, case.case
            assert claim.evidence or len(case.claims) == 1, f"{case.case}: several claims need evidence each"
            assert not claim.start or not claim.end or claim.start <= claim.end, case.case
            assert all(figure.low is not None or figure.high is not None for figure in claim.figures), case.case
        assert not case.claims or name in {claim.type for claim in case.claims}, f"{case.case} belongs to another file"


@pytest.mark.parametrize(("language", "name"), FILES, ids=lambda part: str(part).lower())
def test_cases_come_out_as_recorded(language: str, name: str) -> None:
    """A case that was right must stay right; one marked `miss` that has come right must lose its mark.

    `python -m tools.golden_status --write` records what comes out.
    """
    cases = read_cases(FILES[language, name])
    marks = {case.case: mark(case, claims_of(case, language)) for case in cases}
    broken = {case.case: marks[case.case].faults for case in cases if not case.miss and not marks[case.case].is_whole}
    mended = [case.case for case in cases if case.miss and marks[case.case].is_whole]
    assert not broken, f"no longer right: {broken}"
    assert not mended, f"right at last, to be recorded: {mended}"


@pytest.mark.parametrize("language", FEWEST)
def test_there_are_many_cases(every_case: list[tuple[str, Case]], language: str) -> None:
    """Each type, and the constructions in which reports put things, needs several."""
    assert sum(code == language for code, _ in every_case) >= FEWEST[language]


def test_no_file_is_left_over() -> None:
    """A file that is no type's is never read."""
    assert set(Path(__file__).parent.glob("*/*.yaml")) == set(FILES.values())


def test_cases_with_claims_pass_the_gate(every_case: list[tuple[str, Case]]) -> None:
    """What the gate drops is never read."""
    assert [case.case for language, case in every_case if case.claims and not is_relevant(case.text, language)] == []
