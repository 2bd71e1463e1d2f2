"""Commands whose options are the fields of what they take."""

import inspect

import pytest
import typer
from typer.testing import CliRunner

from sitrep.views.messages import MESSAGES, Loudness
from sitrep.views.spreading import spread
from sitrep.views.wishes import FilterWishes, Look


def program(taken: list[object]) -> typer.Typer:
    """Returns a program of one command that notes what it was given."""
    app = typer.Typer()

    @app.command()
    @spread
    def command(name: str, *, filters: FilterWishes, look: Look) -> None:
        """Note what was typed."""
        taken.extend([name, filters, look, MESSAGES.loudness])

    return app


def test_options_come_as_the_values_they_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command gets its filters as one value, however many options they are, and speaks as loudly as was asked."""
    monkeypatch.setattr(MESSAGES, "loudness", Loudness.NORMAL)
    taken: list[object] = []
    typed = ["x", "--since", "2025-12-01", "--place", "Kyiv,Lviv", "--rule", "conservative", "-q"]
    done = CliRunner().invoke(program(taken), typed)
    assert done.exit_code == 0, done.output
    assert taken == ["x", FilterWishes(since="2025-12-01", place="Kyiv,Lviv"), Look(rule="conservative"), Loudness.QUIET]


def test_a_spread_command_names_each_option_once() -> None:
    """Two values with a field of one name would take each other's option."""

    @spread
    def command(*, filters: FilterWishes, look: Look) -> None:
        """Do nothing."""

    names = list(inspect.signature(command).parameters)
    assert len(names) == len(set(names))
    assert {"since", "database", "verbose", "version"} <= set(names)
