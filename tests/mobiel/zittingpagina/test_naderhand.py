"""The desk writes down how a care-home day went, when it is over."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.rechten import Rol
from mobiel.models import Bewoner
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def made(huis):
    """Ida, Jan and Truus are promised 8:50 to 9:35."""
    return huis.gesloten()


@pytest.fixture
def desk(made, clock):
    """An employee of the service point, logged in the day after."""
    clock.move_to(at("9:00") + timedelta(days=1), tick=False)
    return ingelogd(Rol.KLANTENSERVICE)


def page(made):
    return f"/zittingen/{made.pk}/naderhand/"


def pk_of(naam):
    return str(Bewoner.objects.get(naam__startswith=naam).pk)


def chosen(**of):
    """What a browser sends: the choice for each, and what was shown before: nothing."""
    sent = {pk_of(naam): value for naam, value in of.items()}
    return sent | {f"initial-{pk}": "" for pk in sent}


def stands():
    return list(Bewoner.objects.order_by("volgorde").values_list("status", "reden"))


def test_the_page_of_the_day_leads_to_it_and_what_is_chosen_is_kept(desk, made):
    assert f'href="{page(made)}"' in text(desk.get(f"/zittingen/{made.pk}/"))
    shown = text(desk.get(page(made)))
    assert "Ida Post" in shown
    assert "er was geen tijd meer" in shown
    sent = chosen(Ida="GEHOLPEN", Jan="GEEN_TIJD", Truus="")
    answer = desk.post(page(made), sent, follow=True)
    assert "Van 2 bewoners is bewaard hoe het ging." in text(answer)
    assert stands() == [("GEHOLPEN", ""), ("NIET_GEZIEN", "GEEN_TIJD"), ("AANGEMELD", "")]


def test_what_a_colleague_told_meanwhile_stays(desk, made):
    sent = chosen(Ida="", Jan="GEHOLPEN")
    desk.post(page(made), chosen(Ida="ZIEK"))
    assert desk.post(page(made), sent).status_code == 302
    assert stands() == [("NIET_GEZIEN", "ZIEK"), ("GEHOLPEN", ""), ("AANGEMELD", "")]


def test_without_a_choice_it_says_what_to_do(desk, made):
    answer = desk.post(page(made), chosen(Ida="", Jan="", Truus=""))
    assert answer.status_code == 400
    assert "Kies bij een of meer bewoners hoe het ging." in text(answer)


def test_a_choice_that_is_none_is_said_and_the_others_stay_chosen(desk, made):
    answer = desk.post(page(made), chosen(Ida="GEVLOGEN", Jan="ZIEK"))
    assert answer.status_code == 400
    assert '<option value="ZIEK" selected>' in text(answer)
    assert stands()[1] == ("AANGEMELD", "")


def test_on_the_day_itself_it_says_from_when_it_can_be_told(made, clock):
    clock.move_to(at("9:00"), tick=False)
    desk = ingelogd(Rol.KLANTENSERVICE)
    assert page(made) not in text(desk.get(f"/zittingen/{made.pk}/"))
    assert "Dit kan na de tijd van de laatste bewoner." in text(desk.get(page(made)))
    answer = desk.post(page(made), chosen(Ida="GEHOLPEN"))
    assert (answer.status_code, stands()[0]) == (409, ("AANGEMELD", ""))


def test_more_residents_take_no_more_queries(desk, made):
    with CaptureQueriesContext(connection) as three:
        desk.get(page(made))
    Bewoner.objects.filter(naam__startswith="Ida").update(status="AFGEMELD")
    with CaptureQueriesContext(connection) as two:
        desk.get(page(made))
    assert len(three) == len(two)
