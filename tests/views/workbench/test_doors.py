"""Who comes in, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sitrep.errors import WrongUsage
from sitrep.views.workbench.serving import ServeWishes, check_settings, read_settings
from sitrep.views.workbench.sessions import TRIES, TRIES_AN_ADDRESS, Sessions, Tries
from sitrep.views.workbench.settings import Proxy, Settings
from sitrep.views.workbench.users import User, new_entry, write_users
from tests.views.workbench.conftest import Served, Tab

PASSWORD = "a long enough word"


@pytest.fixture
def users(tmp_path: Path) -> str:
    """A users file with one of each role."""
    path = str(tmp_path / "users.json")
    entry = new_entry("reader", PASSWORD)
    write_users(path, {"rada": entry, "ivo": new_entry("reviewer", PASSWORD), "ada": new_entry("admin", PASSWORD)})
    return path


@pytest.fixture
def team(serve: Callable[[Settings], Served], copied: str, users: str) -> Served:
    """A workbench that one must log in at."""
    return serve(Settings(copied, port=0, users=users))


def token_in(page: httpx.Response) -> str:
    """Returns the token that a page's forms bear."""
    return page.text.split('name="csrf" content="')[1].split('"')[0]


def log_in(team: Served, name: str, password: str = PASSWORD) -> httpx.Response:
    """Logs in, with the form's token."""
    token = token_in(team.client.get("/login"))
    return team.client.post("/login", data={"name": name, "password": password, "token": token, "to": "/events"})


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(host="::"), "without a login"),
        (Settings(host="192.0.2.7"), "without a login"),
        (Settings(host="192.0.2.7", users="u.json"), "in the open"),
        (Settings(host="::", users="u.json", is_https=True), "--allow-host"),
    ],
)
def test_it_does_not_start_where_strangers_come_in(settings: Settings, words: str) -> None:
    """A record that a whole network can read and change is a mistake that must not be made by leaving something out."""
    with pytest.raises(WrongUsage, match=words):
        check_settings(settings)


def test_loopback_needs_no_login() -> None:
    """Whoever sits at the machine may do there what the command line lets them."""
    for host in ("127.0.0.1", "localhost", "::1"):
        check_settings(Settings(host=host))


def test_a_proxy_is_believed_from_its_address_alone() -> None:
    """A header that anybody can send is no proof."""
    with pytest.raises(WrongUsage, match="belong together"):
        read_settings(ServeWishes(proxy=ServeWishes().proxy.__class__("X-User", ())))


def test_nobody_reads_without_login(team: Served) -> None:
    """A page sends to the login, the API refuses."""
    page = team.client.get("/events?type=ASSAULT")
    assert page.status_code == 303
    assert page.headers["location"] == "/login?to=%2Fevents%3Ftype%3DASSAULT"
    assert team.client.get("/api/events").status_code == 401
    assert team.client.get("/nothing").status_code == 303


def test_the_login_tells_nothing_of_the_record(team: Served) -> None:
    """Whoever is not let in learns neither its name nor its pages, and can send it nothing large."""
    page = team.client.get("/login")
    assert team.bench.record.name.rsplit("/", 1)[-1] not in page.text
    assert 'href="/events"' not in page.text
    answer = team.client.post("/add", data={"text": "x" * 2_000_000, "token": token_in(page)})
    assert answer.status_code == 403
    large = team.client.post("/login", data={"name": "x" * 2_000_000, "token": token_in(page)})
    assert large.status_code == 413


def test_the_login_is_accessible(team: Served, tab: Callable[..., Tab]) -> None:
    """The first page of all must be one that everybody can use, on a telephone and in the dark."""
    for width, dark in ((360, False), (1600, True)):
        shown = tab(team.url, width, dark=dark)
        page = shown.open("/login")
        assert page.get_by_role("heading", name="Log in").is_visible()
        assert not shown.violations()


def test_the_right_password_lets_in_and_out_again(team: Served) -> None:
    """A session begins with the password and ends with the logout, wherever its cookie is."""
    entered = log_in(team, "ivo")
    assert (entered.status_code, entered.headers["location"]) == (303, "/events")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    page = team.client.get("/events")
    assert page.status_code == 200
    kept = dict(team.client.cookies)
    team.client.post("/logout", data={"token": token_in(page)})
    assert httpx.get(f"{team.url}/events", cookies=kept).status_code == 303


def test_https_makes_the_cookie_secure(serve: Callable[[Settings], Served], copied: str, users: str) -> None:
    """A session's cookie never goes over the network in the open."""
    served = serve(Settings(copied, port=0, users=users, is_https=True))
    assert "secure" in log_in(served, "ada").headers["set-cookie"].lower()


def test_a_wrong_password_is_told_and_counted(team: Served) -> None:
    """After a few tries a guesser waits, with the right password too; others from the same office do not yet."""
    for _ in range(TRIES):
        assert "failed=1" in log_in(team, "ivo", "not the password").headers["location"]
    late = log_in(team, "ivo")
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    assert log_in(team, "ada").status_code == 303


def test_many_names_from_one_address_are_counted_together() -> None:
    """Whoever tries one word with every name waits, too."""
    tries = Tries(lambda: 0.0)
    for number in range(TRIES_AN_ADDRESS):
        tries.failed(f"name {number}", "address 192.0.2.1")
    assert tries.wait("name other", "address 192.0.2.1") > 0
    assert tries.wait("name other", "address 192.0.2.2") == 0


def test_an_unknown_name_is_refused_like_a_wrong_password(team: Served) -> None:
    """Whoever guesses must not learn which names there are."""
    assert log_in(team, "nobody").headers["location"] == log_in(team, "ivo", "wrong").headers["location"]


def test_readers_read_and_do_not_judge(team: Served) -> None:
    """A role holds in the form's address, not only in what the page shows."""
    log_in(team, "rada")
    page = team.client.get("/review")
    assert page.status_code == 200
    assert 'action="/judge/accept"' not in page.text
    claim = next(iter(team.bench.record.claims())).id
    answer = team.client.post("/judge/accept", data={"ids": claim, "token": token_in(page)})
    assert answer.status_code == 403
    assert not team.bench.record.judgements()


def test_a_judgement_bears_who_is_logged_in(team: Served) -> None:
    """What a form says of its author is not asked."""
    log_in(team, "ivo")
    claim = next(iter(team.bench.record.claims())).id
    form = {"ids": claim, "token": token_in(team.client.get("/review")), "author": "somebody else", "as": "somebody else"}
    assert team.client.post("/judge/accept", data=form).status_code == 303
    assert [judgement.author for judgement in team.bench.record.judgements()] == ["ivo"]


def test_who_is_taken_out_of_the_file_is_out(team: Served, users: str) -> None:
    """A leaver's open session must end with the entry, and a new role hold at once."""
    log_in(team, "ivo")
    write_users(users, {"ivo": new_entry("reader", PASSWORD)})
    assert 'action="/judge/accept"' not in team.client.get("/review").text
    write_users(users, {})
    assert team.client.get("/events").status_code == 303


def test_programs_log_in_with_each_request(team: Served) -> None:
    """A script or a feed reader has no form to fill in; a wrong password is no way in, and pages are not opened by it."""
    assert httpx.get(f"{team.url}/api/events", auth=("rada", PASSWORD)).status_code == 200
    assert httpx.get(f"{team.url}/api/events", auth=("rada", "wrong")).status_code == 401
    assert httpx.get(f"{team.url}/events", auth=("rada", PASSWORD)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://attacker.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
    ids=str,
)
def test_forms_of_other_sites_are_refused(served: Served, headers: dict[str, str]) -> None:
    """A page elsewhere must not judge in the name of whoever looks at it."""
    claim = next(iter(served.bench.record.claims())).id
    token = token_in(served.client.get("/review"))
    assert served.client.post("/judge/accept", data={"ids": claim, "token": token}, headers=headers).status_code == 403
    assert not served.bench.record.judgements()


@pytest.mark.parametrize("token", [None, "", "guess"])
def test_forms_without_the_token_are_refused(served: Served, token: str | None) -> None:
    """Old browsers send no origin; the token is what they cannot guess."""
    claim = next(iter(served.bench.record.claims())).id
    form = {"ids": claim} | ({} if token is None else {"token": token})
    answer = served.client.post("/judge/accept", data=form)
    assert answer.status_code == 403
    assert "load the page again" in answer.text


def test_the_proxy_names_users_from_its_address(serve: Callable[[Settings], Served], copied: str, users: str) -> None:
    """Who comes by the proxy has the role of the file, another one none; without its header nobody comes in."""
    served = serve(Settings(copied, port=0, users=users, proxy=Proxy("X-User", ("127.0.0.1",))))
    assert served.client.get("/events", headers={"X-User": "ivo"}).status_code == 200
    assert served.client.get("/events", headers={"X-User": "stranger"}).status_code == 403
    assert served.client.get("/events").status_code == 403
    elsewhere = serve(Settings(copied, port=0, users=users, proxy=Proxy("X-User", ("192.0.2.0/24",))))
    assert elsewhere.client.get("/events", headers={"X-User": "ivo"}).status_code == 403


def test_no_way_leads_off_the_workbench(team: Served) -> None:
    """A login link that somebody sends must not end on their own page."""
    token = token_in(team.client.get("/login"))
    for to in ("https://attacker.example", "//attacker.example", "/\\attacker.example"):
        answer = team.client.post("/login", data={"name": "ada", "password": PASSWORD, "token": token, "to": to})
        assert answer.headers["location"] == "/"
        team.client.cookies.clear()


def test_sessions_end_by_themselves() -> None:
    """A browser that was left open in a café is out after half a day."""
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    key = sessions.begin(User("ivo"))
    assert sessions.find(key)
    now[0] = 13 * 3600
    assert sessions.find(key) is None


def test_tries_are_free_again_after_a_while() -> None:
    """Whoever mistypes is not locked out for the day."""
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(TRIES):
        assert tries.wait("name ivo") == 0
        tries.failed("name ivo")
    assert 0 < tries.wait("name ivo", "address other") <= 61
    now[0] = 61
    assert tries.wait("name ivo") == 0


def test_users_are_kept_for_their_owner_alone(users: str) -> None:
    """Others on the machine must not even read the hashes, and no password stands in the file."""
    assert Path(users).stat().st_mode & 0o077 == 0
    assert PASSWORD not in Path(users).read_text(encoding="utf-8")
    assert "$argon2id$" in Path(users).read_text(encoding="utf-8")


def test_short_passwords_are_refused() -> None:
    """A password that is guessed in a minute is none."""
    with pytest.raises(WrongUsage, match="at least 10"):
        new_entry("reader", "short")
