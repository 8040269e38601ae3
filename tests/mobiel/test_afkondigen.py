"""The evening before, everyone hears more precisely when we come, and that is kept."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from afspraken import agenda, booking
from afspraken.booking import narrow
from afspraken.exceptions import AlreadyClosed, NotOffered
from afspraken.ical import Method
from afspraken.models import Kanaal, Partij
from afspraken.wens import wens_of
from mobiel import planning, routing
from mobiel.models import Bezoek, Stop
from notificaties.agendas.uitnodiging import invitation
from notificaties.models import Bericht, Berichtstatus
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.dorp import booked, cancelled, moved, offer, plan, shown, wens, windows

pytestmark = pytest.mark.django_db
ZONDAG = MAANDAG - timedelta(days=1)


def budget():
    return routing.iterations(100)


def evening(clock="17:00"):
    return at(clock, ZONDAG)


def test_a_window_narrows_to_half_an_hour_either_way_within_the_promise(dorp):
    dorp.veldwerker()
    product = dorp.product(duur=60)
    booked(product, (1000, 0)), booked(product, (1000, 100))
    one, two = (stop.bezoek.afspraak for stop in Stop.objects.order_by("volgorde"))
    assert planning.narrow_due(now=evening(), budget=budget) == 2
    one.refresh_from_db()
    two.refresh_from_db()
    assert shown(one) == "8:30-9:05"  # planned at 8:34; not before what was promised
    assert shown(two) == "9:05-10:10"  # planned at 9:37
    assert one.versie == two.versie == 2
    bezoek = Bezoek.objects.get(afspraak=two)
    assert (bezoek.belofte_van, bezoek.belofte_tot) == (at("8:30"), at("12:30"))
    assert bezoek.afgekondigd_op == evening()


def test_the_customer_hears_of_it_once(dorp):
    dorp.veldwerker()
    one = booked(dorp.product())
    for _again in range(2):
        planning.narrow_due(now=evening(), budget=budget)
    [bericht] = Bericht.objects.filter(afspraak=one, soort="TIJDVAK")
    assert bericht.gegevens == {"van": "8.30 uur", "tot": "9.05 uur"}
    assert bericht.versie == 2
    waiting = Bericht.objects.filter(afspraak=one, status=Berichtstatus.WACHT)
    assert not waiting.exclude(versie=2).exists(), "nothing with the old window leaves any more"
    assert not waiting.filter(soort="WIJZIGING").exists()


def calendar_of(afspraak):
    """The entry in the calendar of the customer."""
    file = invitation(afspraak, method=Method.REQUEST, attendee_email="anna@example.nl")
    [event] = icalendar.Calendar.from_ical(file).walk("VEVENT")
    return event


def test_the_calendar_keeps_half_a_day_free_and_an_hour_busy(dorp):
    dorp.veldwerker()
    one = booked(dorp.product())
    before = calendar_of(one)
    assert before["SUMMARY"].endswith("komt langs tussen 8.30 en 12.30 uur")
    assert before["TRANSP"] == "TRANSPARENT"
    planning.narrow_due(now=evening(), budget=budget)
    one.refresh_from_db()
    after = calendar_of(one)
    assert after["SUMMARY"].endswith("komt langs tussen 8.30 en 9.05 uur")
    assert (after["UID"], after["TRANSP"]) == (before["UID"], "OPAQUE")
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after.decoded("DTEND") == at("9:05")


def test_a_fixed_time_is_busy_as_long_as_we_are_there(dorp):
    dorp.veldwerker()
    product = dorp.product(duur=60)
    fixed = narrow(booked(product), begin=at("8:40"), einde=at("8:45"), now=NOW)
    event = calendar_of(fixed)
    assert event["SUMMARY"].endswith("komt langs om 8.40 uur")
    assert (event["TRANSP"], event.decoded("DTEND")) == ("OPAQUE", at("9:40"))


def test_before_the_evening_nobody_is_told(dorp):
    dorp.veldwerker()
    booked(dorp.product())
    assert planning.narrow_due(now=evening("16:45"), budget=budget) == 0
    assert planning.narrow_due(now=NOW, budget=budget) == 0


def test_who_books_after_that_evening_is_told_too(dorp):
    dorp.veldwerker()
    product = dorp.product()
    booked(product)
    planning.narrow_due(now=evening(), budget=budget)
    booked(product, (2000, 0), "12:30-16:30", now=evening("18:00"))
    assert planning.narrow_due(now=evening("18:15"), budget=budget) == 1


def test_what_was_told_is_kept_when_others_come_and_go(dorp):
    dorp.veldwerker()
    product = dorp.product(duur=60)
    told = [booked(product, (1000 * n, 0)) for n in (1, 2, 3)]
    planning.narrow_due(now=evening(), budget=budget)
    cancelled(told[0], now=evening("18:00"))
    wish = wens(product, (500, 500))
    if "8:30-12:30" in windows(wish, now=evening("18:30")):
        booked(product, (500, 500), now=evening("18:30"))
    planning.reoptimise(MAANDAG, budget=budget(), now=evening("20:00"))
    for stop in Stop.objects.select_related("bezoek__afspraak"):
        afspraak = stop.bezoek.afspraak
        assert afspraak.begin <= stop.begin < afspraak.einde


def test_a_hold_is_not_told_anything(dorp):
    dorp.veldwerker()
    wish = wens(dorp.product())
    booking.hold(wish, offer(wish, now=evening()), sessie="tablet", now=evening())
    assert planning.narrow_due(now=evening("17:05"), budget=budget) == 0


def test_a_visit_that_moves_is_promised_anew(dorp):
    sanne = dorp.veldwerker()
    one = booked(dorp.product())
    planning.narrow_due(now=evening(), budget=budget)
    moved(one, "12:30-16:30", now=evening("18:00"))
    bezoek = Bezoek.objects.get()
    assert bezoek.afgekondigd_op is None
    assert bezoek.belofte_van == at("12:30")
    assert plan(sanne) == [f"12:30 {one.referentie}"]


def test_only_a_part_of_what_was_promised_can_be_told(dorp):
    dorp.veldwerker()
    one = booked(dorp.product())
    with pytest.raises(NotOffered):
        narrow(one, begin=at("8:00"), einde=at("9:00"), now=NOW)
    with pytest.raises(NotOffered):
        narrow(one, begin=at("12:00"), einde=at("13:00"), now=NOW)
    assert narrow(one, begin=one.begin, einde=one.einde, now=NOW).versie == 1
    cancelled(one)
    with pytest.raises(AlreadyClosed):
        narrow(one, begin=at("9:00"), einde=at("10:00"), now=NOW)


@pytest.mark.parametrize("now", [evening("17:30"), at("9:20")], ids=["evening", "in the window"])
def test_who_was_told_a_time_can_get_a_longer_visit_at_that_time(dorp, now):
    dorp.veldwerker()
    product = dorp.product(duur=60)
    booked(product, (1000, 0)), booked(product, (1000, 100))
    planning.narrow_due(now=evening(), budget=budget)
    two = Stop.objects.order_by("volgorde")[1].bezoek.afspraak
    longer = replace(wens_of(two), kanaal=Kanaal.TELEFOON, extra_tijd=30)
    found = agenda.search(longer, now=now, behalve=two).times(MAANDAG)
    told = next(each for each in found if shown(each) == "9:05-10:10")
    booking.move(two, longer, told, partij=Partij.MEDEWERKER, now=now)
    two.refresh_from_db()
    assert (shown(two), two.versie) == ("9:05-10:10", 2)
    assert Bezoek.objects.get(afspraak=two).duur == 90
