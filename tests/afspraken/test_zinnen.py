"""Every refusal has words for an employee, who reads them about somebody else."""

import re
from datetime import timedelta

import pytest

from afspraken.exceptions import BookingError
from afspraken.models import Locatie, Nummerreeks, Wachtende, Wachtstand
from afspraken.wachtrij import errors
from tests.cast import MAANDAG, at

TO_VISITOR = re.compile(r"\b(Uw?|uw)\b|[Bb]el ons|naar de balie|aan de balie")
"""What is said to who comes, calls or books: an employee stands behind the desk already."""

OF_BOTH = ("afspraken.exceptions", "afspraken.wachtrij.")
"""Read by visitors and employees; the other modules have sentences for one of them only."""

PLAATS = Locatie(naam="Dorpshuis")
WACHTENDE = Wachtende(reeks=Nummerreeks.AFSPRAAK, nummer=1, stand=Wachtstand.WACHT)
AT_THE_COUNTER = [
    errors.WrongPlace(PLAATS),
    errors.OtherDay(at("10:00")),
    errors.TooEarly(at("10:00"), at("9:30")),
    errors.TooLateToReport(at("10:00")),
    errors.AlreadyReported(WACHTENDE),
    errors.Overtaken(WACHTENDE),
    errors.CounterBusy(WACHTENDE),
]


def _kinds(kind=BookingError):
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


PLAIN = [
    kind
    for kind in _kinds()
    if kind.__str__ is BookingError.__str__
    and kind.sentence is not BookingError.sentence  # a base, which is never raised
    and kind.__module__.startswith(OF_BOTH)
]


@pytest.mark.parametrize("error", AT_THE_COUNTER, ids=lambda error: type(error).__name__)
def test_the_counter_speaks_to_the_employee(error):
    assert not TO_VISITOR.search(error.for_desk)


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.__name__)
def test_so_does_every_sentence_that_is_always_the_same(kind):
    said = str(kind.sentence_for_desk or kind.sentence)
    assert not TO_VISITOR.search(said)


def test_who_was_early_or_late_is_told_the_limit_once():
    early = errors.TooEarly(at("12:00"), at("12:00") - timedelta(minutes=30))
    assert early.for_desk == "Dit is vroeg: melden kan vanaf 11.30 uur."
    assert "U bent vroeg" in str(early)
    assert (
        "niet vandaag, maar op maandag 7 december" in errors.OtherDay(at("9:00", MAANDAG)).for_desk
    )
