"""Overbooking: a lane too many, never offered, with a name and a reason, still never twice."""

import pytest

from afspraken import agenda, integrity
from afspraken.booking import cancel, confirm, hold, move
from afspraken.exceptions import HoldExpired, NotOffered, SlotTaken
from afspraken.lokaal import day_after
from afspraken.models import BezetteCel, Handeling, Inzet, Kanaal, Locatie, Logregel, Partij, Soort
from afspraken.offers import Overboeking, offer_at
from tests.cast import ANNA, BRAM, MAANDAG, NOW, at, booked, clock, offer, times, wens

pytestmark = pytest.mark.django_db(transaction=True)

SPOED = Overboeking(door="7", reden="Reist morgen")


@pytest.fixture
def paspoort(town):
    """One counter, open for one appointment, and that is taken."""
    town.loket("Loket 1", open="9:00-9:20")
    product = town.product("Paspoort")
    booked(product, "9:00")
    return product


def wish(product):
    return wens(product, kanaal=Kanaal.TELEFOON)


def squeezed(product, clock_time="9:00", *, sessie="gesprek", overboeking=SPOED):
    """Held with leave to overbook."""
    asked = wish(product)
    one = offer_at(asked, Locatie.objects.get(), at(clock_time))
    return hold(asked, one, sessie=sessie, now=NOW, overboeking=overboeking)


def kept(hold_, sessie="gesprek", gegevens=BRAM):
    return confirm(hold_.code, gegevens, sessie=sessie, now=NOW, partij=Partij.MEDEWERKER, door="7")


def test_a_time_that_only_overbooking_gives_is_never_offered(paspoort):
    assert times(wish(paspoort)) == []
    found = agenda.search(wish(paspoort), now=NOW, overboeken=True)
    assert [clock(one.begin) for one in found.times(MAANDAG)] == ["9:00"]


def test_without_leave_the_time_is_taken(paspoort):
    with pytest.raises(SlotTaken):
        squeezed(paspoort, overboeking=None)


def test_a_lane_too_many_says_who_and_why(paspoort):
    kept(squeezed(paspoort))
    inzet = Inzet.objects.get(plek=1)
    assert (inzet.overboekt_door, inzet.overboekt_reden) == ("7", "Reist morgen")
    regel = Logregel.objects.get(handeling=Handeling.OVERBOEKT)
    assert (regel.door, regel.partij) == ("7", Partij.MEDEWERKER)
    assert "Reist" not in str(regel.gegevens)


def test_a_time_that_is_free_after_all_is_no_overbooking(town):
    town.loket("Loket 1", open="9:00-9:20")
    kept(squeezed(town.product("Paspoort")))
    assert Inzet.objects.get().overboekt_door == ""
    assert not Logregel.objects.filter(handeling=Handeling.OVERBOEKT).exists()


def test_overbooking_does_not_open_what_is_closed(paspoort):
    with pytest.raises(NotOffered):
        squeezed(paspoort, "10:00")


def test_one_counter_is_overbooked_three_times_and_no_more(paspoort):
    for number in range(3):
        squeezed(paspoort, sessie=f"gesprek{number}")
    assert sorted(Inzet.objects.values_list("plek", flat=True)) == [0, 1, 2, 3]
    with pytest.raises(SlotTaken):
        squeezed(paspoort, sessie="gesprek4")


def test_the_unique_cells_guard_a_lane_too_many_as_any_other(paspoort):
    squeezed(paspoort)
    assert BezetteCel.objects.filter(plek=1).count() == 4
    assert BezetteCel.objects.count() == 8


def test_an_official_is_overbooked_but_not_the_room(town):
    town.ambtenaar(open="9:00-9:30", kan=["Belasting"])
    town.ruimte(open="9:00-9:30")
    gesprek = town.product(
        "Gesprek", duur=30, vraagt=[(Soort.AMBTENAAR, 1, "Belasting"), (Soort.RUIMTE, 1, None)]
    )
    booked(gesprek, "9:00")
    with pytest.raises(SlotTaken):
        squeezed(gesprek)
    town.ruimte(open="9:00-9:30")
    kept(squeezed(gesprek))
    assert list(
        Inzet.objects.exclude(overboekt_door="").values_list("middel__soort", flat=True)
    ) == [Soort.AMBTENAAR]


def test_the_check_lists_an_overbooking_as_allowed(paspoort):
    kept(squeezed(paspoort))
    checks = {one.name: one for one in integrity.run(now=NOW)}
    assert checks["plekken"].notes == ("overboekt: Loket 1, 2026-12-07 08:00 UTC",)
    for name in ("plekken", "nooit dubbel", "cellen en inzet", "inzet en afspraak"):
        assert checks[name].faults == ()


def test_who_cancels_frees_the_lane_too_many(paspoort):
    cancel(kept(squeezed(paspoort)), partij=Partij.MEDEWERKER, now=NOW)
    assert not BezetteCel.objects.filter(plek=1).exists()


def test_who_moves_away_sits_beside_nobody_any_more(town, paspoort):
    afspraak = kept(squeezed(paspoort))
    loket = Inzet.objects.filter(afspraak=afspraak).get().middel
    town.open(loket, "9:00-10:00")
    moved = move(
        afspraak,
        wish(paspoort),
        offer(wish(paspoort), "9:30"),
        partij=Partij.MEDEWERKER,
        now=NOW,
    )
    inzet = Inzet.objects.get(afspraak=moved)
    assert (inzet.plek, inzet.overboekt_door) == (0, "")


def test_an_overbooked_hold_that_has_ended_needs_leave_anew(paspoort):
    held = squeezed(paspoort)
    with pytest.raises(HoldExpired):
        confirm(held.code, ANNA, sessie="gesprek", now=held.houdbaar_tot)


def test_the_day_after_has_nothing_to_overbook(paspoort):
    found = agenda.search(wish(paspoort), now=NOW, van=day_after(MAANDAG), overboeken=True)
    assert not found
