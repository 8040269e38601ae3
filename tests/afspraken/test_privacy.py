"""Every column that can hold personal data is registered, or declared harmless."""

import pytest
from django.apps import apps
from django.db import models

from afspraken import privacy
from afspraken.models import Klant

pytestmark = pytest.mark.django_db

HARMLESS = {
    # codes that open nothing, and choices
    *("Afspraak.code", "Afspraak.referentie", "Afspraak.status", "Afspraak.kanaal"),
    *("Afspraak.aanbieder", "Klant.taal", "Zegel.hash"),
    *("Logregel.partij", "Logregel.handeling", "Logregel.onderwerp", "Logregel.gegevens"),
    # numbers of employees, and what they write about the office
    *("Logregel.door", "Inzet.overboekt_door", "Inzet.overboekt_reden", "Blokkade.omschrijving"),
    *("Afwezigheid.reden", "Sluiting.reden", "Uitzondering.reden", "Uitzondering.soort"),
    *("Afwezigheid.bron", "Storing.reden", "Tijdvoorstel.status"),
    # what happens to an appointment: choices, and numbers of resources
    *("Verplaatsvoorstel.oplossing", "Verplaatsvoorstel.uitkomst", "Verplaatsvoorstel.zetels"),
    *("Afhaaldocument.status", "Afhaaldocument.opgehaald_door"),
    *("Klantgesprek.code", "Klantgesprek.kanaal", "Klantgesprek.verificatie"),
    # the knowledge base: the municipality's own texts, and who wrote them
    *("Kennisartikel.titel", "Kennisartikel.titel_en", "Kennisartikel.slug"),
    *("Kennisartikel.zoekwoorden", "Kennisartikel.titelwoorden", "Kennisartikel.trefwoorden"),
    *("Kennisartikel.tekstwoorden", "Kennisversie.tekst", "Kennisversie.tekst_en"),
    *("Kennisversie.script", "Kennisversie.vragen", "Kennisversie.status", "Kennisversie.auteur"),
    # contacts: codes and choices; numbers of rows that were joined
    *("Klantcontact.kanaal", "Klantcontact.soort", "Klantcontact.taal", "Klantcontact.verificatie"),
    *("Contactvraag.resultaat", "Terugbelverzoek.soort", "Terugbelverzoek.status", "Groep.naam"),
    *("Terugbelverzoek.voorkeur_dagdeel", "Terugbelstap.stap"),
    *("Samenvoeging.verplaatst", "Samenvoeging.aangevuld"),
    # the queue of a day: choices
    *("Wachtende.reeks", "Wachtende.taal", "Wachtende.via", "Wachtende.stand", "Wachtstap.actie"),
    # visits: choices, and numbers of competences
    *("Veldwerker.vervoer", "Veldwerker.noodtelefoon", "Route.vervoer", "Bezoek.eisen"),
    "Bezoek.mede",
    *("Veldactie.uuid", "Veldactie.soort", "Veldactie.uitkomst", "Veldactie.reden"),
    *("Veldactie.resultaat", "Opvolging.reden"),
    *("Bezoekaanvraag.code", "Bezoekaanvraag.status"),
    # care-home days: choices, the quiet hours of a home, and a number that days share
    *("Zitting.status", "Zitting.reeks", "Zitting.stilte", "Zittingtoegang.soort"),
    *("Bewoner.door", "Bewoner.status", "Bewoner.reden"),
    # the public register of addresses: where a door is, not who lives behind it
    *("Adrespunt.postcode", "Adrespunt.huisnummer", "Adrespunt.straat", "Adrespunt.plaats"),
    "Buurt.naam",
    # the catalogue and the town
    *("Afdeling.naam", "Bevoegdheid.naam", "Middel.naam", "Middel.soort", "Vereiste.soort"),
    *("Productgroep.naam", "Productgroep.naam_en", "Kosten.omschrijving", "Kosten.omschrijving_en"),
    *("Locatie.naam", "Locatie.slug", "Locatie.straat", "Locatie.huisnummer", "Locatie.postcode"),
    *("Scherm.soort", "Scherm.naam", "Scherm.code", "Scherm.zitplaats", "Scherm.zitplaats_en"),
    *("Locatie.plaats", "Locatie.telefoon", "Locatie.aankomst", "Locatie.aankomst_en"),
    *("Product.naam", "Product.naam_en", "Product.slug", "Product.upl_naam", "Product.kanalen"),
    *("Product.omschrijving", "Product.omschrijving_en", "Product.zoekwoorden"),
    *("Product.meenemen", "Product.meenemen_en", "Product.verschijnen", "Product.verschijnen_en"),
    *("Product.aanbieder", "Product.document", "Product.document_en", "Klant.voorkeur"),
    # the question funnel: the municipality's own texts; answers of people are not kept
    *("Levensgebeurtenis.naam", "Levensgebeurtenis.naam_en", "Levensgebeurtenis.slug"),
    *("Levensgebeurtenis.omschrijving", "Levensgebeurtenis.omschrijving_en"),
    *("Levensgebeurtenis.zoekwoorden", "Levensgebeurtenis.inhoud", "Vraag.tekst"),
    *("Vraag.tekst_en", "Vraag.uitleg", "Vraag.uitleg_en", "Antwoord.tekst", "Antwoord.tekst_en"),
    *("Antwoordproduct.reden", "Antwoordproduct.reden_en"),
    # messages: codes and choices; the municipality's own texts and mailboxes
    *("Bericht.onderwerp", "Bericht.soort", "Bericht.moment", "Bericht.ontvanger"),
    *("Bericht.kanaal", "Bericht.referentie", "Bericht.status", "Bericht.claim"),
    *("Bericht.provider_id", "Bericht.fout", "Kanaalstand.kanaal", "Kanaalstand.laatste_fout"),
    *("Sjabloon.soort", "Sjabloon.kanaal", "Sjabloon.taal", "Sjabloonversie.titel"),
    *("Sjabloonversie.tekst", "Sjabloonversie.status", "Sjabloonversie.auteur"),
    *("Berichtmoment.soort", "Berichtmoment.eenheid", "Berichtmoment.kanaal"),
    *("Berichtadres.email", "Beltaak.reden", "Beltaak.gedaan_door", "Agendalink.niveau"),
    *("Buitenagenda.laatste_fout", "Stapel.gemaakt_door"),
}
CAN_HOLD_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.GenericIPAddressField,
    models.UUIDField,
)


def text_fields(all_models):
    return {
        f"{model.__name__}.{field.name}"
        for model in all_models
        for field in model._meta.fields
        if isinstance(field, CAN_HOLD_TEXT)
    }


def declared():
    return {
        f"{tabel.model.__name__}.{field}"
        for tabel in privacy.registered()
        for field in (*tabel.persoonlijk, *tabel.geheim)
    }


def our_models():
    labels = ("afspraken", "mobiel", "notificaties")
    return [model for label in labels for model in apps.get_app_config(label).get_models()]


def test_every_text_field_is_registered_or_declared_harmless():
    assert text_fields(our_models()) - declared() - HARMLESS == set()


def test_nothing_is_both_personal_and_harmless_and_nothing_is_left_over():
    assert declared() & HARMLESS == set()
    assert HARMLESS - text_fields(our_models()) == set()


def test_a_new_text_field_would_be_noticed():
    class Notitie(models.Model):  # noqa: DJ008
        over_de_klant = models.TextField()

        class Meta:
            app_label = "not_installed"

    assert text_fields([Notitie]) - declared() - HARMLESS == {"Notitie.over_de_klant"}


def test_registered_fields_exist():
    for tabel in privacy.registered():
        list(tabel.model.objects.values(*tabel.persoonlijk, *tabel.context, *tabel.geheim)[:1])
        list(tabel.of(Klant(pk=1))[:1])


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="already registered"):
        privacy.register(privacy.registered()[0])
