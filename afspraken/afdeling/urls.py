"""Addresses of the specialists' door, all under afdeling/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from afspraken.afdeling import ongedaan, taken
from afspraken.terugbelpagina import STEPS

app_name = "afdeling"

urlpatterns: list[URLPattern | URLResolver] = [
    path("ongedaan/", ongedaan.ongedaan, name="ongedaan"),
    path("taken/", taken.lijst, name="terugbellen"),
    path("taken/<int:pk>/", taken.verzoek, name="terugbelverzoek"),
    *(
        path(f"taken/<int:pk>/{naam}/", taken.stap, {"naam": naam}, f"terugbel_{naam}")
        for naam in STEPS
    ),
]
