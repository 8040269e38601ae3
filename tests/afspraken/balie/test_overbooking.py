"""A lane too many: who gets it, and who does not."""

from datetime import timedelta

import pytest

from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Inzet, Kanaal, Soort
from afspraken.offers import Taken
from tests.afspraken.balie.zetels import BALIE, SPOED, row, seated
from tests.cast import NOW, wens

pytestmark = pytest.mark.django_db


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
