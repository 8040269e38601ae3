"""A visit that needs judgement, in a browser: asked, proposed, agreed; then the evening before."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken.lokaal import LOCAL, local_day
from afspraken.models import Afspraak, Status
from afspraken.rechten import Rol
from mobiel import planning, routing
from mobiel.models import Aanvraagproduct, Stop
from tests.addresses import known
from tests.afspraken.rechten.wie import medewerker
from tests.browser.conftest import open_window
from tests.browser.looking import PHONE, look
from tests.mobiel.dorp import Dorp

pytestmark = pytest.mark.browser


@pytest.fixture
def thuis(stad):
    """Beside the counters: a travel document at home, for who asks and is visited."""
    known("12")
    dorp, today = Dorp(stad), local_day(timezone.now())
    dorp.veldwerker("Fatma", dagen=[today + timedelta(days=n) for n in range(1, 15)])
    product = dorp.product(
        "Paspoort aan huis", omschrijving="Kunt u door ziekte niet komen? Dan komen wij bij u."
    )
    Aanvraagproduct.objects.create(product=product)
    return stad


@pytest.fixture
def resident(thuis, chromium, live_server):
    """A resident's page on a phone."""
    page = open_window(chromium, live_server.url, width=PHONE)
    yield page
    page.context.close()


def test_a_visit_is_asked_proposed_accepted_and_narrowed_the_evening_before(resident: Page, sit):
    desk = sit(medewerker(Rol.PLANNER))
    resident.goto("/")
    resident.get_by_role("link", name="Vraag een bezoek aan").click()
    resident.get_by_role("link", name="Paspoort aan huis").click()
    look(resident)
    resident.locator("[name=postcode]").fill("1191 JB")
    resident.locator("[name=huisnummer]").fill("12")
    resident.locator("[name=reden]").fill("Ik lig in bed met een gebroken been.")
    resident.locator("[name=naam]").fill("Anna de Vries")
    resident.locator("[name=telefoon]").fill("06 12345678")
    resident.locator("form.formulier button[type=submit]").click()
    expect(resident.locator("h1")).to_have_text("Uw aanvraag voor een bezoek")
    look(resident)

    desk.goto("/bezoekaanvragen/")
    look(desk)
    desk.get_by_role("link", name="Anna de Vries").click()
    look(desk)
    desk.locator("input[name=aanbod]").first.check()
    desk.get_by_role("button", name="Doe dit voorstel").click()
    expect(desk.locator("main")).to_contain_text("Wij houden de tijd vast.")

    resident.reload()
    look(resident)
    resident.get_by_role("button", name="Ja, kom dan langs").click()
    expect(resident.locator("main")).to_contain_text("Tussen")
    afspraak = Afspraak.objects.get(status=Status.GEPLAND)
    stop = Stop.objects.get(bezoek__afspraak=afspraak)
    assert afspraak.begin <= stop.begin < afspraak.einde

    before = local_day(afspraak.begin) - timedelta(days=1)
    evening = datetime.combine(before, time(17, 5), tzinfo=LOCAL)
    told = planning.narrow_due(now=evening, budget=lambda: routing.iterations(50))
    assert told == 1
    narrow = Afspraak.objects.get(pk=afspraak.pk)
    assert narrow.einde - narrow.begin <= timedelta(minutes=70)
    resident.reload()
    begin = narrow.begin.astimezone(LOCAL)
    expect(resident.locator("main")).to_contain_text(f"Tussen {begin.hour}.{begin.minute:02}")
