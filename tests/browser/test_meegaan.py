"""A planner lets a second official go along to a visit, by keyboard and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from mobiel.models import Bezoek, Stop
from tests.browser.looking import look
from tests.browser.test_bezoekbord import maandag, planner, stad, where  # noqa: F401
from tests.mobiel.bord.bordstad import NAMES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_second_official_goes_along_and_stands_on_both_routes(stad, planner, maandag):  # noqa: F811
    bezoek = Bezoek.objects.get(afspraak__klant__naam=NAMES[1])
    first = where(bezoek)
    page = planner(java_script_enabled=False)
    page.goto(f"/bezoeken/verplaats/{bezoek.pk}/?van={first}")
    link = page.get_by_role("link", name="Laat een tweede medewerker meegaan")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Met twee naar {NAMES[1]}")).to_be_visible()
    button = page.get_by_role("button", name="Ga met twee")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("samen met").first).to_be_visible()
    assert len({one.begin for one in Stop.objects.filter(bezoek=bezoek)}) == 1
    assert Stop.objects.filter(bezoek=bezoek).count() == 2


def test_the_pages_of_a_visit_of_two_fit_and_are_accessible(stad, planner, maandag):  # noqa: F811
    bezoek = Bezoek.objects.get(afspraak__klant__naam=NAMES[1])
    first = where(bezoek)
    page = planner()
    page.goto(f"/bezoeken/met-twee/{bezoek.pk}/")
    look(page)
    page.get_by_role("button", name="Ga met twee").click()
    expect(page.get_by_text("samen met").first).to_be_visible()
    look(page)
    page.goto(f"/bezoeken/verplaats/{bezoek.pk}/?van={first}")
    expect(page.get_by_role("button", name="Er hoeft niemand mee")).to_be_visible()
    look(page)
