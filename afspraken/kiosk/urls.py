"""Addresses of the screens. The code in them is the only secret."""

from django.urls import path

from afspraken.kiosk import begin, inloop, nummer

app_name = "kiosk"

urlpatterns = [
    path("<str:code>/", begin.begin, name="scherm"),
    path("<str:code>/inloop/", inloop.inloop, name="inloop"),
    path("<str:code>/nummer/<str:volgcode>/", nummer.nummer, name="nummer"),
]
