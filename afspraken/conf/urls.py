"""Addresses of the whole site: each door has its own urls module."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from afspraken.conf.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("gezond/", health, name="gezond"),
    path("beheer/", admin.site.urls),
]

if find_spec("afspraken.portaal") and find_spec("afspraken.portaal.urls"):
    urlpatterns.append(path("", include("afspraken.portaal.urls")))
