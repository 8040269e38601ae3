"""Two counters at the same moment: real threads, real transactions, on both databases."""

from contextlib import contextmanager
from dataclasses import asdict

import pytest
from django.db import connection

from afspraken import wachtrij
from afspraken.models import AAN_LOKET, Meldwijze, Wachtende, Wachtstap
from afspraken.wachtrij import errors, writing
from tests.afspraken.test_attempts import at_once
from tests.afspraken.wachtrij.zaal import everyone
from tests.cast import at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loketten(zaal):
    """Six counters."""
    return [zaal.loket, zaal.loket2, *(zaal.town.loket(f"Loket {n}") for n in range(3, 7))]


def calls(zaal, who, loketten):
    """Every counter calls the same person, whom all have seen waiting."""
    return at_once([lambda one=one: zaal.doet(wachtrij.call, who, "9:05", one) for one in loketten])


def test_of_six_counters_that_call_one_number_one_has_it_and_the_others_hear_who(zaal, loketten):
    who = zaal.inloop("9:00")
    results = calls(zaal, who, loketten)
    [winner] = [one for one in results if isinstance(one, Wachtende)]
    losers = [one for one in results if isinstance(one, errors.Overtaken)]
    assert len(losers) == 5, results
    assert {str(one) for one in losers} == {str(losers[0])}
    assert f"B01 is al van {winner.middel.naam}" in str(losers[0])
    assert Wachtstap.objects.filter(actie="OPGEROEPEN").count() == 1


def test_counters_that_ask_for_the_next_at_once_each_get_another(zaal, loketten):
    for minute in range(4):
        zaal.inloop(f"9:0{minute}")
    results = at_once([lambda one=one: zaal.volgende("9:05", one) for one in loketten])
    called = [one.wachtende.volgnummer for one in results if one is not None]
    assert sorted(called) == ["B01", "B02", "B03", "B04"], results
    assert results.count(None) == 2


def two_at_one_counter(zaal):
    """Two employees at one counter, each with a number of their own."""
    people = [zaal.inloop("9:00"), zaal.inloop("9:01")]
    results = at_once(
        [lambda who=who: zaal.doet(wachtrij.call, who, "9:05", zaal.loket) for who in people]
    )
    there = Wachtende.objects.filter(middel=zaal.loket, stand__in=AAN_LOKET).count()
    return there, results


def test_a_counter_gets_one_of_two_and_the_other_waits_on(zaal):
    there, results = two_at_one_counter(zaal)
    assert there == 1
    assert [type(one) for one in results if isinstance(one, Exception)] == [errors.CounterBusy]
    assert len(zaal.rij("9:06")) == 1


def test_without_its_constraint_the_counter_would_have_two(zaal):
    """The negative control of the test above."""
    with without(Wachtende, "wachtende_een_per_loket"):
        there, _results = two_at_one_counter(zaal)
        assert there == 2
        Wachtende.objects.all().delete()


def test_without_the_comparison_one_number_would_be_called_by_several(zaal, loketten, monkeypatch):
    """The negative control of the first test. SQLite has one writer at a time: its second guard."""

    def blind(row, nummer, new):
        return bool(Wachtende.objects.filter(pk=row.pk).update(versie=nummer, **asdict(new)))

    monkeypatch.setattr(writing, "_swap", blind)
    who = zaal.inloop("9:00")
    with without(Wachtstap, "wachtstap_op_volgorde"):
        results = calls(zaal, who, loketten)
        winners = [one for one in results if isinstance(one, Wachtende)]
        assert len(winners) > 1 if connection.vendor == "postgresql" else len(winners) == 1
        Wachtstap.objects.all().delete()


def test_who_reports_at_every_door_at_once_has_one_number(zaal):
    afspraak = zaal.afspraak("10:00")
    ways = [*Meldwijze] * 2
    results = at_once([lambda via=via: zaal.meldt(afspraak, "9:50", via=via) for via in ways])
    assert [one.volgnummer for one in results if isinstance(one, Wachtende)] == ["A01"], results
    assert sum(isinstance(one, errors.AlreadyReported) for one in results) == 5


def test_walk_ins_at_once_have_numbers_without_a_gap(zaal):
    results = at_once([lambda: zaal.inloop("9:00")] * 6)
    assert sorted(one.volgnummer for one in results) == [f"B0{n}" for n in range(1, 7)]


def test_of_undo_and_begin_at_once_one_happens(zaal):
    who = zaal.doet(wachtrij.call, zaal.inloop("9:00"), "9:01", zaal.loket)
    results = at_once([lambda act=act: zaal.doet(act, who, "9:02") for act in STEPS])
    assert sum(isinstance(one, Wachtende) for one in results) == 1, results
    assert sum(isinstance(one, errors.Overtaken) for one in results) == 1
    assert len(everyone(wachtrij.queue(zaal.plaats, now=at("9:03")))) == 1


STEPS = (wachtrij.undo, wachtrij.begin)


@contextmanager
def without(model, name):
    """A database without one constraint."""
    [constraint] = [one for one in model._meta.constraints if one.name == name]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
