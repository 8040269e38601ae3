"""Addresses of messages and calendars."""

from django.urls import path

from notificaties.views.agenda import agenda

app_name = "notificaties"
urlpatterns = [
    path("agenda/<str:token>.ics", agenda, name="agenda"),
]
