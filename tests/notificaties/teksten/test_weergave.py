"""A message as its reader gets it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from afspraken import traject
from afspraken.beheerlink import open_link
from afspraken.booking import book, cancel
from afspraken.models import Afspraak, Klant, Kosten, Partij, Product, Status, Versiestatus
from afspraken.wens import Wens
from notificaties.models import LONGEST_SUBJECT, Bericht, Sjabloon, Sjabloonversie
from notificaties.teksten.weergave import Teksten, render, with_all_shown
from tests.cast import ANNA, NOW, booked, offer


@pytest.fixture
def paspoort(town):
    """A passport with a price and two things to bring, and a counter to come to."""
    town.loket()
    product = town.product(
        "Paspoort aanvragen",
        naam_en="Apply for a passport",
        meenemen="Een pasfoto\nUw oude paspoort",
        meenemen_en="A photo\nYour old passport",
    )
    for omschrijving, bedrag in (("tot 18 jaar", "65.70"), ("vanaf 18 jaar", "86.85")):
        Kosten.objects.create(
            product=product,
            omschrijving=omschrijving,
            bedrag=Decimal(bedrag),
            geldig_vanaf=date(2026, 1, 1),
        )
    return product


@pytest.fixture
def schulden(town):
    """A product that says something about who comes."""
    town.loket()
    return town.product("Hulp bij schulden", is_gevoelig=True, meenemen="Uw schulden")


def together(*products) -> Afspraak:
    """An appointment for one person of the first product, two of the second."""
    products[0].combineerbaar_met.add(*products[1:])
    wish = Wens.of([(product, number + 1) for number, product in enumerate(products)])
    return book(wish, offer(wish, "9:20"), ANNA, now=NOW)


def read(afspraak: Afspraak, soort="BEVESTIGING", kanaal="EMAIL", **fields):
    """The message about an appointment, which is fetched as the outbox does."""
    bericht = Bericht(soort=soort, kanaal=kanaal, **fields)
    whole = with_all_shown(Afspraak.objects.all()).get(pk=afspraak.pk)
    return render(bericht, whole, Teksten.load())


def publish(soort, kanaal, tekst, *, titel="", taal="nl", product=None) -> Sjabloonversie:
    """A text of the municipality that is in use."""
    sjabloon = Sjabloon.objects.create(soort=soort, kanaal=kanaal, taal=taal, product=product)
    return Sjabloonversie.objects.create(
        sjabloon=sjabloon,
        nummer=1,
        titel=titel,
        tekst=tekst,
        status=Versiestatus.GEPUBLICEERD,
        auteur="bram",
        gewijzigd_op=NOW,
        gepubliceerd_op=NOW,
    )


def test_a_confirmation_tells_all(paspoort):
    bericht = read(booked(paspoort, "9:20"))
    assert bericht.titel == "Uw afspraak op maandag 7 december 2026, 9.20 uur"
    for text in (
        "Beste Anna de Vries,",
        "Wat: Paspoort aanvragen",
        "Wanneer: maandag 7 december 2026, 9.20 uur tot ongeveer 9.40 uur",
        "Waar: Gemeentehuis, Vondelstraat 1, Ouderkerk aan de Amstel",
        "Neem dit mee:\n- Een pasfoto\n- Uw oude paspoort",
        "Dit kost het:\n- tot 18 jaar: € 65,70\n- vanaf 18 jaar: € 86,85",
        "Gemeente Ouder-Amstel",
    ):
        assert text in bericht.tekst
    assert "Voor:" not in bericht.tekst


def test_the_link_opens_the_appointment(paspoort, settings):
    settings.PUBLIC_URL = "https://afspraken.example.nl"
    afspraak = booked(paspoort, "9:20")
    (link,) = read(afspraak).links
    assert link.startswith("https://afspraken.example.nl/afspraak/")
    assert open_link(link.split("/")[-2]) == afspraak


def test_the_short_link_of_an_sms_leads_to_the_same_page(paspoort, client):
    afspraak = booked(paspoort, "9:20", replace(ANNA, email="", telefoon="+31612345678"))
    (link,) = read(afspraak, kanaal="SMS").links
    path = link.removeprefix("http://localhost:8000")
    answer = client.get(path)
    assert answer.status_code == 302
    assert open_link(answer.url.split("/")[-2]) == afspraak


def test_whoever_reads_english_gets_english(paspoort):
    bericht = read(booked(paspoort, "9:20", replace(ANNA, taal="en")))
    assert bericht.taal == "en"
    assert bericht.titel == "Your appointment on Monday 7 December 2026, 9:20"
    assert "What: Apply for a passport" in bericht.tekst
    assert "Please bring:\n- A photo\n- Your old passport" in bericht.tekst
    assert "€ 86.85" in bericht.tekst


def test_a_sensitive_product_is_told_to_nobody(schulden):
    afspraak = booked(schulden, "9:20")
    for soort in ("BEVESTIGING", "HERINNERING", "MEENEMEN", "WIJZIGING", "ANNULERING"):
        for kanaal in ("EMAIL", "SMS", "BRIEF"):
            bericht = read(afspraak, soort, kanaal)
            assert "schulden" not in (bericht.titel + bericht.tekst).lower()
    assert "schulden" not in read(afspraak, "MEDEDELING").tekst.lower()
    assert "Wat: afspraak" in read(afspraak).tekst


def test_one_sensitive_product_hides_the_others_too(paspoort, schulden):
    afspraak = together(paspoort, schulden)
    assert "Wat: afspraak\n" in read(afspraak).tekst
    assert "pasfoto" not in read(afspraak).tekst


def test_several_products_bring_each_thing_once(town, paspoort):
    kaart = town.product("Identiteitskaart", meenemen="Een Pasfoto\nToestemming")
    bericht = read(together(kaart, paspoort))
    assert "- Een Pasfoto\n- Toestemming\n- Uw oude paspoort\n" in bericht.tekst + "\n"
    assert bericht.tekst.lower().count("pasfoto") == 1
    assert "Wat: Identiteitskaart en Paspoort aanvragen (2 personen)" in bericht.tekst
    assert "- Paspoort aanvragen, tot 18 jaar: € 65,70" in bericht.tekst


def test_an_official_hears_nothing_about_the_customer(paspoort):
    afspraak = booked(paspoort, "9:20", replace(ANNA, namens="Zoë", toelichting="Geheim"))
    bericht = read(afspraak, "MEDEDELING")
    for text in ("Anna", "Zoë", "Geheim", "example.nl", "612345678", "/afspraak/", "/a/"):
        assert text not in bericht.titel + bericht.tekst
    assert bericht.links == ()
    assert "nieuw" in bericht.titel


def test_an_official_hears_that_it_is_off(paspoort):
    afspraak = booked(paspoort, "9:20")
    cancel(afspraak, partij=Partij.INWONER, now=NOW)
    assert "geannuleerd" in read(afspraak, "MEDEDELING").titel


def test_an_official_hears_that_someone_else_does_it_now(paspoort, town):
    afspraak = booked(paspoort, "9:20")
    mine = afspraak.inzetten.get().middel
    assert "nieuw" in read(afspraak, "MEDEDELING", middel=mine).titel
    assert "niet meer bij u" in read(afspraak, "MEDEDELING", middel=town.ambtenaar()).titel


@pytest.mark.parametrize(
    "naam",
    [
        "ING bel 0900 1234567",
        "http://evil.example",
        "evil.nl",
        "<img onerror=alert(1)>",
        "x@evil.nl",
        "[klik](evil)",
    ],
)
def test_a_name_that_leads_somewhere_is_left_out(paspoort, naam):
    afspraak = booked(paspoort, "9:20", replace(ANNA, naam=naam, namens=naam))
    bericht = read(afspraak)
    assert naam not in bericht.tekst
    assert "Beste heer of mevrouw," in bericht.tekst


@pytest.mark.parametrize("naam", ["{{7*7}}", "{link}", "{% now 'Y' %}"])
def test_a_name_is_no_program(paspoort, naam):
    afspraak = booked(paspoort, "9:20", replace(ANNA, naam=naam))
    assert "49" not in read(afspraak).tekst.split("\n")[0]
    assert "Beste heer of mevrouw," in read(afspraak).tekst


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x00", "\v"])
def test_a_name_brings_no_line_of_its_own(paspoort, line_end):
    publish("BEVESTIGING", "EMAIL", "Dag {naam}", titel="Dag {naam}")
    afspraak = booked(paspoort, "9:20")
    afspraak.klant.naam = f"Zoë{line_end}Bcc: wie dan ook"
    bericht = render(Bericht(soort="BEVESTIGING", kanaal="EMAIL"), afspraak, Teksten.load())
    assert (bericht.titel, bericht.tekst) == (("Dag Zoë Bcc: wie dan ook",) * 2)


def test_values_of_another_app_are_filled_in_as_one_line(paspoort):
    gegevens = {"verwacht": "14.20\nuur", "naam": "Iemand anders"}
    bericht = read(booked(paspoort, "9:20"), "ONDERWEG", gegevens=gegevens)
    assert "Wij zijn rond 14.20 uur bij u." in bericht.tekst
    assert "Iemand anders" not in bericht.tekst


def test_an_answer_has_the_link_only_when_asked(paspoort):
    afspraak = booked(paspoort, "9:20")
    gegevens = {"antwoord": "Wij zien u graag."}
    assert read(afspraak, "ANTWOORD", "SMS", gegevens=gegevens).links == ()
    gegevens |= {"met_link": "ja"}
    assert len(read(afspraak, "ANTWOORD", "SMS", gegevens=gegevens).links) == 1


def test_an_sms_beside_an_e_mail_points_to_it(paspoort):
    afspraak = booked(paspoort, "9:20")
    assert "Zie uw e-mail." in read(afspraak, kanaal="SMS").tekst
    assert "/a/" in read(afspraak, kanaal="SMS", poging=1).tekst
    Klant.objects.update(voorkeur="SMS")
    assert "/a/" in read(afspraak, kanaal="SMS").tekst


def test_the_text_of_the_municipality_goes_before_the_one_that_ships(paspoort):
    versie = publish("BEVESTIGING", "EMAIL", "Hallo {naam}", titel="Welkom")
    bericht = read(booked(paspoort, "9:20"))
    assert (bericht.titel, bericht.tekst) == ("Welkom", "Hallo Anna de Vries")
    assert bericht.sjabloonversie_id == versie.pk


def test_a_draft_is_never_sent(paspoort):
    versie = publish("BEVESTIGING", "EMAIL", "Nog niet af", titel="x")
    Sjabloonversie.objects.filter(pk=versie.pk).update(status=Versiestatus.CONCEPT)
    assert read(booked(paspoort, "9:20")).sjabloonversie_id is None


def test_the_text_of_a_product_goes_before_the_general_one(paspoort):
    publish("BEVESTIGING", "EMAIL", "Algemeen", titel="x")
    publish("BEVESTIGING", "EMAIL", "Pas", titel="x", product=paspoort)
    assert read(booked(paspoort, "9:20")).tekst == "Pas"


def test_two_products_get_the_general_text_unless_both_say_the_same(town, paspoort):
    kaart = town.product("Identiteitskaart")
    afspraak = together(paspoort, kaart)
    publish("BEVESTIGING", "EMAIL", "Algemeen", titel="x")
    publish("BEVESTIGING", "EMAIL", "Reizen", titel="x", product=paspoort)
    assert read(afspraak).tekst == "Algemeen"
    publish("BEVESTIGING", "EMAIL", "Reizen", titel="x", product=kaart)
    assert read(afspraak).tekst == "Reizen"


def test_a_text_in_dutch_does_not_reach_who_reads_english(paspoort):
    publish("BEVESTIGING", "EMAIL", "Hallo", titel="x")
    bericht = read(booked(paspoort, "9:20", replace(ANNA, taal="en")))
    assert bericht.tekst.startswith("Dear Anna")


def test_an_address_in_the_text_of_an_editor_may_be_a_link(paspoort):
    publish("BEVESTIGING", "EMAIL", "Zie https://example.nl/pas. Dag {naam}", titel="x")
    assert read(booked(paspoort, "9:20")).links == ("https://example.nl/pas",)


def test_a_long_subject_is_shortened(paspoort):
    publish("BEVESTIGING", "EMAIL", "Dag", titel="{adres} " * 10)
    titel = read(booked(paspoort, "9:20")).titel
    assert len(titel) == LONGEST_SUBJECT
    assert titel.endswith("…")


def test_rendering_asks_the_database_nothing(paspoort, django_assert_num_queries):
    booked(paspoort, "9:20")
    with django_assert_num_queries(4):
        (afspraak,) = with_all_shown(Afspraak.objects.all())
    with django_assert_num_queries(1):
        teksten = Teksten.load()
    with django_assert_num_queries(0):
        for soort in ("BEVESTIGING", "HERINNERING", "MEDEDELING"):
            render(Bericht(soort=soort, kanaal="EMAIL"), afspraak, teksten)


# --- what comes next in the same matter -----------------------------------------------------------


@pytest.fixture
def stappen(paspoort, town):
    """The application on Monday at ten, and the collecting at two that belongs to it."""
    first = booked(paspoort, "10:00")
    second = booked(town.product("Document afhalen", naam_en="Collect a document"), "14:00", ANNA)
    Afspraak.objects.filter(pk=second.pk).update(klant=first.klant)
    traject.link(first, second, now=NOW)
    return first, second


def test_the_confirmation_names_the_next_step(stappen):
    first, second = stappen
    after = "Daarna: Document afhalen op maandag 7 december 2026, 14.00 uur, Gemeentehuis"
    for kanaal in ("EMAIL", "BRIEF"):
        for soort in ("BEVESTIGING", "WIJZIGING"):
            assert after in read(first, soort, kanaal).tekst
    assert "Daarna" not in read(second).tekst


def test_what_was_cancelled_or_is_of_someone_else_comes_not_next(stappen):
    first, second = stappen
    cancel(second, partij=Partij.INWONER, now=NOW)
    assert "Daarna" not in read(first).tekst
    Afspraak.objects.filter(pk=second.pk).update(
        status=Status.GEPLAND, klant=Klant.objects.create(naam="Bram")
    )
    assert "Daarna" not in read(first).tekst


def test_of_a_sensitive_next_step_only_that_it_is_there(stappen):
    first, _second = stappen
    Product.objects.filter(naam="Document afhalen").update(is_gevoelig=True)
    assert "Daarna: afspraak op maandag 7 december" in read(first).tekst
