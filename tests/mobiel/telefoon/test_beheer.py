"""Who looks after officials on the road: help, conflicts, phones, and what to know at a door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from afspraken.lokaal import local_day
from afspraken.models import Afspraak
from afspraken.rechten import Rol
from afspraken.taken import open_tasks
from mobiel.models import Actiesoort, Markering, Toestel, Veldactie, Veldwerker
from mobiel.telefoon import melden, taken
from mobiel.telefoon.acties import Actie
from mobiel.telefoon.waken import expected_end
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import at
from tests.mobiel.dorp import booked, cancelled

pytestmark = pytest.mark.django_db


def titles(now):
    return [one.titel for one in open_tasks(now=now) if one.url == "/route/onderweg/"]


def calls_for_help(sanne, clock):
    act = Actie.read({"uuid": str(uuid4()), "soort": "SPOED"})
    melden.report([act], sanne.melder, now=sanne.at(clock))


def test_a_visit_should_be_over_after_its_length_or_half_an_hour_after_the_last_word():
    half = timedelta(minutes=30)
    assert expected_end(at("9:00"), half, None) == at("9:30")
    assert expected_end(at("9:00"), half, at("9:50")) == at("10:20")
    assert expected_end(at("9:00"), 3 * half, at("9:10")) == at("10:30")


def test_a_call_for_help_is_a_task_at_once_with_the_last_stop_and_a_name(sanne):
    karin = User.objects.create_user("karin", first_name="Karin", last_name="Smit")
    Veldwerker.objects.update(noodcontact=karin)
    [anna] = sanne.visits(1)
    sanne.does("AANGEKOMEN", anna, "8:40")
    calls_for_help(sanne, "8:50")
    [titel] = titles(at("8:50"))
    assert titel.startswith("Sanne vraagt hulp. Laatst gemeld bij: Dorpsstraat 1, 1191 BH")
    assert titel.endswith("Voor Karin Smit.")


def test_where_somebody_was_is_not_told_a_day_later(sanne):
    [anna] = sanne.visits(1)
    sanne.does("AANGEKOMEN", anna, "8:40")
    calls_for_help(sanne, "8:50")
    [titel] = titles(at("8:50") + timedelta(days=1))
    assert "Laatst gemeld bij: onbekend" in titel


def test_who_is_not_heard_of_is_a_task_half_an_hour_past_the_expected_end(sanne):
    [anna] = sanne.visits(1)
    sanne.does("AANGEKOMEN", anna, "8:40")
    assert titles(at("9:24")) == []
    [titel] = titles(at("9:25"))
    assert titel == ("Sanne is sinds 8.40 uur op bezoek en laat niets horen. Bel. Voor de planner.")
    sanne.does("NOG_BEZIG", anna, "9:26")
    assert titles(at("9:30")) == []
    assert len(titles(at("10:26"))) == 1
    sanne.does("KLAAR", anna, "10:30")
    assert titles(at("11:30")) == []


def test_the_reminder_is_on_the_page_before_a_colleague_is_told(sanne):
    [anna] = sanne.visits(1)
    sanne.does("AANGEKOMEN", anna, "8:40")
    for clock, is_hidden in (("9:00", True), ("9:12", False)):
        sanne.at(clock)
        html = sanne.client.get("/route/").content.decode()
        form = html.split("data-herinner")[1].split(">")[0]
        assert ("hidden" in form) is is_hidden


def test_a_conflict_is_a_task_until_somebody_looked_at_it(sanne):
    anna, _bram = sanne.visits(2)
    cancelled(anna, now=at("8:30"))
    sanne.does("KLAAR", anna, "9:00")
    assert titles(at("9:00")) == [
        "Sanne meldde om 9.00 uur: klaar. Maar de afspraak was al afgezegd."
    ]
    desk = ingelogd(Rol.PLANNER)
    html = desk.get("/route/onderweg/").content.decode()
    assert anna.referentie in html
    desk.post(f"/route/onderweg/melding/{Veldactie.objects.get().pk}/")
    assert titles(at("9:00")) == []


def test_many_who_are_silent_cost_no_more_questions_than_one(sanne):
    visits = sanne.visits(4)
    costs = []
    for some in (visits[:1], visits[1:]):
        for one in some:
            sanne.does("AANGEKOMEN", one, "8:40")
        with CaptureQueriesContext(connection) as seen:
            list(taken.as_tasks(at("12:00")))
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_service_point_revokes_a_lost_phone(sanne):
    sanne.client.get("/route/")
    desk = ingelogd(Rol.KLANTENSERVICE)
    phone = Toestel.objects.get()
    assert desk.get("/route/onderweg/").status_code == 200
    desk.post(f"/route/onderweg/toestel/{phone.pk}/")
    assert sanne.client.get("/route/").status_code == 401


def test_a_call_for_help_that_cannot_be_stored_says_whom_to_call(sanne, monkeypatch, caplog):
    Veldwerker.objects.update(noodtelefoon="+31204962121")
    sanne.visits(1)

    def fail(*args, **kwargs):
        raise DatabaseError("read-only")

    monkeypatch.setattr(melden, "report", fail)
    body = {"uuid": str(uuid4()), "soort": Actiesoort.SPOED.value}
    answer = sanne.client.post("/route/melding/", body)
    html = answer.content.decode()
    assert (answer.status_code, 'href="tel:112"' in html) == (503, True)
    assert 'href="tel:+31204962121"' in html
    assert f"spoed of official {sanne.middel.pk}" in caplog.text


def mark(desk, afspraak, **more):
    fields = {"referentie": afspraak.referentie, "toelichting": "Loslopende hond"}
    tot = local_day(at("9:00")) + timedelta(days=30)
    return desk.post("/route/onderweg/markering/", {**fields, "tot": tot.isoformat(), **more})


def test_what_to_know_at_a_door_is_read_by_who_goes_there_and_by_planners(sanne):
    anna, _bram = sanne.visits(2)
    planner = ingelogd(Rol.PLANNER)
    assert mark(planner, anna, met_twee="on").status_code == 302
    assert "Loslopende hond" in planner.get("/route/onderweg/").content.decode()
    html = sanne.client.get("/route/").content.decode()
    assert html.count("Ga met twee. Loslopende hond") == 1
    others = ingelogd(Rol.KLANTENSERVICE)
    assert "Loslopende hond" not in others.get("/route/onderweg/").content.decode()
    assert mark(others, anna).status_code == 404


def test_it_follows_the_customer_to_the_next_visit_and_ends(sanne):
    [anna] = sanne.visits(1)
    mark(ingelogd(Rol.PLANNER), anna)
    again = booked(sanne.product, (900, 0))
    Afspraak.objects.filter(pk=again.pk).update(klant=anna.klant)
    assert sanne.client.get("/route/").content.decode().count("Loslopende hond") == 2
    Markering.objects.update(tot=local_day(at("9:00")) - timedelta(days=1))
    assert "Loslopende hond" not in sanne.client.get("/route/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"referentie": "XXXXXX"},
        {"toelichting": ""},
        {"toelichting": "BSN 111222333"},
        {"tot": "2020-01-01"},
        {"tot": "9999-12-31"},
        {"tot": "morgen"},
    ],
)
def test_a_mark_that_makes_no_sense_is_refused_with_what_was_typed(sanne, wrong):
    [anna] = sanne.visits(1)
    answer = mark(ingelogd(Rol.PLANNER), anna, **wrong)
    assert answer.status_code == 400
    assert not Markering.objects.exists()


def test_a_mark_is_taken_away(sanne):
    [anna] = sanne.visits(1)
    planner = ingelogd(Rol.PLANNER)
    mark(planner, anna)
    pk = Markering.objects.get().pk
    for _twice in range(2):
        assert planner.post(f"/route/onderweg/markering/{pk}/weg/").status_code == 302
    assert not Markering.objects.exists()
