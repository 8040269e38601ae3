"""Employees read on the start page and above each list that a way rests."""

from datetime import timedelta

import pytest
from django.urls import reverse

from notificaties.meldingen import resting_channels
from notificaties.outbox import pausing
from tests.afspraken.admin.conftest import may
from tests.cast import NOW
from tests.notificaties.admin.test_sjablonen import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
INDEX = reverse("admin:index")
LIJST = reverse("admin:notificaties_bericht_changelist")


def fail(times, *, now=NOW):
    for _n in range(times):
        pausing.failed("SMS", "twilio 503 20503", now=now)


def test_all_is_well():
    fail(pausing.IN_A_ROW - 1)
    assert resting_channels(NOW) == []


def test_since_when_until_when_and_why():
    fail(pausing.IN_A_ROW)
    assert resting_channels(NOW) == [
        "Sms werkt niet sinds 10.00 uur. Wij proberen het weer om 10.01 uur. De laatste fout: "
        "de verzender nam het bericht nog niet aan. De berichten wachten, er gaat niets verloren."
    ]
    later = NOW + timedelta(days=1)
    assert "sinds dinsdag 1 december 10.00 uur. De laatste" in resting_channels(later)[0]
    pausing.worked("SMS")
    assert resting_channels(NOW) == []


@pytest.mark.parametrize(("names", "sees"), [(("view_bericht",), True), (("view_rooster",), False)])
def test_who_looks_after_messages_reads_it(names, sees):
    fail(pausing.IN_A_ROW)
    client = may(*names)
    assert ("Sms werkt niet" in text_of(client.get(INDEX))) is sees
    if sees:
        assert "Sms werkt niet" in text_of(client.get(LIJST))
