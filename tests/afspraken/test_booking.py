"""Holding, confirming, moving and cancelling, as the customer meets it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking
from afspraken.beheerlink import open_link, token_for
from afspraken.exceptions import (
    AlreadyClosed,
    HoldExpired,
    InvalidOffer,
    KeyReused,
    LimitReached,
    NameFixed,
    NotOffered,
    SlotTaken,
    TooLate,
)
from afspraken.models import (
    Afspraak,
    BezetteCel,
    Contactplek,
    Inzet,
    Kanaal,
    Klant,
    Logregel,
    Partij,
    Soort,
    Status,
)
from afspraken.offers import offer_at
from afspraken.signals import Change, afspraak_changed
from tests.cast import ANNA, BRAM, NOW, at, booked, clock, offer, times, wens

pytestmark = pytest.mark.django_db

INWONER = Partij.INWONER


def held(product, clock_time, *, sessie="tablet", now=NOW):
    wish = wens(product)
    return booking.hold(wish, offer(wish, clock_time, now=now), sessie=sessie, now=now)


def statements(queries):
    """The statements of a transaction, without its own begin and end."""
    ends = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return [query["sql"] for query in queries if not query["sql"].startswith(ends)]


# --- occupying ------------------------------------------------------------------------------------


def test_a_booking_occupies_its_counter_and_the_buffer_after_it(town):
    loket = town.loket()
    afspraak = booked(town.product(duur=20, uitloop=5), "9:00")
    assert afspraak.status == Status.GEPLAND
    assert (clock(afspraak.begin), clock(afspraak.einde)) == ("9:00", "9:20")
    assert clock(Inzet.objects.get().einde) == "9:25"
    assert BezetteCel.objects.filter(middel=loket, plek=0).count() == 5


def test_a_booked_time_is_offered_no_more(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    booked(paspoort, "9:20")
    assert times(wens(paspoort)) == ["9:00", "9:40"]


def test_the_second_of_two_customers_hears_of_the_three_nearest_times(town):
    town.loket(open="9:00-11:00")
    paspoort = town.product(duur=20, raster=20)
    wish = wens(paspoort)
    late = offer(wish, "10:00")
    booked(paspoort, "10:00")
    with pytest.raises(SlotTaken) as error:
        booking.book(wish, late, BRAM, now=NOW)
    assert [clock(o.begin) for o in error.value.alternatives] == ["9:20", "9:40", "10:20"]


def test_the_least_loaded_counter_is_taken_first(town):
    town.loket("een"), town.loket("twee")
    paspoort = town.product()
    booked(paspoort, "9:00", ANNA)
    booked(paspoort, "11:00", BRAM)
    assert len(set(Inzet.objects.values_list("middel", flat=True))) == 2


def test_an_official_and_a_room_are_taken_together(town):
    fatma = town.ambtenaar("Fatma", kan=["belasting"])
    town.ambtenaar("Gijs")
    kamer = town.ruimte("kamer 1")
    gesprek = town.product(
        duur=30, vraagt=[(Soort.AMBTENAAR, 1, "belasting"), (Soort.RUIMTE, 1, None)]
    )
    booked(gesprek, "9:00")
    assert set(Inzet.objects.values_list("middel", flat=True)) == {fatma.pk, kamer.pk}


def test_two_officials_are_two_different_people(town):
    town.ambtenaar("Fatma"), town.ruimte()
    gesprek = town.product(vraagt=[(Soort.AMBTENAAR, 2, None), (Soort.RUIMTE, 1, None)])
    assert times(wens(gesprek)) == []
    town.ambtenaar("Gijs")
    booked(gesprek, "9:00")
    assert Inzet.objects.count() == 3


def test_a_group_room_holds_several_at_once(town):
    town.ruimte(plekken=2, open="9:00-9:20")
    les = town.product(duur=20, vraagt=[(Soort.RUIMTE, 1, None)])
    booked(les, "9:00", ANNA)
    booked(les, "9:00", BRAM)
    assert sorted(Inzet.objects.values_list("plek", flat=True)) == [0, 1]
    assert times(wens(les)) == []


def test_a_time_off_the_grid_outside_hours_or_in_the_past_is_refused(town):
    town.loket(open="9:00-10:00")
    wish = wens(town.product(duur=20, raster=20))
    for moment in (at("9:10"), at("9:50"), at("8:00"), NOW - timedelta(days=7)):
        with pytest.raises(NotOffered):
            booking.book(wish, offer_at(wish, town.gemeentehuis, moment), ANNA, now=NOW)
    assert not Afspraak.objects.exists()


def test_an_offer_for_one_person_does_not_fit_two(town):
    town.loket()
    paspoort = town.product()
    with pytest.raises(InvalidOffer):
        booking.book(wens(paspoort, 2), offer(wens(paspoort), "9:00"), ANNA, now=NOW)


def test_staff_time_is_for_staff_until_it_is_released(town):
    town.loket(open="9:00-9:20", personeel="9:20-9:40")
    paspoort = town.product(duur=20, raster=20)
    assert times(wens(paspoort)) == ["9:00"]
    assert times(wens(paspoort, kanaal=Kanaal.TELEFOON)) == ["9:00", "9:20"]
    assert times(wens(paspoort), now=at("8:00")) == ["9:00", "9:20"]


# --- holding --------------------------------------------------------------------------------------


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


# --- confirming -----------------------------------------------------------------------------------


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


def test_institutions_and_staff_may_book_for_many(town):
    town.loket()
    paspoort = town.product()
    tehuis = booking.Gegevens(naam="Zuster", email="zorg@example.nl", organisatie="Zonnehuis")
    for clock_time in ("9:00", "9:30", "10:00"):
        booked(paspoort, clock_time, tehuis)
    assert Afspraak.objects.count() == 3


# --- the same request again -----------------------------------------------------------------------


def test_the_same_key_gives_the_same_appointment_and_another_body_is_refused(town):
    town.loket()
    wish = wens(town.product())
    chosen = offer(wish, "9:00")
    key = {"client": "formulier", "sleutel": "a1"}
    first = booking.book(wish, chosen, ANNA, now=NOW, **key)
    assert booking.book(wish, chosen, ANNA, now=NOW, **key) == first
    with pytest.raises(KeyReused):
        booking.book(wish, chosen, BRAM, now=NOW, **key)
    assert Afspraak.objects.count() == 1


# --- moving ---------------------------------------------------------------------------------------


def moved(afspraak, product, clock_time, *, aantal=1):
    wish = wens(product, aantal)
    found = booking.agenda.search(wish, now=NOW, behalve=afspraak).times(at(clock_time).date())
    new = next(o for o in found if o.begin == at(clock_time))
    return booking.move(afspraak, wish, new, partij=INWONER, now=NOW)


def test_a_moved_appointment_keeps_its_code_and_its_link(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    token = token_for(afspraak)
    moved(afspraak, paspoort, "14:00")
    fresh = open_link(token)
    assert fresh is not None
    assert (fresh.code, clock(fresh.begin), fresh.versie) == (afspraak.code, "14:00", 2)
    assert times(wens(paspoort))[0] == "9:00"


def test_moving_by_ten_minutes_may_overlap_its_own_old_time(town):
    loket = town.loket(open="9:00-9:30")
    paspoort = town.product(duur=20)
    afspraak = booked(paspoort, "9:00")
    kept = set(BezetteCel.objects.values_list("cel", "inzet"))
    moved(afspraak, paspoort, "9:10")
    now_held = set(BezetteCel.objects.values_list("cel", "inzet"))
    assert len(kept & now_held) == 2
    assert len(now_held) == 4
    assert Inzet.objects.get().middel == loket


def test_a_move_to_a_taken_time_leaves_everything_as_it_was(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    afspraak = booked(paspoort, "9:00", ANNA)
    wish = wens(paspoort)
    target = offer(wish, "9:40")
    booked(paspoort, "9:40", BRAM)
    before = list(BezetteCel.objects.values_list("pk", "inzet"))
    with pytest.raises(SlotTaken) as error:
        booking.move(afspraak, wish, target, partij=INWONER, now=NOW)
    afspraak.refresh_from_db()
    assert (clock(afspraak.begin), afspraak.versie) == ("9:00", 1)
    assert list(BezetteCel.objects.values_list("pk", "inzet")) == before
    assert error.value.alternatives


def test_two_people_need_more_time_and_the_promise_changes_with_it(town):
    town.loket(open="9:00-9:30")
    paspoort = town.product(duur=20, extra_per_persoon=10)
    afspraak = booked(paspoort, "9:00")
    after = moved(afspraak, paspoort, "9:00", aantal=2)
    assert (clock(after.einde), after.versie) == ("9:30", 2)
    assert after.producten.get().aantal == 2


def test_moving_to_where_it_already_is_changes_no_promise(town):
    town.loket()
    paspoort = town.product()
    after = moved(booked(paspoort, "9:00"), paspoort, "9:00")
    assert after.versie == 1


def test_a_move_to_another_place_takes_a_resource_there(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket("hier"), town.loket("daar", locatie=dorpshuis)
    paspoort = town.product()
    wish = wens(paspoort)
    here = booking.book(wish, offer_at(wish, town.gemeentehuis, at("9:00")), ANNA, now=NOW)
    there = offer_at(wish, dorpshuis, at("9:00"))
    after = booking.move(here, wish, there, partij=INWONER, now=NOW)
    assert Inzet.objects.get().middel.naam == "daar"
    assert (after.locatie, after.versie) == (dorpshuis, 2)


# --- changing and cancelling ----------------------------------------------------------------------


def test_a_cancelled_time_can_be_booked_again_at_once(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    afspraak = booking.cancel(booked(paspoort, "9:00"), partij=INWONER, now=NOW)
    assert (afspraak.status, afspraak.versie) == (Status.GEANNULEERD, 2)
    assert not BezetteCel.objects.exists()
    assert times(wens(paspoort)) == ["9:00"]


def test_a_scarce_time_comes_back_at_an_unknown_moment(town):
    town.loket(open="9:00-9:20")
    trouwen = town.product(duur=20, is_schaars=True)
    booking.cancel(booked(trouwen, "9:00"), partij=INWONER, now=NOW)
    assert times(wens(trouwen)) == []
    assert times(wens(trouwen), now=NOW + timedelta(hours=1)) == ["9:00"]


def test_who_has_begun_or_is_cancelled_cannot_cancel_again(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    with pytest.raises(TooLate):
        booking.cancel(afspraak, partij=INWONER, now=afspraak.begin)
    booking.cancel(afspraak, partij=INWONER, now=NOW)
    with pytest.raises(AlreadyClosed):
        booking.cancel(afspraak, partij=INWONER, now=NOW)


def test_contact_data_change_without_a_new_promise(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    after = booking.update_contact(afspraak, BRAM, partij=INWONER, now=NOW)
    assert (after.klant.email, after.versie) == (BRAM.email, 1)


def test_a_scarce_appointment_is_not_sold_on_under_another_name(town):
    town.loket()
    afspraak = booked(town.product(is_schaars=True), "9:00")
    with pytest.raises(NameFixed):
        booking.update_contact(afspraak, BRAM, partij=INWONER, now=NOW)
    booking.update_contact(afspraak, BRAM, partij=Partij.MEDEWERKER, now=NOW)


# --- what others hear, and what it costs ----------------------------------------------------------


def test_every_act_is_told_in_the_transaction(town):
    heard = []

    def listen(sender, *, change, **_rest):
        heard.append(change)

    afspraak_changed.connect(listen)
    try:
        town.loket()
        paspoort = town.product()
        afspraak = moved(booked(paspoort, "9:00"), paspoort, "10:00")
        booking.update_contact(afspraak, BRAM, partij=INWONER, now=NOW)
        booking.cancel(afspraak, partij=INWONER, now=NOW)
    finally:
        afspraak_changed.disconnect(listen)
    assert heard == [Change.BOOKED, Change.MOVED, Change.UPDATED, Change.CANCELLED]
    written = Logregel.objects.values_list("handeling", flat=True)
    assert list(written) == ["GEBOEKT", "VERZET", "GEWIJZIGD", "GEANNULEERD"]


def test_a_failing_listener_fails_the_booking(town):
    def fail(sender, **_rest):
        raise RuntimeError("no outbox")

    town.loket()
    paspoort = town.product()
    afspraak_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            booked(paspoort, "9:00")
    finally:
        afspraak_changed.disconnect(fail)
    assert not Afspraak.objects.exists()
    assert not BezetteCel.objects.exists()


def test_holding_and_confirming_take_at_most_ten_statements_each(town):
    town.loket()
    paspoort = town.product()
    wish = wens(paspoort)
    chosen = offer(wish, "9:00")
    wish = wens(type(paspoort).objects.prefetch_related("vereisten").get(pk=paspoort.pk))
    with CaptureQueriesContext(
        connection,
    ) as holding:
        hold = booking.hold(wish, chosen, sessie="tablet", now=NOW)
    with CaptureQueriesContext(connection) as confirming:
        booking.confirm(hold.code, ANNA, sessie="tablet", now=NOW)
    assert len(statements(holding.captured_queries)) <= 10, statements(holding.captured_queries)
    assert len(statements(confirming.captured_queries)) <= 10
