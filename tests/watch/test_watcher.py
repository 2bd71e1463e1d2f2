"""The watch: what feeds list is read once and kept, hosts are spared, and nothing is lost unsaid."""

import itertools
from collections import Counter

import pytest

from sitrep.errors import StoreUnavailable
from sitrep.model.feeds import Subscription
from sitrep.model.times import as_moment
from sitrep.store import queries
from sitrep.store.records import Record
from tests.ingest.web.samples import atom, item, json_feed, rss, sitemap, sitemap_index
from tests.ingest.web.servers import ARTICLE, Answer, Site, page
from tests.watch.conftest import START, XML, Feed, Follow


def urls(record: Record) -> list[str]:
    """Returns the addresses of all that is kept."""
    return sorted(document.url or "" for document in record.documents())


def standing(record: Record, url: str, start: float, end: float) -> str:
    """Returns how a feed stands in a span."""
    coverage = record.feeds.coverage(as_moment(start), as_moment(end))
    assert coverage is not None
    return next(feed.standing for feed in coverage.feeds if feed.url == url)


@pytest.mark.parametrize("kind", ["rss", "atom", "json", "sitemap", "index"])
def test_every_kind_of_feed_is_followed(site: Site, record: Record, follow: Follow, kind: str) -> None:
    """An outlet is followed by whatever it offers."""
    links = [f"{site.url}/story/1", f"{site.url}/story/2"]
    bodies = {
        "rss": rss([item(link) for link in links]),
        "atom": atom(links),
        "json": json_feed(links),
        "sitemap": sitemap(links),
        "index": sitemap_index([f"{site.url}/part.xml"]),
    }
    site.answers |= {"/feed": page(bodies[kind], Content_Type=XML), "/part.xml": page(sitemap(links), Content_Type=XML)}
    follow(Subscription(f"{site.url}/feed", "The Courier"))
    assert urls(record) == links
    assert {document.publisher for document in record.documents()} == {"The Courier"}


def test_what_was_read_is_not_read_again(site: Site, record: Record, follow: Follow) -> None:
    """A feed lists the same stories for days; each page is fetched once, and an unchanged feed is not even sent."""
    feed = Feed(site, "/feed")
    feed.publish(3)
    follow(Subscription(feed.url), hours=5, each_hour=lambda hour: feed.publish() if hour == 2 else None)
    asked = Counter(site.paths)
    assert len(urls(record)) == 4
    assert {path: many for path, many in asked.items() if "/story/" in path} == {f"/feed/story/{number}": 1 for number in range(4)}
    assert 18 <= asked["/feed"] <= 24
    tags = [headers.get("if-none-match") for path, headers in site.asked if path == "/feed"]
    assert tags[0] is None
    assert set(tags[1:]) == {'"3"', '"4"'}


def test_a_story_that_changes_is_read_again(site: Site, record: Record, follow: Follow) -> None:
    """A toll in an updated article is a later claim of the same source."""
    link = f"{site.url}/story/1"
    site.answers["/feed"] = page(atom([link], "2025-12-07T08:15:00+02:00"), Content_Type=XML)
    follow(Subscription(f"{site.url}/feed"), hours=1)
    site.answers |= {"/feed": page(atom([link], "2025-12-07T09:00:00+02:00"), Content_Type=XML)}
    site.answers["/story/1"] = page(site_article("Six people were killed"))
    follow(Subscription(f"{site.url}/feed"), hours=1)
    (document,) = record.documents()
    assert len(record.revisions(document.id)) == 2
    assert "Six people" in document.text


def site_article(words: str) -> str:
    """Returns the story of the site with other words in it."""
    return ARTICLE.replace("At least three people were killed", words)


def test_a_host_is_asked_with_pauses_and_as_its_robots_say(site: Site, record: Record, follow: Follow) -> None:
    """A publisher whose server we burden will shut us out."""
    site.answers["/robots.txt"] = page("User-agent: *\nCrawl-delay: 30\nDisallow: /feed/story/1\n", Content_Type="text/plain")
    feed = Feed(site, "/feed")
    feed.publish(3)
    watcher = follow(Subscription(feed.url), hours=1, pause=2.0)
    assert urls(record) == [f"{feed.url}/story/0", f"{feed.url}/story/2"]
    assert "/feed/story/1" not in site.paths
    assert watcher.status.counts["lost"] == 1
    assert site.paths.count("/robots.txt") == 1
    assert any("robots.txt" in message for _, message in record.ask(queries.issues))


def test_a_feed_that_robots_close_is_not_asked_but_said(site: Site, record: Record, follow: Follow) -> None:
    """A feed that may not be polled is silence of our own making."""
    site.answers["/robots.txt"] = page("User-agent: *\nDisallow: /feed\n", Content_Type="text/plain")
    feed = Feed(site, "/feed")
    watcher = follow(Subscription(feed.url), hours=3)
    (status,) = watcher.status.feeds.values()
    assert (status.outcome, site.paths.count("/feed")) == ("closed", 0)
    assert standing(record, feed.url, START, START + 3 * 3600) == "unheard"
    follow(Subscription(feed.url, robots=False), hours=25)
    assert site.paths.count("/feed") >= 1


def test_a_failing_feed_is_asked_less_and_less(site: Site, follow: Follow) -> None:
    """A server in trouble is left to recover."""
    site.answers["/feed"] = page("no", "500 Internal Server Error")
    follow(Subscription(f"{site.url}/feed"), hours=24)
    assert 5 <= site.paths.count("/feed") <= 8  # 30 minutes, then one, two, four, eight hours


def test_retry_after_holds_for_the_whole_host(site: Site, follow: Follow) -> None:
    """Who asks to be left alone for an hour is left alone for an hour, by all feeds that it serves."""
    answers: dict[str, Answer] = {
        "/busy": page("later", "429 Too Many Requests", Retry_After="7000"),
        "/other": page(rss([]), Content_Type=XML),
    }
    site.answers |= answers
    follow(Subscription(f"{site.url}/busy"), Subscription(f"{site.url}/other"), hours=1)
    assert site.paths.count("/busy") == 1
    assert site.paths.count("/other") <= 1
    follow(Subscription(f"{site.url}/busy"), Subscription(f"{site.url}/other"), hours=3)
    assert site.paths.count("/busy") >= 2


def test_a_page_that_fails_is_tried_again_and_then_named(site: Site, record: Record, follow: Follow) -> None:
    """A server is down for ten minutes every day; a story that is never there is a loss to be told."""
    feed = Feed(site, "/feed")
    feed.publish(2)
    tries = itertools.count()
    good = page(site_article("Six people were killed"))
    site.answers["/feed/story/0"] = lambda exchange: good(exchange) if next(tries) else exchange.answer("no", "500 Internal Server Error")
    site.answers["/feed/story/1"] = page("no", "502 Bad Gateway")
    watcher = follow(Subscription(feed.url), hours=5)
    assert urls(record) == [f"{feed.url}/story/0"]
    assert site.paths.count("/feed/story/1") == 4
    assert list(watcher.status.losses) == [f"{feed.url}/story/1: fails at the server (status 502)"]
    coverage = record.feeds.coverage(None, "2026-01-01T00:00:00+00:00")
    assert coverage is not None
    assert [(each.lost, each.waiting) for each in coverage.feeds] == [(1, 0)]


def test_a_feed_that_may_have_dropped_items_is_told(site: Site, record: Record, follow: Follow) -> None:
    """A feed of five lines that publishes six an hour loses one unseen; that must not look like peace."""
    feed = Feed(site, "/feed", listed=5)
    feed.publish(5)
    wanted = Subscription(feed.url, every=3600)
    watcher = follow(wanted, hours=8, each_hour=lambda _: feed.publish(6))
    (status,) = watcher.status.feeds.values()
    assert status.overran >= 2
    coverage = record.feeds.coverage(None, "2026-01-01T00:00:00+00:00")
    assert coverage is not None
    assert coverage.feeds[0].overran == status.overran


def test_the_first_look_takes_what_is_recent(site: Site, record: Record, follow: Follow) -> None:
    """A sitemap lists years; without an end to it, the first day would be spent on the past."""
    links = {"new": f"{site.url}/story/new", "old": f"{site.url}/story/old"}
    items = [item(links["new"], when="Sun, 07 Dec 2025 08:00:00 +0000"), item(links["old"], when="Sat, 01 Nov 2025 08:00:00 +0000")]
    site.answers["/feed"] = page(rss(items), Content_Type=XML)
    follow(Subscription(f"{site.url}/feed"))
    assert urls(record) == [links["new"]]


def test_a_story_that_two_feeds_list_is_fetched_once(site: Site, record: Record, follow: Follow) -> None:
    """An outlet's feeds for the world and for the front page share most of their stories."""
    link = f"{site.url}/story/1"
    site.answers |= {"/front": page(rss([item(link)]), Content_Type=XML), "/world": page(rss([item(link)]), Content_Type=XML)}
    watcher = follow(Subscription(f"{site.url}/front"), Subscription(f"{site.url}/world"))
    assert site.paths.count("/story/1") == 1
    assert (urls(record), watcher.status.counts["unchanged"], watcher.status.waiting) == ([link], 1, 0)


def test_a_hostile_item_is_named_and_the_others_are_read(site: Site, record: Record, follow: Follow) -> None:
    """Whoever writes a feed decides what it leads to, but not where we go."""
    links = ["file:///etc/passwd", "http://10.255.255.1/", "ftp://news.example/a", "http://[broken", f"{site.url}/story/good"]
    site.answers["/feed"] = page(rss([item(link) for link in links]), Content_Type=XML)
    watcher = follow(Subscription(f"{site.url}/feed"))
    assert urls(record) == [f"{site.url}/story/good"]
    assert watcher.status.counts["lost"] == 4
    assert sorted(loss.partition(":")[0] for loss in watcher.status.losses) == ["feed 1", "file", "ftp", "http"]


def test_a_page_on_which_the_program_breaks_costs_that_page(
    site: Site, record: Record, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect met on one page, or one feed, must not end a watch of hundreds."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    feed = Feed(site, "/feed")
    feed.publish(2)
    with monkeypatch.context() as spoilt:
        spoilt.setattr("sitrep.ingest.web.answers.kind_of", broken)
        watcher = follow(Subscription(feed.url))
    assert [loss.partition(": ")[2] for loss in watcher.status.losses] == ["a defect of the program: ZeroDivisionError: a defect"] * 2
    site.answers["/other"] = page(rss([]), Content_Type=XML)
    with monkeypatch.context() as spoilt:
        spoilt.setattr("sitrep.ingest.web.polling.read_feed", broken)
        watcher = follow(Subscription(f"{site.url}/other"))
    assert [each.note for each in watcher.status.feeds.values()] == ["a defect of the program: ZeroDivisionError: a defect"]


@pytest.mark.parametrize("when", ["9999-12-31T23:59:00-10:00", "1800-01-01T00:00:00+10:00"])
def test_a_date_at_the_end_of_time_breaks_nothing(site: Site, record: Record, follow: Follow, when: str) -> None:
    """A feed may write any date that a calendar has."""
    site.answers["/feed"] = page(json_feed([f"{site.url}/story/1"]).replace("2025-12-07T08:15:00+02:00", when), Content_Type=XML)
    watcher = follow(Subscription(f"{site.url}/feed"))
    assert watcher.status.counts["failed"] == 0


def test_characters_that_no_text_has_are_left_out(site: Site, record: Record, follow: Follow) -> None:
    """Half a character, or none, in a title would be refused by the database."""
    site.answers["/feed"] = page(rss([item(f"{site.url}/story/1", "Night &#xD800; &#0; of")], title="A &#xDC00; feed"), Content_Type=XML)
    follow(Subscription(f"{site.url}/feed"))
    assert urls(record) == [f"{site.url}/story/1"]


def test_an_item_from_the_future_is_of_now(site: Site, record: Record, follow: Follow) -> None:
    """A feed that is dated ahead must not look as if it had published of late for ever."""
    site.answers["/feed"] = page(rss([item(f"{site.url}/story/1", when="Sun, 07 Dec 2031 08:00:00 +0000")]), Content_Type=XML)
    follow(Subscription(f"{site.url}/feed"))
    coverage = record.feeds.coverage(None, "2026-01-01T00:00:00+00:00")
    assert coverage is not None
    assert (coverage.feeds[0].last_item or "")[:13] == "2025-12-08T00"


def test_a_record_that_fails_ends_the_watch_with_a_word(site: Site, record: Record, follow: Follow) -> None:
    """A watch that goes on without a record would lose everything quietly."""
    feed = Feed(site, "/feed")
    feed.publish()

    def spoil(hour: int) -> None:
        feed.publish()
        if hour == 1:
            with record._writing() as connection:
                connection.exec_driver_sql("DROP TABLE items")

    with pytest.raises(StoreUnavailable, match="items"):
        follow(Subscription(feed.url), hours=5, each_hour=spoil)


def test_the_feed_s_own_words_are_enough_where_that_is_asked(site: Site, record: Record, follow: Follow) -> None:
    """Some feeds hold the whole text, and some outlets want no pages fetched."""
    words = "<description>&lt;p&gt;Two villages near Orikhiv were shelled, the district head said.&lt;/p&gt;</description>"
    site.answers["/feed"] = page(rss([item(f"{site.url}/story/1", more=words)]), Content_Type=XML)
    follow(Subscription(f"{site.url}/feed", pages=False))
    (document,) = record.documents()
    assert document.text == "Two villages near Orikhiv were shelled, the district head said."
    assert not any("/story/" in path for path in site.paths)


def test_a_watch_goes_on_where_it_stopped(site: Site, record: Record, follow: Follow) -> None:
    """Days of listening must outlive a restart: nothing is fetched twice, nothing that waits is forgotten."""
    feed = Feed(site, "/feed")
    feed.publish(2)
    site.answers["/feed/story/1"] = page("no", "502 Bad Gateway")
    follow(Subscription(feed.url))
    assert urls(record) == [f"{feed.url}/story/0"]
    del site.answers["/feed/story/1"]
    follow(Subscription(feed.url), hours=1)
    assert urls(record) == [f"{feed.url}/story/0", f"{feed.url}/story/1"]
    assert site.paths.count("/feed/story/0") == 1


def test_a_feed_that_is_no_longer_followed_is_said_to_be(site: Site, record: Record, follow: Follow) -> None:
    """Counts after that day stand on fewer sources."""
    first, second = Feed(site, "/first"), Feed(site, "/second")
    follow(Subscription(first.url), Subscription(second.url), hours=1)
    follow(Subscription(second.url), hours=1)
    assert standing(record, first.url, START, START + 2 * 3600) == "left"


def test_all_feeds_have_their_turn(site: Site, follow: Follow) -> None:
    """Five hundred feeds, among them such that fail or hang, and none is starved: `benchmarks/polling.py` in small."""
    feeds = [Feed(site, f"/feed{number}") for number in range(30)]
    for feed in feeds:
        feed.publish()
    site.answers |= {"/bad": page("no", "500 Internal Server Error"), "/loop": page("", "302 Found", Location="/loop")}
    wanted = [Subscription(feed.url.replace("127.0.0.1", f"127.0.0.{number % 5 + 1}")) for number, feed in enumerate(feeds)]
    watcher = follow(*wanted[::5], Subscription(f"{site.url}/bad"), Subscription(f"{site.url}/loop"), hours=10, pause=2.0)
    polls = [feed.polls for feed in watcher.status.feeds.values() if "/feed" in feed.url]
    assert min(polls) >= 36
    assert max(polls) <= 46
