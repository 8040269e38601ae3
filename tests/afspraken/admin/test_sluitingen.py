"""Closings, holidays and absence: the same second step, the same undo."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from afspraken import roosters
from afspraken.models import Afwezigheid, Sluiting
from tests.afspraken.admin.conftest import may, open_now
from tests.cast import MAANDAG, NOW, at, booked

SLUITINGEN = reverse("admin:afspraken_sluiting_changelist")
SLUIT = reverse("admin:afspraken_sluiting_add")
FEESTDAGEN = reverse("admin:afspraken_sluiting_feestdagen")
AFWEZIG = reverse("admin:afspraken_afwezigheid_add")
AFWEZIGHEID = reverse("admin:afspraken_afwezigheid_changelist")
ONGEDAAN = reverse("admin:afspraken_rooster_ongedaan")


def closing(**fields: object) -> dict[str, object]:
    """What the form of a closing posts for the Monday of the cast."""
    day = MAANDAG.isoformat()
    filled = {"locatie": "", "reden": "Verhuizing", "eerste_dag": day, "laatste_dag": day}
    return {**filled, "van": "", "tot": "", "is_actief": "on", **fields}


def save(client: Client, url: str, data: dict[str, object]) -> str:
    """Both steps; returns the key of the undo button, empty for none."""
    shown = client.post(url, data)
    assert shown.status_code == 200
    done = client.post(url, {**data, "gezien": shown.context["voorbeeld"].gezien})
    assert done.status_code == 302, "not saved"
    message, *_way_on = get_messages(done.wsgi_request)
    return message.extra_tags.removeprefix("ongedaan--")


def edit(row: Sluiting | Afwezigheid, what: str = "change") -> str:
    """Address of the page of a row."""
    return reverse(f"admin:afspraken_{row._meta.model_name}_{what}", args=(row.pk,))


def test_a_closing_shows_exactly_who_it_affects_and_saves_nothing_yet(beheer, loket, town):
    product = town.product("Paspoort")
    morning, noon = booked(product, "9:00"), booked(product, "12:00")
    before = open_now()
    page = beheer.post(SLUIT, closing(van="09:00", tot="11:00"))
    assert [line.referentie for line in page.context["voorbeeld"].geraakt] == [morning.referentie]
    assert noon.referentie not in page.content.decode()
    assert open_now() == before
    assert not Sluiting.objects.exists()


def test_a_closing_closes_and_undo_opens_again(beheer, loket):
    before = open_now()
    key = save(beheer, SLUIT, closing())
    assert len(open_now()) < len(before)
    beheer.post(ONGEDAAN, {"sleutel": key})
    assert open_now() == before
    assert not Sluiting.objects.exists()


def test_who_saves_a_closing_that_affects_people_is_led_to_the_disruption_desk(beheer, loket, town):
    booked(town.product("Paspoort"), "9:00")
    save(beheer, SLUIT, closing())
    page = beheer.get(SLUITINGEN).content.decode()
    assert "1 afspraak past nu niet meer." in page
    lijst = f"{reverse('servicepunt:storingen')}?vanaf={MAANDAG.isoformat()}#kop-zonder"
    assert f'<a href="{lijst}">Zoek nieuwe tijden</a>' in page
    [row] = beheer.get(lijst).context["zonder"]
    assert row["rij"] == Sluiting.objects.get()
    found = beheer.post(reverse("servicepunt:storing_sluiting", args=[row["rij"].pk]), follow=True)
    assert "Verhuizing" in found.content.decode()


def test_who_solves_no_disruptions_reads_who_does(loket, town):
    booked(town.product("Paspoort"), "9:00")
    planner = may("add_sluiting", "view_sluiting")
    save(planner, SLUIT, closing())
    page = planner.get(SLUITINGEN).content.decode()
    assert "De klantenservice of de balie zoekt nieuwe tijden" in page


def test_a_closing_that_affects_nobody_leads_nowhere(beheer, loket):
    save(beheer, SLUIT, closing())
    assert "Zoek nieuwe tijden" not in beheer.get(SLUITINGEN).content.decode()


def test_an_edited_closing_gets_its_old_values_back(beheer, loket):
    row = roosters.close(None, eerste_dag=MAANDAG, reden="Verhuizing", now=NOW)
    closed = open_now()
    key = save(beheer, edit(row), closing(is_actief="", reden="Toch niet"))
    assert open_now() != closed
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "ongedaan gemaakt" in answer.content.decode(), list(answer.context["messages"])
    row.refresh_from_db()
    assert (row.is_actief, row.reden) == (True, "Verhuizing")
    assert open_now() == closed


def test_a_deleted_closing_opens_the_day_and_can_come_back(beheer, loket):
    row = roosters.close(None, eerste_dag=MAANDAG, reden="Verhuizing", now=NOW)
    closed = open_now()
    url = edit(row, "delete")
    page = beheer.get(url)
    assert page.status_code == 200
    assert open_now() == closed
    key = save(beheer, url, {})
    assert not Sluiting.objects.exists()
    assert open_now() != closed
    beheer.post(ONGEDAAN, {"sleutel": key})
    assert Sluiting.objects.get().reden == "Verhuizing"
    assert open_now() == closed


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"laatste_dag": "2026-12-01"}, "De eerste dag moet voor de laatste dag liggen."),
        ({"van": "12:00", "tot": "09:00"}, "De begintijd moet voor de eindtijd liggen."),
        ({"van": "12:00"}, "De begintijd moet voor de eindtijd liggen."),
        ({"eerste_dag": "morgen"}, "geldige datum"),
        ({"locatie": "999999"}, "Selecteer een geldige keuze"),
        ({"reden": ""}, "verplicht"),
        ({"reden": "\x00"}, "Null-tekens"),
        ({"reden": "x" * 5000}, "100"),
    ],
)
def test_a_wrong_closing_gets_a_sentence(beheer, loket, fields, sentence):
    answer = beheer.post(SLUIT, closing(**fields))
    assert sentence in answer.content.decode()
    assert not Sluiting.objects.exists()


def test_a_closing_in_a_year_that_cannot_be_meant_gets_a_sentence(beheer, loket):
    data = closing(eerste_dag="9999-12-30", laatste_dag="9999-12-31")
    answer = beheer.post(SLUIT, data, follow=True)
    assert "Kies een jaar tussen 2000 en 2199." in answer.content.decode()
    assert not Sluiting.objects.exists()


def test_holidays_are_computed_after_a_second_step(beheer, loket):
    assert "Bereken feestdagen" in beheer.get(SLUITINGEN).content.decode()
    save(beheer, FEESTDAGEN, {})
    names = set(Sluiting.objects.filter(is_feestdag=True).values_list("reden", flat=True))
    assert {"Koningsdag", "Hemelvaartsdag", "Tweede pinksterdag"} <= names
    count = Sluiting.objects.count()
    save(beheer, FEESTDAGEN, {})
    assert Sluiting.objects.count() == count


def test_a_number_spelled_oddly_is_the_same_closing(beheer, loket):
    save(beheer, SLUIT, closing())
    url = f"{SLUITINGEN}_2B{Sluiting.objects.get().pk}/delete/"
    save(beheer, url, {})
    assert not Sluiting.objects.exists()


def test_a_computed_holiday_cannot_be_deleted(beheer, loket):
    roosters.compute_holidays([2027], now=NOW)
    row = Sluiting.objects.first()
    assert beheer.post(edit(row, "delete")).status_code == 404
    assert Sluiting.objects.filter(pk=row.pk).exists()


def test_absence_shows_who_it_affects_and_can_be_undone(beheer, loket, town):
    afspraak = booked(town.product("Paspoort"), "10:00")
    before = open_now()
    data = {"middel": loket.pk, "begin": "2026-12-07T09:00", "einde": "2026-12-07T12:00"}
    data["reden"] = "Printer stuk"
    shown = beheer.post(AFWEZIG, data)
    assert afspraak.referentie in shown.content.decode()
    key = save(beheer, AFWEZIG, data)
    row = Afwezigheid.objects.get()
    assert (row.begin, row.einde) == (at("9:00"), at("12:00"))
    assert open_now() != before
    beheer.post(ONGEDAAN, {"sleutel": key})
    assert open_now() == before


@pytest.mark.parametrize(
    ("begin", "einde", "sentence"),
    [
        ("2026-12-07T12:00", "2026-12-07T09:00", "Het begin moet voor het einde liggen."),
        ("gisteren", "2026-12-07T09:00", "geldige datum"),
        ("9999-12-31T00:00", "9999-12-31T23:00", "Kies een jaar tussen 2000 en 2199."),
        ("0001-01-01T00:00", "2026-12-07T09:00", "Kies een jaar tussen 2000 en 2199."),
    ],
)
def test_a_wrong_absence_gets_a_sentence(beheer, loket, begin, einde, sentence):
    data = {"middel": loket.pk, "begin": begin, "einde": einde, "reden": ""}
    answer = beheer.post(AFWEZIG, data, follow=True)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Afwezigheid.objects.exists()


@pytest.fixture
def meeting(loket):
    """What an outside calendar says, beside what somebody entered."""
    roosters.set_absent(loket, begin=at("9:00"), einde=at("10:00"), reden="Verlof", now=NOW)
    roosters.replace_busy(loket, "buitenagenda-1", [(at("13:00"), at("14:00"))], now=NOW)
    return Afwezigheid.objects.get(bron="buitenagenda-1")


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", {""}), ("agenda", {"buitenagenda-1"}), ("alles", {"", "buitenagenda-1"})],
)
def test_the_list_shows_what_people_entered_unless_asked_for_more(beheer, meeting, query, shown):
    page = beheer.get(AFWEZIGHEID, {"bron": query} if query else {})
    assert {row.bron for row in page.context["cl"].result_list} == shown
    assert "ingevuld door een medewerker" in page.content.decode()


def test_what_an_outside_calendar_says_is_for_reading_only(beheer, meeting):
    before = open_now()
    assert 'name="begin_0"' not in beheer.get(edit(meeting)).content.decode()
    data = {"middel": meeting.middel.pk, "begin": "2026-12-07T13:00", "einde": "2026-12-07T13:05"}
    for url in (edit(meeting), edit(meeting, "delete")):
        assert beheer.post(url, {**data, "reden": ""}).status_code == 404
    assert open_now() == before


def test_the_week_says_that_it_comes_from_a_calendar(beheer, meeting):
    query = {"middel": meeting.middel.pk, "locatie": meeting.middel.locatie.pk, "dag": MAANDAG}
    page = beheer.get(reverse("admin:afspraken_rooster_changelist"), query).content.decode()
    assert "Verlof" in page
    assert "Bezet in eigen agenda" in page


def test_without_permission_nothing_is_closed(loket):
    client = may("view_sluiting")
    assert client.get(SLUITINGEN).status_code == 200
    for url in (SLUIT, FEESTDAGEN, AFWEZIG):
        assert client.post(url, closing()).status_code == 404
    assert not Sluiting.objects.exists()
