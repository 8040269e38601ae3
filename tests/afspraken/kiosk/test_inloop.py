"""Without an appointment: what can be chosen, how long it takes, and only then a number."""

import pytest

from afspraken.kiosk import limieten
from afspraken.models import Meldwijze, Soort, Wachtende
from tests.cast import at

pytestmark = pytest.mark.django_db


def test_one_chooses_from_what_a_counter_here_serves(hal):
    town = hal.zaal.town
    town.product("Schulden", is_gevoelig=True)
    town.product("Trouwen", vraagt=[(Soort.AMBTENAAR, 1, None)])
    town.product("Waarmerken", vraagt=[(Soort.LOKET, 1, "waarmerken")])
    page = hal.reads(hal.zuil, "inloop")
    assert "Paspoort" in page
    for naam in ("Schulden", "Trouwen", "Waarmerken"):
        assert naam not in page
    town.loket("Loket 3", kan=["waarmerken"])
    assert "Waarmerken" in hal.reads(hal.zuil, "inloop")


def test_how_long_it_takes_is_told_before_the_choice_is_final(hal):
    for minute in range(4):
        hal.zaal.inloop(f"9:5{minute}")
    page = hal.reads(hal.zuil, "inloop", product="paspoort", personen=2)
    assert "De wachttijd is" in page
    assert "Wilt u wachten?" in page
    assert "voor 2 personen" in page
    assert Wachtende.objects.count() == 4


def test_who_wants_to_wait_gets_a_number(hal):
    answer = hal.comes(product="paspoort", personen=2, taal="en")
    page = answer.content.decode()
    assert "B01" in page
    assert "Your number" in page
    row = Wachtende.objects.get()
    assert (row.personen, row.taal, row.via) == (2, "en", Meldwijze.ZUIL)
    assert [str(one.product) for one in row.producten.all()] == ["Paspoort"]


def test_a_question_needs_no_product(hal):
    assert "Een vraag" in hal.reads(hal.zuil, "inloop", personen=1)
    assert "B01" in hal.comes().content.decode()


def test_when_it_will_not_be_today_nobody_gets_a_number(hal, clock):
    clock.move_to(at("18:00"))
    page = hal.reads(hal.zuil, "inloop", personen=1)
    assert "lukt dit vandaag niet meer" in page
    assert "afspraak" in page
    assert "lukt dit vandaag niet meer" in hal.comes().content.decode()
    assert not Wachtende.objects.exists()


def test_for_more_persons_than_a_product_is_done_for_one_asks_the_desk(hal):
    answer = hal.client.get(hal.url(hal.zuil, "inloop"), {"product": "paspoort", "personen": 6})
    assert answer.status_code == 400
    assert "hoogstens 4 tegelijk. Vraag het aan de balie." in answer.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"personen": "0"},
        {"personen": "x" * 100_000},
        {"personen": "1", "product": "schulden"},
        {"personen": "1", "product": "漢字"},
        {"personen": "-1", "product": "paspoort"},
    ],
)
def test_what_was_not_offered_is_refused(hal, data):
    assert hal.comes(**data).status_code == 400
    assert not Wachtende.objects.exists()


def test_a_nul_in_a_choice_is_refused(hal):
    assert hal.comes(product="pas\0poort").status_code == 400


def test_a_screen_that_gave_too_many_numbers_sends_to_the_desk(hal, monkeypatch):
    monkeypatch.setitem(limieten.MOST, limieten.Soort.INLOOP, 2)
    assert [hal.comes().status_code for _press in range(3)] == [200, 200, 429]


def test_the_waiting_screen_takes_nobody_in(hal):
    assert hal.client.get(hal.url(hal.wachtscherm, "inloop")).status_code == 404
