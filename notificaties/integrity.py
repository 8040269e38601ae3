"""Is the outbox what it should be? The check "berichten" of `manage.py check_integrity`.

Nothing is mended here: what workers leave behind is put right by `outbox.sweep`, and what nobody
can know is for a person. Registered once, by `apps.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from afspraken.integrity import Check, Result, each, register, shortened
from afspraken.models import EXPECTED, Afspraak, Berichtkanaal
from notificaties.models import IN_HANDEN, Bericht, Berichtstatus
from notificaties.outbox.planning import wanted_reminders
from notificaties.outbox.rows import KLANT

LONG_OVER = timedelta(minutes=15)
"""A sweep comes every minute: a lease that ended so long ago means that nobody sweeps."""


def look(now: datetime) -> Result:
    """Every row is where its status says, and who comes will hear of it."""
    rows = Bericht.objects.order_by("pk")
    left = rows.filter(status__in=IN_HANDEN, lease_tot__lte=now - LONG_OVER)
    unsure = rows.filter(status=Berichtstatus.ONZEKER)
    return Result(
        "berichten",
        Bericht.objects.count(),
        each(left, lambda one: f"bericht {one.pk} bleef in handen: draaien de taken?")
        + each(
            rows.filter(status=Berichtstatus.VERZONDEN, verzonden_op=None),
            lambda one: f"bericht {one.pk} is verzonden, maar niet bekend is wanneer",
        )
        + each(
            _one_number_for_two(),
            lambda one: f"{one['aantal']} sms'jes hebben hetzelfde nummer: {one['provider_id']}",
        ),
        notes=each(unsure, lambda one: f"bericht {one.pk} is misschien verzonden")
        + shortened(
            f"afspraak {pk} heeft nog geen herinnering: doe plan_herinneringen"
            for pk in _forgotten(now)
        ),
    )


def _forgotten(now: datetime) -> Iterator[int]:
    """Appointments to come without any row for their customer, to whom the rules give one."""
    told = Bericht.objects.filter(afspraak=OuterRef("pk"), ontvanger=KLANT)
    rows = (
        Afspraak.objects.filter(~Exists(told), status__in=EXPECTED, begin__gt=now)
        .select_related("klant")
        .prefetch_related("producten")
        .order_by("pk")
    )
    wanted = wanted_reminders(rows.iterator(chunk_size=500), told={}, now=now)
    return (pk for pk in dict.fromkeys(row.afspraak_id for row in wanted) if pk is not None)


def _one_number_for_two() -> QuerySet[Bericht, dict[str, object]]:
    """SMS that one message of the provider stands for twice. A mail server reuses its numbers."""
    return (
        Bericht.objects.filter(kanaal=Berichtkanaal.SMS, provider_id__gt="")
        .values("provider_id")
        .annotate(aantal=Count("pk"))
        .filter(aantal__gt=1)
        .order_by("provider_id")
    )


register(Check("berichten", look))
