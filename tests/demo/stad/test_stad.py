"""The example town: believable, and true to every rule that it shows."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Count

from afspraken import agenda, integrity, kennis, roosters
from afspraken.demo import logins
from afspraken.demo.kennisbank import ARTIKELEN
from afspraken.demo.producten import GROEPEN, POPULAIR, PRODUCTEN
from afspraken.lokaal import LOCAL, local_day
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Inzet,
    Kennisartikel,
    Klant,
    Locatie,
    Middel,
    Product,
    Sluiting,
    Status,
)
from afspraken.rechten import toegang
from afspraken.wens import load
from tests.demo.stad.dag import NOW

pytestmark = pytest.mark.django_db


def test_every_fact_that_is_stored_holds(stad):
    faulty = {one.name: one.faults for one in integrity.run(now=NOW) if one.faults}
    assert faulty == {}


def test_the_places_are_the_real_ones(stad):
    places = {one.slug: one for one in Locatie.objects.all()}
    assert places["gemeentehuis"].adres == "Vondelstraat 1, 1191 PE Ouderkerk aan de Amstel"
    assert places["dorpshuis"].adres == "Dorpsplein 60, 1115 CX Duivendrecht"
    assert (places["gemeentehuis"].breedtegraad, places["gemeentehuis"].lengtegraad) == (
        52.2953,
        4.9106,
    )


def test_products_are_complete_in_both_languages(stad):
    assert Product.objects.count() == len(PRODUCTEN) >= 20
    for product in Product.objects.all():
        assert product.naam
        assert product.naam_en
        assert product.omschrijving
        assert product.omschrijving_en
        assert bool(product.meenemen) == bool(product.meenemen_en)
        assert product.meenemen.count("\n") == product.meenemen_en.count("\n")
        assert bool(product.verschijnen) == bool(product.verschijnen_en)
    assert set(GROEPEN) == {each.groep for each in PRODUCTEN}


def test_every_product_belongs_to_a_department(stad):
    assert not Product.objects.filter(afdeling=None).exists()
    assert Product.objects.get(slug="schuldhulp").afdeling.naam == "Sociale Zaken"


def test_a_specialist_who_may_log_in_is_one_of_the_officials(stad):
    logins.create()
    middel = Middel.objects.get(gebruiker__username="specialist")
    assert toegang(middel.gebruiker).afdelingen == {middel.afdeling_id}


def test_the_knowledge_base_is_complete_and_says_it_plainly(stad):
    """At least a dozen articles in use; what residents may read has its English too."""
    assert Kennisartikel.objects.count() == len(ARTIKELEN) >= 12
    for one in ARTIKELEN:
        found = kennis.published(one.slug)
        assert found.artikel.titel_en
        assert found.versie.stappen
        assert found.artikel.producten.count() == len(one.producten)
        for text in (one.tekst, one.script, one.vragen):
            for sentence in re.split(r"[.?!:]\s|\n\n|\n- ", text):
                assert len(sentence.split()) <= 15, sentence
    assert {row.slug for row in kennis.overdue(NOW)} == {"toestemming-kind", "geldzorgen"}


def test_what_most_people_come_for_stands_first(stad):
    slugs = list(Product.objects.values_list("slug", flat=True)[: len(POPULAIR)])
    assert slugs == list(POPULAIR)


def test_sentences_are_short():
    """B1: at most fifteen words in a sentence."""
    for each in PRODUCTEN:
        texts = (each.omschrijving, each.verschijnen, *each.meenemen)
        for sentence in (part for text in texts for part in text.split(". ")):
            assert len(sentence.split()) <= 15, sentence


def test_costs_rise_in_january(stad):
    paspoort = Product.objects.get(slug="paspoort")
    this_year = paspoort.kosten_on(datetime(2026, 12, 31, tzinfo=UTC).date())
    next_year = paspoort.kosten_on(datetime(2027, 1, 1, tzinfo=UTC).date())
    assert len(this_year) == len(next_year) == 2
    assert all(new.bedrag > old.bedrag for old, new in zip(this_year, next_year, strict=True))


def test_every_product_can_be_booked_within_its_horizon(stad):
    for product in Product.objects.all():
        kanaal = "WEB" if "WEB" in product.kanalen else "BALIE"
        wish = load({product.slug: 1}, kanaal=kanaal)
        assert agenda.first_free(wish, now=NOW), product.slug


def test_what_combines_can_be_had_in_one_appointment(stad):
    wish = load({"paspoort": 2, "rijbewijs": 1, "verhuizing": 2, "uittreksel-brp": 1})
    assert wish.minuten == 15 + 10 + 10 + 15 + 5 + 10
    assert agenda.first_free(wish, now=NOW)


def test_eight_weeks_are_half_booked_and_the_first_weeks_more(stad):
    afspraken = Afspraak.objects.exclude(status=Status.GEANNULEERD)
    assert stad.afspraken == Afspraak.objects.count() > 1000
    first, last = (afspraken.order_by(order).first().begin for order in ("begin", "-begin"))
    assert local_day(first) == local_day(NOW)
    assert timedelta(days=49) < last - NOW < timedelta(days=56)
    half = NOW + timedelta(days=28)
    assert afspraken.filter(begin__lt=half).count() > afspraken.filter(begin__gt=half).count()


def test_only_today_knows_what_has_been_served(stad):
    over = Afspraak.objects.filter(einde__lte=NOW).exclude(status=Status.GEANNULEERD)
    assert set(over.values_list("status", flat=True)) <= {
        Status.AFGEROND,
        Status.NIET_VERSCHENEN,
    }
    assert over.count() > 10
    ahead = Afspraak.objects.filter(begin__gt=NOW + timedelta(minutes=15))
    assert set(ahead.values_list("status", flat=True)) == {Status.GEPLAND, Status.GEANNULEERD}


def test_no_appointment_breaks_the_rules_of_its_products(stad):
    rows = Afspraakproduct.objects.select_related("afspraak", "product")
    for row in rows:
        ahead = row.afspraak.begin - row.afspraak.aangemaakt_op
        assert ahead >= timedelta(minutes=row.product.aanlooptijd)
        assert local_day(row.afspraak.begin) <= local_day(NOW) + timedelta(days=row.product.horizon)
        assert row.afspraak.kanaal in row.product.kanalen
        assert row.aantal <= row.product.max_personen
        assert row.afspraak.begin.astimezone(LOCAL).minute % row.product.raster == 0


def test_thursday_evening_and_duivendrecht_mornings_are_used(stad):
    local = [one.astimezone(LOCAL) for one in Afspraak.objects.values_list("begin", flat=True)]
    assert any(moment.weekday() == 3 and moment.hour >= 18 for moment in local)
    duivendrecht = Afspraak.objects.filter(locatie__slug="dorpshuis")
    hours = {one.astimezone(LOCAL).hour for one in duivendrecht.values_list("begin", flat=True)}
    assert hours == {9, 10, 11, 12}


def test_closed_days_and_leave_are_empty_and_one_absence_leaves_conflicts(stad):
    closing = Sluiting.objects.get(is_feestdag=False)
    closed = Afspraak.objects.filter(locatie=closing.locatie)
    days = {local_day(one) for one in closed.values_list("begin", flat=True)}
    assert closing.eerste_dag not in days
    christmas = datetime(2026, 12, 25, tzinfo=UTC).date()
    assert Sluiting.objects.filter(eerste_dag=christmas, is_feestdag=True).exists()
    assert christmas not in {
        local_day(one) for one in Afspraak.objects.values_list("begin", flat=True)
    }
    outside = roosters.outside(now=NOW)
    assert {inzet.middel.naam for inzet in outside} == {"Willemijn Kuiper"}


def test_both_lanes_of_the_collecting_desk_are_used(stad):
    lanes = Inzet.objects.filter(middel__naam="Afhaalbalie").values_list("plek", flat=True)
    assert set(lanes) == {0, 1}
    two = Inzet.objects.filter(middel__soort="AMBTENAAR").values("afspraak").annotate(n=Count("pk"))
    assert {row["n"] for row in two} == {1, 2}


def test_the_residents_are_invented_and_can_be_reached_by_nobody(stad):
    for klant in Klant.objects.all():
        klant.clean_fields()
        assert klant.email == "" or klant.email.endswith("@example.nl")
        assert str(klant.telefoon) == "" or str(klant.telefoon).startswith("+493023125")
    assert Klant.objects.values("naam").distinct().count() > Klant.objects.count() / 3
    assert Klant.objects.filter(taal="en").exists()
    assert Afspraak.objects.exclude(tolk="").exists()
