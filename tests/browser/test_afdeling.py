"""A specialist with a phone: the week, half a day off, another time for a customer. And axe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import beheerlink, notities
from afspraken.booking import book
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Afwezigheid, Tijdvoorstel
from tests.afspraken.contact.promises import promised
from tests.afspraken.rechten.wie import afdeling
from tests.afspraken.roosters.seen import weekly
from tests.afspraken.voorstellen import gesprek, specialist
from tests.browser.looking import PHONE, look
from tests.cast import ANNA, BRAM, offer, wens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Office:
    """Sanne, her two customers of one morning next week, and who called her."""

    def __init__(self, town) -> None:
        now = timezone.now()
        today = local_day(now)
        self.monday = today + timedelta(days=14 - today.weekday())
        self.middel = specialist(town, dagen=())
        weekly(
            self.middel,
            town.gemeentehuis,
            "9:00-12:00 13:00-17:00",
            eerste_dag=today - timedelta(days=7),
            now=now,
        )
        days = [today + timedelta(days=n) for n in range(1, 21)]
        town.ruimte("Kamer 1", dagen=days)
        wish = wens(gesprek(town))

        def at(clock: str, who):
            offered = offer(wish, clock, dag=self.monday, now=now)
            return book(wish, offered, who, now=now)

        self.anna, self.bram = at("9:30", ANNA), at("11:00", BRAM)
        user = self.middel.gebruiker
        of = afdeling("Sociale Zaken")
        notities.add(self.anna, "Zus komt mee", afdeling=of.pk, door=user, now=now)
        self.verzoek = promised(user, klant=self.anna.klant, afdeling=of, medewerker=user, now=now)

    @property
    def week(self) -> str:
        return f"/afdeling/?dag={self.monday}"


@pytest.fixture
def office(transactional_db, town) -> Office:
    return Office(town)


@pytest.fixture
def phone(sit, office) -> Callable[..., Page]:
    """Opens the browser of Sanne."""
    return partial(sit, office.middel.gebruiker, width=PHONE)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_half_a_day_off_with_two_appointments_and_another_time_for_one(
    phone, sit, office, java_script_enabled
):
    page = phone(java_script_enabled=java_script_enabled)
    page.goto(office.week)
    expect(page.get_by_role("link", name="Anna de Vries")).to_be_visible()
    expect(page.locator(".weekdag:visible")).to_have_count(1)  # one day on a phone

    page.get_by_role("link", name="Vrij nemen").click()
    page.get_by_label("Welk deel").select_option(label="De ochtend")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_text("2 afspraken vallen dan buiten uw rooster.")).to_be_visible()
    expect(page.get_by_text("Bram Bakker")).to_be_visible()
    assert not Afwezigheid.objects.exists()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("valt buiten uw rooster")).to_have_count(2)

    page.get_by_role("link", name="Anna de Vries").click()
    expect(page.get_by_text("Zus komt mee", exact=True)).to_be_visible()
    page.get_by_role("link", name="Stel een andere tijd voor").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_text("Het voorstel is gedaan.")).to_be_visible()
    asked = Tijdvoorstel.objects.get().tijden.get().vastgehouden

    anna = sit(None, width=PHONE, java_script_enabled=java_script_enabled)
    anna.goto(f"/afspraak/{beheerlink.token_for(office.anna)}/")
    anna.get_by_role("link", name="Kies uw tijd").click()
    anna.get_by_role("radio").first.check()
    anna.get_by_role("button", name="Bevestig mijn keuze").click()
    expect(anna.get_by_text("Uw afspraak is gewijzigd.")).to_be_visible()
    assert Afspraak.objects.get(pk=office.anna.pk).begin == asked.begin

    page.goto(office.week)
    expect(page.get_by_text("andere tijd gekozen")).to_be_visible()


def test_what_was_saved_is_taken_back_in_one_tap(phone, office):
    page = phone()
    page.goto(f"/afdeling/afwezig/?dag={office.monday}")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_text("De wijziging is ongedaan gemaakt.")).to_be_visible()
    assert not Afwezigheid.objects.exists()


def test_weeks_are_walked_by_keyboard(phone, office):
    page = phone(width=1280)
    page.goto("/afdeling/")
    page.keyboard.press("Alt+k")
    page.wait_for_url(f"**/afdeling/?dag={_next_week(local_day(timezone.now()))}")
    page.keyboard.press("Alt+v")
    page.keyboard.press("Alt+d")
    page.wait_for_url(f"**/afdeling/?dag={local_day(timezone.now())}")


def _next_week(dag: date) -> date:
    return dag - timedelta(days=dag.weekday()) + timedelta(days=7)


@pytest.mark.parametrize("locale", ["nl-NL", pytest.param("en-GB", marks=pytest.mark.prove)])
def test_the_pages_fit_and_are_accessible(phone, sit, office, locale):
    page = phone(locale=locale)
    at_anna = f"/afdeling/afspraak/{office.anna.code}/"
    day = office.monday.isoformat()
    for path in (
        office.week,
        f"{office.week}&toon=week",
        f"/afdeling/maand/?dag={day}",
        at_anna,
        f"{at_anna}voorstel/",
        f"/afdeling/rooster/?dag={day}",
        "/afdeling/rooster/reeks/?locatie=1",
        f"/afdeling/afwezig/?dag={day}",
        "/afdeling/taken/",
        f"/afdeling/taken/{office.verzoek.pk}/",
        "/afdeling/ruimtes/",
    ):
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == locale[:2]
        look(page)
    page.goto(f"/afdeling/afwezig/?dag={day}")
    page.locator("main form button[type=submit]").first.click()
    look(page)
    page.goto(f"/afdeling/rooster/?dag={day}")
    page.locator(".roosterblok a").first.click()
    look(page)
    page.goto(f"{at_anna}voorstel/")
    page.locator("main form button[type=submit]").last.click()  # refused: no time was chosen
    look(page)
    page.get_by_role("checkbox").first.check()
    page.locator("main form button[type=submit]").last.click()
    look(page)
    anna = sit(None, width=PHONE, locale=locale)
    token = beheerlink.token_for(office.anna)
    for path in (f"/afspraak/{token}/", f"/afspraak/{token}/voorstel/"):
        anna.goto(path)
        look(anna)
    anna.locator("main form button[type=submit]").click()  # refused: nothing was chosen
    look(anna)
