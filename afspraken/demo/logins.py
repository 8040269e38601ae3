"""The people who work in the example town and may log in: one for each role."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group, User
from django.db import transaction

from afspraken.models import Afdeling, Medewerker, Middel
from afspraken.rechten import Rol


@dataclass(frozen=True)
class Login:
    """`middel` is the official of the town who logs in with it, if it is one."""

    naam: str
    rollen: tuple[Rol, ...]
    afdelingen: tuple[str, ...] = ()
    middel: str = ""

    @property
    def wachtwoord(self) -> str:
        """It follows from the key of this server, so each start can show it again."""
        key = f"demo:{settings.SECRET_KEY}".encode()
        word = base64.b32encode(hmac.digest(key, self.naam.encode(), hashlib.sha256))[:16]
        return word.decode().lower()


LOGINS = (
    Login("klantenservice", (Rol.KLANTENSERVICE, Rol.OVERBOEKEN), ("Publiekszaken",)),
    Login("balie", (Rol.BALIE,), ("Publiekszaken",)),
    Login("specialist", (Rol.SPECIALIST,), ("Sociale Zaken",), middel="Ricardo Pinas"),
    Login(
        "veldwerker",
        (Rol.SPECIALIST,),
        ("Publiekszaken", "Sociale Zaken"),
        middel="Marjolein Vos",
    ),
    Login("planner", (Rol.PLANNER,), ("Bouwen en Wonen",)),
    Login("leiding", (Rol.LEIDING,), ("Sociale Zaken",)),
    Login("kwaliteit", (Rol.KWALITEIT,)),
    Login("beheer", (Rol.BEHEER,)),
)


@transaction.atomic
def create() -> None:
    """Create the logins that do not exist yet; who changed one keeps it so."""
    known = set(User.objects.values_list("username", flat=True))
    for login in LOGINS:
        if login.naam not in known:
            _create(login)


def _hashed(wachtwoord: str) -> str:
    """One round: nobody guesses 80 bits by chance, and logging in makes it as many as usual."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(wachtwoord, hasher.salt(), iterations=1)


def _create(login: Login) -> None:
    user = User.objects.create(
        username=login.naam,
        email=f"{login.naam}@example.nl",
        password=_hashed(login.wachtwoord),
        is_staff=True,
    )
    user.groups.set(Group.objects.filter(name__in=login.rollen))
    medewerker = Medewerker.objects.create(gebruiker=user)
    medewerker.afdelingen.set(Afdeling.objects.filter(naam__in=login.afdelingen))
    Middel.objects.filter(naam=login.middel, gebruiker=None).update(gebruiker=user)
