"""The same request again, what others hear, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking
from afspraken.exceptions import (
    KeyReused,
)
from afspraken.models import (
    Afspraak,
    BezetteCel,
    Logregel,
    Partij,
)
from afspraken.signals import Change, afspraak_changed
from tests.cast import ANNA, BRAM, NOW, booked, offer, wens

pytestmark = pytest.mark.django_db

INWONER = Partij.INWONER


def statements(queries):
    """The statements of a transaction, without its own begin and end."""
    ends = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return [query["sql"] for query in queries if not query["sql"].startswith(ends)]


def read_whole(statement):
    """The tables that the database would read from begin to end, even if they had many rows."""
    sql, values = statement
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(row[-1] for row in cursor.fetchall())
    return re.findall(r"(?:SCAN|Seq Scan on) (?!CONSTANT)\w+", plan)


def test_the_same_key_gives_the_same_appointment_and_another_body_is_refused(town):
    town.loket()
    wish = wens(town.product())
    chosen = offer(wish, "9:00")
    key = {"client": "formulier", "sleutel": "a1"}
    first = booking.book(wish, chosen, ANNA, now=NOW, **key)
    assert booking.book(wish, chosen, ANNA, now=NOW, **key) == first
    with pytest.raises(KeyReused):
        booking.book(wish, chosen, BRAM, now=NOW, **key)
    assert Afspraak.objects.count() == 1


def test_every_act_is_told_in_the_transaction(town):
    heard = []

    def listen(sender, *, change, **_rest):
        heard.append(change)

    afspraak_changed.connect(listen)
    try:
        town.loket()
        paspoort = town.product()
        afspraak = booked(paspoort, "9:00")
        wish = wens(paspoort)
        afspraak = booking.move(afspraak, wish, offer(wish, "10:00"), partij=INWONER, now=NOW)
        booking.update_contact(afspraak, BRAM, partij=INWONER, now=NOW)
        booking.cancel(afspraak, partij=INWONER, now=NOW)
    finally:
        afspraak_changed.disconnect(listen)
    assert heard == [Change.BOOKED, Change.MOVED, Change.UPDATED, Change.CANCELLED]
    written = Logregel.objects.values_list("handeling", flat=True)
    assert list(written) == ["GEBOEKT", "VERZET", "GEWIJZIGD", "GEANNULEERD"]


def test_a_failing_listener_fails_the_booking(town):
    def fail(sender, **_rest):
        raise RuntimeError("no outbox")

    town.loket()
    paspoort = town.product()
    afspraak_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            booked(paspoort, "9:00")
    finally:
        afspraak_changed.disconnect(fail)
    assert not Afspraak.objects.exists()
    assert not BezetteCel.objects.exists()


def test_holding_and_confirming_take_at_most_ten_statements_each(town):
    town.loket()
    paspoort = town.product()
    wish = wens(paspoort)
    chosen = offer(wish, "9:00")
    wish = wens(type(paspoort).objects.prefetch_related("vereisten").get(pk=paspoort.pk))
    with CaptureQueriesContext(connection) as holding:
        hold = booking.hold(wish, chosen, sessie="tablet", now=NOW)
    with CaptureQueriesContext(connection) as confirming:
        booking.confirm(hold.code, ANNA, sessie="tablet", now=NOW)
    assert len(statements(holding.captured_queries)) <= 10, statements(holding.captured_queries)
    assert len(statements(confirming.captured_queries)) <= 10


def test_a_booking_looks_appointments_up_and_never_reads_them_all(town):
    sent = []

    def note(execute, sql, values, many, context):
        if not sql.startswith("INSERT") and re.search(r"afspraken_afspraak\b", sql):
            sent.append((sql, values))
        return execute(sql, values, many, context)

    town.loket()
    wish = wens(town.product())
    chosen = offer(wish, "9:00")
    with connection.execute_wrapper(note):
        hold = booking.hold(wish, chosen, sessie="tablet", now=NOW)
        booking.confirm(hold.code, ANNA, sessie="tablet", now=NOW)
    assert [read_whole(statement) for statement in sent] == [[]] * 5
