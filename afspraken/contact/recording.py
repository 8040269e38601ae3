"""A contact is registered, and with it what was promised."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from afspraken import logboek
from afspraken.contact import norm
from afspraken.contact.gegevens import Contact, Persoon, Toezegging
from afspraken.klanten import current
from afspraken.models import (
    Contactvraag,
    Handeling,
    Klant,
    Klantcontact,
    Stap,
    Terugbelstap,
    Terugbelverzoek,
)
from afspraken.signals import contact_changed


@transaction.atomic
def keep_person(persoon: Persoon, *, door: Any, now: datetime) -> Klant:
    """Keep someone who got in touch as a customer; `door` is the user who wrote it down.

    Nobody is looked up: who may be the same person is suggested on the page of the customer.
    """
    klant = Klant.objects.create(**asdict(persoon))
    logboek.record_by(
        door,
        Handeling.GEWIJZIGD,
        f"klant:{klant.pk}",
        now=now,
        wat="nieuw",
    )
    return klant


@transaction.atomic
def correct_person(klant: Klant, persoon: Persoon, *, door: Any, now: datetime) -> Klant:
    """Write back what a known customer told anew; `door` is the user who wrote it down.

    One who was joined with another meanwhile is the one that stayed, and one who was erased stays
    as they are. Nothing told anew: nothing is written, and nothing logged.
    """
    fresh = current(klant)
    if fresh is None or fresh.gewist_op is not None:
        return klant
    told = asdict(persoon)
    if any(getattr(fresh, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(fresh, name, value)
        fresh.save()
        logboek.record_by(door, Handeling.GEWIJZIGD, f"klant:{fresh.pk}", now=now)
    return fresh


@transaction.atomic
def record(gegevens: Contact, *, door: Any, now: datetime) -> Klantcontact:
    """Register a contact with its questions; `door` is the user who spoke.

    May run inside a transaction, so that it commits together with `booking.confirm`. A customer
    who was joined with another meanwhile is the one that stayed.
    """
    klant = current(gegevens.klant)
    contact = Klantcontact.objects.create(
        klant=klant,
        kanaal=gegevens.kanaal,
        soort=gegevens.soort,
        onderwerp=gegevens.onderwerp,
        inhoud=gegevens.inhoud,
        reactie=gegevens.reactie,
        taal=gegevens.taal,
        vertrouwelijk=gegevens.vertrouwelijk,
        verificatie=gegevens.verificatie if klant else "",
        indicatie_contact_gelukt=True,
        plaatsgevonden_op=gegevens.plaatsgevonden_op or now,
        medewerker=door,
        aangemaakt_op=now,
    )
    Contactvraag.objects.bulk_create(
        Contactvraag(
            contact=contact,
            vraag=one.vraag,
            product=one.product,
            afdeling=one.van,
            resultaat=one.resultaat,
            notitie=one.notitie,
        )
        for one in gegevens.vragen
    )
    if gegevens.afspraken:
        contact.afspraken.add(*gegevens.afspraken)
    logboek.record_by(
        door,
        Handeling.CONTACT,
        f"contact:{contact.pk}",
        now=now,
        kanaal=str(gegevens.kanaal),
        klant=klant.pk if klant else None,
        verificatie=contact.verificatie,
    )
    contact_changed.send(Klantcontact, contact=contact, verzoek=None, stap=None, now=now)
    return contact


@transaction.atomic
def promise_call_back(
    contact: Klantcontact, toezegging: Toezegging, *, door: Any, now: datetime
) -> Terugbelverzoek:
    """Promise that somebody calls back, or does something else, before a deadline."""
    eigenaar = toezegging.eigenaar
    uiterlijk = toezegging.uiterlijk or norm.due(
        eigenaar.afdeling,
        now=now,
        dag=toezegging.voorkeur_dag,
        dagdeel=toezegging.voorkeur_dagdeel,
    )
    verzoek = Terugbelverzoek.objects.create(
        contact=contact,
        soort=toezegging.soort,
        gevraagde_handeling=toezegging.gevraagde_handeling,
        toelichting=toezegging.toelichting,
        naam=toezegging.naam,
        telefoon=toezegging.telefoon,
        voorkeur_dag=toezegging.voorkeur_dag,
        voorkeur_dagdeel=toezegging.voorkeur_dagdeel,
        uiterlijk=uiterlijk,
        aangemaakt_op=now,
        **eigenaar.fields(),
    )
    note(verzoek, Stap.BELOOFD, door=door, now=now)
    return verzoek


def note(
    verzoek: Terugbelverzoek, stap: Stap, *, door: Any, now: datetime, toelichting: str = ""
) -> None:
    """Write a step of a promise to its history and the log, and tell the other apps."""
    Terugbelstap.objects.create(
        verzoek=verzoek, stap=stap, op=now, door=door, toelichting=toelichting
    )
    logboek.record_by(
        door,
        Handeling.TERUGBELLEN,
        f"terugbelverzoek:{verzoek.pk}",
        now=now,
        stap=str(stap),
    )
    contact_changed.send(Klantcontact, contact=verzoek.contact, verzoek=verzoek, stap=stap, now=now)
