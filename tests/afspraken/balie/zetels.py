"""Seating appointments at the desk, for the tests of who gets which counter."""

from datetime import timedelta

from afspraken.balie.provider import Balie
from afspraken.booking.steps import new_row
from afspraken.models import Status
from afspraken.offers import Overboeking, offer_at
from tests.cast import NOW, at

SPOED = Overboeking(door="7", reden="Reist morgen")
BALIE = Balie()


def row(town, wish, clock_time, *, now=NOW, locatie=None):
    """An appointment at that time that occupies nothing yet."""
    offer = offer_at(wish, locatie or town.gemeentehuis, at(clock_time))
    afspraak = new_row(wish, offer, Status.VASTGEHOUDEN, now=now)
    afspraak.houdbaar_tot = now + timedelta(days=30)
    afspraak.save()
    return afspraak


def taken(afspraak):
    """The names of the resources that it occupies."""
    return list(afspraak.inzetten.order_by("middel").values_list("middel__naam", flat=True))


def seated(town, wish, clock_time="9:00", *, seed="", now=NOW, overboeking=None, **options):
    """Where an appointment is seated."""
    afspraak = row(town, wish, clock_time, now=options.pop("chosen_op", now), **options)
    BALIE.hold(afspraak, wish, now=now, seed=seed, overboeking=overboeking)
    return taken(afspraak)
