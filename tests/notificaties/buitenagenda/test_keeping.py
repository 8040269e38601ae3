"""What a calendar from outside does to the time of an official, and what a failure does not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import roosters
from afspraken.models import Afspraak, Afwezigheid
from notificaties.buitenagenda import keeping
from notificaties.buitenagenda.asking import Opgehaald
from notificaties.buitenagenda.fetching import Kenmerk
from notificaties.buitenagenda.fouten import Fout
from notificaties.buitenagenda.spans import Gelezen
from notificaties.models import Buitenagenda
from tests.afspraken.roosters.seen import open_hours
from tests.cast import BRAM, NOW, at, booked, times, wens
from tests.notificaties.buitenagenda.agendas import calendar, meeting
from tests.notificaties.buitenagenda.outside import SECRET, kept, official

QUARTER = timedelta(minutes=15)


# --- the whole way, with a real server and a real process -----------------------------------------


def test_a_meeting_takes_the_times_of_an_official_and_gives_them_back(town, server, settings):
    settings.BUITENAGENDA_INTERN = [server.host]
    anja = official(town)
    product = town.product(duur=60, raster=60, vraagt=[("AMBTENAAR", 1, None)])
    agenda = kept(anja, server.url())
    early, late = booked(product, "9:00"), booked(product, "11:00", BRAM)
    assert times(wens(product)) == ["10:00"]

    server.body = calendar(meeting("8:00", "9:30"), meeting("10:15", "10:45", uid="2@x"))
    assert keeping.refresh(agenda, now=NOW)
    assert times(wens(product)) == []
    assert [inzet.afspraak for inzet in roosters.outside(now=NOW)] == [early]
    assert Afspraak.objects.filter(status="GEPLAND").count() == 2, "nothing is dropped"

    invitation = meeting("11:00", "12:00", uid=late.code)
    server.body = calendar(meeting("8:00", "8:45"), invitation)
    assert keeping.refresh(agenda, now=NOW)
    assert times(wens(product)) == ["10:00"]
    assert roosters.outside(now=NOW) == [], "an invitation of ours blocks nobody"

    server.body = b"<html>Inloggen</html>"
    assert not keeping.refresh(agenda, now=NOW + QUARTER)
    assert keeping.busy_count(agenda) == 1
    assert (agenda.laatste_fout, agenda.laatst_gelukt_op) == (Fout.GEEN_AGENDA, NOW)
    assert agenda.fout == "Op dit webadres staat geen agenda. Vaak is het dan een inlogpagina."


# --- success and failure --------------------------------------------------------------------------


def test_success_is_remembered_and_forgets_the_failure_before(agenda, outside):
    outside.says[SECRET] = Fout.STORING
    assert not keeping.refresh(agenda, now=NOW)
    assert (agenda.laatst_gelukt_op, agenda.laatste_fout) == (None, Fout.STORING)
    outside.says[SECRET] = ["9:00-10:00"]
    assert keeping.refresh(agenda, now=NOW + QUARTER)
    assert (agenda.laatst_gelukt_op, agenda.fout) == (NOW + QUARTER, "")


@pytest.mark.parametrize("fout", list(Fout))
def test_after_a_failure_the_old_busy_times_stay(agenda, anja, outside, fout):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    outside.says[SECRET] = fout
    assert not keeping.refresh(agenda, now=NOW + QUARTER)
    assert open_hours(anja) == ["10:00-12:00"]
    assert agenda.laatst_geprobeerd_op == NOW + QUARTER
    assert agenda.laatst_gelukt_op == NOW
    assert len(agenda.fout.split()) > 4, "a sentence"


def test_no_news_is_success(agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    outside.says[SECRET] = None
    assert keeping.refresh(agenda, now=NOW + QUARTER)
    assert open_hours(anja) == ["10:00-12:00"]
    assert agenda.laatst_gelukt_op == NOW + QUARTER


def test_asking_for_news_alone_is_enough_until_the_window_moves(agenda, outside):
    """Tomorrow a day more is in sight, of which the old answer said nothing."""
    tomorrow = NOW + timedelta(days=1)
    for now in (NOW, NOW + QUARTER, tomorrow, tomorrow + QUARTER):
        keeping.refresh(agenda, now=now)
    nothing, news = Kenmerk(), Kenmerk('"v1"', "gisteren")
    assert [known for _url, known in outside.asked] == [nothing, news, nothing, news]


@pytest.mark.django_db
def test_the_window_is_yesterday_until_the_horizon():
    window = keeping.window_at(NOW)
    assert window.start == at("0:00", date(2026, 11, 30))
    assert window.end == at("0:00", roosters.horizon_end(NOW))


def test_an_agenda_is_out_of_date_after_a_day_without_success(agenda, outside):
    later, day = NOW + QUARTER, timedelta(hours=24)
    keeping.refresh(agenda, now=later)
    assert not agenda.is_verouderd(later + day - timedelta(seconds=1))
    assert agenda.is_verouderd(later + day)
    agenda.is_actief = False
    assert not agenda.is_verouderd(later + day)


def test_an_agenda_that_never_succeeded_is_out_of_date_a_day_after_it_was_given(agenda, outside):
    outside.says[SECRET] = Fout.NAAM
    keeping.refresh(agenda, now=NOW)
    assert not agenda.is_verouderd(NOW)
    assert agenda.is_verouderd(NOW + timedelta(hours=24))


# --- whose time it is -----------------------------------------------------------------------------


def test_what_may_be_ours_counts_if_it_is_not(agenda, anja, town, monkeypatch, settings):
    settings.PUBLIC_URL = "https://afspraken.example.nl"
    product = town.product(vraagt=[("AMBTENAAR", 1, None)])
    spans = {
        booked(product, "9:00").code: [(at("9:00"), at("9:20"))],
        "blokkade-1-202612070930-1000@afspraken.example.nl": [(at("9:30"), at("10:00"))],
        "blokkade-1-202612071100-1130@elders.example.nl": [(at("11:00"), at("11:30"))],
        "FC97A241-EC79-4848-8842-3920C58EE520": [(at("11:30"), at("12:00"))],
    }
    answer = Opgehaald(Gelezen([(at("10:45"), at("11:00"))], spans), Kenmerk())
    monkeypatch.setattr(keeping, "ask", lambda *_asked: answer)
    keeping.refresh(agenda, now=NOW)
    assert list(Afwezigheid.objects.values_list("begin", "einde")) == [(at("10:45"), at("12:00"))]


def test_putting_an_agenda_off_gives_the_time_back_at_once(agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    agenda.is_actief = False
    keeping.save(agenda, now=NOW)
    assert open_hours(anja) == ["9:00-12:00"]
    assert keeping.refresh_all(now=NOW + QUARTER) == keeping.Ronde(0, 0)


def test_deleting_an_agenda_gives_the_time_back(agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    keeping.remove(agenda, now=NOW)
    assert open_hours(anja) == ["9:00-12:00"]
    assert not Buitenagenda.objects.exists()


def test_moving_an_agenda_to_a_colleague_takes_its_time_along(agenda, anja, town, outside):
    bert = official(town, "Bert")
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    agenda.middel = bert
    keeping.save(agenda, now=NOW)
    assert open_hours(anja) == ["9:00-12:00"]
    keeping.refresh(agenda, now=NOW)
    assert open_hours(bert) == ["10:00-12:00"]


def test_with_another_address_the_old_times_stay_until_that_is_fetched(agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    agenda.url = other = "https://nieuw.example.nl/a.ics"
    keeping.save(agenda, now=NOW)
    assert open_hours(anja) == ["10:00-12:00"]
    assert agenda.laatst_gelukt_op is None
    outside.says[other] = ["11:00-12:00"]
    keeping.refresh(agenda, now=NOW)
    assert outside.asked[-1] == (other, Kenmerk())
    assert open_hours(anja) == ["9:00-11:00"]


@pytest.mark.parametrize("change", ["off", "gone", "moved"])
def test_what_the_manager_changes_meanwhile_wins(agenda, anja, town, outside, change):
    outside.says[SECRET] = ["9:00-10:00"]

    def change_it():
        other = Buitenagenda.objects.get(pk=agenda.pk)
        if change == "gone":
            keeping.remove(other, now=NOW)
            return
        other.is_actief = change != "off"
        other.url = "https://nieuw.example.nl/a.ics" if change == "moved" else other.url
        keeping.save(other, now=NOW)

    outside.meanwhile = change_it
    assert not keeping.refresh(agenda, now=NOW)
    assert open_hours(anja) == ["9:00-12:00"]


def test_fetching_takes_the_same_queries_however_full_a_calendar_is(agenda, outside):
    def queries(*says):
        outside.says[SECRET] = list(says)
        with CaptureQueriesContext(connection) as seen:
            keeping.refresh(agenda, now=NOW)
        return len(seen)

    queries("9:00-9:05")
    one = queries("9:30-9:35")
    many = [f"10:{minute:02}-10:{minute + 5:02}" for minute in range(0, 50, 10)]
    assert queries(*many) == one <= 30
