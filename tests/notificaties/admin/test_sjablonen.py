"""The pages of texts, as the functional manager uses them."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from afspraken.models import Afspraak, Handeling, Klant, Logregel
from afspraken.papier import PapierUnavailable
from notificaties.admin import voorbeeldpagina
from notificaties.models import Sjabloonversie
from notificaties.teksten import redactie
from notificaties.teksten.redactie import Plek
from notificaties.teksten.weergave import Tekst
from tests.afspraken.admin.conftest import may
from tests.cast import NOW, booked

LIJST = "/beheer/notificaties/sjabloon/"
TEKST = f"{LIJST}BEVESTIGING/EMAIL/nl/"
SMS = f"{LIJST}HERINNERING/SMS/nl/"


def text_of(answer) -> str:
    """A page as one reads it: without tags, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def typed(answer) -> tuple[str, str]:
    """Subject and text in the fields of a page."""
    form = answer.context["form"]
    return form["titel"].value(), form["tekst"].value()


def send(client, knop, url=TEKST, **fields):
    """Open the page, type, and press a button."""
    page = client.get(url)
    seen = page.context["form"]["gezien"].value()
    data = {"actie": knop, "gezien": seen, "titel": "Uw afspraak", "tekst": "Dag {naam}"}
    return client.post(url, data | fields)


def publish(tekst="Dag {naam}", plek=None, auteur="anna") -> Sjabloonversie:
    plek = plek or Plek("BEVESTIGING", "EMAIL", "nl")
    seen = redactie.read(plek).kenmerk
    return redactie.publish(
        plek, Tekst("Uw afspraak", tekst), gezien=seen, auteur=auteur, door="1", now=NOW
    )


def test_the_list_shows_which_texts_are_own_and_where_a_draft_waits(beheer, town):
    publish()
    send(beheer, "bewaar", SMS, titel="", tekst="Tot {dag_kort}")
    pas = Plek("BEVESTIGING", "SMS", "nl", town.product("Paspoort"))
    redactie.publish(
        pas, Tekst("", "Pas"), gezien=redactie.read(pas).kenmerk, auteur="anna", door="1", now=NOW
    )
    page = text_of(beheer.get(LIJST))
    assert page.count("eigen tekst") == 2
    assert "herinnering, sms, Nederlands concept" in page
    assert "Paspoort Bevestiging (sms, Nederlands) eigen tekst" in page


def test_the_list_takes_as_many_queries_for_many_texts_as_for_one(
    beheer, town, django_assert_max_num_queries
):
    for number in range(5):
        plek = Plek("BEVESTIGING", "EMAIL", "nl", town.product(f"Product {number}"))
        publish(plek=plek)
    with django_assert_max_num_queries(8):
        beheer.get(LIJST)


def test_one_can_choose_a_product_for_a_text_of_its_own(beheer, town):
    pas = town.product("Paspoort")
    query = {"product": pas.pk, "soort": "MEENEMEN", "kanaal": "EMAIL", "taal": "nl"}
    answer = beheer.get(LIJST, query)
    assert answer.url == f"{LIJST}MEENEMEN/EMAIL/nl/{pas.pk}/"
    assert "Alleen voor afspraken voor: Paspoort." in text_of(beheer.get(answer.url))


def test_a_kind_that_does_not_go_that_way_is_refused_in_a_sentence(beheer, town):
    query = {"product": town.product().pk, "soort": "ONDERWEG", "kanaal": "BRIEF", "taal": "nl"}
    answer = beheer.get(LIJST, query)
    assert answer.status_code == 400
    assert "Dit bericht sturen wij niet op deze manier." in text_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "FOUT/EMAIL/nl/",
        "BEVESTIGING/POST/nl/",
        "BEVESTIGING/EMAIL/de/",
        "ONDERWEG/BRIEF/nl/",
        "BEVESTIGING/EMAIL/nl/999999999999999999999999/",
        "BEVESTIGING/EMAIL/nl/0/versies/x/",
        "voorbeeld/bestaat-niet/",
    ],
)
def test_a_page_that_is_not_there_is_not_found(beheer, path):
    assert beheer.get(LIJST + path).status_code == 404


def test_one_begins_with_the_shipped_text(beheer):
    page = beheer.get(TEKST)
    assert "Nu in gebruik: de standaardtekst" in text_of(page)
    assert typed(page)[0] == "Uw afspraak op {datum}, {tijd}"


def test_a_draft_is_saved_with_its_author_and_nobody_gets_it(beheer):
    answer = send(beheer, "bewaar")
    assert answer.url == TEKST
    page = beheer.get(TEKST)
    assert "Nu in gebruik: de standaardtekst" in text_of(page)
    assert "concept van beheer, 1 december 2026, 10.00 uur" in text_of(page)
    assert typed(page) == ("Uw afspraak", "Dag {naam}")


def test_a_text_is_put_into_use(beheer):
    send(beheer, "publiceer")
    assert "Nu in gebruik: versie 1 van beheer, 1 december 2026" in text_of(beheer.get(TEKST))


def test_a_draft_is_thrown_away_and_a_text_taken_out_of_use(beheer):
    send(beheer, "publiceer")
    send(beheer, "bewaar", tekst="Hoi")
    send(beheer, "gooi-weg")
    assert typed(beheer.get(TEKST))[1] == "Dag {naam}"
    send(beheer, "trek-in")
    assert "Nu in gebruik: de standaardtekst" in text_of(beheer.get(TEKST))


@pytest.mark.parametrize("actie", ["bewaar", "publiceer", "voorbeeld", "onzin"])
def test_an_unknown_placeholder_is_refused_and_nothing_typed_is_lost(beheer, actie):
    answer = send(beheer, actie, titel="Mijn titel", tekst="Beste {nam}, tot dan")
    assert answer.status_code == 400
    assert "{nam} bestaat niet bij dit bericht." in text_of(answer)
    assert typed(answer) == ("Mijn titel", "Beste {nam}, tot dan")
    assert not Sjabloonversie.objects.exists()


def test_a_name_in_an_sms_is_refused(beheer):
    answer = send(beheer, "publiceer", SMS, tekst="Dag {naam}")
    assert answer.status_code == 400
    assert "{naam} mag niet in een sms." in text_of(answer)


def test_who_was_second_is_told_and_keeps_what_was_typed(beheer):
    page = beheer.get(TEKST)
    seen = page.context["form"]["gezien"].value()
    publish("Beste {naam}, welkom")
    mine = {"titel": "Uw afspraak", "tekst": "Beste {naam}, dag"}
    answer = beheer.post(TEKST, {"actie": "publiceer", "gezien": seen, **mine})
    assert answer.status_code == 409
    assert "anna veranderde deze tekst terwijl u schreef" in text_of(answer)
    assert "weggehaald: welkom toegevoegd: dag" in text_of(answer)
    assert typed(answer) == (mine["titel"], mine["tekst"])
    seen = answer.context["form"]["gezien"].value()
    assert beheer.post(TEKST, {"actie": "publiceer", "gezien": seen, **mine}).status_code == 302
    assert redactie.read(Plek("BEVESTIGING", "EMAIL", "nl")).in_gebruik.auteur == "beheer"


def test_the_versions_tell_who_changed_what(beheer):
    publish("Dag {naam}")
    publish("Hoi {naam}", auteur="bram")
    page = text_of(beheer.get(f"{TEKST}versies/"))
    assert "Versie 2 in gebruik Geschreven door bram, 1 december 2026, 10.00 uur." in page
    assert "weggehaald: Dag toegevoegd: Hoi {naam}" in page
    assert "Versie 1 vervangen" in page


def test_one_can_go_back_to_an_older_version(beheer):
    publish("Dag {naam}")
    publish("Hoi {naam}")
    assert typed(beheer.get(f"{TEKST}?begin=1"))[1] == "Dag {naam}"
    assert typed(beheer.get(f"{TEKST}?begin=standaard"))[1].startswith("Beste {naam},")
    assert typed(beheer.get(f"{TEKST}?begin=onzin"))[1] == "Hoi {naam}"


def test_the_example_is_invented_until_one_asks_for_a_real_one(beheer):
    page = text_of(beheer.get(TEKST))
    assert "Met verzonnen gegevens." in page
    assert "Beste Zoë de Vries," in page
    assert not Logregel.objects.filter(handeling=Handeling.BEKEKEN).exists()


@pytest.fixture
def afspraak(town) -> Afspraak:
    town.loket()
    return booked(town.product("Paspoort", meenemen="Een pasfoto"), "9:20")


def test_an_example_on_a_real_appointment_hides_who_comes(beheer, afspraak):
    Afspraak.objects.update(namens="Piet Puk")
    answer = send(
        beheer, "voorbeeld", tekst="{naam} {voor_wie} {producten} {link}", referentie="  "
    )
    page = text_of(answer)
    assert f"Met afspraak {afspraak.referentie}." in page
    assert "A. d. V. P. P. Paspoort" in page
    assert "Anna" not in page
    link = re.search(r"/afspraak/([\w=-]+)/", page)[1]
    assert beheer.get(reverse("portaal:afspraak", args=[link])).status_code == 404
    assert Klant.objects.get().naam == "Anna de Vries"


def test_looking_at_a_real_appointment_is_logged(beheer, afspraak):
    send(beheer, "voorbeeld", referentie=afspraak.referentie.lower())
    line = Logregel.objects.get(handeling=Handeling.BEKEKEN)
    assert line.onderwerp == f"afspraak:{afspraak.code}"
    assert line.gegevens == {"deur": "sjabloon"}


def test_an_unknown_reference_is_said(beheer, afspraak):
    answer = send(beheer, "voorbeeld", referentie="ZZZZZZ")
    assert "Er is geen afspraak met deze referentie." in text_of(answer)
    assert "Met verzonnen gegevens." in text_of(answer)
    assert typed(answer) == ("Uw afspraak", "Dag {naam}")


def test_the_newest_appointment_of_the_product_is_the_example(beheer, town, afspraak):
    other = town.product("Rijbewijs")
    booked(other, "10:00")
    pas = afspraak.producten.get().product
    answer = send(beheer, "voorbeeld", f"{TEKST}{pas.pk}/", tekst="{producten} {meenemen}")
    assert f"Met afspraak {afspraak.referentie}." in text_of(answer)
    assert "Een pasfoto" in text_of(answer)


def test_without_an_appointment_the_example_is_invented(beheer):
    assert "Met verzonnen gegevens." in text_of(send(beheer, "voorbeeld"))


def test_without_the_right_to_see_appointments_the_example_is_invented(afspraak):
    client = may("view_sjabloon", "change_sjabloon")
    answer = send(client, "voorbeeld", referentie=afspraak.referentie)
    assert "Met verzonnen gegevens." in text_of(answer)
    assert not Logregel.objects.filter(handeling=Handeling.BEKEKEN).exists()


def test_every_shipped_text_has_an_example(beheer):
    for row in beheer.get(LIJST).context["soorten"]:
        for entries in row.wegen.values():
            for entry in entries:
                answer = beheer.get(entry.url)
                assert answer.context["voorbeeld"].weergave.tekst
                assert "{" not in answer.context["voorbeeld"].weergave.tekst


def test_the_e_mail_is_shown_as_a_mail_program_does(beheer):
    page = beheer.get(TEKST)
    key = page.context["voorbeeld"].sleutel
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    mail = beheer.get(f"{LIJST}voorbeeld/{key}/")
    assert "<h1>Uw afspraak op" in mail.content.decode()
    assert "sandbox" in mail.headers["Content-Security-Policy"]
    assert may("view_sjabloon").get(f"{LIJST}voorbeeld/{key}/").status_code == 404


def test_a_letter_is_shown_as_it_will_be_printed(beheer):
    key = beheer.get(f"{LIJST}BEVESTIGING/BRIEF/nl/").context["voorbeeld"].sleutel
    letter = beheer.get(f"{LIJST}brief/{key}/")
    assert letter.headers["Content-Type"] == "application/pdf"
    assert "Beste Zoë de Vries," in PdfReader(BytesIO(letter.content)).pages[0].extract_text()


def test_a_machine_that_makes_no_letters_says_so(beheer, monkeypatch):
    def unavailable(*args, **kwargs):
        raise PapierUnavailable("Hier kan geen brief worden gemaakt.")

    monkeypatch.setattr(voorbeeldpagina, "letter", unavailable)
    key = beheer.get(f"{LIJST}BEVESTIGING/BRIEF/nl/").context["voorbeeld"].sleutel
    letter = beheer.get(f"{LIJST}brief/{key}/")
    assert (letter.status_code, letter.content.decode()) == (
        503,
        "Hier kan geen brief worden gemaakt.",
    )


def test_an_sms_tells_its_length(beheer):
    answer = send(beheer, "voorbeeld", SMS, tekst="Tot {dag_kort}!")
    assert "Dit past in één sms." in text_of(answer)


def test_an_sms_tells_which_signs_make_it_expensive(beheer):
    answer = send(beheer, "voorbeeld", SMS, tekst="Tot in België! " + "a" * 60)
    assert "Dit gaat weg als 2 sms'jes, en kost 2 keer zoveel." in text_of(answer)
    assert "ë of: e" in text_of(answer)


def test_who_may_only_look_gets_no_buttons_and_writes_nothing(db):
    client = may("view_sjabloon")
    page = client.get(TEKST)
    assert 'name="actie"' not in page.content.decode()
    assert client.post(TEKST, {"actie": "publiceer", "tekst": "x"}).status_code == 404
    assert not Sjabloonversie.objects.exists()


def test_who_may_not_look_is_refused(db):
    client = may("view_product")
    for path in ("", "BEVESTIGING/EMAIL/nl/", "BEVESTIGING/EMAIL/nl/versies/"):
        assert client.get(LIJST + path).status_code == 404


@pytest.mark.parametrize("field", ["titel", "tekst", "gezien", "referentie", "actie"])
@pytest.mark.parametrize("value", ["\x00", "x" * 20_000, "\ud800", "𝕏" * 3000, "{" * 5000])
def test_odd_input_ends_in_a_sentence(beheer, field, value):
    try:
        answer = send(beheer, "bewaar", **{field: value})
    except UnicodeEncodeError:  # no browser can send half a character
        return
    assert answer.status_code in (200, 302, 400, 409)
