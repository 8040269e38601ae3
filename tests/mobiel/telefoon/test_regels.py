"""What an act means for a visit, whatever order acts come in."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.models import RELEASED, Status
from mobiel.models import STEPS, Actiesoort, Reden, Uitkomst
from mobiel.telefoon.regels import (
    Bezoekstand,
    Stand,
    drive_order,
    judge,
    put_right,
    stand_of,
    status_for,
)

NINE = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def visit(status=Status.GEPLAND, **given_):
    return Bezoekstand(status, 1, NINE, **{"is_mine": True, **given_})


def told(one, *soorten):
    """What becomes of these acts, one after another."""
    found = []
    for nummer, soort in enumerate(soorten):
        uitkomst, reden = judge(soort, 1, NINE + nummer * MINUTE, one)
        if uitkomst == Uitkomst.TOEGEPAST:
            one.gemeld[soort] = NINE + nummer * MINUTE
        found.append(reden or uitkomst)
    return found


def test_whatever_the_order_a_visit_ends_up_where_its_last_step_is():
    steps = (Actiesoort.ONDERWEG, Actiesoort.AANGEKOMEN, Actiesoort.KLAAR)
    for order in permutations(steps):
        one = visit()
        assert told(one, *order) == ["TOEGEPAST"] * 3
        assert one.stand is Stand.KLAAR


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_a_visit_never_goes_back(soorten):
    one, before = visit(), Stand.NOG
    for soort in soorten:
        told(one, soort)
        assert one.stand >= before
        before = one.stand


def test_the_same_step_again_changes_nothing():
    assert told(visit(), Actiesoort.KLAAR, Actiesoort.KLAAR) == ["TOEGEPAST", "DUBBEL"]


def test_done_and_nobody_home_contradict_whichever_came_first():
    both = (Actiesoort.KLAAR, Actiesoort.NIET_THUIS)
    for order in permutations(both):
        one = visit()
        assert told(one, *order) == ["TOEGEPAST", Reden.TEGENSTRIJDIG]
        assert one.stand is stand_of({order[0]})


def test_what_the_desk_wrote_down_counts_as_well():
    assert told(visit(Status.NIET_VERSCHENEN), Actiesoort.KLAAR) == [Reden.TEGENSTRIJDIG]
    one = visit(Status.AFGEROND)
    assert told(one, Actiesoort.AANGEKOMEN) == ["TOEGEPAST"]
    assert status_for(one.stand, one.status) is None


@pytest.mark.parametrize("status", RELEASED)
def test_a_visit_that_was_cancelled_is_for_a_person_to_look_at(status):
    assert told(visit(status), Actiesoort.KLAAR) == [Reden.AFGEZEGD]


def test_a_visit_of_a_colleague_of_another_time_or_of_nobody_is_too():
    assert told(visit(is_mine=False), Actiesoort.KLAAR) == [Reden.NIET_VAN_U]
    assert judge(Actiesoort.KLAAR, 2, NINE, visit()) == (Uitkomst.CONFLICT, Reden.VERPLAATST)
    assert judge(Actiesoort.KLAAR, 1, NINE, None) == (Uitkomst.CONFLICT, Reden.NIET_VAN_U)


def test_nobody_is_away_before_the_promise_begins():
    early = judge(Actiesoort.NIET_THUIS, 1, NINE - MINUTE, visit())
    assert early == (Uitkomst.CONFLICT, Reden.TE_VROEG)
    assert told(visit(), Actiesoort.NIET_THUIS) == ["TOEGEPAST"]


def test_a_wrong_clock_is_put_right_and_never_says_that_it_is_later_than_now():
    two_hours = timedelta(hours=2)
    assert put_right(NINE + two_hours, -two_hours, NINE) == NINE
    assert put_right(NINE, two_hours, NINE) == NINE


def test_each_stand_has_its_status():
    found = [status_for(stand, Status.GEPLAND) for stand in Stand]
    assert found == [None, None, "IN_BEHANDELING", "NIET_VERSCHENEN", "AFGEROND"]


def test_the_road_goes_along_what_was_reached():
    there, over = {Actiesoort.AANGEKOMEN: NINE + MINUTE}, {Actiesoort.KLAAR: NINE}
    assert drive_order({1: there, 2: over, 3: {Actiesoort.ONDERWEG: NINE}, 4: {}}) == [2, 1]
