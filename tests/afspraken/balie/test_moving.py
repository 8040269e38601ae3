"""Who moves stays where they are if that is possible; confirming and cancelling at the desk."""

import pytest
from django.db import transaction

from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Inzet
from afspraken.offers import Taken
from tests.afspraken.balie.zetels import BALIE, row, taken
from tests.cast import ANNA, BRAM, NOW, at, booked, clock, held, wens

pytestmark = pytest.mark.django_db


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
    BALIE.cancel(afspraak, now=NOW)
    assert [inzet.afspraak for inzet in Inzet.objects.all()] == [other]
