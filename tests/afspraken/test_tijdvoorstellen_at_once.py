"""Customer and specialist act on one proposal at the same moment: one act counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from afspraken import booking, tijdvoorstellen
from afspraken.exceptions import BookingError
from afspraken.models import Afspraak, BezetteCel, Partij, Status, Tijdvoorstel, Voorstelstatus
from tests.afspraken.test_attempts import at_once
from tests.afspraken.voorstellen import proposed, specialist, talk
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=2)
ROUNDS = 3


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_of_answers_and_changes_at_once_one_counts_and_no_time_is_lost(town, round_number):
    sanne = specialist(town)
    anna = talk(town)
    voorstel = proposed(anna, sanne, "9:00", "10:30")
    first, second = voorstel.tijden.all()

    def again(tijd):
        return tijd.__class__.objects.select_related("voorstel__afspraak", "vastgehouden").get(
            pk=tijd.pk
        )

    acts = [
        lambda: tijdvoorstellen.accept(again(first), now=LATER),
        lambda: tijdvoorstellen.accept(again(second), now=LATER),
        lambda: tijdvoorstellen.withdraw(
            Tijdvoorstel.objects.get(pk=voorstel.pk), door=sanne.gebruiker, now=LATER
        ),
        lambda: booking.cancel(
            Afspraak.objects.get(pk=anna.pk), partij=Partij.MEDEWERKER, now=LATER, door="7"
        ),
        lambda: booking.sweep_expired(now=LATER),
    ]
    ends = at_once(acts)
    assert all(not isinstance(end, Exception) or isinstance(end, BookingError) for end in ends)
    now_, asked = Afspraak.objects.get(pk=anna.pk), Tijdvoorstel.objects.get()
    assert asked.status != Voorstelstatus.OPEN
    assert not Afspraak.objects.filter(status=Status.VASTGEHOUDEN).exists()
    occupied = set(BezetteCel.objects.values_list("inzet__afspraak", flat=True))
    assert occupied == ({anna.pk} if now_.status == Status.GEPLAND else set())
