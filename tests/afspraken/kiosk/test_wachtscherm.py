"""The waiting screen: numbers and counters, for everyone to see; no names and no products."""

import pytest

from afspraken import wachtrij
from afspraken.models import Wachtende
from tests.afspraken.wachtrij.test_queries import busy_day
from tests.cast import at

pytestmark = pytest.mark.django_db


def test_before_anyone_is_called_it_welcomes(hal):
    page = hal.reads(hal.wachtscherm)
    assert "Hier ziet u straks uw nummer." in page
    assert "tot 5 min." in page


def test_the_newest_is_large_and_the_others_follow(hal):
    for minute in range(2):
        hal.zaal.inloop(f"9:5{minute}")
    hal.zaal.volgende("9:58", hal.zaal.loket)
    hal.zaal.volgende("9:59", hal.zaal.loket2)
    page = hal.reads(hal.wachtscherm)
    large, others = page.index("oproep__nummer"), page.index("eerder__lijst")
    assert large < page.index("B02") < page.index("Loket 2") < others < page.index("B01")


def test_a_number_is_marked_for_half_a_minute(hal, clock):
    hal.zaal.inloop("9:50")
    hal.zaal.volgende("10:00")
    assert "oproep--nieuw" in hal.reads(hal.wachtscherm)
    clock.shift(29)
    assert "oproep--nieuw" in hal.reads(hal.wachtscherm)
    clock.shift(1)
    assert "oproep--nieuw" not in hal.reads(hal.wachtscherm)


def test_who_was_away_for_a_moment_still_finds_their_number(hal):
    hal.zaal.inloop("9:50")
    hal.zaal.volgende("9:58")
    hal.zaal.doet(wachtrij.no_show, Wachtende.objects.get(), "9:59")
    assert "B01" in hal.reads(hal.wachtscherm)


def test_who_was_sent_on_waits_again_and_is_not_shown(hal):
    hal.zaal.inloop("9:50")
    hal.zaal.volgende("9:58")
    row = Wachtende.objects.get()
    hal.zaal.doet(wachtrij.hand_on, row, "9:59", naar=hal.zaal.loket2, reden="Weet er meer van")
    assert "B01" not in hal.reads(hal.wachtscherm)


def test_it_shows_no_names_and_no_products(hal):
    hal.zaal.meldt(hal.zaal.afspraak("10:10"), "9:59", notitie="rode jas")
    hal.zaal.volgende("10:00")
    page = hal.reads(hal.wachtscherm)
    for secret in ("Anna", "Paspoort", "rode jas", hal.zaal.door.username):
        assert secret not in page


def test_it_says_how_many_wait_and_how_long_a_walk_in_would(hal):
    for minute in range(6):
        hal.zaal.inloop(f"9:5{minute}")
    page = hal.reads(hal.wachtscherm)
    assert "<strong>6</strong> <span>nummers wachten</span>" in page
    assert " min.</strong>" in page


def test_a_number_comes_along_once_so_that_it_is_read_out_once(hal):
    hal.zaal.inloop("9:50")
    hal.zaal.volgende("9:58")
    url, htmx = hal.url(hal.wachtscherm), {"HX-Request": "true"}
    first = hal.client.get(url, {"gezien": ""}, headers=htmx).content.decode()
    assert 'hx-swap-oob="innerHTML"' in first
    assert "<html" not in first
    stamp = first.partition("gezien=")[2].partition('"')[0]
    again = hal.client.get(url, {"gezien": stamp}, headers=htmx).content.decode()
    assert "hx-swap-oob" not in again
    hal.zaal.doet(wachtrij.call_again, Wachtende.objects.get(), "10:00")
    called = hal.client.get(url, {"gezien": stamp}, headers=htmx).content.decode()
    assert "oproep--nieuw" in called


def test_without_javascript_the_page_asks_again(hal):
    page = hal.reads(hal.wachtscherm)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page


@pytest.mark.parametrize("aantal", [5, 500])
def test_it_asks_as_many_questions_on_a_busy_day(hal, aantal, django_assert_num_queries):
    busy_day(hal.zaal, aantal)
    Wachtende.objects.filter(reeks="B", nummer__lte=3).update(
        middel=hal.zaal.loket, opgeroepen_op=at("9:59"), stand="KLAAR"
    )
    with django_assert_num_queries(15):
        hal.reads(hal.wachtscherm)


def test_the_expected_wait_is_worked_out_once_in_a_while_for_all_screens(
    hal, django_assert_max_num_queries
):
    hal.zaal.inloop("9:50")
    hal.reads(hal.wachtscherm)
    with django_assert_max_num_queries(5):
        hal.reads(hal.wachtscherm)
