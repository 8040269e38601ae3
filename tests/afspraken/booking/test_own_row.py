"""Each act touches its own appointment only, and tells the log and the other apps the truth."""

from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.exceptions import KeyReused, SlotTaken, TooLate
from afspraken.models import Afspraak, Handeling, Logregel, Partij, Status
from afspraken.offers import offer_at
from afspraken.signals import Change, Was, afspraak_changed
from tests.cast import ANNA, BRAM, MAANDAG, NOW, at, booked, clock, held, offer, wens

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def heard():
    """What the other apps hear: (sender, appointment, change, party, moment)."""
    found = []

    def hear(sender, *, afspraak, change, door, now, **_more):
        found.append((sender, afspraak, change, door, now))

    afspraak_changed.connect(hear)
    yield found
    afspraak_changed.disconnect(hear)


def test_a_confirmed_hold_is_told_as_booked_by_the_resident(town, heard):
    town.loket()
    hold = held(town.product(), "9:00")
    afspraak = booking.confirm(hold.code, ANNA, sessie="tablet", now=LATER)
    assert heard == [(Afspraak, afspraak, Change.BOOKED, Partij.INWONER, LATER)]
    line = Logregel.objects.get()
    assert (line.handeling, line.partij, line.door, line.op, line.gegevens["versie"]) == (
        Handeling.GEBOEKT,
        Partij.INWONER,
        "",
        LATER,
        1,
    )


def test_a_move_to_the_same_time_is_told_as_a_change_by_the_employee(town, heard):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    same = offer_at(wens(paspoort), town.gemeentehuis, at("9:00"))
    booking.move(afspraak, wens(paspoort), same, partij=Partij.MEDEWERKER, door="7", now=LATER)
    assert heard[-1] == (Afspraak, afspraak, Change.UPDATED, Partij.MEDEWERKER, LATER)
    line = Logregel.objects.order_by("pk").last()
    assert (line.handeling, line.door, line.gegevens["versie"]) == (Handeling.GEWIJZIGD, "7", 1)


def test_the_other_apps_hear_which_place_and_resources_it_left(town):
    told = []

    def hear(sender, *, was, **_more):
        told.append(was)

    here, there = town.loket(open="9:00-10:00"), town.loket(open="14:00-15:00")
    paspoort = town.product()
    afspraak_changed.connect(hear)
    try:
        afspraak = booked(paspoort, "9:00")
        wish = wens(paspoort)
        booking.move(afspraak, wish, offer(wish, "14:00"), partij=Partij.INWONER, now=NOW)
        booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    finally:
        afspraak_changed.disconnect(hear)
    place = town.gemeentehuis.pk
    assert told == [None, Was(place, frozenset([here.pk])), Was(place, frozenset([there.pk]))]


def test_only_what_a_calendar_shows_moves_the_moment_of_the_last_change(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    assert afspraak.gewijzigd_op == NOW
    booking.update_contact(afspraak, BRAM, partij=Partij.INWONER, now=NOW + timedelta(minutes=1))
    afspraak.refresh_from_db()
    assert afspraak.gewijzigd_op == NOW
    new = offer(wens(paspoort), "10:00")
    booking.move(afspraak, wens(paspoort), new, partij=Partij.INWONER, now=LATER)
    afspraak.refresh_from_db()
    assert afspraak.gewijzigd_op == LATER
    booking.cancel(afspraak, partij=Partij.INWONER, now=LATER + timedelta(minutes=1))
    afspraak.refresh_from_db()
    assert afspraak.gewijzigd_op == LATER + timedelta(minutes=1)


def test_a_hold_that_is_confirmed_changes_at_that_moment(town):
    town.loket()
    hold = held(town.product(), "9:00")
    booking.confirm(hold.code, ANNA, sessie="tablet", now=LATER)
    hold.refresh_from_db()
    assert hold.gewijzigd_op == LATER


def test_a_resident_does_not_move_what_has_begun_and_an_employee_does(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    now = at("9:00")
    new = offer(wens(paspoort), "13:00", now=now)
    with pytest.raises(TooLate):
        booking.move(afspraak, wens(paspoort), new, partij=Partij.INWONER, now=now)
    moved = booking.move(afspraak, wens(paspoort), new, partij=Partij.MEDEWERKER, now=now)
    assert clock(moved.begin) == "13:00"


def test_who_cannot_move_hears_of_times_that_overlap_their_own(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=10)
    afspraak = booked(paspoort, "9:00")
    booked(paspoort, "9:40", BRAM)
    taken = offer_at(wens(paspoort), town.gemeentehuis, at("9:40"))
    with pytest.raises(SlotTaken) as error:
        booking.move(afspraak, wens(paspoort), taken, partij=Partij.INWONER, now=NOW)
    assert "9:10" in [clock(one.begin) for one in error.value.alternatives]


def test_extending_and_letting_go_leave_the_holds_of_others_alone(town):
    town.loket()
    paspoort = town.product()
    mine, other = held(paspoort, "9:00", sessie="ik"), held(paspoort, "10:00", sessie="ander")
    booking.extend(mine, now=LATER)
    until = other.houdbaar_tot
    other.refresh_from_db()
    assert other.houdbaar_tot == until
    booking.release(mine, now=LATER)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.status, mine.status_op, other.status) == (
        Status.VERLOPEN,
        LATER,
        Status.VASTGEHOUDEN,
    )


def test_confirming_leaves_the_holds_of_others_alone(town):
    town.loket()
    paspoort = town.product()
    mine, other = held(paspoort, "9:00", sessie="ik"), held(paspoort, "10:00", sessie="ander")
    booking.confirm(mine.code, ANNA, sessie="ik", now=LATER)
    other.refresh_from_db()
    assert (other.status, other.klant) == (Status.VASTGEHOUDEN, None)


def test_letting_go_of_what_was_promised_changes_nothing(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    booking.release(afspraak, now=LATER)
    afspraak.refresh_from_db()
    assert afspraak.status == Status.GEPLAND
    assert afspraak.inzetten.exists()


def test_a_session_confirms_the_hold_that_it_names(town):
    town.loket()
    paspoort = town.product()
    first = held(paspoort, "9:00")
    booking.confirm(first.code, ANNA, sessie="tablet", now=NOW)
    second = held(paspoort, "10:00")
    afspraak = booking.confirm(second.code, ANNA, sessie="tablet", now=NOW)
    assert (afspraak.pk, clock(afspraak.begin)) == (second.pk, "10:00")


def test_exactly_at_its_end_the_same_choice_is_a_new_hold(town):
    town.loket()
    paspoort = town.product()
    chosen = offer(wens(paspoort), "9:00")
    old = booking.hold(wens(paspoort), chosen, sessie="tablet", now=NOW)
    new = booking.hold(wens(paspoort), chosen, sessie="tablet", now=old.houdbaar_tot)
    assert new.pk != old.pk
    assert new.houdbaar_tot > old.houdbaar_tot


def test_an_expired_hold_in_the_buffer_makes_room_too(town):
    town.loket(open="9:00-9:40")
    paspoort = town.product(duur=20, uitloop=5, raster=20)
    old = held(paspoort, "9:20")
    assert booked(paspoort, "9:00", now=old.houdbaar_tot).status == Status.GEPLAND


def test_a_key_is_of_one_client_and_one_place(town):
    hal = town.locatie("Dorpshuis")
    town.loket(), town.loket(), town.loket(), town.loket(locatie=hal)
    wish = wens(town.product())
    here, there = (offer_at(wish, plaats, at("9:00")) for plaats in (town.gemeentehuis, hal))

    tehuis = booking.Gegevens(naam="Zuster", organisatie="Zonnehuis")

    def book(chosen, client, sleutel="a1"):
        return booking.book(wish, chosen, tehuis, now=NOW, client=client, sleutel=sleutel)

    first = book(here, "formulier")
    assert book(here, "formulier") == first
    with pytest.raises(KeyReused):
        book(there, "formulier")
    others = [book(here, "telefoon"), book(here, "formulier", "b2")]
    assert len({first, *others}) == 3


def test_who_confirms_late_lets_only_those_holds_go_that_are_in_the_way(town):
    next_week = MAANDAG + timedelta(days=7)
    town.loket(open="9:00-9:20", dagen=(MAANDAG, next_week))
    paspoort = town.product(duur=20)
    mine = held(paspoort, "9:00", sessie="ik")
    far = offer(wens(paspoort), "9:00", dag=next_week)
    other = booking.hold(wens(paspoort), far, sessie="ander", now=NOW)
    late = NOW + timedelta(hours=1)
    booking.release(mine, now=late)
    taken = held(paspoort, "9:00", sessie="derde", now=late)
    later = late + timedelta(hours=1)
    assert booking.confirm(mine.code, ANNA, sessie="ik", now=later).status == Status.GEPLAND
    for hold, status in ((taken, Status.VERLOPEN), (other, Status.VASTGEHOUDEN)):
        hold.refresh_from_db()
        assert hold.status == status
