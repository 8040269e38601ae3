"""The page of messages of a demonstration shows each message as it was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from afspraken.papier import PapierUnavailable
from notificaties.channels import Post
from notificaties.channels.postvak import Postvak, folder, paths
from notificaties.postvak.lezen import read
from notificaties.teksten.opmaak import html_mail
from notificaties.teksten.weergave import Weergave

LINK = "http://localhost:8000/afspraak/Zm9vYmFyYmF6cXV4MTIzNDU2/"
ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


TEXT = f"Dag Zoë,\n\nBekijk uw afspraak:\n{LINK}"
WEERGAVE = Weergave("Uw afspraak", TEXT, (LINK,), None, "nl")
MAIL = Post(
    "a1",
    "zoe@example.nl",
    "nl",
    "Uw afspraak",
    TEXT,
    html_mail(WEERGAVE),
    ICS,
    "REQUEST",
)
SMS = Post("b2", "+31612345678", "nl", "", f"Uw afspraak is morgen. Wijzigen: {LINK}.")
BRIEF = Post("c3", "A. de Vries\nDorpsweg 1\n1191 AA  OUDERKERK", "nl", "Uw afspraak", "Beste heer")


@pytest.fixture(autouse=True)
def demonstration(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.DEMO = True
    settings.PUBLIC_URL = "http://localhost:8000"
    settings.MAIL_FROM = "afspraken@gemeente.example"


def keep(soort: str, post: Post) -> str:
    """Send it; the name under which it is kept."""
    Postvak(soort).send(post)
    return next(paths()).stem


def get(client, name: str, naam: str = ""):
    return client.get(reverse(f"postvak:{name}", args=[naam] if naam else []))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_newest_is_on_top_with_its_kind_and_recipient(client):
    keep("e-mail", MAIL)
    keep("sms", SMS)
    keep("brief", BRIEF)
    shown = [(one.soort, one.wie) for one in get(client, "lijst").context["berichten"]]
    assert shown == [
        ("brief", "A. de Vries"),
        ("sms", "+31612345678"),
        ("e-mail", "zoe@example.nl"),
    ]


def test_one_recipient_can_be_looked_for(client):
    keep("e-mail", MAIL)
    keep("e-mail", replace(MAIL, referentie="a2", aan="anna@example.nl"))
    response = client.get(reverse("postvak:lijst"), {"aan": " ANNA@"})
    assert [one.aan for one in response.context["berichten"]] == ["anna@example.nl"]
    response = client.get(reverse("postvak:lijst"), {"aan": "niemand"})
    assert "geen bericht aan “niemand”" in text(response)


def test_many_messages_have_pages(client):
    for number in range(51):
        keep("sms", replace(SMS, referentie=f"n{number}"))
    first = get(client, "lijst")
    assert len(first.context["berichten"]) == 50
    assert "Oudere berichten" in text(first)
    second = client.get(reverse("postvak:lijst"), {"pagina": "2"})
    assert len(second.context["berichten"]) == 1
    assert "Nieuwere berichten" in text(second)


@pytest.mark.parametrize("pagina", ["0", "-1", "x", "999999999", "٣", ""])
def test_a_strange_page_number_is_the_first_page(client, pagina):
    keep("sms", SMS)
    response = client.get(reverse("postvak:lijst"), {"pagina": pagina})
    assert len(response.context["berichten"]) == 1


def test_an_empty_one_says_what_to_do(client):
    page = text(get(client, "lijst"))
    assert "Er is nog niets verstuurd" in page
    assert reverse("portaal:start") in page


def test_an_e_mail_is_shown_with_text_html_and_calendar(client):
    naam = keep("e-mail", MAIL)
    page = text(get(client, "bericht", naam))
    assert "zoe@example.nl" in page
    assert reverse("postvak:html", args=[naam]) in page
    assert reverse("postvak:agenda", args=[naam]) in page
    assert f'<a href="{LINK}">{LINK}</a>' in page
    calendar = get(client, "agenda", naam)
    assert calendar.content == ICS
    assert calendar["Content-Type"].startswith("text/calendar")


def test_the_html_of_an_e_mail_runs_nothing_and_opens_links_elsewhere(client):
    naam = keep(
        "e-mail", replace(MAIL, html=html_mail(replace(WEERGAVE, titel="<script>x</script>")))
    )
    response = get(client, "html", naam)
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert '<base target="_blank">' in response.content.decode()
    assert "<script" not in response.content.decode()


def test_the_page_around_it_may_frame_it_and_runs_no_script_of_others(client):
    policy = get(client, "bericht", keep("e-mail", MAIL))["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "script-src 'self'" in policy


def test_only_links_to_this_site_can_be_clicked(client):
    naam = keep("sms", replace(SMS, tekst=f"Zie http://evil.example of {LINK}."))
    page = text(get(client, "bericht", naam))
    assert f'<a href="{LINK}">{LINK}</a>.' in page
    assert 'href="http://evil.example' not in page


def test_what_a_customer_typed_is_escaped(client):
    keep("sms", replace(SMS, tekst="<img src=x onerror=alert(1)>"))
    naam = keep("e-mail", replace(MAIL, titel="<b>x</b>", html="", ics=b""))
    for response in (get(client, "lijst"), get(client, "bericht", naam)):
        assert "<img src=x" not in text(response)
        assert "<b>x</b>" not in text(response)


def test_an_e_mail_without_html_or_calendar_has_no_page_for_them(client):
    naam = keep("e-mail", replace(MAIL, html="", ics=b""))
    assert get(client, "bericht", naam).status_code == 200
    assert get(client, "html", naam).status_code == 404
    assert get(client, "agenda", naam).status_code == 404
    assert get(client, "brief", naam).status_code == 404


@pytest.mark.parametrize("soort", ["sms", "brief"])
def test_other_kinds_have_a_page_too(client, soort):
    response = get(client, "bericht", keep(soort, BRIEF))
    assert response.status_code == 200
    assert "Beste heer" in text(response)


@pytest.mark.letters
def test_a_letter_can_be_seen_on_paper(client):
    response = get(client, "brief", keep("brief", BRIEF))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-1.7")


def test_a_machine_that_cannot_make_letters_says_so(client, monkeypatch):
    def unavailable(_post, *, dag):
        raise PapierUnavailable("Hier kan geen brief worden gemaakt.")

    monkeypatch.setattr("notificaties.postvak.views.letter", unavailable)
    response = get(client, "brief", keep("brief", BRIEF))
    assert response.status_code == 503
    assert "geen brief" in text(response)


@pytest.mark.parametrize(
    "naam", ["x", "1795633592187534676_sms_b2", "1795633592187534676_fax_b2", "a" * 300]
)
def test_what_is_not_there_is_not_found(client, naam):
    for name in ("bericht", "html", "agenda", "brief"):
        assert get(client, name, naam).status_code == 404


def test_a_message_that_goes_while_one_looks_is_no_error(client, monkeypatch):
    naam = keep("sms", SMS)
    (folder() / f"{naam}.json").unlink()
    assert read(naam) is None
    monkeypatch.setattr("notificaties.postvak.lezen.paths", lambda: [folder() / f"{naam}.json"])
    assert get(client, "lijst").status_code == 200


def test_a_real_town_has_no_such_page(client, settings):
    naam = keep("e-mail", MAIL)
    settings.DEMO = False
    assert get(client, "lijst").status_code == 404
    for name in ("bericht", "html", "agenda", "brief"):
        assert get(client, name, naam).status_code == 404


def test_looking_changes_nothing_and_nothing_keeps_the_page(client):
    response = get(client, "bericht", keep("e-mail", MAIL))
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert client.post(reverse("postvak:lijst")).status_code == 405


def test_pages_of_the_portal_lead_to_it_only_in_a_demonstration(client, settings):
    assert reverse("postvak:lijst") in text(client.get("/nergens/"))
    settings.DEMO = False
    assert reverse("postvak:lijst") not in text(client.get("/nergens/"))
