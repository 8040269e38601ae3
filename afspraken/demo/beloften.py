"""Contacts of the last days, and what was promised in them: late, tried, still to be taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from afspraken import contact
from afspraken.contact import Contact, Eigenaar, Toezegging, Vraag
from afspraken.models import (
    Afdeling,
    Belofte,
    Groep,
    Kanaal,
    Klant,
    Klantcontact,
    Resultaat,
    Soortcontact,
    Verificatie,
)

# Days ago, channel, kind, subject, what we do, for which department ("": the service point).
_CALLS = (
    (6, Kanaal.TELEFOON, Soortcontact.VRAAG, "Aanbouw achter het huis", "Bouwen en Wonen"),
    (5, Kanaal.POST, Soortcontact.KLACHT, "Klacht over de wachttijd", ""),
    (4, Kanaal.TELEFOON, Soortcontact.VRAAG, "Bezwaar tegen de WOZ-waarde", "Belastingen"),
    (2, Kanaal.EMAIL, Soortcontact.VRAAG, "Uitstel van betaling", "Belastingen"),
    (1, Kanaal.BALIE, Soortcontact.MELDING, "Scheve stoep voor de deur", "Bouwen en Wonen"),
    (0, Kanaal.TELEFOON, Soortcontact.VRAAG, "Hulp in het huishouden", "Sociale Zaken"),
)
_WEEKEND = 5


def write(*, now: datetime) -> int:
    """Write them once, for customers who have an appointment; the number of contacts.

    Needs the logins of the example town: an employee spoke, and another keeps what was promised.
    """
    if Klantcontact.objects.exists():
        return 0
    karin = User.objects.get(username="klantenservice")
    afdelingen = {one.naam: one for one in Afdeling.objects.all()}
    Groep.objects.get_or_create(afdeling=afdelingen["Bouwen en Wonen"], naam="Vergunningen")
    klanten = Klant.objects.exclude(naam="").exclude(telefoon="").order_by("pk")
    for (days, kanaal, soort, onderwerp, naam), klant in zip(_CALLS, klanten, strict=False):
        then = _working_day(now - timedelta(days=days))
        afdeling = afdelingen.get(naam)
        made = contact.record(
            Contact(
                kanaal=kanaal,
                soort=soort,
                onderwerp=onderwerp,
                klant=klant,
                verificatie=Verificatie.GEGEVENS if kanaal == Kanaal.TELEFOON else "",
                vragen=(Vraag(onderwerp, afdeling=afdeling, resultaat=Resultaat.TERUGBELLEN),),
            ),
            door=karin,
            now=then,
        )
        is_letter = kanaal == Kanaal.POST
        toezegging = Toezegging(
            eigenaar=Eigenaar(afdeling=afdeling),
            soort=Belofte.VERVOLG if is_letter else Belofte.TERUGBELLEN,
            gevraagde_handeling=f"{'Antwoord' if is_letter else 'Bel terug'}: {onderwerp.lower()}",
            naam=klant.naam,
            telefoon=str(klant.telefoon),
        )
        verzoek = contact.promise_call_back(made, toezegging, door=karin, now=then)
        if days in (4, 2):
            verzoek = contact.take(verzoek, versie=verzoek.versie, door=karin, now=then)
            contact.attempt(
                verzoek, versie=verzoek.versie, toelichting="geen gehoor", door=karin, now=then
            )
    return Klantcontact.objects.count()


def _working_day(moment: datetime) -> datetime:
    """The same moment, or on the Friday before where it is in a weekend."""
    return moment - timedelta(days=max(0, moment.weekday() - _WEEKEND + 1))
