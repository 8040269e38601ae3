"""A contact is forgotten when its term has run out, but not while a promise in it is open."""

from datetime import timedelta

import pytest

from afspraken.models import Klantcontact, Terugbelstatus, Terugbelverzoek
from afspraken.privacy.retention import due_contacten
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import contact, promised
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SECOND, TERM = timedelta(seconds=1), timedelta(days=7)


@pytest.fixture
def ksp(settings):
    settings.BEWAARTERMIJN_CONTACTEN_DAGEN = TERM.days
    return medewerker(Rol.KLANTENSERVICE)


def due(now):
    return set(due_contacten(now))


def test_exactly_at_the_end_of_its_term(ksp):
    spoken = contact(ksp)
    assert (due(NOW + TERM - SECOND), due(NOW + TERM)) == (set(), {spoken})


def test_only_the_contact_with_the_open_promise_is_kept(ksp):
    wonen = afdeling("Wonen")
    open_ones, kept = promised(ksp, afdeling=wonen), promised(ksp, afdeling=wonen)
    spoken = contact(ksp)
    Terugbelverzoek.objects.filter(pk=kept.pk).update(
        status=Terugbelstatus.VERWERKT, afgehandeld_op=NOW
    )
    assert due(NOW + TERM) == {spoken, kept.contact}
    assert Klantcontact.objects.get(pk=open_ones.contact_id) not in due(NOW + 10 * TERM)
