"""Whatever counters and customers do, in whatever order: nobody is lost or served twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from tests.afspraken.wachtrij.hal import Hal, acts

pytestmark = pytest.mark.django_db

SLOW = [HealthCheck.too_slow]


def walk(taken):
    """A day at the counters: every step checked, and all of the database at the end."""
    hal = Hal()
    for act in taken:
        hal.act(*act)
        hal.check()
    assert hal.faults() == ()
    hal.end_of_day()


class NobodyIsLost(TestCase):
    @settings(deadline=None, max_examples=10, suppress_health_check=SLOW)
    @given(acts)
    def test_nobody_is_lost_from_the_queue_or_served_twice(self, taken):
        walk(taken)

    @pytest.mark.prove
    @settings(deadline=None, max_examples=200, suppress_health_check=SLOW)
    @given(acts)
    def test_nobody_is_lost_in_any_of_many_more_days(self, taken):
        walk(taken)
