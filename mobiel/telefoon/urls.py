"""Addresses of the phone, all under route/. None holds personal data."""

from django.urls import path

from mobiel.telefoon import sync, views

app_name = "telefoon"

urlpatterns = [
    path("", views.route, name="route"),
    path("melding/", views.melding, name="melding"),
    path("sync/", sync.sync, name="sync"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("werker.js", views.werker, name="werker"),
]
