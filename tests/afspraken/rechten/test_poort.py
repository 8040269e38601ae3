"""The gate: log in and come back; without the right there is nothing, and someone notes it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from afspraken.models import Handeling, Logregel
from afspraken.rechten import Recht, Rol, met_recht
from tests.afspraken.rechten.wie import medewerker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@met_recht(Recht.KLANT_ZOEKEN)
def customers(request: HttpRequest) -> HttpResponse:
    """A page of employees."""
    return HttpResponse("Anna de Vries")


def visit(user: User | AnonymousUser) -> HttpResponse:
    request = RequestFactory().get("/servicepunt/klanten/?zoek=Vries")
    request.user = user
    return customers(request)


def test_who_has_the_right_sees_the_page_and_no_cache_keeps_it():
    answer = visit(medewerker(Rol.KLANTENSERVICE))
    assert answer.content == b"Anna de Vries"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert not Logregel.objects.exists()


def test_who_has_not_logged_in_does_so_and_comes_back():
    answer = visit(AnonymousUser())
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/servicepunt/klanten/%3Fzoek%3DVries")


def test_a_form_sent_with_an_ended_session_leads_back_to_its_page():
    page = "http://testserver/servicepunt/?zoek=x"
    assert back_from("POST", Referer=page) == "/servicepunt/?zoek=x"


def test_a_form_from_elsewhere_leads_back_to_us():
    page = "https://kwaad.example/x/"
    assert back_from("POST", Referer=page) == "/servicepunt/boek/"


def test_a_part_of_a_page_asks_the_browser_to_log_in_as_a_whole():
    request = RequestFactory().get(
        "/servicepunt/tijden/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/x/?y=1"},
    )
    request.user = AnonymousUser()
    answer = customers(request)
    assert answer.status_code == 200
    assert answer["HX-Redirect"].endswith("?next=/x/%3Fy%3D1")


def back_from(method: str, **headers: str) -> str:
    """Where someone comes back after logging in."""
    request = RequestFactory().generic(method, "/servicepunt/boek/", headers=headers)
    request.user = AnonymousUser()
    return parse_qs(urlsplit(customers(request)["Location"]).query)["next"][0]


def test_who_may_not_finds_nothing_and_is_noted():
    user = medewerker(Rol.KWALITEIT)
    with pytest.raises(Http404):
        visit(user)
    line = Logregel.objects.get()
    assert (line.handeling, line.door, line.op) == (
        Handeling.GEWEIGERD,
        str(user.pk),
        timezone.now(),
    )
    assert line.gegevens == {"recht": "KLANT_ZOEKEN"}
    assert "Vries" not in line.onderwerp


def test_a_gated_page_tells_which_right_it_asks():
    assert customers.recht is Recht.KLANT_ZOEKEN
