"""Every address × every role × own and other department: the table of rights, asked of the site.

The addresses come from the URL configuration, so a new page is in it the moment it exists. It
fails here until it stands behind a gate (`met_recht`) or is named as open; and one that asks for
something of a department fails until `EXAMPLES` says of what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from afspraken.rechten import Bereik, Recht, Rol
from afspraken.rechten.tabel import TABEL
from tests.afspraken.rechten.adressen import Adres, every_address
from tests.afspraken.rechten.voorbeelden import EXAMPLES, OF_EVERYONE, OF_ONE_PERSON
from tests.afspraken.rechten.wie import afdeling, browser, medewerker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ALL = every_address()
GATED = [one for one in ALL if one.recht is not None]
ADMIN = [one for one in ALL if one.deur == "admin"]

OPEN_DOORS = {"portaal", "kiosk", "notificaties", "postvak", "zitting"}
"""For residents (a kiosk by its secret address), for providers, and only in a demonstration; a
care-home day for who has its link, and names after a code.

What stands behind a gate in one of these is asked for all the same."""

OPEN = {
    *("gezond", "set_language"),
    *("account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn"),
    *("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled"),
}
OPEN |= {
    f"bezoekaanvragen:{naam}" for naam in ("producten", "vragen", "volgen", "kort")
}  # for residents
OWN_ACCOUNT = {
    *("mfa_index", "verder", "account_change_password", "account_reauthenticate"),
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp"),
    *("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("mfa_add_webauthn", "mfa_remove_webauthn"),
}
"""Of whoever has logged in, about nobody else."""

ANSWERS = {200, 302, 400, 405, 409}
"""What a page says to who may be there; an empty form is refused with 400, a GET with 405."""

NOTHING = 404


# --- the matrix -----------------------------------------------------------------------------------


def test_every_address_is_open_on_purpose_or_behind_a_gate():
    known = OPEN | OWN_ACCOUNT
    behind = [one for one in ALL if one.deur not in OPEN_DOORS and one.naam not in known]
    forgotten = [one.route for one in behind if not one.recht and one.deur != "admin"]
    assert not forgotten, "these have no expectation"


def test_every_address_of_something_has_an_example():
    without = [one.naam for one in GATED if one.vraagt and one.naam not in EXAMPLES]
    assert not without, "say in EXAMPLES of what these are"


@pytest.mark.parametrize("rol", Rol)
def test_a_role_opens_the_pages_that_the_table_gives_it(rol: Rol):
    who = medewerker(rol, OURS)
    client = browser(who)
    wrong = [
        f"{adres.naam} of {of}: {status}"
        for adres, of in things()
        if reaches(adres, rol, of) and (status := found(adres, of, who, client)) not in ANSWERS
    ]
    assert not wrong


def test_all_other_roles_together_find_nothing():
    """Roles only add to each other, so what all of them do not open, none of them opens."""
    asked_by = defaultdict(list)
    for adres, of in things():
        asked_by[tuple(rol for rol in Rol if not reaches(adres, rol, of))].append((adres, of))
    wrong = []
    for others in filter(None, asked_by):
        who = medewerker(others, OURS)
        client = browser(who)
        for adres, of in asked_by[others]:
            if (status := found(adres, of, who, client)) != NOTHING:
                wrong.append(f"{adres.naam} of {of}: {status} for {', '.join(others)}")
    assert not wrong


OURS, THEIRS = "Sociale Zaken", "Belastingen"
"""The department of who asks, and another."""


def things() -> Iterator[tuple[Adres, str]]:
    """Each address, of either department; a list is of the own one alone."""
    for adres in GATED:
        for of in (OURS, THEIRS) if adres.naam in EXAMPLES else (OURS,):
            yield adres, of


def reaches(adres: Adres, rol: Rol, of: str) -> bool:
    """Whether a page opens: a list does for who may see anything, one thing if it is theirs."""
    bereik, example = TABEL[Recht(adres.recht)][rol], EXAMPLES.get(adres.naam)
    if example is None or bereik is Bereik.NIETS:
        return bereik is not Bereik.NIETS
    if example in OF_ONE_PERSON:
        return of == OURS
    if example in OF_EVERYONE:
        return bereik is Bereik.ALLES
    return of == OURS or bereik is Bereik.ALLES


def found(adres: Adres, of: str, who: User, client: Client) -> int:
    """The status of an answer about something of a department; for the next it was never there."""
    example = EXAMPLES.get(adres.naam)
    with transaction.atomic():
        given = example(afdeling(of), who) if example else {}
        answer = asked(client, reverse(adres.naam, kwargs=given))
        transaction.set_rollback(True)
    return int(answer.status_code)


def asked(client: Client, address: str) -> Any:
    """What a page answers to a look, else to an empty form; nothing of it stays."""
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address)
        transaction.set_rollback(True)
    return answer


# --- the screens of the functional manager --------------------------------------------------------

LEADS_ELSEWHERE = {"admin:login", "admin:logout"}
"""To the pages of the account, for whoever asks."""


OF_THE_SERVICE_POINT = ("admin:notificaties_beltaak_", "admin:notificaties_stapel_")
"""Calls to make and letters to post: where its tasks lead."""

OF_WHO_HAS_A_SCREEN = {"admin:index", "admin:jsi18n", "admin:password_change_done"}


def test_no_screen_breaks_for_the_manager():
    answers = screens(Rol.BEHEER)
    assert not {naam for naam, status in answers.items() if status >= 500}


def test_the_service_point_has_the_screens_of_its_tasks():
    answers = screens(Rol.KLANTENSERVICE)
    opened = {naam for naam, status in answers.items() if status == 200}
    own = {naam for naam in opened if naam.startswith(OF_THE_SERVICE_POINT)}
    assert {f"{begin}changelist" for begin in OF_THE_SERVICE_POINT} <= own
    assert opened - own <= OF_WHO_HAS_A_SCREEN
    assert not {naam for naam, status in answers.items() if status >= 500}


def test_all_other_roles_together_have_no_screen():
    others = tuple(rol for rol in Rol if rol not in {Rol.BEHEER, Rol.KLANTENSERVICE})
    answers = screens(*others)
    assert set(answers.values()) == {NOTHING}, answers


def screens(*rollen: Rol) -> dict[str, int]:
    """What each screen answers to an employee with these roles, by its name."""
    client = browser(medewerker(rollen, OURS))
    return {
        adres.naam: asked(client, address_of(adres)).status_code
        for adres in ADMIN
        if adres.naam not in LEADS_ELSEWHERE and not is_redirect(adres)
    }


def is_redirect(adres: Adres) -> bool:
    """Old addresses of one object, which Django leads on to the screen without a look at it."""
    return adres.route.endswith("<path:object_id>/")


# --- who has not logged in ------------------------------------------------------------------------


def test_who_has_not_logged_in_does_so_first():
    visitor = Client()
    for adres in ALL:
        is_for_employees = adres.recht or adres.deur == "admin" or adres.naam in OWN_ACCOUNT
        if is_for_employees and not is_redirect(adres) and adres.naam not in LEADS_ELSEWHERE:
            answer = asked(visitor, address_of(adres))
            assert answer.status_code == 302, adres.naam
            assert answer["Location"].startswith(("/inloggen/", "/beheer/login/")), adres.naam


SAMPLES = {"app_label": "afspraken", "slug": "x", "code": "x"}


def address_of(adres: Adres) -> str:
    """An address, of something that need not exist."""
    if ":" in adres.naam and "/" in adres.naam:  # no name
        return "/beheer/afspraken/product/1/" if is_redirect(adres) else "/beheer/nergens"
    return reverse(adres.naam, kwargs={name: SAMPLES.get(name, 1) for name in adres.vraagt})
