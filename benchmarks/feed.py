"""Fetching a calendar that has not changed, beside building it anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from afspraken.models import Afspraak, Inzet, Middel
from benchmarks import town
from benchmarks.measuring import Figure, answer, count, in_turn, slower
from benchmarks.workload import Workload, next_monday
from notificaties.agendas import feedcache
from notificaties.agendas.agendalinks import address, make_link
from notificaties.models import Niveau


def figures() -> Iterator[Figure]:
    """One counter of W1, all that a calendar can show of it; whole requests."""
    town.build(Workload(next_monday(timezone.localdate())))
    loket = Middel.objects.order_by("pk")[0]
    now = timezone.now()
    baas = User.objects.create_superuser("baas")
    _link, token = make_link(
        loket, gebruiker=baas, apparaat="telefoon", niveau=Niveau.VOLLEDIG, seintje=None, now=now
    )
    device = Client(headers={"host": "localhost"})
    whole = device.get(address(token))
    headers = {"if-none-match": whole.headers["ETag"]}

    def unchanged() -> int:
        return device.get(address(token), headers=headers).status_code

    def anew() -> int:
        feedcache.drop(middelen=[loket.pk], locaties=[])
        return device.get(address(token)).status_code

    booked = Inzet.objects.filter(middel=loket).count()
    yield answer("events of one counter", whole.content.count(b"BEGIN:VEVENT"), booked)
    with CaptureQueriesContext(connection) as asked:
        answered = unchanged()
    yield answer("answer to who has it", answered, 304)
    yield count("statements of a 304", len(asked), 1)
    about = [row for row in asked.captured_queries if Afspraak._meta.db_table in row["sql"]]
    yield count("of them about appointments", len(about), 0)
    mine, theirs = in_turn(unchanged, anew, rounds=31)
    yield slower(f"304 beside building {booked} events", mine, theirs, 5)
