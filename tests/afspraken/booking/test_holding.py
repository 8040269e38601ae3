"""Holding a time while typing, and confirming it."""

from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.balie.provider import Balie
from afspraken.exceptions import (
    HoldExpired,
    InvalidOffer,
    LimitReached,
    NotOffered,
)
from afspraken.models import (
    Afspraak,
    BezetteCel,
    Contactplek,
    Kanaal,
    Klant,
    Partij,
    Status,
)
from tests.cast import ANNA, BRAM, NOW, at, booked, clock, held, offer, times, wens

pytestmark = pytest.mark.django_db

INWONER = Partij.INWONER


def test_a_held_time_is_not_offered_to_others(town):
    town.loket(open="9:00-9:40")
    paspoort = town.product(duur=20, raster=20)
    held(paspoort, "9:00")
    assert times(wens(paspoort)) == ["9:20"]


def test_exactly_at_its_end_a_hold_has_expired(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    hold = held(paspoort, "9:00")
    just_before = hold.houdbaar_tot - timedelta(microseconds=1)
    assert times(wens(paspoort), now=just_before) == []
    assert times(wens(paspoort), now=hold.houdbaar_tot) == ["9:00"]


def test_a_session_holds_one_time_only(town):
    town.loket(open="9:00-9:40")
    paspoort = town.product(duur=20, raster=20)
    held(paspoort, "9:00")
    held(paspoort, "9:20")
    assert times(wens(paspoort)) == ["9:00"]
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1


def test_choosing_the_same_time_twice_is_one_hold(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    wish = wens(paspoort)
    chosen = offer(wish, "9:00")
    first = booking.hold(wish, chosen, sessie="tablet", now=NOW)
    assert booking.hold(wish, chosen, sessie="tablet", now=NOW) == first


def test_an_expired_hold_makes_room_for_another_customer(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    old = held(paspoort, "9:00", sessie="weg")
    later = NOW + timedelta(minutes=10)
    new = held(paspoort, "9:00", sessie="nieuw", now=later)
    old.refresh_from_db()
    assert (old.status, new.status) == (Status.VERLOPEN, Status.VASTGEHOUDEN)
    assert not old.inzetten.exists()


def test_a_hold_can_be_extended_but_not_for_ever(town, settings):
    settings.HOLD_MINUTES, settings.HOLD_EXTENSIONS = 10, 2
    town.loket()
    hold = held(town.product(), "9:00")
    now = NOW
    for minutes in (8, 16, 24):
        now = NOW + timedelta(minutes=minutes)
        hold = booking.extend(hold, now=now)
    assert hold.houdbaar_tot == NOW + timedelta(minutes=30)
    with pytest.raises(HoldExpired):
        booking.extend(hold, now=NOW + timedelta(minutes=30))


def test_sweeping_lets_only_expired_holds_go(town):
    town.loket()
    paspoort = town.product()
    old = held(paspoort, "9:00", sessie="a")
    held(paspoort, "10:00", sessie="b", now=NOW + timedelta(minutes=5))
    assert booking.sweep_expired(now=old.houdbaar_tot) == 1
    assert Afspraak.objects.get(status=Status.VASTGEHOUDEN).sessie == "b"


def test_confirming_twice_is_the_same_appointment(town):
    town.loket()
    hold = held(town.product(), "9:00")
    once = booking.confirm(hold.code, ANNA, sessie="tablet", now=NOW)
    twice = booking.confirm(hold.code, BRAM, sessie="tablet", now=NOW)
    assert once == twice
    assert Klant.objects.get().naam == "Anna de Vries"


def test_another_session_cannot_confirm_a_hold(town):
    town.loket()
    hold = held(town.product(), "9:00")
    for sessie in ("telefoon", ""):
        with pytest.raises(InvalidOffer):
            booking.confirm(hold.code, ANNA, sessie=sessie, now=NOW)


def test_a_time_kept_for_nobody_is_not_given_to_who_names_no_session(town):
    """A scarce time that came free is held without a session, so that nobody gets it at once."""
    town.loket(open="9:00-10:00")
    trouwen = town.product(duur=20, raster=20, is_schaars=True)
    booking.cancel(booked(trouwen, "9:00"), partij=INWONER, now=NOW)
    nobody = Afspraak.objects.get(status=Status.VASTGEHOUDEN)
    with pytest.raises(InvalidOffer):
        booking.confirm(nobody.code, ANNA, sessie="", now=NOW)
    held(trouwen, "9:20", sessie="")
    nobody.refresh_from_db()
    assert nobody.status == Status.VASTGEHOUDEN


def test_who_lets_a_time_go_frees_it_and_that_is_written_down(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    hold, later = held(paspoort, "9:00"), NOW + timedelta(minutes=1)
    booking.release(hold, now=later)
    hold.refresh_from_db()
    assert (hold.status, hold.houdbaar_tot) == (Status.VERLOPEN, None)
    assert (hold.status_op, hold.gewijzigd_op) == (later, later)
    assert times(wens(paspoort)) == ["9:00"]


def test_the_provider_hears_what_is_confirmed_and_when(town, monkeypatch):
    heard = []
    monkeypatch.setattr(
        Balie, "confirm", lambda self, afspraak, *, now: heard.append((afspraak.code, now))
    )
    town.loket()
    hold = held(town.product(), "9:00")
    booking.confirm(hold.code, ANNA, sessie="tablet", now=NOW)
    assert heard == [(hold.code, NOW)]


def test_what_is_over_does_not_count_for_who_confirms_a_hold(town):
    town.loket()
    paspoort = town.product()
    booked(paspoort, "9:00", ANNA), booked(paspoort, "9:30", ANNA)
    later = at("11:00")
    hold = held(paspoort, "13:00", now=later)
    afspraak = booking.confirm(hold.code, ANNA, sessie="tablet", now=later)
    assert afspraak.status == Status.GEPLAND


@pytest.mark.parametrize("swept", [False, True], ids=["not swept", "swept"])
def test_an_expired_hold_is_silently_taken_again_if_still_free(town, swept):
    town.loket(open="9:00-9:20")
    hold = held(town.product(duur=20), "9:00")
    later = hold.houdbaar_tot + timedelta(minutes=5)
    if swept:
        booking.sweep_expired(now=later)
    afspraak = booking.confirm(hold.code, ANNA, sessie="tablet", now=later)
    assert afspraak.status == Status.GEPLAND
    assert BezetteCel.objects.count() == 4


def test_who_typed_too_long_hears_of_the_nearest_times(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    hold = held(paspoort, "9:00")
    later = hold.houdbaar_tot + timedelta(minutes=1)
    booked(paspoort, "9:00", BRAM, now=later)
    with pytest.raises(HoldExpired) as error:
        booking.confirm(hold.code, ANNA, sessie="tablet", now=later)
    assert [clock(o.begin) for o in error.value.alternatives] == ["9:20", "9:40"]
    assert not Klant.objects.filter(naam=ANNA.naam).exists()


def test_an_appointment_that_would_have_begun_cannot_be_confirmed(town):
    town.loket(open="9:00-9:20")
    hold = held(town.product(duur=20), "9:00")
    with pytest.raises(HoldExpired):
        booking.confirm(hold.code, ANNA, sessie="tablet", now=at("9:00"))


def test_what_begins_this_very_minute_is_confirmed_to_an_employee(town):
    """The customer of a hold of the desk stands there; one at home would come too late."""
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.BALIE)
    just_before = at("8:58")
    hold = booking.hold(
        wish, offer(wish, "9:00", now=just_before), sessie="tablet", now=just_before
    )
    with pytest.raises(HoldExpired):
        booking.confirm(hold.code, ANNA, sessie="tablet", now=at("9:00"))
    given = {"sessie": "tablet", "partij": Partij.MEDEWERKER, "now": at("9:01")}
    assert booking.confirm(hold.code, ANNA, **given).status == Status.GEPLAND


def test_the_third_future_appointment_of_a_contact_is_refused(town):
    town.loket()
    paspoort = town.product()
    booked(paspoort, "9:00", ANNA)
    booked(paspoort, "9:30", ANNA)
    disguised = booking.Gegevens(naam="A", email="An.na+2@Example.nl".replace("An.na", "a.nna"))
    with pytest.raises(LimitReached):
        booked(paspoort, "10:00", disguised)
    booked(paspoort, "10:00", BRAM)


def test_a_cancelled_or_past_appointment_no_longer_counts_for_the_maximum(town):
    town.loket()
    paspoort = town.product()
    first = booked(paspoort, "9:00", ANNA)
    booked(paspoort, "9:30", ANNA)
    booking.cancel(first, partij=INWONER, now=NOW)
    booked(paspoort, "10:00", ANNA)
    assert Contactplek.objects.count() == 4  # e-mail and telephone, twice
    assert booked(paspoort, "13:00", ANNA, now=at("11:00")).status == Status.GEPLAND


@pytest.mark.parametrize(
    ("kanaal", "fields"),
    [
        (Kanaal.WEB, {"organisatie": "Zonnehuis"}),
        (Kanaal.WEB, {"namens": "Mevrouw Jansen"}),
        (Kanaal.TELEFOON, {}),
    ],
    ids=["institution", "representative", "staff"],
)
def test_institutions_representatives_and_staff_may_book_for_many(town, kanaal, fields):
    town.loket()
    wish = wens(town.product(), kanaal=kanaal)
    person = booking.Gegevens(naam="Zuster", email="zorg@example.nl", **fields)
    for clock_time in ("9:00", "9:30", "10:00"):
        booking.book(wish, offer(wish, clock_time), person, now=NOW)
    assert Afspraak.objects.filter(status=Status.GEPLAND).count() == 3
    assert not Contactplek.objects.exists()


def test_the_expired_hold_of_another_is_no_reason_to_refuse(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    first = held(paspoort, "9:00", sessie="eerste")
    then = first.houdbaar_tot
    second = held(paspoort, "9:00", sessie="tweede", now=then)
    later = second.houdbaar_tot
    afspraak = booking.confirm(first.code, ANNA, sessie="eerste", now=later)
    assert afspraak.status == Status.GEPLAND
    assert BezetteCel.objects.count() == 4


@pytest.mark.parametrize("swept", [False, True], ids=["not swept", "swept"])
def test_an_expired_hold_obeys_the_rules_whether_or_not_it_was_swept(town, swept):
    loket = town.loket(open="9:00-9:20")
    hold = held(town.product(duur=20, aanlooptijd=0), "9:00")
    later = hold.houdbaar_tot
    town.open(loket, "13:00-17:00")
    if swept:
        booking.sweep_expired(now=later)
    with pytest.raises(HoldExpired):
        booking.confirm(hold.code, ANNA, sessie="tablet", now=later)


@pytest.mark.parametrize("swept", [False, True], ids=["not swept", "swept"])
def test_notice_counts_from_the_choice_and_not_from_the_confirmation(town, swept):
    town.loket(open="9:00-9:20")
    chosen = at("7:55")
    hold = held(town.product(duur=20, aanlooptijd=60), "9:00", now=chosen)
    later = at("8:30")
    if swept:
        booking.sweep_expired(now=later)
    assert booking.confirm(hold.code, ANNA, sessie="tablet", now=later).status == Status.GEPLAND


def test_a_time_that_was_let_go_is_not_promised_at_another_length(town):
    town.loket(open="9:00-10:00")
    product = town.product(duur=40)
    hold = held(product, "9:00")
    type(product).objects.update(duur=20)
    with pytest.raises(HoldExpired):
        booking.confirm(hold.code, ANNA, sessie="tablet", now=hold.houdbaar_tot)
    alive = held(type(product).objects.get(), "9:20", sessie="ander")
    type(product).objects.update(duur=30)
    afspraak = booking.confirm(alive.code, ANNA, sessie="ander", now=NOW)
    assert afspraak.einde - afspraak.begin == timedelta(minutes=20)


def test_a_place_out_of_use_takes_no_holds_and_no_promises(town):
    town.loket()
    paspoort = town.product()
    wish = wens(paspoort)
    chosen = offer(wish, "9:00")
    hold = held(paspoort, "10:00", sessie="eerder")
    type(town.gemeentehuis).objects.update(is_actief=False)
    with pytest.raises(NotOffered):
        booking.hold(wish, chosen, sessie="nieuw", now=NOW)
    with pytest.raises(HoldExpired):
        booking.confirm(hold.code, ANNA, sessie="eerder", now=hold.houdbaar_tot)
