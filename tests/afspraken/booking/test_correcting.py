"""Correcting contact data: who may, until when, and by whom the appointment counts afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.exceptions import AlreadyClosed, LimitReached, TooLate
from afspraken.models import Contactplek, Logregel, Partij
from tests.cast import ANNA, BRAM, NOW, booked, held

pytestmark = pytest.mark.django_db
INWONER, MEDEWERKER = Partij.INWONER, Partij.MEDEWERKER


@pytest.fixture
def paspoort(town):
    town.loket()
    return town.product()


@pytest.fixture
def third(paspoort):
    """An appointment of Bram, while Anna has as many as one may have."""
    booked(paspoort, "9:00", ANNA)
    booked(paspoort, "9:30", ANNA)
    return booked(paspoort, "10:00", BRAM)


def corrected(afspraak, gegevens, partij=INWONER, now=NOW):
    return booking.update_contact(afspraak, gegevens, partij=partij, now=now)


def places(afspraak):
    return Contactplek.objects.filter(afspraak=afspraak).count()


def test_a_resident_corrects_until_it_begins_and_an_employee_afterwards_too(paspoort):
    afspraak = booked(paspoort, "9:00", BRAM)
    second = timedelta(seconds=1)
    corrected(afspraak, ANNA, now=afspraak.begin - second)
    with pytest.raises(TooLate):
        corrected(afspraak, BRAM, now=afspraak.begin)
    assert corrected(afspraak, BRAM, MEDEWERKER, now=afspraak.begin).klant.email == BRAM.email


def test_a_hold_has_nothing_to_correct(paspoort):
    with pytest.raises(AlreadyClosed):
        corrected(held(paspoort, "9:00"), ANNA)


def test_every_need_is_kept_with_the_appointment(paspoort):
    afspraak = booked(paspoort, "9:00", BRAM)
    needs = {"tolk": "Pools", "rolstoel": True, "toelichting": "Ik ben slechtziend."}
    corrected(afspraak, replace(BRAM, **needs))
    afspraak.refresh_from_db()
    assert {name: getattr(afspraak, name) for name in needs} == needs


def test_who_changed_nothing_that_counts_is_not_counted_again(paspoort, settings):
    """The maximum was lowered since; the remark may still be corrected."""
    afspraak = booked(paspoort, "9:00", BRAM)
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 0
    corrected(afspraak, replace(BRAM, toelichting="Ik kom met de fiets."))
    with pytest.raises(LimitReached):
        corrected(afspraak, ANNA)


@pytest.mark.parametrize("changed", [{"email": ANNA.email}, {"telefoon": ANNA.telefoon}])
def test_a_full_contact_is_full_by_either_address(third, changed):
    with pytest.raises(LimitReached):
        corrected(third, replace(BRAM, **changed))


@pytest.mark.parametrize("who", [{"organisatie": "Stichting Huis"}, {"namens": "Tim Bos"}])
def test_institutions_and_representatives_may_correct_to_a_full_contact(third, who):
    corrected(third, replace(ANNA, **who))
    assert places(third) == 0


def test_who_is_no_institution_any_more_counts_again(paspoort):
    afspraak = booked(paspoort, "9:00", replace(BRAM, organisatie="Stichting Huis"))
    assert places(afspraak) == 0
    corrected(afspraak, BRAM)
    assert places(afspraak) == 1


def test_places_of_appointments_that_are_over_are_given_out_again(paspoort):
    first = booked(paspoort, "9:00", ANNA)
    booked(paspoort, "9:30", ANNA)
    later = booked(paspoort, "16:00", BRAM)
    corrected(later, ANNA, now=first.einde)
    assert places(first) == 0


def test_the_log_says_which_employee_and_nothing_for_a_resident(paspoort):
    afspraak = booked(paspoort, "9:00", BRAM)
    corrected(afspraak, ANNA)
    booking.update_contact(afspraak, BRAM, partij=MEDEWERKER, now=NOW, door="7")
    lines = Logregel.objects.filter(handeling="GEWIJZIGD").order_by("pk")
    assert list(lines.values_list("partij", "door")) == [("INWONER", ""), ("MEDEWERKER", "7")]
