"""The password: what is refused before the counter of failed attempts, and what that counter says.

The counting itself is django-axes; `settings.py` tells it to ask here.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.core import context
from django import forms
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.netwerkadres import client_address
from afspraken.toegang import tweede_stap

LONGEST = 150
"""Characters of a user name in Django; the column of failed attempts holds few more."""


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """The ordinary form; a name that nobody can have is refused before it is stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=gettext_lazy("Gebruikersnaam"),
            max_length=LONGEST,
            error_messages={
                "max_length": gettext_lazy("Een gebruikersnaam is hooguit 150 tekens.")
            },
        )
        self.fields["password"].label = gettext_lazy("Wachtwoord")


class Account(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the functional manager; nobody signs up, and no e-mail is sent."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "De gebruikersnaam en het wachtwoord horen niet bij elkaar."
        ),
        "incorrect_password": gettext_lazy("Dit wachtwoord klopt niet."),
        "too_many_login_attempts": gettext_lazy(
            "U hebt te vaak een verkeerde code ingevuld. Probeer het over vijf minuten weer."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Passwords are counted by django-axes alone, per name and address."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The user; None for a wrong password, and for who does not work here any more."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """For who comes with a passkey or an account of work that still exist."""
        return render(request, "account/inactief.html", status=403)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's own address, also behind our proxies."""
        return client_ip(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for who has just logged in: they choose a second factor as the first thing."""
        return not tweede_stap.just_logged_in(context.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of the account."""
        return reverse("mfa_index")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """What went wrong; that all went well, the next page shows by itself."""
        if level >= ERROR:
            super().add_message(request, level, *args, **kwargs)


def client_ip(request: HttpRequest) -> str:
    """The address that failed attempts are counted for: the visitor's, also behind our proxies."""
    return str(client_address(request))


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: object
) -> HttpResponse:
    """The page for who failed too often; axes gives the response that it replaces."""
    zin = _("U hebt te vaak een verkeerd wachtwoord ingevuld. Probeer het over een kwartier weer.")
    return render(request, "429.html", {"zin": zin}, status=429)
