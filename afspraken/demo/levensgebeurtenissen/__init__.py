"""The life events of the example town, each with its questions in two languages.

`naar` names the question that comes next; without it the answer is the end. Read next:
`afspraken/vraagtrechter/walking.py`, how a path of answers becomes a set of products.
"""

from __future__ import annotations

from datetime import datetime

from afspraken import vraagtrechter
from afspraken.demo.levensgebeurtenissen.leven import GEBOORTE, OVERLIJDEN, TROUWEN
from afspraken.demo.levensgebeurtenissen.voorbeeld import Gebeurtenis
from afspraken.demo.levensgebeurtenissen.wonen import KWIJT, VERHUIZEN, ZELFSTANDIG
from afspraken.models import (
    Antwoord,
    Antwoordproduct,
    Kennisartikel,
    Levensgebeurtenis,
    Product,
    Vraag,
)

GEBEURTENISSEN = (VERHUIZEN, GEBOORTE, TROUWEN, OVERLIJDEN, ZELFSTANDIG, KWIJT)


def write(*, now: datetime) -> None:
    """Store the life events and publish them; a fault in one stops the town from being built."""
    for number, one in enumerate(GEBEURTENISSEN):
        row = Levensgebeurtenis(
            slug=one.slug,
            naam=one.naam[0],
            naam_en=one.naam[1],
            omschrijving=one.omschrijving[0],
            omschrijving_en=one.omschrijving[1],
            zoekwoorden=one.zoekwoorden,
            volgorde=number,
        )
        row.full_clean()
        row.save()
        _questions(row, one)
        vraagtrechter.publish(row, door="", now=now)


def _questions(gebeurtenis: Levensgebeurtenis, one: Gebeurtenis) -> None:
    stored = {
        stap.naam: Vraag.objects.create(
            gebeurtenis=gebeurtenis,
            tekst=stap.tekst[0],
            tekst_en=stap.tekst[1],
            uitleg=stap.uitleg[0],
            uitleg_en=stap.uitleg[1],
            volgorde=number,
        )
        for number, stap in enumerate(one.stappen)
    }
    articles = {row.slug: row for row in Kennisartikel.objects.all()}
    products = {row.slug: row for row in Product.objects.all()}
    for stap in one.stappen:
        for number, keus in enumerate(stap.keuzes):
            answer = Antwoord.objects.create(
                vraag=stored[stap.naam],
                tekst=keus.tekst[0],
                tekst_en=keus.tekst[1],
                volgende=stored[keus.naar] if keus.naar else None,
                artikel=articles[keus.artikel] if keus.artikel else None,
                volgorde=number,
            )
            Antwoordproduct.objects.bulk_create(
                Antwoordproduct(
                    antwoord=answer,
                    product=products[each.slug],
                    aantal=each.aantal,
                    reden=each.reden[0],
                    reden_en=each.reden[1],
                )
                for each in keus.erbij
            )
