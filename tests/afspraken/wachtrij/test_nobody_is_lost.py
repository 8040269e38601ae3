"""Whatever counters and customers do, in whatever order: nobody is lost or served twice."""

import pytest
from hypothesis import given
from hypothesis.extra.django import TestCase

from tests.afspraken.wachtrij.hal import Hal, acts
from tests.effort import examples

pytestmark = pytest.mark.django_db


class NobodyIsLost(TestCase):
    @examples(3, in_proof=200)
    @given(acts)
    def test_nobody_is_lost_from_the_queue_or_served_twice(self, taken):
        """A day at the counters: every step checked, and all of the database at the end."""
        hal = Hal()
        for act in taken:
            hal.act(*act)
            hal.check()
        assert hal.faults() == ()
        hal.end_of_day()
