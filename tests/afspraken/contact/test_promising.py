"""A promise: who keeps it, by when, and what two employees at once see of each other."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from afspraken.contact import Eigenaar, Overtaken, attempt, finish, hand_over, lijsten, reopen, take
from afspraken.demo import beloften
from afspraken.models import (
    Afwezigheid,
    Dagdeel,
    Groep,
    Handeling,
    Klant,
    Logregel,
    Middel,
    Sluiting,
    Soort,
    Stap,
    Terugbelstatus,
    Terugbelverzoek,
)
from afspraken.rechten import Rol, toegang
from afspraken.signals import contact_changed
from tests.afspraken.contact.promises import promised
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.cast import NOW, at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ksp():
    return medewerker(Rol.KLANTENSERVICE)


@pytest.fixture
def wonen():
    return afdeling("Wonen")


@pytest.fixture
def specialist(wonen):
    return medewerker(Rol.SPECIALIST, wonen)


def test_the_deadline_is_the_norm_in_working_hours(ksp, wonen, settings):
    settings.TERUGBELNORM_UREN = 8
    assert promised(ksp, afdeling=wonen).uiterlijk == at("9:30", date(2026, 12, 2))


def test_a_department_has_a_norm_of_its_own(ksp, wonen):
    wonen.terugbelnorm = 2
    assert promised(ksp, afdeling=wonen).uiterlijk == NOW + 2 * HOUR


def test_a_day_on_which_the_town_hall_is_closed_does_not_count(ksp, settings):
    settings.TERUGBELNORM_UREN = 8
    dag = date(2026, 12, 2)
    Sluiting.objects.create(eerste_dag=dag, laatste_dag=dag, reden="Teamdag")
    assert promised(ksp).uiterlijk == at("9:30", date(2026, 12, 3))


def test_a_closing_of_one_place_does_not_stop_the_telephone(ksp, town, settings):
    settings.TERUGBELNORM_UREN = 8
    dag = date(2026, 12, 2)
    place = town.gemeentehuis
    Sluiting.objects.create(eerste_dag=dag, laatste_dag=dag, reden="Verbouwing", locatie=place)
    assert promised(ksp).uiterlijk == at("9:30", dag)


def test_who_asks_to_be_called_later_is_called_later(ksp):
    friday = date(2026, 12, 4)
    morning = promised(ksp, voorkeur_dag=friday, voorkeur_dagdeel=Dagdeel.OCHTEND)
    assert morning.uiterlijk == at("12:30", friday)
    assert promised(ksp, voorkeur_dag=friday).uiterlijk == at("17:00", friday)


def test_two_employees_at_once_see_who_was_first(ksp, specialist, wonen):
    verzoek = promised(ksp, afdeling=wonen)
    specialist.first_name, specialist.last_name = "Sanne", "Smit"
    specialist.save()
    take(verzoek, versie=verzoek.versie, door=specialist, now=NOW)
    with pytest.raises(Overtaken, match="Sanne Smit was u voor: dit is net opgepakt"):
        take(verzoek, versie=verzoek.versie, door=ksp, now=NOW)
    assert Terugbelverzoek.objects.get().medewerker == specialist


def test_what_is_done_is_not_done_again_and_can_come_back(ksp, wonen):
    verzoek = promised(ksp, afdeling=wonen)
    done = finish(verzoek, versie=1, resultaat="Gesproken", door=ksp, now=NOW + HOUR)
    assert (done.status, done.afgehandeld_op) == (Terugbelstatus.VERWERKT, NOW + HOUR)
    with pytest.raises(Overtaken, match="afgehandeld"):
        attempt(done, versie=done.versie, toelichting="", door=ksp, now=NOW)
    again = reopen(done, versie=done.versie, door=ksp, now=NOW + 2 * HOUR)
    assert (again.status, again.uiterlijk) == (Terugbelstatus.TE_VERWERKEN, verzoek.uiterlijk)
    with pytest.raises(Overtaken):
        reopen(again, versie=again.versie, door=ksp, now=NOW)


def test_handed_over_it_has_another_owner_a_reason_and_the_same_deadline(ksp, specialist, wonen):
    verzoek = promised(ksp)
    given = hand_over(
        verzoek,
        Eigenaar(afdeling=wonen, medewerker=specialist),
        versie=1,
        reden="Gaat over een vergunning",
        door=ksp,
        now=NOW,
    )
    assert (given.afdeling, given.medewerker) == (wonen, specialist)
    assert given.uiterlijk == verzoek.uiterlijk
    assert given.stappen.last().toelichting == "Gaat over een vergunning"


def test_every_step_is_kept_logged_and_told(ksp, wonen):
    told = []

    def hear(stap, **_kwargs):
        told.append(stap)

    contact_changed.connect(hear)
    try:
        verzoek = promised(ksp, afdeling=wonen)
        verzoek = take(verzoek, versie=1, door=ksp, now=NOW)
        verzoek = attempt(verzoek, versie=2, toelichting="Geen gehoor", door=ksp, now=NOW)
        finish(verzoek, versie=3, resultaat="Gesproken", door=ksp, now=NOW)
    finally:
        contact_changed.disconnect(hear)
    steps = [Stap.BELOOFD, Stap.OPGEPAKT, Stap.POGING, Stap.KLAAR]
    assert [row.stap for row in verzoek.stappen.all()] == steps
    assert told == [None, *steps]  # first the contact itself
    lines = Logregel.objects.filter(onderwerp=f"terugbelverzoek:{verzoek.pk}")
    assert [line.gegevens["stap"] for line in lines] == [str(step) for step in steps]
    assert {line.handeling for line in lines} == {Handeling.TERUGBELLEN}


def test_the_database_refuses_a_promise_that_is_done_without_a_moment(ksp):
    promised(ksp)
    with pytest.raises(IntegrityError), transaction.atomic():
        Terugbelverzoek.objects.update(status=Terugbelstatus.VERWERKT)


def test_the_database_refuses_two_owners(ksp, wonen):
    groep = Groep.objects.create(afdeling=wonen, naam="Vergunningen")
    promised(ksp, afdeling=wonen, groep=groep)
    with pytest.raises(IntegrityError), transaction.atomic():
        Terugbelverzoek.objects.update(medewerker=ksp)


def test_an_owner_who_is_away_past_the_deadline_is_flagged(ksp, specialist, wonen):
    middel = Middel.objects.create(naam="Sanne", soort=Soort.AMBTENAAR, gebruiker=specialist)
    verzoek = promised(ksp, afdeling=wonen, medewerker=specialist)

    def flagged(now):
        return lijsten.shown(lijsten.open_promises(), now=now).get().is_afwezig

    assert not flagged(NOW)
    away = Afwezigheid.objects.create(middel=middel, begin=NOW, einde=verzoek.uiterlijk - HOUR)
    assert not flagged(NOW)  # back in time
    away.einde = verzoek.uiterlijk + 48 * HOUR
    away.save()
    assert flagged(NOW)
    assert flagged(verzoek.uiterlijk + HOUR)
    assert not flagged(NOW - HOUR)  # not away yet


def test_a_list_shows_own_departments_and_counts_nothing_of_others(ksp, specialist, wonen):
    other = afdeling("Sociale Zaken")
    mine = promised(ksp, afdeling=wonen)
    promised(ksp, afdeling=other)
    promised(ksp)
    now = mine.uiterlijk
    open_rows = lijsten.open_promises()
    assert open_rows.filter(lijsten.within(toegang(specialist))).get() == mine
    assert open_rows.filter(lijsten.within(toegang(ksp))).count() == 3
    counted = lijsten.per_department(toegang(specialist), now=now)
    assert [(row["afdelingsnaam"], row["aantal"], row["te_laat"]) for row in counted] == [
        ("Wonen", 1, 1)
    ]
    everything = lijsten.per_department(toegang(ksp), now=now)
    assert [row["afdelingsnaam"] for row in everything] == ["Sociale Zaken", "Wonen", None]


def test_a_list_takes_as_many_queries_for_many_rows(ksp, wonen, django_assert_num_queries):
    for _n in range(5):
        attempt(promised(ksp, afdeling=wonen), versie=1, toelichting="", door=ksp, now=NOW)
    with django_assert_num_queries(1):
        rows = list(lijsten.shown(lijsten.open_promises(), now=NOW))
        assert {(row.pogingen, row.contact.klant, str(row.afdeling)) for row in rows} == {
            (1, None, "Wonen")
        }


def test_the_example_town_has_promises_late_and_to_come_written_once(wonen):
    for naam in ("Bouwen en Wonen", "Belastingen", "Sociale Zaken"):
        afdeling(naam)
    User.objects.create_user("klantenservice")
    for number in range(6):
        Klant.objects.create(naam=f"Klant {number}", telefoon=f"+3161234567{number}")
    assert beloften.write(now=NOW) == 6
    assert beloften.write(now=NOW) == 0
    due = [row.uiterlijk <= NOW for row in lijsten.open_promises()]
    assert due == sorted(due, reverse=True)
    assert {True, False} == set(due)
