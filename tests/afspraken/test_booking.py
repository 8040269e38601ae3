"""Holding, confirming, moving and cancelling, as the customer meets it."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from afspraken import booking
from afspraken.exceptions import (
    AlreadyClosed,
    HoldExpired,
    InvalidOffer,
    KeyReused,
    LimitReached,
    NameFixed,
    NotOffered,
    SlotTaken,
    TooLate,
)
from afspraken.models import Afspraak, BezetteCel, Inzet, Kanaal, Logregel, Partij, Soort, Status
from afspraken.offers import Offer
from tests.cast import ANNA, BRAM, NOW, at, booked, clock, offer, times, wens

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_booking_occupies_its_counter(town):
    loket = town.loket()
    afspraak = booked(town.product(duur=20, uitloop=5), "9:00")
    assert afspraak.status == Status.GEPLAND
    assert BezetteCel.objects.filter(middel=loket).count() == 5
    assert Logregel.objects.get().onderwerp == f"afspraak:{afspraak.code}"


def test_a_booked_time_is_offered_no_more(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    booked(paspoort, "9:20")
    assert times(wens(paspoort)) == ["9:00", "9:40"]
