"""Addresses of the kept messages of a demonstration."""

from django.urls import path

from notificaties.postvak import views

app_name = "postvak"

urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("<slug:naam>/", views.bericht, name="bericht"),
    path("<slug:naam>/html/", views.html, name="html"),
    path("<slug:naam>/afspraak.ics", views.agenda, name="agenda"),
    path("<slug:naam>/brief.pdf", views.brief, name="brief"),
]
