"""Users in the browser: what admins may and nobody else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitrep.views.workbench.users import read_users
from tests.views.workbench.conftest import Served, Tab
from tests.views.workbench.test_doors import PASSWORD, log_in, team, token_in, users

__all__ = ["team", "users"]
OTHER = "another long word"


def send(team: Served, path: str, **form: str) -> int:
    """Sends a form as whoever is logged in, and returns the status of the answer."""
    token = token_in(team.client.get("/about"))
    return team.client.post(path, data={"token": token, **form}).status_code


@pytest.mark.parametrize("name", ["rada", "ivo"])
def test_others_are_refused(team: Served, users: str, name: str) -> None:
    """Who could make users could make himself an admin."""
    before = Path(users).read_bytes()
    log_in(team, name)
    assert team.client.get("/users").status_code == 403
    assert send(team, "/users/save", name=name, role="admin", password=OTHER) == 403
    assert send(team, "/users/remove", name="ada") == 403
    assert Path(users).read_bytes() == before


def test_admins_add_change_and_remove(team: Served, users: str) -> None:
    """A team comes and goes without anybody at the server's terminal."""
    log_in(team, "ada")
    assert send(team, "/users/save", name="nina", role="reviewer", password=OTHER) == 303
    assert read_users(users)["nina"].role == "reviewer"
    old = read_users(users)["nina"].password
    assert send(team, "/users/save", name="nina", role="reader", password="") == 303
    assert (read_users(users)["nina"].role, read_users(users)["nina"].password) == ("reader", old)
    assert send(team, "/users/save", name="nina", role="reader", password=OTHER[:5]) == 400
    assert send(team, "/users/save", name="vera", role="reader", password="") == 400
    assert send(team, "/users/save", name="vera", role="king", password=OTHER) == 400
    assert send(team, "/users/remove", name="nina") == 303
    assert send(team, "/users/remove", name="nina") == 400
    assert set(read_users(users)) == {"rada", "ivo", "ada"}


def test_an_admin_stays(team: Served, users: str) -> None:
    """Without one nobody could let anybody in again."""
    log_in(team, "ada")
    assert send(team, "/users/remove", name="ada") == 400
    assert send(team, "/users/save", name="ada", role="reader", password="") == 400
    assert read_users(users)["ada"].role == "admin"


def test_a_new_password_ends_the_old_sessions(team: Served, users: str) -> None:
    """Whoever holds a stolen session must be out with the password."""
    log_in(team, "rada")
    key = team.client.cookies.get("sitrep_session")
    team.client.cookies.clear()
    log_in(team, "ada")
    assert send(team, "/users/save", name="rada", role="reader", password=OTHER) == 303
    team.client.cookies.clear()
    team.client.cookies.set("sitrep_session", key or "")
    assert team.client.get("/events").status_code == 303
    team.client.cookies.clear()
    assert log_in(team, "rada", OTHER).headers["location"] == "/events"


def test_sign_ins_are_seen(team: Served) -> None:
    """Somebody who tries passwords must not go unseen."""
    log_in(team, "rada", "a wrong password")
    log_in(team, "ada")
    told = team.client.get("/users").text
    assert "refused" in told
    assert "let in" in told


def test_the_page_is_accessible(team: Served, tab: Callable[..., Tab]) -> None:
    """Admins with a keyboard or a telephone keep users too."""
    opened = tab(team.url, 360)
    page = opened.open("/users")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/users")
    assert page.get_by_role("button", name="Remove rada").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert opened.violations() == []


def test_judgements_of_others_are_taken_back_by_admins_alone(team: Served) -> None:
    """One reviewer may not silently undo another one's work; somebody must be able to."""
    log_in(team, "ada")
    claim = next(team.bench.record.claims())
    assert send(team, "/judge/accept", ids=claim.id) == 303
    made = team.bench.record.judgements()[-1].id
    team.client.cookies.clear()
    log_in(team, "ivo")
    assert send(team, "/judge/undo", ids=made) == 403
    assert f'name="ids" value="{made}"' not in team.client.get("/about/judgements").text
    assert send(team, "/judge/accept", ids=claim.id) == 303
    own = team.bench.record.judgements()[-1].id
    assert send(team, "/judge/undo", ids=own) == 303
    team.client.cookies.clear()
    log_in(team, "ada")
    assert send(team, "/judge/undo", ids=made) == 303
