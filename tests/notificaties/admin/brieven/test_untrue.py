"""A letter is never posted with news that is no longer true."""

import pytest
from django.core.exceptions import ValidationError

from afspraken.models import Klant
from notificaties import brieven
from notificaties.models import Bericht
from notificaties.outbox.sweeping import void_untrue
from tests.cast import ANNA, NOW, booked
from tests.notificaties.admin.brieven.stapels import (
    BRAM_PER_POST,
    cancel,
    letter,
    post,
    printed,
    url,
)
from tests.notificaties.admin.test_sjablonen import text_of
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import told

pytestmark = pytest.mark.django_db


@pytest.mark.letters
@pytest.mark.parametrize("change", [cancel, moved])
def test_a_letter_that_became_untrue_is_taken_out_and_told(
    beheer, stapel, afspraak, paspoort, change
):
    booked(paspoort, "14:00", BRAM_PER_POST)
    Bericht.objects.filter(stapel=None).update(stapel=stapel)
    printed(stapel)
    change(afspraak)
    text = text_of(beheer.get(url(stapel)))
    assert "Haal 1 brief uit de stapel" in text
    assert (
        Bericht.objects.get(afspraak=afspraak, soort="BEVESTIGING").referentie.hex[:8].upper()
        in text
    )
    assert "Anna de Vries" in text
    assert post(stapel) == 1
    assert told(afspraak, soort="BEVESTIGING") == [("BEVESTIGING", "BRIEF", "VERVALLEN")]


@pytest.mark.letters
def test_what_is_too_late_to_be_of_use_is_not_posted(stapel, afspraak):
    printed(stapel)
    assert post(stapel, afspraak.begin) == 0
    assert letter().status == "VERVALLEN"


@pytest.mark.letters
def test_the_sweep_and_the_pile_agree(stapel, afspraak):
    printed(stapel)
    void_untrue(now=afspraak.begin)
    assert list(brieven.taken_out(stapel, now=afspraak.begin)) == [letter()]


def test_a_pile_of_which_nothing_is_left_cannot_be_printed(stapel, afspraak):
    cancel(afspraak)
    with pytest.raises(ValidationError, match="geen brief meer"):
        printed(stapel)


def test_a_customer_who_lost_their_address_gets_the_next_way(stapel, afspraak):
    Klant.objects.update(postcode="", huisnummer="", email=ANNA.email)
    with pytest.raises(ValidationError, match="geen brief meer"):
        printed(stapel)
    assert told(afspraak) == [
        ("BEVESTIGING", "BRIEF", "MISLUKT"),
        ("BEVESTIGING", "EMAIL", "WACHT"),
    ]
    assert list(brieven.taken_out(stapel, now=NOW)) == [letter()]
