"""Which counters and officials the desk gives, and what it refuses."""

from datetime import timedelta

import pytest

from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Inzet, Soort
from afspraken.offers import Taken
from tests.afspraken.balie.zetels import BALIE, row, seated
from tests.cast import NOW, at, booked, clock, held, wens

pytestmark = pytest.mark.django_db


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
