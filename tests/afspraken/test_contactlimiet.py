"""Who has how many appointments to come, and which places of a contact are given out."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import contactlimiet
from afspraken.booking import hold
from afspraken.contactlimiet import contact_hashes
from afspraken.exceptions import LimitReached
from afspraken.models import Contactplek
from afspraken.wens import Wens
from tests.cast import ANNA, BRAM, NOW, at, booked, held, offer

EMAIL = "anna@example.nl"
TELEFOON = "+31612345678"


def email_hash(email):
    return contact_hashes(email=email, telefoon="")


def telefoon_hash(telefoon):
    return contact_hashes(email="", telefoon=telefoon)


@pytest.mark.parametrize(
    "email",
    ["Anna@Example.NL", "an.na@example.nl", "anna+web@example.nl", "A.n.n.a+1+2@example.nl"],
)
def test_one_mailbox_has_many_spellings(email):
    assert email_hash(email) == email_hash(EMAIL)


@pytest.mark.parametrize(
    "email", ["annb@example.nl", "anna@voorbeeld.nl", "anna@ex.ample.nl", "anna@example.nl+web"]
)
def test_another_mailbox_is_another_contact(email):
    assert email_hash(email) != email_hash(EMAIL)


def test_of_a_telephone_number_only_the_digits_count():
    assert telefoon_hash("+31 6 1234-5678") == telefoon_hash(TELEFOON)
    assert telefoon_hash("+31612345679") != telefoon_hash(TELEFOON)


def test_each_contact_given_has_a_hash_of_its_own():
    assert contact_hashes(email="", telefoon="") == []
    both = contact_hashes(email=EMAIL, telefoon=TELEFOON)
    assert both == [*email_hash(EMAIL), *telefoon_hash(TELEFOON)]
    assert len(set(both)) == 2


def test_without_the_key_of_this_installation_the_hash_tells_nothing(settings):
    here = email_hash(EMAIL)
    assert re.fullmatch("[0-9a-f]{64}", here[0])
    settings.SECRET_KEY = "another-installation" * 3
    assert email_hash(EMAIL) != here


def numbers(product=None):
    """The places given out, of one contact each."""
    rows = Contactplek.objects.filter(contact_hash__in=email_hash(EMAIL))
    return sorted(
        (rows.filter(product=product) if product else rows).values_list("nummer", flat=True)
    )


def claim(afspraak, *, email=EMAIL, telefoon="", now=NOW):
    contactlimiet.claim(afspraak, email=email, telefoon=telefoon, now=now)


@pytest.fixture
def paspoort(town):
    town.loket()
    return town.product()


@pytest.mark.django_db
def test_the_lowest_free_number_is_given(paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 3
    holds = [held(paspoort, clock, sessie=clock) for clock in ("9:00", "9:30", "10:00")]
    for one in holds:
        claim(one)
    assert numbers() == [1, 2, 3]
    contactlimiet.release([holds[1].pk])
    assert numbers() == [1, 3]
    claim(held(paspoort, "10:30", sessie="x"))
    assert numbers() == [1, 2, 3]
    with pytest.raises(LimitReached):
        claim(held(paspoort, "11:00", sessie="y"))


@pytest.mark.django_db
def test_each_product_has_places_of_its_own(town, paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1
    rijbewijs = town.product()
    claim(held(paspoort, "9:00", sessie="a"))
    claim(held(rijbewijs, "9:30", sessie="b"))
    with pytest.raises(LimitReached):
        claim(held(rijbewijs, "10:00", sessie="c"))


@pytest.mark.django_db
def test_an_appointment_is_over_exactly_at_its_end(paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1
    first = booked(paspoort, "9:00", ANNA)
    next_ = held(paspoort, "12:00")
    just_before = first.einde - timedelta(microseconds=1)
    with pytest.raises(LimitReached):
        claim(next_, now=just_before)
    claim(next_, now=first.einde)
    assert not first.contactplekken.filter(contact_hash__in=email_hash(EMAIL)).exists()
    assert next_.contactplekken.count() == 1


@pytest.mark.django_db
def test_places_of_others_stay_when_those_that_are_over_go(paspoort):
    over = booked(paspoort, "9:00", ANNA)
    coming = booked(paspoort, "14:00", ANNA)
    other = booked(paspoort, "9:30", BRAM)
    claim(held(paspoort, "15:00"), now=at("10:00"))
    assert numbers() == [1, 2]
    assert coming.contactplekken.count() == 2
    assert other.contactplekken.count() == 1
    assert over.contactplekken.count() == 1  # her telephone was not given again


@pytest.mark.django_db
def test_who_gives_no_contact_has_no_maximum_and_costs_no_statement(
    paspoort, django_assert_num_queries
):
    appointment = held(paspoort, "9:00")
    with django_assert_num_queries(0):
        claim(appointment, email="")
    assert not Contactplek.objects.exists()


@pytest.mark.django_db
def test_places_are_taken_in_one_order_by_everyone_in_two_statements(town, paspoort):
    """By contact, then by product: two with the same contacts never wait for each other."""
    rijbewijs = town.product()
    paspoort.combineerbaar_met.add(rijbewijs)
    rijbewijs.combineerbaar_met.add(paspoort)
    both = Wens.of([(rijbewijs, 1), (paspoort, 1)])
    appointment = hold(both, offer(both, "9:00"), sessie="a", now=NOW)
    with CaptureQueriesContext(connection) as sent:
        claim(appointment, telefoon=TELEFOON)
    assert len(sent) == 2
    taken = Contactplek.objects.order_by("pk").values_list("contact_hash", "product", "nummer")
    assert list(taken) == [
        (contact, product.pk, 1)
        for contact in sorted(contact_hashes(email=EMAIL, telefoon=TELEFOON))
        for product in (paspoort, rijbewijs)
    ]
    assert set(Contactplek.objects.values_list("afspraak", flat=True)) == {appointment.pk}


@pytest.mark.django_db
def test_releasing_gives_back_the_places_of_these_appointments_only(paspoort):
    first, second = booked(paspoort, "9:00", ANNA), booked(paspoort, "9:30", ANNA)
    contactlimiet.release([first.pk])
    assert first.contactplekken.count() == 0
    assert second.contactplekken.count() == 2
