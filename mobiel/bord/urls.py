"""Addresses of the planner's board, all under bezoeken/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from mobiel.bord import blad, dag, herplan, mettwee, verplaats, week

app_name = "bezoeken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", dag.dag, name="dag"),
    path("week/", week.week, name="week"),
    path("verplaats/<int:pk>/", verplaats.verplaats, name="verplaats"),
    path("met-twee/<int:pk>/", mettwee.met_twee, name="met_twee"),
    path("met-twee/<int:pk>/alleen/", mettwee.alleen, name="alleen"),
    path("ongedaan/", verplaats.terug, name="ongedaan"),
    path("volgorde/", herplan.verbeter, name="verbeter"),
    path("verdeel/<int:middel>/", herplan.ziek, name="ziek"),
    path("akkoord/", herplan.akkoord, name="akkoord"),
    path("dagblad/<int:middel>/", blad.blad, name="blad"),
    path("dagblad/<int:middel>/pdf/", blad.pdf, name="blad_pdf"),
]
