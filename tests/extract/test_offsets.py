"""When and where: what a report dates and places by something else that it tells; published on Wednesday, 12 November 2025."""

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def one(claims: tuple[Claim, ...], kind: str, word: str) -> Claim:
    """Returns the claim of a type whose evidence holds a word."""
    return next(claim for claim in claims if claim.type == kind and word in claim.evidence[0].text)


def test_a_day_after_is_counted_from_what_the_sentence_dates(read: Read) -> None:
    """The clause of "after" tells of the earlier one."""
    told = read("Tuesday's strikes on Odesa, which killed two people, come a day after Volodymyr Zelensky met Emmanuel Macron in Paris.")
    met = one(told, "CONSULT", "met")
    assert (met.when.start, met.when.end) == ("2025-11-10", "2025-11-10")


def test_what_was_a_month_ago_without_a_toll_is_history(read: Read) -> None:
    """It has its month, but it is no incident to be counted."""
    told = read("In May, Russia launched a surprise attack on the Kharkiv region. On Tuesday a shell killed two people in Izium.")
    assert one(told, "ASSAULT", "surprise").scope == "background"
    assert one(told, "ASSAULT", "shell").scope == "incident"


def test_how_long_something_is_the_worst_dates_nothing(read: Read) -> None:
    """The season ranks the attack; the day of it stands before."""
    told = read("Six people were killed when missiles hit Sumy on Monday in one of the most deadly attacks on the region this year.")
    toll = one(told, "ASSAULT", "Six")
    assert (toll.when.start, toll.scope) == ("2025-11-10", "incident")


def test_a_clause_of_where_is_placed_where_it_hangs(read: Read) -> None:
    """What the list goes on with is another place."""
    told = read(
        "Russian missiles hit Ukraine. Shelling was heard in Sumy, where a bakery was struck, wounding four workers, and in the town of "
        "Hlukhiv."
    )
    toll = one(told, "ASSAULT", "four workers")
    assert toll.places[0].name == "Sumy"


def test_an_attack_told_of_again_by_its_day_has_its_place(read: Read) -> None:
    """Two attacks of one report are told apart by their days."""
    told = read(
        "A missile hit Kharkiv on Monday, killing four people. On Tuesday, Russian forces struck the village of Tsyrkuny in the Kharkiv "
        "region of Ukraine. Five people were hurt in Monday's attack. In the strike on Tuesday, the Russian military used a guided bomb, "
        "which damaged nine houses."
    )
    assert one(told, "ASSAULT", "nine houses").places[0].name == "Tsyrkuny"


def test_what_comes_back_is_where_it_was_lost(read: Read) -> None:
    """The main event's country would say less than the outage does."""
    told = read(
        "A Russian overnight attack hit energy sites in Ukraine. The city of Dnipro was left without power. "
        "Power was restored in the evening, the operator said."
    )
    back = next(claim for claim in told if any(each.status == "restored" for each in claim.services))
    assert back.places[0].name == "Dnipro"


def test_a_total_of_another_country_stays_there(read: Read) -> None:
    """A digest on two wars tells of the second without naming it in each sentence."""
    told = read(
        "Russian drones hit Kyiv in Ukraine on Tuesday, killing three people. The war in Ukraine goes on.\n\n"
        "In Sudan, aid workers are short of food. More than nine million people have been displaced by the fighting."
    )
    assert one(told, "ASSAULT", "nine million").places[0].name == "Sudan"


def test_several_days_are_counted_over(read: Read) -> None:
    """A toll over two days is no toll of one attack."""
    told = read("Russian strikes on Zaporizhzhia killed nine people over two days, the governor said.")
    assert one(told, "ASSAULT", "nine").scope == "period_total"


def test_what_was_before_and_what_goes_on_is_history(read: Read) -> None:
    """Neither has the day of the attack that the report tells of."""
    told = read(
        "A missile hit a market in Kramatorsk on Monday, killing two people. Fighting raged around Pokrovsk. "
        "Russia had previously attacked the port of Izmail."
    )
    assert {(claim.scope, claim.when.start) for claim in told if "Monday" not in claim.evidence[0].text} == {("background", None)}
