"""Logging in: who guesses is stopped, and stops nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

LOGIN = reverse("admin:login")
PASSWORD = "genoeg tekens om te raden"


@pytest.fixture
def manager(db: None) -> User:
    """Somebody with a password."""
    return User.objects.create_superuser("beheer", password=PASSWORD)


def attempt(password: str, *, address: str = "198.51.100.1", username: str = "beheer") -> object:
    """One attempt behind the proxy on this machine, from a fresh browser."""
    client = Client(headers={"X-Forwarded-For": address})
    return client.post(LOGIN, {"username": username, "password": password})


def test_who_guesses_locks_out_only_himself(manager):
    for _ in range(10):
        attempt("fout")
    assert attempt(PASSWORD).status_code == 429
    assert attempt(PASSWORD, address="198.51.100.2").status_code == 302


def test_who_is_locked_out_reads_for_how_long(manager):
    for _ in range(10):
        attempt("fout")
    text = attempt("fout").content.decode()
    assert "te vaak een verkeerd wachtwoord" in text
    assert "een kwartier" in text
    assert "Foutcode 429" in text


@pytest.mark.parametrize("username", ["x" * 151, "x" * 300, "x" * 100_000])
def test_a_name_that_nobody_can_have_is_refused_with_a_sentence(manager, username):
    answer = attempt("fout", username=username)
    assert answer.status_code == 200
    assert "Een gebruikersnaam is hooguit 150 tekens." in answer.content.decode()


def test_who_logs_in_lands_on_the_page_of_the_manager(manager):
    assert attempt(PASSWORD)["Location"] == reverse("admin:index")
