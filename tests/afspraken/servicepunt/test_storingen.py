"""The pages of the disruption desk: report, look, adjust, approve, the report, and who may."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import roosters, storing
from afspraken.models import Afspraak, Oplossing, Soort, Storing, Uitkomst, Verplaatsvoorstel
from afspraken.rechten import Rol
from afspraken.servicepunt import storingen
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd
from tests.afspraken.storing.kantoor import DINSDAG, has_come, planned, works
from tests.cast import MAANDAG, at

pytestmark = pytest.mark.django_db

LIJST = "/servicepunt/storingen/"
EARLY = at("8:05")


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(EARLY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def paspoort(town):
    return town.product("Paspoort", duur=20, raster=20)


@pytest.fixture
def loket(town):
    return works(town, "Loket 1")


def text_of(answer):
    return answer.content.decode()


def filled(wat, **more):
    return {
        "wat": f"middel:{wat.pk}" if hasattr(wat, "pk") else wat,
        "begin": "2026-12-07T08:05",
        "einde": "2026-12-07T17:00",
        "reden": "Ziek",
        **more,
    }


def reported(client, middel) -> Storing:
    answer = client.post(LIJST, filled(f"middel:{middel.pk}"))
    assert answer.status_code == 302, text_of(answer)
    return Storing.objects.get()


def approve(client, row, **more):
    row.refresh_from_db()
    return client.post(f"{LIJST}{row.pk}/goedkeuren/", {"versie": row.versie, **more})


def test_three_fields_and_one_approval_settle_a_morning(els, loket, paspoort):
    afspraken = [planned(paspoort, f"{9 + n}:00", naam=f"Klant {n}") for n in range(3)]
    client = browser(els)
    form = text_of(client.get(LIJST))
    assert 'value="2026-12-07T08:05"' in form
    assert 'value="2026-12-07T23:59"' in form
    row = reported(client, loket)
    page = text_of(client.get(f"{LIJST}{row.pk}/"))
    assert "Keur 3 voorstellen goed" in page
    assert "een dag later, zelfde tijd" in page
    answer = approve(client, row)
    assert answer.url == f"{LIJST}{row.pk}/"
    page = text_of(client.get(answer.url))
    assert "3 zijn goedgekeurd." in page
    assert page.count("etiket--goed") == 3
    for afspraak in afspraken:
        assert Afspraak.objects.get(pk=afspraak.pk).begin > at("0:00", DINSDAG)


def test_of_many_the_first_are_done_at_once_and_the_page_tells_how_far_it_is(
    els, loket, paspoort, monkeypatch
):
    for n in range(3):
        planned(paspoort, f"{9 + n}:00", naam=f"Klant {n}")
    monkeypatch.setattr(storingen, "AT_ONCE", 1)
    client = browser(els)
    row = reported(client, loket)
    approve(client, row)
    page = text_of(client.get(f"{LIJST}{row.pk}/"))
    assert "Nog 2 van 3" in page
    assert 'hx-trigger="every 2s"' in page
    assert 'http-equiv="refresh"' in page
    client.post(f"{LIJST}{row.pk}/verder/")
    assert "Nog 1 van 3" in text_of(client.get(f"{LIJST}{row.pk}/"))
    storing.carry_out(now=EARLY)  # the job
    page = text_of(client.get(f"{LIJST}{row.pk}/"))
    assert "every 2s" not in page


def test_who_approves_a_page_that_is_behind_sees_how_it_is_now(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    seen = Storing.objects.get().versie
    mine = Verplaatsvoorstel.objects.get()
    storing.choose(mine, Oplossing.BEL, versie=mine.versie, door=None, now=EARLY)
    answer = client.post(f"{LIJST}{row.pk}/goedkeuren/", {"versie": seen})
    assert answer.status_code == 409
    assert "Een collega heeft dit intussen veranderd" in text_of(answer)
    assert "eerst bellen" in text_of(answer)
    assert not Verplaatsvoorstel.objects.exclude(goedgekeurd_op=None).exists()


def test_an_approval_without_a_version_is_refused(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    for versie in ("", "x", "²", "-1", "9" * 40):
        answer = client.post(f"{LIJST}{row.pk}/goedkeuren/", {"versie": versie})
        assert answer.status_code == 409, versie


def test_another_time_a_call_or_a_cancellation_is_chosen_for_one(els, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    mine = Verplaatsvoorstel.objects.get()
    url = f"{LIJST}{row.pk}/{mine.pk}/"
    page = text_of(client.get(url, {"dag": "2026-12-09"}))
    assert "wo 9 dec 10.00 uur" in page
    value = page.split('name="tijd" value="')[1].split('"')[0]
    answer = client.post(url, {"versie": mine.versie, "doe": "VERPLAATS", "tijd": value})
    assert answer.status_code == 302
    mine.refresh_from_db()
    assert mine.is_handmatig
    assert (mine.begin.date().isoformat(), mine.oplossing) == ("2026-12-09", "VERPLAATS")
    client.post(url, {"versie": mine.versie, "doe": "ANNULEER"})
    approve(client, row)
    assert Verplaatsvoorstel.objects.get().uitkomst == Uitkomst.AFGEZEGD
    assert Afspraak.objects.get(pk=afspraak.pk).status == "GEANNULEERD"
    answer = client.post(url, {"versie": mine.versie + 1, "doe": "BEL"})
    assert answer.status_code == 409
    assert "intussen al goedgekeurd" in text_of(answer)


def test_what_is_wrong_with_a_choice_is_said(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    mine = Verplaatsvoorstel.objects.get()
    for data, sentence in (
        ({}, "Kies wat er moet gebeuren."),
        ({"doe": "VERPLAATS"}, "Kies een tijd."),
        ({"doe": "VERPLAATS", "tijd": "x"}, "Kies een tijd."),
        ({"doe": "ONZIN"}, "ONZIN"),
        ({"doe": "BEL", "versie": "x"}, "getal"),
    ):
        answer = client.post(f"{LIJST}{row.pk}/{mine.pk}/", {"versie": mine.versie, **data})
        assert answer.status_code == 400, data
        assert sentence in text_of(answer), data


def test_a_time_that_is_not_offered_is_refused_with_others_to_choose(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    mine = Verplaatsvoorstel.objects.get()
    given = {"versie": mine.versie, "doe": "VERPLAATS", "tijd": f"{mine.locatie_id}:99999999"}
    answer = client.post(f"{LIJST}{row.pk}/{mine.pk}/", given)
    assert answer.status_code == 409
    assert "niet meer vrij" in text_of(answer)
    assert 'name="tijd"' in text_of(answer)


def test_any_day_may_be_asked_for(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    mine = Verplaatsvoorstel.objects.get()
    for dag in ("x", "2026-99-99", "0001-01-01", "9999-12-31", "2026-12-06"):
        assert client.get(f"{LIJST}{row.pk}/{mine.pk}/", {"dag": dag}).status_code == 200, dag


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"wat": ""}, "Kies wie of wat er niet is."),
        ({"wat": "middel:99"}, "middel:99"),
        ({"begin": "x"}, "Vul een dag en een tijd in."),
        ({"begin": "0001-01-01T08:00"}, "Kies een jaar tussen 2000 en 2199."),
        ({"einde": "2026-12-07T08:00"}, "Het einde moet na het begin liggen."),
        ({"reden": ""}, "Schrijf op wat er is."),
        ({"reden": "bsn 111222333"}, "burgerservicenummer"),
        ({"reden": "x" * 101}, "te lang"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_and_what_was_typed_stays(els, loket, data, sentence):
    answer = browser(els).post(LIJST, filled(loket) | data)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not Storing.objects.exists()


def test_an_empty_report_is_refused(els):
    assert browser(els).post(LIJST).status_code == 400


def test_reported_twice_leads_to_the_first(els, loket):
    client = browser(els)
    row = reported(client, loket)
    answer = client.post(LIJST, filled(f"middel:{loket.pk}"))
    assert answer.url == f"{LIJST}{row.pk}/"
    assert "al gemeld" in text_of(client.get(answer.url))


def test_everything_closed_and_a_place_can_be_reported(els, town, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    client.post(LIJST, filled(f"locatie:{town.gemeentehuis.pk}"))
    client.post(LIJST, filled("alles", begin="2026-12-09T00:00", einde="2026-12-09T23:59"))
    assert Storing.objects.count() == 2
    page = text_of(client.get(LIJST))
    assert "Alle locaties" in page
    assert "Gemeentehuis" in page


def test_ended_it_says_so_and_offers_nothing_more(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    row.refresh_from_db()
    client.post(f"{LIJST}{row.pk}/beeindigen/", {"versie": row.versie})
    page = text_of(client.get(f"{LIJST}{row.pk}/"))
    assert "beëindigd vandaag" in page
    assert "goedkeuren/" not in page
    answer = client.post(f"{LIJST}{row.pk}/opnieuw/")
    assert answer.status_code == 409
    assert "al beëindigd" in text_of(answer)


def test_proposals_are_made_anew_on_request(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    works_too = loket.naam
    answer = client.post(f"{LIJST}{row.pk}/opnieuw/")
    assert answer.status_code == 302
    assert works_too in text_of(client.get(answer.url))


def test_filters_show_who_has_no_time_and_who_stays(els, town, loket, paspoort):
    rare = town.product("Zeldzaam", duur=20, raster=20, horizon=0)
    inside = planned(paspoort, "9:00", naam="Binnen Man")
    planned(rare, "10:00", naam="Zonder Tijd", now=at("8:00"))
    has_come(inside)
    client = browser(els)
    row = reported(client, loket)
    zonder = text_of(client.get(f"{LIJST}{row.pk}/", {"toon": "zonder"}))
    assert "Zonder Tijd" in zonder
    assert "Binnen Man" not in zonder
    blijft = text_of(client.get(f"{LIJST}{row.pk}/", {"toon": "blijft"}))
    assert "Binnen Man" in blijft
    assert client.get(f"{LIJST}{row.pk}/", {"toon": "onzin"}).status_code == 200


def test_a_manager_sees_officials_of_the_own_department_only(town, els, paspoort):
    wonen = afdeling("Wonen")
    eva = works(town, "Eva", Soort.AMBTENAAR)
    eva.afdeling = wonen
    eva.save()
    loket = works(town, "Loket 1")
    client = ingelogd(Rol.LEIDING, wonen)
    form = text_of(client.get(LIJST))
    assert "Eva" in form
    assert "Loket 1" not in form
    assert "alle locaties" not in form
    row = reported(browser(els), loket)
    assert client.get(f"{LIJST}{row.pk}/").status_code == 404
    assert client.post(LIJST, filled(f"middel:{loket.pk}")).status_code == 400


def test_a_sensitive_product_has_no_name_here(els, town, loket):
    schuld = town.product("Schuldhulp", duur=20, raster=20, is_gevoelig=True)
    planned(schuld, "10:00")
    client = browser(els)
    row = reported(client, loket)
    assert "Schuldhulp" not in text_of(client.get(f"{LIJST}{row.pk}/"))


def test_who_waits_for_a_solution_is_on_the_list_of_tasks(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    assert "Storing: Loket 1" in text_of(client.get("/servicepunt/"))
    approve(client, row)
    assert "Storing: Loket 1" not in text_of(client.get("/servicepunt/"))


def test_the_page_speaks_english(els, loket, paspoort):
    planned(paspoort, "10:00")
    client = browser(els)
    row = reported(client, loket)
    page = text_of(client.get(f"{LIJST}{row.pk}/", headers={"accept-language": "en"}))
    assert "Approve 1 proposal" in page
    assert "one day later, same time" in page


def test_queries_do_not_grow_with_the_number_of_appointments(els, loket, paspoort):
    planned(paspoort, "9:00")
    client = browser(els)
    row = reported(client, loket)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{LIJST}{row.pk}/")
        return len(captured)

    few = queries()
    row.refresh_from_db()
    storing.end(row, versie=row.versie, door=None, now=EARLY)
    Storing.objects.all().delete()
    for n in range(8):
        planned(paspoort, f"{9 + n}:20", naam=f"Klant {n}", now=EARLY)
    row = reported(client, loket)
    assert Verplaatsvoorstel.objects.count() == 9
    assert queries() == few
    assert MAANDAG


def test_an_absence_or_closing_that_is_there_is_opened_from_the_list(els, town, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    roosters.set_absent(loket, begin=EARLY, einde=at("17:00"), reden="Stuk", now=EARLY)
    roosters.close(town.gemeentehuis, eerste_dag=DINSDAG, reden="Stembureau", now=EARLY)
    client = browser(els)
    page = text_of(client.get(LIJST))
    assert "Stembureau" in page
    action = page.split('action="/servicepunt/storingen/bij/afwezigheid/')[1].split('"')[0]
    answer = client.post(f"{LIJST}bij/afwezigheid/{action}")
    assert Verplaatsvoorstel.objects.get(afspraak=afspraak).begin > at("23:00", DINSDAG)
    assert "De afwezigheid of sluiting zelf blijft." in text_of(client.get(answer.url))
    again = client.post(f"{LIJST}bij/afwezigheid/{action}")
    assert again.status_code == 404


@pytest.mark.parametrize("vanaf", ["2027-06-01", "9999-12-31", "0001-01-01", "onzin", "2027-02-31"])
def test_the_list_looks_ahead_from_any_day_that_is_asked(els, vanaf):
    row = roosters.close(None, eerste_dag=date(2027, 6, 3), reden="Verhuizing", now=EARLY)
    page = browser(els).get(LIJST, {"vanaf": vanaf})
    shown = [one["rij"] for one in page.context["zonder"]]
    assert shown == ([row] if vanaf == "2027-06-01" else [])
