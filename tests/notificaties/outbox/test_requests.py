"""Another app asks for a message ("onderweg"); it knows nothing of ways and rows."""

from datetime import timedelta

import pytest

from afspraken.booking import Gegevens
from afspraken.signals import Berichtverzoek
from notificaties import outbox
from notificaties.models import Beltaak, Bericht
from tests.cast import NOW, booked, held
from tests.notificaties.post import told

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PIET = Gegevens(naam="Piet", postcode="1191 AA", huisnummer="12")


def asked(afspraak, moment="stop:3", soort="ONDERWEG", **wanted):
    outbox.request(Berichtverzoek(afspraak, soort, moment=moment, **wanted), now=NOW)
    return told(afspraak, soort=soort)


def test_each_stop_is_told_of(paspoort):
    afspraak = booked(paspoort, "10:00")
    asked(afspraak, "stop:3")
    assert len(asked(afspraak, "stop:4")) == 2


def test_what_comes_too_late_is_of_no_use(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    asked(afspraak, vervalt_op=NOW + HOUR)
    assert kantoor.send(later=HOUR) == []
    assert told(afspraak, soort="ONDERWEG", status="VERVALLEN")


def test_it_goes_at_once_or_at_the_moment_that_was_asked_for(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    asked(afspraak, "stop:1")
    asked(afspraak, "stop:2", niet_voor=NOW + HOUR)
    at_once, later = Bericht.objects.filter(soort="ONDERWEG").order_by("pk")
    assert (at_once.is_direct, at_once.niet_voor) == (True, NOW)
    assert (later.is_direct, later.niet_voor) == (False, NOW + HOUR)
    assert len(kantoor.send()) == 1
    assert len(kantoor.send(later=HOUR)) == 1


@pytest.mark.parametrize(
    ("until", "ways"), [(None, ["BRIEF"]), (NOW + 4 * DAY, ["BRIEF"]), (NOW + HOUR, [])]
)
def test_a_letter_that_would_come_too_late_is_not_written(paspoort, until, ways):
    afspraak = booked(paspoort, "10:00", PIET)
    told_by = asked(afspraak, soort="VOORSTEL", vervalt_op=until)
    assert [way for _soort, way, _status in told_by] == ways


def test_what_never_goes_by_letter_is_told_by_telephone(paspoort):
    assert asked(booked(paspoort, "10:00", PIET)) == []
    assert Beltaak.objects.exists()


def test_somebody_who_is_not_the_customer_hears_at_their_own_address(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    for _twice in range(2):
        for email in ("eva@example.nl", "carla@example.nl"):
            asked(afspraak, soort="ZITTING_CODE", adres=email, gegevens={"code": "123456"})
    sent = [post for post in kantoor.send() if "123456" in post.tekst]
    assert [post.aan for post in sent] == ["eva@example.nl", "carla@example.nl"]
    assert not any("Anna" in post.tekst for post in sent)


def test_a_hold_has_nobody_to_tell_yet(paspoort):
    assert asked(held(paspoort, "10:00")) == []
