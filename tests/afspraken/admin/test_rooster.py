"""The week view: looking, changing with a second step, undoing, and wrong input."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken import roosters
from afspraken.admin.roosterformulieren import WijzigForm
from afspraken.admin.roosterkeuze import SLEEPVELDEN
from afspraken.models import Logregel, Middel, Soort, Uitzondering
from tests.afspraken.admin.conftest import change, may, open_now, weekly
from tests.cast import BRAM, MAANDAG, NOW, Town, at, booked

WEEK = reverse("admin:afspraken_rooster_changelist")
WIJZIG = reverse("admin:afspraken_rooster_wijzig")
REEKS = reverse("admin:afspraken_rooster_reeks")
ONGEDAAN = reverse("admin:afspraken_rooster_ongedaan")
CONFLICTEN = reverse("admin:afspraken_rooster_conflicten")


def look(client: Client, loket: Middel | None, dag: date = MAANDAG, locatie: int = 0) -> str:
    """The week view as text."""
    query = {"dag": dag.isoformat(), "locatie": loket.locatie_id if loket else locatie}
    if loket:
        query["middel"] = loket.pk
    answer = client.get(WEEK, query)
    assert answer.status_code == 200
    return answer.content.decode()


def save(client: Client, url: str, data: dict[str, object]) -> str:
    """Both steps; returns the key of the undo button."""
    shown = client.post(url, data)
    assert shown.status_code == 200, shown.context["form"].errors
    seen = shown.context["voorbeeld"].gezien
    done = client.post(url, {**data, "gezien": seen}, follow=True)
    assert done.redirect_chain, "not saved"
    [message] = done.context["messages"]
    return message.extra_tags.removeprefix("ongedaan--")


def moved(loket: Middel, van: str, tot: str, **fields: object) -> dict[str, object]:
    """The Monday block of nine until five, moved."""
    reeks = roosters.series_of(loket, loket.locatie)[0]
    hours = {"oud_van": "09:00", "oud_tot": "17:00", "van": van, "tot": tot}
    blok = {"wat": "VERPLAATST", "blok": f"reeks-{reeks.id}"}
    return change(loket, loket.locatie, **{**hours, **blok, **fields})


# --- looking --------------------------------------------------------------------------------------


def test_a_block_stands_at_its_hours(beheer, loket):
    assert "van-u9 van-m0 tot-u17 tot-m0" in look(beheer, loket)
    assert "09:00–17:00" in look(beheer, loket)


def test_staff_time_is_hatched_and_cut_out_of_the_rest(beheer, loket):
    weekly(loket, loket.locatie, "12:00", "13:00", alleen_personeel=True)
    page = look(beheer, loket)
    assert "blok reeks personeel van-u12 van-m0 tot-u13 tot-m0" in page
    assert "van-u9 van-m0 tot-u12 tot-m0" in page
    assert "van-u13 van-m0 tot-u17 tot-m0" in page


def test_exceptions_closings_and_absence_are_marked(beheer, loket):
    day = {"dag": MAANDAG, "now": NOW}
    gone = {"oud_van": time(9), "oud_tot": time(11)}
    roosters.add_exception(loket, loket.locatie, soort="DICHT", **gone, **day)
    evening = {"van": time(18), "tot": time(19)}
    roosters.add_exception(loket, loket.locatie, soort="EXTRA", reden="Drukte", **evening, **day)
    roosters.close(
        loket.locatie, eerste_dag=MAANDAG, van=time(15), reden="Oefening", tot=time(16), now=NOW
    )
    roosters.set_absent(loket, begin=at("16:00"), einde=at("17:00"), reden="Stuk", now=NOW)
    page = look(beheer, loket)
    assert "blok dicht van-u9 van-m0 tot-u11 tot-m0" in page
    assert "blok extra van-u18 van-m0 tot-u19 tot-m0" in page
    assert "Drukte" in page
    assert "waas sluiting van-u15 van-m0 tot-u16 tot-m0" in page
    assert "waas afwezig van-u16 van-m0 tot-u17 tot-m0" in page


def test_busy_half_hours_are_darker(beheer, loket, town):
    product = town.product(duur=30)
    booked(product, "10:00")
    page = look(beheer, loket)
    assert "druk n4 van-u10 van-m0 tot-u10 tot-m30" in page
    assert "1 afspraak" in page


def test_the_page_of_a_place_shows_all_its_resources(beheer, loket, town):
    page = look(beheer, None, locatie=town.gemeentehuis.pk)
    assert "van-u8 van-m0 tot-u20 tot-m0" in page
    assert "Loket 1" in page
    assert "09:00–17:00" in page


def test_the_number_of_queries_does_not_grow_with_the_resources(beheer, loket, town):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            look(beheer, None, locatie=town.gemeentehuis.pk)
        return len(captured)

    few = queries()
    for number in range(2, 12):
        more = town.loket(f"Loket {number}", dagen=())
        weekly(more, town.gemeentehuis, "09:00", "12:00")
        roosters.set_absent(more, begin=at("9:00"), einde=at("10:00"), now=NOW)
    assert queries() == few


def test_an_exception_does_not_widen_the_hours_of_another_week(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    assert "van-u10 van-m0 tot-u18 tot-m0" in look(beheer, loket)
    assert "van-u9 van-m0 tot-u17 tot-m0" in look(beheer, loket, MAANDAG + timedelta(weeks=1))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"dag": "3000-01-01"}, "te ver weg"),
        ({"dag": "gisteren"}, "geldige datum"),
        ({"locatie": "999999"}, "Deze locatie bestaat niet."),
        ({"locatie": "9" * 40}, "locatie"),
        ({"middel": "999999"}, "Dit middel bestaat niet."),
        ({"middel": "x"}, "heel getal"),
        ({"middel": "9" * 40}, "middel"),
    ],
)
def test_a_wrong_address_shows_a_week_and_a_sentence(beheer, loket, query, sentence):
    answer = beheer.get(WEEK, query)
    assert answer.status_code == 200
    assert sentence in " ".join(str(message) for message in answer.context["messages"])
    assert answer.context["beeld"].dagen


def test_without_a_place_the_page_says_what_to_do_first(beheer):
    assert "Er is nog geen locatie." in beheer.get(WEEK).content.decode()


# --- the second step ------------------------------------------------------------------------------


def test_the_second_step_lists_exactly_the_affected_appointments(beheer, loket, town):
    product = town.product("Paspoort")
    early, late = booked(product, "9:00"), booked(product, "12:00", BRAM)
    page = beheer.post(WIJZIG, moved(loket, "10:00", "18:00"))
    lines = page.context["voorbeeld"].geraakt
    assert [line.referentie for line in lines] == [early.referentie]
    assert lines[0].waarvoor == "Paspoort"
    text = page.content.decode()
    assert early.referentie in text
    assert late.referentie not in text
    assert "1 afspraak" in text


def test_looking_at_the_second_step_saves_nothing(beheer, loket):
    before = open_now()
    logged = Logregel.objects.count()
    beheer.post(WIJZIG, moved(loket, "10:00", "18:00"))
    assert open_now() == before
    assert not Uitzondering.objects.exists()
    assert Logregel.objects.count() == logged


def test_appointments_stay_and_are_listed_as_conflicts(beheer, loket, town):
    afspraak = booked(town.product("Paspoort"), "9:00")
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    afspraak.refresh_from_db()
    assert afspraak.status == "GEPLAND"
    page = beheer.get(CONFLICTEN).content.decode()
    assert afspraak.referentie in page
    assert "Loket 1" in page


def test_conflicts_tell_nothing_of_a_sensitive_product(beheer, loket, town):
    fatima = town.ambtenaar("Fatima", dagen=())
    weekly(fatima, loket.locatie, "09:00", "17:00")
    vraagt = [(Soort.AMBTENAAR, 1, None)]
    afspraak = booked(town.product("Schuldhulp", is_gevoelig=True, vraagt=vraagt), "10:00")
    roosters.set_absent(fatima, begin=at("9:00"), einde=at("12:00"), now=NOW)
    page = beheer.get(CONFLICTEN).content.decode()
    assert afspraak.referentie in page
    assert "medewerker" in page
    assert "Schuldhulp" not in page
    assert "Fatima" not in page


def test_without_conflicts_the_page_says_so(beheer, loket):
    assert "Alle afspraken passen in het rooster." in beheer.get(CONFLICTEN).content.decode()


def test_an_appointment_made_meanwhile_is_shown_before_saving(beheer, loket, town):
    data = moved(loket, "10:00", "18:00")
    seen = beheer.post(WIJZIG, data).context["voorbeeld"].gezien
    afspraak = booked(town.product(), "9:00")
    answer = beheer.post(WIJZIG, {**data, "gezien": seen})
    assert answer.status_code == 200
    assert answer.context["voorbeeld"].intussen
    assert afspraak.referentie in answer.content.decode()
    assert not Uitzondering.objects.exists()


def test_saving_is_logged_without_a_name(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    line = Logregel.objects.filter(handeling="ROOSTER").last()
    assert line.door == str(User.objects.get().pk)
    assert "Loket" not in str(line.gegevens)


def test_a_drag_fills_in_the_fields_of_the_typed_form(beheer, loket):
    page = look(beheer, loket)
    posted = {"locatie", "middel", "bereik", *SLEEPVELDEN}
    assert posted | {"reden"} == set(WijzigForm.base_fields)
    form = page[page.index('id="sleepformulier"') :]
    form = form[: form.index("</form>")]
    assert all(f'name="{name}"' in form for name in posted)


# --- what a change does, and taking it back -------------------------------------------------------


def every_change(loket: Middel) -> dict[str, tuple[str, dict[str, object]]]:
    """Each kind of change once, by name: address and what is posted."""
    place = loket.locatie
    new_week = {
        "locatie": place.pk,
        "middel": loket.pk,
        "weekdagen": ["0"],
        "van": "17:00",
        "tot": "19:00",
        "eerste_dag": MAANDAG.isoformat(),
        "laatste_dag": "",
    }
    return {
        "move": (WIJZIG, moved(loket, "10:00", "18:00")),
        "shorten": (WIJZIG, moved(loket, "09:00", "12:00")),
        "cancel": (WIJZIG, moved(loket, "", "", wat="DICHT")),
        "whole day": (WIJZIG, change(loket, place, wat="DAG_DICHT")),
        "extra": (WIJZIG, change(loket, place, wat="EXTRA", van="18:00", tot="19:30")),
        "extra staff": (
            WIJZIG,
            change(loket, place, wat="EXTRA", van="18:00", tot="19:30", alleen_personeel="on"),
        ),
        "series": (WIJZIG, moved(loket, "10:00", "18:00", bereik="reeks")),
        "series ends": (WIJZIG, moved(loket, "", "", wat="DICHT", bereik="reeks")),
        "series extra": (
            WIJZIG,
            change(loket, place, wat="EXTRA", van="18:00", tot="19:30", bereik="reeks"),
        ),
        "new week": (REEKS, new_week),
        "place": (WIJZIG, change(None, place, wat="DAG_DICHT")),
    }


KINDS = [
    "move",
    "shorten",
    "cancel",
    "whole day",
    "extra",
    "extra staff",
    "series",
    "series ends",
    "series extra",
    "new week",
    "place",
]


@pytest.mark.parametrize("kind", KINDS)
def test_undo_restores_what_was_open(beheer, loket, kind):
    url, data = every_change(loket)[kind]
    before = open_now()
    key = save(beheer, url, data)
    assert open_now() != before
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "De wijziging is ongedaan gemaakt." in answer.content.decode()
    assert open_now() == before


def test_back_to_the_ordinary_roster_and_undone_again(beheer, loket):
    usual = open_now()
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00", reden="Scholing"))
    extra = change(loket, loket.locatie, wat="EXTRA", van="18:30", tot="19:30")
    save(beheer, WIJZIG, extra)
    changed = open_now()
    key = save(beheer, WIJZIG, change(loket, loket.locatie, wat="HERSTEL"))
    assert open_now() == usual
    beheer.post(ONGEDAAN, {"sleutel": key})
    assert open_now() == changed
    assert [row.reden for row in Uitzondering.objects.order_by("pk")] == ["Scholing", ""]


def test_a_moved_block_can_be_moved_once_more(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    row = Uitzondering.objects.get()
    again = moved(loket, "08:00", "16:00", oud_van="10:00", oud_tot="18:00")
    save(beheer, WIJZIG, {**again, "blok": f"uitzondering-{row.pk}"})
    page = look(beheer, loket)
    assert "van-u8 van-m0 tot-u16 tot-m0" in page
    assert "van-u10 van-m0 tot-u18 tot-m0" not in page


def test_undo_twice_says_it_was_done(beheer, loket):
    key = save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    beheer.post(ONGEDAAN, {"sleutel": key})
    before = open_now()
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "Dit is al ongedaan gemaakt" in answer.content.decode()
    assert open_now() == before


def test_undo_of_something_that_is_gone_says_so(beheer, loket):
    key = save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    roosters.remove(Uitzondering.objects.get(), now=NOW)
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "Intussen is er iets veranderd" in answer.content.decode()


def test_the_key_of_someone_else_undoes_nothing(beheer, loket):
    key = save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    may("view_rooster", "change_rooster").post(ONGEDAAN, {"sleutel": key})
    assert Uitzondering.objects.count() == 1


def test_a_series_changed_from_a_day_on_is_as_it_was_before_that_day(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00", bereik="reeks", dag="2026-12-14"))
    assert "van-u9 van-m0 tot-u17 tot-m0" in look(beheer, loket)
    assert "van-u10 van-m0 tot-u18 tot-m0" in look(beheer, loket, date(2026, 12, 14))


def test_a_cancelled_day_stays_closed_after_its_series_changed(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "", "", wat="DICHT", dag="2026-12-14"))
    save(beheer, WIJZIG, moved(loket, "09:00", "16:30", bereik="reeks"))
    page = look(beheer, loket, date(2026, 12, 14))
    assert "blok dicht van-u9 van-m0 tot-u17 tot-m0" in page
    assert "blok reeks" not in page


def test_the_part_of_a_series_that_staff_time_cut_keeps_the_whole_series(beheer, loket):
    weekly(loket, loket.locatie, "12:00", "13:00", alleen_personeel=True)
    part = {"oud_van": "09:00", "oud_tot": "12:00", "bereik": "reeks"}
    save(beheer, WIJZIG, moved(loket, "10:00", "12:00", **part))
    page = look(beheer, loket)
    assert "van-u10 van-m0 tot-u12 tot-m0" in page
    assert "van-u13 van-m0 tot-u17 tot-m0" in page


def test_the_cut_side_of_a_series_cannot_be_moved_for_every_week(beheer, loket):
    weekly(loket, loket.locatie, "12:00", "13:00", alleen_personeel=True)
    part = {"oud_van": "09:00", "oud_tot": "12:00", "bereik": "reeks"}
    answer = beheer.post(WIJZIG, moved(loket, "09:00", "11:00", **part))
    assert answer.status_code == 400
    assert "Deze weekreeks loopt van 9.00 tot 17.00 uur." in answer.content.decode()


# --- who may, and wrong input ---------------------------------------------------------------------


def test_without_permission_nothing_can_be_seen_or_changed(loket):
    client = may()
    for url in (WEEK, WIJZIG, REEKS, CONFLICTEN):
        assert client.get(url).status_code == 403
    for url in (WIJZIG, REEKS, ONGEDAAN):
        assert client.post(url, {}).status_code == 403


def test_with_only_the_right_to_look_nothing_can_be_changed(loket):
    client = may("view_rooster")
    page = look(client, loket)
    assert "09:00–17:00" in page
    assert "sleepbaar" not in page
    assert WIJZIG not in page
    for url in (WIJZIG, REEKS, ONGEDAAN):
        assert client.post(url, moved(loket, "10:00", "18:00")).status_code == 403


def test_a_stranger_is_asked_to_log_in(client, loket):
    answer = client.get(WEEK)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))


def test_undo_takes_no_get(beheer, loket):
    assert beheer.get(ONGEDAAN).status_code == 405


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"van": "12:00", "tot": "09:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"van": "12:00", "tot": "12:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"van": "", "tot": "12:00"}, "Vul een tijd in."),
        ({"van": "25:00"}, "geldige tijd"),
        ({"van": "\x00"}, "geldige tijd"),
        ({"van": "09:03"}, "veelvoud van vijf minuten"),
        ({"dag": "2026-02-30"}, "Deze dag bestaat niet."),
        ({"dag": "2026-11-30"}, "Deze dag is al voorbij."),
        ({"dag": "2099-12-07"}, "Deze dag ligt te ver weg."),
        ({"dag": "9999-12-31"}, "Deze dag ligt te ver weg."),
        ({"dag": ""}, "Kies een dag."),
        ({"locatie": "999999"}, "Deze locatie bestaat niet."),
        ({"locatie": "\x00"}, "Null-tekens zijn niet toegestaan."),
        ({"locatie": ""}, "Kies een locatie."),
        ({"middel": "999999"}, "Dit middel bestaat niet."),
        ({"middel": "9" * 40}, "Dit middel bestaat niet."),
        ({"wat": "WEG"}, "WEG"),
        ({"bereik": "altijd"}, "altijd"),
        ({"blok": "reeks-999999", "bereik": "reeks"}, "Deze weekreeks bestaat niet meer."),
        ({"blok": "", "bereik": "reeks"}, "Dit blok hoort niet bij een weekreeks."),
        ({"blok": "; drop table"}, "Kies het blok opnieuw"),
        ({"oud_van": "", "oud_tot": ""}, "Kies eerst in de week welk blok u wilt wijzigen."),
        ({"oud_van": "17:00", "oud_tot": "09:00"}, "Dit blok bestaat niet."),
        ({"wat": "HERSTEL"}, "Op deze dag geldt het gewone rooster al."),
        ({"wat": "HERSTEL", "bereik": "reeks"}, "Dit kan alleen voor één dag."),
        ({"reden": "x" * 201}, "200"),
        ({"reden": "a\x00b"}, "Null"),
        ({"dag": "2026-12-08", "bereik": "reeks"}, "hoort niet bij dit rooster"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_what_was_typed(beheer, loket, fields, sentence):
    before = open_now()
    answer = beheer.post(WIJZIG, {**moved(loket, "10:00", "18:00"), **fields})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert sentence in text
    if "van" not in fields:
        assert 'value="10:00"' in text
    assert open_now() == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"weekdagen": []}, "Kies ten minste één dag."),
        ({"weekdagen": ["9"]}, "9"),
        ({"tot": "16:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"eerste_dag": "2026-11-01"}, "Deze dag is al voorbij."),
        ({"laatste_dag": "2026-12-01"}, "De laatste dag moet na de eerste dag liggen."),
        ({"laatste_dag": "9999-12-31"}, "Kies een jaar tussen 2000 en 2199."),
    ],
)
def test_wrong_weekly_hours_get_a_sentence(beheer, loket, fields, sentence):
    url, data = every_change(loket)["new week"]
    answer = beheer.post(url, {**data, **fields})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_counter_of_another_building_is_refused(beheer, loket, town):
    elders = town.locatie("Duivendrecht")
    answer = beheer.post(WIJZIG, change(loket, elders, wat="EXTRA", van="09:00", tot="10:00"))
    assert answer.status_code == 400
    assert "Dit middel hoort bij een andere locatie." in answer.content.decode()


def test_an_official_may_work_in_another_building(beheer, loket, town):
    elders = town.locatie("Duivendrecht")
    fatima = town.ambtenaar("Fatima", dagen=())
    weekly(None, elders, "08:00", "20:00")
    before = open_now()
    save(beheer, WIJZIG, change(fatima, elders, wat="EXTRA", van="09:00", tot="10:00"))
    assert {(row[0], row[1]) for row in open_now() - before} == {(fatima.pk, elders.pk)}


def test_the_hours_of_a_place_are_for_everyone(beheer, loket):
    extra = change(None, loket.locatie, wat="EXTRA", van="20:00", tot="21:00")
    save(beheer, WIJZIG, {**extra, "alleen_personeel": "on"})
    assert not Uitzondering.objects.get().alleen_personeel


@pytest.mark.parametrize("url", [WIJZIG, REEKS])
@pytest.mark.parametrize(
    "query", [{}, {"locatie": "999999"}, {"locatie": "x", "dag": "y"}, {"dag": "2099-01-01"}]
)
def test_a_wrong_link_to_the_form_goes_back_to_the_week(beheer, loket, url, query):
    answer = beheer.get(url, query, follow=True)
    assert answer.redirect_chain
    assert list(answer.context["messages"])


def test_a_link_in_the_week_opens_the_form_filled_in(beheer, loket):
    page = beheer.get(WEEK, {"middel": loket.pk, "dag": MAANDAG.isoformat()})
    [block] = page.context["beeld"].dagen[0].blokken
    form = beheer.get(block.url).context["form"]
    assert form["van"].value() == time(9)
    assert form["wat"].value() == "VERPLAATST"
    assert form.was == "09:00–17:00"


def test_a_name_that_looks_like_code_is_shown_as_text(beheer, town: Town):
    loket = town.loket("<img src=x onerror=alert(1)>", dagen=())
    assert "<img src=x" not in look(beheer, loket)
