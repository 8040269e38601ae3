"""The specialist of the example town has a week with something to see: notes, leave, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from afspraken import agenda, contact, notities, roosters, tijdvoorstellen
from afspraken.contact import Contact, Eigenaar, Toezegging, Vraag
from afspraken.exceptions import BookingError
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Afdeling, Afspraak, Kanaal, Middel, Notitie, Resultaat, Status
from afspraken.wens import wens_of

LOGIN = "specialist"

_NOTES = (
    "Neemt de brieven van de deurwaarder mee.",
    "Eerste gesprek was in het Engels. Ging goed.",
    "Belt nog over de datum van zijn huurcontract.",
)
_TO_CALL = ("Vraag over bijzondere bijstand", "Uitleg bij het besluit")


def write(*, now: datetime) -> None:
    """Write it once. Needs the logins and the appointments of the example town."""
    user = User.objects.filter(username=LOGIN).first()
    middel = Middel.objects.filter(gebruiker=user).first() if user else None
    if user is None or middel is None or Notitie.objects.exists():
        return
    coming = list(
        Afspraak.objects.filter(inzetten__middel=middel, status=Status.GEPLAND, begin__gt=now)
        .select_related("klant", "locatie")
        .order_by("begin")
    )
    afdeling = Afdeling.objects.get(naam="Sociale Zaken")
    for afspraak, tekst in zip(coming, _NOTES, strict=False):
        notities.add(afspraak, tekst, afdeling=afdeling.pk, door=user, now=now)
    _ask_another_time(coming, middel, user, now=now)
    _take_an_afternoon(middel, now=now)
    for afspraak, onderwerp in zip(coming[3:], _TO_CALL, strict=False):
        _promise(afspraak, onderwerp, afdeling, user, now=now)


def _ask_another_time(coming: list[Afspraak], middel: Middel, user: User, *, now: datetime) -> None:
    """The first appointment of next week for which there is another time, is asked for it."""
    for afspraak in coming:
        if afspraak.begin < now + timedelta(days=6):
            continue
        wens = replace(wens_of(afspraak), kanaal=Kanaal.TELEFOON, met=middel.pk)
        van = day_after(local_day(now + timedelta(days=4)))
        offers = agenda.search(wens, now=now, van=van).spread(2)
        try:
            uiterlijk = day_begin(local_day(now + timedelta(days=3))) + timedelta(hours=17)
            tijdvoorstellen.propose(afspraak, wens, offers, uiterlijk=uiterlijk, door=user, now=now)
        except BookingError:
            continue
        return


def _take_an_afternoon(middel: Middel, *, now: datetime) -> None:
    """Away next week Thursday afternoon: appointments then stand out in the agenda."""
    dag = local_day(now) + timedelta(days=7 + (3 - local_day(now).weekday()))
    begin = day_begin(dag) + timedelta(hours=13)
    roosters.set_absent(
        middel, begin=begin, einde=begin + timedelta(hours=4), reden="Cursus", now=now
    )


def _promise(
    afspraak: Afspraak, onderwerp: str, afdeling: Afdeling, user: User, *, now: datetime
) -> None:
    """A call-back that this specialist keeps."""
    then, klant = now - timedelta(hours=20), afspraak.klant
    if klant is None:
        return
    made = contact.record(
        Contact(
            kanaal=Kanaal.TELEFOON,
            onderwerp=onderwerp,
            klant=klant,
            vragen=(Vraag(onderwerp, afdeling=afdeling, resultaat=Resultaat.TERUGBELLEN),),
        ),
        door=user,
        now=then,
    )
    toezegging = Toezegging(
        eigenaar=Eigenaar(afdeling=afdeling, medewerker=user),
        gevraagde_handeling=f"Bel terug: {onderwerp.lower()}",
        naam=klant.naam,
        telefoon=str(klant.telefoon),
    )
    contact.promise_call_back(made, toezegging, door=user, now=then)
