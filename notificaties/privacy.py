"""The tables of messages that hold personal data; imported once, by `apps.py`."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from afspraken.privacy import Tabel, register
from notificaties.feeds import CANCELLED_SHOWN
from notificaties.models import Agendalink, Beltaak, Bericht, GeannuleerdeInzet

DAY = timedelta(days=1)

register(
    Tabel(
        naam="berichten",
        model=Bericht,
        klant="klant",
        afspraak="afspraak",
        persoonlijk=("aan", "titel", "tekst", "gegevens"),
        context=("onderwerp", "soort", "kanaal", "moment", "status", "verzonden_op"),
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
