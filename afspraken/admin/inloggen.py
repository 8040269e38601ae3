"""Logging in: what is refused before the counter of failed attempts, and what that counter says.

The counting itself is django-axes; `settings.py` tells it to ask here.
"""

from __future__ import annotations

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.adressen import client_address

LONGEST = 150
"""Characters of a user name in Django; the column of failed attempts holds few more."""


class LoginForm(AdminAuthenticationForm):
    """The ordinary form; a name that nobody can have is refused before it is stored."""

    username = UsernameField(
        max_length=LONGEST,
        error_messages={"max_length": gettext_lazy("Een gebruikersnaam is hooguit 150 tekens.")},
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


def client_ip(request: HttpRequest) -> str:
    """The address that failed attempts are counted for: the visitor's, also behind our proxies."""
    return str(client_address(request))


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: object
) -> HttpResponse:
    """The page for who failed too often; axes gives the response that it replaces."""
    zin = _("U hebt te vaak een verkeerd wachtwoord ingevuld. Probeer het over een kwartier weer.")
    return render(request, "429.html", {"zin": zin}, status=429)
