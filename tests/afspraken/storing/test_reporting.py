"""A disruption is reported, found when it is reported twice, and ended again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from afspraken import roosters, storing
from afspraken.models import Afwezigheid, Handeling, Logregel, Sluiting, Storing
from afspraken.rechten import Rol
from afspraken.storing.reporting import closed_days
from tests.afspraken.rechten.wie import medewerker
from tests.cast import MAANDAG, NOW, at, times, wens

DINSDAG = date(2026, 12, 8)
MORGENS, MIDDAGS = at("9:00"), at("12:00")


@pytest.fixture
def els(town):
    return medewerker(Rol.KLANTENSERVICE)


@pytest.fixture
def loket(town):
    """A counter with a real roster: it is rebuilt by what is reported."""
    loket = town.loket()
    roosters.add_week(
        loket,
        town.gemeentehuis,
        uren={0: [(at("9:00").time().replace(hour=9), at("9:00").time().replace(hour=17))]},
        eerste_dag=MAANDAG,
        now=NOW,
    )
    return loket


def report(wat, els, *, begin=MORGENS, einde=MIDDAGS, reden="Ziek"):
    return storing.open(wat, begin=begin, einde=einde, reden=reden, door=els, now=NOW)


def test_of_an_official_who_is_ill_nothing_is_offered_any_more(town, els, loket):
    product = town.product()
    row = report(loket, els)
    assert times(wens(product))[0] == "12:00"
    assert row.afwezigheid.reden == "Ziek"
    assert row.gemeld_door == els
    assert Logregel.objects.filter(
        handeling=Handeling.STORING, onderwerp=f"storing:{row.pk}", door=str(els.pk)
    ).exists()


def test_a_closed_place_offers_nothing_from_noon_until_the_day_after_tomorrow(town, els, loket):
    product = town.product()
    row = report(town.gemeentehuis, els, begin=MIDDAGS, einde=at("10:00", DINSDAG))
    assert times(wens(product))[-1] == "11:40"
    assert row.sluitingen.count() == 2


@pytest.mark.parametrize(
    ("begin", "einde", "expected"),
    [
        (("9:00", MAANDAG), ("12:00", MAANDAG), [(MAANDAG, MAANDAG, "9:00", "12:00")]),
        (("9:00", MAANDAG), ("0:00", DINSDAG), [(MAANDAG, MAANDAG, "9:00", "23:59")]),
        (("0:00", MAANDAG), ("0:00", DINSDAG), [(MAANDAG, MAANDAG, None, None)]),
        (("0:00", MAANDAG), ("12:00", MAANDAG), [(MAANDAG, MAANDAG, "0:00", "12:00")]),
        (
            ("12:00", MAANDAG),
            ("0:00", date(2026, 12, 10)),
            [(MAANDAG, MAANDAG, "12:00", "23:59"), (DINSDAG, date(2026, 12, 9), None, None)],
        ),
        (
            ("12:00", MAANDAG),
            ("10:00", date(2026, 12, 10)),
            [
                (MAANDAG, MAANDAG, "12:00", "23:59"),
                (DINSDAG, date(2026, 12, 9), None, None),
                (date(2026, 12, 10), date(2026, 12, 10), "0:00", "10:00"),
            ],
        ),
    ],
)
def test_closings_cover_exactly_the_time_of_the_disruption(begin, einde, expected):
    def said(clock):
        return f"{clock.hour}:{clock.minute:02}" if clock else None

    found = list(closed_days(at(*begin), at(*einde)))
    assert [(first, last, said(van), said(tot)) for first, last, van, tot in found] == expected


def test_the_same_reported_twice_is_found_and_not_closed_twice(els, loket):
    row = report(loket, els)
    with pytest.raises(storing.AlreadyOpen) as error:
        report(loket, els, begin=at("11:00"), einde=at("16:00"))
    assert error.value.storing == row
    assert Afwezigheid.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reden": ""}, "Schrijf op wat er is."),
        ({"einde": at("8:00")}, "na het begin"),
        ({"begin": NOW - timedelta(days=2), "einde": NOW}, "al voorbij"),
        ({"einde": at("9:00") + timedelta(days=400)}, "hoogstens een jaar"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(els, loket, given, sentence):
    with pytest.raises(ValidationError, match=sentence):
        report(loket, els, **given)
    assert not Storing.objects.exists()


def test_ended_it_is_offered_again(town, els, loket):
    product = town.product()
    row = report(loket, els)
    storing.end(row, versie=row.versie, door=els, now=NOW)
    assert times(wens(product))[0] == "9:00"
    assert not Afwezigheid.objects.exists()
    with pytest.raises(storing.Ended):
        storing.end(row, versie=row.versie + 1, door=els, now=NOW)


def test_who_ends_what_a_colleague_changed_is_told(els, loket):
    row = report(loket, els)
    Storing.objects.update(versie=2)
    with pytest.raises(storing.Overtaken):
        storing.end(row, versie=1, door=els, now=NOW)
    assert Afwezigheid.objects.exists()


def test_from_an_absence_that_is_there_it_is_opened_once_and_ending_leaves_it(town, els, loket):
    row = roosters.set_absent(loket, begin=MORGENS, einde=MIDDAGS, reden="Stuk", now=NOW)
    first = storing.open_for(row, door=els, now=NOW)
    assert storing.open_for(row, door=els, now=NOW) == first
    assert (first.middel, first.begin, first.reden) == (loket, MORGENS, "Stuk")
    storing.end(first, versie=first.versie, door=els, now=NOW)
    assert Afwezigheid.objects.exists()


def test_from_a_closing_that_is_there_it_has_its_days_and_hours(town, els, loket):
    row = roosters.close(town.gemeentehuis, eerste_dag=MAANDAG, reden="Stembureau", now=NOW)
    found = storing.open_for(row, door=els, now=NOW)
    assert (found.begin, found.einde) == (at("0:00"), at("0:00", DINSDAG))
    assert found.locatie == town.gemeentehuis
    assert storing.open_for(Sluiting.objects.get(), door=els, now=NOW) == found
