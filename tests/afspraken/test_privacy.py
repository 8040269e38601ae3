"""Personal data: shown and erased on request, forgotten in time, and never come back."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.db import models

from afspraken import privacy
from afspraken.engine.bitmap import cell_of
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Contactplek,
    Handeling,
    Inzet,
    Klant,
    Locatie,
    Logregel,
    Middel,
    Partij,
    Product,
    Productgroep,
    Soort,
    Status,
    Verzoek,
)

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
numbers = count(1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BEWAARTERMIJN_DAGEN = 30
    return tmp_path


def product(**values):
    n = next(numbers)
    groep, _made = Productgroep.objects.get_or_create(naam="Reizen")
    return Product.objects.create(naam=f"Paspoort {n}", slug=f"paspoort-{n}", groep=groep, **values)


def customer(naam="Sanne Bos", **values):
    return Klant.objects.create(
        naam=naam,
        email=values.pop("email", "sanne@example.nl"),
        telefoon="+31612345678",
        postcode="1191 AA",
        huisnummer="7",
        **values,
    )


def appointment(begin, *, klant=None, producten=None, status=Status.GEPLAND, **values):
    """An appointment of twenty minutes with everything personal filled in, and its cells."""
    locatie, _made = Locatie.objects.get_or_create(naam="Gemeentehuis", slug="gemeentehuis")
    loket, _made = Middel.objects.get_or_create(naam="Loket 1", soort=Soort.LOKET, plekken=50)
    n = next(numbers)
    afspraak = Afspraak.objects.create(
        status=status,
        status_op=values.pop("status_op", begin - 7 * DAY),
        begin=begin,
        einde=begin + timedelta(minutes=20),
        houdbaar_tot=begin if status == Status.VASTGEHOUDEN else None,
        locatie=locatie,
        kanaal="WEB",
        klant=klant or customer(),
        namens="Tim Bos",
        tolk="Pools",
        rolstoel=True,
        toelichting="Belt u bij de achterdeur aan.",
        sessie=f"sessie{n}",
        beheer_hash=f"hash{n}",
        aangemaakt_op=begin - 7 * DAY,
        gewijzigd_op=begin - 7 * DAY,
        **values,
    )
    for each in producten if producten is not None else [product()]:
        Afspraakproduct.objects.create(afspraak=afspraak, product=each)
        Contactplek.objects.create(
            contact_hash=f"{n:064}", product=each, nummer=1, afspraak=afspraak
        )
    Verzoek.objects.create(
        client="web", sleutel=f"s{n}", body_hash="b", afspraak=afspraak, op=begin - 7 * DAY
    )
    inzet = Inzet.objects.create(
        afspraak=afspraak, middel=loket, plek=n % 50, begin=begin, einde=afspraak.einde
    )
    first = cell_of(begin)
    BezetteCel.objects.bulk_create(
        BezetteCel(middel=loket, plek=n % 50, cel=first + i, inzet=inzet) for i in range(4)
    )
    return afspraak


def personal_text(afspraak):
    """Everything about an appointment and its customer that could name someone."""
    fresh = Afspraak.objects.select_related("klant").get(pk=afspraak.pk)
    klant = fresh.klant
    return "".join(
        str(value or "")
        for value in (
            fresh.namens,
            fresh.tolk,
            fresh.rolstoel,
            fresh.toelichting,
            fresh.sessie,
            fresh.beheer_hash,
            klant.naam,
            klant.organisatie,
            klant.email,
            klant.telefoon,
            klant.postcode,
            klant.huisnummer,
            *Contactplek.objects.filter(afspraak=fresh).values_list("contact_hash", flat=True),
        )
    )


def is_forgotten(afspraak):
    return personal_text(afspraak) == ""


# --- no column is forgotten -----------------------------------------------------------------------

HARMLESS = {
    # codes that open nothing, and choices
    *("Afspraak.code", "Afspraak.referentie", "Afspraak.status", "Afspraak.kanaal"),
    *("Afspraak.aanbieder", "Klant.taal", "Zegel.hash"),
    *("Logregel.partij", "Logregel.handeling", "Logregel.onderwerp", "Logregel.gegevens"),
    # numbers of employees, and what they write about the office
    *("Logregel.door", "Inzet.overboekt_door", "Inzet.overboekt_reden", "Blokkade.omschrijving"),
    *("Afwezigheid.reden", "Sluiting.reden", "Uitzondering.reden", "Uitzondering.soort"),
    "Afwezigheid.bron",
    # the catalogue and the town
    *("Afdeling.naam", "Bevoegdheid.naam", "Middel.naam", "Middel.soort", "Vereiste.soort"),
    *("Productgroep.naam", "Productgroep.naam_en", "Kosten.omschrijving", "Kosten.omschrijving_en"),
    *("Locatie.naam", "Locatie.slug", "Locatie.straat", "Locatie.huisnummer", "Locatie.postcode"),
    *("Locatie.plaats", "Locatie.telefoon", "Locatie.aankomst", "Locatie.aankomst_en"),
    *("Product.naam", "Product.naam_en", "Product.slug", "Product.upl_naam", "Product.kanalen"),
    *("Product.omschrijving", "Product.omschrijving_en", "Product.zoekwoorden"),
    *("Product.meenemen", "Product.meenemen_en", "Product.verschijnen", "Product.verschijnen_en"),
    *("Product.aanbieder", "Klant.voorkeur"),
    # messages: codes and choices; the municipality's own texts and mailboxes
    *("Bericht.onderwerp", "Bericht.soort", "Bericht.moment", "Bericht.ontvanger"),
    *("Bericht.kanaal", "Bericht.referentie", "Bericht.status", "Bericht.claim"),
    *("Bericht.provider_id", "Bericht.fout", "Kanaalstand.kanaal", "Kanaalstand.laatste_fout"),
    *("Sjabloon.soort", "Sjabloon.kanaal", "Sjabloon.taal", "Sjabloonversie.titel"),
    *("Sjabloonversie.tekst", "Sjabloonversie.status", "Sjabloonversie.auteur"),
    *("Berichtmoment.soort", "Berichtmoment.eenheid", "Berichtmoment.kanaal"),
    *("Berichtadres.email", "Beltaak.reden", "Beltaak.gedaan_door", "Agendalink.niveau"),
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


# --- in time --------------------------------------------------------------------------------------


def test_an_appointment_is_forgotten_thirty_days_after_its_end_and_not_a_second_earlier():
    afspraak = appointment(NOW - 30 * DAY)
    assert (
        privacy.pseudonymise_due(afspraak.einde + 30 * DAY - timedelta(seconds=1)) == 1
    )  # verzoek
    assert "Sanne" in personal_text(afspraak)
    assert "hash" in personal_text(afspraak)
    assert privacy.pseudonymise_due(afspraak.einde + 30 * DAY) > 0
    assert is_forgotten(afspraak)


def test_counts_spans_and_cells_stay():
    afspraak = appointment(NOW - 60 * DAY)
    before = (Afspraak.objects.count(), Afspraakproduct.objects.count(), Inzet.objects.count())
    cells = set(BezetteCel.objects.values_list("middel", "plek", "cel", "inzet"))
    privacy.pseudonymise_due(NOW)
    assert (
        Afspraak.objects.count(),
        Afspraakproduct.objects.count(),
        Inzet.objects.count(),
    ) == before
    assert set(BezetteCel.objects.values_list("middel", "plek", "cel", "inzet")) == cells
    fresh = Afspraak.objects.get(pk=afspraak.pk)
    assert (fresh.status, fresh.begin, fresh.code) == (
        Status.GEPLAND,
        afspraak.begin,
        afspraak.code,
    )
    assert fresh.klant.gewist_op == NOW


def test_running_it_twice_changes_nothing_more():
    appointment(NOW - 60 * DAY)
    assert privacy.pseudonymise_due(NOW) > 0
    assert privacy.pseudonymise_due(NOW + DAY) == 0
    assert Klant.objects.get().gewist_op == NOW
    assert Logregel.objects.filter(handeling=Handeling.GEWIST).count() == 1


def test_a_product_may_have_a_term_of_its_own():
    soon = appointment(NOW - 8 * DAY, producten=[product(bewaartermijn=7)])
    long = appointment(NOW - 60 * DAY, producten=[product(bewaartermijn=90)])
    default = appointment(NOW - 8 * DAY)
    privacy.pseudonymise_due(NOW)
    assert [is_forgotten(one) for one in (soon, long, default)] == [True, False, False]


def test_of_several_products_the_strictest_term_counts():
    afspraak = appointment(
        NOW - 8 * DAY, producten=[product(bewaartermijn=90), product(bewaartermijn=7), product()]
    )
    privacy.pseudonymise_due(NOW)
    assert is_forgotten(afspraak)


def test_an_appointment_without_products_has_the_default_term():
    young, old = (appointment(NOW - days * DAY, producten=[]) for days in (29, 31))
    privacy.pseudonymise_due(NOW)
    assert (is_forgotten(young), is_forgotten(old)) == (False, True)


def test_what_was_cancelled_for_a_far_day_is_forgotten_from_the_cancelling_on():
    far = NOW + 100 * DAY
    early, late = (
        appointment(far, status=Status.GEANNULEERD, status_op=NOW - days * DAY) for days in (31, 29)
    )
    planned = appointment(far, status_op=NOW - 31 * DAY)
    privacy.pseudonymise_due(NOW)
    assert [is_forgotten(one) for one in (early, late, planned)] == [True, False, False]


def test_a_customer_with_a_younger_appointment_keeps_their_name_but_the_old_one_is_blank():
    klant = customer()
    old, young = appointment(NOW - 60 * DAY, klant=klant), appointment(NOW - DAY, klant=klant)
    privacy.pseudonymise_due(NOW)
    klant.refresh_from_db()
    old.refresh_from_db()
    young.refresh_from_db()
    assert klant.naam == "Sanne Bos"
    assert (old.namens, old.toelichting, old.rolstoel, old.beheer_hash) == ("", "", False, None)
    assert young.namens == "Tim Bos"


def test_a_customer_without_any_appointment_is_forgotten():
    klant = customer()
    privacy.pseudonymise_due(NOW)
    klant.refresh_from_db()
    assert (klant.naam, klant.email, str(klant.telefoon)) == ("", "", "")


def test_a_request_is_remembered_for_a_day():
    afspraak = appointment(NOW + DAY)
    Verzoek.objects.update(op=NOW)
    privacy.pseudonymise_due(NOW + DAY - timedelta(seconds=1))
    assert Verzoek.objects.filter(afspraak=afspraak).exists()
    privacy.pseudonymise_due(NOW + DAY)
    assert not Verzoek.objects.exists()


def test_attempts_to_log_in_are_forgotten_after_the_term():
    """They hold names and addresses of employees, and of whoever tried."""
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        for days in (29, 30):
            more = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=f"sanne{days}", ip_address="192.0.2.1", **more)
            model.objects.filter(pk=row.pk).update(attempt_time=NOW - days * DAY)
    assert privacy.pseudonymise_due(NOW) == 3
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        assert model.objects.get().attempt_time == NOW - 29 * DAY


def test_more_rows_than_a_batch(monkeypatch):
    monkeypatch.setattr(privacy.retention, "BATCH", 2)
    afspraken = [appointment(NOW - 60 * DAY) for _i in range(5)]
    privacy.pseudonymise_due(NOW)
    assert all(is_forgotten(one) for one in afspraken)


def test_the_log_tells_that_it_ran_and_names_nobody():
    appointment(NOW - 60 * DAY)
    privacy.pseudonymise_due(NOW)
    line = Logregel.objects.get()
    assert (line.onderwerp, line.partij) == ("bewaartermijn:2027-03-01", Partij.SYSTEEM)
    assert line.gegevens == {"klant": 1, "afspraken": 1, "contactplekken": 1, "verzoeken": 1}


# --- on request -----------------------------------------------------------------------------------


def test_an_export_holds_everything_and_is_json():
    afspraak = appointment(NOW + DAY)
    other = appointment(NOW + DAY, klant=customer("Piet Pol", email="piet@example.nl"))
    Logregel.objects.create(
        op=NOW, partij="INWONER", handeling="GEBOEKT", onderwerp=f"afspraak:{afspraak.code}"
    )
    answer = privacy.export(afspraak.klant, now=NOW)
    text = json.dumps(answer)
    for wanted in ("Sanne Bos", "sanne@example.nl", "+31612345678", "1191 AA", "Tim Bos", "Pools"):
        assert wanted in text
    assert afspraak.referentie in text
    assert "achterdeur" in text
    assert "Piet" not in text
    assert other.referentie not in text
    assert [line["handeling"] for line in answer["logboek"]] == ["GEBOEKT", "GEEXPORTEERD"]
    assert set(answer) == {"klant", "opgemaakt_op", "logboek"} | {
        tabel.naam for tabel in privacy.registered() if tabel.klant
    }


def test_an_export_gives_no_keys_away():
    afspraak = appointment(NOW + DAY)
    text = json.dumps(privacy.export(afspraak.klant, now=NOW))
    assert afspraak.sessie not in text
    assert afspraak.beheer_hash not in text


def test_a_person_is_found_by_reference_address_or_number():
    first, second = appointment(NOW + DAY), appointment(NOW + DAY)
    appointment(NOW + DAY, klant=Klant.objects.create(naam="Piet Pol", email="piet@example.nl"))
    both = [first.klant, second.klant]
    assert privacy.find(referentie=first.referentie.lower()) == [first.klant]
    assert privacy.find(email="Sanne@Example.nl") == both
    assert privacy.find(telefoon="+31612345678") == both
    assert privacy.find(email="sanne@example.nl", referentie=second.referentie) == [second.klant]
    assert privacy.find() == []


def test_erasing_blanks_one_person_and_keeps_the_counts():
    afspraak = appointment(NOW - DAY)
    other = appointment(NOW - DAY, klant=customer("Piet Pol"))
    cells = BezetteCel.objects.count()
    privacy.erase(afspraak.klant, now=NOW, partij=Partij.MEDEWERKER, door="3")
    assert is_forgotten(afspraak)
    assert "Piet" in personal_text(other)
    assert BezetteCel.objects.count() == cells
    line = Logregel.objects.get()
    assert (line.handeling, line.onderwerp, line.door) == (
        Handeling.GEWIST,
        f"klant:{afspraak.klant_id}",
        "3",
    )


@pytest.mark.parametrize("status", [Status.GEPLAND, Status.AANGEMELD, Status.IN_BEHANDELING])
def test_an_appointment_to_come_is_cancelled_first_or_the_erasure_is_refused(status):
    afspraak = appointment(NOW + DAY, status=status)
    with pytest.raises(privacy.StillPromised, match="Annuleer die eerst"):
        privacy.erase(afspraak.klant, now=NOW)
    assert "Sanne" in personal_text(afspraak)
    assert not privacy.journal().exists()
    cancelled = []
    privacy.erase(afspraak.klant, now=NOW, cancel=cancelled.append)
    assert cancelled == [afspraak]
    assert is_forgotten(afspraak)


def test_a_failing_cancellation_erases_nothing():
    afspraak = appointment(NOW + DAY)

    def refuse(_afspraak):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        privacy.erase(afspraak.klant, now=NOW, cancel=refuse)
    assert "Sanne" in personal_text(afspraak)


# --- the journal ----------------------------------------------------------------------------------


def restore(klant, afspraak, saved):
    """What restoring an older backup does to the rows of one person."""
    Klant.objects.filter(pk=klant.pk).update(gewist_op=None, **saved[0])
    Afspraak.objects.filter(pk=afspraak.pk).update(**saved[1])


@pytest.fixture
def erased():
    """A person who was erased, then came back with an older backup; the appointment."""
    afspraak = appointment(NOW - DAY)
    klant = afspraak.klant
    saved = (
        {"naam": klant.naam, "email": klant.email, "telefoon": klant.telefoon},
        {"namens": afspraak.namens, "beheer_hash": afspraak.beheer_hash},
    )
    privacy.erase(klant, now=NOW)
    assert is_forgotten(afspraak)
    restore(klant, afspraak, saved)
    assert "Sanne" in personal_text(afspraak)
    return afspraak


def test_whoever_was_erased_stays_erased_after_a_restore(erased):
    other = appointment(NOW - DAY, klant=customer("Piet Pol"))
    assert privacy.replay(privacy.journal(), now=NOW + DAY) == 1
    assert is_forgotten(erased)
    assert "Piet" in personal_text(other)
    assert privacy.replay(privacy.journal(), now=NOW + DAY) == 0


def test_the_journal_names_nobody_and_only_its_owner_reads_it(erased):
    text = privacy.journal().read_text()
    assert set(json.loads(text)) == {"op", "klant", "codes"}
    assert "anne" not in text
    assert privacy.journal().stat().st_mode & 0o077 == 0


def test_a_number_given_out_again_does_not_erase_its_new_owner(erased):
    """The backup was older than the customer: someone else has that number by now."""
    number = erased.klant_id
    Afspraak.objects.filter(pk=erased.pk).update(code="a-code-of-someone-else")
    assert privacy.replay(privacy.journal(), now=NOW + DAY) == 0
    assert Klant.objects.get(pk=number).naam == "Sanne Bos"


def test_a_customer_without_appointments_is_known_by_number():
    klant = customer()
    privacy.erase(klant, now=NOW)
    Klant.objects.filter(pk=klant.pk).update(naam="Sanne Bos", gewist_op=None)
    assert privacy.replay(privacy.journal(), now=NOW) == 1
    assert Klant.objects.get(pk=klant.pk).naam == ""


def test_a_damaged_line_stops_nothing_and_is_told(erased):
    path = privacy.journal()
    path.write_text('{"op": "2027-\n' + path.read_text() + "[]\n")
    with pytest.raises(privacy.DamagedJournal, match="1, 3"):
        privacy.replay(path, now=NOW)
    assert is_forgotten(erased)


def test_an_erasure_that_cannot_be_noted_does_not_happen(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    afspraak = appointment(NOW - DAY)
    with pytest.raises(FileNotFoundError):
        privacy.erase(afspraak.klant, now=NOW)
    assert "Sanne" in personal_text(afspraak)
