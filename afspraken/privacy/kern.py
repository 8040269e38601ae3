"""The tables of the core that hold personal data."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet

from afspraken.lokaal import day_begin, local_day
from afspraken.models import (
    Afhaaldocument,
    Afspraak,
    Afspraakproduct,
    Contactplek,
    Contactvraag,
    Klant,
    Klantcontact,
    Klantgesprek,
    Notitie,
    Samenvoeging,
    Terugbelstap,
    Terugbelverzoek,
    Tijdvoorstel,
    Verzoek,
    Wachtende,
    Wachtproduct,
    Wachtstap,
)
from afspraken.privacy.retention import due_afspraken, due_contacten
from afspraken.privacy.tabel import Tabel, register

VERZOEK_KEPT = timedelta(hours=24)

register(
    Tabel(
        naam="klant",
        model=Klant,
        klant="pk",
        persoonlijk=("naam", "organisatie", "email", "telefoon", "postcode", "huisnummer")
        + ("geboortedatum",),
        geheim=("zoeknaam", "zoeknaam_tweede", "zoeknaam_roepnaam", "zoekorganisatie", "zoekemail"),
        context=("taal", "voorkeur", "gewist_op"),
        stempel="gewist_op",
        onderwerp=("klant", "pk"),
    )
)
register(
    Tabel(
        naam="afspraken",
        model=Afspraak,
        klant="klant",
        afspraak="pk",
        persoonlijk=("namens", "tolk", "rolstoel", "toelichting", "bezoekadres", "toegang")
        + ("begeleider",),
        geheim=("sessie", "beheer_hash"),
        context=("code", "referentie", "status", "status_op", "begin", "einde", "locatie__naam")
        + ("kanaal", "extra_tijd", "versie", "aangemaakt_op", "gewijzigd_op"),
        expired=due_afspraken,
        keeps_klant=True,
        onderwerp=("afspraak", "code"),
    )
)
register(
    Tabel(
        naam="producten",
        model=Afspraakproduct,
        klant="afspraak__klant",
        afspraak="afspraak",
        context=("afspraak__code", "product__naam", "aantal"),
    )
)
register(
    Tabel(
        naam="documenten",
        model=Afhaaldocument,
        klant="afspraak__klant",
        afspraak="afspraak",
        persoonlijk=("opslagnummer",),
        context=("afspraak__code", "product__document", "nummer", "status", "locatie__naam")
        + ("aangevraagd_op", "verwacht_op", "gereed_op", "status_op", "herinnerd_op")
        + ("opgehaald_door",),
    )
)
register(
    Tabel(
        naam="notities",
        model=Notitie,
        klant="afspraak__klant",
        afspraak="afspraak",
        persoonlijk=("tekst",),
        context=("afspraak__code", "afdeling__naam", "op"),
        delete=True,
    )
)
register(
    Tabel(
        naam="tijdvoorstellen",
        model=Tijdvoorstel,
        klant="afspraak__klant",
        afspraak="afspraak",
        context=("afspraak__code", "status", "status_op", "uiterlijk", "aangemaakt_op"),
    )
)
register(
    Tabel(
        naam="contactplekken",
        model=Contactplek,
        klant="afspraak__klant",
        afspraak="afspraak",
        geheim=("contact_hash",),
        context=("afspraak__code", "product__naam", "nummer"),
        delete=True,
    )
)
register(
    Tabel(
        naam="verzoeken",
        model=Verzoek,
        klant="afspraak__klant",
        afspraak="afspraak",
        geheim=("client", "sleutel", "body_hash"),
        context=("afspraak__code", "op"),
        expired=lambda now: Verzoek.objects.filter(op__lte=now - VERZOEK_KEPT),
        delete=True,
    )
)
register(
    Tabel(
        naam="klantcontacten",
        model=Klantcontact,
        klant="klant",
        persoonlijk=("onderwerp", "inhoud", "reactie"),
        context=("kanaal", "soort", "plaatsgevonden_op", "verificatie", "vertrouwelijk"),
        expired=due_contacten,
        keeps_klant=True,
        onderwerp=("contact", "pk"),
    )
)
register(
    Tabel(
        naam="vragen in contacten",
        model=Contactvraag,
        klant="contact__klant",
        persoonlijk=("vraag", "notitie"),
        context=("contact", "product__naam", "afdeling__naam", "resultaat"),
        expired=lambda now: Contactvraag.objects.filter(contact__in=due_contacten(now)),
    )
)
register(
    Tabel(
        naam="terugbelverzoeken",
        model=Terugbelverzoek,
        klant="contact__klant",
        persoonlijk=("gevraagde_handeling", "toelichting", "naam", "telefoon"),
        context=("soort", "status", "aangemaakt_op", "uiterlijk", "afgehandeld_op")
        + ("afdeling__naam", "voorkeur_dag", "voorkeur_dagdeel"),
        expired=lambda now: Terugbelverzoek.objects.filter(contact__in=due_contacten(now)),
        onderwerp=("terugbelverzoek", "pk"),
    )
)
register(
    Tabel(
        naam="stappen van terugbelverzoeken",
        model=Terugbelstap,
        klant="verzoek__contact__klant",
        persoonlijk=("toelichting",),
        context=("verzoek", "stap", "op"),
        expired=lambda now: Terugbelstap.objects.filter(verzoek__contact__in=due_contacten(now)),
    )
)
register(
    Tabel(
        naam="samenvoegingen",
        model=Samenvoeging,
        klant="blijft",
        context=("vervalt", "op", "ongedaan_op"),
    )
)
register(
    Tabel(
        naam="klantgesprekken",
        model=Klantgesprek,
        klant="klant",
        persoonlijk=("getypt", "keuze"),
        context=("kanaal", "begonnen_op", "verificatie"),
        expired=lambda now: Klantgesprek.objects.filter(begonnen_op__lt=day_begin(local_day(now))),
        delete=True,
    )
)
# What the counter notes on a visit is of use until it is over: the day after, it goes.
register(
    Tabel(
        naam="wachtenden",
        model=Wachtende,
        klant="afspraak__klant",
        persoonlijk=("notitie", "reden"),
        context=("locatie__naam", "dag", "reeks", "nummer", "afspraak__code", "personen", "taal")
        + ("via", "gemeld_op", "stand", "stand_op", "middel__naam"),
        expired=lambda now: Wachtende.objects.filter(dag__lt=local_day(now)),
    )
)
register(
    Tabel(
        naam="producten van inlopers",
        model=Wachtproduct,
        klant="wachtende__afspraak__klant",
        context=("wachtende", "product__naam", "aantal"),
    )
)
register(
    Tabel(
        naam="stappen in de wachtrij",
        model=Wachtstap,
        klant="wachtende__afspraak__klant",
        persoonlijk=("toelichting",),
        context=("wachtende", "nummer", "actie", "op", "middel__naam"),
        expired=lambda now: Wachtstap.objects.filter(wachtende__dag__lt=local_day(now)),
    )
)


# Who tried to log in, from which address: employees, and whoever knocks at their door.
LOGINS = {
    "inlogpogingen": "AccessAttempt",
    "inlogfouten": "AccessFailureLog",
    "inloggen": "AccessLog",
}


def _old(model: type[Model], now: datetime) -> QuerySet[Any]:
    term = timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    return model._default_manager.filter(attempt_time__lte=now - term)


for naam, model_name in LOGINS.items():
    model = apps.get_model("axes", model_name)
    register(
        Tabel(
            naam=naam,
            model=model,
            persoonlijk=("username", "ip_address", "user_agent"),
            expired=partial(_old, model),
            delete=True,
        )
    )
