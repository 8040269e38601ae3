"""The day is past and the phone never said how it went: somebody at the desk does."""

from datetime import timedelta

import pytest

from afspraken.models import BezetteCel, Logregel
from afspraken.privacy import pseudonymise_due
from mobiel import zitting
from mobiel.models import Bewonerstatus, NietGezien
from mobiel.zitting import checking, taken
from tests.cast import at

pytestmark = pytest.mark.django_db
MORGEN = at("9:36") + timedelta(days=1)


@pytest.fixture
def made(huis):
    """Ida, Jan and Truus are promised 8:50 to 9:35."""
    return huis.gesloten()


def resident(made, naam):
    return made.bewoners.get(naam__startswith=naam)


def stands(made):
    rows = made.bewoners.order_by("volgorde").values_list("status", "reden", "afspraak__status")
    return [" ".join(row).replace("  ", " ") for row in rows]


def test_the_day_after_it_is_told_of_all_at_once_and_the_log_knows_who_did(made):
    verloop = {
        resident(made, "Ida").pk: None,
        resident(made, "Jan").pk: NietGezien.ZIEK,
    }
    assert zitting.tell(made, verloop, wie="8", now=MORGEN) == 2
    assert stands(made) == [
        "GEHOLPEN AFGEROND",
        "NIET_GEZIEN ZIEK NIET_VERSCHENEN",
        "AANGEMELD GEPLAND",
    ]
    rows = Logregel.objects.filter(onderwerp=f"zitting:{made.pk}", op=MORGEN).order_by("pk")
    assert [(one.gegevens["wat"], one.door) for one in rows] == [
        ("geholpen", "8"),
        ("niet_gezien", "8"),
    ]
    assert not checking.zittingen(MORGEN).faults
    assert len(list(taken.as_tasks(MORGEN))) == 1, "Truus is still unknown"
    zitting.tell(made, {resident(made, "Truus").pk: None}, wie="8", now=MORGEN)
    assert list(taken.as_tasks(MORGEN)) == []
    assert not BezetteCel.objects.filter(middel=made.middel).exists()


def test_what_was_told_wrong_is_put_right(made):
    ida = resident(made, "Ida").pk
    zitting.tell(made, {ida: None}, wie="8", now=MORGEN)
    zitting.tell(made, {ida: NietGezien.AFWEZIG}, wie="8", now=MORGEN)
    assert stands(made)[0] == "NIET_GEZIEN AFWEZIG NIET_VERSCHENEN"


def test_until_the_last_promised_time_the_phone_has_the_list(made):
    ida = resident(made, "Ida").pk
    assert not zitting.can_be_told(made, now=at("9:35"))
    with pytest.raises(zitting.NotOverYet):
        zitting.tell(made, {ida: None}, wie="8", now=at("9:35"))
    assert zitting.can_be_told(made, now=at("9:36"))


def test_a_day_that_never_closed_or_is_off_cannot_be_told(huis):
    made = huis.zitting(bewoners=1)
    for one in (made, zitting.cancel(made, now=at("8:00"))):
        with pytest.raises(zitting.NotOverYet):
            zitting.tell(one, {}, wie="8", now=MORGEN)


def test_somebody_of_another_list_is_not_told_of_and_then_nobody_is(made):
    with pytest.raises(zitting.Changed):
        zitting.tell(made, {resident(made, "Ida").pk: None, 0: None}, wie="8", now=MORGEN)
    assert stands(made)[0] == "AANGEMELD GEPLAND"


def test_whose_name_vanished_from_the_list_can_still_be_told_of(made):
    pseudonymise_due(now=MORGEN)
    first = zitting.to_tell(made)[0]
    assert (first.naam, first.afspraak.klant.naam) == ("", "Ida Post")
    zitting.tell(made, {first.pk: None}, wie="8", now=MORGEN)
    assert made.bewoners.get(pk=first.pk).status == Bewonerstatus.GEHOLPEN
