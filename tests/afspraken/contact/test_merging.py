"""Customers joined by a person, and taken apart again: nothing is lost either way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from afspraken import privacy
from afspraken.booking import cancel
from afspraken.contact import AlreadyMerged, LaterMerge, merge, unmerge
from afspraken.contact.merging import filled, moving
from afspraken.models import Afspraak, Handeling, Klant, Klantcontact, Logregel, Samenvoeging
from afspraken.models import Partij as Wie
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import contact, promised
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, NOW, booked

pytestmark = pytest.mark.django_db
LONG = timedelta(days=400)


@pytest.fixture
def ksp():
    return medewerker(Rol.KLANTENSERVICE)


@pytest.fixture
def twee(town, ksp):
    """Anna booked twice, so she is two rows; she called once, under the second."""
    paspoort = town.product()
    town.loket()
    anna, again = (booked(paspoort, clock, ANNA).klant for clock in ("9:00", "10:00"))
    contact(ksp, again)
    return anna, again


def test_everything_moves_to_the_one_that_stays(twee, ksp):
    anna, again = twee
    merge(anna, again, door=ksp, now=NOW)
    assert (anna.afspraken.count(), anna.contacten.count()) == (2, 1)
    assert (again.afspraken.count(), again.contacten.count()) == (0, 0)
    again.refresh_from_db()
    assert (again.opgegaan_in, again.naam) == (anna, ANNA.naam)


def test_undone_exactly_those_rows_go_back(twee, ksp):
    anna, again = twee
    before = {row.pk: row.klant_id for row in Afspraak.objects.all()}
    samen = merge(anna, again, door=ksp, now=NOW)
    new = contact(ksp, again)  # a page that still knew the old row
    assert new.klant == anna
    unmerge(samen, door=ksp, now=NOW)
    assert {row.pk: row.klant_id for row in Afspraak.objects.all()} == before
    assert again.contacten.count() == 1
    assert new in anna.contacten.all()
    again.refresh_from_db()
    assert again.opgegaan_in is None


def test_what_the_one_lacks_is_taken_from_the_other_and_given_back(ksp):
    anna = Klant.objects.create(naam="Anna", postcode="1191 AA", huisnummer="1")
    other = Klant.objects.create(naam="A. Vries", email="a@example.nl", huisnummer="3")
    assert filled(anna, other) == ["email"]
    samen = merge(anna, other, door=ksp, now=NOW)
    anna.refresh_from_db()
    assert (anna.naam, anna.email, anna.zoekemail) == ("Anna", "a@example.nl", "a@example.nl")
    unmerge(samen, door=ksp, now=NOW)
    anna.refresh_from_db()
    other.refresh_from_db()
    assert (anna.email, anna.zoekemail, other.email) == ("", "", "a@example.nl")


def test_what_was_corrected_meanwhile_stays_corrected(ksp):
    anna, other = Klant.objects.create(naam="Anna"), Klant.objects.create(email="oud@example.nl")
    samen = merge(anna, other, door=ksp, now=NOW)
    anna.refresh_from_db()
    anna.email = "nieuw@example.nl"
    anna.save()
    unmerge(samen, door=ksp, now=NOW)
    anna.refresh_from_db()
    assert anna.email == "nieuw@example.nl"


def test_a_chain_leads_straight_to_the_last_and_is_undone_from_the_end(ksp):
    a, b, c = (Klant.objects.create(naam=naam) for naam in "abc")
    call = contact(ksp, a)
    first = merge(b, a, door=ksp, now=NOW)
    second = merge(c, b, door=ksp, now=NOW)
    assert set(c.opgegaan.all()) == {a, b}
    with pytest.raises(LaterMerge):
        unmerge(first, door=ksp, now=NOW)
    unmerge(second, door=ksp, now=NOW)
    unmerge(first, door=ksp, now=NOW)
    assert not Klant.objects.filter(opgegaan_in__isnull=False).exists()
    assert Klantcontact.objects.get(pk=call.pk).klant == a


def test_nobody_is_joined_twice_or_with_themselves(ksp):
    a, b, c = (Klant.objects.create(naam=naam) for naam in "abc")
    samen = merge(a, b, door=ksp, now=NOW)
    for pair in ((c, b), (b, c), (a, a)):
        with pytest.raises(AlreadyMerged):
            merge(*pair, door=ksp, now=NOW)
    unmerge(samen, door=ksp, now=NOW)
    with pytest.raises(AlreadyMerged):
        unmerge(samen, door=ksp, now=NOW)


def test_the_database_refuses_to_join_the_same_row_twice(ksp):
    a, b = (Klant.objects.create(naam=naam) for naam in "ab")
    merge(a, b, door=ksp, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Samenvoeging.objects.create(blijft=a, vervalt=b, op=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Klant.objects.filter(pk=a.pk).update(opgegaan_in=a)


def test_a_preview_counts_what_would_move(twee):
    assert moving(twee[1]) == {"afspraken": 1, "klantcontacten": 1, "berichten": 1}


def test_both_customers_have_it_in_the_log(twee, ksp):
    anna, again = twee
    samen = merge(anna, again, door=ksp, now=NOW)
    unmerge(samen, door=ksp, now=NOW)
    lines = Logregel.objects.filter(handeling=Handeling.SAMENGEVOEGD).order_by("pk")
    assert [(line.onderwerp, line.gegevens["wat"]) for line in lines] == [
        (f"klant:{anna.pk}", "samengevoegd"),
        (f"klant:{again.pk}", "samengevoegd"),
        (f"klant:{anna.pk}", "ongedaan"),
        (f"klant:{again.pk}", "ongedaan"),
    ]


# --- personal data follow -------------------------------------------------------------------------


def test_an_export_and_an_erasure_take_all_rows_of_the_person(twee, ksp, tmp_path):
    anna, again = twee
    samen = merge(anna, again, door=ksp, now=NOW)
    assert privacy.find(email=ANNA.email) == [anna]
    told = privacy.export(anna, now=NOW)
    assert [row["naam"] for row in told["klant"]] == [ANNA.naam, ANNA.naam]
    assert len(told["klantcontacten"]) == 1
    privacy.erase(
        anna,
        now=NOW,
        cancel=lambda afspraak: cancel(afspraak, partij=Wie.MEDEWERKER, now=NOW),
        journaal=tmp_path / "wissingen",
    )
    again.refresh_from_db()
    assert (again.naam, again.zoeknaam, again.gewist_op) == ("", "", NOW)
    unmerge(samen, door=ksp, now=NOW)  # there is nothing left that could come back
    assert not Klant.objects.exclude(naam="").exists()


def test_who_still_gets_a_call_is_not_erased_silently(ksp, tmp_path):
    anna = Klant.objects.create(naam="Anna")
    verzoek = promised(ksp, klant=anna)
    with pytest.raises(privacy.StillToCall):
        privacy.erase(anna, now=NOW)
    privacy.erase(anna, now=NOW, cancel=lambda _afspraak: None, journaal=tmp_path / "wissingen")
    verzoek.refresh_from_db()
    assert (verzoek.gevraagde_handeling, verzoek.afgehandeld_op) == ("", NOW)


def test_who_was_joined_is_kept_as_long_as_the_one_that_stayed(ksp):
    anna, other = Klant.objects.create(naam="Anna"), Klant.objects.create(naam="A.")
    contact(ksp, anna)
    merge(anna, other, door=ksp, now=NOW)
    privacy.pseudonymise_due(NOW)
    assert Klant.objects.filter(gewist_op__isnull=True).count() == 2
    privacy.pseudonymise_due(NOW + LONG)
    assert not Klant.objects.filter(gewist_op__isnull=True).exists()


def test_a_contact_is_kept_while_a_promise_of_it_is_open(ksp):
    verzoek = promised(ksp, klant=Klant.objects.create(naam="Anna"))
    privacy.pseudonymise_due(NOW + LONG)
    verzoek.refresh_from_db()
    assert verzoek.gevraagde_handeling
