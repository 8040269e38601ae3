"""Visits are offered in windows, booked, moved and cancelled like anything else."""

from datetime import timedelta

import pytest

from afspraken import agenda, booking
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, BezetteCel, Blokkade, Kanaal, Partij, Soort
from afspraken.wens import wens_of
from mobiel import checking, planning
from mobiel.models import Bezoek, Route, Stop, Veldwerker
from mobiel.planning.errors import PromiseBroken
from tests.cast import ANNA, MAANDAG, NOW, at
from tests.cast import wens as at_the_town_hall
from tests.fakes.osrm import fake_osrm
from tests.mobiel.dorp import (
    ADVIES,
    booked,
    cancelled,
    half_days,
    longer,
    moved,
    offer,
    plan,
    route,
    shown,
    wens,
    windows,
)

pytestmark = pytest.mark.django_db
DAY_CELLS = 8 * 12


def test_a_half_day_is_offered_whatever_the_road_and_a_fixed_time_only_near_by(dorp):
    dorp.veldwerker()
    far, near = wens(dorp.product(), (9000, 0)), wens(dorp.product("Nabij"), (100, 0))
    assert windows(far) == ["8:30-12:30", "12:30-16:30"]
    assert "9:00-11:00" in windows(near)
    assert "9:30-9:35" not in windows(near), (
        "two minutes to stop, there and back, are four and more"
    )


def test_what_it_costs_is_told_and_the_cheapest_comes_first(dorp):
    tuesday = MAANDAG + timedelta(days=1)
    dorp.veldwerker(dagen=(MAANDAG, tuesday))
    product = dorp.product()
    booked(product, (3000, 0), dag=tuesday)
    search = agenda.search(wens(product, (3000, 100)), now=NOW)
    [cheapest] = search.cheapest(1)
    assert local_day(cheapest.begin) == tuesday
    assert cheapest.extra_minuten == 3
    assert search.first(1)[0].extra_minuten == 20, "there and back, on a day without visits"


def test_a_visit_occupies_the_shift_of_its_official_and_has_a_place_on_the_route(dorp):
    sanne = dorp.veldwerker("Sanne")
    afspraak = booked(dorp.product(), (1000, 0))
    assert shown(afspraak) == "8:30-12:30"
    assert BezetteCel.objects.filter(middel=sanne).count() == DAY_CELLS
    assert not afspraak.inzetten.exists()
    # 1.3 km at 30 km an hour is 156 seconds, and two minutes to stop
    assert plan(sanne) == [f"8:34 {afspraak.referentie}"]
    assert Stop.objects.get().rit == pytest.approx(276, abs=2)


def test_the_last_visit_that_leaves_frees_the_official_and_the_kit(dorp):
    koffer = dorp.town.middel(Soort.KOFFER, dagen=())
    sanne = dorp.veldwerker(koffer=koffer)
    product = dorp.product(ook=[(Soort.KOFFER, 1, None)])
    one, other = booked(product), booked(product, (2000, 0))
    assert BezetteCel.objects.filter(middel=koffer).count() == DAY_CELLS
    cancelled(one)
    assert plan(sanne) == [f"8:37 {other.referentie}"]
    cancelled(other)
    assert not BezetteCel.objects.exists()
    assert not Blokkade.objects.exists()
    assert half_days(wens(product)) == ["8:30-12:30", "12:30-16:30"]


def test_a_visit_moves_to_another_half_day_and_keeps_its_code(dorp):
    sanne = dorp.veldwerker()
    afspraak = booked(dorp.product())
    later = moved(afspraak, "12:30-16:30")
    assert (later.code, later.versie) == (afspraak.code, afspraak.versie + 1)
    assert plan(sanne) == [f"12:30 {afspraak.referentie}"]


def test_a_full_day_is_offered_no_more_and_who_comes_too_late_hears_of_others(dorp):
    dorp.veldwerker(open="8:30-12:30")
    product = dorp.product(duur=110)
    wish = wens(product)
    last = offer(wish)
    booked(product)
    booked(product, (1000, 50))
    assert windows(wish) == []
    with pytest.raises(SlotTaken):
        booking.book(wish, last, ANNA, partij=Partij.MEDEWERKER, now=NOW)


def test_a_visit_longer_than_any_shift_is_never_offered(dorp):
    dorp.veldwerker(open="9:00-11:00")
    product = dorp.product(duur=115)
    assert windows(wens(product)) == []
    uitleg = agenda.explain(wens(product), locatie=dorp.thuis, dag=MAANDAG, now=NOW)
    assert [one.reden for one in uitleg.hindernissen] == ["bezet"]
    much = dorp.product("Lang", duur=125)
    uitleg = agenda.explain(wens(much), locatie=dorp.thuis, dag=MAANDAG, now=NOW)
    assert [one.reden for one in uitleg.hindernissen] == ["rooster"]


def test_only_who_may_do_it_is_asked(dorp):
    dorp.veldwerker(kan=["Bouw"])
    assert windows(wens(dorp.product())) == []


def test_a_visit_with_a_kit_goes_to_who_has_one_and_to_nobody_if_it_is_in_use(dorp):
    koffer = dorp.town.middel(Soort.KOFFER, dagen=())
    sanne = dorp.veldwerker("Sanne", koffer=koffer)
    tim = dorp.veldwerker("Tim", koffer=koffer, vertrekt_van=dorp.thuis)
    product = dorp.product(ook=[(Soort.KOFFER, 1, None)])
    booked(product)
    first = sanne if plan(sanne) else tim
    second = tim if first == sanne else sanne
    fill = dorp.product("Vol", duur=450)
    booked(fill, window="8:30-12:30")
    assert plan(second), "without a kit they can still do what asks for none"
    booked(product, (1000, 100), "12:30-16:30")
    assert len(plan(first)) == 2


def test_a_kit_that_stayed_with_a_colleague_is_not_counted_on_once_the_day_has_visits(dorp):
    koffer = dorp.town.middel(Soort.KOFFER, dagen=())
    sanne = dorp.veldwerker("Sanne", koffer=koffer, kan=["Bouw", ADVIES], open="8:30-12:30")
    tim = dorp.veldwerker("Tim", koffer=koffer, kan=["Zorg", ADVIES])
    met_koffer = dorp.product(ook=[(Soort.KOFFER, 1, None)])
    booked(dorp.product("Bouw", kan="Bouw"))
    booked(dorp.product("Zorg", kan="Zorg"), (500, 0))
    assert (route(sanne).koffer, route(tim).koffer) == (koffer, None)
    assert half_days(wens(met_koffer)) == ["8:30-12:30"], "in the afternoon only Tim is out"
    afspraak = booked(met_koffer, (900, 0))
    assert len(plan(sanne)) == 2
    order = {one: list_of(one) for one in (sanne, tim)}
    visit = afspraak.bezoek.pk
    with pytest.raises(PromiseBroken):
        planning.rearrange(
            MAANDAG,
            {
                sanne.pk: [pk for pk in order[sanne] if pk != visit],
                tim.pk: [*order[tim], visit],
            },
            gezien={one.pk: route(one).versie for one in order},
            wat="x",
            door="7",
            now=NOW,
        )


@pytest.mark.parametrize("soort", [Soort.KOFFER, Soort.VOERTUIG])
def test_what_an_official_got_after_the_day_was_planned_does_not_go_along_that_day(dorp, soort):
    tim = dorp.veldwerker("Tim")
    booked(dorp.product("Ander"))
    new = dorp.town.middel(soort, dagen=())
    Veldwerker.objects.filter(middel=tim).update(**{soort.lower(): new})
    assert windows(wens(dorp.product(ook=[(soort, 1, None)]))) == []


def list_of(middel):
    """The visits of an official, in order."""
    rows = Stop.objects.filter(route__middel=middel, route__dag=MAANDAG).order_by("volgorde")
    return list(rows.values_list("bezoek", flat=True))


def test_a_shared_car_is_driven_by_one(dorp):
    auto = dorp.town.middel(Soort.VOERTUIG, dagen=())
    sanne = dorp.veldwerker("Sanne", open="8:30-12:30", voertuig=auto)
    tim = dorp.veldwerker("Tim", open="8:30-12:30", voertuig=auto)
    product = dorp.product(duur=200)
    booked(product)
    assert bool(plan(sanne)) != bool(plan(tim))
    assert windows(wens(product)) == []


def test_an_official_with_something_else_that_day_does_not_go_out(dorp):
    sanne = dorp.veldwerker()
    elders = dorp.town.product(vraagt=((Soort.AMBTENAAR, 1, None),))
    dorp.town.open(sanne, "10:00-11:00")
    wish = at_the_town_hall(elders)
    booking.book(wish, agenda.search(wish, now=NOW).first(1)[0], ANNA, now=NOW)
    assert windows(wens(dorp.product())) == []


def test_the_website_promises_only_what_is_open_for_the_website(dorp):
    dorp.veldwerker(open="12:30-16:30", personeel="8:30-12:30")
    product = dorp.product()
    assert half_days(wens(product)) == ["8:30-12:30", "12:30-16:30"]
    assert half_days(wens(product, kanaal=Kanaal.WEB)) == ["12:30-16:30"]


def test_notice_and_horizon_hold_for_the_begin_of_the_window(dorp):
    dorp.veldwerker()
    soon = dorp.product(aanlooptijd=6 * 24 * 60)  # from Monday ten o'clock on
    assert half_days(wens(soon, kanaal=Kanaal.WEB)) == ["12:30-16:30"]
    near = dorp.product("Dichtbij", horizon=5)
    assert windows(wens(near)) == []


def test_an_expired_hold_counts_as_free_and_its_place_is_taken_by_the_next(dorp):
    sanne = dorp.veldwerker(open="8:30-12:30")
    product = dorp.product(duur=200)
    wish = wens(product)
    held = booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    assert windows(wish) == []
    later = NOW + timedelta(minutes=10)
    assert half_days(wish, now=later) == ["8:30-12:30"]
    other = booking.book(wish, offer(wish, now=later), ANNA, partij=Partij.MEDEWERKER, now=later)
    assert plan(sanne) == [f"8:34 {other.referentie}"]
    assert held.pk != other.pk


def test_a_hold_that_is_confirmed_keeps_its_place(dorp):
    sanne = dorp.veldwerker()
    wish = wens(dorp.product())
    held = booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    before = plan(sanne)
    booking.confirm(held.code, ANNA, sessie="tablet", now=NOW + timedelta(minutes=9))
    assert plan(sanne) == before


def test_a_hold_confirmed_too_late_gets_its_place_anew_if_it_is_free(dorp):
    sanne = dorp.veldwerker()
    wish = wens(dorp.product())
    held = booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    later = NOW + timedelta(minutes=11)
    booking.sweep_expired(now=later)
    booking.confirm(held.code, ANNA, sessie="tablet", now=later)
    assert plan(sanne) == [f"8:34 {held.referentie}"]
    assert Bezoek.objects.count() == 1


def test_a_released_hold_leaves_the_route(dorp):
    dorp.veldwerker()
    wish = wens(dorp.product())
    held = booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    booking.release(held, now=NOW)
    assert not Stop.objects.exists()
    assert not BezetteCel.objects.exists()


def test_two_at_one_address_are_one_stop_for_the_official(dorp):
    sanne = dorp.veldwerker()
    product = dorp.product(duur=30)
    booked(product)
    booked(product)
    assert [one.rit for one in Stop.objects.order_by("volgorde")][1] == 0
    assert [one.split()[0] for one in plan(sanne)] == ["8:34", "9:04"]


def test_whoever_travels_least_further_goes(dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim")
    product = dorp.product()
    east = booked(product, (5000, 0))
    there = sanne if plan(sanne) else tim
    for n in range(3):
        booked(product, (5000, 100 * n))
    assert len(plan(there)) == 4
    assert east.referentie in " ".join(plan(there))


def test_the_lunch_is_on_the_road_and_is_kept(dorp):
    sanne = dorp.veldwerker(lunch_duur=30)
    product = dorp.product(duur=105)
    for window in ("8:30-12:30", "8:30-12:30", "12:30-16:30"):
        booked(product, window=window)
    row = route(sanne)
    assert row.lunch_begin is not None
    assert at("12:00") <= row.lunch_begin <= at("13:30")
    ends = Stop.objects.filter(begin__lt=row.lunch_einde, einde__gt=row.lunch_begin)
    assert not ends.exists()


def test_a_longer_visit_is_kept_if_every_promise_is(dorp):
    sanne = dorp.veldwerker()
    one = booked(dorp.product(duur=30))
    longer(one, 30)
    assert Bezoek.objects.get().duur == 60
    stop = Stop.objects.get()
    assert stop.einde - stop.begin == timedelta(minutes=60)
    assert plan(sanne) == [f"8:34 {one.referentie}"]
    one.refresh_from_db()
    assert shown(one) == "8:30-12:30"


def test_a_longer_visit_that_would_break_a_promise_is_refused_and_says_which(dorp):
    dorp.veldwerker(open="8:30-12:30")
    one = booked(dorp.product(duur=200))
    with pytest.raises(PromiseBroken, match="De dag eindigt") as refused:
        longer(one, 60)
    assert refused.value.reasons
    assert Bezoek.objects.get().duur == 200


def test_offers_take_as_many_queries_for_many_officials_days_and_visits(
    dorp, django_assert_num_queries
):
    dagen = [MAANDAG + timedelta(days=n) for n in range(3)]
    product = dorp.product(duur=30)
    wish = wens(product)
    dorp.veldwerker(dagen=dagen)
    booked(product)
    assert wish.requirements, "read with the wish, before anybody asks for times"
    with django_assert_num_queries(6):
        agenda.search(wish, now=NOW, locaties=[dorp.thuis])
    for _n in range(3):
        dorp.veldwerker(dagen=dagen)
    for dag in dagen:
        for spot in ((1000, 0), (0, 2000), (3000, 0)):
            booked(product, spot, dag=dag)
    with django_assert_num_queries(6):
        agenda.search(wish, now=NOW, locaties=[dorp.thuis])


def test_nothing_of_a_visit_is_lost_by_a_move_that_fails(dorp):
    sanne = dorp.veldwerker(open="8:30-12:30", dagen=(MAANDAG, MAANDAG + timedelta(days=1)))
    product = dorp.product(duur=200)
    one = booked(product)
    wish = wens_of(one)
    tuesday = MAANDAG + timedelta(days=1)
    chosen = offer(wish, dag=tuesday)
    booked(product, dag=tuesday)
    before = plan(sanne)
    with pytest.raises((SlotTaken, NotOffered)):
        booking.move(one, wish, chosen, partij=Partij.MEDEWERKER, now=NOW)
    assert plan(sanne) == before
    assert Afspraak.objects.get(pk=one.pk).begin == one.begin
    assert Route.objects.count() == 2


@pytest.mark.parametrize("misbehave", ["down", "text", "busy"])
def test_while_the_travel_service_does_not_serve_visits_go_on_and_the_route_says_so(
    dorp, settings, monkeypatch, misbehave
):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=30)
    with fake_osrm() as osrm:
        settings.OSRM_URL, settings.OSRM_SECONDEN = osrm.address, 1
        booked(product, (2000, 0))
        assert not route(sanne).is_geschat
        assert Stop.objects.get().rit == pytest.approx(200 + 120, abs=3)
        osrm.misbehave = misbehave
        booked(product, (0, 2000))
        assert route(sanne).is_geschat
        assert not checking.routes(NOW).faults
        assert half_days(wens(product, (1000, 1000))) == ["8:30-12:30", "12:30-16:30"]


def test_a_resident_can_move_and_cancel_their_own_visit(dorp):
    sanne = dorp.veldwerker("Sanne")
    afspraak = booked(dorp.product())
    wish = wens_of(afspraak)
    chosen = offer(wish, "12:30-16:30")
    later = booking.move(afspraak, wish, chosen, partij=Partij.INWONER, now=NOW)
    assert plan(sanne) == [f"12:30 {later.referentie}"]
    booking.cancel(later, partij=Partij.INWONER, now=NOW)
    assert plan(sanne) == []


def test_another_address_is_another_place_on_the_route(dorp):
    sanne = dorp.veldwerker("Sanne")
    afspraak = booked(dorp.product(), (1000, 0))
    wish = wens(afspraak.producten.get().product, (3000, 0))
    moved_there = booking.move(
        afspraak, wish, offer(wish), partij=Partij.MEDEWERKER, now=NOW, door="7"
    )
    assert moved_there.klantadres == wish.adres
    assert Bezoek.objects.get().lengtegraad == pytest.approx(wish.adres.lengtegraad, abs=1e-5)
    assert plan(sanne) == [f"8:39 {afspraak.referentie}"]
    assert not checking.bezoeken(NOW).faults


def test_a_time_proposed_by_us_takes_the_place_of_the_old_one(dorp):
    sanne = dorp.veldwerker("Sanne")
    afspraak = booked(dorp.product())
    wish = wens_of(afspraak)
    held = booking.hold(wish, offer(wish, "12:30-16:30"), sessie="", now=NOW)
    assert len(plan(sanne)) == 2
    booking.take_over(afspraak, held, partij=Partij.INWONER, now=NOW)
    assert plan(sanne) == [f"12:30 {afspraak.referentie}"]
    assert not checking.bezoeken(NOW).faults
    assert not checking.routes(NOW).faults
