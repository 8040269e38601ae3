"""Employees send the same news again at the same moment, from threads on one database."""

import time
from threading import Barrier, Thread

from django.core.exceptions import ValidationError
from django.db import connection

from notificaties.models import Bericht
from notificaties.outbox import byhand
from tests.cast import ANNA, NOW, booked
from tests.notificaties.outbox.test_byhand import LATER, READY
from tests.notificaties.post import REFUSED, told


def test_one_sends_it_and_the_others_are_told(transactional_db, paspoort, kantoor, monkeypatch):
    """Two press the button of the text message, two ask on the e-mail for a text message."""
    in_its_place = byhand.in_its_place

    def slow(bericht: Bericht, way: str) -> int:
        number = in_its_place(bericht, way)
        time.sleep(0.2)  # so that the others come in between, if they can
        return number

    monkeypatch.setattr(byhand, "in_its_place", slow)
    afspraak = booked(paspoort, "10:00", ANNA)
    kantoor.mail.usual = REFUSED
    kantoor.send(at=NOW)
    start, ends = Barrier(4), []

    def press(bericht: Bericht, way: str) -> None:
        start.wait()
        try:
            byhand.send_again(bericht, now=LATER, door="7", way=way)
            ends.append("sent")
        except ValidationError as error:
            ends.append(error.messages[0])
        finally:
            connection.close()

    email, sms = Bericht.objects.order_by("pk")
    threads = [Thread(target=press, args=pressed) for pressed in 2 * [(email, "SMS"), (sms, "")]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == [READY, READY, READY, "sent"]
    assert told(afspraak)[2:] == [("BEVESTIGING", "SMS", "WACHT")]
