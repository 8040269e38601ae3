"""How often an act is tried again, and after what."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError, transaction

from afspraken import attempts
from afspraken.attempts import MOST_DEADLOCKS, MOST_TAKEN, Collision, attempt, or_collision
from afspraken.models import Middel
from afspraken.offers import Taken
from tests.cast import NOW, at, held

pytestmark = pytest.mark.django_db


class Broken(Exception):
    """What a driver raises: it tells the kind of failure in a code."""

    def __init__(self, sqlstate):
        super().__init__()
        self.sqlstate = sqlstate


def failure(kind, sqlstate):
    error = kind("failure")
    error.__cause__ = Broken(sqlstate)
    return error


def tries(error, *, times=1_000):
    """Run an act that fails so many times with an error; returns its result and its tries."""
    count = 0

    def act():
        nonlocal count
        count += 1
        if count <= times:
            raise error
        return "done"

    try:
        result = attempt(act, now=NOW, van=at("9:00"), tot=at("9:20"))
    except type(error) as raised:
        result = raised
    return result, count


@pytest.fixture
def slept(monkeypatch):
    """How long was waited, without waiting."""
    moments = []
    monkeypatch.setattr(attempts.time, "sleep", moments.append)
    monkeypatch.setattr(attempts.random, "uniform", lambda low, high: (low + high) / 2)
    return moments


@pytest.fixture
def postgresql(monkeypatch):
    """As if the database were PostgreSQL."""
    monkeypatch.setattr(attempts, "connection", SimpleNamespace(vendor="postgresql"))


@pytest.mark.parametrize("error", [Taken(), Collision()], ids=["taken", "collision"])
def test_a_lost_choice_is_made_anew_twenty_times(error, slept):
    assert tries(error, times=MOST_TAKEN - 1) == ("done", MOST_TAKEN)
    assert tries(error) == (error, MOST_TAKEN)
    assert slept == []


@pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
def test_a_deadlock_is_tried_again_three_times_and_waits_longer_each_time(
    sqlstate, slept, postgresql
):
    error = failure(OperationalError, sqlstate)
    assert tries(error, times=MOST_DEADLOCKS) == ("done", MOST_DEADLOCKS + 1)
    assert slept == pytest.approx([0.055, 0.11, 0.165])
    assert tries(error) == (error, MOST_DEADLOCKS + 1)


def test_lost_choices_and_deadlocks_are_counted_apart(slept, postgresql):
    """Nineteen lost choices leave all three tries after a deadlock, and the other way round."""
    errors = [Taken()] * (MOST_TAKEN - 1) + [failure(OperationalError, "40P01")] * MOST_DEADLOCKS
    for order in (errors, errors[::-1]):
        left = list(order)

        def act(left=left):
            if left:
                raise left.pop(0)
            return "done"

        assert attempt(act, now=NOW, van=at("9:00"), tot=at("9:20")) == "done"
        assert left == []


def test_inside_a_transaction_nothing_is_tried():
    """Nothing could be rolled back there, so a second try would see a rest of the first."""
    with transaction.atomic(), pytest.raises(RuntimeError):
        attempt(lambda: "done", now=NOW, van=at("9:00"), tot=at("9:20"))


def test_what_was_done_before_is_the_answer_and_nothing_is_tried():
    def act():
        raise AssertionError("tried")

    found = attempt(act, now=NOW, van=at("9:00"), tot=at("9:20"), before=lambda: "found")
    assert found == "found"


def test_before_each_try_is_looked_whether_it_was_done_meanwhile():
    looked = []

    def before():
        looked.append(len(looked))
        return "found" if len(looked) == 3 else None

    def act():
        raise Collision

    assert attempt(act, now=NOW, van=at("9:00"), tot=at("9:20"), before=before) == "found"
    assert looked == [0, 1, 2]


def test_after_a_lost_choice_expired_holds_in_the_way_go_and_no_others(town):
    town.loket()
    paspoort = town.product(duur=20)
    here, there = held(paspoort, "9:00", sessie="a"), held(paspoort, "14:00", sessie="b")
    end = here.houdbaar_tot
    seen = []

    def act():
        seen.append(here.inzetten.exists())
        if len(seen) == 1:
            raise Taken
        return "done"

    early = end - timedelta(microseconds=1)
    for now, after in ((early, True), (end, False)):
        seen.clear()
        assert attempt(act, now=now, van=at("9:00"), tot=at("9:20")) == "done"
        assert seen == [True, after]
    assert there.inzetten.exists()


def test_another_failure_of_the_database_is_not_tried_again(slept, postgresql):
    for error in (failure(OperationalError, "57P01"), OperationalError("no cause")):
        assert tries(error) == (error, 1)


def test_sqlite_waits_by_itself_so_nothing_is_tried_again(slept, monkeypatch):
    monkeypatch.setattr(attempts, "connection", SimpleNamespace(vendor="sqlite"))
    error = failure(OperationalError, "40P01")
    assert tries(error) == (error, 1)


def test_only_a_unique_key_makes_a_collision():
    def break_with(error):
        def act():
            raise error

        return act

    for unique in (
        failure(IntegrityError, "23505"),
        IntegrityError("UNIQUE constraint failed: afspraken_verzoek.sleutel"),
    ):
        with pytest.raises(Collision):
            or_collision(break_with(unique))
    for other in (failure(IntegrityError, "23514"), IntegrityError("CHECK constraint failed: x")):
        with pytest.raises(IntegrityError):
            or_collision(break_with(other))
    assert or_collision(lambda: "done") == "done"


def test_an_act_sees_all_of_it_rolled_back_before_it_is_tried_again(town):
    """No savepoint and no rest of the try that lost."""
    count = 0

    def act():
        nonlocal count
        count += 1
        town.loket(f"Loket {count}")
        if count < 3:
            raise Taken
        return "done"

    assert attempt(act, now=NOW, van=at("9:00"), tot=at("9:20")) == "done"
    assert list(Middel.objects.values_list("naam", flat=True)) == ["Loket 3"]
