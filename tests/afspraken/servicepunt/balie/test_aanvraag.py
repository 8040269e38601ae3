"""A walk-in who applied for a document is written down, and hears when it is ready."""

import pytest

from afspraken import integrity, ophalen
from afspraken.models import Afhaaldocument, Afspraak, Status, Wachtende
from tests.cast import at

pytestmark = pytest.mark.django_db

ANNA = {"naam": "Anna de Vries", "email": "anna@example.nl", "telefoon": ""}


def written(desk, row, **fields):
    """The form, filled in for Anna unless told otherwise; the page that follows."""
    return desk.client.post(desk.url("aanvraag", row.pk), ANNA | fields, follow=True)


@pytest.fixture
def klaar(zaal, desk):
    """A walk-in for a passport, just served at the first counter."""
    zaal.paspoort.document = "paspoort"
    zaal.paspoort.save()
    zaal.paspoort.ophaalplaatsen.create(locatie=zaal.plaats, werkdagen=5)
    zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    for naam in ("begin", "klaar"):
        page = desk.steps(Wachtende.objects.get(), naam).content.decode()
    assert "Vroeg B01 iets aan?" in page
    return Wachtende.objects.get()


def test_who_is_written_down_has_a_document_to_come(zaal, desk, klaar):
    page = written(desk, klaar).content.decode()
    assert "De klant krijgt bericht als het klaarligt" in page
    document = Afhaaldocument.objects.get()
    assert document.afspraak.klant.naam == "Anna de Vries"
    assert document.afspraak.status == Status.AFGEROND
    assert document.afspraak == Wachtende.objects.get().aanvraag
    ophalen.arrive([document], door=zaal.door, now=at("11:00"))
    assert document.afspraak.berichten.filter(soort="KLAAR").exists()
    assert not document.afspraak.berichten.filter(soort="BEVESTIGING").exists()
    checked = {one.name: one.faults for one in integrity.run(now=at("11:00"))}
    assert checked["afspraken en hun status"] == checked["wachtrij"] == ()


def test_it_is_written_down_once(desk, klaar):
    for _again in range(2):
        written(desk, klaar)
    assert Afspraak.objects.count() == Afhaaldocument.objects.count() == 1


def test_who_applied_for_nothing_goes_straight_on_and_can_be_written_down_later(zaal, desk, klaar):
    page = desk.reads("loket", zaal.loket.pk)
    assert desk.url("aanvraag", klaar.pk) in page
    written(desk, klaar)
    assert desk.url("aanvraag", klaar.pk) not in desk.reads("loket", zaal.loket.pk)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"naam": ""}, "Vul de naam van de klant in."),
        ({"email": ""}, "Vul een e-mailadres of een telefoonnummer in."),
        ({"email": "anna"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"telefoon": "nul zes"}, "Vul een telefoonnummer in zoals 06 12345678."),
    ],
)
def test_without_a_way_to_tell_nothing_is_written_down(desk, klaar, wrong, sentence):
    answer = written(desk, klaar, **wrong)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Afspraak.objects.exists()


def test_who_came_for_something_else_is_not_asked(zaal, desk):
    zaal.inloop("9:50")
    desk.presses("volgende", zaal.loket.pk)
    desk.steps(Wachtende.objects.get(), "begin")
    page = desk.steps(Wachtende.objects.get(), "klaar").content.decode()
    assert "Roep de volgende op" in page
    row = Wachtende.objects.get()
    assert written(desk, row).redirect_chain
    assert not Afspraak.objects.exists()
