"""What `up` and a load balancer hear."""

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_healthy_when_the_database_answers(client):
    response = client.get("/gezond/")
    assert response.status_code == 200
    assert response.content == b"gezond"
    assert "no-store" in response["Cache-Control"]


def test_not_healthy_without_database_and_silent_about_why(client, monkeypatch):
    def refuse():
        raise OperationalError("password authentication failed for user x")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.content == b"niet gezond"


def test_asking_is_reading(client):
    assert client.post("/gezond/").status_code == 405
