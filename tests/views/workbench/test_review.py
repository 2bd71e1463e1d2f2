"""Reviews: by keys, by plain forms, and by two people at once."""

import re
from collections.abc import Callable

import httpx
import msgspec
import pytest
from playwright.sync_api import Page, Route, expect

from sitrep.model.judgements import signed
from sitrep.packs.urgency import urgency, weights
from sitrep.views.judging import verdict
from sitrep.views.wishes import Hand
from sitrep.views.workbench import queues
from sitrep.views.workbench.settings import Settings
from sitrep.views.workbench.users import new_entry, write_users
from tests.views.workbench.conftest import Served, Tab
from tests.views.workbench.test_doors import PASSWORD, token_in

CURRENT = re.compile(r"\bcurrent\b")


def current(page: Page) -> str:
    """Returns the claim (id) that the keys are about."""
    return str(page.locator(".queue .current").get_attribute("data-claim"))


def verdicts(served: Served) -> dict[str, str]:
    """Returns the verdict on each claim that was judged."""
    return {claim.id: claim.review.verdict for claim in served.bench.record.claims_by_id(ids(served)) if claim.review}


def ids(served: Served) -> list[str]:
    """Returns the ids of all claims."""
    return [claim.id for claim in served.bench.record.claims()]


def eventually(page: Page, found: Callable[[], object], wanted: object) -> None:
    """Waits until what was sent has reached the record."""
    for _ in range(100):
        if found() == wanted:
            return
        page.wait_for_timeout(50)
    assert found() == wanted


def test_ten_claims_are_judged_by_keys_alone(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """An analyst who judges hundreds a day never leaves the keyboard: accept, reject, correct, step, undo."""
    served = serve(Settings(copied, port=0))
    page = tab(served.url).open("/review")
    judged: dict[str, str] = {}
    for number in range(9):
        claim = current(page)
        judged[claim] = "rejected" if number % 3 == 2 else "accepted"
        page.keyboard.press("r" if number % 3 == 2 else "a")
        expect(page.locator(f'[data-claim="{claim}"]')).not_to_have_class(CURRENT)
    claim = current(page)
    page.keyboard.press("e")
    expect(page.locator(":focus")).to_have_attribute("name", "field:type")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "field:status")
    page.keyboard.press("p")  # planned: a letter typed into a field is no key of the review
    while not page.evaluate("document.activeElement.matches('button')"):
        page.keyboard.press("Tab")
    with page.expect_navigation():  # the last of the ten brings the next ten
        page.keyboard.press("Enter")
    judged[claim] = "corrected"
    eventually(page, lambda: verdicts(served), judged)
    corrected = served.bench.record.claim(claim)
    assert corrected is not None
    assert corrected.status == "planned"
    assert not set(judged) & {str(item.get_attribute("data-claim")) for item in page.locator(".queue > li").all()}
    expect(page.locator("[data-count]")).to_have_text("10")


def test_the_next_claim_shows_before_the_save_answers(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """On a slow line a fast second key must not hit the same claim."""
    served = serve(Settings(copied, port=0))
    shown = tab(served.url)
    page = shown.open("/review")
    held: list[Route] = []
    page.route("**/judge/*", lambda route: held.insert(len(held), route))
    first = current(page)
    page.keyboard.press("a")
    second = current(page)
    page.keyboard.press("r")
    third = current(page)
    assert len({first, second, third}) == 3
    assert not verdicts(served)
    eventually(page, lambda: len(held), 2)
    for route in held:
        route.continue_()
    eventually(page, lambda: verdicts(served), {first: "accepted", second: "rejected"})


def test_what_was_done_is_undone_by_a_key(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """A slip of the finger costs one key more; the claim stands there again."""
    served = serve(Settings(copied, port=0))
    page = tab(served.url).open("/review")
    first = current(page)
    page.keyboard.press("r")
    page.keyboard.press("u")
    expect(page.locator(f'[data-claim="{first}"]')).to_have_class(CURRENT)
    expect(page.locator("[data-status]")).to_have_text("Taken back.")
    assert not verdicts(served)
    assert [judgement.action for judgement in served.bench.record.judgements()] == ["reject", "undo"]
    expect(page.locator("[data-count]")).to_have_text("0")


def test_steps_go_both_ways(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """Looking ahead judges nothing."""
    served = serve(Settings(copied, port=0))
    page = tab(served.url).open("/review")
    first = current(page)
    page.keyboard.press("j")
    second = current(page)
    page.keyboard.press("k")
    assert current(page) == first != second
    assert not served.bench.record.judgements()


def test_what_is_not_saved_is_told(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """A decision that was lost on its way must not look as if it were kept."""
    served = serve(Settings(copied, port=0))
    shown = tab(served.url)
    page = shown.open("/review")
    claim = current(page)
    decision = verdict(served.bench.record, "reject", [claim], Hand("Olena"))
    served.bench.record.judge(signed(decision.judgement))
    page.keyboard.press("a")
    expect(page.locator(f'[data-claim="{claim}"] [data-state]')).to_contain_text("not saved: this claim was rejected by Olena")
    expect(page.locator("[data-count]")).to_have_text("0")
    assert verdicts(served) == {claim: "rejected"}
    assert shown.complaints.pop().startswith("Failed to load resource: the server responded with a status of 409")


def test_two_reviewers_are_given_different_claims(
    serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab], tmp_path: object
) -> None:
    """Two people at one queue must not do each other's work, and each decision bears its own author."""
    users = f"{tmp_path}/users.json"
    write_users(users, {name: new_entry("reviewer", PASSWORD) for name in ("Ivo", "Rada")})
    served = serve(Settings(copied, port=0, users=users))
    pages = {}
    for name in ("Ivo", "Rada"):
        page = tab(served.url).open("/login?to=/review")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/review")
        pages[name] = page
    own = {name: {str(item.get_attribute("data-claim")) for item in page.locator(".queue > li").all()} for name, page in pages.items()}
    assert not own["Ivo"] & own["Rada"]
    for _ in range(3):
        for page in pages.values():
            page.keyboard.press("a")
    made = served.bench.record.judgements
    eventually(pages["Ivo"], lambda: sorted(judgement.author for judgement in made()), ["Ivo"] * 3 + ["Rada"] * 3)


def test_events_are_merged_by_keys(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """Two events that are one are made one where one reads of them; what comes near is offered."""
    served = serve(Settings(copied, port=0))
    events = served.bench.record.events()
    outages = [event for event in events if event.type == "DISRUPT" and event.when.end == "2025-10-24"]
    page = tab(served.url).open(f"/review?event={outages[0].id}")
    page.keyboard.press("m")
    expect(page.locator(":focus")).to_have_attribute("name", "other")
    expect(page.locator("datalist option").first).to_be_attached()
    offered = [option.get_attribute("value") for option in page.locator("datalist").first.locator("option").all()]
    assert outages[1].id in offered
    page.keyboard.type(outages[1].id)
    page.keyboard.press("Enter")
    eventually(page, lambda: [judgement.action for judgement in served.bench.record.judgements()], ["merge"])
    served.bench.record.refresh()
    merged = served.bench.record.event(outages[0].id)
    assert merged is not None
    assert set(merged.claims) == {*outages[0].claims, *outages[1].claims}


def test_everything_is_done_by_plain_forms_too(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """Without scripts one reviews with the same forms: accept, correct, undo."""
    served = serve(Settings(copied, port=0))
    page = tab(served.url, scripts=False).open("/review")
    first = str(page.locator(".queue > li").first.get_attribute("data-claim"))
    page.locator(".queue > li").first.get_by_role("button", name="Accept").click()
    assert page.url.endswith("/review")
    assert verdicts(served) == {first: "accepted"}
    second = page.locator(".queue > li").first
    claim = str(second.get_attribute("data-claim"))
    second.get_by_role("link", name="Correct", exact=True).click()
    assert "/correct?back=%2Freview" in page.url
    page.get_by_label("Who", exact=True).fill("Somebody")
    page.get_by_role("button", name="Save the correction").click()
    assert page.url.endswith("/review")
    held = served.bench.record.claim(claim)
    assert held is not None
    assert held.actor is not None
    assert held.actor.name == "Somebody"
    page.locator("[data-last]").first.get_by_role("button", name="Undo").click()
    assert verdicts(served) == {first: "accepted"}


def test_claims_are_split_off(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """A claim that was put into the wrong event is taken out of it where one reads why it is there."""
    served = serve(Settings(copied, port=0))
    event = max(served.bench.record.events(), key=lambda each: len(each.claims))
    page = tab(served.url).open(f"/events/{event.id}/why")
    page.get_by_label("Claim 2 tells of another happening").check()
    page.get_by_role("button", name="The chosen claims tell of another happening").click()
    judgement = served.bench.record.judgements()[-1]
    assert judgement.action == "split"
    assert [target.claim for target in judgement.targets] == [event.claims[1]]


def test_the_least_certain_and_most_consequential_come_first(served: Served) -> None:
    """A reviewer's time goes where a mistake is likely and would cost most."""
    shown = [part.split('"')[0] for part in served.client.get("/review").text.split('data-claim="')[1:]]
    events = served.bench.record.events()
    disputed = {claim for event in events for figure in event.figures if figure.agreement == "conflicting" for claim in figure.claims}
    factor = {claim: weights().conflicting for claim in disputed}
    claims = sorted(served.bench.record.claims(), key=lambda each: (-urgency(each) * factor.get(each.id, 1.0), each.id))
    assert shown == [claim.id for claim in claims[: len(shown)]]
    sure, unsure = (msgspec.structs.replace(claims[0], confidence=confidence) for confidence in (0.9, 0.5))
    assert urgency(unsure) > urgency(sure)


@pytest.mark.parametrize("wish", ["type=ASSAULT", "event"])
def test_a_queue_of_a_filter_or_event_leaves_out_what_was_judged(serve: Callable[[Settings], Served], copied: str, wish: str) -> None:
    """What somebody has decided is done: it counts as done, and is not shown again."""
    served = serve(Settings(copied, port=0))
    event = max((each for each in served.bench.record.events() if each.type == "ASSAULT"), key=lambda each: len(each.claims))
    address = f"/review?event={event.id}" if wish == "event" else f"/review?{wish}"
    before = served.client.get(address)
    chosen = before.text.split('data-claim="')[1].split('"')[0]
    judged = served.client.post("/judge/accept", data={"ids": chosen, "token": token_in(before)}, headers={"Accept": "application/json"})
    assert judged.status_code == 200
    after = served.client.get(address).text
    assert f'data-claim="{chosen}"' not in after
    assert tuple(re.findall("<span data-count>.*?</span>", before.text + after)) == (
        "<span data-count>0</span>",
        "<span data-count>1</span>",
    )


def test_the_queue_of_a_filter_ends_with_the_last_event_that_passes(
    serve: Callable[[Settings], Served], copied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing waits only when all was judged, however many events pass: the latest come first, earlier ones as these are done."""
    monkeypatch.setattr(queues, "EVENTS_AT_ONCE", 1)
    monkeypatch.setattr(queues, "ENOUGH", 1)
    served = serve(Settings(copied, port=0))
    events = [event for event in served.bench.record.events() if event.type == "DISRUPT"]
    assert len(events) > 2
    judged: list[str] = []
    while 'data-claim="' in (page := served.client.get("/review?type=DISRUPT")).text:
        judged.append(page.text.split('data-claim="')[1].split('"')[0])
        served.client.post("/judge/accept", data={"ids": judged[-1], "token": token_in(page)}, headers={"Accept": "application/json"})
    assert sorted(judged) == sorted(claim for event in events for claim in event.claims)


def test_judgements_show_at_once_and_events_follow(serve: Callable[[Settings], Served], copied: str) -> None:
    """The page after a judgement shows it; the sums follow without anybody waiting for them."""
    served = serve(Settings(copied, port=0))
    event = next(each for each in served.bench.record.events() if len(each.claims) == 1 and each.figures)
    token = token_in(served.client.get("/review"))
    answer = served.client.post("/judge/reject", data={"ids": event.claims[0], "token": token}, headers={"Accept": "application/json"})
    assert answer.json()["author"] == served.client.get("/about").text.split("<dt>You are</dt><dd>")[1].split(",")[0]
    page = served.client.get(f"/documents/{event.documents[0]}")
    assert "rejected by" in page.text
    served.bench.record.refresh()
    gone: httpx.Response = served.client.get(f"/events/{event.id}")
    assert gone.status_code == 404
