"""The tables of messages that hold personal data; imported once, by `apps.py`."""

from __future__ import annotations

from afspraken.privacy import Tabel, register
from notificaties.models import Beltaak, Bericht

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
