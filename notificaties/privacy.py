"""The tables of messages that hold personal data; imported once, by `apps.py`."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from afspraken.privacy import Tabel, register
from afspraken.privacy.retention import due_afspraken
from notificaties.afmelding import KEPT
from notificaties.agendas.feeds import CANCELLED_SHOWN
from notificaties.models import (
    IN_HANDEN,
    Agendalink,
    Beltaak,
    Bericht,
    Berichtstatus,
    Buitenagenda,
    GeannuleerdeInzet,
    SmsAfmelding,
    SmsAntwoord,
)

DAY = timedelta(days=1)


def _old_messages(now: datetime) -> QuerySet[Bericht]:
    """Of appointments past their term; of what has none, past the term of the municipality.

    What is still to go to an address that only the row knows keeps it: it goes, or is void soon.
    """
    term = now - timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    of_due = Q(afspraak__in=due_afspraken(now).values("pk"))
    old = Bericht.objects.filter(of_due | Q(afspraak__isnull=True, aangemaakt_op__lte=term))
    to_go = (Berichtstatus.WACHT, *IN_HANDEN)
    return old.exclude(afspraak__isnull=True, klant__isnull=True, status__in=to_go)


def _old_answers(now: datetime) -> QuerySet[SmsAntwoord]:
    """Past the term, counted from the visit, or from the SMS where it is of no appointment."""
    term = now - timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    over = Q(afspraak__isnull=True) | Q(afspraak__einde__lte=term)
    return SmsAntwoord.objects.filter(over, op__lte=term)


register(
    Tabel(
        naam="berichten",
        model=Bericht,
        klant="klant",
        afspraak="afspraak",
        persoonlijk=("aan", "titel", "tekst", "gegevens"),
        context=("onderwerp", "soort", "kanaal", "moment", "status", "verzonden_op"),
        expired=_old_messages,
    )
)
register(
    Tabel(
        naam="beltaken",
        model=Beltaak,
        klant="afspraak__klant",
        afspraak="afspraak",
        persoonlijk=("notitie",),
        context=("afspraak__code", "reden", "aangemaakt_op", "gedaan_op"),
    )
)
register(
    Tabel(
        naam="geannuleerde inzetten",
        model=GeannuleerdeInzet,
        klant="afspraak__klant",
        afspraak="afspraak",
        context=("afspraak__code", "middel__naam", "op"),
        expired=lambda now: GeannuleerdeInzet.objects.filter(op__lt=now - CANCELLED_SHOWN - DAY),
        delete=True,
    )
)
register(
    Tabel(
        naam="antwoorden per sms",
        model=SmsAntwoord,
        klant="afspraak__klant",
        afspraak="afspraak",
        persoonlijk=("betekenis", "gevolg"),
        geheim=("provider_id", "nummer_hash"),
        context=("afspraak__code", "op"),
        expired=_old_answers,
        delete=True,
    )
)
# Of nobody that we know: a number that wants no SMS, as a hash.
register(
    Tabel(
        naam="afmeldingen van sms",
        model=SmsAfmelding,
        geheim=("nummer_hash",),
        expired=lambda now: SmsAfmelding.objects.filter(op__lte=now - KEPT),
        delete=True,
    )
)
# The names that employees give to their devices.
register(
    Tabel(
        naam="agendalinks",
        model=Agendalink,
        persoonlijk=("apparaat",),
        geheim=("token_hash",),
        expired=lambda now: Agendalink.objects.filter(
            ingetrokken_op__lte=now - timedelta(days=settings.BEWAARTERMIJN_DAGEN)
        ),
        delete=True,
    )
)
# Addresses that open the calendars of employees, kept a while after they were put off.
register(
    Tabel(
        naam="agenda's van buiten",
        model=Buitenagenda,
        geheim=("url", "etag", "last_modified"),
        expired=lambda now: Buitenagenda.objects.filter(
            is_actief=False, gewijzigd_op__lte=now - timedelta(days=settings.BEWAARTERMIJN_DAGEN)
        ),
        delete=True,
    )
)
