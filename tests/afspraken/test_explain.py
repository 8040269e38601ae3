"""Why there is no slot, and which single rule would have to give."""

from datetime import datetime, time, timedelta

import pytest

from afspraken import agenda, roosters
from afspraken.balie.explain import Reden
from afspraken.models import Soort
from tests.afspraken.roosters.seen import counter
from tests.cast import ANNA, MAANDAG, NOW, at, booked, clock, wens

pytestmark = pytest.mark.django_db


def explained(town, wish, *, now: datetime = NOW):
    return agenda.explain(wish, locatie=town.gemeentehuis, dag=MAANDAG, now=now)


def reasons(uitleg):
    return [hindernis.reden for hindernis in uitleg.hindernissen]


def relaxations(uitleg):
    return {one.reden: clock(one.begin) for one in uitleg.versoepelingen}


def test_a_day_with_a_start_needs_no_explanation(town):
    town.loket()
    assert explained(town, wens(town.product())).is_mogelijk


def test_other_appointments_are_in_the_way(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    booked(paspoort, "9:00")
    uitleg = explained(town, wens(paspoort))
    assert (reasons(uitleg), relaxations(uitleg)) == ([Reden.BEZET], {})


def test_the_opening_is_too_short(town):
    town.loket(open="9:00-9:15")
    assert reasons(explained(town, wens(town.product(duur=20)))) == [Reden.ROOSTER]


def test_a_closed_place_and_an_absent_official_are_told_apart_from_the_roster(town):
    loket = counter(town, "9:00-12:00")
    wish = wens(town.product(duur=20))
    roosters.set_absent(loket, begin=at("8:00"), einde=at("17:00"), now=NOW)
    assert reasons(explained(town, wish)) == [Reden.AFWEZIG]
    roosters.close(None, eerste_dag=MAANDAG, reden="Storm", now=NOW)
    assert reasons(explained(town, wish)) == [Reden.SLUITING]


def test_a_closing_that_leaves_too_little_is_to_blame_and_not_the_roster(town):
    counter(town, "9:00-9:30")
    roosters.close(
        None, eerste_dag=MAANDAG, van=time(9, 10), tot=time(9, 20), reden="Oefening", now=NOW
    )
    assert reasons(explained(town, wens(town.product(duur=20)))) == [Reden.SLUITING]


def test_closing_and_absence_that_leave_too_little_together_blame_the_last(town):
    loket = counter(town, "9:00-9:40")
    roosters.close(
        None, eerste_dag=MAANDAG, van=time(9), tot=time(9, 10), reden="Oefening", now=NOW
    )
    roosters.set_absent(loket, begin=at("9:25"), einde=at("9:30"), now=NOW)
    assert reasons(explained(town, wens(town.product(duur=20)))) == [Reden.AFWEZIG]


def test_a_closing_at_another_hour_is_not_to_blame_for_a_day_without_hours(town):
    counter(town, "9:00-12:00", weekdagen=(1,))
    roosters.close(None, eerste_dag=MAANDAG, van=time(19), tot=time(20), reden="Oefening", now=NOW)
    assert reasons(explained(town, wens(town.product()))) == [Reden.ROOSTER]


def test_absence_at_another_hour_is_not_to_blame_for_an_opening_too_short(town):
    loket = counter(town, "9:00-9:10")
    roosters.set_absent(loket, begin=at("19:00"), einde=at("20:00"), now=NOW)
    assert reasons(explained(town, wens(town.product(duur=20)))) == [Reden.ROOSTER]


def test_a_day_full_of_appointments_is_full_also_beside_a_closing(town):
    counter(town, "9:00-9:20")
    paspoort = town.product(duur=20)
    booked(paspoort, "9:00")
    roosters.close(None, eerste_dag=MAANDAG, van=time(19), tot=time(20), reden="Oefening", now=NOW)
    assert reasons(explained(town, wens(paspoort))) == [Reden.BEZET]


def test_a_place_that_is_out_of_use_is_not_called_closed_for_a_while(town):
    counter(town, "9:00-12:00")
    town.gemeentehuis.is_actief = False
    town.gemeentehuis.save()
    assert reasons(explained(town, wens(town.product()))) == [Reden.ROOSTER]


def test_time_for_telephone_and_desk_would_help(town):
    town.loket(open="", personeel="9:00-9:20")
    uitleg = explained(town, wens(town.product(duur=20)))
    assert reasons(uitleg) == [Reden.PERSONEEL]
    assert relaxations(uitleg) == {Reden.PERSONEEL: "9:00"}


def test_shorter_notice_would_help(town):
    town.loket(open="9:00-9:20")
    uitleg = explained(town, wens(town.product(duur=20, aanlooptijd=2880)), now=at("8:00"))
    assert reasons(uitleg) == [Reden.AANLOOPTIJD]
    assert relaxations(uitleg) == {Reden.AANLOOPTIJD: "9:00"}


def test_a_longer_horizon_would_help(town):
    town.loket(open="9:00-9:20")
    uitleg = explained(town, wens(town.product(duur=20, horizon=2)))
    assert relaxations(uitleg) == {Reden.HORIZON: "9:00"}


def test_a_start_between_the_steps_of_the_grid_would_help(town):
    town.loket(open="9:10-9:30")
    uitleg = explained(town, wens(town.product(duur=20, raster=60)))
    assert reasons(uitleg) == [Reden.RASTER]
    assert relaxations(uitleg) == {Reden.RASTER: "9:10"}


def test_giving_up_the_buffer_would_help(town):
    town.loket(open="9:00-9:40")
    kort = town.product(duur=20, raster=20)
    booked(kort, "9:20", ANNA)
    uitleg = explained(town, wens(town.product(duur=20, raster=20, uitloop=10)))
    assert reasons(uitleg) == [Reden.UITLOOP]
    assert relaxations(uitleg) == {Reden.UITLOOP: "9:00"}


def test_official_and_room_are_free_but_never_together(town):
    town.ambtenaar(open="9:00-9:20")
    town.ruimte(open="10:00-10:20")
    gesprek = town.product(duur=20, vraagt=[(Soort.AMBTENAAR, 1, None), (Soort.RUIMTE, 1, None)])
    uitleg = explained(town, wens(gesprek))
    assert reasons(uitleg) == [Reden.SAMEN, Reden.SAMEN]
    assert relaxations(uitleg) == {}


def test_a_rule_that_would_not_help_alone_is_not_named(town):
    town.loket(open="", personeel="9:10-9:30")
    uitleg = explained(town, wens(town.product(duur=20, raster=60)))
    assert relaxations(uitleg) == {}


def test_a_past_time_is_never_named_as_a_way_out(town):
    town.loket(open="9:00-9:20")
    uitleg = explained(town, wens(town.product(duur=20)), now=at("9:00") + timedelta(minutes=10))
    assert relaxations(uitleg) == {}
