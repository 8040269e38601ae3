"""A document lies ready: its customer hears of it, once, and not of what was a mistake."""

from datetime import timedelta

import pytest

from afspraken import ophalen
from afspraken.booking import Gegevens, book
from afspraken.models import Afhaaldocument, Ophaler
from afspraken.rechten import Rol
from notificaties.models import Beltaak, Bericht
from tests.afspraken.ophalen.documenten import (
    DONE,
    again,
    applied,
    duivendrecht,
    finished,
    paspoort,
)
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, NOW, offer, wens
from tests.notificaties.post import REFUSED, Kantoor

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LANDLINE = Gegevens(naam="Piet", telefoon="+31201234567")
LETTER = Gegevens(naam="Piet", postcode="1191 AA", huisnummer="12")


@pytest.fixture
def els(town):
    return medewerker(Rol.BALIE)


@pytest.fixture
def kantoor():
    return Kantoor(DONE)


def heard(kantoor, later=timedelta(0)):
    """What customers read of documents, each with its subject."""
    return [post for post in kantoor.send(later=later) if "klaar" in post.titel + post.tekst]


@pytest.fixture
def document(town, kantoor):
    row = applied(paspoort(town, max_personen=3))
    kantoor.send()
    return row


def test_the_customer_reads_what_where_and_until_when(document, town, els, kantoor):
    ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)
    ophalen.arrive([again(document)], door=els, now=DONE)
    [post] = heard(kantoor, 16 * MINUTE)
    assert post.titel == "Wat u aanvroeg, ligt klaar"
    for words in (
        "Wat: paspoort\n",
        "Waar: Dorpshuis Duivendrecht, Vondelstraat 1",
        "Ophalen kan tot en met: dinsdag 9 maart 2027",
        "afspraak van vijf minuten:\nhttp",
    ):
        assert words in post.tekst
    assert heard(kantoor, DAY) == []


def test_an_english_reader_reads_english(town, els, kantoor):
    row = applied(paspoort(town), Gegevens(naam="Ann", email="ann@example.nl", taal="en"))
    ophalen.arrive([row], door=els, now=DONE)
    posts = kantoor.send(later=16 * MINUTE)
    assert any("What: passport" in post.tekst for post in posts)


def test_of_a_mistake_nobody_hears(document, els, kantoor):
    ophalen.arrive([document], door=els, now=DONE)
    ophalen.undo([document], van="GEREED", door=els, now=DONE + MINUTE)
    assert heard(kantoor, DAY) == []
    ophalen.arrive([document], door=els, now=DONE + DAY)
    assert len(heard(kantoor, 16 * MINUTE)) == 1


def test_who_has_it_already_hears_nothing(document, els, kantoor):
    ophalen.arrive([document], door=els, now=DONE)
    ophalen.hand_out([document], aan=Ophaler.KLANT, door=els, now=DONE + MINUTE)
    assert heard(kantoor, DAY) == []


def test_two_documents_are_one_message_also_ticked_one_by_one(town, els, kantoor):
    wish = wens(paspoort(town, max_personen=3), 2)
    afspraak = finished(book(wish, offer(wish, "10:00"), ANNA, now=NOW))
    kantoor.send()
    one, other = Afhaaldocument.objects.filter(afspraak=afspraak).select_related("afspraak__klant")
    ophalen.arrive([one], door=els, now=DONE)
    ophalen.arrive([other], door=els, now=DONE + MINUTE)
    [post] = heard(kantoor, 20 * MINUTE)
    assert "Wat: paspoort × 2\n" in post.tekst


def test_a_sensitive_document_is_not_named(town, els, kantoor):
    row = applied(paspoort(town, is_gevoelig=True))
    ophalen.arrive([row], door=els, now=DONE)
    posts = heard(kantoor, 16 * MINUTE)
    assert "Wat: document\n" in posts[-1].tekst


def test_what_waits_for_weeks_is_recalled_once(document, els, kantoor):
    ophalen.arrive([document], door=els, now=DONE)
    assert len(heard(kantoor, 16 * MINUTE)) == 1
    assert ophalen.remind(now=DONE + 27 * DAY) == 0
    assert ophalen.remind(now=DONE + 28 * DAY) == 1
    assert ophalen.remind(now=DONE + 28 * DAY) == 0
    assert len(heard(kantoor, 28 * DAY)) == 1


def test_who_has_only_an_address_gets_a_letter(town, els):
    row = applied(paspoort(town), LETTER)
    ophalen.arrive([row], door=els, now=DONE)
    assert Bericht.objects.get(soort="KLAAR").kanaal == "BRIEF"


def test_who_can_be_sent_nothing_is_called_until_it_is_collected(town, els):
    row = applied(paspoort(town), LANDLINE)
    ophalen.arrive([row], door=els, now=DONE)
    task = Beltaak.objects.get(reden="OPHALEN")
    assert task.uiterlijk == DONE + 3 * DAY
    ophalen.hand_out([row], aan=Ophaler.KLANT, door=els, now=DONE + DAY)
    task.refresh_from_db()
    assert task.gedaan_op == DONE + DAY


def test_who_was_not_reached_is_called(document, els, kantoor):
    ophalen.arrive([document], door=els, now=DONE)
    kantoor.mail.usual = kantoor.sms.usual = REFUSED
    kantoor.send(later=16 * MINUTE)
    kantoor.send(later=MINUTE)
    assert Beltaak.objects.filter(reden="OPHALEN", gedaan_op=None).exists()
