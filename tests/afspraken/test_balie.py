"""Which counters and officials the desk gives, what it refuses, and why."""

from datetime import timedelta

import pytest
from django.db import transaction

from afspraken.balie.explain import Reden
from afspraken.balie.provider import EXTRA_LANES, Balie
from afspraken.booking.steps import new_row
from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import day_after
from afspraken.models import Inzet, Kanaal, Soort, Status
from afspraken.offers import Overboeking, Taken, offer_at
from tests.cast import ANNA, BRAM, MAANDAG, NOW, at, booked, clock, held, wens

pytestmark = pytest.mark.django_db

SPOED = Overboeking(door="7", reden="Reist morgen")
BALIE = Balie()


def row(town, wish, clock_time, *, now=NOW, locatie=None):
    """An appointment at that time that occupies nothing yet."""
    offer = offer_at(wish, locatie or town.gemeentehuis, at(clock_time))
    afspraak = new_row(wish, offer, Status.VASTGEHOUDEN, now=now)
    afspraak.houdbaar_tot = now + timedelta(days=30)
    afspraak.save()
    return afspraak


def taken(afspraak):
    """The names of the resources that it occupies."""
    return list(afspraak.inzetten.order_by("middel").values_list("middel__naam", flat=True))


def seated(town, wish, clock_time="9:00", *, seed="", now=NOW, overboeking=None, **options):
    """Where an appointment is seated."""
    afspraak = row(town, wish, clock_time, now=options.pop("chosen_op", now), **options)
    BALIE.hold(afspraak, wish, now=now, seed=seed, overboeking=overboeking)
    return taken(afspraak)


# --- finding --------------------------------------------------------------------------------------


def found(wish, *, days=1, van=MAANDAG, now=NOW, **options):
    """The clock times at each place."""
    tot = van
    for _day in range(days):
        tot = day_after(tot)
    answer = BALIE.find(wish, van=van, tot=tot, now=now, **options)
    return {one.locatie.naam: [clock(offer.begin) for offer in one.offers(wish)] for one in answer}


def test_only_the_days_asked_for_are_searched(town):
    dinsdag = day_after(MAANDAG)
    town.loket(open="9:00-9:20", dagen=[MAANDAG])
    town.loket(open="10:00-10:20", dagen=[dinsdag])
    wish = wens(town.product(duur=20))
    assert found(wish) == {"Gemeentehuis": ["9:00"]}
    assert found(wish, van=dinsdag) == {"Gemeentehuis": ["10:00"]}
    assert found(wish, days=2) == {"Gemeentehuis": ["9:00", "10:00"]}


def test_only_places_with_a_start_are_found_and_only_those_asked_for(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket(open="9:00-9:20"), town.loket(open="9:00-9:20", locatie=dorpshuis)
    town.loket(open="9:00-9:10", locatie=town.locatie("Wijkhuis"))
    wish = wens(town.product(duur=20))
    assert found(wish) == {"Dorpshuis": ["9:00"], "Gemeentehuis": ["9:00"]}
    assert found(wish, locaties=[dorpshuis]) == {"Dorpshuis": ["9:00"]}


def test_the_own_time_of_who_moves_and_lanes_too_many_count_only_if_asked(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    afspraak = booked(paspoort, "9:00")
    assert found(wens(paspoort)) == {}
    assert found(wens(paspoort), behalve=afspraak) == {"Gemeentehuis": ["9:00"]}
    assert found(wens(paspoort), overboeken=True) == {"Gemeentehuis": ["9:00"]}


def test_who_is_overbooked_three_times_is_found_no_more(town):
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON)
    for number in range(EXTRA_LANES + 1):
        assert found(wish, overboeken=True) == {"Gemeentehuis": ["9:00"]}
        seated(town, wish, seed=str(number), overboeking=SPOED)
    assert found(wish, overboeken=True) == {}


def test_the_desk_explains_a_day_and_names_the_places_of_days(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    booked(paspoort, "9:00")
    wish = wens(paspoort)
    uitleg = BALIE.explain(wish, locatie=town.gemeentehuis, dag=MAANDAG, now=NOW)
    assert [one.reden for one in uitleg.hindernissen] == [Reden.BEZET]
    assert BALIE.places(wish, van=MAANDAG, tot=day_after(MAANDAG)) == [town.gemeentehuis]
    later = MAANDAG + timedelta(days=3)
    assert BALIE.places(wish, van=later, tot=day_after(later)) == []


# --- choosing -------------------------------------------------------------------------------------


def test_equal_counters_are_spread_by_the_request_and_one_request_chooses_the_same(town):
    for number in range(4):
        town.loket(f"Loket {number}")
    wish = wens(town.product(duur=20))
    chosen = []
    for seed in [*"abcdefgh"] * 2:
        chosen += seated(town, wish, seed=seed)
        Inzet.objects.all().delete()
    assert chosen[:8] == chosen[8:]
    assert len(set(chosen)) > 2


@pytest.mark.parametrize("seed", "abcd")
def test_the_counter_with_the_least_to_do_that_day_is_chosen_whatever_the_seed(town, seed):
    for naam, busy in (("vol", ["10:00", "11:00", "12:00"]), ("stil", []), ("druk", ["10:00"])):
        town.loket(naam, kan=[naam])
        only_here = town.product(vraagt=[(Soort.LOKET, 1, naam)])
        for number, clock_time in enumerate(busy):
            held(only_here, clock_time, sessie=f"{naam}{number}")
    assert seated(town, wens(town.product()), seed=seed) == ["stil"]


def test_of_a_group_room_all_lanes_count_for_what_it_has_to_do(town):
    town.ruimte("groot", plekken=2), town.ruimte("klein", plekken=2)
    wish = wens(town.product(duur=20, raster=20, vraagt=[(Soort.RUIMTE, 1, None)]))
    chosen = [seated(town, wish, "9:00", seed="a")[0] for _time in range(4)]
    assert sorted(chosen) == ["groot", "groot", "klein", "klein"]
    assert chosen[0] != chosen[1]
    assert chosen[2] != chosen[3]


def test_a_counter_is_occupied_for_the_length_and_the_buffer(town):
    town.loket()
    wish = wens(town.product(duur=20, uitloop=15))
    seated(town, wish)
    inzet = Inzet.objects.get()
    assert (clock(inzet.begin), clock(inzet.einde), inzet.plek) == ("9:00", "9:35", 0)


def test_the_second_in_a_group_room_has_the_second_lane(town):
    town.ruimte(plekken=2)
    wish = wens(town.product(duur=20, vraagt=[(Soort.RUIMTE, 1, None)]))
    seated(town, wish), seated(town, wish)
    assert sorted(Inzet.objects.values_list("plek", flat=True)) == [0, 1]


@pytest.mark.parametrize("seed", "abcd")
def test_who_is_free_for_the_appointment_but_not_for_the_buffer_is_not_chosen(town, seed):
    town.loket("kort", kan=["kort"]), town.loket("lang", kan=["lang"])
    for naam, clock_times in (("kort", ["9:25"]), ("lang", ["11:00", "13:00"])):
        only_here = town.product(duur=20, raster=5, vraagt=[(Soort.LOKET, 1, naam)])
        for clock_time in clock_times:
            held(only_here, clock_time, sessie=clock_time)
    assert seated(town, wens(town.product(duur=20, uitloop=10)), seed=seed) == ["lang"]


# --- refusing -------------------------------------------------------------------------------------


def test_taken_is_not_the_same_as_never_offered(town):
    """Only where others are in the way is there hope that one of them cancels."""
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    booked(paspoort, "9:20")
    wish = wens(paspoort)
    with pytest.raises(SlotTaken):
        seated(town, wish, "9:20")
    for never in ("9:10", "9:50", "8:40", "10:00"):
        with pytest.raises(NotOffered):
            seated(town, wish, never)
    assert Inzet.objects.count() == 1


def test_what_another_offers_that_day_or_place_is_no_reason_to_be_seated(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket("hier", open="9:00-9:20")
    town.loket("daar", open="10:00-10:20", locatie=dorpshuis)
    wish = wens(town.product(duur=20))
    assert seated(town, wish, "10:00", locatie=dorpshuis) == ["daar"]
    with pytest.raises(NotOffered):
        seated(town, wish, "9:00", locatie=dorpshuis)
    with pytest.raises(NotOffered):
        seated(town, wish, "9:00", locatie=town.locatie("Wijkhuis"))


@pytest.mark.parametrize("minutes", [15, 25])
def test_an_offer_of_another_length_is_not_seated(town, minutes):
    town.loket()
    wish = wens(town.product(duur=20))
    afspraak = row(town, wish, "9:00")
    afspraak.einde = afspraak.begin + timedelta(minutes=minutes)
    with pytest.raises(NotOffered):
        BALIE.hold(afspraak, wish, now=NOW, seed="")


def test_a_moment_between_two_cells_is_not_seated(town):
    town.loket()
    wish = wens(town.product(duur=20))
    afspraak = row(town, wish, "9:00")
    afspraak.begin += timedelta(minutes=1)
    afspraak.einde += timedelta(minutes=1)
    with pytest.raises(NotOffered):
        BALIE.hold(afspraak, wish, now=NOW, seed="")


def test_notice_counts_from_the_choice_but_a_past_time_is_past(town):
    town.loket()
    wish = wens(town.product(duur=20, aanlooptijd=60))
    assert seated(town, wish, "9:00", chosen_op=at("8:00"), now=at("8:50"))
    with pytest.raises(NotOffered):
        seated(town, wish, "10:00", chosen_op=at("9:05"), now=at("9:10"))
    with pytest.raises(NotOffered):
        seated(town, wish, "11:00", chosen_op=at("8:00"), now=at("11:05"))


def test_an_expired_hold_is_not_in_the_way_of_the_choice_but_its_cells_are(town):
    """Whoever meets those cells lets the hold go and tries again."""
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    old = held(paspoort, "9:00")
    with pytest.raises(SlotTaken):
        seated(town, wens(paspoort), now=old.houdbaar_tot - timedelta(microseconds=1))
    with pytest.raises(Taken):
        seated(town, wens(paspoort), now=old.houdbaar_tot)


# --- overbooking ----------------------------------------------------------------------------------


def overbooked():
    """Kind of each resource that is overbooked, and by whom and why."""
    rows = Inzet.objects.exclude(overboekt_door="").order_by("pk")
    return list(rows.values_list("middel__soort", "plek", "overboekt_door", "overboekt_reden"))


def test_only_the_lane_too_many_is_marked_as_overbooked(town):
    """An official and a room: he is taken, she sits in a room of her own."""
    town.ambtenaar(open="9:00-9:20")
    town.ruimte("kamer 1", open="9:00-9:20"), town.ruimte("kamer 2", open="9:00-9:20")
    needs = [(Soort.AMBTENAAR, 1, None), (Soort.RUIMTE, 1, None)]
    wish = wens(town.product(duur=20, vraagt=needs), kanaal=Kanaal.TELEFOON)
    assert len(seated(town, wish, overboeking=SPOED)) == 2
    assert overbooked() == []
    with pytest.raises(SlotTaken):
        seated(town, wish)
    assert len(seated(town, wish, overboeking=SPOED)) == 2
    assert overbooked() == [("AMBTENAAR", 1, "7", "Reist morgen")]
    assert set(
        Inzet.objects.filter(plek=0, middel__soort="RUIMTE").values_list("middel__naam")
    ) == {
        ("kamer 1",),
        ("kamer 2",),
    }


def test_of_two_counters_the_free_one_is_taken_before_one_is_overbooked(town):
    town.loket(open="9:00-9:20"), town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON)
    for _customer in range(2):
        seated(town, wish, overboeking=SPOED)
    assert overbooked() == []
    seated(town, wish, overboeking=SPOED)
    assert [lane[1] for lane in overbooked()] == [1]


def test_those_who_overbook_are_spread_by_the_request_too(town):
    for _counter in range(4):
        town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON)
    for number in range(4):
        seated(town, wish, seed=str(number))
    chosen = set()
    for seed in "abcdefgh":
        chosen.update(seated(town, wish, seed=seed, overboeking=SPOED))
        Inzet.objects.exclude(overboekt_door="").delete()
    assert len(chosen) > 2


def test_an_expired_overbooking_is_not_in_the_way_of_the_next(town):
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON)
    seated(town, wish)
    old = row(town, wish, "9:00")
    BALIE.hold(old, wish, now=NOW, seed="", overboeking=SPOED)
    old.houdbaar_tot = later = NOW + timedelta(minutes=10)
    old.save()
    with pytest.raises(Taken):
        seated(town, wish, now=later, overboeking=SPOED)


def test_leave_to_overbook_does_not_bend_a_rule(town):
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON)
    with pytest.raises(NotOffered):
        seated(town, wish, "9:20", overboeking=SPOED)
    assert not Inzet.objects.exists()


# --- moving ---------------------------------------------------------------------------------------


def moved(afspraak, wish, clock_time, *, seed="", now=NOW, stays=False):
    """Where an appointment sits after a move."""
    length = moment_of(wish.cells) - moment_of(0)
    afspraak.begin = at(clock_time)
    afspraak.einde = afspraak.begin + length
    BALIE.move(afspraak, wish, now=now, seed=seed, stays=stays)
    return taken(afspraak)


@pytest.mark.parametrize("seed", "abcd")
def test_who_moves_stays_at_the_same_counter_though_another_has_less_to_do(town, seed):
    town.loket("een"), town.loket("twee")
    wish = wens(town.product(duur=20))
    afspraak = row(town, wish, "9:00")
    BALIE.hold(afspraak, wish, now=NOW, seed="x")
    before = taken(afspraak)
    assert moved(afspraak, wish, "9:10", seed=seed) == before
    assert moved(afspraak, wish, "14:00", seed=seed) == before


def test_who_cannot_stay_goes_to_another_counter(town):
    town.loket("een", open="9:00-9:20"), town.loket("twee", open="10:00-10:20")
    wish = wens(town.product(duur=20))
    afspraak = row(town, wish, "9:00")
    BALIE.hold(afspraak, wish, now=NOW, seed="")
    assert moved(afspraak, wish, "10:00") == ["twee"]
    assert [cell_of(inzet.begin) for inzet in Inzet.objects.all()] == [cell_of(at("10:00"))]


def test_who_cannot_stay_is_spread_by_the_request(town):
    town.loket("vroeg", open="9:00-9:20")
    for naam in ("een", "twee", "drie", "vier"):
        town.loket(naam, open="10:00-10:20")
    wish = wens(town.product(duur=20))
    chosen = set()
    for seed in "abcdefgh":
        afspraak = row(town, wish, "9:00")
        BALIE.hold(afspraak, wish, now=NOW, seed="")
        chosen.update(moved(afspraak, wish, "10:00", seed=seed))
        Inzet.objects.all().delete()
    assert len(chosen) > 2


def test_an_expired_hold_is_not_in_the_way_of_a_move_but_its_cells_are(town):
    town.loket(open="9:00-10:00")
    wish = wens(town.product(duur=20, aanlooptijd=0, raster=20))
    afspraak = row(town, wish, "9:40")
    BALIE.hold(afspraak, wish, now=NOW, seed="")
    old = held(town.product(duur=20), "9:00")
    for now, refused in ((NOW, SlotTaken), (old.houdbaar_tot, Taken)):
        with pytest.raises(refused), transaction.atomic():
            moved(afspraak, wish, "9:00", now=now)


def test_a_move_to_another_time_obeys_the_rules_of_now(town):
    town.loket("een")
    wish = wens(town.product(duur=20, aanlooptijd=60, raster=20))
    afspraak = row(town, wish, "14:00")
    BALIE.hold(afspraak, wish, now=NOW, seed="")
    for never in ("9:10", "9:20"):
        with pytest.raises(NotOffered):
            moved(afspraak, wish, never, now=at("8:30"))
    booked(town.product(duur=20, raster=20), "11:00", BRAM)
    with pytest.raises(SlotTaken):
        moved(afspraak, wish, "11:00")


def test_what_was_promised_stays_possible_where_it_is(town):
    """Shorter, though by now off the grid, within notice and outside the hours."""
    loket = town.loket("een")
    paspoort = town.product(duur=20, extra_per_persoon=20, aanlooptijd=0, raster=5)
    two = wens(paspoort, 2)
    afspraak = row(town, two, "9:05")
    BALIE.hold(afspraak, two, now=NOW, seed="")
    town.open(loket, "13:00-17:00")
    type(paspoort).objects.update(aanlooptijd=120, raster=60)
    one = wens(type(paspoort).objects.get())
    with pytest.raises(NotOffered):
        moved(afspraak, one, "9:05", now=at("9:00"))
    assert moved(afspraak, one, "9:05", now=at("9:00"), stays=True) == ["een"]
    inzet = Inzet.objects.get()
    assert (clock(inzet.begin), clock(inzet.einde)) == ("9:05", "9:25")


def test_what_stays_grows_only_into_open_and_free_time(town):
    loket = town.loket("een", open="9:00-9:40")
    paspoort = town.product(duur=20, extra_per_persoon=20)
    one, two, three = (wens(paspoort, number) for number in (1, 2, 3))
    afspraak = row(town, one, "9:00")
    BALIE.hold(afspraak, one, now=NOW, seed="")
    with pytest.raises(NotOffered):
        moved(afspraak, three, "9:00", stays=True)
    assert moved(afspraak, two, "9:00", stays=True) == ["een"]
    town.open(loket, "9:00-11:00")
    booked(paspoort, "9:40", ANNA)
    with pytest.raises(SlotTaken):
        moved(afspraak, three, "9:00", stays=True)


def test_confirming_occupies_nothing_more_and_cancelling_frees_all(town):
    town.loket()
    wish = wens(town.product(duur=20))
    afspraak, other = row(town, wish, "9:00"), row(town, wish, "10:00")
    for one in (afspraak, other):
        BALIE.hold(one, wish, now=NOW, seed="")
    BALIE.confirm(afspraak, now=NOW)
    assert Inzet.objects.count() == 2
    BALIE.cancel(afspraak)
    assert [inzet.afspraak for inzet in Inzet.objects.all()] == [other]
