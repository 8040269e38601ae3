"""The page of a number on one's own phone: renews itself until called, and tells nothing else."""

from datetime import timedelta

import pytest

from afspraken import wachtrij
from afspraken.models import Meldwijze, Scherm, Schermsoort, Soort, Wachtende

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(hal):
    """Anna, who scanned the poster and reported; the address of her number."""
    answer = hal.types(hal.zaal.afspraak("10:10").referentie, hal.poster)
    assert Wachtende.objects.get().via == Meldwijze.QR
    return answer.wsgi_request.path


def text(hal, address, **query):
    return hal.client.get(address, query).content.decode()


def test_until_called_the_page_asks_again_with_and_without_javascript(hal, phone):
    page = text(hal, phone)
    assert 'hx-trigger="every 5s"' in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    assert "Refresh" not in hal.client.get(phone)


def test_who_is_called_reads_where_to(hal, phone):
    hal.zaal.volgende("10:01", hal.zaal.loket2)
    assert "U bent aan de beurt: <strong>Loket 2</strong>" in text(hal, phone)


def test_an_employee_who_calls_is_not_named(hal, phone):
    jansen = hal.zaal.town.middel(Soort.AMBTENAAR, "J. Jansen")
    row = Wachtende.objects.get()
    hal.zaal.doet(wachtrij.call, row, "10:01", jansen)
    page = text(hal, phone)
    assert "U wordt opgehaald" in page
    assert "Jansen" not in page


@pytest.mark.parametrize(
    ("acts", "sentence"),
    [
        ((wachtrij.begin,), "U bent nu aan de beurt."),
        ((wachtrij.begin, wachtrij.park), "Meld u bij de balie zodra u terug bent."),
        ((wachtrij.begin, wachtrij.finish), "Dit bezoek is klaar."),
        ((wachtrij.no_show,), "Wij riepen u op, maar zagen u niet."),
        ((wachtrij.leave,), "Dit nummer wordt niet meer opgeroepen."),
    ],
)
def test_afterwards_the_page_says_how_it_stands(hal, phone, acts, sentence):
    hal.zaal.volgende("10:01")
    for act in acts:
        more = {"reden": "pasfoto"} if act is wachtrij.park else {}
        hal.zaal.doet(act, Wachtende.objects.get(), "10:02", **more)
    page = text(hal, phone)
    assert sentence in page
    assert "pasfoto" not in page


def test_what_did_not_change_is_not_sent_again_and_after_the_end_nothing_is_asked(hal, phone):
    htmx = {"HX-Request": "true"}
    first = hal.client.get(phone, headers=htmx)
    assert first.status_code == 200
    stamp = first.content.decode().partition("gezien=")[2].partition('"')[0]
    assert hal.client.get(phone, {"gezien": stamp}, headers=htmx).status_code == 204
    hal.zaal.doet(wachtrij.leave, Wachtende.objects.get(), "10:02")
    assert hal.client.get(phone, {"gezien": stamp}, headers=htmx).status_code == 286


def test_the_address_opens_one_number_of_today_at_its_place(hal, phone, clock):
    assert hal.client.get(phone[:-3] + "xx/").status_code == 404
    dorpshuis = hal.zaal.town.locatie("Dorpshuis")
    other = Scherm.objects.create(locatie=dorpshuis, soort=Schermsoort.POSTER, naam="Deur")
    assert hal.client.get(phone.replace(hal.poster.code, other.code)).status_code == 404
    clock.shift(timedelta(days=1))
    assert hal.client.get(phone).status_code == 404


def test_a_number_that_the_desk_gave_has_no_page(hal, phone):
    Wachtende.objects.update(via=Meldwijze.BALIE)
    assert hal.client.get(phone).status_code == 404
