"""A visit that needs judgement: asked, judged, proposed, and agreed by the customer."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from afspraken import booking, taken, traject
from afspraken.exceptions import StatusChanged
from afspraken.models import Afspraak, Klant, Status
from afspraken.rechten import Rol
from mobiel import planning, triage
from mobiel.models import Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag, Stop
from notificaties.models import Bericht, Berichtstatus
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, MAANDAG, NOW, at
from tests.mobiel.dorp import adres, booked, half_days, offer, plan, shown, wens

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def sanne(dorp):
    return dorp.veldwerker("Sanne")


@pytest.fixture
def aanvraag(dorp, sanne):
    product = dorp.product("Paspoort thuis")
    Aanvraagproduct.objects.create(product=product)
    klant = Klant.objects.create(**ANNA.klant())
    return triage.request(product, klant, adres(), reden="Ziek", toegang="Bel twee keer", now=NOW)


@pytest.fixture
def planner(db):
    return get_user_model().objects.create(username="planner")


def proposed(aanvraag, planner, window="8:30-12:30", now=NOW):
    aanvraag.refresh_from_db()
    wish = triage.wish_of(aanvraag)
    chosen = offer(wish, window, now=now)
    triage.propose(aanvraag, wish, chosen, door=planner, versie=aanvraag.versie, now=now)
    aanvraag.refresh_from_db()
    return aanvraag


def test_a_proposal_is_held_on_a_route_and_the_customer_is_asked(aanvraag, planner, sanne):
    proposed(aanvraag, planner)
    held = aanvraag.afspraak
    assert (held.status, shown(held)) == (Status.VASTGEHOUDEN, "8:30-12:30")
    assert plan(sanne) == [f"8:34 {held.referentie}"]
    assert held.houdbaar_tot == aanvraag.antwoord_voor == NOW + timedelta(days=3)
    [bericht] = Bericht.objects.filter(soort="BEZOEKVOORSTEL")
    assert triage.token_for(aanvraag) in bericht.gegevens["antwoorden"]
    assert "tussen 8.30 en 12.30 uur" in bericht.gegevens["venster"]


def test_who_says_yes_has_an_appointment_with_everything_that_was_told(aanvraag, planner, sanne):
    proposed(aanvraag, planner)
    afspraak = triage.accept(aanvraag, now=LATER)
    assert (afspraak.status, afspraak.klant, afspraak.toegang) == (
        Status.GEPLAND,
        aanvraag.klant,
        "Bel twee keer",
    )
    assert plan(sanne) == [f"8:34 {afspraak.referentie}"]
    assert Bericht.objects.filter(afspraak=afspraak, soort="BEVESTIGING").exists()
    with pytest.raises(triage.Answered):
        triage.decline(aanvraag, now=LATER)


def test_who_says_no_waits_for_another_proposal_and_the_time_is_free(aanvraag, planner, sanne):
    proposed(aanvraag, planner)
    triage.decline(aanvraag, now=LATER)
    assert not Stop.objects.exists()
    assert [one.pk for one in triage.to_judge(now=LATER)] == [aanvraag.pk]
    proposed(aanvraag, planner, "12:30-16:30", now=LATER)
    assert triage.accept(aanvraag, now=LATER).begin == at("12:30")


def test_without_an_answer_in_time_it_waits_for_us_again(aanvraag, planner, sanne):
    proposed(aanvraag, planner)
    late = aanvraag.antwoord_voor
    assert aanvraag.stand(late) is Aanvraagstatus.NIEUW
    with pytest.raises(triage.Answered):
        triage.accept(aanvraag, now=late)
    assert [one.pk for one in triage.to_judge(now=late)] == [aanvraag.pk]
    assert planning.tidy(now=late) == 1
    proposed(aanvraag, planner, now=late)
    assert triage.accept(aanvraag, now=late).status == Status.GEPLAND


def test_of_two_who_judge_at_once_the_second_is_told_and_nothing_is_lost(aanvraag, planner, sanne):
    as_both_saw_it = Bezoekaanvraag.objects.get(pk=aanvraag.pk)
    proposed(aanvraag, planner)
    wish = triage.wish_of(as_both_saw_it)
    other = offer(wish, "12:30-16:30")
    with pytest.raises(StatusChanged):
        triage.propose(as_both_saw_it, wish, other, door=planner, versie=1, now=NOW)
    with pytest.raises(StatusChanged):
        triage.reject(as_both_saw_it, "Nee", door=planner, versie=1, now=NOW)
    assert len(plan(sanne)) == 1
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1


def test_another_proposal_takes_the_place_of_the_first(aanvraag, planner, sanne):
    proposed(aanvraag, planner)
    proposed(aanvraag, planner, "12:30-16:30")
    assert [one.split()[0] for one in plan(sanne)] == ["12:30"]
    waiting = Bericht.objects.filter(soort="BEZOEKVOORSTEL", status=Berichtstatus.WACHT)
    assert waiting.count() == 1


def test_we_say_why_we_do_not_come(aanvraag, planner):
    with pytest.raises(triage.NoReason):
        triage.reject(aanvraag, "  ", door=planner, versie=1, now=NOW)
    triage.reject(aanvraag, "U woont boven het loket.", door=planner, versie=1, now=NOW)
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.versie) == (Aanvraagstatus.AFGEWEZEN, 2)


def test_who_does_not_need_us_any_more_says_so(aanvraag, planner):
    proposed(aanvraag, planner)
    triage.withdraw(aanvraag, now=LATER)
    assert not Stop.objects.exists()
    aanvraag.refresh_from_db()
    with pytest.raises(triage.Answered):
        triage.withdraw(aanvraag, now=LATER)


def test_a_customer_gets_time_to_answer(aanvraag, planner):
    wish = triage.wish_of(aanvraag)
    late = at("17:00", MAANDAG - timedelta(days=1))
    with pytest.raises(triage.TooSoon):
        triage.propose(aanvraag, wish, offer(wish, now=late), door=planner, versie=1, now=late)
    assert not Afspraak.objects.exists()


def test_a_request_is_a_task_with_a_deadline_of_working_days(aanvraag):
    [taak] = [one for one in taken.open_tasks(now=NOW) if one.soort == "bezoekaanvraag"]
    assert taak.uiterlijk == at("0:00", MAANDAG - timedelta(days=2)), "the end of Friday"
    assert taak.url == reverse("bezoekaanvragen:aanvraag", args=[aanvraag.pk])


def test_only_what_is_asked_for_can_be_asked(dorp):
    klant = Klant.objects.create(naam="Anna")
    with pytest.raises(triage.NotAsked):
        triage.request(dorp.product(), klant, adres(), reden="Ziek", now=NOW)


def test_two_visits_belong_together_and_the_second_is_not_before_its_day(dorp, sanne):
    brengen = dorp.product("Bezorgen", duur=15)
    aanvragen = dorp.product("Aanvragen", vervolg=brengen, vervolg_na=7)
    monday = MAANDAG + timedelta(days=7)
    dorp.town.open(sanne, "8:30-16:30", dag=monday, locatie=dorp.thuis)
    first = booked(aanvragen)
    follow = traject.follow_up(traject.steps(first))
    assert follow is not None
    assert (follow.product, follow.vanaf) == (brengen, monday)
    assert half_days(wens(brengen), dag=monday)
    second = booking.book(
        wens(brengen), offer(wens(brengen), dag=monday), ANNA, klant=first.klant, now=NOW
    )
    traject.link(first, second, now=NOW)
    assert [one.pk for one in traject.steps(first)] == [first.pk, second.pk]
    assert traject.follow_up(traject.steps(first)) is None


# --- pages ----------------------------------------------------------------------------------------


FORM = {
    "postcode": "1191 BH",
    "huisnummer": "3",
    "straat": "Dorpsstraat",
    "plaats": "Ouderkerk aan de Amstel",
    "punt": "52.2945, 4.9065",
    "naam": "Anna de Vries",
    "telefoon": "0612345678",
    "email": "anna@example.nl",
    "reden": "Ik lig in bed.",
}


def test_a_resident_asks_follows_and_says_yes(client, clock, aanvraag, planner):
    product = aanvraag.product
    start = client.get(reverse("portaal:start")).content.decode()
    assert reverse("bezoekaanvragen:producten") in start
    page = reverse("bezoekaanvragen:vragen", args=[product.slug])
    assert client.get(page).status_code == 200
    answer = client.post(page, FORM)
    assert answer.status_code == 302, answer.content.decode()
    mine = Bezoekaanvraag.objects.exclude(pk=aanvraag.pk).get()
    assert answer["Location"] == reverse("bezoekaanvragen:volgen", args=[triage.token_for(mine)])
    proposed(mine, planner)
    shown_page = client.get(answer["Location"])
    assert "Bewaar het adres van deze pagina." in shown_page.content.decode()
    assert "tussen 8.30 en 12.30 uur" in shown_page.content.decode()
    agreed = client.post(answer["Location"], {"antwoord": "ja"})
    assert agreed.status_code == 302
    assert client.get(agreed["Location"]).status_code == 200
    mine.refresh_from_db()
    assert mine.status == Aanvraagstatus.AANVAARD
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reden": ""}, "Vul in waarom u niet naar ons toe kunt komen."),
        ({"naam": ""}, "Vul uw naam in."),
        ({"telefoon": "abc"}, "telefoonnummer"),
        ({"punt": "99,99"}, "Dit punt ligt niet in Nederland."),
        ({"reden": "Mijn nummer is 111222333."}, "burgerservicenummer"),
        ({"reden": "a\0b"}, "Fout"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(
    client, clock, aanvraag, wrong, sentence
):
    page = reverse("bezoekaanvragen:vragen", args=[aanvraag.product.slug])
    answer = client.post(page, FORM | wrong)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert sentence.lower() in text.lower() or "bsn" in text.lower()
    assert "1191 BH" in text
    assert Bezoekaanvraag.objects.count() == 1


def test_an_unknown_link_opens_nothing(client, clock, aanvraag):
    assert client.get(reverse("bezoekaanvragen:volgen", args=["x" * 32])).status_code == 404
    unknown = reverse("bezoekaanvragen:vragen", args=["bestaat-niet"])
    assert client.get(unknown).status_code == 404


def test_an_employee_judges_on_a_page(client, clock, aanvraag, sanne):
    client.force_login(medewerker(Rol.KLANTENSERVICE))
    lijst = client.get(reverse("bezoekaanvragen:lijst"))
    assert "Anna de Vries" in lijst.content.decode()
    page = reverse("bezoekaanvragen:aanvraag", args=[aanvraag.pk])
    text = client.get(page).content.decode()
    assert "min rijden" in text
    token = offer(triage.wish_of(aanvraag)).token
    stale = client.post(page, {"aanbod": token, "versie": "7"})
    assert stale.status_code == 409
    assert "intussen veranderd" in stale.content.decode()
    assert client.post(page, {"aanbod": "onzin", "versie": "1"}).status_code == 400
    assert client.post(page, {"besluit": "", "versie": "1"}).status_code == 400
    assert client.post(page, {"aanbod": token, "versie": "1"}).status_code == 302
    aanvraag.refresh_from_db()
    assert aanvraag.status == Aanvraagstatus.VOORGESTELD
    assert "Wacht op antwoord" in client.get(reverse("bezoekaanvragen:lijst")).content.decode()
