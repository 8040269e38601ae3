"""SMS cost money: so many to one number in a day, so many in an hour."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection

from afspraken.models import Klant
from notificaties import smslimiet
from notificaties.models import Bericht, Berichtsoort, Berichtstatus
from tests.cast import NOW

ANNA, BRAM = "+31612345678", "+31687654321"
HANDED_OVER = [
    Berichtstatus.WORDT_VERZONDEN,
    Berichtstatus.VERZONDEN,
    Berichtstatus.AFGELEVERD,
    Berichtstatus.NIET_AFGELEVERD,
    Berichtstatus.MISLUKT,
    Berichtstatus.ONZEKER,
]
_number = count(1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.SMS_PER_NUMMER, settings.SMS_PER_UUR = 3, 5


def _sent(to=ANNA, ago=timedelta(0), status=Berichtstatus.VERZONDEN, kanaal="SMS", **fields):
    in_hand = status == Berichtstatus.WORDT_VERZONDEN
    values = {
        "onderwerp": f"afspraak:{next(_number)}",
        "soort": Berichtsoort.BEVESTIGING,
        "ontvanger": "klant",
        "kanaal": kanaal,
        "status": status,
        "status_op": NOW - ago,
        "verzonden_op": NOW - ago if status == Berichtstatus.VERZONDEN else None,
        "niet_voor": NOW - ago,
        "aangemaakt_op": NOW - ago,
        "lease_tot": NOW if in_hand else None,
        "aan": to,
    }
    return Bericht.objects.create(**values | fields)


@pytest.mark.parametrize("status", HANDED_OVER)
def test_all_that_was_handed_over_counts(status):
    for _ in range(3):
        _sent(status=status)
    assert smslimiet.within_limit([ANNA, BRAM], now=NOW) == [False, True]
    assert smslimiet.room(now=NOW) == 2


def test_what_waits_and_other_ways_do_not_count():
    anna = Klant.objects.create(naam="Anna", telefoon=ANNA)
    for _ in range(3):
        _sent(status=Berichtstatus.WACHT, to="", klant=anna)
        _sent(status=Berichtstatus.OPGEPAKT, to="", klant=anna, lease_tot=NOW)
        _sent(kanaal="EMAIL", to="anna@example.nl")
    assert smslimiet.within_limit([ANNA], now=NOW) == [True]
    assert smslimiet.room(now=NOW) == 5


def test_a_number_gets_more_after_a_day_and_everybody_after_an_hour():
    for minutes in (0, 1, 2):
        _sent(ago=timedelta(hours=24) - timedelta(minutes=minutes))
    assert smslimiet.within_limit([ANNA], now=NOW) == [True]
    assert smslimiet.within_limit([ANNA], now=NOW - timedelta(microseconds=1)) == [False]
    assert smslimiet.room(now=NOW) == 5
    _sent(ago=timedelta(hours=1))
    assert smslimiet.room(now=NOW) == 5
    assert smslimiet.room(now=NOW - timedelta(microseconds=1)) == 4


def test_a_late_receipt_does_not_make_it_a_new_sms():
    for _ in range(3):
        row = _sent(ago=timedelta(hours=25))
        Bericht.objects.filter(pk=row.pk).update(status=Berichtstatus.AFGELEVERD, status_op=NOW)
    assert smslimiet.within_limit([ANNA], now=NOW) == [True]


def test_those_earlier_in_the_list_count_too():
    _sent()
    asked = [ANNA, BRAM, ANNA, ANNA, BRAM]
    assert smslimiet.within_limit(asked, now=NOW) == [True, True, True, False, True]


def test_nothing_is_left_of_a_budget_that_is_used_up():
    for number in range(7):
        _sent(to=f"+3161234560{number}")
    assert smslimiet.room(now=NOW) == 0


def test_counting_takes_one_statement_each_and_reads_an_index(django_assert_num_queries):
    with django_assert_num_queries(2):
        smslimiet.room(now=NOW)
        smslimiet.within_limit([ANNA, BRAM] * 50, now=NOW)
    since = smslimiet._left_since(NOW)
    if connection.vendor == "postgresql":  # on a nearly empty table any index is as good
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
        assert "Seq Scan" not in since.explain() + since.filter(aan__in=[ANNA]).explain()
        return
    assert "bericht_sms_" in since.explain()
    assert "bericht_sms_aan" in since.filter(aan__in=[ANNA]).explain()


def test_no_number_is_no_question():
    assert smslimiet.within_limit([], now=NOW) == []
