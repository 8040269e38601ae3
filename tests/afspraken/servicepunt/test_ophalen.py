"""The desk ticks what arrived, finds what somebody comes for, and hands it out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from afspraken import ophalen, taken, wachtrij
from afspraken.booking import book
from afspraken.models import Afhaaldocument, Documentstatus, Logregel, Ophaler
from afspraken.rechten import Rol
from tests.afspraken.ophalen.documenten import (
    DONE,
    again,
    applied,
    duivendrecht,
    finished,
    paspoort,
)
from tests.afspraken.rechten.wie import browser, medewerker
from tests.cast import ANNA, BRAM, NOW, at, booked, offer, wens

pytestmark = pytest.mark.django_db
LIJST = reverse("servicepunt:ophalen")
AANGEKOMEN, TERUG = reverse("servicepunt:ophalen_aangekomen"), reverse("servicepunt:ophalen_terug")
DAY = timedelta(days=1)


@pytest.fixture
def els(town, clock):
    clock.move_to(DONE)
    return medewerker(Rol.BALIE)


@pytest.fixture
def balie(els):
    return browser(els)


@pytest.fixture
def product(town):
    return paspoort(town)


@pytest.fixture
def document(product):
    return applied(product)


def page(row):
    return reverse("servicepunt:document", args=[row.pk])


def text(answer):
    return answer.content.decode()


def test_of_a_visit_that_nobody_closed_a_person_decides(town, balie, els):
    afspraak = booked(paspoort(town), "10:00")
    given = {"locatie": town.gemeentehuis, "via": "BALIE", "door": els}
    wachtrij.check_in(afspraak, now=at("9:55"), **given)
    wachtrij.close_days(now=at("0:30") + DAY)
    row = Afhaaldocument.objects.get()
    assert "bezoek niet afgemeld" in text(balie.get(LIJST))
    assert "Ga na of het document is aangevraagd" in text(balie.get(page(row)))
    ophalen.arrive([row], door=els, now=at("9:00") + 2 * DAY)
    assert "Ga na of" not in text(balie.get(page(row)))


def test_several_are_ticked_as_arrived_at_once_with_where_they_lie(balie, product, document):
    other = applied(product, BRAM, clock="11:00")
    ticks = {"document": [document.pk, other.pk], f"opslag-{other.pk}": "la 3"}
    answer = balie.post(AANGEKOMEN, {**ticks, "lijst": "verwacht"}, follow=True)
    assert "2 documenten liggen klaar" in text(answer)
    assert {again(document).opslagnummer, again(other).opslagnummer} == {"", "la 3"}
    assert "Hier staat niets." in text(answer)
    shown = text(balie.get(LIJST, {"lijst": "klaar"}))
    assert "Anna de Vries" in shown
    assert "la 3" in shown
    balie.post(TERUG, {"document": [document.pk, other.pk], "van": "GEREED"})
    assert again(other).status == Documentstatus.AANGEVRAAGD


def test_each_place_has_its_own_list(balie, els, town, document):
    ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)
    assert "Anna de Vries" in text(balie.get(LIJST, {"plaats": "dorpshuis-duivendrecht"}))
    assert "Anna de Vries" not in text(balie.get(LIJST, {"plaats": "gemeentehuis"}))


def test_what_should_have_been_there_is_marked_and_stands_on_the_tasks(els, clock, document):
    clock.move_to(DONE + 7 * DAY)
    assert "Te laat" not in text(browser(els).get(LIJST))
    clock.move_to(DONE + 8 * DAY)
    assert "1 te laat" in text(browser(els).get(LIJST))
    [task] = [one for one in taken.open_tasks(now=DONE + 8 * DAY) if one.soort == "documenten"]
    assert task.titel == "1 document is nog niet aangekomen in Gemeentehuis"
    assert task.url == f"{LIJST}?plaats=gemeentehuis&lijst=verwacht"


def test_what_nobody_collected_is_taken_out_after_its_term(els, clock, document):
    ophalen.arrive([document], door=els, now=DONE)
    clock.move_to(DONE + 30 * DAY)
    shown = text(browser(els).get(LIJST, {"lijst": "blijft"}))
    assert "Anna de Vries" in shown
    assert "Termijn voorbij" not in shown
    clock.move_to(DONE + 93 * DAY)
    balie = browser(els)
    assert "Termijn voorbij" in text(balie.get(LIJST, {"lijst": "blijft"}))
    titles = [one.titel for one in taken.open_tasks(now=DONE + 93 * DAY)]
    assert "1 document werd niet opgehaald in Gemeentehuis" in titles
    url = reverse("servicepunt:ophalen_vervallen")
    answer = balie.post(url, {"document": document.pk, "lijst": "blijft"}, follow=True)
    assert "1 document is vervallen. Vernietig het volgens de regels." in text(answer)
    assert again(document).status == Documentstatus.VERVALLEN


@pytest.mark.parametrize("words", ["de vries", "Anna@example.nl", "la 3", "REFERENTIE"])
def test_a_document_is_found_by_what_one_hears(balie, els, document, words):
    ophalen.arrive([document], door=els, now=DONE, opslag={document.pk: "la 3"})
    words = document.afspraak.referentie if words == "REFERENTIE" else words
    answer = balie.post(LIJST, {"zoek": words})
    assert "1 document gevonden" in text(answer)
    assert page(document) in text(answer)


def test_a_search_for_nothing_and_for_a_bsn_gets_a_sentence(balie):
    assert "Vul in wat u zoekt." in text(balie.post(LIJST, {"zoek": ""}))
    answer = balie.post(LIJST, {"zoek": "111222333"})
    assert answer.status_code == 400
    assert "0 documenten gevonden" in text(balie.post(LIJST, {"zoek": "niemand"}))


def test_who_comes_gets_everything_that_lies_there_for_them(balie, els, town):
    wish = wens(paspoort(town, max_personen=3), 2)
    afspraak = finished(book(wish, offer(wish, "10:00"), ANNA, now=NOW))
    one, other = afspraak.documenten.select_related("afspraak__klant").order_by("nummer")
    ophalen.arrive([one, other], door=els, now=DONE)
    assert "Ligt hier ook voor deze klant" in text(balie.get(page(one)))
    url = reverse("servicepunt:document_uitreiken", args=[one.pk])
    answer = balie.post(url, {"aan": "GEMACHTIGDE", "document": other.pk}, follow=True)
    assert "Uitgereikt: 2 documenten." in text(answer)
    assert again(other).opgehaald_door == Ophaler.GEMACHTIGDE
    assert "iemand met een machtiging" in text(balie.get(LIJST, {"lijst": "voorbij"}))


def test_who_was_too_late_sees_who_was_first(balie, els, document):
    omar = medewerker(Rol.BALIE)
    omar.first_name = "Omar"
    omar.save()
    ophalen.arrive([document], door=els, now=DONE)
    url = reverse("servicepunt:document_uitreiken", args=[document.pk])
    browser(omar).post(url, {"aan": "KLANT"})
    answer = balie.post(url, {"aan": "KLANT"})
    assert answer.status_code == 409
    assert "Omar was u voor. Het document is nu: uitgereikt." in text(answer)
    answer = balie.post(AANGEKOMEN, {"document": document.pk})
    assert answer.status_code == 409
    assert "Omar was u voor" in text(answer)
    back = {"document": document.pk, "van": "UITGEREIKT", "vanaf": "document"}
    assert "Dat is teruggedraaid." in text(balie.post(TERUG, back, follow=True))
    assert balie.post(TERUG, back).status_code == 409


def test_it_is_sent_to_another_place(balie, town, document):
    url = reverse("servicepunt:document_verplaatsen", args=[document.pk])
    elsewhere = document.product.ophaalplaatsen.get(locatie=duivendrecht(town))
    answer = balie.post(url, {"locatie": elsewhere.pk}, follow=True)
    assert "Dit document gaat naar Dorpshuis Duivendrecht." in text(answer)
    assert "dinsdag 15 december 2026" in text(answer)
    here = document.product.ophaalplaatsen.get(locatie=town.gemeentehuis)
    assert balie.post(url, {"locatie": "999999"}).status_code == 400
    assert balie.post(url, {"locatie": here.pk}).status_code == 302


@pytest.mark.parametrize(
    ("posted", "status", "sentence"),
    [
        ({}, 400, "Vink eerst aan om welke documenten het gaat."),
        ({"document": "x"}, 400, "Vink eerst aan om welke documenten het gaat."),
        ({"document": "9" * 30}, 400, "Vink eerst aan om welke documenten het gaat."),
        ({"document": "999999"}, 404, ""),
    ],
)
def test_a_tick_of_nothing_gets_a_sentence(balie, posted, status, sentence):
    answer = balie.post(AANGEKOMEN, posted)
    assert answer.status_code == status
    assert sentence in text(answer)


@pytest.mark.parametrize("words", ["x" * 21, "111222333", "a\x00b"])
def test_where_it_lies_is_short_and_no_bsn(balie, document, words):
    answer = balie.post(AANGEKOMEN, {"document": document.pk, f"opslag-{document.pk}": words})
    assert answer.status_code == 400
    assert again(document).status == Documentstatus.AANGEVRAAGD


def test_a_choice_that_does_not_exist_gets_a_sentence(balie, els, document):
    ophalen.arrive([document], door=els, now=DONE)
    url = reverse("servicepunt:document_uitreiken", args=[document.pk])
    assert "Kies wie het ophaalt." in text(balie.post(url, {}))
    assert balie.post(url, {"aan": "BUURMAN"}).status_code == 400
    assert balie.post(TERUG, {"document": document.pk, "van": "WEG"}).status_code == 409
    for query in ({"lijst": "niets"}, {"plaats": "nergens"}, {"pagina": "x"}):
        assert balie.get(LIJST, query).status_code == 200


def test_what_was_not_applied_for_after_all_is_taken_off_the_list(balie, document):
    url = reverse("servicepunt:ophalen_vervallen")
    answer = balie.post(url, {"document": document.pk, "vanaf": "document"}, follow=True)
    assert "Dit document komt niet meer." in text(answer)
    assert "Komt het toch?" in text(answer)
    assert balie.post(url, {"document": document.pk}).status_code == 409


def test_looking_at_a_document_is_logged(balie, els, document):
    balie.get(page(document))
    line = Logregel.objects.get(handeling="BEKEKEN")
    assert (line.onderwerp, line.door) == (f"klant:{document.afspraak.klant_id}", str(els.pk))


def test_of_a_sensitive_product_the_desk_reads_that_there_is_a_document(balie, town):
    row = applied(paspoort(town, is_gevoelig=True))
    for answer in (balie.get(LIJST), balie.get(page(row))):
        assert "aspoort" not in text(answer)
        assert "Document" in text(answer)


def test_the_list_takes_as_many_queries_however_long_it_is(
    balie, product, document, django_assert_max_num_queries
):
    def asked():
        with django_assert_max_num_queries(14) as found:
            balie.get(LIJST, {"plaats": "gemeentehuis"})
        return len(found)

    before = asked()
    Afhaaldocument.objects.bulk_create(
        Afhaaldocument(
            afspraak=document.afspraak,
            product=product,
            nummer=nummer,
            locatie=document.locatie,
            status_op=DONE,
            aangevraagd_op=DONE,
            verwacht_op=document.verwacht_op,
        )
        for nummer in range(2, 60)
    )
    assert asked() == before
