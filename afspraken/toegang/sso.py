"""Logging in with the account of work: the directory says who works here, and in which role.

The roles follow from the groups in the id token, at every login. Departments stay with the
functional manager. The directory asks for its own second factor.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from afspraken import logboek
from afspraken.conf.environment import WrongSetting
from afspraken.models import Handeling, Partij
from afspraken.rechten import Rol


class Werkaccount(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who has a role by a group of the directory, has an account here; nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """`pre_social_login` has already sent away who has no role."""
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse who has no role; keep nothing of the token but the number of the account."""
        rollen = roles_of(sociallogin.account.extra_data)
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            give(sociallogin.user, rollen)
        if not rollen:
            _note_refusal(sociallogin)
            raise ImmediateHttpResponse(_no_role(request))
        request.session["werk_rollen"] = sorted(rollen)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """The account of someone who comes for the first time."""
        user = super().save_user(request, sociallogin, form)
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        give(user, set(request.session["werk_rollen"]))
        return user


def roles_of(claims: dict[str, Any]) -> set[str]:
    """The names of our roles that follow from the groups in a token."""
    openid = settings.OPENID
    token = claims.get("id_token", claims)
    said = token.get(openid.claim) or []
    groups = [said] if isinstance(said, str) else said
    return {openid.rollen[group] for group in groups if group in openid.rollen}


def give(user: User, rollen: set[str]) -> None:
    """Make the roles those of the directory; a role that it does not know stays as it was."""
    known = set(settings.OPENID.rollen.values())
    kept = user.groups.exclude(name__in=known)
    user.groups.set([*kept, *Group.objects.filter(name__in=rollen)])


def require_known_roles() -> None:
    """Raises: WrongSetting if a group of the directory gives a role that does not exist."""
    for rol in settings.OPENID.rollen.values():
        if rol not in set(Rol):
            raise WrongSetting("OIDC_ROLLEN", f"'{rol}' is geen rol; kies uit {', '.join(Rol)}")


def _no_role(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/geen_rol.html", status=403)


def _note_refusal(sociallogin: Any) -> None:
    logboek.record(
        Handeling.GEWEIGERD,
        "pagina:inloggen",
        partij=Partij.MEDEWERKER,
        door=str(sociallogin.user.pk or ""),
        now=timezone.now(),
    )
