"""One counter at work: the next one and why, every step, every step back, and two at once."""

import pytest

from afspraken import wachtrij
from afspraken.models import Afspraak, Meldwijze, Status, Wachtende, Wachtstand
from tests.afspraken.rechten.wie import browser
from tests.cast import at

pytestmark = pytest.mark.django_db


def test_the_page_says_who_is_next_and_why(zaal, desk):
    zaal.inloop("9:30")
    zaal.meldt(zaal.afspraak("10:00"), "9:55")
    page = desk.reads("loket", zaal.loket.pk)
    assert page.index("A01") < page.index("B01")
    assert "heeft nu een afspraak" in page
    assert "wacht al lang" in page


def test_who_reported_on_their_own_phone_may_be_anywhere_and_the_desk_reads_so(zaal, desk):
    zaal.meldt(zaal.afspraak("10:00"), "9:55", via=Meldwijze.QR, door=None)
    for page in (desk.reads("dag"), desk.reads("loket", zaal.loket.pk)):
        assert "met de eigen telefoon" in page
    called = desk.presses("volgende", zaal.loket.pk).content.decode()
    assert "Gemeld met de eigen telefoon: kijk in de zaal." in called


def test_from_called_to_done(zaal, desk):
    zaal.meldt(zaal.afspraak("10:00"), "9:55")
    assert "A01" in desk.presses("volgende", zaal.loket.pk).content.decode()
    for naam in ("begin", "klaar"):
        desk.steps(Wachtende.objects.get(), naam)
    assert Afspraak.objects.get().status == Status.AFGEROND
    page = desk.reads("loket", zaal.loket.pk)
    assert "Net gedaan" in page
    desk.steps(Wachtende.objects.get(), "ongedaan")
    assert Afspraak.objects.get().status == Status.IN_BEHANDELING


def test_nobody_waits_and_the_page_says_so(zaal, desk):
    answer = desk.presses("volgende", zaal.loket.pk)
    assert "Er wacht niemand die u kunt helpen" in answer.content.decode()


def test_parked_with_a_reason_and_back_in_front(zaal, desk):
    zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    desk.steps(Wachtende.objects.get(), "parkeer", reden="haalt een pasfoto")
    page = desk.reads("loket", zaal.loket.pk)
    assert "haalt een pasfoto" in page
    desk.steps(Wachtende.objects.get(), "terug")
    assert "was al aan de beurt" in desk.reads("loket", zaal.loket.pk)


def test_handed_on_to_another_counter(zaal, desk):
    zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    desk.steps(Wachtende.objects.get(), "doorsturen", naar=f"middel:{zaal.loket2.pk}")
    page = desk.reads("loket", zaal.loket.pk)
    assert "voor Loket 2" in page
    assert zaal.volgende("10:00", zaal.loket) is None
    assert zaal.volgende("10:00", zaal.loket2) is not None


def test_handing_on_asks_to_where(zaal, desk):
    zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    answer = desk.steps(Wachtende.objects.get(), "doorsturen", reden="weet er meer van")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Kies waar de klant heen gaat." in page
    assert "weet er meer van" in page


def test_a_bsn_in_a_reason_is_refused_and_stays_to_be_corrected(zaal, desk):
    zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    answer = desk.steps(Wachtende.objects.get(), "parkeer", reden="BSN 111222333")
    assert answer.status_code == 400
    assert "111222333" in answer.content.decode()
    assert Wachtende.objects.get().stand == Wachtstand.OPGEROEPEN


def test_of_two_counters_that_call_the_same_number_one_hears_who_has_it(zaal, desk):
    row = zaal.inloop("9:50")
    zaal.doet(wachtrij.call, row, "9:59", zaal.loket2)
    answer = desk.steps(row, "roep")
    assert answer.status_code == 409
    assert "B01 is al van Loket 2" in answer.content.decode()


def test_a_button_of_an_old_page_does_nothing_though_it_could_be_pressed_now(zaal, desk):
    """Loket 2 called and put back: B01 waits again, but that is not what this page saw."""
    row = zaal.inloop("9:50")
    zaal.doet(wachtrij.undo, zaal.doet(wachtrij.call, row, "9:58", zaal.loket2), "9:59")
    answer = desk.steps(row, "roep")
    assert answer.status_code == 409
    assert "B01 is intussen veranderd: wacht" in answer.content.decode()
    assert Wachtende.objects.get().stand == Wachtstand.WACHT


def test_a_counter_that_has_someone_finishes_that_first(zaal, desk):
    zaal.inloop("9:50")
    other = zaal.inloop("9:51")
    desk.presses("volgende", zaal.loket.pk)
    answer = desk.steps(other, "roep")
    assert answer.status_code == 409
    assert "Aan Loket 1 is nog B01" in answer.content.decode()


def test_the_queue_alone_is_fetched_again(zaal, desk):
    zaal.inloop("9:50")
    part = desk.client.get(desk.url("loket", zaal.loket.pk), headers={"HX-Request": "true"})
    assert b"B01" in part.content
    assert b"<html" not in part.content


def test_a_walk_in_gets_a_number_and_hears_how_long_it_takes(zaal, desk):
    zaal.meldt(zaal.afspraak("10:00"), "9:55")
    data = {"producten": [zaal.paspoort.pk], "personen": 1, "taal": "nl", "notitie": "rode jas"}
    page = desk.presses("inloop", **data).content.decode()
    assert "B01" in page
    assert "wachttijd" in page or "meteen" in page
    assert Wachtende.objects.filter(notitie="rode jas").exists()


def test_a_walk_in_without_a_product_comes_with_a_question(zaal, desk):
    desk.presses("inloop", personen=1, taal="nl")
    assert "een vraag" in desk.reads("loket", zaal.loket.pk)


@pytest.mark.parametrize("data", [{}, {"personen": 0}, {"personen": "x", "taal": "xx"}])
def test_a_walk_in_that_is_none_is_refused_with_what_was_typed(zaal, desk, data):
    answer = desk.client.post(desk.url("inloop"), {"notitie": "rode jas", **data})
    assert answer.status_code == 400
    assert "rode jas" in answer.content.decode()
    assert not Wachtende.objects.exists()


@pytest.mark.parametrize("n", [3, 30])
def test_the_counter_takes_as_many_queries_however_many_wait(
    zaal, desk, n, django_assert_max_num_queries
):
    for _nummer in range(n):
        zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    with django_assert_max_num_queries(45):
        desk.reads("loket", zaal.loket.pk)


def test_a_counter_of_another_place_or_a_strange_step_is_not_found(zaal, desk):
    dorpshuis = zaal.town.locatie("Dorpshuis")
    elders = zaal.town.loket("Loket D", locatie=dorpshuis)
    row = zaal.inloop("9:50")
    client = browser(zaal.door)
    assert client.get(desk.url("loket", elders.pk)).status_code == 404
    assert desk.steps(row, "verdwijn").status_code == 404
    assert at("9:50") == row.gemeld_op
