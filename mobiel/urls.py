"""Addresses of requests for a visit. None holds personal data; the token is the only secret."""

from django.urls import path

from mobiel.aanvragen import lijst, oordeel, vragen

app_name = "bezoekaanvragen"

urlpatterns = [
    path("bezoek-aanvragen/", vragen.producten, name="producten"),
    path("bezoek-aanvragen/<slug:slug>/", vragen.vragen, name="vragen"),
    path("bezoekaanvraag/<str:token>/", vragen.volgen, name="volgen"),
    path("b/<str:token>", vragen.kort, name="kort"),
    path("bezoekaanvragen/", lijst.lijst, name="lijst"),
    path("bezoekaanvragen/<int:pk>/", oordeel.aanvraag, name="aanvraag"),
]
