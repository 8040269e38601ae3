"""The tables of visits that hold personal data; imported once, by `apps.py`."""

from __future__ import annotations

from afspraken.privacy import Tabel, register
from mobiel.models import Bezoek, Veldactie

register(
    Tabel(
        naam="bezoeken",
        model=Bezoek,
        klant="afspraak__klant",
        afspraak="afspraak",
        persoonlijk=("breedtegraad", "lengtegraad"),  # where somebody lives
        context=("afspraak__code", "duur", "belofte_van", "belofte_tot", "afgekondigd_op"),
    )
)
register(
    Tabel(
        naam="meldingen van onderweg",
        model=Veldactie,
        klant="bezoek__afspraak__klant",
        afspraak="bezoek__afspraak",
        persoonlijk=("notitie",),
        context=("soort", "gedaan_op", "uitkomst", "resultaat", "legitimatie"),
    )
)
