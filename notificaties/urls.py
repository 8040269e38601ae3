"""Calendars, the call that an employee makes, and where providers tell what became of a message."""

from django.urls import path

from notificaties.views import beltaak, webhooks
from notificaties.views.agenda import agenda

app_name = "notificaties"
urlpatterns = [
    path("agenda/<str:token>.ics", agenda, name="agenda"),
    path("beltaken/<int:pk>/", beltaak.show, name="beltaak"),
    path("beltaken/<int:pk>/gedaan/", beltaak.gedaan, name="beltaak_gedaan"),
    path("beltaken/<int:pk>/terug/", beltaak.terug, name="beltaak_terug"),
    # As `channels/twilio_sms.py` gives it to Twilio.
    path("berichten/twilio/status/<str:referentie>/", webhooks.twilio_status, name="twilio_status"),
    path("berichten/twilio/antwoord/", webhooks.twilio_antwoord, name="twilio_antwoord"),
    path("berichten/notifynl/status/", webhooks.notifynl_status, name="notifynl_status"),
]
