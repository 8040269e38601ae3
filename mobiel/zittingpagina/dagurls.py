"""Addresses of the list on the phone, all under route/zitting/. None holds personal data."""

from django.urls import path

from mobiel.zittingpagina import dag

app_name = "zittingdag"

urlpatterns = [
    path("<int:pk>/", dag.lijst, name="lijst"),
    path("<int:pk>/melding/", dag.melding, name="melding"),
    path("<int:pk>/inloop/", dag.inloop, name="inloop"),
]
