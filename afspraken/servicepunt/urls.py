"""Addresses of the employees' door, all under servicepunt/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from afspraken.servicepunt import start

app_name = "servicepunt"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
]
